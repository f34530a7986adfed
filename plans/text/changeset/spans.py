"""Cells that reach over fewer rows only because a side took rows out: no decision of that side, and none to merge."""

from collections.abc import Iterator

from plans.text.changeset.applying import followed, left_by, taken_by
from plans.text.changeset.forms import Things, take_apart
from plans.text.changeset.steps import Edit, Patch, Script, Step, Thing, patch_of, tidy


def unforced(table: Thing, patch: Patch) -> Patch:
    """
    Return what a side did to a table without the spans that it cut off at the last row that is left.

    No cell of canonical HTML reaches beyond its part of the table. Where the other side puts rows in there, the cell
    reaches over them as it did, and what is too much is cut off again when the two are together.
    """
    rows = patch.script("rows")
    if not rows:
        return patch
    stood = take_apart("table", table)[1]["rows"]
    steps = tidy(_steps(rows, stood, followed(stood, rows, "the rows of a table")))
    return patch_of(patch.form, patch.values, ((n, steps if n == "rows" else script) for n, script in patch.parts))


def _steps(script: Script, stood: Things, stand: Things) -> Iterator[Step]:
    before = after = 0
    for step in script:
        gone = taken_by(step)
        if isinstance(step, Edit):
            yield Edit(_row(step.patch, _rows_left(stand, after)))
        else:
            yield step
        after += len(left_by(step, stood[before : before + gone]))
        before += gone


def _rows_left(rows: Things, at: int) -> int:
    return sum(row.part == rows[at].part for row in rows[at:])


def _row(patch: Patch, rows_left: int) -> Patch:
    cells = tidy(
        Edit(_cell(step.patch, rows_left)) if isinstance(step, Edit) else step for step in patch.script("cells")
    )
    return patch_of(patch.form, patch.values, ((n, cells if n == "cells" else script) for n, script in patch.parts))


def _cell(patch: Patch, rows_left: int) -> Patch:
    span = patch.value("rowspan")
    if span is None or not span.new == rows_left < span.old:
        return patch
    return patch_of(patch.form, (value for value in patch.values if value is not span), patch.parts)
