"""What shaped a plan, as the public may read it, and the documents that go with it."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from plans.models import EvidenceItem
from plans.queries.evidence_base import LEADS, public_document
from plans.statute.dates import said
from plans.views.downloads import as_download
from plans.views.public.page import public_page


def shown_by_lead(items: Iterable[EvidenceItem]) -> list[dict[str, Any]]:
    """Return public items by who led them, without a lead that has none."""
    every = list(items)
    leads = [{"label": lead.label, "items": [_shown(i) for i in every if i.led_by == lead]} for lead in LEADS]
    return [lead for lead in leads if lead["items"]]


def _shown(item: EvidenceItem) -> dict[str, Any]:
    dated = f", {said(item.dated)}" if item.dated else ""
    return {
        "title": item.title,
        "facts": f"{item.get_kind_display()}. {item.source}{dated}.",
        "says": item.says,
        "shaped": f"It shaped {', '.join(item.shaped)}." if item.shaped else "",
        "url": reverse("public:evidence", args=[item.document_id]) if item.document else "",
        "name": item.document.name if item.document else "",
    }


@public_page
def evidence_document(request: HttpRequest, digest: str) -> HttpResponse:
    item = public_document(digest, timezone.localdate())
    if item is None or item.document is None:
        raise Http404("There is no public document with that digest.")
    return as_download(item.document)
