import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.text.content import write_flow
from plans.text.inline import Run, merged
from plans.text.markup import LONGEST, MarkupError, blocks, clean, plain_text, word_count
from plans.text.reader import read

# fmt: off
TAGS = [
    "p", "div", "section", "b", "strong", "i", "em", "s", "del", "strike", "sup", "sub", "u", "span", "a", "h1", "h2",
    "h3", "h4", "h5", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "blockquote",
    "br", "hr", "font", "script", "svg", "button",
]
# fmt: on
ATTRIBUTES = [
    "",
    " href='https://fenmarch.example/a?b=1&c=2'",
    " href=javascript:x",
    " colspan=3",
    " rowspan=2",
    " onclick=x",
]
TEXTS = ["one", " two ", "3,000", "\u00a0four", "five\n six", "&lt;b&gt;", "&amp;", "&#1;", "\u200b", "£7", ".", " "]

soup = st.lists(
    st.one_of(
        st.sampled_from(TEXTS),
        st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
    ),
    max_size=40,
).map("".join)


@given(soup)
def test_cleaning_what_is_clean_changes_nothing(html):
    once = clean(html)

    assert clean(once) == once


@given(soup)
def test_clean_html_is_read_into_the_content_that_writes_it(html):
    canonical = clean(html)

    assert write_flow(read(canonical)) == canonical


@given(st.text(max_size=80))
def test_any_characters_at_all_come_out_clean(text):
    once = clean(text)

    assert clean(once) == once


@given(st.lists(st.one_of(st.from_regex(r"w[0-9]{1,4}", fullmatch=True), st.sampled_from(TAGS)), max_size=40))
def test_every_word_is_kept_whatever_markup_stands_around_it(parts):
    words = [part for part in parts if part[1:].isdigit() and part[0] == "w"]
    # A script is not words of the text; everything else is.
    html = " ".join(part if part in words else f"<{part}>" for part in parts if part not in ("script", "svg"))

    assert sorted(plain_text(clean(html)).split()) == sorted(words)


@given(soup)
def test_blocks_joined_are_the_html(html):
    canonical = clean(html)

    assert "".join(blocks(canonical)) == canonical


@pytest.mark.parametrize(
    ("dirty", "canonical"),
    [
        ("loose", "<p>loose</p>"),
        ("<div>one</div><div>two</div>", "<p>one</p><p>two</p>"),
        ("<p></p><p>&nbsp;</p><p>kept</p>", "<p>kept</p>"),
        ("<p>a&nbsp;b &lt;c&gt; &amp; &eacute; &quot;d&quot;</p>", '<p>a b &lt;c&gt; &amp; é "d"</p>'),
        ("<p>  many \n\t spaces </p>", "<p>many spaces</p>"),
        ("<p>one<br> two<br></p>", "<p>one<br>two</p>"),
        ("<p>a<b> bold </b>b</p>", "<p>a <strong>bold</strong> b</p>"),
        ("<p><b>a</b><strong>b</strong> <b>c</b></p>", "<p><strong>ab c</strong></p>"),
        ("<p><em><b>x</b></em></p>", "<p><strong><em>x</em></strong></p>"),
        ("<p><del>a</del> <strike>b</strike> <i>c</i></p>", "<p><s>a b</s> <em>c</em></p>"),
        ("<strong><p>x</p><p>y</p></strong>", "<p><strong>x</strong></p><p><strong>y</strong></p>"),
        ("<h1>A</h1><h2>B</h2><h3>C</h3><h5>D</h5>", "<h3>A</h3><h3>B</h3><h3>C</h3><h4>D</h4>"),
        ("<h4>First</h4><h4>Second</h4>", "<h3>First</h3><h4>Second</h4>"),
        ("<ul><li><p>a</p></li><li><p>b</p><p>c</p></li></ul>", "<ul><li>a</li><li><p>b</p><p>c</p></li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<li>a</li><li>b</li>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul>loose<li></li></ul><ol></ol>", "<ul><li>loose</li></ul>"),
        ("<blockquote>said</blockquote>", "<blockquote><p>said</p></blockquote>"),
        ("<blockquote><h2>Title</h2></blockquote>", "<blockquote><p><strong>Title</strong></p></blockquote>"),
    ],
)
def test_one_meaning_is_written_in_one_way(dirty, canonical):
    assert clean(dirty) == canonical


