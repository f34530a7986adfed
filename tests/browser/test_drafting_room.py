"""The drafting room in a real browser, under the strict policy."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from plans.models import Image, Instrument, Membership
from plans.services.drafts import begin_variation
from plans.services.saving import save_section
from plans.text.markup import clean
from tests.browser.editing import (
    NOT_SAVED,
    editor,
    enter,
    saving_held,
    select_to_the_start_of_the_line,
    settled,
    to_the_end,
    to_the_end_of_the_paragraph,
    write,
    write_at_the_end,
)
from tests.factories import (
    a_body,
    a_picture,
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


def to_a_new_line(page: Page) -> None:
    to_the_end_of_the_paragraph(page)
    page.keyboard.press("Enter")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save the section").click()


def test_typed_words_are_kept_with_plain_spaces_and_the_page_says_when_they_are_saved(
    open_page, variation, no_console_errors
):
    page = open_page("section", "safer-streets")
    with saving_held(page):
        write_at_the_end(page, " We walk 10 miles  a night.")
        expect(page.locator("[data-savebar-words]")).to_contain_text(NOT_SAVED)

    save(page)

    assert text_of(variation) == "<p>Patrols are seen, known and asked for. We walk 10 miles a night.</p>"
    expect(page.locator("[data-savebar-words]")).to_contain_text("by Priya Nair")


def test_every_kind_of_text_comes_back_from_the_editor_as_it_went_in(open_page, variation, no_console_errors):
    written(variation, EVERYTHING)
    page = open_page("section", "resources")
    write_at_the_end(page, "x")
    page.keyboard.press("Backspace")
    expect(editor(page)).not_to_contain_text("The end.x")

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
    enter(page)
    write(page, "What it costs")
    tools.get_by_role("button", name="Heading", exact=True).click()
    to_a_new_line(page)
    write(page, "Sums")
    select_to_the_start_of_the_line(page, "Sums")
    tools.get_by_role("button", name="Link").click()
    page.get_by_label("Address of the link").fill("https://fenmarch.example/")
    page.keyboard.press("Enter")
    to_a_new_line(page)
    tools.get_by_role("button", name="Table", exact=True).click()
    write(page, "Service")
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
    to_the_end_of_the_paragraph(page)
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
    page.route("**/autosave/", lambda route: None)  # what the page saves by itself never arrives
    write_at_the_end(page, " Unsaved.")
    expect(page.locator("[data-savebar-words]")).to_contain_text(NOT_SAVED)

    with page.expect_event("dialog"):
        page.get_by_role("link", name="To do", exact=True).click()

    expect(editor(page)).to_contain_text("Unsaved.")  # the page was not left
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
    expect(page.get_by_label("Code", exact=True)).to_have_value("M1")
    page.get_by_label("Priority action", exact=True).fill("Publish each contract.")
    page.get_by_role("button", name="Save the section").click()
    expect(page.locator("[data-savebar-words]")).to_contain_text("Saved")

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
    expect(page.get_by_role("heading", name="1 to settle")).to_be_visible()
    axe()
    page.get_by_label("That of edition 2").check()
    page.get_by_role("button", name="Settle this").click()

    expect(page.get_by_role("heading", name="The draft is up to date")).to_be_visible()
    assert text_of(variation) == "<p>Patrols are seen on every lane.</p>"


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_the_drafting_room_is_sound_at_each_width(open_page, variation, axe, no_console_errors, width):
    written(variation, EVERYTHING)
    pages = [
        ("draft", (), ""),
        ("section", ("resources",), ""),
        ("section", ("safer-streets",), ""),
        ("table", ("resources", 1), ""),
        ("new_table", ("resources",), "?kind=grants"),
        ("move_action", ("safer-streets", "S1"), ""),
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


def tab_to(page: Page, name: str) -> None:
    """Go to a control by the keyboard alone."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim().startsWith(" + repr(name) + ")"):
            return
    raise AssertionError(f"{name} is not reached by the keyboard.")


