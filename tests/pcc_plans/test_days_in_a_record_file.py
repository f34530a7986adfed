"""A record file carries how a body counts its days, and the ends of plans that were confirmed."""

from datetime import date

import pytest

from plans.models import (
    BankHoliday,
    Body,
    DoneRecord,
    Instrument,
    PeriodConfirmation,
    Plan,
    PreElectionPeriod,
    ResponsibleAuthority,
    StepTaken,
)
from plans.queries.record import elections_of
from plans.services import course
from plans.services.calendar import choose_timetable, keep_meeting, postpone_election
from plans.services.chain import breaks_in
from plans.services.done import record_done
from plans.services.periods import answer_proposal
from tests.factories import CHIEF_EXECUTIVE, a_body, a_variation, an_issued_plan
from tests.pcc_plans.records import a_fresh_database, dumped, loaded

pytestmark = pytest.mark.django_db
ANSWER = "stood_until: 2017-03-31, ends_on: 2018-03-31, reason: It, on: 2016-04-01, by: A"


def test_what_days_are_counted_with_dumps_and_loads_to_itself(tmp_path):
    with a_fresh_database():
        body = a_body()
        plan = an_issued_plan(body)
        Body.objects.update(nation="WLS", questions_days=3, pre_election_gate_from=date(2013, 4, 1))
        BankHoliday.objects.create(body=body, on=date(2014, 6, 13), name="A jubilee")
        why = "the county council"
        PreElectionPeriod.objects.create(body=body, from_on=date(2013, 3, 20), to_on=date(2013, 5, 2), why=why)
        election = body.elections.get(expected_on=date(2016, 5, 5))
        postpone_election(election=election, to=date(2017, 5, 4), decided_on=date(2016, 3, 20))
        answer_proposal(plan=plan, ends_on=date(2018, 3, 31), confirmed=True, reason="Counsel’s advice.",
                        officer=CHIEF_EXECUTIVE, on=date(2016, 4, 1))  # fmt: skip
        first = dumped(tmp_path / "first.yaml")

    with a_fresh_database():
        status, lines = loaded(tmp_path / "first.yaml")
        assert status == 0, lines
        body = Body.objects.get()
        assert (body.nation, body.questions_days, body.reply_days) == ("WLS", 3, 10)
        assert body.pre_election_gate_from == date(2013, 4, 1)  # what was issued in the period before it still loads
        assert BankHoliday.objects.get().on == date(2014, 6, 13)
        assert Plan.objects.get().period_ends_on == date(2018, 3, 31)
        answer = PeriodConfirmation.objects.get()
        assert (answer.confirmed, answer.officer, answer.decided_on) == (True, "Daniel Okafor", date(2016, 4, 1))
        assert answer.election.expected_on == date(2016, 5, 5)
        assert list(breaks_in(body)) == []
        assert dumped(tmp_path / "second.yaml") == first