@pytest.mark.parametrize(
    ("dirty", "canonical"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p onclick='x()' style='color:red' class='x' id='y'>a</p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>a</a>", "<p>a</p>"),
        ("<a href=' JaVaScRiPt:alert(1)'>a</a>", "<p>a</p>"),
        ("<a href='data:text/html,x'>a</a>", "<p>a</p>"),
        ("<a href='/inside'>a</a><a href='//evil.example'>b</a>", "<p>ab</p>"),
        ("<iframe src='x'>a</iframe><img src=x onerror=alert(1)>b", "<p>ab</p>"),
        ("<svg><style><img src=x onerror=alert(1)></style></svg>b", "<p>b</p>"),
        ("<p>a\x00\x08\x1bb&#7;c</p>", "<p>abc</p>"),
        ("<p>zero\u200bwidth \u202eturned</p>", "<p>zero\u200bwidth \u202eturned</p>"),
        ("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x&gt;'>", ""),
    ],
)
def test_hostile_markup_falls_away_and_the_words_stay(dirty, canonical):
    assert clean(dirty) == canonical


@pytest.mark.parametrize(
    "address", ["https://fenmarch.example/a?b=1", "HTTP://x.example", "mailto:a@b.example", "tel:+441223", "#p3-2"]
)
def test_links_to_the_web_to_people_and_within_the_page_are_kept(address):
    assert clean(f'<p><a href="{address}" target="_blank">a</a></p>') == f'<p><a href="{address}">a</a></p>'


def test_first_row_of_header_cells_becomes_the_head_of_the_table():
    dirty = (
        "<table><caption><p>Money</p></caption><tr><th><p>Year</p></th><th>Sum</th></tr>"
        "<tr><th>2026</th><td><p>£1</p></td></tr><tfoot><tr><td>Total</td><td>£1</td></tr></tfoot></table>"
    )

    assert clean(dirty) == (
        "<table><caption>Money</caption>"
        '<thead><tr><th scope="col">Year</th><th scope="col">Sum</th></tr></thead>'
        '<tbody><tr><th scope="row">2026</th><td>£1</td></tr></tbody>'
        "<tfoot><tr><td>Total</td><td>£1</td></tr></tfoot></table>"
    )


def test_spans_are_bounded_by_the_table():
    dirty = "<table><tr><td colspan=999999 rowspan=9>a</td></tr><tr><td colspan=900 rowspan=x>b</td></tr></table>"

    assert clean(dirty) == (
        '<table><tbody><tr><td rowspan="2">a</td></tr><tr><td colspan="50">b</td></tr></tbody></table>'
    )


def test_a_table_inside_another_becomes_its_words():
    dirty = "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>"

    assert clean(dirty) == "<table><tbody><tr><td><p>a</p><p>b</p><p>c</p></td></tr></tbody></table>"


def test_words_stay_where_lists_nest_too_deep_to_keep():
    cleaned = clean("<ul><li>w" * 30)

    assert plain_text(cleaned).split() == ["w"] * 30
    assert cleaned.count("<ul>") == 6


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<font>", "<script>x</script><i>"])
def test_nesting_by_the_thousand_is_cleaned_at_once(opening):
    began = time.process_time()

    assert plain_text(clean(opening * 20_000 + "word")) == "word"
    assert time.process_time() - began < 20


def test_a_section_that_is_too_long_is_refused_with_what_to_do():
    with pytest.raises(MarkupError) as refused:
        clean("x" * (LONGEST + 1))

    assert str(refused.value) == (
        "This text is too long for one section, which holds 500,000 characters. Divide it into several sections."
    )


def test_fifty_thousand_words_are_cleaned_in_seconds_and_not_in_minutes():
    paragraph = (
        "<p>We will cut <b>burglary</b> by 5% in <i>each</i> part of Fenmarch" + " before the year ends" * 8 + "</p>"
    )
    html = paragraph * 1_200

    began = time.process_time()
    cleaned = clean(html)

    assert time.process_time() - began < 10
    assert word_count(cleaned) == 1_200 * 43


def test_plain_text_has_a_line_for_each_block_item_and_row():
    html = clean("<h2>T</h2><p>a<br>b &amp; c</p><ul><li>d<ol><li>e</li></ol></li></ul><table><tr><td>f<td>g</table>")

    assert plain_text(html) == "T\na\nb & c\nd\ne\nf\tg"
    assert word_count(html) == 8


def test_runs_by_the_ten_thousand_are_joined_without_writing_each_again():
    made = merged(Run("x", ("strong",)) for _ in range(500_000))

    assert made == (Run("x" * 500_000, ("strong",)),)
