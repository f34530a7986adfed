"""Totals of a table, checked exactly: which rows and columns they are, and what those above or before them come to."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plans.text.tables.figures import Figure, is_nothing, read_figure, shown_places, write_figure
from plans.text.tables.grid import Grid

Marks = Mapping[str, bool]
_TOTAL = re.compile(r"\b(?:sub)?-?totals?\b", re.IGNORECASE)


class Found(StrEnum):
    """What is to be said of a total."""

    WRONG = "wrong"
    ROUNDING = "rounding"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One total that does not come to its sum, or whose sum cannot be made; ``sum`` is what it should say, if known."""

    kind: Found
    row: int
    column: int
    words: str
    sum: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """One cell that is a total, with the cells that it may be the total of, the likeliest first."""

    row: int
    column: int
    of: tuple[tuple[tuple[int, int], ...], ...]


def says_total(words: str) -> bool:
    """Say whether the name of a row or column says that it is a total."""
    return bool(_TOTAL.search(words))


def mark_key(words: str) -> str:
    """Return the words of a row's or column's name as a mark is kept under them."""
    return " ".join(words.split()).casefold()[:200]


def total_rows(grid: Grid, marks: Marks) -> tuple[int, ...]:
    """Return the rows that are totals: those marked so, named so, or in the table's foot."""
    return tuple(
        r
        for r, row in enumerate(grid.rows)
        if row.part != "thead"
        and marks.get(mark_key(grid.row_name(r)), row.part == "tfoot" or says_total(grid.row_name(r)))
    )


def total_columns(grid: Grid, marks: Marks) -> tuple[int, ...]:
    """Return the columns that are totals: those marked so or headed so; the column that names the rows is none."""
    return tuple(
        c
        for c in range(grid.width)
        if c != max(grid.key_column, 0) and marks.get(mark_key(grid.column_name(c)), says_total(grid.column_name(c)))
    )


def findings(grid: Grid, marks: Marks) -> tuple[Finding, ...]:
    """Return what is to be said of the totals of a table, rows first; nothing if each comes to its sum."""
    rows, columns = total_rows(grid, marks), total_columns(grid, marks)
    down = [_chosen(grid, group, "above") for group in _down(grid, rows)]
    across = [_chosen(grid, group, "before") for group in _across(grid, columns)]
    return tuple(finding for group in (*down, *across) for finding in group)


def worked_out(
    grid: Grid, marks: Marks, *, row: int | None = None, column: int | None = None
) -> dict[tuple[int, int], str]:
    """
    Return what the cells of a total row or column should say, by place; cells whose sum cannot be made are left out.

    An empty cell of the total is worked out as well as a wrong one.
    """
    groups = _down(grid, total_rows(grid, marks)) if row is not None else _across(grid, total_columns(grid, marks))
    out = {}
    for group in groups:
        for total in group:
            if row in (None, total.row) and column in (None, total.column):
                words = _sum_words(grid, total)
                if words:
                    out[total.row, total.column] = words
    return out


def _sum_words(grid: Grid, total: Total) -> str:
    figures = _figures(grid, total.of[0])
    if isinstance(figures, str) or not figures:
        return ""
    return _shown(_sum(figures), figures)


def _figure_columns(grid: Grid) -> tuple[int, ...]:
    """Return the columns in which any cell below the head is a figure, but not the one that names the rows."""
    body = [r for r, row in enumerate(grid.rows) if row.part != "thead"]
    columns = (c for c in range(grid.width) if c != max(grid.key_column, 0))
    return tuple(c for c in columns if any(read_figure(grid.texts[r][c]) for r in body))


def _down(grid: Grid, totals: Sequence[int]) -> list[list[Total]]:
    body = [r for r, row in enumerate(grid.rows) if row.part != "thead"]
    columns = _figure_columns(grid)
    return [
        [Total(r, c, tuple(tuple((line, c) for line in lines) for lines in _parts(body, totals, r))) for c in columns]
        for r in totals
    ]


def _across(grid: Grid, totals: Sequence[int]) -> list[list[Total]]:
    body = [r for r, row in enumerate(grid.rows) if row.part != "thead"]
    columns = sorted({*_figure_columns(grid), *totals})
    return [
        [
            Total(r, c, tuple(tuple((r, place) for place in places) for places in _parts(columns, totals, c)))
            for r in body
        ]
        for c in totals
    ]


