"""The Word files of the product: an issued edition, a draft, and a draft with its changes tracked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from plans.rendering.facts import EditionFacts
from plans.rendering.word.document import clean, tracked
from plans.rendering.word.identity import Paper
from plans.statute.dates import said
from plans.text.outline import Outline
from plans.text.redline import compare


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What the Word file of a draft says besides its text; ``made_on`` is the day on which the text was frozen."""

    office: str
    years: str
    what: str
    plan: str
    instrument: str
    made_on: date
    wording: str
    seal: str


def edition_file(facts: EditionFacts, outline: Outline, plan: str, images: Mapping[str, bytes]) -> bytes:
    """Return an issued edition as a Word file; ``plan`` is the reference of its plan, ``images`` are its pictures."""
    issued = f"{'as varied on' if facts.is_variation else 'issued on'} {said(facts.issued_on)}"
    until = f" until {said(facts.in_force_until)}" if facts.in_force_until else ""
    paper = Paper(
        office=facts.body_name,
        years=facts.years,
        cover=(f"Edition {facts.number}, {issued}", f"In force from {said(facts.in_force_from)}{until}"),
        footer=f"Edition {facts.number}, {said(facts.issued_on)}",
        made_on=facts.issued_on,
        wording=facts.wording_digest,
        plan=plan,
    )
    return clean(outline, paper, images)


def draft_file(facts: DraftFacts, outline: Outline, images: Mapping[str, bytes]) -> bytes:
    """Return a draft as a Word file that marks whatever is changed in it."""
    return clean(outline, _paper(facts, "The draft as it would read"), images)


def redline_file(
    facts: DraftFacts,
    texts: tuple[Outline, Outline],
    before: str,
    name: str,
    at: datetime,
    reasons: Mapping[str, str],
    images: Mapping[str, bytes],
) -> bytes:
    """
    Return a draft as a Word file with its changes against an earlier text tracked, and their reasons as comments.

    ``texts`` are the earlier text and the draft, ``before`` is the digest of the earlier one and ``name`` what it is
    called ("edition 1").
    """
    paper = replace(_paper(facts, f"Its changes are tracked, against {name}"), before=before)
    return tracked(compare(*texts), paper, author=facts.office, at=at, reasons=reasons, images=images)


def _paper(facts: DraftFacts, how: str) -> Paper:
    return Paper(
        office=facts.office,
        years=facts.years,
        cover=(f"Draft: {facts.what}", f"{how}. {said(facts.made_on)}"),
        footer=f"Draft {facts.wording[:12]}, {said(facts.made_on)}",
        made_on=facts.made_on,
        wording=facts.wording,
        plan=facts.plan,
        instrument=facts.instrument,
        keeps_track=True,
        seal=facts.seal,
    )
