"""Answers are saved as one goes, found again by the code alone, sent once, and held apart rather than thrown away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plans.models import Answer, Submission
from plans.services.exercises import answering, attachments, floods
from plans.services.exercises.answering import Closed, SentAlready
from plans.services.exercises.attachments import AttachmentRefused
from tests.factories import a_body, an_exercise

pytestmark = pytest.mark.django_db
State = Submission.State


@pytest.fixture
def exercise():
    return an_exercise(a_body())


def question(exercise, number):
    return exercise.questions.get(number=number)


def test_answers_are_found_again_by_the_code_however_it_is_typed(exercise):
    row, code = answering.begin(exercise=exercise)
    answering.save_answer(submission=row, question=question(exercise, 4), text="Light the path.")

    typed = f" {code.lower().replace('-', ' ')} "
    assert answering.submission_of_code(exercise, typed) == row
    assert code not in str(Submission.objects.values().get())
    assert answering.submission_of_code(exercise, "2222-2222-2222") is None
    assert answering.submission_of_code(an_exercise(exercise.body), code) is None


def test_the_last_answer_counts_and_an_empty_one_leaves_nothing(exercise):
    row, _ = answering.begin(exercise=exercise)
    answering.save_answer(submission=row, question=question(exercise, 2), chosen=(3, 1, 3))
    answering.save_answer(submission=row, question=question(exercise, 4), text="One")
    answering.save_answer(submission=row, question=question(exercise, 4), text="  ")

    assert list(Answer.objects.values_list("question__number", "chosen")) == [(2, [1, 3])]


def test_answers_are_sent_once_and_stay(exercise):
    row, _ = answering.begin(exercise=exercise)
    answering.save_answer(submission=row, question=question(exercise, 4), text="One")
    answering.send(submission=row)

    with pytest.raises(SentAlready):
        answering.send(submission=row)
    with pytest.raises(SentAlready):
        answering.save_answer(submission=row, question=question(exercise, 4), text="Two")
    assert Submission.objects.get().state == State.SUBMITTED


def test_nothing_is_taken_before_the_first_day_or_after_the_last():
    for opens, closes in ((1, 5), (-9, -1)):
        exercise = an_exercise(a_body(f"b{closes + 9}"), opens=opens, closes=closes)
        with pytest.raises(Closed):
            answering.begin(exercise=exercise)


def test_what_looks_like_a_machine_is_held_apart_and_can_be_counted_or_left_out(exercise):
    row, _ = answering.begin(exercise=exercise)
    answering.save_answer(submission=row, question=question(exercise, 4), text="Buy www.a http://b https://c")
    why = floods.suspicions_of(row, trap="https://spam.example")
    answering.send(submission=row, suspicions=why)

    assert Submission.objects.get().state == State.HELD
    assert len(why) == 3
    answering.settle_held(exercise=exercise, count_them=False, upto=row.pk, by=None)
    assert Submission.objects.get().state == State.LEFT_OUT
    answering.settle_held(exercise=exercise, count_them=True, upto=row.pk, only=row.pk, by=None)
    assert Submission.objects.get().state == State.SUBMITTED
    assert Answer.objects.exists()


def test_a_person_who_takes_their_time_is_not_suspected(exercise):
    row, _ = answering.begin(exercise=exercise)
    Submission.objects.update(begun_at=timezone.now() - timedelta(minutes=1))
    row.refresh_from_db()

    assert floods.suspicions_of(row, trap="") == []


def test_many_from_one_address_are_looked_at_and_only_a_torrent_is_stopped():
    counts = [floods.count_from("192.0.2.1", "begin") for _ in range(21)]

    assert floods.many_from_there(counts[19]) == []
    assert floods.many_from_there(counts[20]) != []
    assert floods.count_from("192.0.2.2", "begin") == 1
    assert [floods.is_torrent(n) for n in (300, 301)] == [False, True]


def test_what_came_after_the_officer_looked_stays_to_be_looked_at(exercise):
    first, later = (answering.begin(exercise=exercise)[0] for _ in range(2))
    for row in (first, later):
        answering.send(submission=row, suspicions=["Quick."])

    answering.settle_held(exercise=exercise, count_them=False, upto=first.pk, by=None)

    assert list(Submission.objects.order_by("pk").values_list("state", flat=True)) == [State.LEFT_OUT, State.HELD]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.pdf", b"<html>"), ("a.pdf", b""), ("a", b"x"), ("a.html", b"<p>"), ("a.svg", b"<svg/>")],
)
def test_a_document_that_is_not_what_it_says_is_refused(exercise, name, content):
    row, _ = answering.begin(exercise=exercise)

    with pytest.raises(AttachmentRefused):
        attachments.attach(submission=row, name=name, content=content)


def test_five_documents_at_most_go_with_the_answers(exercise):
    row, _ = answering.begin(exercise=exercise)
    for n in range(5):
        attachments.attach(submission=row, name=f"{n}.pdf", content=b"%PDF-1.7")

    with pytest.raises(AttachmentRefused, match="5 documents"):
        attachments.attach(submission=row, name="6.pdf", content=b"%PDF-1.7")
    with pytest.raises(AttachmentRefused, match="10 MB"):
        attachments.refuse_size(10 * 1024 * 1024 + 1)
