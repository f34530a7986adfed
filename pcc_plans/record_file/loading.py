"""Loads a record file: every act through the services that the browser uses, all of it or nothing."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from boards.models import Board
from pcc_plans.record_file.acts import Performer
from pcc_plans.record_file.entries import BodyEntry
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.instruments import Instruments
from pcc_plans.record_file.reading import read
from pcc_plans.record_file.schema import parse
from pcc_plans.record_file.wordings import Wordings
from plans.models import Body, Election, Instrument, OfficeHolder, Plan, ResponsibleAuthority, StepTaken


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
    return loaded


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
    wordings = Wordings(entry)
    instruments = Instruments(body, entry, wordings)
    performer = Performer(body, entry, wordings, as_history)
    for act in entry.acts:
        instrument = instruments.begun(act.instrument)
        line = performer.perform(act, instrument)
        loaded.acts += 1
        if line is not None:
            loaded.missing += _missing(line)
        if act.do == "issue":
            instruments.begin_on_the_edition_of(act.instrument)
    instruments.put_work_in_hand()
    loaded.bodies.append(body)


def _keep_body(entry: BodyEntry) -> Body:
    body = Body(**entry.facts)
    _keep(body, entry.line)
    for table, rows in (
        (OfficeHolder, entry.offices),
        (Election, entry.elections),
        (ResponsibleAuthority, entry.authorities),
    ):
        for line, facts in rows:
            _keep(table(body=body, **facts), line)
    for name in entry.boards:
        _keep(Board(body=body, name=name), entry.line)
    return body


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
