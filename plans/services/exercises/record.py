"""From a consultation to the statutory record: the views obtained, and each authority's priorities."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from plans.models import Answer, ConsultationExercise, Invitation, StepTaken, Submission
from plans.queries.record import lines_and_head, registers_of
from plans.services.course import Taking, lock, take_step
from plans.services.exercises.making import NotAllowedNow
from plans.statute.dates import said
from plans.statute.terms import Actor, Office

Audience = ConsultationExercise.Audience
GROUPS = {Audience.PUBLIC: "people", Audience.VICTIMS: "victims"}


@dataclass(frozen=True, slots=True)
class Due:
    """Where one authority of the register stands. ``state``: on_record, gave, gave_none, waiting, not_asked."""

    ref: str
    name: str
    state: str
    priorities: str = ""
    asked_on: date | None = None

    @property
    def is_due(self) -> bool:
        """Whether a line is to be written for it now."""
        return self.state in ("gave", "gave_none")


def views_line(exercise: ConsultationExercise) -> StepTaken | None:
    """Return the line of the record that was made of this consultation, or None. One query."""
    if exercise.instrument is None:
        return None
    lines = exercise.instrument.lines.filter(step="obtain_views").order_by("seq")
    return next((line for line in lines if line.particulars.get("consultation") == exercise.ref), None)


@transaction.atomic
def record_views(*, exercise: ConsultationExercise, by: Actor | Office | None, recorded_by: Any, on: date) -> StepTaken:
    """
    Write to the record that the views of people or of victims were obtained, with the published summary as evidence.

    :raises NotAllowedNow: if there is no summary or instrument, others were asked, or it is on the record already.
    :raises NotPermitted: if the statute does not allow the step today.
    """
    instrument, summary = exercise.instrument, getattr(exercise, "summary", None)
    if instrument is None or exercise.audience not in GROUPS:
        raise NotAllowedNow("Only a consultation of people or of victims about a draft obtains their views on it.")
    if summary is None:
        raise NotAllowedNow("Publish the summary first: it is the evidence.")
    instrument = lock(instrument)
    if views_line(exercise) is not None:
        raise NotAllowedNow("This consultation is on the record already.")
    total = summary.content["counts"]["total"]
    particulars = {
        "group": GROUPS[Audience(exercise.audience)],
        "found": _found(exercise, summary.content),
        "consultation": exercise.ref,
        "opened_on": exercise.opens_on,
        "closed_on": exercise.closes_on,
    } | ({"answers": total} if total is not None else {})
    evidence = ({"title": f"Summary of the consultation “{exercise.title}”", "sha256": summary.digest},)
    taking = Taking("obtain_views", on, by, particulars=particulars, evidence=evidence, recorded_by=recorded_by)
    return take_step(instrument=instrument, taking=taking)


def _found(exercise: ConsultationExercise, content: dict[str, Any]) -> str:
    total = content["counts"]["total"]
    many = f"{total} answers" if total is not None else "Fewer than 5 answers"
    when = f"from {said(exercise.opens_on)} to {said(exercise.closes_on)}"
    return f"Consultation “{exercise.title}”, {when}. {many}. {content['found']}".strip()


def authorities_due(exercise: ConsultationExercise, on: date) -> list[Due]:
    """Return where each authority of the register of a day stands, each once, by name. Five queries."""
    register: dict[str, str] = {}
    for authority in registers_of(exercise.body)[1]:
        if authority.covers(on) and not authority.is_chief_constable:
            register.setdefault(authority.ref, authority.name)
    lines = lines_and_head(exercise.instrument)[0] if exercise.instrument else []
    heard = {str(line.particulars.get("authority")) for line in lines if line.step == "record_priorities"}
    asked = {row.ref: row for row in exercise.invitations.all()}
    words = _priorities(exercise)
    found = [
        _due(exercise, ref, name, asked.get(ref), words, on, is_heard=ref in heard) for ref, name in register.items()
    ]
    return sorted(found, key=lambda due: due.name)


def _priorities(exercise: ConsultationExercise) -> dict[str, str]:
    """Return the priorities that each authority gave in its answers, by reference; "" where it answered without."""
    replies = exercise.submissions.filter(state=Submission.State.SUBMITTED, invitation__isnull=False)
    given = dict.fromkeys(replies.values_list("invitation__ref", flat=True), "")
    said = Answer.objects.filter(submission__in=replies, question__gives_priorities=True).order_by("question__number")
    for ref, text in said.values_list("submission__invitation__ref", "text"):
        given[ref] = f"{given[ref]}\n\n{text}".strip()
    return given


def _due(
    exercise: ConsultationExercise,
    ref: str,
    name: str,
    asked: Invitation | None,
    words: dict[str, str],
    on: date,
    *,
    is_heard: bool,
) -> Due:
    if is_heard:
        return Due(ref, name, "on_record")
    if asked is None or (asked.sent_at is None and ref not in words):
        return Due(ref, name, "not_asked")
    day = timezone.localdate(asked.sent_at) if asked.sent_at else exercise.opens_on
    if words.get(ref):
        return Due(ref, name, "gave", words[ref], day)
    if ref in words or exercise.is_closed(on):
        return Due(ref, name, "gave_none", "", day)
    return Due(ref, name, "waiting", "", day)


@transaction.atomic
def record_all_priorities(
    *, exercise: ConsultationExercise, by: Actor | Office | None, recorded_by: Any, on: date
) -> int:
    """
    Write a line for each authority whose priorities came in, or that was asked and gave none; return how many.

    :raises NotAllowedNow: if the consultation is not about a draft, or asks others than the responsible authorities.
    :raises NotPermitted: if the statute does not allow the step today.
    """
    if exercise.instrument is None or exercise.audience != Audience.AUTHORITIES:
        raise NotAllowedNow("Only a consultation of the responsible authorities about a draft gives their priorities.")
    if exercise.erased_at:
        raise NotAllowedNow("The answers have been erased. Record what is missing on the page of the step itself.")
    instrument = lock(exercise.instrument)
    due = [one for one in authorities_due(exercise, on) if one.is_due]
    for one in due:
        given = {"priorities": one.priorities} if one.priorities else {"asked_on": one.asked_on}
        particulars = {"authority": one.ref, "consultation": exercise.ref} | given
        taking = Taking("record_priorities", on, by, particulars=particulars, recorded_by=recorded_by)
        take_step(instrument=instrument, taking=taking)
    return len(due)
