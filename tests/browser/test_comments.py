"""Comments in a real browser: on selected words, in the editor and beside the text, under the strict policy."""

from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from plans.models import CommentThread, Instrument, Membership
from plans.services.comments import open_thread
from plans.services.saving import save_section
from tests.browser.editing import editor, select_first, write_at_the_end
from tests.factories import a_body, a_user, a_variation, an_issued_plan

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def variation() -> Instrument:
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def priya(variation):
    return a_user(variation.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair")


@pytest.fixture
def open_page(live_server, page: Page, client, variation, priya):
    client.force_login(priya)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])

    def go(name: str, *args: object, asked: str = "") -> Page:
        page.goto(live_server.url + reverse(f"office:{name}", args=[variation.ref, *args]) + asked)
        return page

    return go


def rewritten(variation: Instrument, html: str) -> None:
    row = variation.draft_sections.get(section_id="safer-streets")
    save_section(row=row, section=replace(row.as_section(), html=html), revision=row.revision)


def test_a_comment_on_selected_words_lives_through_its_whole_course(open_page, variation, axe, no_console_errors):
    page = open_page("section", "safer-streets")
    select_first(page, "Patrols are seen")
    page.keyboard.press("Control+Alt+m")
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("Seen by whom?")
    axe()
    page.get_by_role("button", name="Comment", exact=True).click()

    thread = page.get_by_role("listitem").filter(has_text="Seen by whom?").first
    expect(thread).to_contain_text("Stands")
    expect(thread).to_be_focused()
    expect(page.locator(".tiptap mark")).to_have_text("Patrols are seen")
    expect(page.get_by_role("status").filter(has_text="Your comment was kept.")).to_be_visible()

    thread.locator("summary").click()
    thread.get_by_label("Your reply").fill("By the people of the town.")
    thread.get_by_role("button", name="Send the reply").click()
    expect(thread).to_contain_text("By the people of the town.")

    rewritten(variation, "<p>Patrols are noticed, known and asked for.</p>")
    page.reload()
    expect(thread).to_contain_text("The words have changed since:")
    expect(thread.locator("del")).to_contain_text("seen")
    expect(thread.locator("ins")).to_contain_text("noticed")
    thread.get_by_role("button", name="Show in the text").click()
    expect(page.locator(".tiptap")).to_be_focused()
    axe()

    thread.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("heading", name="No comments here")).to_be_visible()
    expect(thread).to_contain_text("Resolved by Priya Nair")
    thread.get_by_role("button", name="Reopen").click()
    expect(page.get_by_role("heading", name="1 comment here")).to_be_visible()


def test_a_comment_is_refused_or_kept_without_losing_what_is_being_written(open_page):
    page = open_page("section", "safer-streets")
    page.route("**/autosave/", lambda route: None)  # nothing that is being written arrives by itself
    write_at_the_end(page, " Not saved yet.")
    page.get_by_text("Write a comment").click()
    page.get_by_label("Your comment").fill("On all of it.")
    page.get_by_label("The words it is about").fill("Not saved yet")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="does not have these words")).to_be_visible()

    page.wait_for_timeout(1100)  # a second press within a second counts as a slip
    page.get_by_label("The words it is about").fill("")
    page.get_by_role("button", name="Comment", exact=True).click()

    expect(page.get_by_role("listitem").filter(has_text="On all of it.").first).to_be_visible()
    expect(editor(page)).to_contain_text("Not saved yet.")


def test_words_selected_in_the_reading_view_are_commented_on_beside_them(open_page, axe, no_console_errors):
    page = open_page("changes", asked="?view=clean")
    page.locator("#action-S2 p").first.click(click_count=3)
    page.locator(".pc-comment-here").click()
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("By when?")
    page.get_by_role("button", name="Comment", exact=True).click()

    expect(page.locator("mark")).to_have_text("Light the riverside path.")
    page.get_by_role("link", name="Comment 1", exact=True).click()
    assert CommentThread.objects.get().quote == "Light the riverside path."
    axe()


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_with_comments_is_sound_at_each_width(open_page, variation, priya, axe, no_console_errors, width):
    said = {"instrument": variation, "section_id": "safer-streets", "text": "By whom?", "by": priya}
    moved, gone = open_thread(quote="seen, known", **said), open_thread(quote="asked for", **said)
    rewritten(variation, "<p>Patrols are seen and known.</p>")
    pages = [
        ("section", ("safer-streets",), ""),
        ("changes", (), ""),
        ("changes", (), "?view=clean"),
        ("comments", (), ""),
        ("comment", (), ""),
        ("comment_thread", (gone.pk,), ""),
        ("edit_comment", (moved.pk, moved.comments.get().pk), ""),
        ("step", ("prepare_draft",), ""),
    ]
    for name, args, asked in pages:
        page = open_page(name, *args, asked=asked)
        page.set_viewport_size({"width": width, "height": 900})
        axe()
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), (name, asked)
    open_page("comment")
    expect(page.get_by_role("button", name="Comment on the selected words")).to_be_hidden()
