"""The Panel's report as it is written from the record, and brought together with what was edited since."""

from collections.abc import Sequence
from datetime import date
from html import escape, unescape

from panel_reviews.models import GroupProposal, PanelGroup, Recommendation, Review
from plans.models import StepTaken
from plans.statute.dates import said
from plans.statute.procedures import VERSIONS
from plans.text import changeset
from plans.text.markup import blocks
from plans.text.outline import Outline, Section, SectionKind

_TEXT = "report"
_BREAK = "<br>"


def report_words(review: Review, carried: Sequence[Recommendation], groups: Sequence[PanelGroup]) -> str:
    """
    Return the text of the report as the record gives it: opening, what was considered, what is recommended, closing.

    The recommendations themselves are not in it: they are printed below it in the words that were carried.
    """
    instrument, sent = review.instrument, review.sent_line
    body = instrument.plan.body
    section = VERSIONS[instrument.procedure].step("report").section_for(instrument.kind)
    paragraphs = [
        f"The {body.panel_name} makes this report on the {instrument.kind_words} “{instrument.title}” of the "
        f"{body.name}, under section {section.removeprefix('s.')} of the Police Reform and Social Responsibility "
        "Act 2011.",
        _what_was_sent(sent),
        _considered(sent),
        *(_group(group, list(group.proposals.all())) for group in groups),
        _made(carried),
        "The Commissioner has regard to this report, gives the Panel a response to it, and publishes that response in "
        "the manner that the Panel determines.",
    ]
    return body.names.read("\n\n".join(filter(None, paragraphs)))


def _what_was_sent(sent: StepTaken) -> str:
    words = f"It was sent to the Panel on {said(sent.taken_on)}"
    if sent.wording_id:
        words += f", in the wording that is kept under the SHA-256 digest {sent.wording_id}"
    meeting = sent.particulars.get("meeting_on")
    met = f" at its meeting of {said(date.fromisoformat(str(meeting)))}" if meeting else ""
    return f"{words}. The Panel reviewed that wording{met}."


def _considered(sent: StepTaken) -> str:
    headings = {section.id: section.heading for section in sent.wording.outline.sections} if sent.wording else {}
    changed = [headings.get(key, key) for key in sent.particulars.get("sections", ())]
    return f"It considered what changes in: {'; '.join(changed)}." if changed else ""


def _group(group: PanelGroup, proposals: Sequence[GroupProposal]) -> str:
    when = f" on {said(group.met_on)}" if group.met_on else ""
    if group.kind == PanelGroup.Kind.EARLIER_LOOK:
        return f"Before the review, and not as part of it, members looked at the plan informally{when} ({group.name})."
    made = "made proposals" if proposals else "made no proposal"
    return (
        f"A group of its members ({group.name}) looked at it{when} and {made}. The full Panel decided on each itself."
    )


def _made(carried: Sequence[Recommendation]) -> str:
    if not carried:
        return "The Panel makes no recommendation."
    if len(carried) == 1:
        return "The Panel makes the recommendation below, which the full Panel adopted."
    return f"The Panel makes the {len(carried)} recommendations below, each adopted by the full Panel."


def brought_together(base: str, edited: str, written: str) -> tuple[str, tuple[str, ...]]:
    """
    Return an edited text with what the record says otherwise since, and the newly written words that it left out.

    Where the editor and the record changed the same words, the editor's stand.
    """
    merged = changeset.merge(*(_outline(text) for text in (base, edited, written)))
    html = merged.outline.sections[0].html if merged.outline.sections else ""
    return _words(html), tuple(_words(conflict.theirs) for conflict in merged.conflicts)


def _outline(text: str) -> Outline:
    return Outline("", (Section(_TEXT, SectionKind.OTHER, "Report", _html(text)),))


def _html(text: str) -> str:
    paragraphs = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{escape(part, quote=False).replace(chr(10), _BREAK)}</p>" for part in paragraphs if part)


def _words(html: str) -> str:
    parts = [part.removeprefix("<p>").removesuffix("</p>") for part in blocks(html)] if "<p>" in html else [html]
    return "\n\n".join(unescape(part.replace(_BREAK, "\n")) for part in parts)
