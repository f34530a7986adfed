"""The public page of a decision of the commissioner."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.queries import published_decision
from plans.queries.record import changed_by
from plans.statute.dates import said
from plans.views.context import office_of
from plans.views.office.words import kicker


@require_safe
def decision(request: HttpRequest, number: str) -> HttpResponse:
    row = published_decision(number, timezone.localdate())
    if row is None:
        raise Http404("There is no published decision of that number.")
    draft = row.instrument.lines.filter(step="prepare_draft", wording=row.line.wording_id).order_by("-seq").first()
    changed = changed_by(draft)
    context = {
        "office": office_of(row.instrument.plan.body),
        "decision": row,
        "kicker": f"Decision {row.number}",
        "lead": f"Decided on {said(row.decided_on)} by {row.line.by_name}.",
        "about": kicker(row.instrument),
        "facts": [
            {"term": "Decided", "fact": said(row.decided_on)},
            {"term": "Published", "fact": said(row.published_on)},
            {"term": "Wording", "fact": (row.line.wording_id or "")[:12]},
        ],
        "covers": [changed.get(key, key) for key in row.line.particulars.get("covers", changed)],
    }
    return render(request, "boards/public_decision.html", context)
