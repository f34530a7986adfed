"""A table as boxes: the same table comes back, what is typed is written in the house style, what is pasted is read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.text.content import TableBlock
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
from plans.text.tables.grid import find_table, read_grid, tables_in, with_table, write_grid
from plans.text.tables.pasted import NotRows, rows_of
from plans.text.tables.sheet import Column, Holds, Line, Sheet, marks_of, sheet_of, without_empty_rows
from plans.text.tables.written import grid_of, problems

BUDGET = (
    "<table><caption>The <em>budget</em></caption>"
    '<thead><tr><th scope="col">Heading</th><th scope="col">2026 to 2027</th>'
    '</tr></thead><tbody><tr><th scope="row">Police <strong>officers</strong></th><td>£61,400,000</td></tr>'
    '<tr><th scope="row">Police staff</th><td>24900000</td></tr></tbody>'
    '<tfoot><tr><th scope="row">Total</th><td>£86,300,000</td></tr></tfoot></table>'
)
CELLS = st.sampled_from(
    ("", "£1,200", "1200", "(3)", "2.5", "Total", "a &amp; b", "<strong>x</strong> y", "<p>one</p><p>two</p>")
) | st.sampled_from(("1<br>2", "<ul><li>a</li></ul>", "12%", "none"))
TABLES = st.tuples(
    st.lists(st.lists(st.tuples(st.sampled_from(["th", "td"]), CELLS), min_size=1, max_size=4), min_size=1, max_size=5),
    st.sampled_from(["thead", "tbody"]),
    st.sampled_from(["tbody", "tfoot"]),
    st.sampled_from(["", "<caption>A <em>table</em></caption>"]),
)


def html_of(parts) -> str:
    rows, first, last, caption = parts
    made = []
    for n, cells in enumerate(rows):
        part = first if n == 0 else last if n == len(rows) - 1 else "tbody"
        made.append(f"<{part}><tr>{''.join(f'<{tag}>{inside}</{tag}>' for tag, inside in cells)}</tr></{part}>")
    return clean(f"<table>{caption}{''.join(made)}</table>")


@given(TABLES)
def test_any_canonical_table_without_spans_comes_back_from_its_boxes_to_the_byte(parts):
    html = html_of(parts)
    opened = read_grid(html)

    assert write_grid(opened) == html
    assert write_grid(grid_of(sheet_of(opened), opened)) == html


WORDS = st.text(st.sampled_from("abc £1,.()-&<\"'é"), max_size=12).map(lambda text: " ".join(text.split()))
SHEETS = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Sheet,
        WORDS,
        st.just(tuple(Column() for _ in range(width))),
        st.lists(st.tuples(*[WORDS] * width).map(lambda cells: Line("tbody", cells)), min_size=1, max_size=5).map(
            tuple
        ),
        st.integers(-1, width - 1),
    )
)


@given(SHEETS)
def test_what_was_typed_into_a_new_table_is_read_back_word_for_word(sheet):
    html = write_grid(grid_of(sheet, None))
    again = sheet_of(read_grid(html))

    assert clean(html) == html
    assert again.caption == sheet.caption
    assert sorted(line.cells for line in again.lines) == sorted(line.cells for line in sheet.lines)


def test_a_figure_that_was_typed_is_written_as_its_column_is_and_the_rest_stands_untouched():
    opened = read_grid(BUDGET)
    sheet = with_cells(sheet_of(opened), {(1, 1): "61500000"})

    assert write_grid(grid_of(sheet, opened)) == BUDGET.replace("£61,400,000", "£61,500,000")


def test_a_column_that_is_said_to_hold_money_is_written_as_money_throughout():
    opened = read_grid(BUDGET.replace("£", ""))
    sheet = sheet_of(opened)
    assert sheet.columns[1].holds is Holds.NUMBER

    money = replace(sheet, columns=(sheet.columns[0], replace(sheet.columns[1], holds=Holds.MONEY)))
    assert write_grid(grid_of(money, opened)) == BUDGET.replace("24900000", "£24,900,000")


def test_pence_in_one_cell_do_not_rewrite_the_others():
    opened = read_grid(BUDGET)
    html = write_grid(grid_of(with_cells(sheet_of(opened), {(1, 1): "£1.5", (2, 1): "2"}), opened))

    assert "<td>£1.50</td>" in html
    assert "<td>£2.00</td>" in html
    assert "<td>£86,300,000</td>" in html


def test_a_changed_cell_loses_only_its_own_formatting():
    opened = read_grid(BUDGET)
    html = write_grid(grid_of(with_cells(sheet_of(opened), {(2, 0): "Staff\nand others"}), opened))

    assert "Police <strong>officers</strong>" in html
    assert '<th scope="row">Staff<br>and others</th>' in html


def test_rows_and_columns_are_added_moved_and_removed():
    opened = read_grid(BUDGET)
    sheet = sheet_of(opened)

    assert [line.cells[0] for line in with_row_moved(sheet, 2, -1).lines] == [
        "Heading",
        "Police staff",
        "Police officers",
        "Total",
    ]
    assert with_row_moved(sheet, 1, -1) == sheet
    assert [line.cells[0] for line in without_row(sheet, 1).lines] == ["Heading", "Police staff", "Total"]
    assert with_row(sheet, 2).lines[2] == Line("tbody", ("", ""))
    assert without_empty_rows(with_row(sheet, 2)) == sheet
    assert with_column(sheet, 2).columns[2] == Column(Holds.MONEY)
    moved = with_column_moved(sheet, 0, 1)
    assert (moved.key, moved.lines[0].cells) == (1, ("2026 to 2027", "Heading"))
    assert without_column(sheet, 0).key == -1
    html = write_grid(grid_of(with_row_moved(sheet, 2, -1), opened))
    assert html.index("Police staff") < html.index("Police <strong>officers</strong>")


def test_the_last_row_and_the_last_column_stay():
    alone = Sheet("", (Column(),), (Line("tbody", ("a",)),))

    assert without_row(alone, 0) == alone
    assert without_column(alone, 0) == alone


def test_another_column_may_name_the_rows():
    opened = read_grid(BUDGET)
    html = write_grid(grid_of(replace(sheet_of(opened), key=1), opened))

    assert '<td>Police staff</td><th scope="row">24900000</th>' in html


def test_the_first_row_becomes_the_headings():
    opened = read_grid("<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>")

    assert write_grid(grid_of(with_head(sheet_of(opened)), opened)) == (
        '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>'
    )


def test_a_block_of_a_spreadsheet_fills_from_a_box_on_and_grows_the_table():
    sheet = sheet_of(read_grid(BUDGET))
    pasted = with_pasted(sheet, rows_of("Fuel\t1,200\t1,300\nRepairs\t(50)\t12.5\nMore\t7\t8\n"), 3, 0)

    assert pasted.width == 3
    assert [line.cells for line in pasted.lines[3:]] == [
        ("Fuel", "1,200", "1,300"),
        ("Repairs", "(50)", "12.5"),
        ("More", "7", "8"),
    ]
    assert {line.part for line in pasted.lines[1:]} == {"tbody"}
    assert pasted.columns[2].holds is Holds.MONEY


def test_a_column_that_grew_out_of_words_holds_words():
    pasted = with_pasted(sheet_of(read_grid(BUDGET)), rows_of("Note\nas planned\nas planned"), 0, 2)

    assert pasted.columns[2].holds is Holds.WORDS
    assert pasted.columns[1].holds is Holds.MONEY


def test_a_figure_that_cannot_be_read_is_said_at_its_box_and_words_are_let_be():
    sheet = sheet_of(read_grid(BUDGET))
    typed = with_cells(sheet, {(1, 1): "£61,40,000", (2, 1): "to be agreed"})

    [wrong] = problems(typed, read_grid(BUDGET))
    assert (wrong.row, wrong.column) == (1, 1)
    assert wrong.words.startswith("“£61,40,000” cannot be read as money. Write a figure such as £65,000, 65,000,")
    assert problems(with_cells(sheet, {(1, 1): "5%"}), None)[0].words.startswith("“5%” cannot be read as money.")


def test_marks_are_kept_under_the_names_of_rows_and_columns():
    sheet = sheet_of(read_grid(BUDGET))
    said = replace(sheet, lines=(*sheet.lines[:3], replace(sheet.lines[3], total=False)))

    assert marks_of(sheet) == {}
    assert marks_of(said) == {"total": False}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\n1\t2\r\n", (("a", "b"), ("1", "2"))),
        ("a\t\n\t\nb\t2", (("a", ""), ("b", "2"))),
        ('Fuel,"1,200"\nOil,3', (("Fuel", "1,200"), ("Oil", "3"))),
        ('a\t"two\nlines"\n', (("a", "two\nlines"),)),
        ("alone", (("alone",),)),
    ],
)
def test_rows_of_a_spreadsheet_are_read(text, rows):
    assert rows_of(text) == rows


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "There are no rows to paste. Copy some cells in the spreadsheet first."),
        ("Fuel,3\nOil,£1,200", "Row 2: it has 3 cells and the first row has 2."),
        ('a,b\nc,"d', "Row 2: a quotation mark is opened and not closed"),
        ("x\n" * 101, "There are 101 rows, and a table of a plan holds 100."),
    ],
)
def test_rows_that_cannot_be_told_apart_surely_are_refused_by_row(text, words):
    with pytest.raises(NotRows) as refused:
        rows_of(text)

    assert str(refused.value).startswith(words)


def test_a_table_is_found_again_where_it_stands_now():
    html = f"<p>One.</p>{BUDGET}<p>Two.</p>{BUDGET}"
    first, second = tables_in(html)

    assert (first.number, second.number, second.block) == (1, 2, 3)
    assert find_table(f"<p>New.</p>{html}", 2, second.digest).block == 4
    assert find_table(html, 1, "0" * 32) is None
    assert with_table(html, second, "<p>Gone.</p>") == f"<p>One.</p>{BUDGET}<p>Two.</p><p>Gone.</p>"
    assert with_table("<p>One.</p>", None, BUDGET) == f"<p>One.</p>{BUDGET}"
    assert isinstance(first.grid.table, TableBlock)
