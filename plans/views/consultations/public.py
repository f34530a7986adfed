"""The consultations that the public may know of, and the page of one: what is asked, and what was found."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from plans.models import ConsultationExercise
from plans.queries.exercises.found import public_exercises
from plans.statute.dates import said
from plans.views.consultations.shown import summary_shown
from plans.views.public.frame import frame_of
from plans.views.public.page import public_page


@public_page
def consultations(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = list(public_exercises(today))
    bodies = {row.body_id: row.body for row in rows}
    shown = [_row(row, today) for row in rows]
    frame = frame_of(next(iter(bodies.values()))) if len(bodies) == 1 else {"nav": []}
    context = frame | {
        "open": [row for row in shown if row["is_open"]],
        "closed": [row for row in shown if not row["is_open"]],
        "several": len(bodies) > 1,
    }
    return render(request, "public/consultations.html", context)


def _row(row: ConsultationExercise, today: date) -> dict:
    has_summary = getattr(row, "summary", None) is not None
    closed = f"Closed on {said(row.closes_on)}." + (" The summary is published." if has_summary else "")
    return {
        "exercise": row,
        "is_open": row.is_open(today),
        "words": f"Open until {said(row.closes_on)}." if row.is_open(today) else closed,
    }


@public_page
def consultation(request: HttpRequest, ref: str) -> HttpResponse:
    today = timezone.localdate()
    exercise = get_object_or_404(public_exercises(today), ref=ref)
    summary = getattr(exercise, "summary", None)
    context = frame_of(exercise.body) | {
        "exercise": exercise,
        "is_open": exercise.is_open(today) and not exercise.asks_organisations,
        "facts": [
            {"term": "For", "fact": exercise.get_audience_display()},
            {"term": "Opened", "fact": said(exercise.opens_on)},
            {"term": "Closes" if exercise.is_open(today) else "Closed", "fact": said(exercise.closes_on)},
        ],
        "closes": said(exercise.closes_on),
        "draft": exercise.public_draft(today),
        "shown": summary_shown(summary.content, exercise) if summary else None,
        "published_on": said(summary.published_on) if summary else "",
        "digest": summary.digest if summary else "",
    }
    return render(request, "public/consultation.html", context)