def _parts(lines: Sequence[int], totals: Sequence[int], here: int) -> list[list[int]]:
    """Return the lines that a total may sum: those since the total before it, and all that are no totals themselves."""
    before = [line for line in lines if line < here]
    last = max((line for line in before if line in totals), default=-1)
    since = [line for line in before if line > last]
    plain = [line for line in before if line not in totals]
    return [part for part in ([since] if since != plain else []) + [plain] if part]


def _chosen(grid: Grid, group: Iterable[Total], where: str) -> list[Finding]:
    """Read one total row or column in the way that fits most of its cells, and return what is then still to be said."""
    said = [total for total in group if total.of and read_figure(grid.texts[total.row][total.column])]
    if not said:
        return []
    ways = [[_judged(grid, total, way, where) for total in said] for way in range(len(said[0].of))]
    said_of = [[finding for finding in way if finding is not None] for way in ways]
    return min(said_of, key=lambda findings: (len(findings), sum(f.kind is Found.WRONG for f in findings)))


def _judged(grid: Grid, total: Total, way: int, where: str) -> Finding | None:
    says = read_figure(grid.texts[total.row][total.column])
    figures = _figures(grid, total.of[way])
    if says is None or figures == []:
        return None
    name = _name(grid, total, where)
    if isinstance(figures, str):
        return Finding(Found.UNCHECKED, total.row, total.column, f"{name} was not checked, because {figures}.")
    if len({figure.unit for figure in (*figures, says)} - {""}) > 1:
        words = f"{name} was not checked, because it and the figures {where} it are of different kinds."
        return Finding(Found.UNCHECKED, total.row, total.column, words)
    return _compared(grid, total, says, figures, f"{name} says {grid.texts[total.row][total.column]}", where)


def _compared(grid: Grid, total: Total, says: Figure, figures: list[Figure], begin: str, where: str) -> Finding | None:
    everything = [*figures, says]
    places = max(figure.places for figure in everything)
    come_to = _sum(everything[:-1]).at(places)
    out_by = come_to.amount - says.at(places).amount
    if not out_by:
        return None
    step = max(figure.at(places).step for figure in everything)
    rounding = 2 * abs(out_by) <= step * len(everything)
    difference = _shown(Figure(abs(out_by), places, come_to.unit or says.unit), everything)
    added = _shown(come_to, everything)
    words = f"{begin}, and the figures {where} it add up to {added}: {difference} {'more' if out_by > 0 else 'less'}"
    kind = Found.ROUNDING if rounding else Found.WRONG
    return Finding(kind, total.row, total.column, words + (", which may be rounding." if rounding else "."), added)


def _name(grid: Grid, total: Total, where: str) -> str:
    row, column = f"“{grid.row_name(total.row)}”", f"“{grid.column_name(total.column)}”"
    return f"The row {row} under {column}" if where == "above" else f"The column {column} beside {row}"


def _figures(grid: Grid, places: Iterable[tuple[int, int]]) -> list[Figure] | str:
    """Return the figures of some cells, or the words that say which cell cannot be added up."""
    figures = []
    for row, column in places:
        text = grid.texts[row][column]
        figure = read_figure(text)
        if figure is not None:
            figures.append(figure)
        elif not is_nothing(text):
            return f"“{grid.row_name(row)}” says “{text}” under “{grid.column_name(column)}”"
    if len({figure.unit for figure in figures} - {""}) > 1:
        return "the figures it would add up are of different kinds"
    return figures


def _sum(figures: Sequence[Figure]) -> Figure:
    places = max(figure.places for figure in figures)
    same = [figure.at(places) for figure in figures]
    unit = next((figure.unit for figure in figures if figure.unit), "")
    return Figure(sum(figure.amount for figure in same), places, unit, min(figure.step for figure in same))


def _shown(figure: Figure, like: Iterable[Figure]) -> str:
    places: Callable[[Figure], int] = shown_places
    unit = figure.unit or next((other.unit for other in like if other.unit), "")
    return write_figure(figure, unit, max(map(places, like), default=0))
