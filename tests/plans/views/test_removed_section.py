"""A section that somebody removes while somebody else writes in it: nothing typed is lost."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Instrument, Membership
from plans.services.drafts import NotEditable
from plans.services.saving import save_section
from plans.services.sections import put_back_with, remove_section
from tests.factories import a_body, a_user, a_variation, an_issued_plan
from tests.plans.views.test_drafting_pages import boxes, row_of

pytestmark = pytest.mark.django_db
TYPED = "<p>Patrols are seen, and this was typed meanwhile.</p>"


@pytest.fixture
def variation() -> Instrument:
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def drafter(variation, client: Client) -> Client:
    client.force_login(a_user(variation.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair"))
    return client


@pytest.fixture
def address(variation) -> str:
    return reverse("office:section", args=[variation.ref, "safer-streets"])


@pytest.fixture
def sent(variation) -> dict:
    typed = boxes(row_of(variation), html=TYPED)
    remove_section(row=row_of(variation))
    return typed


def test_a_save_into_a_removed_section_shows_what_was_typed_and_puts_it_back_where_it_stood(
    drafter, variation, address, sent
):
    answer = drafter.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "is no longer in the draft" in page
    assert "this was typed meanwhile" in page

    drafter.post(address, sent | {"act": "put-back-with"})

    rows = list(variation.draft_sections.order_by("position").values_list("section_id", flat=True))
    assert rows == ["safer-streets", "resources", "measures"]
    row = row_of(variation)
    assert row.html == TYPED
    assert [a.code for o in row.as_section().objectives for a in o.actions] == ["S1", "S2"]
    assert row.history.latest().history_user.get_full_name() == "Priya Nair"


def test_what_cannot_be_put_back_stands_on_the_page_with_the_reason(drafter, variation, address, sent):
    other = row_of(variation, "measures")
    objective = variation.base.wording.outline.section("safer-streets").objectives[0]
    save_section(row=other, section=replace(other.as_section(), objectives=(objective,)), revision=other.revision)

    answer = drafter.post(address, sent | {"act": "put-back-with"})

    assert answer.status_code == 409
    assert "The section was not put back" in answer.content.decode()
    assert "this was typed meanwhile" in answer.content.decode()
    assert not variation.draft_sections.filter(section_id="safer-streets").exists()


def test_what_is_wrong_in_it_is_said_and_its_words_stand_on_the_page(drafter, address, sent):
    answer = drafter.post(address, sent | {"heading": "", "act": "put-back-with"})

    assert answer.status_code == 409
    assert "Give the section a heading." in answer.content.decode()
    assert "this was typed meanwhile" in answer.content.decode()


def test_whoever_opens_a_removed_section_is_told_who_removed_it(drafter, variation, address):
    drafter.post(reverse("office:remove_section", args=[variation.ref, "safer-streets"]))
    answer = drafter.get(address)

    assert answer.status_code == 410
    assert "Priya Nair removed this section on" in answer.content.decode()
    assert drafter.get(reverse("office:section", args=[variation.ref, "never-was"])).status_code == 404


def test_a_section_that_the_draft_has_again_is_not_put_back_a_second_time(variation, sent):
    text = variation.base.wording.outline.section("safer-streets")
    put_back_with(instrument=variation, section=text)

    with pytest.raises(NotEditable, match="The draft has this section again"):
        put_back_with(instrument=variation, section=text)
