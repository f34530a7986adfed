"""Each comment has its disposition; the summary names nobody; on their day the answers go and the counts stay."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from plans.models import Answer, Attachment, ConsultationExercise, Disposition, Evidence, PublishedSummary, Submission
from plans.queries.exercises.tallies import comments_of, tally_of
from plans.services.exercises import answering, dispositions, erasing, summaries
from plans.services.exercises.dispositions import Settled, places_of
from plans.services.exercises.making import NotAllowedNow
from plans.tasks import erase_answers
from tests.factories import a_body, a_reply, a_variation, an_exercise, an_issued_plan

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SECRET = "I am Jane Brown of Mill Lane."


def closed(exercise):
    """Let the last day of a consultation be yesterday."""
    exercise.opens_on, exercise.closes_on = TODAY - timedelta(9), TODAY - timedelta(1)
    exercise.save()
    return exercise


def answered(exercise, *, yes: int, no: int, comments: tuple[str, ...] = ()):
    for n in range(yes + no):
        words = {4: comments[n]} if n < len(comments) else {}
        a_reply(exercise, {3: [0 if n < yes else 2]} | words, reference=f"L{n}")


def counts(exercise, number):
    rows = tally_of(exercise).questions[number - 1].rows
    return {row.label: row.count for row in rows}


def test_small_counts_of_people_are_held_back_and_those_of_organisations_are_not():
    body = a_body()
    exercise, authorities = an_exercise(body), an_exercise(body, "authorities")
    answered(exercise, yes=9, no=2)
    a_reply(authorities, {2: [0]}, invitation=authorities.invitations.get())

    assert counts(exercise, 3) == {"Yes": None, "In part": 0, "No": None, "I do not know": 0, "No answer": 0}
    assert counts(authorities, 2) == {"Yes": 1, "In part": 0, "No": 0, "No answer": 0}
    assert tally_of(exercise, open_handed=True).questions[2].rows[2].count == 2


def test_the_total_of_the_comments_does_not_give_a_held_back_count_away():
    exercise = an_exercise(a_body())
    for n in range(12):
        a_reply(exercise, {4: "Light"} | ({5: "More"} if n < 2 else {}), reference=f"L{n}")

    tally = tally_of(exercise)

    assert (tally.comments, tally.questions[3].rows[0].count, tally.questions[4].rows[0].count) == (None, 12, None)


def test_what_is_held_apart_left_out_or_not_sent_does_not_count():
    exercise = an_exercise(a_body())
    answered(exercise, yes=6, no=0)
    for suspicions in (["Quick."], None):
        row, _ = answering.begin(exercise=exercise)
        answering.save_answer(submission=row, question=exercise.questions.get(number=3), chosen=(0,))
        if suspicions:
            answering.send(submission=row, suspicions=suspicions)

    assert (tally_of(exercise).total, counts(exercise, 3)["Yes"]) == (6, 6)


def test_comments_led_to_as_many_changes_as_there_are_different_ones():
    variation = a_variation(an_issued_plan(a_body()))
    exercise = an_exercise(variation.plan.body, instrument=variation)
    answered(exercise, yes=6, no=0, comments=tuple(f"Comment {n}" for n in range(6)))
    places = places_of(variation)
    change = next(place for place, _ in places if place.startswith("change:"))
    one, *others = comments_of(exercise).values_list("pk", flat=True)
    dispositions.settle(exercise=exercise, answers=[one], settled=Settled("accepted", change), by=None)
    dispositions.settle(exercise=exercise, answers=others, settled=Settled("in_part", "section:resources"), by=None)

    tally = tally_of(exercise)

    assert (tally.comments, tally.changes) == (6, 2)
    assert Disposition.objects.first().led_to_words == dict(places)[change]
    with pytest.raises(NotAllowedNow, match="accepted"):
        dispositions.settle(exercise=exercise, answers=[one], settled=Settled("out_of_scope", change), by=None)


def test_a_comment_is_released_only_after_its_disposition_and_in_the_officers_words():
    exercise = an_exercise(a_body())
    answered(exercise, yes=1, no=0, comments=(SECRET,))
    comment = comments_of(exercise).get()
    with pytest.raises(NotAllowedNow, match="what became"):
        dispositions.release(answer=comment, words="I am […].", by=None)
    dispositions.settle(exercise=exercise, answers=[comment.pk], settled=Settled("accepted"), by=None)

    assert summaries.content_of(exercise, "")["comments"] == []
    dispositions.release(answer=comment, words="I am […].", by=None)
    content = json.dumps(summaries.content_of(exercise, "Light matters."))
    assert ("I am […]." in json.loads(content)["comments"][0]["words"], SECRET in content) == (True, False)


def test_the_summary_waits_for_the_close_for_every_disposition_and_for_what_is_held_apart():
    exercise = an_exercise(a_body())
    answered(exercise, yes=1, no=0, comments=("Light.",))
    row, _ = answering.begin(exercise=exercise)
    answering.send(submission=row, suspicions=["Quick."])

    assert summaries.stands_in_the_way(exercise, TODAY) == ["The consultation has not closed yet."]
    assert len(summaries.stands_in_the_way(closed(exercise), TODAY)) == 2
    with pytest.raises(NotAllowedNow, match="held apart"):
        summaries.publish_summary(exercise=exercise, found="x", on=TODAY, by=None)


def published(exercise):
    return summaries.publish_summary(exercise=closed(exercise), found="Light matters.", on=TODAY, by=None)


def test_the_summary_is_evidence_and_is_written_once():
    exercise = an_exercise(a_body())
    answered(exercise, yes=9, no=0)
    summary = published(exercise)

    assert json.loads(bytes(Evidence.objects.get(pk=summary.digest).content)) == summary.content
    assert "L1" not in json.dumps(summary.content)
    with pytest.raises(NotAllowedNow, match="published already"):
        published(exercise)
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedSummary.objects.update(digest="0" * 64)
    with pytest.raises(NotAllowedNow, match="summary is published"):
        a_reply(exercise, {4: "Late."})
    with pytest.raises(NotAllowedNow, match="summary is published"):
        answering.settle_held(exercise=exercise, count_them=True, upto=10**9, by=None)


def test_the_erasure_takes_answers_and_names_and_leaves_counts_and_outcomes():
    exercise = an_exercise(a_body())
    answered(exercise, yes=9, no=0, comments=tuple(f"{SECRET} {n}" for n in range(5)))
    a_reply(exercise, {3: [0]}, document=("letter.txt", SECRET.encode()))
    which = comments_of(exercise).values_list("pk", flat=True)
    dispositions.settle(exercise=exercise, answers=which, settled=Settled("accepted", reason=SECRET), by=None)
    dispositions.release(answer=comments_of(exercise).first(), words="Light.", by=None)
    summary = published(exercise)
    before = tally_of(exercise).as_data()

    erasing.erase(exercise=exercise, on=TODAY)

    exercise.refresh_from_db()
    assert not Answer.objects.exists()
    assert not Attachment.objects.exists()
    assert {(row.state, row.reference, row.key_digest) for row in Submission.objects.all()} == {("erased", "", None)}
    assert Disposition.objects.filter(outcome="accepted", reason="", released_words="", answer=None).count() == 5
    assert (exercise.counts, exercise.summary.digest) == (json.loads(json.dumps(before)), summary.digest)
    assert tally_of(exercise).outcomes[0].count == 5


def test_an_open_consultation_is_not_erased():
    with pytest.raises(NotAllowedNow, match="closed"):
        erasing.erase(exercise=an_exercise(a_body()), on=TODAY)


def test_the_daily_job_erases_on_the_day_and_what_was_never_sent_a_week_after_the_close():
    body = a_body()
    due, later, unsent = an_exercise(body), an_exercise(body), an_exercise(body)
    for exercise in (due, later):
        answered(exercise, yes=1, no=0)
    answering.begin(exercise=unsent)
    days = {due: (9, 1, 0), later: (9, 1, -1), unsent: (30, 8, -100)}
    for exercise, (opened, closed_, erased) in days.items():
        ConsultationExercise.objects.filter(pk=exercise.pk).update(
            opens_on=TODAY - timedelta(opened),
            closes_on=TODAY - timedelta(closed_),
            retention_until=TODAY - timedelta(erased),
        )

    erase_answers()
    erase_answers()

    assert [bool(row.erased_at) for row in ConsultationExercise.objects.order_by("pk")] == [True, False, False]
    assert list(Answer.objects.values_list("submission__exercise", flat=True)) == [later.pk]
    assert not unsent.submissions.exists()
