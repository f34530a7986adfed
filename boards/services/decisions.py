"""What the office's board and the commissioner do: endorse, and decide."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from boards.models import Decision, Endorsement
from plans.models import Body, Instrument, StepTaken
from plans.services.committees import board_called
from plans.services.course import Taking, lock, take_step
from plans.statute.dates import said


class AlreadyRecorded(Exception):
    """The same thing is on record already; the message says what, and what to do."""


@transaction.atomic
def record_endorsement(
    *, instrument: Instrument, board: str, met_on: date, outcome: str, minute: str = ""
) -> Endorsement:
    """
    Record what a board of the office made of an instrument at a meeting; it is not the decision.

    :raises AlreadyRecorded: if what the board made of it at that meeting is recorded.
    """
    lock(instrument)
    row = board_called(instrument.plan.body, board)
    if row.endorsements.filter(instrument=instrument, met_on=met_on).exists():
        raise AlreadyRecorded(f"What {row.name} made of it on {said(met_on)} is recorded already.")
    return Endorsement.objects.create(board=row, instrument=instrument, met_on=met_on, outcome=outcome, minute=minute)


def next_decision_number(body: Body, on: date) -> str:
    """Return the next free number of a decision, such as "2014-003"."""
    taken = set(body.decisions.filter(number__startswith=f"{on.year}-").values_list("number", flat=True))
    return next(number for n in range(1, 10_000) if (number := f"{on.year}-{n:03}") not in taken)


@transaction.atomic
def record_decision(*, instrument: Instrument, taking: Taking) -> Decision:
    """
    Record the commissioner's decision to issue a plan or variation, and publish the record of it.

    ``taking.particulars`` gives "title", "decision", "published_on" and, where it covers other sections than those
    that the draft changes, "covers"; "number" is given where it is free.

    :raises AlreadyRecorded: if the body has another decision of that number.
    :raises NotPermitted: if it covers a change that was not before the Panel, or is not the commissioner's own.
    """
    body = instrument.plan.body
    particulars = dict(taking.particulars)
    particulars["number"] = particulars.get("number") or next_decision_number(body, taking.on)
    particulars["title"] = particulars.get("title") or instrument.title
    line = take_step(instrument=instrument, taking=replace(taking, key="record_decision", particulars=particulars))
    if body.decisions.filter(number=line.particulars["number"]).exists():
        raise AlreadyRecorded(f"There is a decision {particulars['number']} already. Give this one another number.")
    return Decision.objects.create(body=body, line=line, instrument=instrument, **_as_recorded(line))


def _as_recorded(line: StepTaken) -> dict[str, Any]:
    """Return what a decision says, as its line on the statutory record has it."""
    published = line.particulars.get("published_on")
    return {
        "number": line.particulars.get("number"),
        "title": line.particulars.get("title"),
        "decision": line.particulars.get("decision") or "",
        "decided_on": line.taken_on,
        "published_on": date.fromisoformat(published) if published else None,
    }


def altered_decisions(body: Body) -> Iterator[str]:
    """Yield in words each decision of a body that no longer says what its line on the statutory record says."""
    for row in body.decisions.select_related("line").order_by("pk"):
        recorded = _as_recorded(row.line) | {"instrument_id": row.line.instrument_id}
        if {name: getattr(row, name) for name in recorded} != recorded:
            yield f"{body.ref}: line {row.line.seq}: the decision {row.number} was altered"
