"""What becomes of each comment: a disposition, the change it led to, and whether it may be published."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from plans.models import Answer, ConsultationExercise, Disposition, Instrument, PublishedSummary
from plans.queries.exercises.tallies import comments_of
from plans.queries.texts import draft_outline
from plans.services.exercises.making import NotAllowedNow, locked
from plans.text.redline import compare

Outcome = Disposition.Outcome
LEADS_TO_A_CHANGE = (Outcome.ACCEPTED, Outcome.IN_PART)


@dataclass(frozen=True, slots=True)
class Settled:
    """What an officer decides of comments. ``led_to`` is one of ``places_of`` the draft, or nothing."""

    outcome: str
    led_to: str = ""
    reason: str = ""


def places_of(instrument: Instrument | None) -> list[tuple[str, str]]:
    """Return what a comment may have led to in the draft of an instrument: its changes, then its sections."""
    if instrument is None:
        return []
    text = draft_outline(instrument)
    sections = [(f"section:{section.id}", f"Section: {section.heading}") for section in text.sections]
    if instrument.base is None:
        return sections
    heading = {section.id: section.heading for section in (*instrument.base.wording.outline.sections, *text.sections)}
    changes = [
        (f"change:{change.key}", f"{change.place}: {change.kind}, in “{heading.get(change.section_id, 'the title')}”")
        for change in compare(instrument.base.wording.outline, text).changes
    ]
    return [*changes, *sections]


def _refuse_published(exercise: ConsultationExercise) -> None:
    locked(exercise)
    if PublishedSummary.objects.filter(exercise=exercise).exists():
        raise NotAllowedNow("The summary is published, so what became of the comments stays as it is.")


@transaction.atomic
def settle(*, exercise: ConsultationExercise, answers: Iterable[int], settled: Settled, by: Any) -> int:
    """
    Say what becomes of comments, one or several at once; return of how many.

    :raises NotAllowedNow: if the summary is published, or a comment that was not accepted is said to lead to a change.
    """
    _refuse_published(exercise)
    if settled.led_to and settled.outcome not in LEADS_TO_A_CHANGE:
        raise NotAllowedNow("Only a comment that is accepted, or in part, leads to a change.")
    words = dict(places_of(exercise.instrument)).get(settled.led_to, "") if settled.led_to else ""
    found = list(comments_of(exercise).filter(pk__in=list(answers)))
    for answer in found:
        said = {
            "outcome": settled.outcome,
            "led_to": settled.led_to if words else "",
            "led_to_words": words[:300],
            "reason": settled.reason,
            "settled_by": by,
            "question_id": answer.question_id,
        }
        Disposition.objects.update_or_create(answer=answer, defaults=said)
    return len(found)


@transaction.atomic
def release(*, answer: Answer, words: str, by: Any) -> None:
    """
    Let the words of one comment be published, after an officer has read that they name nobody; empty takes them back.

    :raises NotAllowedNow: if the summary is published, or the comment has no disposition yet.
    """
    _refuse_published(answer.question.exercise)
    row = Disposition.objects.filter(answer=answer)
    if not row.update(released_words=words.strip(), released_by=by if words.strip() else None):
        raise NotAllowedNow("Say first what became of this comment.")
