"""The published summary of a consultation: counts and released comments, nothing personal, written once."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction

from plans.models import ConsultationExercise, Disposition, Evidence, PublishedSummary, Submission
from plans.queries.exercises.tallies import comments_of, of_what_counts, tally_of
from plans.services.exercises.making import NotAllowedNow, locked


def stands_in_the_way(exercise: ConsultationExercise, on: date) -> list[str]:
    """Return why a summary cannot be published on a day, a sentence each; nothing if it can. Four queries."""
    if PublishedSummary.objects.filter(exercise=exercise).exists():
        return ["The summary is published already."]
    if exercise.erased_at:
        return ["The answers have been erased, so there is nothing to sum up."]
    if not exercise.is_closed(on):
        return ["The consultation has not closed yet."]
    why = []
    held = exercise.submissions.filter(state=Submission.State.HELD).count()
    if held:
        why.append(f"Nobody has looked at what is held apart yet: {held} in all.")
    open_comments = comments_of(exercise).filter(disposition=None).count()
    if open_comments:
        why.append(f"Nothing is said yet of what became of the comments: {open_comments} in all.")
    return why


def content_of(exercise: ConsultationExercise, found: str) -> dict[str, Any]:
    """Return what a summary would say: no personal data, but what an officer released. Eight queries."""
    released = of_what_counts(exercise).exclude(released_words="").select_related("question")
    return {
        "consultation": exercise.ref,
        "title": exercise.title,
        "audience": exercise.audience,
        "opened_on": exercise.opens_on.isoformat(),
        "closed_on": exercise.closes_on.isoformat(),
        "found": found,
        "counts": tally_of(exercise).as_data(),
        "comments": [_comment(row) for row in released.order_by("question__number", "released_words")],
    }


def _comment(row: Disposition) -> dict[str, Any]:
    return {
        "question": row.question.number,
        "words": row.released_words,
        "outcome": row.outcome,
        "led_to": row.led_to_words,
        "we_did": row.reason,
    }


@transaction.atomic
def publish_summary(*, exercise: ConsultationExercise, found: str, on: date, by: Any) -> PublishedSummary:
    """
    Publish what a consultation found, and keep it as evidence under its digest.

    :raises NotAllowedNow: if something stands in the way, with everything that does.
    """
    exercise = locked(exercise)
    if why := stands_in_the_way(exercise, on):
        raise NotAllowedNow(" ".join(why))
    content = json.loads(json.dumps(content_of(exercise, found)))
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()
    digest = hashlib.sha256(written).hexdigest()
    if not Evidence.objects.filter(pk=digest).exists():
        Evidence.objects.create(
            digest=digest, name=f"{exercise.ref}-summary.json", media_type="application/json", content=written
        )
    return PublishedSummary.objects.create(
        exercise=exercise, content=content, digest=digest, published_on=on, published_by=by
    )
