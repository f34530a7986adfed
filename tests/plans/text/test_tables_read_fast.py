"""What is read quickly is what the reader itself reads: tables by their rows, lists and paragraphs without marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.text.content import TableBlock, write_row
from plans.text.diff.lazycells import PairedCells, apart, differing, edits_of
from plans.text.diff.operations import Kind, total
from plans.text.diff.rowtexts import of_block, of_html
from plans.text.diff.units import Unit
from plans.text.diff.words import Vocabulary
from plans.text.markup import blocks, clean
from plans.text.outline import Outline, Section, SectionKind
from plans.text.reader import read
from plans.text.redline import accepted, compare, rejected
from tests.plans.text.documents import body

cells = st.builds(
    "<{0}{1}>{2}</{0}>".format,
    st.sampled_from(["td", "td", "th"]),
    st.sampled_from(["", "", "", " colspan=2", " scope=row"]),
    st.sampled_from(["", "£1", "a&amp;lt;b", "two words", "<b>x</b>", "<ul><li>x</li></ul>", " x", "a  b", "x<br>y"]),
)
rows = st.lists(cells, min_size=1, max_size=3).map("".join).map("<tr>{}</tr>".format)
tables = st.builds(
    "<table>{}{}<tbody>{}</tbody></table>".format,
    st.sampled_from(["", "<caption>Sums &amp; totals</caption>", "<caption><b>Sums</b></caption>"]),
    st.sampled_from(["", "<thead><tr><th>A</th><td>B</td></tr></thead>"]),
    st.lists(rows, min_size=1, max_size=4).map("".join),
)


def agrees(html: str) -> bool:
    (block,) = read(html)
    table = of_html(html)
    if table is None:
        return True
    assert isinstance(block, TableBlock)
    assert [write_row(row.row) for row in table.rows] == [row.html for row in table.rows]
    return (table.caption, tuple(row.row for row in table.rows)) == (block.caption, block.rows)


@given(tables, st.booleans())
def test_a_table_read_by_its_rows_is_the_table_that_was_written(html, cleaned):
    for block in blocks(clean(html)) if cleaned else [html]:
        if block.startswith("<table>") and len(read(block)) == 1:
            assert not cleaned or agrees(block)
            table, known = of_html(block), read(block)[0]
            if table is not None:
                assert [row.html for row in of_block(known).rows] == [row.html for row in table.rows]


WRITTEN = ["", "£1", "£1,000", "12-3", "–", "a & b", "x", "two words", "Elm", "p\u043elice", "x\u200b", "<b>x</b>"]
written = st.lists(st.lists(st.sampled_from(WRITTEN), min_size=3, max_size=3), min_size=1, max_size=4)
tags = st.lists(st.sampled_from(["td", "td", "td", "th"]), min_size=2, max_size=2)


def table_of(lines: list[list[str]], tags: list[str]) -> str:
    rows = (f"<tr><th>{key}</th><{tags[0]}>{a}</{tags[0]}><{tags[1]}>{b}</{tags[1]}></tr>" for key, a, b in lines)
    return clean(f"<table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>{''.join(rows)}</table>")


@given(written, written, tags, tags)
def test_what_is_counted_of_cells_before_they_are_made_is_what_they_are(old, new, old_tags, new_tags):
    htmls = table_of(old, old_tags), table_of(new, new_tags)
    redline = compare(*(Outline("", (Section("a", SectionKind.OTHER, "A", html),)) for html in htmls))
    for row in redline.sections[0].blocks[0].diff.table.rows if htmls[0] != htmls[1] else ():
        if row.kind is not Kind.MOVED_AWAY:
            cells = tuple(row.cells)
            assert (apart(row.cells), edits_of(row.cells)) == (apart(cells), total(cell.edits for cell in cells))
            assert list(differing(row.cells)) == [cell for cell in cells if cell.kind is not Kind.SAME]
            assert row.edits == edits_of(row.cells)


@given(body)
def test_blocks_are_read_quickly_as_they_are_read(html):
    assert len(blocks(html)) == len(read(html))
    for block in blocks(html):
        unit = Unit(block, Vocabulary())
        assert (unit.block,) == read(block)
        assert (unit.form == "table") is isinstance(unit.block, TableBlock)


@pytest.mark.parametrize(
    "html",
    [
        "<table><tbody><tr><td>a </td></tr></tbody></table>",
        "<table><tbody><tr><th>a</th></tr></tbody></table>",
        "<table><tbody><tr><td>a & b</td></tr></tbody></table>",
        '<table><tbody><tr><th scope="row">a</th></tr><tr><td>b</td></tr></tbody></table>',
        '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
        "<table><tbody>loose<tr><td>a</td></tr></tbody></table>",
        "<table><tbody></tbody></table>",
        "<table></table>",
    ],
)
def test_a_table_that_is_not_canonical_or_spans_is_left_to_the_reader(html):
    assert of_html(html) is None


def test_the_cells_that_stayed_are_made_when_somebody_asks():
    old = '<table><tbody><tr><th scope="row">Elm</th><td>1</td><td>x &amp; y</td></tr></tbody></table>'
    texts = [
        Outline("", (Section("a", SectionKind.OTHER, "A", html),)) for html in (old, old.replace("<td>1<", "<td>2<"))
    ]
    redline = compare(*texts)
    cells = redline.sections[0].blocks[0].diff.table.rows[0].cells

    assert isinstance(cells, PairedCells)
    assert [cell.new_html for cell in differing(cells)] == ["2"]
    assert [cell.kind for cell in cells] == [Kind.SAME, Kind.CHANGED, Kind.SAME]
    assert (len(cells), cells[2].html, cells[1].delta) == (3, "x &amp; y", "+1")
    assert cells == tuple(cells)
    assert hash(cells) == hash(tuple(cells))
    assert (accepted(redline), rejected(redline)) == (texts[1], texts[0])