def test_sections_are_moved_and_a_version_is_put_back_by_the_keyboard_alone(
    open_page, variation, axe, no_console_errors
):
    page = open_page("draft")
    tab_to(page, "Move Safer streets")
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-moved]")).to_have_text("Safer streets, now 2 of 3. Saved.")
    axe()

    open_page("draft")
    tab_to(page, "Money and people")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Money and people")
    open_page("versions")
    page.get_by_label("Name of the version").focus()
    page.keyboard.type("As moved")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Version 1, As moved, was saved.")).to_be_visible()
    axe()

    written(variation, "<p>Another thought of the office.</p>")
    for name in ("Version 1: As moved", "Put this version back", "Put “As moved” back"):
        tab_to(page, name)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(page.get_by_text("Version 1 stands in the draft again.")).to_be_visible()
    assert text_of(variation, "resources") == "<p>The budget is set each February.</p>"


@pytest.mark.parametrize(
    ("name", "args"),
    [("text", ()), ("changes", ()), ("compare_section", ("safer-streets",)), ("earlier", ("safer-streets",))],
)
def test_the_pages_that_compare_are_accessible(open_page, axe, no_console_errors, name, args):
    open_page(name, *args)

    axe()


def test_a_reference_is_chosen_from_a_list_by_keyboard_and_is_one_piece_whose_words_are_computed(
    open_page, variation, no_console_errors, axe
):
    page = open_page("section", "safer-streets")
    write_at_the_end(page, " The cost is in ")
    page.get_by_role("button", name="Reference", exact=True).click()
    page.get_by_label("What to refer to").select_option("Section 2: Money and people")
    axe()
    page.keyboard.press("Enter")
    expect(editor(page)).to_contain_text("The cost is in Section 2")
    write(page, ".")
    expect(editor(page)).to_contain_text("The cost is in Section 2.")

    save(page)

    kept = 'The cost is in <a href="#section-resources">section_resources</a>.</p>'
    assert text_of(variation).endswith(kept)
    to_the_end(page)
    for _ in range(3):
        page.keyboard.press("Backspace")
        settled(page)
    expect(editor(page)).not_to_contain_text("Section 2")
    save(page)
    assert text_of(variation).endswith("The cost is in</p>")


def test_a_picture_is_put_in_by_the_keyboard_and_its_words_are_changed_later(open_page, variation, no_console_errors):
    written(variation, "<p>See the map.</p>")
    page = open_page("section", "resources")
    to_the_end(page)
    page.get_by_role("button", name="Picture", exact=True).press("Enter")
    page.get_by_label("Picture", exact=True).set_input_files(
        {"name": "map.png", "mimeType": "image/png", "buffer": a_picture()}
    )
    page.get_by_role("button", name="Put in the picture").press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Describe the picture, so that everybody learns what it tells.")
    page.get_by_label("Description").fill("A map of Fenmarch")
    page.get_by_label("Caption").fill("Where & when")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Text").get_by_role("img", name="A map of Fenmarch")).to_be_visible()
    save(page)
    src = Image.objects.get().address
    kept = "<p>See the map.</p>" + f'<figure><img src="{src}" alt="A map of Fenmarch">'
    assert text_of(variation, "resources") == f"{kept}<figcaption>Where &amp; when</figcaption></figure>"

    page.get_by_role("img", name="A map of Fenmarch").click()
    page.get_by_role("button", name="Picture", exact=True).click()
    page.get_by_label("Description").fill("A map of the four teams")
    page.get_by_role("button", name="Keep the words").click()
    expect(page.get_by_role("img", name="A map of the four teams")).to_be_visible()
    save(page)

    assert 'alt="A map of the four teams"' in text_of(variation, "resources")


def test_a_picture_that_is_pasted_is_asked_about(open_page, variation, no_console_errors):
    written(variation, "<p>See the map.</p>")
    page = open_page("section", "resources")
    enter(page)
    page.evaluate(
        """(bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "map.png", { type: "image/png" }));
            const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector(".tiptap").dispatchEvent(paste);
        }""",
        list(a_picture()),
    )
    page.get_by_label("Description").fill("A map of Fenmarch")
    page.get_by_role("button", name="Put in the picture").click()
    expect(page.get_by_role("textbox", name="Text").get_by_role("img", name="A map of Fenmarch")).to_be_visible()

    save(page)

    assert Image.objects.get().address in text_of(variation, "resources")
