"""A Word file on its whole way in a real browser: sent out, changed in LibreOffice, taken back, and settled."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from plans.queries.texts import draft_outline
from plans.text.outline import PriorityAction
from tests.factories import a_body, a_user, a_variation, an_issued_plan
from tests.plans.text.returned.word_files import with_a_row_after

pytestmark = [pytest.mark.django_db(transaction=True)]

TYPED = {"asked for": "welcome", "set each": "settled every", "walk home": "go home"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def variation():
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def at_the_desk(live_server, page: Page, client, variation) -> Page:
    client.force_login(a_user(variation.plan.body, "policy_officer", "Priya Nair"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(live_server.url + reverse("office:returned", args=[variation.ref]))
    return page


def sent_out_and_changed(page: Page, libreoffice) -> bytes:
    """Download the draft, let Amir Qureshi change words in it, and Bea Holt add a row to the priority actions."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the draft as Word").click()
    with open(download.value.path(), "rb") as file:
        changed = libreoffice.opened(file.read(), edit=TYPED, author="Amir Qureshi").docx
    return with_a_row_after(changed, "S2", ("S1", "Visit every night shelter.", "Wendle Vale Council"), "Bea Holt")


def change(page: Page, number: int):
    return page.get_by_role("article", name=re.compile(rf"^Change {number} by "))


def settle(page: Page, number: int, button: str) -> None:
    change(page, number).get_by_role("button", name=f"{button} change {number}").click()


def test_a_file_changed_in_libreoffice_comes_back_and_each_change_is_settled_on_the_page(
    at_the_desk, variation, libreoffice, axe, no_console_errors
):
    page = at_the_desk
    axe()
    came_back = {"name": "plan with remarks.docx", "mimeType": WORD, "buffer": sent_out_and_changed(page, libreoffice)}
    page.get_by_label("The Word file").set_input_files(came_back)
    page.get_by_role("button", name="Read the changes").click()

    expect(page.get_by_text("4 changes, of which 4 wait for you.")).to_be_visible()
    for section, numbers in (("Safer streets", (1, 2, 3)), ("Money and people", (4,))):
        shown = page.get_by_role("region", name=section)
        expect(shown.get_by_role("article")).to_have_count(len(numbers))
    authors = ["Amir Qureshi", "Amir Qureshi", "Bea Holt", "Amir Qureshi"]
    for number, author in enumerate(authors, start=1):
        expect(change(page, number)).to_have_accessible_name(f"Change {number} by {author}")
    expect(change(page, 1).get_by_role("insertion")).to_contain_text("welcome")
    expect(change(page, 1).get_by_role("deletion")).to_contain_text("asked for")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        axe()
        assert page.evaluate("document.documentElement.scrollWidth") == width

    settle(page, 1, "Accept")
    expect(page.get_by_text("4 changes, of which 3 wait for you.")).to_be_visible()
    settle(page, 4, "Leave out")
    expect(change(page, 4)).to_contain_text("Left out")

    code = change(page, 3).get_by_label("Code of the new priority action")
    expect(code).to_have_value("S3")
    expect(change(page, 3)).to_contain_text("The file says S1, which cannot be used.")
    code.fill("S1")
    settle(page, 3, "Accept")
    expect(page.get_by_role("alert")).to_contain_text("The code S1 was used before")
    expect(code).to_have_value("S1")
    axe()
    no_console_errors[:] = [error for error in no_console_errors if "422" not in error]  # the refusal just asked for
    code.fill("S3")
    settle(page, 3, "Accept")
    expect(change(page, 3)).to_contain_text("Accepted")
    settle(page, 2, "Accept")
    expect(page.get_by_text("4 changes, all settled.")).to_be_visible()

    page.goto(page.url.split("/office/")[0] + reverse("office:text", args=[variation.ref]))
    for words in ("welcome", "Visit every night shelter."):
        expect(page.get_by_role("main")).to_contain_text(words)
    draft = draft_outline(variation)
    streets, money = draft.section("safer-streets"), draft.section("resources")
    assert "Patrols are seen, known and welcome." in streets.html
    assert streets.objectives[0].aim == "People go home without fear."
    assert streets.objectives[0].actions[-1] == PriorityAction(
        "S3", "Visit every night shelter.", "Wendle Vale Council"
    )
    assert money.html == "<p>The budget is set each February.</p>"
