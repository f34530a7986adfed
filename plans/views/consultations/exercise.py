"""The office's consultations, and the page of one: where it stands, what is next, the counts, who was asked."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.models import ConsultationExercise
from plans.permissions import may_read_answers
from plans.queries.exercises.found import exercises_of
from plans.queries.exercises.suppression import is_small
from plans.queries.exercises.tallies import tally_of
from plans.services.exercises.record import views_line
from plans.statute.dates import said
from plans.views.consultations.access import for_consulting
from plans.views.consultations.asked import invited_of
from plans.views.consultations.shown import how_many, led_to, state_of, tables
from plans.views.office.entry import office_of
from plans.views.office.words import counted

AUDIENCE = ConsultationExercise.Audience


@login_required
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    body, today = office_of(request.user), timezone.localdate()
    about = request.GET.get("about", "")
    rows = list(exercises_of(body).filter(instrument__ref=about) if about else exercises_of(body))
    still_open = sum(row.is_open(today) for row in rows)
    context = {
        "about": about,
        "lead": f"{counted(still_open, 'consultation is', 'consultations are')} open." if rows else "",
        "rows": [
            {"exercise": row, "state": state_of(row, today), "days": _days(row), "replies": _replies(row)}
            for row in rows
        ],
    }
    return render(request, "plans/consultations/list.html", context)


def _days(row: ConsultationExercise) -> str:
    return f"{said(row.opens_on)} to {said(row.closes_on)}"


def _replies(row: ConsultationExercise) -> str:
    held = f", and {row.held} held apart" if row.held else ""
    if row.is_of_victims and is_small(row.replies):
        return f"fewer than 5 replies{held}"
    return f"{counted(row.replies, 'reply', 'replies')}{held}"


@require_safe
@for_consulting
def consultation(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    today = timezone.localdate()
    reads = bool(may_read_answers(request.user, exercise))
    counts = exercise.counts or tally_of(exercise, open_handed=reads).as_data()
    state = state_of(exercise, today)
    context = {
        "exercise": exercise,
        "state": state,
        "reads": reads,
        "facts": [
            {"term": "Who is asked", "fact": exercise.get_audience_display()},
            {"term": "Open", "fact": _days(exercise)},
            {"term": "Answers erased on", "fact": said(exercise.retention_until)},
            *([{"term": "About", "fact": exercise.instrument.title, "url": exercise.instrument.get_absolute_url()}]
              if exercise.instrument else []),
        ],
        "how_many": how_many(counts, exercise) if exercise.is_launched else "",
        "led_to": led_to(counts) if exercise.is_launched else "",
        "tables": tables(counts) if exercise.is_launched else [],
        "questions": list(exercise.questions.order_by("number")),
        "invited": invited_of(request, exercise),
        "is_open": exercise.is_open(today),
        "is_closed": exercise.is_closed(today),
        "papers": _papers(exercise, reads),
        "public_url": _public_url(exercise, today, request),
        "may_record": _may_record(exercise),
    }  # fmt: skip
    return render(request, "plans/consultations/exercise.html", context)


def _public_url(exercise: ConsultationExercise, today: date, request: HttpRequest) -> str:
    has_page = not exercise.asks_organisations and exercise.is_launched and exercise.opens_on <= today
    if not has_page and not getattr(exercise, "summary", None):
        return ""
    return request.build_absolute_uri(reverse("public:consultation", args=[exercise.ref]))


def _papers(exercise: ConsultationExercise, reads: bool) -> list[dict[str, str]]:
    """Return the pages about the answers that this person may open."""
    if not exercise.is_launched:
        return []
    ref = [exercise.ref]
    found = [{"label": "The counts as CSV", "url": reverse("office:counts_csv", args=ref), "note": "no answers"}]
    if reads and not exercise.erased_at:
        held = f"{exercise.held} to look at" if exercise.held else "none to look at"
        found = [
            {"label": "The answers, one by one", "url": reverse("office:answers", args=ref), "note": ""},
            {"label": "Held apart", "url": reverse("office:held_answers", args=ref), "note": held},
            {"label": "What became of the comments", "url": reverse("office:consultation_comments", args=ref)},
            {"label": "Key in a reply", "url": reverse("office:key_in", args=ref), "note": "by e-mail or on paper"},
            {"label": "Import replies", "url": reverse("office:import_replies", args=ref), "note": "CSV or Excel"},
            {"label": "The answers as CSV", "url": reverse("office:answers_csv", args=ref)},
            *found,
        ]
    summary = {"label": "The summary", "url": reverse("office:consultation_summary", args=ref)}
    due = {"label": "Priorities of the authorities", "url": reverse("office:consultation_priorities", args=ref)}
    if exercise.audience == AUDIENCE.AUTHORITIES and exercise.instrument:
        found.append(due | {"note": "to the statutory record, s.10(1)"})
    return [*found, summary]


def _may_record(exercise: ConsultationExercise) -> bool:
    """Tell whether the views obtained can be put on the record now."""
    is_of_people = exercise.audience in (AUDIENCE.PUBLIC, AUDIENCE.VICTIMS)
    has_all = is_of_people and exercise.instrument is not None and getattr(exercise, "summary", None) is not None
    return has_all and exercise.instrument.is_open and views_line(exercise) is None
