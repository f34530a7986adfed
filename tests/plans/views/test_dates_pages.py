"""The pages about days: what is due, meetings, how days are counted, elections, timetables, reminders."""

from datetime import date
from html import unescape

import pytest
from django.test import Client
from icalendar import Calendar as CalendarFile

from plans.models import BankHoliday, Election, MeetingDay, PeriodConfirmation, Plan, PreElectionPeriod
from plans.services.calendar import choose_timetable, postpone_election
from plans.services.reminders import calendar_token, choice_of
from tests.factories import a_body, a_user, a_variation, an_issued_plan, prepared, sent

pytestmark = pytest.mark.django_db
TODAY = date(2013, 12, 4)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body):
    """A variation that is hoped to be issued on 3 March 2014, and a meeting of the Panel on 5 February."""
    found = a_variation(an_issued_plan(body))
    MeetingDay.objects.create(body=body, name="Panel, winter meeting", on=date(2014, 2, 5))
    choose_timetable(instrument=found, meeting=None, hoped_for=date(2014, 3, 3))
    return found


def client_of(body, role: str) -> Client:
    client = Client()
    client.force_login(a_user(body, role, "Daniel Okafor" if role == "chief_executive" else ""))
    return client


def words_of(response) -> str:
    return unescape(" ".join(response.content.decode().split()))