def test_meetings_every_postponement_who_was_owed_a_copy_and_what_was_done_load_and_dump_to_themselves(tmp_path):
    with a_fresh_database():
        body = a_body()
        ResponsibleAuthority.objects.filter(ref="wendle-vale").update(is_local_authority=True)
        plan = an_issued_plan(body)
        board, panel = (keep_meeting(body=body, of=of, name=of, on=date(2014, 3, 5)) for of in ("board", "panel"))
        variation = a_variation(plan)
        choose_timetable(instrument=variation, meeting=panel, hoped_for=None)
        election = body.elections.get(expected_on=date(2016, 5, 5))
        wrong = {"election": election, "decided_on": date(2016, 3, 20), "why": "An Act.", "by_name": "D. Okafor"}
        postpone_election(to=date(2017, 5, 5), **wrong)
        first = election.postponements.get()
        postpone_election(to=date(2017, 5, 4), corrects=first, **wrong)
        postpone_election(to=date(2017, 10, 5), **wrong | {"decided_on": date(2017, 2, 1), "why": "Another Act."})
        record_done(body=body, key=f"I5:{plan.ref}:2014-03-28", what="Look again", on=date(2014, 3, 20), note="Seen.",
                    by_name="Priya Nair")  # fmt: skip
        ResponsibleAuthority.objects.filter(ref="wendle-vale").update(name="Another Council")  # the register, corrected
        written = dumped(tmp_path / "first.yaml")
        head = StepTaken.objects.latest("seq").digest

    with a_fresh_database():
        status, lines = loaded(tmp_path / "first.yaml")
        assert status == 0, lines
        body = Body.objects.get()
        assert sorted(body.meeting_days.values_list("of", flat=True)) == [board.of, panel.of]
        assert Instrument.objects.get(kind="variation").planned_meeting.of == "panel"
        assert elections_of(body)[1].earlier == ((date(2016, 3, 20), date(2017, 5, 4)),)
        assert elections_of(body)[1].postponed_to == date(2017, 10, 5)
        issue = StepTaken.objects.get(step="issue")
        assert issue.particulars["copies_owed"] == {
            "chief-constable": "the Chief Constable",
            "wendle-vale": "Wendle Vale Council",
        }
        assert StepTaken.objects.get(step="report").particulars["copies_owed"] == {"wendle-vale": "Wendle Vale Council"}
        assert DoneRecord.objects.get().by_name == "Priya Nair"
        assert StepTaken.objects.latest("seq").digest == head
        assert dumped(tmp_path / "second.yaml") == written


def test_a_line_of_before_it_was_kept_who_is_owed_a_copy_loads_as_it_was(tmp_path, monkeypatch):
    with a_fresh_database():
        with monkeypatch.context() as before:
            before.setattr(course, "_copies_owed", lambda *of: {})
            an_issued_plan(a_body("unkept"))  # a ref of its own: nothing of this is taken from or left to others
        first = dumped(tmp_path / "first.yaml")
        head = StepTaken.objects.latest("seq").digest

    with a_fresh_database():
        status, lines = loaded(tmp_path / "first.yaml")
        assert status == 0, lines
        assert b"copies_owed: not kept" in first
        assert StepTaken.objects.latest("seq").digest == head
        assert dumped(tmp_path / "second.yaml") == first


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("meeting_days: [{on: 2014-06-13}]", "“name” is missing here."),
        ("elections: [{expected_on: 2016-05-05, postponements: [{to: 2016-05-04}]}]", "The new day must be later than"),
        (
            "elections: [{expected_on: 2016-05-05, postponements: [{to: 2017-05-04, corrects: 1}]}]",
            "A postponement corrects one that stands before it in the list.",
        ),
        ("done: [{key: a, what: b, on: 2014-01-01, by: c}]", "“note” is missing here."),
        ("nation: SCT", "“nation” cannot be “SCT”"),
        ("bank_holidays: [{on: 2014-06-13}]", "“name” is missing here."),
        ("pre_election_periods: [{from: 2014-06-13, to: 2014-06-01, why: it}]", "“to” is before “from”."),
        (
            f"period_answers: [{{plan: none, {ANSWER}}}]",
            "The file has no plan “none”.",
        ),
    ],
)
def test_what_is_wrong_about_days_is_said_with_its_line(tmp_path, lines, why):
    file = tmp_path / "record.yaml"
    file.write_text(
        "bodies:\n- ref: eastmere\n  area: Eastmere\n  name: The commissioner\n  panel_name: The Panel\n"
        f"  force_name: The force\n  {lines}\n",
        encoding="utf-8",
    )

    status, said = loaded(file)
    assert status == 1
    assert why in " ".join(said)


def test_an_end_of_a_plan_that_was_not_issued_is_not_loaded(tmp_path):
    file = tmp_path / "record.yaml"
    file.write_text(
        "bodies:\n- ref: eastmere\n  area: Eastmere\n  name: The commissioner\n  panel_name: The Panel\n"
        "  force_name: The force\n  plans: [{ref: a-plan, title: A plan}]\n"
        f"  period_answers: [{{plan: a-plan, {ANSWER}}}]\n",
        encoding="utf-8",
    )

    status, said = loaded(file)
    assert status == 1
    assert "The plan “a-plan” was not issued" in " ".join(said)
