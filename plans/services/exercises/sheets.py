"""Reading a spreadsheet that somebody sends: CSV or Excel, as rows of text under the address of each cell."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_PARTS = 500
BITE = 64 * 1024
HARMFUL = "The file is packed in a way that could do harm, so it was not opened. Save it again as CSV."
NOT_EXCEL = "The file is named .xlsx but is not an Excel workbook. Save it again, or save it as CSV."
Sheet = list[list[str]]


class SheetRefused(Exception):
    """The file cannot be read; the message says why and what to do."""


def cell(column: int, row: int) -> str:
    """Return the address of a cell as a spreadsheet names it; columns and rows count from one: "C7"."""
    return f"{get_column_letter(column)}{row}"


def read_sheet(*, name: str, content: bytes) -> Sheet:
    """
    Read the first sheet of a CSV or Excel file as text, row by row; a formula counts as its result.

    :raises SheetRefused: if it is empty, too large, packed harmfully, or not what its name says.
    """
    if not content.strip():
        raise SheetRefused("The file is empty. Choose another file.")
    if len(content) > LARGEST:
        raise SheetRefused("The file is larger than 10 MB. Divide it, and import the parts one after the other.")
    ending = name.rsplit(".", 1)[-1].lower()
    if ending not in ("csv", "xlsx"):
        raise SheetRefused("Choose a CSV file (.csv) or an Excel workbook (.xlsx).")
    rows = list(_limited(_csv_rows(content) if ending == "csv" else _excel_rows(content)))
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _limited(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS + 1:
            raise SheetRefused(f"The file has more than {MOST_ROWS:,} rows. Divide it into several files.")
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise SheetRefused(f"The file has more than {MOST_COLUMNS} columns. Leave out what is not asked for.")
        cells = [value.strip() for value in row[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _csv_rows(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise SheetRefused("The file is named .csv but is not text. Save it again as CSV.")
    first = text.splitlines()[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as wrong:
        raise SheetRefused("The file could not be read as CSV. Save it again from the spreadsheet.") from wrong


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _excel_rows(content: bytes) -> Iterator[list[str]]:
    _refuse_harmful(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True):
            yield [_as_text(value) for value in row]
    except SheetRefused:
        raise
    except Exception as wrong:  # whatever a broken workbook makes its reader trip over
        raise SheetRefused(NOT_EXCEL) from wrong


def _refuse_harmful(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise SheetRefused(HARMFUL)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _declares_entities(packed, part):
                    raise SheetRefused(HARMFUL)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as wrong:
        raise SheetRefused(NOT_EXCEL) from wrong


def _declares_entities(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Tell whether a part declares entities, or is written so that one could not see whether it does."""
    end = b""
    with packed.open(part) as file:
        while bite := file.read(BITE):
            if b"\0" in bite or any(word in end + bite for word in (b"<!DOCTYPE", b"<!ENTITY")):
                return True
            end = bite[-10:]
    return False


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
