"""What the page shows of a draft that meets a later edition: each conflict as two redlines against the same words."""

from typing import Any

from django.template.loader import render_to_string

from plans.models import DraftConflict
from plans.services.rebasing import Rebase
from plans.text.diff.document import SectionDiff
from plans.text.diff.reading import as_read
from plans.text.markup import clean
from plans.text.outline import Outline, Section, SectionKind
from plans.text.redline import changed_section_ids, compare


def _redline(base: str, new: str, within: Outline) -> SectionDiff:
    """Return the difference of two units as a section's, which the components of the redline can draw."""
    texts = [Outline("", (Section("unit", SectionKind.OTHER, "", clean(html)),)) for html in (base, new)]
    return as_read(compare(texts[0], texts[1]), within, within).sections[0]


def _drawn(base: str, new: str, within: Outline) -> str:
    return render_to_string("plans/drafting/unit_redline.html", {"section": _redline(base, new, within)})


def beside(conflict: DraftConflict, draft: Outline, typed: dict[str, Any] | None) -> dict[str, Any]:
    """Return an open conflict of a draft for the page, with what was typed if it comes back refused."""
    said = typed if typed and typed["pk"] == conflict.pk else {"choice": "", "text": ""}
    return {
        "row": conflict,
        "ours": _drawn(conflict.base, conflict.ours, draft),
        "theirs": _drawn(conflict.base, conflict.theirs, draft),
        "choice": said["choice"],
        "text": said["text"] or conflict.ours or conflict.theirs,
    }


def brought_together(rebase: Rebase) -> dict[str, list[str]]:
    """Return the headings of the sections that each side alone changed, that both did, and where conflicts come."""
    merged = rebase.merged
    mine, other = (changed_section_ids(merged.base, text) for text in (merged.ours, merged.theirs))
    headings = {s.id: s.heading for text in (merged.base, merged.theirs, merged.ours) for s in text.sections}

    def named(ids: frozenset[str]) -> list[str]:
        return [heading for section_id, heading in headings.items() if section_id in ids]

    return {
        "taken": named(other - mine),
        "kept": named(mine - other),
        "both": named(mine & other),
        "conflicts": [conflict.place for conflict in merged.conflicts],
    }
