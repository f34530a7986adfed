"""The certificate of compliance: its page in the office and before the public, and the same as a PDF."""

import logging
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from plans.models import Certificate, Instrument, Job
from plans.queries.certificates import CertificateStanding, certificate_standings
from plans.queries.public import issued_editions, public_instruments
from plans.rendering.certificate import CertificateFacts
from plans.services.certificates import ask_for_certificate, file_of, key_of
from plans.services.certified import both_certificates_of, certificate_of
from plans.statute.dates import said
from plans.views.access import for_office
from plans.views.office.words import counted
from plans.views.public.frame import frame
from plans.views.public.page import public_page

FOR = (
    ("office", "For the office", "with names, replies, findings and evidence"),
    ("public", "For the public", "without names of staff, replies, findings and titles of evidence"),
)
PRIVATE = "private, no-store"
FOR_EVER = "public, max-age=31536000, immutable"

log = logging.getLogger(__name__)


@require_safe
@for_office
def certificate(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    both = both_certificates_of(instrument)
    standings = certificate_standings([key_of(facts) for facts in both])
    rows = [_row(instrument, one, what) for one, what in zip(standings, FOR, strict=True)]
    context = page_of(both[0]) | {
        "instrument": instrument,
        "files": {
            "rows": rows,
            "moving": any(row["moving"] for row in rows),
            "url": reverse("office:certificate_pdf", args=[instrument.ref]),
            "here": f"{request.path}#files",
        },
    }
    return render(request, "plans/office/certificate.html", context)


def page_of(facts: CertificateFacts) -> dict[str, Any]:
    """Return what templates/plans/certificate.html takes."""
    complete = "It shows everything that the course asks for."
    gaps = f"{counted(len(facts.gaps), 'thing', 'things')} that the course asks for cannot be read from it."
    stood = f" as it stood at line {facts.head_seq}, of {said(facts.head_on)}" if facts.head_on else ""
    dated = [("Issued", facts.issued_on), ("In force from", facts.effective_from)]
    return {
        "certificate": facts,
        "lead": f"What the statutory record shows of this {facts.kind_words}{stood}. "
        f"{gaps if facts.gaps else complete}",
        "facts": [
            {"term": "Under", "fact": "section 5 of the 2011 Act"},
            {"term": "Stage", "fact": facts.stage},
            *({"term": term, "fact": said(day)} for term, day in dated if day),
        ],
    }


def _row(instrument: Instrument, standing: CertificateStanding, what: tuple[str, str, str]) -> dict[str, Any]:
    name, title, note = what
    made, job = standing.certificate, standing.job
    row: dict[str, Any] = {
        "name": name,
        "id": f"certificate-{name}",
        "title": title,
        "note": note,
        "moving": standing.is_moving,
        "failed": standing.has_failed,
        "done": job.progress if job else 0,
    }
    if standing.is_made and made:
        row["url"] = reverse("office:certificate_file", args=[instrument.ref, made.sha256])
        row["size"] = f"PDF, {counted(made.pages, 'page', 'pages')}, {filesizeformat(made.size)}"
        row["sha256"] = made.sha256
    elif job and standing.is_moving:
        row["state"] = "running" if job.state == Job.State.RUNNING else "waiting"
        row["words"] = f"{job.message or 'Waiting to be made'}. This takes a few seconds."
    elif job and standing.has_failed:
        row["words"] = f"It could not be made. {job.error}"
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def certificate_pdf(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    """Have the PDF made, and lead back to the page that shows how far it is."""
    if request.method == "POST":
        ask_for_certificate(instrument=instrument, public=request.POST.get("for") == "public")
    return redirect(f"{reverse('office:certificate', args=[instrument.ref])}#files")


@require_safe
@for_office
def certificate_file(request: HttpRequest, instrument: Instrument, digest: str) -> HttpResponseBase:
    made = get_object_or_404(Certificate.objects.exclude(path=""), instrument=instrument, sha256=digest)
    try:
        return _file(made, PRIVATE)
    except FileNotFoundError:
        log.error("%s is on record as made, but its file is not there.", made)
        ask_for_certificate(instrument=instrument, public=made.public)
        messages.error(request, "The file of the certificate was not there. It is being made again.")
        return redirect(f"{reverse('office:certificate', args=[instrument.ref])}#files")


def _file(made: Certificate, kept: str) -> FileResponse:
    name = f"{slugify(made.instrument.title)}-certificate.pdf"
    file = file_of(made).open("rb")
    return FileResponse(file, filename=name, content_type="application/pdf", headers={"Cache-Control": kept})


@public_page
def public_certificate(request: HttpRequest, ref: str) -> HttpResponse:
    today = timezone.localdate()
    instrument = _issued(ref)
    facts = certificate_of(instrument, public=True)
    [standing] = certificate_standings([key_of(facts)])
    context = frame(instrument.plan, issued_editions(instrument.plan, today)) | page_of(facts)
    if standing.is_made and standing.certificate:
        made = standing.certificate
        context["pdf"] = {
            "url": reverse("public:certificate_file", args=[ref, made.sha256]),
            "note": f"PDF, {counted(made.pages, 'page', 'pages')}, {filesizeformat(made.size)}",
        }
    return render(request, "plans/public/certificate.html", context | {"instrument": instrument})


@public_page
def public_certificate_file(request: HttpRequest, ref: str, digest: str) -> HttpResponseBase:
    rows = Certificate.objects.exclude(path="").filter(public=True, sha256=digest)
    made = get_object_or_404(rows.select_related("instrument"), instrument=_issued(ref))
    try:
        return _file(made, FOR_EVER)
    except FileNotFoundError as gone:
        log.error("%s is on record as made, but its file is not there.", made)
        raise Http404("The file of the certificate is not there.") from gone


def _issued(ref: str) -> Instrument:
    """Return an instrument that was issued and is public, or answer that there is no such certificate."""
    instrument = get_object_or_404(public_instruments(timezone.localdate()), ref=ref)
    if not hasattr(instrument, "edition"):
        raise Http404("There is no certificate of what was not issued.")
    return instrument
