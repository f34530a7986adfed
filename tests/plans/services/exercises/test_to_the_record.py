"""From a consultation to the statutory record: the views of people and of victims, each authority's priorities."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pcc_plans.record_file.dumping import dump
from plans.models import Body, ResponsibleAuthority
from plans.queries.record import lines_and_head, record_for
from plans.services.exercises import record, summaries
from plans.services.exercises.making import NotAllowedNow
from plans.services.exercises.record import authorities_due, record_all_priorities, record_views
from plans.statute.guards.drafting import every_authority_heard, views_obtained
from plans.statute.terms import NotPermitted, Stage
from tests.factories import STAFF, a_body, a_draft_plan, a_reply, an_exercise

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
BY = {"by": STAFF, "recorded_by": None, "on": TODAY}


@pytest.fixture
def plan():
    return a_draft_plan(a_body())


def closed(exercise):
    exercise.opens_on, exercise.closes_on = TODAY - timedelta(9), TODAY - timedelta(1)
    exercise.save()
    return exercise


def stood(plan):
    return record_for(plan, on=TODAY, by=STAFF, lines=lines_and_head(plan)[0])


def test_the_views_of_people_and_of_victims_are_two_lines_with_the_summaries_as_evidence(plan):
    for audience in ("public", "victims"):
        exercise = an_exercise(plan.plan.body, audience, instrument=plan)
        for n in range(7):
            a_reply(exercise, {3: [0]}, reference=f"L{n}")
        summary = summaries.publish_summary(exercise=closed(exercise), found="Light matters.", on=TODAY, by=None)
        line = record_views(exercise=exercise, **BY)
        assert line.evidence[0]["sha256"] == summary.digest
        assert line.particulars["answers"] == 7
        with pytest.raises(NotAllowedNow, match="on the record already"):
            record_views(exercise=exercise, **BY)

    assert [line.particulars["group"] for line in plan.lines.filter(step="obtain_views")] == ["people", "victims"]
    assert views_obtained(stood(plan)) == ()
    assert f"consultation: {exercise.ref}" in dump(Body.objects.all())


def test_a_small_number_of_victims_is_not_put_on_the_record(plan):
    exercise = an_exercise(plan.plan.body, "victims", instrument=plan)
    a_reply(exercise, {3: [0]})
    summaries.publish_summary(exercise=closed(exercise), found="Little.", on=TODAY, by=None)

    line = record_views(exercise=exercise, **BY)

    assert "answers" not in line.particulars
    assert "Fewer than 5 answers" in line.particulars["found"]


def test_without_a_summary_or_of_others_there_are_no_views_to_record(plan):
    with pytest.raises(NotAllowedNow, match="Publish the summary"):
        record_views(exercise=an_exercise(plan.plan.body, instrument=plan), **BY)
    with pytest.raises(NotAllowedNow, match="people or of victims"):
        record_views(exercise=an_exercise(plan.plan.body, "authorities", instrument=plan), **BY)


def test_what_the_statute_refuses_is_not_recorded(plan):
    exercise = an_exercise(plan.plan.body, "victims", instrument=plan)
    summaries.publish_summary(exercise=closed(exercise), found="Little.", on=TODAY, by=None)
    type(plan).objects.update(stage=Stage.WITHDRAWN)

    with pytest.raises(NotPermitted):
        record_views(exercise=exercise, **BY)


@pytest.fixture
def asked(plan):
    """Three authorities were asked by e-mail, a fourth came to the register later."""
    body = plan.plan.body
    for ref in ("fire", "board"):
        ResponsibleAuthority.objects.create(body=body, ref=ref, name=ref.title(), from_on=date(2012, 1, 1))
    exercise = an_exercise(body, "authorities", instrument=plan)
    exercise.invitations.update(sent_at=timezone.now() - timedelta(days=5))
    ResponsibleAuthority.objects.create(body=body, ref="new", name="New", from_on=TODAY - timedelta(1))
    return exercise


def test_each_authority_of_the_day_stands_where_it_stands(asked):
    fire, board = (asked.invitations.get(ref=ref) for ref in ("fire", "board"))
    a_reply(asked, {1: "Fewer deaths on the roads.", 2: [0]}, invitation=fire)
    a_reply(asked, {2: [0]}, invitation=board)

    states = {due.ref: due.state for due in authorities_due(asked, TODAY)}

    assert states == {"fire": "gave", "board": "gave_none", "new": "not_asked", "wendle-vale": "waiting"}
    closed(asked)
    assert {due.ref: due.state for due in authorities_due(asked, TODAY)}["wendle-vale"] == "gave_none"


def test_one_press_records_all_that_are_due_and_no_other_and_once(asked, plan):
    a_reply(asked, {1: "Fewer deaths on the roads."}, invitation=asked.invitations.get(ref="fire"))
    closed(asked)

    assert record_all_priorities(exercise=asked, **BY) == 3
    assert record_all_priorities(exercise=asked, **BY) == 0

    lines = {line.particulars["authority"]: line.particulars for line in plan.lines.filter(step="record_priorities")}
    assert lines["fire"]["priorities"] == "Fewer deaths on the roads."
    assert lines["wendle-vale"]["asked_on"] == (TODAY - timedelta(5)).isoformat()
    assert [refusal.reason.split(" has")[0] for refusal in every_authority_heard(stood(plan))] == ["New"]


def test_who_was_never_written_to_was_not_asked(asked):
    asked.invitations.update(sent_at=None)

    assert {due.state for due in authorities_due(closed(asked), TODAY)} == {"not_asked"}


def test_only_the_authorities_give_priorities(plan):
    with pytest.raises(NotAllowedNow, match="responsible authorities"):
        record.record_all_priorities(exercise=an_exercise(plan.plan.body, instrument=plan), **BY)
