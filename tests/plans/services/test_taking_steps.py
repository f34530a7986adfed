"""Taking a step: few queries, one effect, and everybody is told why."""

import threading
from datetime import date

import pytest
from django.db import connections

from plans.models import Edition, Instrument, StepTaken
from plans.queries.texts import text_as_at
from plans.services.course import ChangedMeanwhile, Reason, Taking, take_step
from plans.services.drafts import begin_plan, freeze_draft, put_text
from plans.statute.terms import Actor, NotPermitted, Office, Stage
from tests.factories import (
    CHIEF_EXECUTIVE,
    COMMISSIONER,
    STAFF,
    a_body,
    a_draft_plan,
    a_variation,
    an_issued_plan,
    an_outline,
    consulted,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
    taken,
)


def ready_to_issue(body) -> Instrument:
    """A variation with nothing in the way of issuing it."""
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    responded(variation, date(2014, 2, 12))
    return Instrument.objects.get(pk=variation.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["plan", "variation"])
def test_the_heaviest_step_takes_at_most_12_queries(django_assert_max_num_queries, kind):
    body = a_body()
    if kind == "variation":
        instrument, on = ready_to_issue(body), date(2014, 2, 14)
    else:
        instrument, on = a_draft_plan(body), date(2013, 3, 28)
        prepared(instrument, date(2013, 1, 14))
        sent(instrument, date(2013, 1, 15))
        reported(instrument, date(2013, 2, 20))
        responded(instrument, date(2013, 3, 6))

    with django_assert_max_num_queries(12):
        take_step(instrument=instrument, taking=Taking(key="issue", on=on, by=COMMISSIONER))


@pytest.mark.django_db
def test_a_press_on_a_page_that_is_out_of_date_is_told_what_was_done_meanwhile():
    variation = ready_to_issue(a_body())
    taking = Taking(key="issue", on=date(2014, 2, 14), by=COMMISSIONER, revision=variation.revision)
    take_step(instrument=variation, taking=taking)

    with pytest.raises(ChangedMeanwhile, match="“Issue the variation” was recorded by Helen Marsh"):
        take_step(instrument=variation, taking=taking)


@pytest.mark.django_db
def test_an_act_of_tomorrow_is_refused():
    variation = ready_to_issue(a_body())

    with pytest.raises(NotPermitted, match="in the future"):
        take_step(instrument=variation, taking=Taking(key="withdraw", on=date(2999, 1, 1), by=STAFF))


@pytest.mark.django_db
def test_what_happened_anyway_is_recorded_as_history_with_what_was_missing():
    body = a_body()
    variation = a_variation(an_issued_plan(body))
    freeze_draft(instrument=variation, on=date(2013, 12, 9), by=STAFF)

    line = take_step(
        instrument=variation, taking=Taking(key="issue", on=date(2014, 2, 14), by=COMMISSIONER, as_history=True)
    )

    assert {"V1", "V3", "V4", "V5", "V7", "V12", "V16"} <= {gap["rule"] for gap in line.missing}
    assert Instrument.objects.get(pk=variation.pk).stage == Stage.ISSUED


@pytest.mark.django_db
def test_the_text_of_a_day_is_read_in_at_most_3_queries(django_assert_max_num_queries):
    body = a_body()
    variation = ready_to_issue(body)
    decided(variation, date(2014, 2, 14))
    issued(variation, date(2014, 2, 14))

    with django_assert_max_num_queries(3):
        assert "asked for" in text_as_at(body, date(2014, 3, 1)).wording.outline.sections[0].html


@pytest.mark.django_db
def test_a_plan_issued_in_february_for_april_leaves_the_old_one_in_effect_until_31_march():
    body = a_body()
    old = an_issued_plan(body)
    new = begin_plan(body=body, title="The next plan", years="2014 to 2017", on=date(2013, 12, 2))
    put_text(instrument=new, outline=an_outline("The next plan", "Everything is new."))
    prepared(new, date(2013, 12, 9))
    sent(new, date(2014, 1, 6))
    reported(new, date(2014, 2, 5))
    responded(new, date(2014, 2, 12))
    issued(new, date(2014, 2, 28), effective_from="2014-04-01")

    assert text_as_at(body, date(2014, 2, 28)).plan == old
    assert text_as_at(body, date(2014, 3, 31)).plan == old
    assert text_as_at(body, date(2014, 4, 1)).plan == new.plan


