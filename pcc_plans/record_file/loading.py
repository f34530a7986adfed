"""Loads a record file: every act through the services that the browser uses, all of it or nothing."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from pcc_plans.record_file.acts import Performer
from pcc_plans.record_file.days import PeriodAnswer
from pcc_plans.record_file.elections import put_off
from pcc_plans.record_file.entries import BodyEntry
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.instruments import Instruments
from pcc_plans.record_file.reading import read
from pcc_plans.record_file.schema import parse
from pcc_plans.record_file.wordings import Wordings
from plans.models import (
    BankHoliday,
    Body,
    DoneRecord,
    Election,
    Instrument,
    MeetingDay,
    NationalDocument,
    OfficeHolder,
    Plan,
    PreElectionPeriod,
    ResponsibleAuthority,
    StepTaken,
)
from plans.services.committees import board_called
from plans.services.images import NotAPicture, keep_as_it_is
from plans.services.periods import keep_answer
from plans.services.severities import SeverityRefused, hold_rule


@dataclass(slots=True)
class Loaded:
    """What was loaded: the bodies, how many acts, and in words what of them was missing."""

    bodies: list[Body] = field(default_factory=list)
    acts: int = 0
    missing: list[str] = field(default_factory=list)


def load(content: bytes, *, as_history: bool = False) -> Loaded:
    """
    Load a record file in one transaction and return what was loaded.

    With ``as_history`` an act that the statute would refuse is recorded as having happened, with what it lacked.

    :raises FileWrong: if the file is not as documented, or names what is here already.
    :raises NotLoaded: with every refusal of the first act refused; nothing is written.
    """
    entries = parse(read(content))
    loaded = Loaded()
    with transaction.atomic():
        for entry in entries:
            _refuse_what_is_here(entry)
            _load_body(entry, as_history, loaded)
        for entry in entries:
            _keep_successor(entry)
    return loaded


def _keep_successor(entry: BodyEntry) -> None:
    """Note to which body the functions passed, of this file or here already, once its own record is loaded."""
    if entry.successor is None:
        return
    by, on = entry.successor
    successor = Body.objects.filter(ref=by).exclude(ref=entry.ref).first()
    if successor is None:
        raise FileWrong(entry.line, f"There is no body “{by}” that can have succeeded this one.")
    body = Body.objects.get(ref=entry.ref)
    body.succeeded_by, body.succeeded_on = successor, on
    body.save()


def _refuse_what_is_here(entry: BodyEntry) -> None:
    if Body.objects.filter(ref=entry.ref).exists():
        raise FileWrong(
            entry.line, f"The body “{entry.ref}” is here already. A file is loaded once; nothing has been changed."
        )
    for what, table, found in (("plan", Plan, entry.plans), ("instrument", Instrument, entry.instruments)):
        for one in found:
            if table.objects.filter(ref=one.ref).exists():
                raise FileWrong(one.line, f"The {what} “{one.ref}” is here already. Give this one another ref.")


def _load_body(entry: BodyEntry, as_history: bool, loaded: Loaded) -> None:
    body = _keep_body(entry)
    _keep_pictures(body, entry)
    wordings = Wordings(entry)
    instruments = Instruments(body, entry, wordings)
    performer = Performer(body, entry, wordings, as_history)
    answers = list(entry.period_answers)
    for act in entry.acts:
        while answers and answers[0].on < act.on and _may_be_answered(body, answers[0]):
            _keep_answer(body, answers.pop(0))
        instrument = instruments.begun(act.instrument)
        line = performer.perform(act, instrument)
        loaded.acts += 1
        if line is not None:
            loaded.missing += _missing(line)
        if act.do == "issue":
            instruments.begin_on_the_edition_of(act.instrument)
    for answer in answers:
        _keep_answer(body, answer)
    instruments.put_work_in_hand()
    loaded.bodies.append(body)


def _keep_body(entry: BodyEntry) -> Body:
    body = Body(**entry.facts)
    _keep(body, entry.line)
    for table, rows in (
        (OfficeHolder, entry.offices),
        (MeetingDay, entry.meeting_days),
        (ResponsibleAuthority, entry.authorities),
        (NationalDocument, entry.national),
        (BankHoliday, entry.bank_holidays),
        (PreElectionPeriod, entry.pre_election_periods),
    ):
        for line, facts in rows:
            _keep(table(body=body, **facts), line)
    for line, facts in entry.elections:
        election = Election(body=body, ordinary=facts["ordinary"], expected_on=facts["expected_on"])
        _keep(election, line)
        put_off(election, facts["postponements"])
    for line, facts in entry.done:
        _keep(DoneRecord(body=body, recorded_at=timezone.now(), **facts), line)
    for line, change in entry.severities:
        try:
            hold_rule(body=body, **change)
        except SeverityRefused as refused:
            raise FileWrong(line, str(refused)) from refused
    for name in entry.boards:
        board_called(body, name)
    return body


def _may_be_answered(body: Body, answer: PeriodAnswer) -> bool:
    return body.plans.filter(ref=answer.plan, issued_on__isnull=False).exists()


def _keep_answer(body: Body, answer: PeriodAnswer) -> None:
    """Keep an answer to a proposed end as it was given, and move the end if it was confirmed."""
    plan = body.plans.filter(ref=answer.plan, issued_on__isnull=False).first()
    if plan is None or plan.effective_from > answer.facts["ends_on"]:
        raise FileWrong(answer.line, f"The plan “{answer.plan}” was not issued, or begins after this end.")
    election = body.elections.filter(expected_on=answer.election).first() if answer.election else None
    keep_answer(plan=plan, election=election, **answer.facts)


def _keep_pictures(body: Body, entry: BodyEntry) -> None:
    for line, content in entry.pictures:
        try:
            keep_as_it_is(body=body, content=content)
        except NotAPicture as wrong:
            raise FileWrong(line, str(wrong)) from wrong


def _keep(row: models.Model, line: int) -> None:
    """Save a row that is as its columns and constraints ask."""
    try:
        row.full_clean()
        row.save()
    except ValidationError as wrong:
        raise FileWrong(line, " ".join(wrong.messages)) from wrong
    except DatabaseError as wrong:
        raise FileWrong(line, f"The database does not take this: {' '.join(str(wrong).split())}.") from wrong


def _missing(line: StepTaken) -> list[str]:
    return [
        f"evidence missing: {line.instrument.ref}: {line.step}: {one['section']}: {one['reason']}"
        for one in line.missing
    ]
