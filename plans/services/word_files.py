"""Drafts as Word files: the text as it would read, and with its changes tracked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing
from django.db.models import Q
from django.utils import timezone

from plans.models import Consultation, Instrument, Wording
from plans.queries.comparing import spoken_of
from plans.queries.images import images_in
from plans.queries.reasons import reasons_against, reasons_frozen_with, reasons_of
from plans.queries.texts import draft_outline
from plans.rendering.word.papers import DraftFacts, draft_file, redline_file
from plans.services.wordings import freeze
from plans.text.redline import compare


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file to send: its name and its bytes."""

    name: str
    content: bytes


def working_text(instrument: Instrument) -> Wording:
    """
    Return the working draft as a wording, kept so that a file made from it can be matched when it comes back.

    Keeping a text is no act on the record: nothing is frozen for anybody by it.
    """
    return freeze(draft_outline(instrument))


def wording_of(instrument: Instrument, digest: str) -> Wording | None:
    """Return a text by its digest: frozen for the instrument, its version, or an edition of its plan. One query."""
    its_own = Q(lines__instrument=instrument) | Q(versions__instrument=instrument) | Q(editions__plan=instrument.plan)
    return Wording.objects.filter(its_own, pk=digest).first()


def clean_word(*, instrument: Instrument, wording: Wording) -> WordFile:
    """Return a text of an instrument as a Word file."""
    content = draft_file(_facts(instrument, wording), wording.outline, images_in(wording.content))
    return WordFile(f"{instrument.ref}-draft-{wording.pk[:8]}.docx", content)


def tracked_word(*, instrument: Instrument, wording: Wording, before: Wording) -> WordFile:
    """
    Return a text of an instrument as a Word file with its changes against an earlier text tracked.

    The reasons beside them are those frozen with the text or, of a text that was never frozen, those of the draft.
    """
    frozen = instrument.lines.filter(step="prepare_draft", wording=wording).exists()
    reasons = reasons_against(instrument, wording, before) if frozen else _reasons_now(instrument, before, wording)
    return _tracked(instrument, wording, before, reasons)


def tracked_word_for(consultation: Consultation, before: Wording) -> WordFile:
    """Return the text that somebody was sent, its changes tracked, with the reasons as they were when it was sent."""
    instrument, wording, upto = consultation.instrument, consultation.wording, consultation.asked_line.seq
    return _tracked(instrument, wording, before, reasons_frozen_with(instrument, wording.pk, upto=upto))


def _reasons_now(instrument: Instrument, before: Wording, wording: Wording) -> dict[str, str]:
    found = reasons_of(instrument, compare(before.outline, wording.outline))
    return {key: given.reason for key, given in found.given.items()}


def _tracked(instrument: Instrument, wording: Wording, before: Wording, reasons: Mapping[str, str]) -> WordFile:
    name = spoken_of(instrument, before.pk)
    facts, texts = _facts(instrument, wording), (before.outline, wording.outline)
    images = images_in(before.content + wording.content)
    content = redline_file(facts, texts, before.pk, name, timezone.now(), reasons, images)
    return WordFile(f"{instrument.ref}-redline-{before.pk[:8]}-{wording.pk[:8]}.docx", content)


def seal_of(instrument: Instrument, wording: str) -> str:
    """Return what a file made here from a wording for an instrument carries, and nobody else can write."""
    return signing.Signer(salt="word file").signature(f"{instrument.ref} {wording}")


def _facts(instrument: Instrument, wording: Wording) -> DraftFacts:
    plan = instrument.plan
    return DraftFacts(
        office=plan.body.name,
        years="" if plan.years in plan.title else plan.years,
        what=instrument.title,
        plan=plan.ref,
        instrument=instrument.ref,
        made_on=timezone.localdate(wording.made_at),
        wording=wording.pk,
        seal=seal_of(instrument, wording.pk),
    )