@pytest.mark.django_db
def test_a_draft_changed_after_the_chief_constable_saw_it_is_refused_until_consulted_again():
    variation = ready_to_issue(a_body())
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known, asked for and counted."))
    freeze_draft(instrument=variation, on=date(2014, 2, 13), by=STAFF)

    with pytest.raises(NotPermitted) as refused:
        issued(variation, date(2014, 2, 14))
    consulted(variation, date(2014, 2, 14), key="consult_again")
    with pytest.raises(NotPermitted) as answered_for:
        issued(variation, date(2014, 2, 14))
    reason = Reason("The added words only count what the Panel saw.", CHIEF_EXECUTIVE)
    taking = Taking("issue", date(2014, 2, 14), COMMISSIONER, waivers={"V16": reason})
    take_step(instrument=variation, taking=taking)

    assert [(r.rule, r.section, r.waivable) for r in refused.value.refusals] == [
        ("V12", "s.5(8)", False),
        ("V16", "s.5(6)(c)", True),
    ]
    assert [r.rule for r in answered_for.value.refusals] == ["V16"]
    assert Edition.objects.get(instrument=variation).number == 2


@pytest.mark.django_db
def test_a_deputy_cannot_issue():
    variation = ready_to_issue(a_body())

    with pytest.raises(NotPermitted) as refused:
        taken(variation, "issue", date(2014, 2, 14), Actor(Office.DEPUTY_COMMISSIONER, "Ida Fox"))

    assert [r.section for r in refused.value.refusals] == ["s.18(3), (7)"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_eight_people_pressing_at_once_one_takes_effect_and_seven_are_told_why():
    variation = ready_to_issue(a_body())
    for race in range(200):
        variation.refresh_from_db()
        before = StepTaken.objects.count()

        outcomes = sorted(_press(variation, 8))

        assert (race, outcomes, StepTaken.objects.count() - before) == (race, ["taken", *["told why"] * 7], 1)


def _press(instrument: Instrument, people: int) -> list[str]:
    barrier = threading.Barrier(people)
    outcomes: list[str] = []
    revision = instrument.revision

    def press() -> None:
        try:
            barrier.wait()
            taking = Taking(
                key="consider_requirement",
                on=date(2014, 2, 13),
                by=STAFF,
                particulars={"edition": "2012", "statement": "Again."},
                revision=revision,
            )
            take_step(instrument=instrument, taking=taking)
            outcomes.append("taken")
        except ChangedMeanwhile as why:
            outcomes.append("told why" if "was recorded by" in str(why) else str(why))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db
def test_what_was_sent_is_kept_in_one_order_on_every_database():
    plan = a_draft_plan(a_body())
    prepared(plan, date(2013, 1, 14))

    sent(plan, date(2013, 1, 15))

    line = plan.lines.get(step="send_to_panel")
    assert line.particulars["sections"] == sorted(section.id for section in line.wording.outline.sections)
    assert line.particulars["sections"] != [section.id for section in line.wording.outline.sections]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_variations_of_one_edition_issued_at_once_the_second_is_told_to_come_up_to_date():
    plan = an_issued_plan(a_body())
    both = [a_variation(plan, words=words) for words in ("Patrols are seen at dusk.", "Patrols are seen at dawn.")]
    for variation in both:
        prepared(variation, date(2013, 12, 9))
        sent(variation, date(2014, 1, 6))
        reported(variation, date(2014, 2, 5))
        responded(variation, date(2014, 2, 12))
    together, said = threading.Barrier(2), []

    def issue(variation: Instrument) -> None:
        try:
            together.wait()
            take_step(instrument=variation, taking=Taking(key="issue", on=date(2014, 2, 14), by=COMMISSIONER))
        except NotPermitted as refused:
            said.append([refusal.rule for refusal in refused.refusals])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=issue, args=(variation,)) for variation in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert said == [["P3"]]
    assert list(plan.editions.order_by("number").values_list("number", flat=True)) == [1, 2]
