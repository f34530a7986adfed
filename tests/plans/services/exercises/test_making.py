"""A consultation is prepared, launched once, and asks whoever stands on the register on its first day, each once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from plans.models import ConsultationExercise, CriminalJusticeBody, ResponsibleAuthority
from plans.services.exercises import inviting, making
from plans.services.exercises.making import NotAllowedNow, Particulars, wrong_dates
from plans.services.exercises.question_sets import QUESTION_SETS
from tests.factories import a_body, an_exercise

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def prepared(body, audience="public", **days):
    said = {"opens_on": TODAY, "closes_on": TODAY + timedelta(30), "retention_until": TODAY + timedelta(400)} | days
    return making.make_exercise(body=body, audience=audience, said=Particulars("Roads", "We ask.", **said))


@pytest.mark.parametrize("audience", ConsultationExercise.Audience.values)
def test_each_audience_has_a_question_set_to_begin_with(audience):
    exercise = prepared(a_body(), audience)

    assert [q.words for q in exercise.questions.all()] == [asked.words for asked in QUESTION_SETS[audience]]


def test_two_consultations_of_one_title_have_addresses_of_their_own():
    body = a_body()

    assert prepared(body).ref != prepared(body).ref


@pytest.mark.parametrize(
    ("opens", "closes", "erased", "wrong"),
    [
        (0, 0, 1, []),
        (0, -1, 30, ["closes_on"]),
        (0, 30, 30, ["retention_until"]),
        (0, 30, 366 * 8, ["retention_until"]),
    ],
)
def test_it_closes_after_it_opens_and_answers_are_kept_until_after_that(opens, closes, erased, wrong):
    days = [TODAY + timedelta(n) for n in (opens, closes, erased)]

    assert list(wrong_dates(*days)) == wrong


def test_questions_are_moved_and_taken_out_until_the_launch():
    exercise = prepared(a_body())
    first, second = list(exercise.questions.all())[:2]
    making.move_question_up(question=second)
    making.remove_question(question=exercise.questions.get(number=3))

    assert [q.pk for q in exercise.questions.all()][:2] == [second.pk, first.pk]
    assert [q.number for q in exercise.questions.all()] == [1, 2, 3, 4]
    making.launch(exercise=exercise, on=TODAY)
    with pytest.raises(NotAllowedNow, match="stay as they are"):
        making.remove_question(question=exercise.questions.get(number=1))


def test_what_would_open_in_the_past_is_not_launched():
    exercise = prepared(a_body(), opens_on=TODAY - timedelta(1))

    with pytest.raises(NotAllowedNow, match="has passed"):
        making.launch(exercise=exercise, on=TODAY)


def test_after_the_launch_only_the_later_days_change_and_never_into_the_past():
    exercise = an_exercise(a_body())
    said = Particulars("Another", "Else", TODAY, TODAY + timedelta(60), TODAY + timedelta(90))
    making.change_exercise(exercise=exercise, said=said, on=TODAY)
    exercise.refresh_from_db()

    assert (exercise.title, exercise.closes_on) == ("What should the plan do?", TODAY + timedelta(60))
    past = Particulars("A", "B", TODAY, TODAY - timedelta(1), TODAY + timedelta(90))
    with pytest.raises(NotAllowedNow, match="into the past"):
        making.change_exercise(exercise=exercise, said=past, on=TODAY)


def test_each_authority_of_the_first_day_is_asked_once_and_the_chief_constable_is_not():
    body = a_body()
    ResponsibleAuthority.objects.create(body=body, ref="gone", name="Old Trust", from_on=date(2012, 1, 1),
                                        to_on=date(2020, 1, 1))  # fmt: skip
    ResponsibleAuthority.objects.create(
        body=body, ref="wendle-vale", name="Wendle Vale Council", from_on=date(2013, 1, 1)
    )

    asked = an_exercise(body, "authorities").invitations.values_list("ref", flat=True)

    assert list(asked) == ["wendle-vale"]


def test_criminal_justice_bodies_are_asked_from_their_own_register():
    body = a_body()
    with pytest.raises(NotAllowedNow, match="register"):
        an_exercise(body, "criminal_justice")
    CriminalJusticeBody.objects.create(body=body, ref="cps", name="Crown Prosecution Service", from_on=date(2013, 1, 1))

    assert an_exercise(body, "criminal_justice").invitations.get().name == "Crown Prosecution Service"


def test_a_link_that_was_not_signed_here_opens_nothing():
    invitation = an_exercise(a_body(), "authorities").invitations.get()
    token = inviting.token_for(invitation)

    assert inviting.invitation_for(token) == invitation
    for wrong in ("", "abc", token[:-2], token + "x"):
        with pytest.raises(inviting.UnknownLink):
            inviting.invitation_for(wrong)
