"""Keeping what a body's days are counted with: holidays, pre-election periods, meetings, elections, timetables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from plans.models import BankHoliday, Body, Election, Instrument, MeetingDay, Postponement, PreElectionPeriod
from plans.queries.calendar import is_corrected, postponements_that_stand
from plans.statute.dates import said


class CannotBeKept(Exception):
    """What was asked for cannot be kept; the message says why, ``field`` which answer it is about."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


RULES_OF_COUNTING = (
    "nation",
    "clear_days_counted",
    "panel_floor_days",
    "reply_days",
    "response_days",
    "questions_days",
    "questions_hour",
    "pre_election_days",
)


@transaction.atomic
def change_rules(*, body: Body, rules: Mapping[str, Any], on: date) -> None:
    """
    Change how a body counts its days; the history of the body keeps who did and what stood before.

    ``rules["pre_election_gate"]`` says whether issuing in a pre-election period asks for a reason, from ``on``.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    for name in RULES_OF_COUNTING:
        setattr(body, name, rules[name])
    body.pre_election_gate_from = (body.pre_election_gate_from or on) if rules["pre_election_gate"] else None
    body.save()


def keep_holiday(*, body: Body, on: date, name: str, counts: str) -> BankHoliday:
    """
    Keep a one-off holiday of a body, or a usual one that was moved away.

    :raises CannotBeKept: if the table has an entry for that day.
    """
    try:
        with transaction.atomic():
            return BankHoliday.objects.create(body=body, on=on, name=name, counts=counts)
    except IntegrityError as twice:
        raise CannotBeKept("The table has an entry for that day already. Remove it first.", "on") from twice


def keep_period(*, body: Body, from_on: date, to_on: date, why: str) -> PreElectionPeriod:
    """
    Keep a pre-election period by hand.

    :raises CannotBeKept: if the same stands there already.
    """
    try:
        with transaction.atomic():
            return PreElectionPeriod.objects.create(body=body, from_on=from_on, to_on=to_on, why=why)
    except IntegrityError as twice:
        raise CannotBeKept("This pre-election period is in the list already.", "why") from twice


def keep_meeting(*, body: Body, of: str, name: str, on: date, meeting: MeetingDay | None = None) -> MeetingDay:
    """
    Keep a day on which the Panel or the Board meets, or change one.

    :raises CannotBeKept: if they meet on that day already.
    """
    row = meeting or MeetingDay(body=body)
    row.of, row.name, row.on = of, name, on
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise CannotBeKept("A meeting on that day is in the list already.", "on") from twice
    return row


def drop(*, row: BankHoliday | PreElectionPeriod | MeetingDay) -> None:
    """
    Take a row out of its table; its history stays. A timetable planned for a meeting is planned for none.

    :raises CannotBeKept: if the meeting has an agenda, which is cancelled with a reason instead.
    """
    try:
        row.delete()
    except ProtectedError as kept:
        raise CannotBeKept("The meeting has an agenda. Cancel it there, with the reason, instead.", "on") from kept


def add_election(*, body: Body, expected_on: date, ordinary: bool) -> Election:
    """
    Add an election to the table of a body.

    :raises CannotBeKept: if one is expected on that day already.
    """
    try:
        with transaction.atomic():
            return Election.objects.create(body=body, expected_on=expected_on, ordinary=ordinary)
    except IntegrityError as twice:
        raise CannotBeKept("An election on that day is in the table already.", "expected_on") from twice


@transaction.atomic
def postpone_election(
    *,
    election: Election,
    to: date,
    decided_on: date | None,
    why: str = "",
    by_name: str = "",
    corrects: Postponement | None = None,
    recorded_by: AbstractBaseUser | None = None,
) -> Election:
    """
    Record that an election was put off, or put off again: to when, on which day that was decided, why, and by whom.

    With ``corrects`` it stands for a postponement that was entered wrongly, which stays to be seen. The day by which a
    plan is due follows by itself. The end of an issued plan does not: it is proposed.

    :raises CannotBeKept: if the new day is not after the day that stood, or the decision came after that.
    """
    election = Election.objects.select_for_update().get(pk=election.pk)
    if corrects is not None and (corrects.election_id != election.pk or is_corrected(corrects)):
        raise CannotBeKept("The postponement that you correct has been corrected already. Look at the table again.")
    others = [row for row in postponements_that_stand(election) if row.pk != (corrects.pk if corrects else None)]
    _refuse_out_of_order(election, others, to, decided_on)
    Postponement.objects.create(
        election=election,
        to=to,
        decided_on=decided_on,
        why=why,
        by_name=by_name,
        corrects=corrects,
        recorded_at=timezone.now(),
        recorded_by=recorded_by,
    )
    last = postponements_that_stand(election)[-1]
    election.postponed_to, election.postponed_by_decision_on = last.to, last.decided_on
    election.save()
    return election


def _refuse_out_of_order(
    election: Election, others: Sequence[Postponement], to: date, decided_on: date | None
) -> None:  # fmt: skip
    """Refuse a postponement that does not follow from those decided before it, nor lead to those decided after."""
    decided = decided_on or election.expected_on
    before = [row for row in others if (row.decided_on or election.expected_on) <= decided]
    after = others[len(before) :]
    stood = before[-1].to if before else election.expected_on
    if to <= stood:
        raise CannotBeKept(
            f"The new day must be later than {said(stood)}, the day on which the election was expected.", "postponed_to"
        )
    if decided > stood:
        raise CannotBeKept(
            "An election is put off before it is held. The decision cannot be later than the day that was expected.",
            "postponed_by_decision_on",
        )
    if after and to >= after[0].to:
        words = f"It was put off again later, to {said(after[0].to)}. The new day must be earlier than that."
        raise CannotBeKept(words, "postponed_to")


@transaction.atomic
def choose_timetable(*, instrument: Instrument, meeting: MeetingDay | None, hoped_for: date | None) -> None:
    """Keep what people chose for the timetable of an instrument: the Panel's meeting, and the day hoped for."""
    row = Instrument.objects.select_for_update(of=("self",)).get(pk=instrument.pk)
    row.planned_meeting, row.hoped_for_issue_on = meeting, hoped_for
    row.save(update_fields=["planned_meeting", "hoped_for_issue_on"])
