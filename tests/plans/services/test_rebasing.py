"""Bringing a draft up to date after another variation was issued first."""

from dataclasses import replace
from datetime import date

import pytest

from plans.models import DraftConflict, Instrument, Plan
from plans.permissions import Role
from plans.queries.texts import draft_outline
from plans.services.drafts import begin_variation, freeze_draft
from plans.services.rebasing import NotSettled, bring_up_to_date, rebase_of, settle
from plans.services.saving import save_section
from plans.statute.terms import NotPermitted
from tests.factories import (
    STAFF,
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
    assert bring_up_to_date(instrument=instrument) is None


def meets_another(plan: Plan, html: str = "<p>Patrols are seen at night.</p>") -> tuple[Instrument, DraftConflict]:
    """A variation brought up to date with another that changed the same paragraph, and what they conflict in."""
    instrument = begun(plan)
    edited(instrument, "safer-streets", html)
    another_is_issued(plan)
    bring_up_to_date(instrument=instrument)
    instrument.refresh_from_db()
    return instrument, instrument.conflicts.get()


def streets(instrument: Instrument) -> str:
    return draft_outline(instrument).section("safer-streets").html


def test_what_each_side_changed_alone_is_brought_together_on_the_new_edition(plan):
    instrument = begun(plan)
    edited(instrument, "resources", "<p>The budget is set each March.</p>")
    another_is_issued(plan)

    meeting = bring_up_to_date(instrument=instrument)

    instrument.refresh_from_db()
    draft = draft_outline(instrument)
    assert meeting.edition.number == 2
    assert instrument.base == meeting.edition
    assert draft.section("safer-streets").html == "<p>Patrols are seen on every lane.</p>"
    assert draft.section("resources").html == "<p>The budget is set each March.</p>"
    assert instrument.conflicts.count() == 0
    assert rebase_of(instrument) is None


def test_words_that_both_changed_are_kept_as_a_conflict_and_the_draft_keeps_its_own(plan):
    instrument, conflict = meets_another(plan)

    assert (conflict.section_id, conflict.ours) == ("safer-streets", "<p>Patrols are seen at night.</p>")
    assert conflict.theirs == "<p>Patrols are seen on every lane.</p>"
    assert (conflict.meeting.stood_on.number, conflict.meeting.edition.number) == (1, 2)
    assert streets(instrument) == "<p>Patrols are seen at night.</p>"


def test_an_open_conflict_stands_before_freezing_and_before_sending_to_the_panel(plan):
    instrument = begun(plan)
    edited(instrument, "safer-streets", "<p>Patrols are seen at night.</p>")
    prepared(instrument, date(2014, 1, 10))
    another_is_issued(plan)
    bring_up_to_date(instrument=instrument)

    for act in (prepared, sent):
        with pytest.raises(NotPermitted) as refused:
            act(instrument, date(2014, 3, 21))
        (refusal,) = [one for one in refused.value.refusals if one.rule == "P3"]
        assert refusal.section == "s.5(4)"
        assert refusal.reason.startswith("One conflict with the edition that was issued first must be settled.")

    settle(conflict=instrument.conflicts.get(), choice="ours")
    line = freeze_draft(instrument=instrument, on=date(2014, 3, 21), by=STAFF)
    assert line.particulars["base_edition"] == 2


@pytest.mark.parametrize(
    ("choice", "text", "stands"),
    [
        ("ours", "", "<p>Patrols are seen at night.</p>"),
        ("theirs", "", "<p>Patrols are seen on every lane.</p>"),
        ("text", "<p>Seen at night, on every lane.</p>", "<p>Seen at night, on every lane.</p>"),
    ],
)
def test_a_conflict_is_settled_with_either_text_or_a_third(plan, choice, text, stands):
    instrument, conflict = meets_another(plan)
    user = a_user(plan.body, Role.POLICY_OFFICER)

    settle(conflict=conflict, choice=choice, text=text, by=user)

    conflict.refresh_from_db()
    assert streets(instrument) == stands
    assert (conflict.settled_as, conflict.settled_by, conflict.text) == (choice, user, text)
    assert conflict.history.count() == 2
    with pytest.raises(NotSettled, match="Somebody has settled this already"):
        settle(conflict=conflict, choice="ours")


def test_what_was_written_meanwhile_stays_when_a_conflict_is_settled(plan):
    instrument, conflict = meets_another(plan)
    edited(instrument, "safer-streets", streets(instrument) + "<p>Written since.</p>")
    edited(instrument, "resources", "<p>The budget is set each March.</p>")

    settle(conflict=conflict, choice="theirs")

    assert streets(instrument) == "<p>Patrols are seen on every lane.</p><p>Written since.</p>"
    assert draft_outline(instrument).section("resources").html == "<p>The budget is set each March.</p>"


def test_nothing_is_settled_by_itself(plan):
    instrument, conflict = meets_another(plan)

    with pytest.raises(NotSettled, match=r"^Choose which text stands for: "):
        settle(conflict=conflict, choice="whoever")
    with pytest.raises(NotSettled, match=r"^Write the text that is to stand, or choose one of the two\.$"):
        settle(conflict=conflict, choice="text", text="<p> </p>")
    with pytest.raises(NotSettled, match=r"Look at both texts and choose again\.$"):
        settle(conflict=conflict, choice="theirs", seen="of-another-draft")
    assert streets(instrument) == "<p>Patrols are seen at night.</p>"


def test_the_act_is_bound_to_the_texts_that_were_shown(plan):
    instrument = begun(plan)
    edited(instrument, "safer-streets", "<p>Patrols are seen at night.</p>")
    another_is_issued(plan)
    seen = rebase_of(instrument).seen
    edited(instrument, "safer-streets", "<p>Patrols are seen at night and by day.</p>")

    with pytest.raises(NotSettled, match=r"Look at both again\.$"):
        bring_up_to_date(instrument=instrument, seen=seen)
    assert streets(instrument) == "<p>Patrols are seen at night and by day.</p>"


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

    bring_up_to_date(instrument=instrument)
    with pytest.raises(NotPermitted) as refused:
        issued(instrument, date(2014, 3, 22))
    assert {refusal.rule for refusal in refused.value.refusals} == {"P3"}

    line = freeze_draft(instrument=instrument, on=date(2014, 3, 22), by=STAFF)
    assert line.particulars["base_edition"] == 2
    assert line.particulars["changed"] == {"resources": "Money and people"}
