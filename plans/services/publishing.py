"""Publishing an issued edition: its PDF and its data, made once, whole, and after the edition is committed."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from plans.models import Body, Edition, Job, PublishedForm
from plans.queries.agenda_packs import MAKE_AGENDA_PACK
from plans.queries.images import images_in
from plans.queries.reasons import reasons_frozen_with
from plans.rendering.data import edition_data
from plans.rendering.facts import EditionFacts, StepFact
from plans.rendering.pdf import Attached, PdfFailed, PdfStopped, html_to_pdf, render_edition_html
from plans.rendering.source import source_of_pdf
from plans.rendering.word.papers import edition_file
from plans.services import certificates, jobs, line_papers, packs, post, published_files
from plans.services.made_of import steps_until
from plans.services.meetings.packs import make_agenda_pack
from plans.statute.terms import Office, PlanFamily
from plans.text.diff.document import Redline
from plans.text.diff.reading import as_read
from plans.text.numbering import numbered
from plans.text.outline import Outline
from plans.text.redline import compare

FIRE_LAW = {"under": "the Fire and Rescue National Framework", "asked_by": "it is read here to ask for"}
PUBLISH_EDITION = "publish_edition"
Format = PublishedForm.Format

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Made:
    format: Format
    source_key: str
    content: bytes
    pages: int | None = None


def publish_edition(*, edition: Edition) -> None:
    """
    Have the published forms of an issued edition made, after the caller's transaction commits. One query.

    Calling it again is harmless: what is being made is not begun twice, and what is published is not made again.
    """
    jobs.enqueue(kind=PUBLISH_EDITION, subject=str(edition.pk))


def run_job(*, job_id: int) -> None:
    """Do one piece of background work, if it is still waiting to be done."""
    held = jobs.claim(job_id=job_id)
    if held is None:
        return
    try:
        with jobs.kept_alive(held):
            _WORK[held.kind](held)
    except jobs.LeaseLost as lost:
        log.warning("%s", lost)
    except PdfStopped as stopped:
        _let_go(jobs.fail, held, str(stopped))
    except PdfFailed as failed:
        _let_go(jobs.put_back, held, str(failed))
    except Exception:  # whatever it is, the people who wait are told, and it is tried again
        log.exception("Job %s (%s %s) came to a stop.", held.job_id, held.kind, held.subject)
        _let_go(jobs.put_back, held, "The work came to a stop. The administrator finds the cause in the worker's log.")


def sweep() -> None:
    """Ask for what was never asked for, put back dead workers' work, ring for what nobody took, and tidy up."""
    for edition in _never_asked_for():
        publish_edition(edition=edition)
    line_papers.sweep()
    post.sweep()
    jobs.sweep()
    published_files.sweep_unfinished()


def _never_asked_for() -> QuerySet[Edition]:
    """Return the editions that have neither a published form nor a job, whatever came of it."""
    asked = Job.objects.filter(kind=PUBLISH_EDITION, subject=Cast(OuterRef("pk"), CharField()))
    return Edition.objects.filter(~Exists(asked), published_forms=None).order_by("pk")


def facts_of(edition: Edition) -> EditionFacts:
    """Return what the printed form of an edition says, read from the record."""
    plan, instrument = edition.plan, edition.instrument
    outline = edition.wording.outline
    earlier = list(plan.editions.filter(number__lt=edition.number).select_related("wording").order_by("number"))
    used = {code for each in earlier for code in each.wording.outline.action_codes}
    holder = plan.body.office_holders.filter(office=Office.COMMISSIONER, from_on__lte=edition.issued_on)
    signed = holder.order_by("-from_on", "-pk").first()
    return EditionFacts(
        body_name=plan.body.name,
        plan_title=plan.title,
        years="" if plan.years in plan.title else plan.years,
        number=edition.number,
        issued_on=edition.issued_on,
        in_force_from=edition.effective_from,
        in_force_until=plan.period_ends_on,
        wording_digest=edition.wording_id,
        text=numbered(outline),
        redline=_redline(earlier[-1].wording.outline, outline) if earlier else None,
        reasons=reasons_frozen_with(instrument, edition.wording_id),
        steps=_steps(edition),
        retired_codes=tuple(sorted(used - set(outline.action_codes), key=_by_letter_and_number)),
        signed_by=signed.name if signed else "",
        **(FIRE_LAW if plan.family == PlanFamily.FIRE_AND_RESCUE else {}),
    )


