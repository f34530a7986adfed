"""Figures as whole numbers, and totals checked exactly, with the words that a drafter reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.text.tables.figures import Figure, read_figure, shown_places, write_figure
from plans.text.tables.grid import Grid, read_grid
from plans.text.tables.totals import Found, findings, total_columns, total_rows, worked_out


def a_table(head: list[str], *rows: list[str], foot: list[str] | None = None) -> Grid:
    def row(cells: list[str], scope: str) -> str:
        return f'<tr><th scope="{scope}">{cells[0]}</th>{"".join(f"<td>{cell}</td>" for cell in cells[1:])}</tr>'

    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(row(cells, "row") for cells in rows)
    feet = f"<tfoot>{row(foot, 'row')}</tfoot>" if foot else ""
    return read_grid(f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody>{feet}</table>")


def words(grid: Grid, marks: dict[str, bool] | None = None) -> list[str]:
    return [finding.words for finding in findings(grid, marks or {})]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("£65,000", Figure(6_500_000, 2, "£", 100)),
        ("65000", Figure(65_000, 0, "")),
        ("(1,200)", Figure(-1_200, 0, "")),
        ("−£12.50", Figure(-1_250, 2, "£")),
        ("£-12.50", Figure(-1_250, 2, "£")),
        ("1.2m", Figure(1_200_000, 0, "", 100_000)),
        ("£1,234.5k", Figure(123_450_000, 2, "£", 10_000)),
        ("£1.3 million", Figure(130_000_000, 2, "£", 10_000_000)),
        ("2.99%", Figure(299, 2, "%")),
        ("3 per cent", Figure(3, 0, "%")),
        (" 12.5 ", Figure(125, 1, "")),
    ],
)
def test_a_figure_is_read_as_a_whole_number_of_its_smallest_part(text, figure):
    assert read_figure(text) == figure


@pytest.mark.parametrize(
    "text",
    [
        "",
        "none",
        "£1,23",
        "1,00",
        "12,34,567",
        "(12",
        "12)",
        "-(12)",
        "£0.005",
        "£5%",
        "to be set",
        "12 and 13",
        "1.",
        "١٢",
    ],
)
def test_what_is_not_exactly_one_figure_is_none(text):
    assert read_figure(text) is None


@given(st.integers(-(10**12), 10**12), st.integers(0, 4), st.sampled_from(["£", "%", ""]))
def test_a_figure_that_is_written_is_read_back_as_the_same_amount(amount, places, unit):
    figure = Figure(amount, 2 if unit == "£" else places, unit)
    read = read_figure(write_figure(figure, unit, shown_places(figure)))

    assert read is not None
    assert read.at(6).amount == figure.at(6).amount
    assert read.unit == unit


@given(st.integers(-(10**12), 10**12))
def test_pounds_are_written_without_pence_and_pence_are_never_lost(pence):
    figure = Figure(pence, 2, "£")

    assert read_figure(write_figure(figure, "£", 0)).at(2).amount == pence
    assert ("." in write_figure(figure, "£", 0)) == (pence % 100 != 0)


def test_a_wrong_total_says_by_how_much():
    grid = a_table(
        ["Heading", "2026 to 2027"], ["Officers", "£1,000,000"], ["Staff", "£240,000"], ["Total", "£1,250,000"]
    )

    assert words(grid) == [
        "The row “Total” under “2026 to 2027” says £1,250,000, and the figures above it add up to £1,240,000: "
        "£10,000 less."
    ]
    assert findings(grid, {})[0].sum == "£1,240,000"


def test_a_right_total_says_nothing_however_its_figures_are_written():
    grid = a_table(
        ["Heading", "2026"], ["Officers", "£1.2m"], ["Less: grant", "(£200,000)"], ["Total", "£1,000,000.00"]
    )

    assert words(grid) == []


def test_a_difference_that_rounding_explains_is_said_as_such():
    grid = a_table(["Posts", "FTE"], ["Officers", "10.3"], ["Staff", "5.3"], ["Total", "15.7"])

    [finding] = findings(grid, {})
    assert finding.kind is Found.ROUNDING
    assert finding.words.endswith("add up to 15.6: 0.1 less, which may be rounding.")


def test_a_difference_beyond_half_of_the_last_place_for_each_figure_is_wrong():
    grid = a_table(["Posts", "FTE"], ["Officers", "10.3"], ["Staff", "5.3"], ["Total", "15.8"])

    assert [finding.kind for finding in findings(grid, {})] == [Found.WRONG]


def test_sub_totals_and_the_total_of_all_are_each_checked_against_their_own_rows():
    rows = (["A", "1"], ["B", "2"], ["Sub-total", "3"], ["C", "4"], ["Sub-total", "4"], ["Grand total", "7"])

    assert words(a_table(["Posts", "2026"], *rows)) == []
    assert "add up to 7: 92 less." in words(a_table(["Posts", "2026"], *rows[:-1], ["Grand total", "99"]))[0]


def test_a_total_after_a_sub_total_is_read_in_the_way_that_fits_it():
    rows = (["A", "1", "1"], ["Total spending", "1", "1"], ["Grant", "5", "6"], ["Tax", "2", "3"])

    assert words(a_table(["Heading", "2026", "2027"], *rows, ["Total income", "7", "9"])) == []
    assert words(a_table(["Heading", "2026", "2027"], *rows, ["Total", "8", "10"])) == []
    assert len(words(a_table(["Heading", "2026", "2027"], *rows, ["Total income", "7", "12"]))) == 1


def test_a_column_of_totals_is_checked_across():
    grid = a_table(["Heading", "2026", "2027", "Total"], ["Officers", "£5", "£6", "£21"])

    assert words(grid) == [
        "The column “Total” beside “Officers” says £21, and the figures before it add up to £11: £10 less."
    ]
    assert words(a_table(["To whom", "What for", "Amount"], ["A trust", "Youth work in 2 towns", "£5"])) == []


def test_the_foot_of_a_table_is_a_total_whatever_it_is_called():
    grid = a_table(["Heading", "2026"], ["A", "1,000"], ["B", "500"], foot=["Net budget", "1,600"])

    assert total_rows(grid, {}) == (3,)
    assert len(words(grid)) == 1
    assert total_rows(grid, {"net budget": False}) == ()


def test_a_drafter_says_what_is_a_total_and_what_is_none():
    grid = a_table(
        ["Measure", "2025"], ["Burglary", "100"], ["Total recorded crime", "5,000"], ["All offences", "5,100"]
    )

    assert len(words(grid)) == 1
    assert words(grid, {"total recorded crime": False}) == []
    assert total_rows(grid, {"all offences": True}) == (2, 3)
    assert total_columns(grid, {"2025": True}) == (1,)


def test_what_cannot_be_added_up_is_not_called_wrong():
    unknown = a_table(["Heading", "2026"], ["A", "£10"], ["B", "to be agreed in 2026"], ["Total", "£10"])
    mixed = a_table(["Heading", "2026"], ["Council tax", "2.99%"], ["Grant", "£10"], ["Total", "£10"])

    assert words(unknown) == [
        "The row “Total” under “2026” was not checked, because “B” says “to be agreed in 2026” under “2026”."
    ]
    assert [finding.kind for finding in findings(mixed, {})] == [Found.UNCHECKED]
    assert words(a_table(["Heading", "2026"], ["A", "£10"], ["B", "none"], ["C", "–"], ["Total", "£10"])) == []


def test_a_total_is_worked_out_as_its_figures_are_written():
    grid = a_table(["Heading", "2026", "FTE"], ["A", "£1,000.50", "2.5"], ["B", "£2,000", "3"], ["Total", "", ""])

    assert worked_out(grid, {}, row=3) == {(3, 1): "£3,000.50", (3, 2): "5.5"}
    across = a_table(["Heading", "2026", "2027", "Total"], ["A", "£1", "£2", ""], ["B", "£3", "as agreed", ""])
    assert worked_out(across, {}, column=3) == {(1, 3): "£3"}


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12))
def test_a_total_that_was_worked_out_is_right(amounts):
    rows = [[f"Row {n}", write_figure(Figure(amount, 2, "£"), "£", 0)] for n, amount in enumerate(amounts)]
    empty = a_table(["Heading", "2026"], *rows, ["Total", ""])
    [total] = worked_out(empty, {}, row=len(rows) + 1).values()

    assert words(a_table(["Heading", "2026"], *rows, ["Total", total])) == []


def test_cells_that_span_are_read_where_they_stand():
    grid = read_grid(
        '<table><thead><tr><th scope="col" rowspan="2">Heading</th><th scope="col" colspan="2">2026</th></tr>'
        '<tr><th scope="col">Budget</th><th scope="col">Spent</th></tr></thead><tbody>'
        '<tr><th scope="row" colspan="3">Policing</th></tr>'
        '<tr><th scope="row">Officers</th><td>£5</td><td>£400</td></tr>'
        '<tr><th scope="row">Total</th><td>£5</td><td>£600</td></tr></tbody></table>'
    )

    assert grid.column_name(2) == "Spent"
    assert len(words(grid)) == 1
    assert "under “Spent” says £600" in words(grid)[0]
