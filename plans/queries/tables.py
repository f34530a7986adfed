"""The tables of a draft: which of their rows and columns are totals, and whether those add up."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from plans.models import Instrument, TotalMark
from plans.text.tables.grid import tables_in
from plans.text.tables.totals import Finding, Found, Marks, findings, total_columns, total_rows


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table of a section as its drafter sees it in a list."""

    number: int
    caption: str
    rows: int
    columns: int
    totals: int
    findings: tuple[Finding, ...]

    @property
    def wrong(self) -> int:
        """How many of its totals do not add up."""
        return sum(finding.kind is Found.WRONG for finding in self.findings)


def total_marks(instrument: Instrument) -> dict[str, dict[str, bool]]:
    """Return what drafters said is a total, or is none, by section id and then by name. One query."""
    marks: dict[str, dict[str, bool]] = defaultdict(dict)
    for mark in TotalMark.objects.filter(plan=instrument.plan_id):
        marks[mark.section_id][mark.name] = mark.is_total
    return dict(marks)


def table_lines(html: str, marks: Marks) -> tuple[TableLine, ...]:
    """Return the tables of a section's canonical HTML with what is to be said of their totals."""
    lines = []
    for table in tables_in(html):
        grid = table.grid
        below = sum(row.part != "thead" for row in grid.rows)
        totals = len(total_rows(grid, marks)) + len(total_columns(grid, marks))
        lines.append(TableLine(table.number, grid.caption, below, grid.width, totals, findings(grid, marks)))
    return tuple(lines)


def wrong_totals(html: str, marks: Mapping[str, bool]) -> int:
    """Return how many totals in a section's tables do not add up."""
    return sum(line.wrong for line in table_lines(html, marks)) if "<table" in html else 0


def wrong_words(count: int) -> str:
    """Return in words how many totals do not add up, and nothing where all do."""
    return "1 total does not add up" if count == 1 else f"{count} totals do not add up" if count else ""
