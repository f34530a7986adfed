"""Who is asked by a consultation: whether each was reached, what became of the letters, and whether it answered."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from plans.models import ConsultationExercise, Invitation, Letter
from plans.services.exercises.inviting import REMINDER, link_of
from plans.statute.dates import said
from plans.views.copies_shown import TAGS

State = Letter.State


def invited_of(request: HttpRequest, exercise: ConsultationExercise) -> list[dict[str, Any]]:
    """Return the organisations that a consultation asks, by name, each with its letters. Two queries."""
    rows = exercise.invitations.order_by("name").prefetch_related("letters")
    return [_row(request, row, sorted(row.letters.all(), key=lambda letter: letter.pk)) for row in rows]


def _row(request: HttpRequest, row: Invitation, letters: list[Letter]) -> dict[str, Any]:
    days = [
        f"{word} {said(timezone.localdate(at))}"
        for word, at in (("sent", row.sent_at), ("reminded", row.reminded_at), ("answered", row.answered_at))
        if at
    ]
    return {
        "row": row,
        "state": _state(row, letters),
        "days": ", ".join(days),
        "link": "" if row.answered_at else request.build_absolute_uri(link_of(row)),
        "letters": [
            {
                "what": "Reminder" if letter.kind == REMINDER else "Invitation",
                "on": said(timezone.localdate(letter.created_at)),
                "words": f"{TAGS[State(letter.state)][0].lower()}. {letter.detail}".strip(),
                "settle": letter.pk if letter.state == State.UNKNOWN else None,
            }
            for letter in letters
        ],
    }


def _state(row: Invitation, letters: list[Letter]) -> tuple[str, str, str]:
    """Return the tag that says where an organisation stands; what went wrong with its letters stays in sight."""
    if row.answered_at:
        return ("Answered", "good", "tick")
    if row.opened_at:
        return ("Opened", "warn", "half")
    if letters and not letters[-1].stands and not (row.sent_at and letters[-1].kind != REMINDER):
        return TAGS[State(letters[-1].state)]
    return ("Sent", "warn", "half") if row.sent_at else ("Not sent", "", "circle")
