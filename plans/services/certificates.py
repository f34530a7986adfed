"""The certificate of compliance as a PDF: asked for on its page, made by the worker, and kept under its digest."""

import json
from datetime import UTC, datetime, time
from pathlib import Path

from django.db import transaction

from plans.models import Certificate, Instrument
from plans.rendering.certificate import CERTIFICATE_FORMAT, CertificateFacts, render_certificate_html
from plans.rendering.pdf import Attached, html_to_pdf
from plans.rendering.source import typography
from plans.services import jobs, published_files
from plans.services.certified import certificate_of
from plans.text.outline import digest_of

MAKE_CERTIFICATE = "make_certificate"


def data_of(facts: CertificateFacts) -> str:
    """Return everything that a certificate says as JSON, which is attached to it."""
    return json.dumps(facts.data, default=str, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def key_of(facts: CertificateFacts) -> str:
    """Return the digest of everything that a certificate says, and of how it is drawn."""
    return digest_of([CERTIFICATE_FORMAT, typography(), data_of(facts)])


@transaction.atomic
def ask_for_certificate(*, instrument: Instrument, public: bool) -> Certificate:
    """
    Have the certificate of an instrument made as a PDF, as its record now stands, unless it is there already.

    Asking again is harmless: what is being made is not begun twice, and what failed is tried again.
    """
    key = key_of(certificate_of(instrument, public=public))
    made_from = {"instrument": instrument, "public": public}
    certificate, _ = Certificate.objects.get_or_create(key=key, defaults=made_from)
    if not is_there(certificate):
        jobs.enqueue(kind=MAKE_CERTIFICATE, subject=str(certificate.pk))
    return certificate


def is_there(certificate: Certificate) -> bool:
    """Tell whether the file of a certificate is made and still where it was put."""
    return bool(certificate.path) and file_of(certificate).exists()


def file_of(certificate: Certificate) -> Path:
    """Return the place of a certificate's file."""
    return published_files.private_folder() / certificate.path


def make_certificate(held: jobs.Claim) -> None:
    """
    Make the file of a certificate from the record as it stands by then, and keep it before the row says it is there.

    :raises PdfStopped: if a limit on memory, time or nesting is reached.
    :raises PdfFailed: if the layout ends without a file for another reason.
    :raises LeaseLost: if another worker has the job now.
    """
    rows = Certificate.objects.select_related("instrument__plan__body", "instrument__base")
    certificate = rows.get(pk=int(held.subject))
    jobs.report_progress(held, 5, "Reading the record")
    facts = certificate_of(certificate.instrument, public=certificate.public)
    key, identifier = key_of(facts), f"{facts.ref}-certificate"
    pdf = html_to_pdf(
        render_certificate_html(facts),
        attachments=[Attached(f"{identifier}.json", data_of(facts), "Everything that this certificate says, as data")],
        identifier=f"{identifier}-{key[:16]}",
        created=datetime.combine(facts.head_on or facts.begun_on, time(), UTC),
        progress=lambda percent, words: jobs.report_progress(held, percent, words),
    )
    jobs.report_progress(held, 95, "Keeping the file")
    path = published_files.keep(pdf.content, "pdf", published_files.private_folder())
    with transaction.atomic():
        jobs.finish(held)
        made = {"path": path, "sha256": path.removesuffix(".pdf"), "size": len(pdf.content), "pages": pdf.pages}
        # The record may have moved on since it was asked for: what was made is kept under what it says.
        asked_for = {"instrument": certificate.instrument, "public": certificate.public}
        Certificate.objects.update_or_create(key=key, defaults=made, create_defaults=asked_for | made)
