"""The statutory record of one instrument, verified as it is shown, and the evidence kept with it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.models import Evidence, EvidenceItem, StepTaken
from plans.queries.course import standing_now
from plans.queries.standing import Standing
from plans.services.chain import breaks_in
from plans.statute.dates import said
from plans.statute.procedures import VERSIONS
from plans.views.context import address
from plans.views.downloads import as_download
from plans.views.history import not_shown
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.words import in_words


@login_required
@require_safe
def record(request: HttpRequest, ref: str) -> HttpResponse:
    body = office_of(request.user)
    instrument = instrument_of(body, ref)
    standing = standing_now(instrument, timezone.localdate())
    breaks = list(breaks_in(body))
    context = {
        "instrument": instrument,
        "lines": [_line(standing, line) for line in standing.lines],
        "not_shown": not_shown(standing.lines),
        "breaks": breaks,
        "checked_at": timezone.localtime(),
        "head": standing.lines[-1].digest if standing.lines else "",
    }
    return render(request, "plans/office/record.html", context)


def _line(standing: Standing, line: StepTaken) -> dict[str, Any]:
    step = VERSIONS[standing.instrument.procedure].step(line.step)
    return {
        "row": line,
        "office": standing.names.read(line.get_by_office_display()),
        "step": step.words_for(standing.record.kind),
        "what": in_words(standing, line),
        "on": said(line.taken_on),
        "recorded": said(timezone.localdate(line.recorded_at)),
        "wording_url": address("office:wording", standing.instrument.ref, line.wording_id) if line.wording_id else "",
        "wording": (line.wording_id or "")[:12],
        "digest": line.digest[:16],
        "evidence": [
            {"title": item["title"], "url": address("office:evidence", item["sha256"]) if item.get("sha256") else ""}
            for item in line.evidence
        ],
    }


@login_required
@require_safe
def evidence(request: HttpRequest, digest: str) -> HttpResponse:
    """Give a document of the office's own record, or of an evidence base of its own, always as a download."""
    body = office_of(request.user)
    kept_with = body.lines.exclude(evidence=[]).order_by("seq").values_list("evidence", flat=True)
    in_base = EvidenceItem.objects.filter(instrument__plan__body=body, document=digest)
    if not any(item.get("sha256") == digest for items in kept_with for item in items) and not in_base.exists():
        raise Http404("No line of this office’s record, and no item of an evidence base, has that document.")
    return as_download(get_object_or_404(Evidence, pk=digest))