def _redline(before: Outline, after: Outline) -> Redline:
    return as_read(compare(before, after), before, after)


def _steps(edition: Edition) -> tuple[StepFact, ...]:
    # Up to the issue: what is done afterwards stands on the record's page, which is alive.
    return steps_until(edition.instrument, edition.instrument.lines.filter(step="issue").order_by("seq").last())


def _by_letter_and_number(code: str) -> tuple[str, int]:
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :] or 0)


def _publish(held: jobs.Claim) -> None:
    edition = Edition.objects.select_related("plan__body", "instrument", "wording").get(pk=int(held.subject))
    there = set(edition.published_forms.values_list("format", flat=True))
    made = [] if there >= set(Format.values) else _make(held, edition, there)
    jobs.report_progress(held, 90, "Keeping the files")
    kept = [(form, published_files.keep(form.content, form.format.value)) for form in made]
    with transaction.atomic():
        jobs.finish(held)
        for form, path in kept:
            PublishedForm.objects.create(
                edition=edition,
                format=form.format,
                source_key=form.source_key,
                sha256=hashlib.sha256(form.content).hexdigest(),
                size=len(form.content),
                pages=form.pages,
                path=path,
                published_at=timezone.now(),
            )


def _make(held: jobs.Claim, edition: Edition, there: set[str]) -> list[_Made]:
    jobs.report_progress(held, 10, "Setting the text")
    facts = facts_of(edition)
    data = json.dumps(edition_data(facts, edition.wording.data), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    made = []
    if Format.WORD not in there:
        word = edition_file(facts, edition.wording.outline, edition.plan.ref, images_in(edition.wording.content))
        made.append(_Made(Format.WORD, hashlib.sha256(b"docx " + word).hexdigest(), word))
    if Format.JSON not in there:
        made.append(_Made(Format.JSON, hashlib.sha256(f"json {data}".encode()).hexdigest(), data.encode()))
    if Format.PDF not in there:
        made.append(_make_pdf(held, edition, facts, data))
    return made


def _make_pdf(held: jobs.Claim, edition: Edition, facts: EditionFacts, data: str) -> _Made:
    html = render_edition_html(facts)
    identifier = f"{edition.plan.ref}-edition-{edition.number}"
    pdf = html_to_pdf(
        html,
        attachments=[Attached(f"{identifier}.json", data, "The text of this edition and how it was made, as data")],
        identifier=identifier,
        created=datetime.combine(edition.issued_on, time(), UTC),
        images=images_in(html),
        progress=lambda percent, words: jobs.report_progress(held, percent, words),
    )
    return _Made(Format.PDF, source_of_pdf(html, data, identifier), pdf.content, pdf.pages)


def _let_go(how, held: jobs.Claim, reason: str) -> None:
    try:
        how(held, reason)
    except jobs.LeaseLost as lost:
        log.warning("%s", lost)


_WORK: dict[str, Callable[[jobs.Claim], None]] = {
    PUBLISH_EDITION: _publish,
    packs.MAKE_PACK: packs.make_pack,
    post.POST: post.post_letter,
    certificates.MAKE_CERTIFICATE: certificates.make_certificate,
    line_papers.MAKING: line_papers.make_papers,
    MAKE_AGENDA_PACK: make_agenda_pack,
}


def also_does(kind: str, work: Callable[[jobs.Claim], None]) -> None:
    """Let the worker do one more kind of work, of an app that this one does not know; it says so once it is ready."""
    _WORK[kind] = work


def altered_forms(body: Body) -> Iterator[str]:
    """Yield in words each published file of a body that is gone, or is no longer what was published."""
    forms = PublishedForm.objects.filter(edition__plan__body=body).select_related("edition__plan").order_by("pk")
    for form in forms:
        if published_files.digest_of(form.path) != form.sha256:
            yield f"{body.ref}: the published {form.format} of {form.edition} was altered or is gone"
