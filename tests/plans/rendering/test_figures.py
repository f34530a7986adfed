"""Columns of figures are marked, head and all, and no word of a table is lost."""

import pytest

from plans.rendering.figures import FIGURE, columns_of_figures, on_screen
from plans.text.markup import clean
from plans.text.outline import Outline, Section, SectionKind
from plans.text.redline import compare


@pytest.mark.parametrize(
    "words", ["£1,000", "12%", "-3", "−3", "+£65,000", "none", "1,234.5", "£1.3 million", "Nil", "n/a", "4"]
)
def test_words_that_are_only_a_figure_are_one(words):
    assert FIGURE.match(words)


@pytest.mark.parametrize("words", ["2025 to 2026", "V3", "12 March", "about 40", "£", "four", "none yet"])
def test_other_words_are_no_figure(words):
    assert not FIGURE.match(words)


def test_a_column_of_figures_is_marked_with_its_head_and_other_columns_are_not():
    rows = (
        '<thead><tr><th scope="col">To whom</th><th scope="col">Sum</th><th scope="col">For what</th></tr></thead>'
        '<tbody><tr><th scope="row">Wendle &amp; Co</th><td>£1,000</td><td>12</td></tr>'
        '<tr><th scope="row">Others</th><td>none</td><td>Youth work</td></tr></tbody>'
    )

    assert on_screen(rows) == (
        '<thead><tr><th scope="col">To whom</th><th scope="col" class="pc-num">Sum</th>'
        '<th scope="col">For what</th></tr></thead>'
        '<tbody><tr><th scope="row">Wendle &amp; Co</th><td class="pc-num">£1,000</td><td>12</td></tr>'
        '<tr><th scope="row">Others</th><td class="pc-num">none</td><td>Youth work</td></tr></tbody>'
    )


def test_a_whole_table_keeps_its_caption():
    table = "<table><caption>Sums</caption><tbody><tr><td>Hub</td><td>5</td></tr></tbody></table>"

    assert on_screen(table) == (
        '<table><caption>Sums</caption><tbody><tr><td>Hub</td><td class="pc-num">5</td></tr></tbody></table>'
    )


def test_a_cell_that_spans_is_left_alone():
    rows = '<tbody><tr><td colspan="2">Police</td></tr><tr><td>Officers</td><td>1,640</td></tr></tbody>'

    assert on_screen(rows) == (
        '<tbody><tr><td colspan="2">Police</td></tr><tr><td>Officers</td><td class="pc-num">1,640</td></tr></tbody>'
    )


@pytest.mark.parametrize("html", ["", "<p>Four &amp; twenty.</p>", "<ul><li>1</li></ul>"])
def test_what_is_no_table_comes_back_as_it_was(html):
    assert on_screen(html) == html


def test_a_marked_table_knows_its_columns_of_figures_though_cells_changed_came_and_went():
    head, row = (
        "<tr><th>Item</th><th>2026</th><th>For whom</th>{}</tr>",
        '<tr><th scope="row">{}</th><td>{}</td><td>All</td>{}</tr>',
    )
    rows = row.format("Cars", "£20", "") + row.format("Dogs", "£5", "")
    old = f"<table><thead>{head.format('')}</thead><tbody>{rows}</tbody></table>"
    more = "".join(row.format(name, "£30", "<td>£40</td>") for name in ("Cars", "Dogs", "Boats"))
    new = f"<table><thead>{head.format('<th>2027</th>')}</thead><tbody>{more}</tbody></table>"
    texts = [Outline("", (Section("a", SectionKind.OTHER, "A", clean(html)),)) for html in (old, new)]
    [block] = compare(*texts).sections[0].blocks
    assert columns_of_figures(block.diff.table) == {1, 3}
