"""The outline of a draft, as it stands on and beside the pages of the drafting room."""

from django.urls import reverse

from plans.models import Instrument
from plans.queries.comments import open_counts
from plans.queries.drafting import broken_references_of, section_lines, words_of
from plans.queries.tables import total_marks
from plans.services.wordings import changed_sections
from plans.text.outline import Outline

CLOSED = "This {what} is {stage}, so its text is closed. It can be read here, and no longer changed."


def outline_context(instrument: Instrument, draft: Outline, current: str = "") -> dict:
    """Return what templates/plans/drafting/outline.html takes of a draft, and what else its pages say of the whole."""
    base = instrument.base
    before = base.wording.outline if base else None
    totals = total_marks(instrument)
    comments = open_counts(instrument, draft=draft)
    lines = section_lines(draft, before, changed_sections(before, draft), totals)
    contents = [
        {
            "id": line.section_id,
            "number": line.number,
            "heading": line.heading,
            "url": reverse("office:section", args=[instrument.ref, line.section_id]),
            "flag": _flag(line.state, comments.get(line.section_id, 0)),
            "current": line.section_id == current,
        }
        for line in lines
    ]
    broken = broken_references_of(draft)
    return {
        "instrument": instrument,
        "broken": [each for each in broken if current in ("", each.section_id)],
        "lines": lines,
        "total_marks": totals,
        "contents": contents,
        "seen": ",".join(line.section_id for line in lines),
        "closed": "" if instrument.is_open else CLOSED.format(what=instrument.kind_words, stage=instrument.stage_words),
        "words_in_all": sum(line.words for line in lines),
        "words_compared": words_compared(
            sum(line.words for line in lines),
            sum(words_of(section) for section in before.sections) if before else None,
            base.number if base else None,
        ),
    }


def outline_beside(instrument: Instrument, draft: Outline, current: str = "") -> dict:
    """Return what a page takes that only has the outline beside it, for a template with contents of its own."""
    whole = outline_context(instrument, draft, current)
    return {"outline": whole["contents"], "seen": whole["seen"], "closed": whole["closed"]}


def _flag(state: str, comments: int) -> str:
    """Return what the outline says of a section: "Changed, 2 comments"."""
    return ", ".join(filter(None, [state, f"{comments} comment{'' if comments == 1 else 's'}" if comments else ""]))


def words_compared(now: int, before: int | None, edition: int | None) -> str:
    """Return by how many words a text is longer or shorter than an edition: ", 58 more than edition 3"."""
    if before is None or now == before:
        return ""
    return f", {abs(now - before):,} {'more' if now > before else 'fewer'} than edition {edition}"
