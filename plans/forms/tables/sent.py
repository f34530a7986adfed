"""What the page of a table sends back: the boxes, and what it keeps for itself of rows and columns, all checked."""

import json
from collections.abc import Mapping

from plans.text.tables.grid import Grid
from plans.text.tables.pasted import MOST_COLUMNS, MOST_ROWS
from plans.text.tables.sheet import Column, Holds, Line, Sheet

PARTS = ("thead", "tbody", "tfoot")


def typed_sheet(data: Mapping, opened: Grid | None) -> Sheet:
    """
    Return what was typed into the boxes of a table.

    :raises ValueError: if the rows and columns do not fit together, or are too many.
    """
    shape = json.loads(str(data["shape"]))
    lines, columns = shape["lines"], shape["columns"]
    if not (0 < len(lines) <= MOST_ROWS and 0 < len(columns) <= MOST_COLUMNS):
        raise ValueError("The table has too many or too few rows or columns.")
    typed = {
        "caption": _said(data, "caption"),
        "key": int(data.get("key", -1)),
        "columns": [
            [str(data.get(f"c{n}-holds", Holds.WORDS)), origin, _decided(data, f"c{n}-total", said, shown)]
            for n, (origin, said, shown) in enumerate(columns)
        ],
        "lines": [
            [
                part,
                origin,
                _decided(data, f"r{r}-total", said, shown),
                [_said(data, f"x{r}-{c}") for c in range(len(columns))],
            ]
            for r, (part, origin, said, shown) in enumerate(lines)
        ],
    }
    return sheet_from(typed, opened)


def _said(data: Mapping, name: str) -> str:
    lines = str(data.get(name, "")).replace("\r", "\n").split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _decided(data: Mapping, name: str, said: bool | None, shown: bool) -> bool | None:
    """Return what the drafter says of a total: the tick, if it is not as it was shown; else what was said before."""
    ticked = name in data
    return ticked if ticked != shown else said


def sheet_data(sheet: Sheet) -> dict:
    """Return a sheet as JSON data that the page can keep."""
    return {
        "caption": sheet.caption,
        "key": sheet.key,
        "columns": [[column.holds, column.origin, column.total] for column in sheet.columns],
        "lines": [[line.part, line.origin, line.total, line.cells] for line in sheet.lines],
    }


def sheet_from(data: dict, opened: Grid | None) -> Sheet:
    """Read a sheet that the page kept; :raises ValueError: if its rows and columns do not fit together."""
    height, width = (len(opened.rows), opened.width) if opened else (0, 0)
    columns = tuple(
        Column(Holds(holds), _origin(origin, width), _yes_or_no(said)) for holds, origin, said in data["columns"]
    )
    lines = tuple(
        Line(PARTS[PARTS.index(part)], tuple(map(str, cells)), _origin(origin, height), _yes_or_no(said))
        for part, origin, said, cells in data["lines"]
    )
    if any(len(line.cells) != len(columns) for line in lines):
        raise ValueError("A row is not as wide as the table.")
    key = int(data["key"])
    return Sheet(str(data["caption"]), columns, lines, key if -1 <= key < len(columns) else -1)


def _origin(value: object, size: int) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < size else None


def _yes_or_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
