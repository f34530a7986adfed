"""The drafting room in a real browser, under the strict policy."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from plans.models import Instrument, Membership
from plans.services.drafts import begin_variation, save_section
from plans.text.markup import clean
from tests.factories import (
    a_body,
    a_user,
    a_variation,
    an_issued_plan,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
)
from tests.plans.text.papers.fenmarch import FENMARCH_PAPER

pytestmark = [pytest.mark.django_db(transaction=True)]

EVERYTHING = clean(
    "<h3>What it costs</h3><p>Sums in <strong>bold</strong>, <em>italic</em>, <s>struck</s>, 10 m<sup>2</sup>, "
    'CO<sub>2</sub> and a <a href="https://fenmarch.example/sums">link</a>.<br>Next line.</p><h4>In short</h4>'
    "<ul><li>One<ul><li>Within</li></ul></li><li>Two</li></ul><ol><li>First</li><li>Second</li></ol>"
    "<blockquote><p>Said by somebody.</p></blockquote>"
    "<table><caption>Services for <em>victims</em></caption>"
    '<thead><tr><th scope="col">Service</th><th scope="col">Sum</th></tr></thead>'
    '<tbody><tr><th scope="row">Court companions</th><td>£74,000</td></tr>'
    '<tr><th scope="row">Advisers</th><td>£402,000</td></tr></tbody>'
    '<tfoot><tr><th scope="row">Total</th><td>£476,000</td></tr></tfoot></table><p>The end.</p>'
)


@pytest.fixture
def variation() -> Instrument:
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def open_page(live_server, page: Page, client, variation):
    client.force_login(a_user(variation.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])

    def go(name: str, *args: object, asked: str = "") -> Page:
        page.goto(live_server.url + reverse(f"office:{name}", args=[variation.ref, *args]) + asked)
        return page

    return go


def text_of(variation: Instrument, section_id: str = "safer-streets") -> str:
    return variation.draft_sections.get(section_id=section_id).html


def written(variation: Instrument, html: str, section_id: str = "resources") -> None:
    row = variation.draft_sections.get(section_id=section_id)
    save_section(row=row, section=replace(row.as_section(), html=html), revision=row.revision)


def editor(page: Page):
    return page.get_by_role("textbox", name="Text", exact=True)


def to_a_new_line(page: Page) -> None:
    """Go on as a person would, after the browser has told the editor where the caret is."""
    page.keyboard.press("End")
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save the section").click()


def test_typed_words_are_kept_with_plain_spaces_and_the_page_says_when_they_are_saved(
    open_page, variation, no_console_errors
):
    page = open_page("section", "safer-streets")
    editor(page).press("Control+End")
    editor(page).press_sequentially(" We walk 10 miles  a night.")
    expect(page.locator("[data-savebar-words]")).to_contain_text("Not saved yet.")

    save(page)

    assert text_of(variation) == "<p>Patrols are seen, known and asked for. We walk 10 miles a night.</p>"
    expect(page.locator("[data-savebar-words]")).to_contain_text("by Priya Nair")


def test_every_kind_of_text_comes_back_from_the_editor_as_it_went_in(open_page, variation, no_console_errors):
    written(variation, EVERYTHING)
    page = open_page("section", "resources")
    editor(page).press("Control+End")
    editor(page).press_sequentially("x")
    editor(page).press("Backspace")

    save(page)

    assert text_of(variation, "resources") == EVERYTHING


def test_text_that_was_not_touched_is_saved_to_the_letter(open_page, variation, no_console_errors):
    written(variation, EVERYTHING)
    page = open_page("section", "resources")
    page.get_by_label("Heading", exact=True).fill("Money, people and services")

    save(page)

    assert text_of(variation, "resources") == EVERYTHING


def test_the_tools_write_headings_lists_links_and_tables(open_page, variation, no_console_errors):
    written(variation, "")
    page = open_page("section", "resources")
    tools = page.get_by_role("toolbar", name="Text tools")
    editor(page).click()
    page.keyboard.type("What it costs")
    tools.get_by_role("button", name="Heading", exact=True).click()
    to_a_new_line(page)
    page.keyboard.type("Sums")
    page.keyboard.press("Shift+Home")
    tools.get_by_role("button", name="Link").click()
    page.get_by_label("Address of the link").fill("https://fenmarch.example/")
    page.keyboard.press("Enter")
    to_a_new_line(page)
    tools.get_by_role("button", name="Table", exact=True).click()
    page.keyboard.type("Service")
    tools.get_by_role("button", name="Caption").click()
    page.get_by_label("Caption of the table").fill("Services & sums")
    page.get_by_role("button", name="Apply").click()

    save(page)

    assert text_of(variation, "resources").startswith(
        '<h3>What it costs</h3><p><a href="https://fenmarch.example/">Sums</a></p>'
        '<table><caption>Services &amp; sums</caption><thead><tr><th scope="col">Service</th>'
    )


def test_the_keyboard_is_never_held_in_the_text_or_in_a_table(open_page, variation, no_console_errors):
    written(variation, EVERYTHING)
    page = open_page("section", "resources")
    page.locator(".tiptap td").last.click()
    page.keyboard.press("End")
    rows = page.locator(".tiptap tr").count()
    page.keyboard.press("Tab")
    expect(page.locator(".tiptap")).not_to_be_focused()
    assert page.locator(".tiptap tr").count() == rows

    page.locator(".tiptap td").first.click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Paragraph")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Heading", exact=True)).to_be_focused()


def test_leaving_with_unsaved_words_asks_first(open_page, variation):
    page = open_page("section", "safer-streets")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    editor(page).press_sequentially("Unsaved. ")

    page.close(run_before_unload=True)
    page.context.pages[0].wait_for_timeout(300)

    assert asked == ["beforeunload"]


def test_without_a_script_a_plain_box_does_the_same(live_server, browser: Browser, client, variation):
    client.force_login(a_user(variation.plan.body, Membership.Role.POLICY_OFFICER))
    context = browser.new_context(java_script_enabled=False)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(live_server.url + reverse("office:section", args=[variation.ref, "resources"]))
    expect(page.get_by_text("Scripts are off in this browser")).to_be_visible()
    page.get_by_role("textbox", name="Text", exact=True).fill("One paragraph.\n\nAnother one.")
    page.get_by_role("button", name="Add an objective").click()
    page.get_by_label("Theme letter").fill("M")
    page.get_by_label("Objective", exact=True).fill("Money well spent")
    page.get_by_role("button", name="Add a priority action").click()
    assert page.get_by_label("Code").input_value() == "M1"
    page.get_by_label("Priority action", exact=True).fill("Publish each contract.")
    page.get_by_role("button", name="Save the section").click()

    section = variation.draft_sections.get(section_id="resources").as_section()
    assert section.html == "<p>One paragraph.</p><p>Another one.</p>"
    assert [action.code for action in section.objectives[0].actions] == ["M1"]
    context.close()


def test_an_appendix_becomes_the_new_text_of_a_section_in_a_few_clicks(open_page, variation, axe, no_console_errors):
    page = open_page("import")
    paper = {"name": "report.txt", "mimeType": "text/plain", "buffer": FENMARCH_PAPER.encode()}
    page.get_by_label("The paper").set_input_files(paper)
    page.get_by_role("button", name="Read the paper").click()
    axe()
    page.get_by_role("link", name="APPENDIX 1", exact=True).click()
    page.get_by_role("link", name="As one section").click()
    axe()
    page.get_by_label("Where it goes").select_option(label="Money and people")
    page.get_by_role("button", name="Put the text into the draft").click()

    expect(page.get_by_text("1 section landed in the draft.")).to_be_visible()
    assert text_of(variation, "resources") == (
        "<p>Lanes and farms are visited weekly.</p><h3>People heard</h3><p>Victims were asked in person.</p>"
    )


def test_a_draft_is_brought_up_to_date_by_a_choice_between_two_texts(open_page, variation, axe, no_console_errors):
    other = begin_variation(plan=variation.plan, title="Lanes", on=date(2013, 12, 3))
    written(other, "<p>Patrols are seen on every lane.</p>", "safer-streets")
    prepared(other, date(2014, 1, 8))
    sent(other, date(2014, 1, 9))
    reported(other, date(2014, 2, 20))
    responded(other, date(2014, 3, 6))
    decided(other, date(2014, 3, 20))
    issued(other, date(2014, 3, 20))
    page = open_page("draft")
    page.get_by_role("link", name="Bring the draft up to date").click()
    axe()
    page.get_by_role("button", name="Bring the draft up to date").click()
    expect(page.get_by_text("Choose whose text stands for: Safer streets.")).to_be_visible()
    page.get_by_label("That of edition 2").check()
    page.get_by_role("button", name="Bring the draft up to date").click()

    expect(page.get_by_text("The draft now stands on edition 2.")).to_be_visible()
    assert text_of(variation) == "<p>Patrols are seen on every lane.</p>"


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_the_drafting_room_is_sound_at_each_width(open_page, variation, axe, no_console_errors, width):
    written(variation, EVERYTHING)
    pages = [
        ("draft", (), ""),
        ("section", ("resources",), ""),
        ("section", ("safer-streets",), ""),
        ("remove_section", ("resources",), ""),
        ("changes", (), ""),
        ("changes", (), "?view=clean"),
        ("changes", (), "?view=sides"),
        ("changes", (), "?show=all"),
        ("import", (), ""),
        ("rebase", (), ""),
    ]
    for name, args, asked in pages:
        page = open_page(name, *args, asked=asked)
        page.set_viewport_size({"width": width, "height": 900})
        axe()
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), (name, asked)
    page.goto(page.url)
    open_page("changes")
    page.get_by_role("link", name=re.compile("^Give a reason")).first.click()
    axe()
