"""The form of a table: a grid of boxes, what each row and column is, and what was pasted into it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.core.exceptions import BadRequest

from plans.forms.tables.sent import sheet_data, sheet_from, typed_sheet
from plans.text.markup import clean
from plans.text.tables.edits import (
    with_cells,
    with_column,
    with_column_moved,
    with_head,
    with_pasted,
    with_row,
    with_row_moved,
    without_column,
    without_row,
)
from plans.text.tables.grid import Grid, NotATable, Placed, digest_of, read_grid
from plans.text.tables.pasted import MOST_COLUMNS, MOST_ROWS, NotRows, rows_of
from plans.text.tables.sheet import Holds, Line, Sheet, marks_of, sheet_of, without_empty_rows
from plans.text.tables.totals import Marks, findings, total_columns, total_rows, worked_out
from plans.text.tables.written import Wrong, grid_of, problems

HOLDS_WORDS = {
    Holds.WORDS: "Words",
    Holds.MONEY: "Money (£)",
    Holds.NUMBER: "Numbers",
    Holds.PER_CENT: "Per cent",
}
NOT_WHOLE = "The form of the table did not arrive whole. Go back, and send it again."
Acts = dict[str, Callable[[Sheet, int], Sheet]]
ACTS: Acts = {
    "add-row": with_row,
    "remove-row": without_row,
    "up-row": lambda sheet, n: with_row_moved(sheet, n, -1),
    "down-row": lambda sheet, n: with_row_moved(sheet, n, 1),
    "add-column": with_column,
    "remove-column": without_column,
    "left-column": lambda sheet, n: with_column_moved(sheet, n, -1),
    "right-column": lambda sheet, n: with_column_moved(sheet, n, 1),
    "head": lambda sheet, n: with_head(sheet),
}


@dataclass
class TableForm:
    """
    The boxes of a table on the screen.

    ``opened`` is the canonical HTML that was opened, which untouched cells are kept from, and ``seen`` the digest of
    the table in the section that a save replaces, both empty for a new table; ``before`` is the last step to undo.
    """

    sheet: Sheet
    marks: Marks
    opened: str = ""
    seen: str = ""
    pasted: str = ""
    paste_at: tuple[int, int] = (0, 0)
    before: str = ""
    said: str = ""
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, placed: Placed, marks: Marks) -> "TableForm":
        """Return the form of a table as it stands."""
        return cls(sheet_of(placed.grid), marks, placed.html, placed.digest)

    @classmethod
    def typed(cls, data: Mapping, marks: Marks) -> "TableForm":
        """
        Return the form with what was typed into it.

        :raises BadRequest: if what the page keeps for itself did not come back as it was sent.
        """
        try:
            opened = clean(str(data.get("opened", "")))
            grid = read_grid(opened) if opened else None
            sheet = typed_sheet(data, grid)
            at = [int(n) for n in str(data.get("paste_at", "0,0")).split(",")]
            return cls(
                sheet,
                marks,
                opened,
                str(data.get("seen", "")),
                str(data.get("pasted", "")),
                (min(at[0], len(sheet.lines) - 1), min(at[1], sheet.width - 1)),
                str(data.get("before", "")),
            )
        except (ValueError, TypeError, KeyError, IndexError, NotATable) as wrong:
            raise BadRequest(NOT_WHOLE) from wrong

    @property
    def grid(self) -> Grid:
        """The table that the boxes make."""
        return grid_of(self.sheet, self.opened_grid)

    @property
    def opened_grid(self) -> Grid | None:
        """The table that was opened, if there was one."""
        return read_grid(self.opened) if self.opened else None

    @property
    def all_marks(self) -> Marks:
        """What drafters said of totals, this form's last."""
        return {**self.marks, **marks_of(self.sheet)}

    @property
    def findings(self):
        """What is to be said of the totals as they are in the boxes."""
        return findings(self.grid, self.all_marks)

    def act(self, act: str) -> None:
        """Do what a button of the form says; what was there before can be had back."""
        if act == "undo":
            self._undo()
            return
        was = self.sheet
        if act == "paste":
            self._paste()
        else:
            name, _, place = act.rpartition("-")
            if name in ("work-row", "work-column") and place.isdecimal():
                self._work_out(name.removeprefix("work-"), int(place))
            elif (change := ACTS.get(act) or ACTS.get(name)) is not None:
                self.sheet = change(self.sheet, min(int(place), MOST_ROWS) if place.isdecimal() else 0)
        if self.sheet != was:
            self.before = json.dumps(sheet_data(was))

    def _undo(self) -> None:
        try:
            self.sheet, self.before = sheet_from(json.loads(self.before), self.opened_grid), ""
        except (ValueError, TypeError, KeyError) as wrong:
            raise BadRequest(NOT_WHOLE) from wrong
        self.said = "The last step was undone."

    def _work_out(self, what: str, place: int) -> None:
        filled = worked_out(self.grid, self.all_marks, **{what: place})
        self.sheet = with_cells(self.sheet, filled)
        count = "1 cell was" if len(filled) == 1 else f"{len(filled)} cells were"
        self.said = f"{count} worked out." if filled else "There are no figures that could be added up."

    def _paste(self) -> None:
        try:
            rows = rows_of(self.pasted)
        except NotRows as refused:
            self.wrong += [("pasted", problem) for problem in refused.problems]
            return
        row, column = self.paste_at
        too_far = len(rows) + row > MOST_ROWS or len(rows[0]) + column > MOST_COLUMNS
        if too_far:
            words = f"From that box on the rows do not fit: a table holds {MOST_ROWS} rows and {MOST_COLUMNS} columns."
            self.wrong.append(("pasted", words))
            return
        over = sum(
            bool(line.cells[c]) and line.cells[c] != rows[r - row][c - column]
            for r, line in enumerate(self.sheet.lines[row : row + len(rows)], start=row)
            for c in range(column, min(column + len(rows[0]), self.sheet.width))
        )
        self.sheet = with_pasted(self.sheet, rows, row, column)
        self.pasted = ""
        filled = len(rows) * len(rows[0])
        said = f"{filled} cell{'s were' if filled != 1 else ' was'} filled from the spreadsheet."
        self.said = said + (f" {over} of them held something else before." if over else "")

    def is_valid(self) -> bool:
        """Check what is to be saved; each problem names its box, and nothing typed is lost."""
        self.sheet = without_empty_rows(self.sheet)
        if not self.sheet.caption:
            self.wrong.append(("caption", "Give the table a caption: what it shows, in a few words."))
        if not any(any(line.cells) for line in self.sheet.lines if line.part != "thead"):
            self.wrong.append((box_id(0, 0), "Fill in at least one row."))
        self.wrong += [(box_id(w.row, w.column), self._named(w)) for w in problems(self.sheet, self.opened_grid)]
        key = max(self.sheet.key, 0)
        self.wrong += [
            (box_id(r, key), f"Row {r + 1}: say what this row is the total of, such as “Total”.")
            for r, line in enumerate(self.sheet.lines)
            if line.total and not line.cells[key]
        ]
        return not self.wrong

    def _named(self, wrong: Wrong) -> str:
        key, heading = self.sheet.lines[wrong.row].cells[max(self.sheet.key, 0)], self.sheet.heading(wrong.column)
        where = ", ".join(filter(None, (key, heading)))
        return f"Row {wrong.row + 1}{f' ({where})' if where else ''}: {wrong.words}"

    @property
    def shape(self) -> str:
        """What the rows and columns are, as the page keeps it for itself."""
        totals, across = self._shown_totals()
        return json.dumps(
            {
                "lines": [[x.part, x.origin, x.total, n in totals] for n, x in enumerate(self.sheet.lines)],
                "columns": [[x.origin, x.total, n in across] for n, x in enumerate(self.sheet.columns)],
            }
        )

    def _shown_totals(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        grid, marks = self.grid, self.all_marks
        return total_rows(grid, marks), total_columns(grid, marks)

    @property
    def has_head(self) -> bool:
        """Whether any row holds the headings of the columns."""
        return any(line.part == "thead" for line in self.sheet.lines)

    @property
    def columns(self) -> list[dict]:
        """The columns for the page."""
        _, across = self._shown_totals()
        return [
            {
                "n": n,
                "name": self.sheet.heading(n) or f"column {n + 1}",
                "holds": column.holds,
                "total": n in across,
                "is_key": n == self.sheet.key,
                "first": n == 0,
                "last": n == self.sheet.width - 1,
            }
            for n, column in enumerate(self.sheet.columns)
        ]

    @property
    def lines(self) -> list[dict]:
        """The rows for the page, each with its boxes."""
        totals, _ = self._shown_totals()
        wrong = dict(self.wrong)
        figures = {(finding.row, finding.column) for finding in self.findings}
        return [
            {
                "n": r,
                "head": line.part == "thead",
                "name": line.cells[max(self.sheet.key, 0)] or f"row {r + 1}",
                "total": r in totals,
                "boxes": [self._box(r, c, line, wrong, figures) for c in range(self.sheet.width)],
            }
            for r, line in enumerate(self.sheet.lines)
        ]

    def _box(self, row: int, column: int, line: Line, wrong: Mapping[str, str], figures: set) -> dict:
        heading = self.sheet.heading(column) or f"column {column + 1}"
        name = line.cells[max(self.sheet.key, 0)] or f"row {row + 1}"
        label = f"Heading of column {column + 1}" if line.part == "thead" else f"{name}, {heading}"
        if column == self.sheet.key and line.part != "thead":
            label = f"Name of row {row + 1}, {heading}"
        words = self.sheet.columns[column].holds is Holds.WORDS or line.part == "thead"
        text = line.cells[column]
        return {
            "id": box_id(row, column),
            "name": f"x{row}-{column}",
            "text": text,
            "label": label,
            "figure": not words,
            "is_start": (row, column) == self.paste_at,
            "tall": words and line.part != "thead" and (len(text) > 24 or "\n" in text),
            "wrong": wrong.get(box_id(row, column), ""),
            "does_not_add_up": (row, column) in figures,
        }


def box_id(row: int, column: int) -> str:
    """Return the id of a box of the grid."""
    return f"x{row}-{column}"


def over(form: TableForm, theirs: Placed | None) -> TableForm:
    """Return the form that replaces what somebody else made of the table meanwhile, once it is sent again."""
    return replace(form, seen=theirs.digest if theirs else digest_of(""))
