from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from plans.text.diff.operations import Kind
from plans.text.diff.rebuild import text_of_pieces
from plans.text.diff.words import pieces_between, text_pieces
from plans.text.inline import Run, tidied
from plans.text.markup import blocks, clean
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from plans.text.redline import accepted, changed_section_ids, compare, differences, new_html, old_html, rejected

WORDS = [
    "the",
    "police",
    "£1,000",
    "£2,000.50",
    "and",
    "victims",
    "not",
    "5%",
    ",",
    ".",
    "a&b",
    "x\u200by",
    "<i>",
    "is",
]
MARKS = ["strong", "em", "s", "sub", "sup"]

word = st.sampled_from(WORDS)
sentence = st.lists(word, min_size=1, max_size=12).map(" ".join)
plain = st.one_of(st.just(""), sentence, st.text(max_size=12))


@st.composite
def inline_html(draw):
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(sentence).replace("&", "&amp;").replace("<", "&lt;")
        kind = draw(st.sampled_from(["", "", "", "a", "br", *MARKS]))
        if kind == "a":
            parts.append(f'<a href="https://fenmarch.example/{draw(st.integers(1, 2))}">{text}</a>')
        elif kind == "br":
            parts.append(f"{text}<br>")
        else:
            parts.append(f"<{kind}>{text}</{kind}>" if kind else text)
    return draw(st.sampled_from(["", " "])).join(parts)


paragraph = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["p", "p", "p", "h3", "h4"]), inline_html())
item = st.recursive(
    inline_html(),
    lambda inner: st.builds(
        "{0}<{1}>{2}</{1}>".format,
        inline_html(),
        st.sampled_from(["ul", "ol"]),
        st.lists(inner.map("<li>{}</li>".format), min_size=1, max_size=3).map("".join),
    ),
    max_leaves=4,
)
a_list = st.builds(
    "<{0}>{1}</{0}>".format,
    st.sampled_from(["ul", "ol"]),
    st.lists(item.map("<li>{}</li>".format), min_size=1, max_size=5).map("".join),
)
quote = st.lists(paragraph, min_size=1, max_size=3).map(lambda inside: f"<blockquote>{''.join(inside)}</blockquote>")
cell = st.builds(
    "<{0}{1}>{2}</{0}>".format,
    st.sampled_from(["td", "td", "td", "th"]),
    st.sampled_from(["", "", "", "", " colspan=2", " rowspan=2"]),
    st.one_of(st.just(""), word, inline_html(), a_list),
)
row = st.builds("<tr><th>{}</th>{}</tr>".format, word, st.lists(cell, min_size=1, max_size=3).map("".join))
plain_row = st.builds("<tr><th>{}</th><td>{}</td><td>{}</td></tr>".format, word, word, word)
table = st.builds(
    "<table>{}{}</table>".format,
    st.one_of(st.just(""), sentence.map("<caption>{}</caption>".format)),
    st.one_of(
        st.lists(row, min_size=1, max_size=4).map("".join), st.lists(plain_row, min_size=1, max_size=6).map("".join)
    ),
)
block = st.one_of(paragraph, paragraph, a_list, quote, table)


def listed(elements):
    return st.lists(elements, max_size=3, unique_by=lambda element: element.code).map(tuple)


action = st.builds(PriorityAction, st.sampled_from(["V1", "V2", "V3", "V4"]), plain, plain)
objective = st.builds(
    Objective,
    st.sampled_from(["V", "C", "S"]),
    plain,
    plain,
    st.lists(plain, max_size=3).map(tuple),
    listed(action),
)
section = st.builds(
    Section,
    st.sampled_from(["one", "two", "three", "four", "five"]),
    st.sampled_from([SectionKind.OTHER, SectionKind.APPENDIX]),
    plain,
    st.lists(block, max_size=4).map("".join).map(clean),
    st.just(frozenset()),
    listed(objective),
)
outline = st.builds(Outline, plain, st.lists(section, max_size=3, unique_by=lambda section: section.id).map(tuple))