def typed(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_the_clock_says_what_is_due_by_when_under_which_rule_and_who_holds_it(body, variation):
    response = client_of(body, "policy_officer").get("/office/dates/")

    rows = [*response.context["first"], *response.context["soon"], *response.context["later"]]
    send = next(row for row in rows if row["what"] == "Send the draft to the Panel")
    assert (send["by"], send["rule"].id, send["holder"]) == ("Tuesday 7 January 2014", "V6", "the office")
    page = words_of(response)
    assert "Panel, winter meeting" in page
    assert "Tuesday 28 January 2014" in page  # the papers of that meeting, five clear days before
    assert "s.5(6)(c), (7)" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_clock_takes_the_same_queries_however_much_is_due(body, variation, count, django_assert_num_queries):
    for n in range(count - 1):
        MeetingDay.objects.create(body=body, name=f"Panel {n}", on=date(2014, 3, 5 + n))
        choose_timetable(instrument=a_variation(variation.plan), meeting=None, hoped_for=date(2014, 4, 3))
    client = client_of(body, "policy_officer")

    with django_assert_num_queries(17):
        assert client.get("/office/dates/").status_code == 200


def test_a_meeting_is_added_changed_and_removed_and_nothing_typed_is_lost(body):
    client = client_of(body, "policy_officer")
    day = {"of": "panel", "name": "Panel, spring meeting", **typed("on", date(2014, 3, 19))}

    assert client.post("/office/dates/meetings/new/", day).status_code == 302
    row = MeetingDay.objects.get()
    twice = client.post("/office/dates/meetings/new/", day)
    assert (twice.status_code, "A meeting on that day is in the list already." in words_of(twice)) == (422, True)
    assert "Panel, spring meeting" in words_of(twice)
    wrong = client.post(f"/office/dates/meetings/{row.pk}/", {**day, "on_year": "3014"})
    assert (wrong.status_code, "must be between 2011 and 2099" in words_of(wrong)) == (422, True)
    client.post(f"/office/dates/meetings/{row.pk}/", {**day, "name": "Panel in March"})
    row.refresh_from_db()
    assert row.name == "Panel in March"
    client.post(f"/office/dates/meetings/{row.pk}/remove/")
    assert not MeetingDay.objects.exists()
    assert MeetingDay.history.count() == 3


def test_the_chief_executive_keeps_how_days_are_counted(body):
    client = client_of(body, "chief_executive")
    rules = {
        "nation": "WLS", "clear_days_counted": "working", "panel_floor_days": "15", "reply_days": "5",
        "response_days": "8", "questions_days": "", "questions_hour": "12", "pre_election_days": "30",
    }  # fmt: skip

    assert client.post("/office/dates/counting/rules/", rules).status_code == 302
    body.refresh_from_db()
    assert (body.nation, body.panel_floor_days, body.questions_days) == ("WLS", 15, None)
    assert body.pre_election_gate_from is None
    assert body.history.count() == 2
    client.post("/office/dates/counting/rules/", {**rules, "pre_election_gate": "on"})
    body.refresh_from_db()
    assert body.pre_election_gate_from == TODAY
    wrong = client.post("/office/dates/counting/rules/", {**rules, "panel_floor_days": "many"})
    assert (wrong.status_code, "Enter a whole number from 0 to 120." in words_of(wrong)) == (422, True)
    assert "3 clear days, counted in working days" in words_of(client.get("/office/dates/counting/"))


def test_one_off_holidays_and_periods_are_kept_and_removed(body):
    client = client_of(body, "chief_executive")
    new = "/office/dates/counting/holidays/new/"
    declared = {**typed("on", date(2014, 6, 13)), "name": "A jubilee", "counts": "added"}

    assert client.post(new, declared).status_code == 302
    christmas = client.post(new, {**declared, **typed("on", date(2013, 12, 25))})
    assert "That day is a bank holiday already." in words_of(christmas)
    plain = client.post(new, {**declared, **typed("on", date(2014, 6, 10)), "counts": "removed"})
    assert "That day is not a bank holiday" in words_of(plain)
    period = {"why": "the county council", **typed("from_on", date(2014, 3, 20)), **typed("to_on", date(2014, 5, 22))}
    assert client.post("/office/dates/counting/periods/new/", period).status_code == 302
    back = client.post("/office/dates/counting/periods/new/", {**period, **typed("to_on", date(2014, 3, 1))})
    assert "The last day cannot be before the first day." in words_of(back)
    page = words_of(client.get("/office/dates/counting/"))
    assert "Friday 13 June 2014" in page
    assert "20 March 2014 to 22 May 2014" in page

    client.post(f"/office/dates/counting/holidays/{BankHoliday.objects.get().pk}/remove/")
    client.post(f"/office/dates/counting/periods/{PreElectionPeriod.objects.get().pk}/remove/")
    assert not BankHoliday.objects.exists()
    assert not PreElectionPeriod.objects.exists()


def test_an_election_is_added_put_off_and_what_it_moves_is_answered_by_name(body, variation):
    client, plan = client_of(body, "chief_executive"), Plan.objects.get()
    first = body.elections.get(expected_on=date(2016, 5, 5))

    added = {**typed("expected_on", date(2015, 7, 2)), "ordinary": "no"}
    assert client.post("/office/elections/new/", added).status_code == 302
    assert not Election.objects.get(expected_on=date(2015, 7, 2)).ordinary
    late = {**typed("postponed_by_decision_on", date(2016, 6, 1)), **typed("postponed_to", date(2017, 5, 4))}
    late["why"] = "An Act of Parliament."
    assert client.post(f"/office/elections/{first.pk}/postpone/", late).status_code == 422
    off = late | typed("postponed_by_decision_on", date(2013, 12, 2))
    assert client.post(f"/office/elections/{first.pk}/postpone/", off).status_code == 302

    page = words_of(client.get("/office/elections/"))
    assert "Ordinary election, first expected on Thursday 5 May 2016" in page
    assert "Put off to 4 May 2017 by a decision of 2 December 2013. An Act of Parliament. (Daniel Okafor" in page
    assert "which would give 31 March 2018" in page
    assert "expected on 5 May 2016" in page  # the history of the table
    proposed = f"/office/elections/periods/{plan.ref}/"
    assert "Yes: the plan ends on 31 March 2018" in words_of(client.get(proposed))
    empty = client.post(proposed, {"ends_on": "2018-03-31", "answer": "confirm", "reason": ""})
    assert (empty.status_code, "Write your reason." in words_of(empty)) == (422, True)
    client.post(proposed, {"ends_on": "2018-03-31", "answer": "confirm", "reason": "Counsel’s advice."})
    plan.refresh_from_db()
    assert plan.period_ends_on == date(2018, 3, 31)
    answer = PeriodConfirmation.objects.get()
    assert (answer.officer, answer.decided_on, answer.recorded_by.username) == (
        "Daniel Okafor",
        TODAY,
        "chief_executive",
    )
    assert "Counsel’s advice." in words_of(client.get("/office/elections/"))
    assert client.get(proposed).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_elections_take_the_same_queries_however_many(body, count, django_assert_num_queries):
    for n in range(count):
        Election.objects.create(body=body, expected_on=date(2030 + n, 5, 2))
    client = client_of(body, "policy_officer")

    with django_assert_num_queries(12):
        client.get("/office/elections/")


def test_the_timetable_is_planned_with_what_people_choose(body, variation):
    client = client_of(body, "policy_officer")
    page = f"/office/variations/{variation.ref}/timetable/"
    later = MeetingDay.objects.create(body=body, name="Panel in March", on=date(2014, 3, 19))

    assert "The timetable fits: issue by Monday 3 March 2014, the day hoped for." in words_of(client.get(page))
    client.post(page, {"meeting": str(later.pk), **typed("hoped_for_issue_on", date(2014, 3, 3))})
    variation.refresh_from_db()
    assert variation.planned_meeting == later
    words = words_of(client.get(page))
    assert "It no longer fits" in words
    assert "The Panel meets on 19 March 2014. A report after 13 February 2014 does not leave" in words
    assert "The next meeting that would work is on Wednesday 5 February 2014." in words
    assert client.post(page, {"meeting": "999999"}).status_code == 422


def test_the_course_page_shows_at_once_that_the_timetable_no_longer_fits(body, variation):
    client = client_of(body, "policy_officer")

    assert "The timetable fits: issue by Monday 3 March 2014" in words_of(client.get(variation.get_absolute_url()))
    MeetingDay.objects.all().delete()
    words = words_of(client.get(variation.get_absolute_url()))
    assert "The timetable no longer fits" in words
    assert "No meeting of the Panel is in the table" in words


def test_a_pre_election_period_is_shown_on_the_course_and_on_the_steps_that_the_public_hears_of(body, variation):
    client = client_of(body, "policy_officer")
    page = f"/office/variations/{variation.ref}/steps"
    said = "A pre-election period runs until 9 December 2013, for the by-election of Wendle Vale."

    assert "pre-election period" not in words_of(client.get(variation.get_absolute_url()))
    PreElectionPeriod.objects.create(
        body=body, from_on=date(2013, 11, 1), to_on=date(2013, 12, 9), why="the by-election of Wendle Vale"
    )
    assert said in words_of(client.get(variation.get_absolute_url()))
    assert said in words_of(client.get(f"{page}/obtain_views/"))
    assert said not in words_of(client.get(f"{page}/consider_requirement/"))


def test_a_person_keeps_their_reminders_and_takes_a_new_calendar_address(body):
    client = client_of(body, "policy_officer")
    first = client.get("/office/reminders/").context["address"]

    assert client.get(first).status_code == 200
    client.post("/office/reminders/", {"by_mail": "no"})
    assert client.get("/office/reminders/").context["form"].initial == {"by_mail": "no"}
    assert client.get("/office/reminders/").context["address"] == first
    client.post("/office/reminders/renew/")
    assert client.get(first).status_code == 404
    assert client.get(client.get("/office/reminders/").context["address"]).status_code == 200


def calendar_of(user) -> CalendarFile:
    answer = Client().get(f"/calendar/{calendar_token(choice_of(user))}.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return CalendarFile.from_ical(answer.content)


def test_each_person_has_a_calendar_of_what_they_may_see_and_no_more(body, variation):
    office = calendar_of(a_user(body, "policy_officer"))
    panel = calendar_of(a_user(body, "panel_member"))
    nobody = calendar_of(a_user(body, "administrator"))

    events = {str(event["summary"]): event for event in office.walk("VEVENT")}
    send = events["Send the draft to the Panel: Patrols"]
    assert (send.decoded("dtstart"), send.decoded("dtend")) == (date(2014, 1, 7), date(2014, 1, 8))
    assert "rule V6" in str(send["description"])
    assert str(send["url"]).endswith(f"/office/variations/{variation.ref}/timetable/")
    assert len({str(event["uid"]) for event in office.walk("VEVENT")}) == len(office.walk("VEVENT"))
    told = {str(event["summary"]) for event in panel.walk("VEVENT")}
    assert told == {"Agenda and papers of Panel, winter meeting are open", "Panel, winter meeting meets"}
    assert {str(event["url"]) for event in panel.walk("VEVENT")} == {"http://127.0.0.1:8000/panel-room/dates/"}
    assert nobody.walk("VEVENT") == []


def test_the_panel_sees_its_meetings_and_its_time_and_no_draft_that_it_was_not_sent(body, variation):
    client = client_of(body, "panel_support")

    words = words_of(client.get("/panel-room/dates/"))
    assert "Panel, winter meeting" in words
    assert "Patrols" not in words
    prepared(variation, date(2013, 12, 3))
    sent(variation, date(2013, 12, 3))
    words = words_of(client.get("/panel-room/dates/"))
    assert "The Panel reviews it and reports" in words
    assert "Patrols" in words
    assert client.get("/panel-room/reminders/").status_code == 200


def test_an_end_that_waits_for_an_answer_is_on_the_clock(body, variation):
    election = body.elections.get(expected_on=date(2016, 5, 5))
    postpone_election(election=election, to=date(2017, 5, 4), decided_on=date(2013, 12, 2))

    (row,) = [
        row
        for row in client_of(body, "policy_officer").get("/office/dates/").context["first"]
        if row["rule"].id == "P9"
    ]
    assert (row["holder"], row["by"]) == ("the monitoring officer", "since Monday 2 December 2013")
