"""A difference is shown beside a figure that changed, and beside nothing else."""

from plans.text.outline import Outline, Section, SectionKind
from plans.text.redline import compare


def deltas(old: str, new: str) -> list[str]:
    """The differences that a redline of two tables shows."""
    before, after = (Outline("Plan", (Section("money", SectionKind.RESOURCES, "Money", html),)) for html in (old, new))
    [section] = compare(before, after).sections
    [table] = [block.diff.table for block in section.blocks if block.diff.table]
    return [cell.delta for row in (*table.head, *table.body) for cell in row.cells if cell.delta]


def a_table(years: tuple[str, ...], figures: tuple[str, ...]) -> str:
    head = "".join(f'<th scope="col">{year}</th>' for year in ("Source", *years))
    body = "".join(f"<td>{figure}</td>" for figure in figures)
    return f'<table><thead><tr>{head}</tr></thead><tbody><tr><th scope="row">Grant</th>{body}</tr></tbody></table>'


def test_a_figure_that_changed_shows_its_difference():
    assert deltas(a_table(("2025",), ("£780,000",)), a_table(("2025",), ("£845,000",))) == ["+£65,000"]


def test_a_year_that_heads_a_column_is_no_figure():
    assert deltas(a_table(("2025",), ("£1",)), a_table(("2026",), ("£1",))) == []


def test_a_column_that_comes_or_goes_shows_no_difference():
    old = a_table(("2024", "2025"), ("£1,000", "£2,000"))
    new = a_table(("2025", "2026"), ("£2,000", "£3,000"))

    assert deltas(old, new) == []
