"""A table as a form, in the browser's terms: boxes, buttons without a script, totals, pasting, and what others save."""

import html as escaping
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import DraftSection, Instrument, Membership, TotalMark
from tests.factories import a_body, a_user, a_variation, an_issued_plan

pytestmark = pytest.mark.django_db
BUDGET = (
    '<table><caption>The budget</caption><thead><tr><th scope="col">Heading</th><th scope="col">2013 to 2014</th></tr>'
    '</thead><tbody><tr><th scope="row">Police <strong>officers</strong></th><td>£61,400,000</td></tr>'
    '<tr><th scope="row">Police staff</th><td>£24,900,000</td></tr>'
    '<tr><th scope="row">Total</th><td>£86,300,000</td></tr></tbody></table>'
)
TEXT = f"<p>Before.</p>{BUDGET}<p>After.</p>"


@pytest.fixture
def variation() -> Instrument:
    variation = a_variation(an_issued_plan(a_body()))
    put(variation, TEXT)
    return variation


@pytest.fixture
def drafter(variation, client: Client) -> Client:
    client.force_login(a_user(variation.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair"))
    return client


def put(variation: Instrument, html: str) -> None:
    DraftSection.objects.filter(instrument=variation, section_id="resources").update(html=html)


def text_of(variation: Instrument) -> str:
    return variation.draft_sections.get(section_id="resources").html


def place(variation: Instrument, number: int | None = 1) -> str:
    name, args = ("table", [number]) if number else ("new_table", [])
    return reverse(f"office:{name}", args=[variation.ref, "resources", *args])


def boxes(page: str) -> dict[str, str]:
    """Return what the browser would send of the form on a page."""
    form = page[page.index("data-table-form") : page.index("</form>", page.index("data-table-form"))]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            sent[name[1]] = escaping.unescape(value[1]) if value else "on"
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        sent[name] = escaping.unescape(inside)
    for name, inside in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside) or re.search(r'value="([^"]*)"', inside)
        sent[name] = chosen[1]
    return sent


def opened(drafter: Client, variation: Instrument, number: int | None = 1) -> dict[str, str]:
    return boxes(drafter.get(place(variation, number)).content.decode())


def pressed(drafter: Client, variation: Instrument, sent: dict, act: str, number: int | None = 1) -> str:
    answer = drafter.post(place(variation, number), sent | {"act": act})
    assert answer.status_code in (200, 422)
    return answer.content.decode()


def test_a_table_saved_as_it_stands_is_not_changed(drafter, variation):
    answer = drafter.post(place(variation), opened(drafter, variation) | {"act": "save"})

    assert answer.url == reverse("office:section", args=[variation.ref, "resources"]) + "#tables"
    assert text_of(variation) == TEXT


def test_only_the_table_is_replaced_and_its_figures_are_written_alike(drafter, variation):
    sent = opened(drafter, variation) | {"x1-1": "61500k", "x3-1": "86400000", "act": "save"}
    drafter.post(place(variation), sent)

    assert text_of(variation) == TEXT.replace("£61,400,000", "£61,500,000").replace("£86,300,000", "£86,400,000")
    assert variation.draft_sections.get(section_id="resources").history.first().history_user.username


def test_each_box_is_named_by_its_row_and_its_column(drafter, variation):
    page = drafter.get(place(variation)).content.decode()

    assert 'aria-label="Police staff, 2013 to 2014"' in page
    assert 'aria-label="Name of row 3, Heading"' in page
    assert 'aria-label="Heading of column 2"' in page


def test_a_wrong_total_is_said_on_the_form_the_section_and_the_draft_and_stops_nothing(drafter, variation):
    sent = opened(drafter, variation) | {"x3-1": "£86,400,000"}
    page = pressed(drafter, variation, sent, "check")
    words = "says £86,400,000, and the figures above it add up to £86,300,000: £100,000 less."
    assert "1 total does not add up" in page
    assert words in page

    answer = drafter.post(place(variation), sent | {"act": "save"}, follow=True)
    assert words in answer.content.decode()
    assert "“The budget” was saved. 1 total does not add up." in answer.content.decode()
    assert "1 total does not add up" in drafter.get(reverse("office:draft", args=[variation.ref])).content.decode()


def test_a_total_that_adds_up_is_said_on_the_section(drafter, variation):
    page = drafter.get(reverse("office:section", args=[variation.ref, "resources"])).content.decode()

    assert "3 rows, 2 columns, every total adds up" in page
    assert "add up" not in drafter.get(reverse("office:draft", args=[variation.ref])).content.decode()


def test_a_total_is_worked_out_and_the_step_can_be_undone(drafter, variation):
    page = pressed(drafter, variation, opened(drafter, variation) | {"x3-1": ""}, "work-row-3")
    assert boxes(page)["x3-1"] == "£86,300,000"
    assert "1 cell was worked out." in page

    assert boxes(pressed(drafter, variation, boxes(page), "undo"))["x3-1"] == ""


def test_what_a_drafter_says_is_no_total_is_not_checked_again(drafter, variation):
    sent = opened(drafter, variation) | {"x3-0": "Total of last year", "x3-1": "£1"}
    assert "1 total does not add up" in pressed(drafter, variation, sent, "check")
    del sent["r3-total"]
    page = pressed(drafter, variation, sent, "add-row-4")
    assert "does not add up" not in page

    drafter.post(place(variation), boxes(page) | {"act": "save"})
    assert TotalMark.objects.get().is_total is False
    assert "does not add up" not in drafter.get(place(variation)).content.decode()
    assert "<td>£1</td>" in text_of(variation)


def test_rows_and_columns_are_added_moved_and_removed_without_a_script(drafter, variation):
    page = pressed(drafter, variation, opened(drafter, variation), "add-row-3")
    page = pressed(drafter, variation, boxes(page) | {"x3-0": "Vehicles", "x3-1": "(1,000)"}, "up-row-3")
    page = pressed(drafter, variation, boxes(page), "add-column-2")
    page = pressed(drafter, variation, boxes(page) | {"x0-2": "2014 to 2015"}, "left-column-2")
    page = pressed(drafter, variation, boxes(page), "remove-row-3")
    drafter.post(place(variation), boxes(page) | {"act": "save"})

    assert text_of(variation) == (
        '<p>Before.</p><table><caption>The budget</caption><thead><tr><th scope="col">Heading</th>'
        '<th scope="col">2014 to 2015</th><th scope="col">2013 to 2014</th></tr></thead><tbody>'
        '<tr><th scope="row">Police <strong>officers</strong></th><td></td><td>£61,400,000</td></tr>'
        '<tr><th scope="row">Vehicles</th><td></td><td>−£1,000</td></tr>'
        '<tr><th scope="row">Total</th><td></td><td>£86,300,000</td></tr></tbody></table><p>After.</p>'
    )


def test_rows_are_pasted_without_a_script_and_what_they_replaced_is_said(drafter, variation):
    sent = opened(drafter, variation) | {"pasted": "Dogs\t5,000\nHorses\t7,000\nBoats\t9,000", "paste_at": "2,0"}
    page = pressed(drafter, variation, sent, "paste")

    assert "6 cells were filled from the spreadsheet. 4 of them held something else before." in page
    assert [boxes(page)[f"x{r}-0"] for r in range(5)] == ["Heading", "Police officers", "Dogs", "Horses", "Boats"]
    assert boxes(pressed(drafter, variation, boxes(page), "undo"))["x2-0"] == "Police staff"


def test_rows_that_cannot_be_read_are_named_and_stay_in_their_box(drafter, variation):
    sent = opened(drafter, variation) | {"pasted": "Dogs,5\nHorses,£7,000"}
    page = pressed(drafter, variation, sent, "paste")

    assert "Row 2: it has 3 cells and the first row has 2." in page
    assert boxes(page)["pasted"] == "Dogs,5\nHorses,£7,000"
    assert boxes(page)["x1-0"] == "Police officers"


def test_a_figure_that_cannot_be_read_names_its_box_and_nothing_is_saved_or_lost(drafter, variation):
    sent = opened(drafter, variation) | {"x1-1": "£61,40,000", "x2-0": "Staff", "caption": "", "act": "save"}
    answer = drafter.post(place(variation), sent)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert '<a href="#x1-1">Row 2 (Police officers, 2013 to 2014): “£61,40,000” cannot be read as money.' in page
    assert '<a href="#caption">Give the table a caption: what it shows, in a few words.</a>' in page
    assert boxes(page)["x2-0"] == "Staff"
    assert text_of(variation) == TEXT


@pytest.mark.parametrize("kind", ["money", "workforce", "grants", "plain"])
def test_a_new_table_of_each_kind_is_added_at_the_end_of_its_section(drafter, variation, kind):
    page = drafter.get(place(variation, None) + f"?kind={kind}").content.decode()
    last = len(json.loads(boxes(page)["shape"])["columns"]) - 1
    sent = boxes(page) | {"caption": "New one", "x0-0": "What", "x1-0": "First", f"x1-{last}": "1200", "act": "save"}
    assert drafter.post(place(variation, None), sent).status_code == 302

    assert text_of(variation).startswith(TEXT + "<table><caption>New one</caption><thead>")
    assert {"money": "<td>£1,200</td>", "workforce": "<td>1,200</td>", "grants": "<td>£1,200</td>"}.get(
        kind, "<td>1200</td>"
    ) in text_of(variation)


def test_an_empty_table_is_not_saved(drafter, variation):
    sent = boxes(drafter.get(place(variation, None)).content.decode()) | {"caption": "Nothing", "act": "save"}

    assert "Fill in at least one row." in drafter.post(place(variation, None), sent).content.decode()
    assert text_of(variation) == TEXT


def test_what_others_saved_elsewhere_in_the_section_meanwhile_stands(drafter, variation):
    sent = opened(drafter, variation) | {"x1-1": "£61,500,000", "act": "save"}
    put(variation, f"<p>Before, and more.</p><p>New.</p>{BUDGET}<p>After.</p>")
    drafter.post(place(variation), sent)

    mine = BUDGET.replace("£61,400,000", "£61,500,000")
    assert text_of(variation) == f"<p>Before, and more.</p><p>New.</p>{mine}<p>After.</p>"


def test_a_table_that_somebody_else_saved_meanwhile_is_shown_and_not_overwritten(drafter, variation):
    sent = opened(drafter, variation) | {"x1-1": "£61,500,000", "act": "save"}
    theirs = BUDGET.replace("£61,400,000", "£61,700,000")
    put(variation, theirs)
    answer = drafter.post(place(variation), sent)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Somebody else has saved this table meanwhile." in page
    assert "£61,700,000" in page
    assert text_of(variation) == theirs
    again = boxes(page)
    assert again["x1-1"] == "£61,500,000"
    drafter.post(place(variation), again | {"act": "save"})
    assert text_of(variation) == BUDGET.replace("£61,400,000", "£61,500,000")


def test_what_somebody_else_saved_in_other_cells_meanwhile_is_kept_and_said(drafter, variation):
    sent = opened(drafter, variation) | {"x1-1": "£61,500,000", "act": "save"}
    theirs = BUDGET.replace("£24,900,000", "£25,000,000")
    put(variation, f"<p>Before.</p>{theirs}<p>After, and more.</p>")

    answer = drafter.post(place(variation), sent, follow=True)

    both = theirs.replace("£61,400,000", "£61,500,000")
    assert text_of(variation) == f"<p>Before.</p>{both}<p>After, and more.</p>"
    assert "Somebody else saved the table too, and their changes are kept in it." in answer.content.decode()


def test_a_table_that_was_taken_out_meanwhile_can_be_put_back(drafter, variation):
    sent = opened(drafter, variation) | {"act": "save"}
    put(variation, "<p>Before.</p>")
    answer = drafter.post(place(variation), sent)
    assert answer.status_code == 409
    assert "Somebody else has taken this table out of the section meanwhile." in answer.content.decode()

    drafter.post(place(variation), boxes(answer.content.decode()) | {"act": "save"})
    assert text_of(variation) == f"<p>Before.</p>{BUDGET}"


def test_a_table_is_taken_out_of_its_section(drafter, variation):
    drafter.post(place(variation), opened(drafter, variation) | {"act": "remove-table"})

    assert text_of(variation) == "<p>Before.</p><p>After.</p>"


def test_a_table_whose_cells_span_is_shown_with_the_reason_and_its_totals_are_still_checked(drafter, variation):
    spanned = BUDGET.replace('<th scope="row">Total</th><td>', '<th scope="row">Total</th><td colspan="2">')
    put(variation, spanned.replace("£86,300,000", "£1"))
    page = drafter.get(place(variation)).content.decode()

    assert "Some cells of this table reach over several rows or columns" in page
    assert "1 total does not add up" in page
    assert "data-table-form" not in page


def test_a_closed_draft_shows_its_tables_and_has_no_buttons(drafter, variation):
    sent = opened(drafter, variation) | {"x1-1": "£1", "act": "save"}
    Instrument.objects.filter(pk=variation.pk).update(stage="issued")

    assert "data-table-form" not in drafter.get(place(variation)).content.decode()
    assert drafter.post(place(variation), sent).status_code in (200, 422)
    assert text_of(variation) == TEXT


@pytest.mark.parametrize(
    "broken", [{"shape": "[]"}, {"shape": "{"}, {"c0-holds": "gold"}, {"paste_at": "a"}, {"act": "undo", "before": "x"}]
)
def test_a_form_that_did_not_arrive_whole_is_refused(drafter, variation, broken):
    assert drafter.post(place(variation), opened(drafter, variation) | broken).status_code == 400


def test_there_is_no_page_for_a_table_that_is_not_there(drafter, variation):
    assert drafter.get(place(variation, 2)).status_code == 404


def test_a_long_table_takes_no_more_queries(drafter, variation):
    drafter.get(place(variation))
    with CaptureQueriesContext(connection) as few:
        drafter.get(place(variation))
    row = '<tr><th scope="row">Police staff</th><td>£24,900,000</td></tr>'
    put(variation, TEXT.replace(row, row * 60) * 3)
    with CaptureQueriesContext(connection) as many:
        drafter.get(place(variation))

    assert len(many) == len(few) <= 10
