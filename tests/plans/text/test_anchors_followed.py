"""Whatever is edited around words, they are found; whatever is edited in them, it is said: texts made to tell."""

from dataclasses import dataclass, replace

from hypothesis import assume, given
from hypothesis import strategies as st

from plans.text.anchors import State, anchor_of, found
from plans.text.outline import Outline, Section, SectionKind
from plans.text.parts import section_text


@dataclass(frozen=True)
class Word:
    """A word of a made-up text: common ones stand in it often, one of its own stands once."""

    text: str
    quoted: bool = False


common = st.sampled_from(["the", "police", "and", "£1,000", "of", "5%", "not"])
counter = st.integers(0, 10**9)


@st.composite
def made_text(draw):
    """Sections of blocks (paragraph, list, table) of leaves of words, and a quoted run of words in one leaf."""
    serial = iter(range(10_000))

    def a_leaf():
        return [
            Word(draw(common) if draw(st.booleans()) else f"own{next(serial)}x") for _ in range(draw(st.integers(1, 9)))
        ]

    text = [
        [(draw(st.sampled_from(["p", "p", "ul", "table"])), [a_leaf() for _ in range(draw(st.integers(1, 3)))])
         for _ in range(draw(st.integers(1, 4)))]
        for _ in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    leaves = [leaf for section in text for _, leaves in section for leaf in leaves]
    leaf = draw(st.sampled_from(leaves))
    start = draw(st.integers(0, len(leaf) - 1))
    end = draw(st.integers(start + 1, len(leaf)))
    assume(any(word.text.startswith("own") for word in leaf[start:end]))
    leaf[start:end] = [replace(word, quoted=True) for word in leaf[start:end]]
    return text


def drawn(text) -> Outline:
    def block(kind, leaves):
        lines = [" ".join(word.text for word in leaf) for leaf in leaves if leaf]
        if kind == "p":
            return "".join(f"<p>{line}</p>" for line in lines)
        if kind == "ul":
            return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if lines else ""
        rows = "".join(f"<tr><th>row {n}</th><td>{line}</td></tr>" for n, line in enumerate(lines))
        return f"<table><tbody>{rows}</tbody></table>" if lines else ""

    def section(n, blocks):
        html = "".join(block(kind, leaves) for kind, leaves in blocks)
        return Section(f"s{n}", SectionKind.OTHER, f"S{n}", html)

    return Outline("Plan", tuple(section(n, blocks) for n, blocks in text))


def anchor_in(text, outline: Outline) -> tuple[str, int, str]:
    """Return the section, the start and the words of the quote, from the word in it that is its own."""
    for n, section in text:
        for _, leaves in section:
            for leaf in leaves:
                words = [word for word in leaf if word.quoted]
                if words:
                    quote = " ".join(word.text for word in words)
                    own = next(word.text for word in words if word.text.startswith("own"))
                    at = section_text(outline.section(f"s{n}")).index(own) - quote.index(own)
                    return f"s{n}", at, quote
    raise AssertionError("the quote is not in the text")


@st.composite
def edited_around(draw, text):
    """The same text with words put in, taken out and replaced outside the quote, and blocks moved and dropped."""
    sections = [[(kind, [list(leaf) for leaf in leaves]) for kind, leaves in section] for _, section in text]
    for section in sections:
        for _, leaves in section:
            for leaf in leaves:
                for _ in range(draw(st.integers(0, 2))):
                    at = draw(st.integers(0, len(leaf)))
                    fresh = Word(draw(st.one_of(common, counter.map("new{}y".format))))
                    inside = 0 < at < len(leaf) and leaf[at - 1].quoted and leaf[at].quoted
                    if draw(st.booleans()) and not inside:
                        leaf.insert(at, fresh)
                    elif at < len(leaf) and not leaf[at].quoted:
                        leaf[at : at + 1] = draw(st.sampled_from([[], [fresh]]))
    if draw(st.booleans()):
        start, end = (draw(st.integers(0, len(sections) - 1)) for _ in range(2))
        block = sections[start].pop(draw(st.integers(0, len(sections[start]) - 1)))
        sections[end].insert(draw(st.integers(0, len(sections[end]))), block)
    for section in sections:
        for block in list(section):
            if not any(word.quoted for leaf in block[1] for word in leaf) and not draw(st.integers(0, 4)):
                section.remove(block)
    return draw(st.permutations([(n, section) for (n, _), section in zip(text, sections, strict=True)]))


@given(st.data())
def test_words_that_were_not_touched_are_always_found_and_are_the_same_words(data):
    text = list(enumerate(data.draw(made_text())))
    old = drawn(text)
    section_id, at, quote = anchor_in(text, old)
    changed = data.draw(edited_around(text))
    new = drawn(changed)

    anchor = anchor_of(old, section_id, at, at + len(quote))
    answer = found(anchor, old, new)

    assert anchor.quote == quote
    assert answer.state in (State.STANDS, State.MOVED)
    assert (answer.section_id, answer.start, answer.quote_now) == anchor_in(changed, new)
    assert answer.difference == ()
    assert section_text(new.section(answer.section_id))[answer.start : answer.end] == quote


@given(st.data())
def test_words_that_were_edited_are_changed_or_gone_and_never_others_in_silence(data):
    text = list(enumerate(data.draw(made_text())))
    old = drawn(text)
    section_id, at, quote = anchor_in(text, old)
    changed = data.draw(edited_around(text))
    every_leaf = (leaf for _, section in changed for _, leaves in section for leaf in leaves)
    leaf = next(leaf for leaf in every_leaf if any(word.quoted for word in leaf))
    quoted = [place for place, word in enumerate(leaf) if word.quoted]
    owned = [place for place in quoted if leaf[place].text.startswith("own")]
    place = data.draw(st.sampled_from(owned))
    edits = [[], [Word("other")]] + ([[Word("inserted"), leaf[place]]] if place != quoted[0] else [])
    leaf[place : place + 1] = data.draw(st.sampled_from(edits))
    new = drawn(changed)

    answer = found(anchor_of(old, section_id, at, at + len(quote)), old, new)

    if answer.state is State.GONE:
        assert answer.quote_now == ""
    else:
        assert answer.state is State.CHANGED or answer.difference
        assert answer.quote_now != quote
        before = "".join(p.text for p in answer.difference if p.kind.value != "added")
        after = "".join(p.text for p in answer.difference if p.kind.value != "removed")
        assert (before, after) == (quote, answer.quote_now)


@given(st.data())
def test_an_anchor_stands_in_the_text_it_was_made_in(data):
    text = list(enumerate(data.draw(made_text())))
    old = drawn(text)
    section_id, at, quote = anchor_in(text, old)

    answer = found(anchor_of(old, section_id, at, at + len(quote)), old, old)

    assert (answer.state, answer.section_id, answer.start, answer.quote_now) == (State.STANDS, section_id, at, quote)
