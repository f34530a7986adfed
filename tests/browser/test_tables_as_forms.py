"""A table of a section as a form in a real browser: pasted into, its totals mended, and read in the redline."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from plans.models import Instrument, Membership
from plans.services.drafts import begin_variation
from tests.factories import a_body, a_user, an_issued_plan, an_outline

pytestmark = [pytest.mark.django_db(transaction=True)]
BUDGET = (
    '<table><caption>The budget</caption><thead><tr><th scope="col">Heading</th><th scope="col">2013 to 2014</th></tr>'
    '</thead><tbody><tr><th scope="row">Police officers</th><td>£61,400,000</td></tr>'
    '<tr><th scope="row">Police staff</th><td>£24,900,000</td></tr></tbody></table>'
)
BLOCK = [
    ["Heading", "2013 to 2014", "2014 to 2015", "2015 to 2016"],
    ["Police officers", "61500000", "62,000,000", "£62.5m"],
    ["Police staff", "24900000", "25,000,000", "£25,100,000"],
    ["Grants", "(400000)", "0", "none"],
    ["Total", "86000000", "87,100,000", "£87,600,000"],
]
PASTE = """([cell, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.querySelector(cell).dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
  );
}"""


@pytest.fixture
def variation() -> Instrument:
    outline = an_outline()
    outline = outline.with_section(replace(outline.section("resources"), html=f"<p>The budget.</p>{BUDGET}"))
    return begin_variation(plan=an_issued_plan(a_body(), outline), title="Money", on=date(2013, 12, 2))


@pytest.fixture
def table_page(live_server, page: Page, client, variation) -> Page:
    client.force_login(a_user(variation.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(live_server.url + reverse("office:section", args=[variation.ref, "resources"]))
    page.get_by_role("link", name="Edit “The budget” as a form").click()
    return page


def pasted(page: Page, cell: str, rows: list[list[str]]) -> None:
    with page.expect_navigation():
        page.evaluate(PASTE, [cell, "\r\n".join("\t".join(row) for row in rows) + "\r\n"])


def test_a_block_of_a_spreadsheet_fills_the_table_its_total_is_mended_and_the_redline_shows_it(
    table_page, variation, axe, no_console_errors
):
    page = table_page
    axe()
    pasted(page, "#x0-0", BLOCK)

    expect(page.get_by_text("20 cells were filled from the spreadsheet.")).to_be_visible()
    wrong = page.get_by_role("heading", name="1 total does not add up")
    expect(wrong).to_be_visible()
    expect(page.get_by_role("link", name="add up to £87,000,000: £100,000 less.")).to_be_visible()
    axe()
    page.get_by_role("button", name=re.compile("^Work it out.+Total$")).click()
    expect(wrong).to_be_hidden()
    expect(page.get_by_label("Total, 2014 to 2015")).to_have_value("£87,000,000")
    page.get_by_role("button", name="Save the table").click()

    expect(page.get_by_text("4 rows, 4 columns, every total adds up")).to_be_visible()
    assert variation.draft_sections.get(section_id="resources").html.endswith(
        '<tr><th scope="row">Police officers</th><td>£61,500,000</td><td>£62,000,000</td><td>£62,500,000</td></tr>'
        '<tr><th scope="row">Police staff</th><td>£24,900,000</td><td>£25,000,000</td><td>£25,100,000</td></tr>'
        '<tr><th scope="row">Grants</th><td>−£400,000</td><td>£0</td><td>none</td></tr>'
        '<tr><th scope="row">Total</th><td>£86,000,000</td><td>£87,000,000</td><td>£87,600,000</td></tr>'
        "</tbody></table>"
    )
    page.get_by_role("link", name="Changes", exact=True).click()
    expect(page.get_by_text("+£100,000").first).to_be_visible()
    axe()


def test_the_boxes_are_walked_with_the_arrow_keys_and_the_page_never_scrolls_sideways(
    table_page, axe, no_console_errors
):
    page = table_page
    page.get_by_label("Police officers, 2013 to 2014").press("ArrowDown")
    expect(page.get_by_label("Police staff, 2013 to 2014")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Police officers, 2013 to 2014")).to_be_focused()

    page.set_viewport_size({"width": 320, "height": 900})
    axe()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
