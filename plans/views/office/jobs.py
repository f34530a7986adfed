"""The published forms in the making: how far each job is, and what went wrong."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.models import Edition, Job
from plans.queries.jobs import InTheMaking, in_the_making
from plans.services.publishing import publish_edition
from plans.statute.dates import said
from plans.views.context import address
from plans.views.office.entry import office_of
from plans.views.office.words import counted, joined

STATES = {
    Job.State.QUEUED: "waiting",
    Job.State.RUNNING: "running",
    Job.State.DONE: "done",
    Job.State.FAILED: "failed",
}


@login_required
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    found = in_the_making(office_of(request.user))
    moving = sum(row.is_moving for row in found)
    context = {
        "rows": [_row(row) for row in found],
        "moving": moving,
        "lead": f"{counted(moving, 'edition is', 'editions are')} being made." if moving else "Nothing is being made.",
    }
    return render(request, "plans/office/jobs.html", context)


@login_required
@require_POST
def try_again(request: HttpRequest, edition: int) -> HttpResponse:
    """Have the forms of an edition made again; what is published already stays as it is."""
    body = office_of(request.user)
    publish_edition(edition=get_object_or_404(Edition, pk=edition, plan__body=body))
    messages.success(request, "It is in the queue again.")
    return redirect("office:jobs")


def _row(row: InTheMaking) -> dict[str, Any]:
    edition, job = row.edition, row.job
    state = "done" if row.is_complete else STATES[Job.State(job.state)] if job else "waiting"
    return {
        "id": f"edition-{edition.pk}",
        "pk": edition.pk,
        "title": f"{edition.plan.name}, edition {edition.number}",
        "state": state,
        "words": _words(row),
        "done": job.progress if job else 0,
        "may_try_again": not row.is_complete and not row.is_moving,
        "url": address("public:edition", edition.plan.ref, edition.number) if row.is_complete else "",
    }


def _words(row: InTheMaking) -> str:
    """Return where the making of an edition stands, in a sentence or two."""
    if row.is_complete:
        forms = joined(f"{form.get_format_display()} ({_size(form.size)})" for form in row.forms)
        when = max(form.published_at for form in row.forms)
        return f"Published on {said(timezone.localdate(when))}: {forms}."
    job = row.job
    if job is None:
        return "Not asked for yet."
    since = f"since {timezone.localtime(job.created_at):%H:%M on} {said(timezone.localdate(job.created_at))}"
    tried = f" Attempt {job.attempts}." if job.attempts > 1 else ""
    match Job.State(job.state):
        case Job.State.QUEUED:
            return f"Waiting {since}.{tried} {job.error}".strip()
        case Job.State.RUNNING:
            return f"{job.message}, {since}.{tried}"
        case Job.State.FAILED:
            return f"It could not be made. {job.error}"
        case _:
            return "Done."


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
