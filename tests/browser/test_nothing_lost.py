"""Every typed word is in the end in the draft or on the screen, whatever becomes of the line, the session, the page."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from plans.models import Instrument, Membership
from plans.services.saving import save_section
from tests.browser.editing import NOT_SAVED, editor, saving_held, select_everything, to_the_end_of, write
from tests.browser.test_drafting_room import text_of, written
from tests.factories import a_body, a_user, a_variation, an_issued_plan
from tests.plans.text.test_hostile_html import CORPUS, WORDS

pytestmark = [pytest.mark.django_db(transaction=True)]
TWO = "<p>Patrols are seen.</p><p>Lanes are lit.</p>"


@pytest.fixture
def variation() -> Instrument:
    found = a_variation(an_issued_plan(a_body()))
    written(found, TWO, "safer-streets")
    return found


@pytest.fixture
def priya(variation):
    return a_user(variation.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair")


@pytest.fixture
def daniel(variation):
    return a_user(variation.plan.body, Membership.Role.CHIEF_EXECUTIVE, "Daniel Okafor")


def sign_in(context: BrowserContext, url: str, user) -> None:
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


@pytest.fixture
def section_url(live_server, variation) -> str:
    return live_server.url + reverse("office:section", args=[variation.ref, "safer-streets"])


@pytest.fixture
def open_section(live_server, section_url, page: Page, priya) -> Callable[[], Page]:
    def go() -> Page:
        sign_in(page.context, live_server.url, priya)
        page.goto(section_url)
        return page

    return go


@pytest.fixture
def second_page(browser: Browser, live_server, section_url, daniel):
    context = browser.new_context()
    sign_in(context, live_server.url, daniel)
    other = context.new_page()
    other.goto(section_url)
    yield other
    context.close()


def bar(page: Page):
    return page.locator("[data-savebar-words]")


def write_at(page: Page, paragraph: str, words: str) -> None:
    to_the_end_of(page, paragraph)
    write(page, words)


def is_saved(page: Page) -> None:
    expect(bar(page)).to_contain_text("Saved at")


def test_a_section_is_saved_while_it_is_written_and_can_be_left_without_a_question(
    open_section, variation, axe, no_console_errors
):
    page = open_section()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    with saving_held(page):
        write_at(page, "Lanes", " By night too.")
        expect(bar(page)).to_contain_text(NOT_SAVED)
    is_saved(page)
    expect(page.locator("[data-count]")).to_contain_text("words in this section")
    axe()

    assert text_of(variation) == "<p>Patrols are seen.</p><p>Lanes are lit. By night too.</p>"
    write(page, " Now.")
    page.keyboard.press("Control+s")
    is_saved(page)
    assert text_of(variation).endswith("By night too. Now.</p>")
    page.reload()
    assert asked == []
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_two_people_in_one_section_keep_every_word_of_both(
    open_section, second_page, variation, axe, no_console_errors
):
    page = open_section()
    with saving_held(page):
        write_at(page, "Lanes", " By night too.")
        write_at(second_page, "Patrols", " And known.")
        is_saved(second_page)
    is_saved(page)
    expect(page.get_by_text("Daniel Okafor changed this section too; both texts are in it.")).to_be_visible()
    expect(page.locator(".tiptap")).to_contain_text("And known.")
    axe()
    write(page, " Still typing here.")
    is_saved(page)
    expect(page.get_by_text("is in this section too")).to_be_visible()
    write_at(second_page, "Patrols", " By all.")
    is_saved(second_page)

    expect(second_page.locator(".tiptap")).to_contain_text("Still typing here.")
    assert text_of(variation) == (
        "<p>Patrols are seen. And known. By all.</p><p>Lanes are lit. By night too. Still typing here.</p>"
    )


def test_the_same_words_changed_by_two_are_both_shown_until_one_has_chosen(open_section, second_page, variation, axe):
    page = open_section()
    with saving_held(page):
        write_at(page, "Lanes", " They are dark.")
        write_at(second_page, "Lanes", " They are bright.")
        is_saved(second_page)
    expect(bar(page)).to_contain_text("Both texts are shown.")
    panel = page.get_by_role("region", name="Daniel Okafor changed the same words")
    expect(panel).to_contain_text("They are bright.")
    expect(panel).to_contain_text("They are dark.")
    axe()
    page.set_viewport_size({"width": 320, "height": 900})
    axe()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert "dark" not in text_of(variation)
    panel.get_by_label("Keep both").first.check()
    panel.get_by_role("button", name="Save what I chose").click()
    expect(bar(page)).to_contain_text("by Priya Nair")

    assert "They are bright." in text_of(variation)
    assert "They are dark." in text_of(variation)


def test_words_typed_while_the_line_is_cut_are_saved_when_it_is_back(open_section, variation, axe):
    page = open_section()
    write_at(page, "Lanes", " Before the")
    page.context.set_offline(True)
    write(page, " line was cut, and after.")
    expect(bar(page)).to_contain_text("No connection. Your text is kept on this device")
    axe()
    assert "and after" not in text_of(variation)
    write(page, " Still offline.")
    page.context.set_offline(False)
    is_saved(page)

    assert text_of(variation).endswith("<p>Lanes are lit. Before the line was cut, and after. Still offline.</p>")


def test_words_typed_after_the_session_ended_are_saved_after_signing_in_again(
    open_section, live_server, variation, priya, axe
):
    page = open_section()
    Session.objects.all().delete()
    write_at(page, "Lanes", " Typed while signed out.")
    expect(bar(page)).to_contain_text("You have been signed out.")
    axe()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new tab").click()
    door = opened.value
    door.get_by_label("Email").fill(priya.email)
    door.get_by_label("Password", exact=True).fill("pass-word-for-tests")
    door.get_by_role("button", name="Sign in").click()
    door.wait_for_url("**/office/")
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    is_saved(page)

    assert text_of(variation).endswith("<p>Lanes are lit. Typed while signed out.</p>")


def test_somebody_else_who_signs_in_does_not_save_what_was_typed_before(open_section, live_server, variation, daniel):
    page = open_section()
    Session.objects.all().delete()
    write_at(page, "Lanes", " Hers.")
    expect(bar(page)).to_contain_text("You have been signed out.")
    sign_in(page.context, live_server.url, daniel)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(bar(page)).to_contain_text("Sign in as Priya Nair to save your text.")
    page.reload()

    expect(page.get_by_text("that was not saved")).to_have_count(0)
    assert "Hers." not in text_of(variation)


def test_one_press_sends_what_was_kept_after_signing_in_again(open_section, variation, priya):
    page = open_section()
    write_at(page, "Lanes", " Pressed too late.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save the section").click()
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    door = opened.value
    door.get_by_label("Email").fill(priya.email)
    door.get_by_label("Password", exact=True).fill("pass-word-for-tests")
    door.get_by_role("button", name="Sign in").click()
    door.wait_for_url("**/office/")
    page.get_by_role("button", name="Send it again").click()

    expect(bar(page)).to_contain_text("by Priya Nair")
    assert text_of(variation).endswith("<p>Lanes are lit. Pressed too late.</p>")
    page.wait_for_function("Object.keys(localStorage).length === 0")


def test_text_left_behind_by_a_crash_is_offered_shown_and_put_back(open_section, section_url, variation, daniel, axe):
    page = open_section()
    context = page.context
    context.set_offline(True)
    write_at(page, "Lanes", " Before the crash.")
    expect(bar(page)).to_contain_text("No connection.")
    page.close()
    context.set_offline(False)
    row = variation.draft_sections.get(section_id="safer-streets")
    theirs = replace(row.as_section(), html=TWO.replace("seen", "seen and known"))
    save_section(row=row, section=theirs, revision=row.revision, by=daniel)
    page = context.new_page()
    page.goto(section_url)
    panel = page.get_by_role("region", name="that was not saved")
    panel.get_by_role("button", name="Look at it").click()
    expect(panel.locator("ins")).to_contain_text("Before the crash.")
    panel.get_by_role("button", name="Put it back").click()
    is_saved(page)
    assert text_of(variation) == "<p>Patrols are seen and known.</p><p>Lanes are lit. Before the crash.</p>"
    page.goto(section_url)

    expect(editor(page)).to_contain_text("Before the crash.")
    expect(page.get_by_text("that was not saved")).to_have_count(0)


def test_whoever_signs_out_leaves_nothing_in_the_browser(open_section, section_url):
    page = open_section()
    page.route("**/autosave/", lambda route: route.abort())
    page.on("dialog", lambda dialog: dialog.accept())
    write_at(page, "Lanes", " Secret.")
    expect(bar(page)).to_contain_text("No connection.")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/draft/" not in url)

    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_what_is_pasted_keeps_its_words_and_the_page_goes_on(open_section, variation):
    page = open_section()
    pastes = {
        "from Word": CORPUS["a paste from Word"],
        "from Docs": CORPUS["a paste from Docs"],
        "a script": CORPUS["a script"],
        "deep": CORPUS["ten thousand tags deep"],
        "a picture": CORPUS["a picture in the text"],
        "half tags": CORPUS["half tags"],
        "two megabytes": "<p>" + "word " * 400_000 + "</p>",
    }
    for html in pastes.values():
        page.wait_for_timeout(700)  # what follows within half a second is undone together
        select_everything(page)
        took = page.evaluate(PASTE, html)
        assert took < 60_000
        expect(page.locator(".tiptap")).to_contain_text("word" if "word " in html else WORDS)
    expect(bar(page)).to_contain_text("This text is too long for one section")
    page.keyboard.press("Control+z")
    is_saved(page)

    assert WORDS in text_of(variation)


PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const began = performance.now();
  const to = document.querySelector(".tiptap");
  to.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  return performance.now() - began;
}"""
