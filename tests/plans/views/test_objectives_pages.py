"""Objectives and priority actions on the section page: codes that stay, actions that move, rows pasted."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import DraftAction, DraftObjective, Instrument, Membership
from plans.text.outline import codes_of
from tests.factories import a_body, a_user, a_variation, an_issued_plan
from tests.plans.views.test_drafting_pages import boxes, page_of, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def variation() -> Instrument:
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def drafter(variation, client: Client) -> Client:
    client.force_login(a_user(variation.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair"))
    return client


@pytest.fixture
def other(variation) -> DraftObjective:
    section = row_of(variation, "resources")
    return DraftObjective.objects.create(section=section, position=1, code="R", title="Money well spent")


def move_page(variation: Instrument, code: str) -> str:
    return reverse("office:move_action", args=[variation.ref, "safer-streets", code])


def test_the_code_of_a_saved_action_can_be_read_and_no_longer_changed(drafter, variation):
    page = drafter.get(page_of(variation)).content.decode()
    assert 'name="o0-a0-code" value="S1" readonly' in page.replace(' maxlength="6"', "").replace(
        ' class="govuk-input"', ""
    )

    added = drafter.post(page_of(variation), boxes(row_of(variation)) | {"act": "add-action-0"}).content.decode()
    [box] = [part for part in added.split("<input") if 'name="o0-a2-code"' in part]
    assert "readonly" not in box.split(">")[0]


def test_retiring_an_action_says_that_its_code_is_not_used_again(drafter, variation):
    page = drafter.get(page_of(variation)).content.decode()
    assert page.count("Retire this priority action") == 2
    assert "retired by this draft" not in page

    page = drafter.post(page_of(variation), boxes(row_of(variation)) | {"act": "remove-action-0-1"}).content.decode()
    assert "S2 is retired by this draft: once it is issued, the code is not used again." in page


def test_actions_are_moved_up_and_saved_in_their_new_order(drafter, variation):
    page = drafter.post(page_of(variation), boxes(row_of(variation)) | {"act": "up-action-0-1"}).content.decode()
    assert page.index('name="o0-a0-code" value="S2"') < page.index('name="o0-a1-code" value="S1"')


def test_an_action_goes_to_an_objective_of_another_section_with_its_code(drafter, variation, other):
    page = drafter.get(move_page(variation, "S2")).content.decode()
    assert "R: Money well spent (Money and people)" in page
    before = row_of(variation).revision

    answer = drafter.post(move_page(variation, "S2"), {"to": other.pk})

    assert answer.url == page_of(variation, "resources") + "#objectives"
    assert codes_of(row_of(variation).as_section()) == ("S1",)
    assert codes_of(row_of(variation, "resources").as_section()) == ("S2",)
    assert row_of(variation).revision == before + 1
    assert "retired by this draft" not in drafter.get(page_of(variation)).content.decode()


def test_a_screen_from_before_an_action_moved_does_not_bring_it_back(drafter, variation, other):
    on_screen = boxes(row_of(variation))
    drafter.post(move_page(variation, "S2"), {"to": other.pk})

    assert drafter.post(page_of(variation), on_screen).status_code in (409, 422)
    assert DraftAction.objects.get(instrument=variation, code="S2").objective == other


def test_to_move_an_action_an_objective_is_chosen(drafter, variation, other):
    answer = drafter.post(move_page(variation, "S2"), {})

    assert answer.status_code == 422
    assert "Choose the objective that the priority action goes to." in answer.content.decode()
    assert drafter.get(move_page(variation, "X9")).status_code == 404


def test_pasted_rows_become_actions_in_the_boxes_and_wrong_ones_stay_where_they_are(drafter, variation):
    pasted = {"act": "paste-actions-0", "o0-pasted": "Ask every school.\tHeads\nS1\tAgain."}
    page = drafter.post(page_of(variation), boxes(row_of(variation)) | pasted).content.decode()
    assert "Objective 1, pasted rows. Row 2: the code S1 stands already." in page
    assert "Ask every school.\tHeads" in page

    pasted["o0-pasted"] = "Ask every school.\tHeads\nLight the quay."
    page = drafter.post(page_of(variation), boxes(row_of(variation)) | pasted).content.decode()
    assert 'name="o0-a2-code" value="S3"' in page
    assert 'name="o0-a3-code" value="S4"' in page


def test_many_pasted_actions_take_no_more_queries(drafter, variation):
    def queries(rows: int) -> int:
        pasted = {"act": "paste-actions-0", "o0-pasted": "Ask every school.\n" * rows}
        sent = boxes(row_of(variation)) | pasted
        with CaptureQueriesContext(connection) as seen:
            drafter.post(page_of(variation), sent)
        return len(seen)

    queries(1)
    assert queries(1) == queries(40)
