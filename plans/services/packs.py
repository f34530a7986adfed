"""The redline pack of a frozen wording: asked for on a page, made once by the worker, and kept in private."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

from django.db import transaction

from plans.models import Instrument, RedlinePack, Wording
from plans.queries.comparing import frozen_on, spoken_of
from plans.queries.reasons import reasons_against
from plans.rendering.pack import PACK_FORMAT, PackFacts, render_pack_html
from plans.rendering.pdf import html_to_pdf
from plans.rendering.source import typography
from plans.services import jobs, published_files
from plans.text.diff.reading import as_read
from plans.text.numbering import numbered
from plans.text.outline import digest_of
from plans.text.redline import compare

MAKE_PACK = "make_pack"


def key_of(
    instrument: Instrument,
    wording: str,
    before: str,
    reasons: Mapping[str, str],
    *,
    whole: bool,
    as_issued: bool = False,
) -> str:
    """Return the digest of everything that a pack is made from: the two wordings, the reasons, how it is drawn."""
    made_from = [PACK_FORMAT, typography(), instrument.ref, wording, before, dict(reasons), whole]
    return digest_of([*made_from, "as issued"] if as_issued else made_from)


@transaction.atomic
def ask_for_pack(
    *,
    instrument: Instrument,
    wording: Wording,
    before: Wording,
    whole: bool,
    as_issued: bool = False,
    upto: int | None = None,
) -> RedlinePack:
    """
    Have the redline pack of a frozen wording made, with the reasons frozen with it, unless it is there already.

    ``before`` is the edition varied, or any other text that the draft can be held against. ``as_issued`` makes the
    variation as it was issued, by itself (s.5(11)), and no longer a draft; ``upto`` is the number of the line at which
    its reader was shown it, since reasons frozen with it later are not theirs.

    Asking again is harmless: what is being made is not begun twice, and what failed is tried again.
    """
    reasons = reasons_against(instrument, wording, before, upto=upto)
    key = key_of(instrument, wording.pk, before.pk, reasons, whole=whole, as_issued=as_issued)
    made_from = {"instrument": instrument, "wording": wording, "before": before, "reasons": reasons, "whole": whole}
    pack, _ = RedlinePack.objects.get_or_create(key=key, defaults=made_from)
    if not is_there(pack):
        jobs.enqueue(kind=MAKE_PACK, subject=str(pack.pk))
    return pack


def is_there(pack: RedlinePack) -> bool:
    """Tell whether the file of a pack is made and still where it was put."""
    return bool(pack.path) and file_of(pack).exists()


def file_of(pack: RedlinePack) -> Path:
    """Return the place of a pack's file."""
    return published_files.private_folder() / pack.path


def make_pack(held: jobs.Claim) -> None:
    """
    Make the file of a pack, and keep it before the row says that it is there.

    :raises PdfStopped: if a limit on memory, time or nesting is reached.
    :raises PdfFailed: if the layout ends without a file for another reason.
    :raises LeaseLost: if another worker has the job now.
    """
    rows = RedlinePack.objects.select_related("instrument__plan__body", "wording", "before")
    pack = rows.get(pk=int(held.subject))
    jobs.report_progress(held, 5, "Comparing the two texts")
    facts = facts_of(pack)
    pdf = html_to_pdf(
        render_pack_html(facts),
        identifier=f"{pack.instrument.ref}-redline-{pack.key[:16]}",
        created=datetime.combine(facts.frozen_on, time(), UTC),
        progress=lambda percent, words: jobs.report_progress(held, percent, words),
    )
    jobs.report_progress(held, 95, "Keeping the file")
    path = published_files.keep(pdf.content, "pdf", published_files.private_folder())
    with transaction.atomic():
        jobs.finish(held)
        made = {"path": path, "sha256": path.removesuffix(".pdf"), "size": len(pdf.content), "pages": pdf.pages}
        RedlinePack.objects.filter(pk=pack.pk).update(**made)


def facts_of(pack: RedlinePack) -> PackFacts:
    """Return what a pack says, read from its two wordings and the record. Four queries at most."""
    instrument, old, new = pack.instrument, pack.before.outline, pack.wording.outline
    issued = key_of(instrument, pack.wording_id, pack.before_id, pack.reasons, whole=pack.whole, as_issued=True)
    return PackFacts(
        body_name=instrument.plan.body.name,
        plan_title=instrument.plan.name,
        title=instrument.title,
        kind_words=instrument.kind_words,
        frozen_on=frozen_on(instrument, pack.wording_id) or instrument.begun_on,
        against=spoken_of(instrument, pack.before_id),
        reasons_are_against=_reasons_are_against(instrument, pack.before_id),
        wording_digest=pack.wording_id,
        before_digest=pack.before_id,
        reasons_digest=digest_of(pack.reasons),
        text=numbered(new),
        redline=as_read(compare(old, new), old, new),
        reasons=pack.reasons,
        whole=pack.whole,
        issued_on=instrument.edition.issued_on if pack.key == issued else None,
    )


def _reasons_are_against(instrument: Instrument, before: str) -> str:
    """Return the edition for whose changes the reasons were given, where a pack is against another text."""
    base = instrument.base
    return spoken_of(instrument, base.wording_id) if base and base.wording_id != before else ""
