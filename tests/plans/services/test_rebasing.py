"""Bringing a draft up to date after another variation was issued first."""

from dataclasses import replace
from datetime import date

import pytest

from plans.models import Instrument, Plan
from plans.queries.texts import draft_outline
from plans.services.drafts import begin_variation, freeze_draft, save_section
from plans.services.rebasing import NotChosen, bring_up_to_date, rebase_of
from plans.statute.terms import NotPermitted
from tests.factories import (
    STAFF,
    a_body,
    a_variation,
    an_issued_plan,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return an_issued_plan(a_body())


def begun(plan: Plan) -> Instrument:
    return begin_variation(plan=plan, title="Money", on=date(2013, 12, 3))


def edited(instrument: Instrument, section_id: str, html: str) -> None:
    row = instrument.draft_sections.get(section_id=section_id)
    save_section(row=row, section=replace(row.as_section(), html=html), revision=row.revision)


def another_is_issued(plan: Plan) -> None:
    first = a_variation(plan, words="Patrols are seen on every lane.")
    prepared(first, date(2014, 1, 8))
    sent(first, date(2014, 1, 9))
    reported(first, date(2014, 2, 20))
    responded(first, date(2014, 3, 6))
    decided(first, date(2014, 3, 20))
    issued(first, date(2014, 3, 20))


def test_a_draft_on_the_latest_edition_is_up_to_date(plan):
    instrument = begun(plan)

    assert rebase_of(instrument) is None
    assert bring_up_to_date(instrument=instrument, choices={}) is None


def test_what_each_side_changed_alone_is_brought_together_on_the_new_edition(plan):
    instrument = begun(plan)
    edited(instrument, "resources", "<p>The budget is set each March.</p>")
    another_is_issued(plan)

    edition = bring_up_to_date(instrument=instrument, choices={})

    instrument.refresh_from_db()
    draft = draft_outline(instrument)
    assert edition.number == 2
    assert instrument.base == edition
    assert draft.section("safer-streets").html == "<p>Patrols are seen on every lane.</p>"
    assert draft.section("resources").html == "<p>The budget is set each March.</p>"
    assert rebase_of(instrument) is None


def test_a_section_that_both_changed_is_chosen_by_somebody(plan):
    instrument = begun(plan)
    edited(instrument, "safer-streets", "<p>Patrols are seen at night.</p>")
    another_is_issued(plan)

    with pytest.raises(NotChosen, match=r"^Choose whose text stands for: Safer streets\.$"):
        bring_up_to_date(instrument=instrument, choices={})
    with pytest.raises(NotChosen, match=r"^Choose whose text stands for: Safer streets\.$"):
        bring_up_to_date(instrument=instrument, choices={"safer-streets": "whoever"})
    assert draft_outline(instrument).section("safer-streets").html == "<p>Patrols are seen at night.</p>"

    bring_up_to_date(instrument=instrument, choices={"safer-streets": "ours"})
    assert draft_outline(instrument).section("safer-streets").html == "<p>Patrols are seen at night.</p>"


def test_the_other_text_may_be_chosen(plan):
    instrument = begun(plan)
    edited(instrument, "safer-streets", "<p>Patrols are seen at night.</p>")
    another_is_issued(plan)

    bring_up_to_date(instrument=instrument, choices={"safer-streets": "theirs"})

    assert draft_outline(instrument).section("safer-streets").html == "<p>Patrols are seen on every lane.</p>"


def test_a_choice_is_bound_to_the_texts_that_were_shown(plan):
    instrument = begun(plan)
    edited(instrument, "safer-streets", "<p>Patrols are seen at night.</p>")
    another_is_issued(plan)
    seen = rebase_of(instrument).seen
    edited(instrument, "safer-streets", "<p>Patrols are seen at night and by day.</p>")

    with pytest.raises(NotChosen, match=r"Look at both texts and choose again\.$"):
        bring_up_to_date(instrument=instrument, choices={"safer-streets": "theirs"}, seen=seen)
    assert draft_outline(instrument).section("safer-streets").html == "<p>Patrols are seen at night and by day.</p>"


def test_afterwards_the_draft_must_be_frozen_again(plan):
    instrument = begun(plan)
    edited(instrument, "resources", "<p>The budget is set each March.</p>")
    prepared(instrument, date(2014, 1, 10))
    sent(instrument, date(2014, 1, 11))
    reported(instrument, date(2014, 2, 21))
    responded(instrument, date(2014, 3, 7))
    another_is_issued(plan)
    decided(instrument, date(2014, 3, 21))
    with pytest.raises(NotPermitted) as refused:
        issued(instrument, date(2014, 3, 21))
    assert "P3" in {refusal.rule for refusal in refused.value.refusals}

    bring_up_to_date(instrument=instrument, choices={})
    with pytest.raises(NotPermitted) as refused:
        issued(instrument, date(2014, 3, 22))
    assert {refusal.rule for refusal in refused.value.refusals} == {"P3"}

    line = freeze_draft(instrument=instrument, on=date(2014, 3, 22), by=STAFF)
    assert line.particulars["base_edition"] == 2
    assert line.particulars["changed"] == {"resources": "Money and people"}
