"""The public page of a decision of the commissioner."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.models import Decision
from boards.queries import published_decision
from plans.queries.public import public_lines, review_is_public
from plans.queries.record import changed_by
from plans.statute.dates import said
from plans.views.context import address, office_of
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
        "links": _links(row),
        "covers": [changed.get(key, key) for key in row.line.particulars.get("covers", changed)],
    }
    return render(request, "boards/public_decision.html", context)


def _links(row: Decision) -> list[dict[str, str]]:
    """Return what a decision rests on and led to, of what the public may read."""
    instrument, today, found = row.instrument, timezone.localdate(), []
    if instrument.public_from is None or instrument.public_from > today:
        return []
    if review_is_public(instrument, public_lines([instrument])):
        url = address("panel_public:review", instrument.ref)
        found.append({"label": "The Panel’s report and the response to it", "url": url})
    edition = getattr(instrument, "edition", None)
    if edition is not None and edition.issued_on <= today:
        url = address("public:edition", instrument.plan.ref, edition.number)
        found.append({"label": f"Edition {edition.number} of the plan, which it led to", "url": url})
        url = address("public:certificate", instrument.ref)
        found.append({"label": "The certificate of compliance", "url": url})
    return [link for link in found if link["url"]]