@st.composite
def edited_pair(draw):
    """An outline and the same one edited: blocks dropped, doubled, moved; words replaced; sections shuffled."""
    old = draw(outline)
    spare = [b for s in old.sections for b in blocks(s.html)]
    sections = []
    for section in draw(st.permutations(old.sections)):
        tops = [b for b in blocks(section.html) if draw(st.integers(0, 5))]
        if spare and draw(st.booleans()):
            tops.insert(draw(st.integers(0, len(tops))), draw(st.sampled_from(spare)))
        if draw(st.booleans()):
            tops = draw(st.permutations(tops))
        html = "".join(tops).replace(draw(word).replace("<i>", "is"), draw(st.sampled_from(["new", "£3", "the"])))
        if draw(st.integers(0, 4)):
            sections.append(replace(section, html=clean(html)))
    return old, replace(old, sections=tuple(sections))


@settings(deadline=None, max_examples=100)
@given(outline, outline)
def test_accepting_gives_exactly_the_new_text_and_rejecting_the_old(old, new):
    redline = compare(old, new)

    assert accepted(redline) == new
    assert rejected(redline) == old


@settings(deadline=None, max_examples=100)
@given(edited_pair())
def test_an_edited_text_is_rebuilt_exactly_both_ways(pair):
    old, new = pair
    redline = compare(old, new)

    assert accepted(redline) == new
    assert rejected(redline) == old
    for section in redline.sections:
        assert old_html(section) == (section.old.html if section.old else "")
        assert new_html(section) == (section.new.html if section.new else "")


@settings(deadline=None, max_examples=100)
@given(outline)
def test_equal_texts_give_no_change(text):
    redline = compare(text, text)

    assert redline.changes == ()
    assert redline.changed_sections == ()
    assert (redline.words_added, redline.words_removed, redline.blocks_moved) == (0, 0, 0)
    assert changed_section_ids(text, text) == frozenset()
    assert differences(text, text) == ()


@settings(deadline=None, max_examples=100)
@given(edited_pair())
def test_every_section_that_differs_shows_it_and_no_other(pair):
    old, new = pair
    redline = compare(old, new)

    # A block that moved is one change, of the section where it stands now; the section that it left shows it too.
    left = {s.section_id for s in redline.sections for block in s.blocks if block.diff.kind == "moved_away"}
    assert {change.section_id for change in redline.changes} | left == changed_section_ids(old, new)
    assert [change.number for change in redline.changes] == list(range(1, len(redline.changes) + 1))
    assert len({change.key for change in redline.changes}) == len(redline.changes)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=40), st.text(max_size=40))
def test_the_pieces_of_any_two_texts_rebuild_both(old, new):
    pieces = text_pieces(old, new)

    assert text_of_pieces(pieces, new=False) == old
    assert text_of_pieces(pieces, new=True) == new


runs = st.lists(
    st.builds(
        Run,
        sentence,
        st.sets(st.sampled_from(MARKS)).map(lambda marks: tuple(m for m in MARKS if m in marks)),
        st.sampled_from(["", "", "#a", "#b"]),
    ),
    max_size=5,
).map(tidied)


@settings(deadline=None, max_examples=200)
@given(runs, runs)
def test_pieces_are_never_empty_and_never_two_of_a_kind_side_by_side(old, new):
    pieces = pieces_between(old, new)

    assert all(piece.runs for piece in pieces)
    kinds = [(piece.kind, piece.note) for piece in pieces]
    assert all(one != other for one, other in pairwise(kinds))


@settings(deadline=None, max_examples=100)
@given(runs)
def test_the_same_words_without_marks_are_only_formatted(old):
    bare = tidied([Run(run.text) for run in old])

    kinds = {piece.kind for piece in pieces_between(old, bare)}

    assert kinds <= {Kind.SAME, Kind.FORMATTED}
