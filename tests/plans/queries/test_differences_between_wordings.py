"""What differs between frozen wordings: each change, where it stood before, and what that costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Instrument
from plans.queries.course import dashboard_of, instruments_of, standing_now
from plans.queries.differences import MOST, REMEMBERED, Remembered, changes_between, origins_of
from plans.services.drafts import freeze_draft, put_text
from plans.statute.differing import in_the_way
from plans.text.changeset.listed import listed_changes
from tests.factories import (
    STAFF,
    a_body,
    a_variation,
    an_issued_plan,
    an_outline,
    consulted,
    prepared,
    reported,
    responded,
    sent,
)

pytestmark = pytest.mark.django_db
LAST = date(2014, 2, 14)


@pytest.fixture
def variation() -> Instrument:
    """A variation reported on, with nothing in its way."""
    variation = a_variation(an_issued_plan(a_body()))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5))
    responded(variation, date(2014, 2, 12))
    return variation


def frozen(variation: Instrument, words: str, *, money: str = "The budget is set each February.", on: date = LAST):
    outline = an_outline(words=words)
    sections = [s if s.id != "resources" else _with(s, money) for s in outline.sections]
    put_text(instrument=variation, outline=type(outline)(outline.title, tuple(sections)))
    return freeze_draft(instrument=variation, on=on, by=STAFF)


def _with(section, money: str):
    return type(section)(section.id, section.kind, section.heading, f"<p>{money}</p>", section.limbs)


def standing(variation: Instrument, on: date = LAST):
    return standing_now(instruments_of(variation.plan.body).get(pk=variation.pk), on)


def test_a_difference_consulted_on_again_stays_so_when_other_words_are_changed(variation):
    frozen(variation, "Patrols are counted.")
    consulted(variation, LAST, key="consult_again")
    frozen(variation, "Patrols are counted.", money="The budget is set each March.")

    record = standing(variation).record
    found = {d.place: bool(d.stood_in) for d in record.differences.differences}
    assert found == {"Paragraph 1.1": True, "Paragraph 2.1": False}
    assert [d.place for d in in_the_way(record)] == ["Paragraph 2.1"]
    assert [gate.reason for gate in standing(variation).gates if gate.rule == "V12"] == [
        "Section 2, Money and people, differs from the draft on which the Chief Constable was consulted on "
        "9 December 2013: in paragraph 2.1 “February” became “March”."
    ]


def test_the_way_back_to_the_wording_first_consulted_on_is_open(variation):
    frozen(variation, "Patrols are counted.")
    frozen(variation, "Patrols are seen, known and asked for.")

    assert standing(variation).record.differences.differences == ()
    assert standing(variation).gates == ()


def test_what_was_left_out_since_the_panel_saw_it_is_no_change_that_it_did_not_see(variation):
    frozen(variation, "Patrols are seen and known.")  # as the plan has it: nothing is varied any more

    assert standing(variation).record.since_panel.differences == ()
    assert not [gate for gate in standing(variation).gates if gate.rule == "V16"]


def test_words_changed_since_the_panel_and_a_section_that_it_never_saw_are_told_apart(variation):
    frozen(variation, "Patrols are counted.", money="The budget is set each March.")

    gates = [(g.waivable, g.reason.split(",")[0]) for g in standing(variation).gates if g.rule == "V16"]
    assert gates == [(False, "Money and people is changed"), (True, "Section 1")]


def test_the_ledger_knows_since_which_frozen_draft_a_difference_stood(variation):
    first = variation.lines.filter(step="prepare_draft").get().wording_id
    second = frozen(variation, "Patrols are counted.", on=date(2014, 2, 13)).wording_id
    third = frozen(variation, "Patrols are counted.", money="The budget is set each March.").wording_id

    found = origins_of(list(variation.lines.order_by("seq")), first, third)

    assert sorted((o.wording == second, o.frozen_on.day) for o in found.values()) == [(False, 14), (True, 13)]


def test_texts_are_read_once_for_any_number_of_pairs_and_then_remembered(variation, django_assert_num_queries):
    digests = [frozen(variation, f"Patrols are {n}.").wording_id for n in range(4)]
    REMEMBERED.forget()

    with django_assert_num_queries(1):
        found = changes_between([(digests[0], digest) for digest in digests])
    with django_assert_num_queries(0):
        again = changes_between([(digests[0], digest) for digest in digests])

    assert found == again
    assert [len(changes) for changes in found.values()] == [0, 1, 1, 1]


def test_many_instruments_whose_texts_differ_cost_the_dashboard_one_query_more():
    body = a_body()
    plan = an_issued_plan(body)

    def queries(number: int) -> int:
        for _ in range(number):
            one = a_variation(plan)
            prepared(one, date(2013, 12, 9))
            frozen(one, f"Patrols are counted, {one.pk} times.", on=date(2013, 12, 10))
        REMEMBERED.forget()
        with CaptureQueriesContext(connection) as cold:
            dashboard_of(body, LAST)
        with CaptureQueriesContext(connection) as warm:
            dashboard_of(body, LAST)
        assert len(cold) == len(warm) + 1
        return len(cold)

    assert queries(1) == queries(2)


def test_memory_forgets_what_was_asked_for_longest_ago():
    memory = Remembered()
    for number in range(MOST + 1):
        memory.put(("", str(number)), listed_changes(None, an_outline()))

    assert memory.get(("", "0")) is None
    assert memory.get(("", str(MOST))) is not None
