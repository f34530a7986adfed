"""Reminders: to those who hold a thing, once for each of its days, and again where one did not go."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from plans.models import MeetingDay, Membership, Reminder
from plans.queries.due import all_due
from plans.services.calendar import choose_timetable
from plans.services.reminders import (
    NoSuchCalendar,
    calendar_token,
    choice_of,
    choose,
    member_of_calendar,
    remind,
    renew_calendar,
    threshold_on,
)
from plans.statute.due import Due
from plans.statute.milestones import Holder
from plans.tasks import remind as remind_task
from tests.factories import a_body, a_user, a_variation, an_issued_plan

DUE = Due("a-thing", "Do it", date(2014, 3, 3), "V6", Holder.OFFICE)


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2014, 2, 16), None),
        (date(2014, 2, 17), 14),
        (date(2014, 2, 18), 14),  # the look of the day before was left out: it is made up for
        (date(2014, 2, 24), 7),
        (date(2014, 3, 1), 2),
        (date(2014, 3, 3), 2),
        (date(2014, 3, 4), -1),
        (date(2014, 3, 20), -1),
    ],
)
def test_a_thing_is_reminded_of_14_7_and_2_days_before_and_once_it_is_missed(on, days):
    assert threshold_on(DUE, on) == days


def test_what_nobody_records_is_never_said_to_be_missed():
    meeting = Due("meeting", "The Panel meets", date(2014, 3, 3), "V7", Holder.PANEL, passes=True)

    assert threshold_on(meeting, date(2014, 3, 4)) is None


def test_what_is_owed_since_a_day_is_reminded_of_from_the_next_day_on():
    copies = Due("copies", "Send the 2 copies outstanding", date(2014, 3, 3), "I1", Holder.OFFICE, state="owed")

    assert [threshold_on(copies, date(2014, 3, day)) for day in (3, 4)] == [None, -1]


@pytest.fixture
def office(db):
    """An office with a variation that is to be frozen by 18 December 2013, and the people who hold it."""
    body = a_body()
    variation = a_variation(an_issued_plan(body))
    meeting = MeetingDay.objects.create(body=body, name="Panel", on=date(2014, 2, 5))
    choose_timetable(instrument=variation, meeting=meeting, hoped_for=date(2014, 3, 3))
    return body, a_user(body, "policy_officer", "Priya Nair"), a_user(body, "chief_executive", "Daniel Okafor")


def letters(about: str) -> list[tuple[str, list[str]]]:
    return [(letter.subject, letter.to) for letter in mail.outbox if about in letter.subject]


def test_those_who_hold_a_thing_are_told_what_by_when_and_under_which_rule(office):
    remind(on=date(2013, 12, 4))

    assert sorted(letters("Freeze the draft")) == [
        ("By Wednesday 18 December 2013: Freeze the draft", ["chief_executive@fenmarch.example"]),
        ("By Wednesday 18 December 2013: Freeze the draft", ["policy_officer@fenmarch.example"]),
    ]
    words = next(letter.body for letter in mail.outbox if "Freeze" in letter.subject)
    assert "“Freeze the draft” (Patrols) is due by Wednesday 18 December 2013." in words
    assert "s.5(6)(a), rule V2." in words
    assert "It is held by the office." in words
    assert "http://127.0.0.1:8000/office/variations/" in words
    assert "/office/reminders/" in words


def test_each_goes_once_however_often_it_is_looked_and_again_on_its_next_day(office):
    for on in (date(2013, 12, 4), date(2013, 12, 4), date(2013, 12, 5)):
        remind(on=on)
    assert len(letters("Freeze the draft")) == 2

    remind(on=date(2013, 12, 11))
    assert len(letters("Freeze the draft")) == 4
    remind(on=date(2013, 12, 19))
    assert len(letters("Missed: Freeze the draft")) == 2


def test_whoever_switched_them_off_or_left_gets_none(office):
    _, officer, chief = office
    choose(user=officer, by_mail=False)
    chief.is_active = False
    chief.save()

    remind(on=date(2013, 12, 4))

    assert mail.outbox == []


def test_one_letter_that_fails_stops_no_other_and_is_tried_again(office, monkeypatch):
    sends = EmailBackend.send_messages

    def fail_for_the_officer(self, messages):
        if "policy_officer@fenmarch.example" in messages[0].to:
            raise OSError("mail server gone")
        return sends(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", fail_for_the_officer)
    remind(on=date(2013, 12, 4))
    assert [to for _, to in letters("Freeze the draft")] == [["chief_executive@fenmarch.example"]]
    failed = Reminder.objects.filter(sent_at=None)
    assert {(row.attempts, row.error) for row in failed} == {(1, "OSError: mail server gone")}

    monkeypatch.undo()
    remind(on=date(2013, 12, 4))
    assert len(letters("Freeze the draft")) == 2
    assert not Reminder.objects.filter(sent_at=None).exists()


def test_a_letter_that_another_worker_is_sending_is_left_to_it_for_a_while(office):
    remind(on=date(2013, 12, 4))
    sent = len(mail.outbox)
    Reminder.objects.update(sent_at=None, claimed_at=timezone.now())

    remind(on=date(2013, 12, 4))
    assert len(mail.outbox) == sent

    Reminder.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    remind(on=date(2013, 12, 4))
    assert len(mail.outbox) == 2 * sent


def test_the_panel_hears_of_its_meeting_and_never_of_a_draft_that_it_was_not_sent(office):
    body, *_ = office
    a_user(body, "panel_support", "Moira Kettle")

    remind(on=date(2014, 1, 22))

    told = [letter for letter in mail.outbox if letter.to == ["panel_support@fenmarch.example"]]
    assert [letter.subject for letter in told] == ["By Tuesday 28 January 2014: Agenda and papers of Panel are open"]
    assert "/panel-room/dates/" in told[0].body
    assert "/office/" not in told[0].body
    assert "Patrols" not in "".join(letter.subject + letter.body for letter in told)


def test_the_worker_reminds_each_day(office, monkeypatch):
    monkeypatch.setattr("plans.tasks.timezone.localdate", lambda: date(2013, 12, 4))
    remind_task()

    assert len(letters("Freeze the draft")) == 2


@pytest.mark.django_db
def test_a_calendar_opens_by_its_address_until_a_new_one_is_taken():
    user = a_user(a_body(), "policy_officer")
    old = calendar_token(choice_of(user))

    assert member_of_calendar(old).role == Membership.Role.POLICY_OFFICER
    new = calendar_token(renew_calendar(user=user))
    assert member_of_calendar(new).user_id == user.pk
    for dead in (old, "never-signed", new[:-1]):
        with pytest.raises(NoSuchCalendar):
            member_of_calendar(dead)
    user.is_active = False
    user.save()
    with pytest.raises(NoSuchCalendar):
        member_of_calendar(new)


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_due_takes_the_same_queries_however_much_there_is(office, count, django_assert_num_queries):
    body = office[0]
    plan = body.plans.get()
    for n in range(count - 1):
        extra = a_variation(plan)
        choose_timetable(
            instrument=extra,
            meeting=MeetingDay.objects.create(body=body, name="Panel", on=date(2014, 4, 2 + n)),
            hoped_for=date(2014, 5, 30),
        )

    with django_assert_num_queries(10):
        found = all_due(body, date(2013, 12, 4))
    assert len({due.about for due in found if due.about == "Patrols"}) == 1
    assert len([due for due in found if due.what == "Freeze the draft"]) == count
