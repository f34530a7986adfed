"""The Welsh text beside the English: which sections are in step, which are behind, which have none yet."""

from dataclasses import dataclass

from plans.models import Instrument, WelshSection
from plans.text.outline import Outline, Section

IN_STEP, BEHIND, MISSING = "in step", "behind", "missing"


@dataclass(frozen=True, slots=True)
class WelshLine:
    """One section of the English draft with the Welsh of it: ``state`` is in step, behind or missing."""

    english: Section
    row: WelshSection | None
    state: str


def welsh_lines(instrument: Instrument, draft: Outline) -> tuple[WelshLine, ...]:
    """Return each section of a draft, in its order, with its Welsh. One query."""
    rows = {row.section_id: row for row in instrument.welsh_sections.select_related("saved_by")}
    return tuple(WelshLine(section, row := rows.get(section.id), _state(section, row)) for section in draft.sections)


def _state(section: Section, row: WelshSection | None) -> str:
    if row is None:
        return MISSING
    return IN_STEP if row.made_from() == section else BEHIND


def welsh_outline(draft: Outline, title: str, lines: tuple[WelshLine, ...]) -> Outline:
    """Return the Welsh text of a draft, in the order of the English, without the sections that have none yet."""
    return Outline(title or draft.title, tuple(line.row.as_section() for line in lines if line.row is not None))


def not_in_step(lines: tuple[WelshLine, ...]) -> dict[str, str]:
    """Return the headings of the sections whose Welsh is behind or missing, by their ids, in the order of the text."""
    return {line.english.id: line.english.heading for line in lines if line.state != IN_STEP}
