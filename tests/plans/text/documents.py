"""
Hypothesis strategies for the text of plans: any document that can be kept, and the same one edited.

A block, or an objective, is one number drawn: what it looks like is made from the number, which is far cheaper than to
draw each of its words, and a counter-example still loses the blocks that it does not need.
"""

import re
from dataclasses import replace
from functools import cache
from random import Random

from hypothesis import strategies as st

from plans.text.inline import MARKS, Run, tidied
from plans.text.markup import blocks, clean
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind

# fmt: off
WORDS = [
    "the", "police", "£1,000", "£2,000.50", "and", "victims", "not", "5%", ",", ".", "a&b", "x\u200by", "<i>", "is",
    "p\u043elice", "\u202eturned\u202c", "co\u00adoperate", "Victims.", "shall", "may",
]
# fmt: on
_KINDS = [SectionKind.OTHER, SectionKind.APPENDIX, SectionKind.MEASURES]


class _Writer:
    """Writes blocks and objectives from a number: the lower the number, the shorter."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.most = 2 + min(seed, 1_000) // 100

    def sentence(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, self.most)))

    def inline(self) -> str:
        """Some words with marks, links and line breaks."""
        parts = []
        for _ in range(self.random.randint(1, 3)):
            text = self.sentence().replace("&", "&amp;").replace("<", "&lt;")
            kind = self.random.choice(["", "", "", "a", "br", *MARKS])
            if kind == "a":
                parts.append(f'<a href="https://fenmarch.example/{self.random.randint(1, 2)}">{text}</a>')
            elif kind == "br":
                parts.append(f"{text}<br>")
            else:
                parts.append(f"<{kind}>{text}</{kind}>" if kind else text)
        return self.random.choice(["", " "]).join(parts)

    def text(self) -> str:
        tag = self.random.choice(["p", "p", "p", "h3", "h4"])
        return f"<{tag}>{self.inline()}</{tag}>"

    def several(self, write, most: int) -> str:
        return "".join(write() for _ in range(self.random.randint(1, most)))

    def item(self, level: int) -> str:
        inner = self.list(level + 1) if level < 3 and self.random.random() < 0.3 else ""
        return f"<li>{self.inline()}{inner}</li>"

    def list(self, level: int = 1) -> str:
        tag = self.random.choice(["ul", "ol"])
        return f"<{tag}>{self.several(lambda: self.item(level), 3)}</{tag}>"

    def quote(self) -> str:
        return f"<blockquote>{self.several(self.text, 3)}</blockquote>"

    def cell(self) -> str:
        tag = self.random.choice(["td", "td", "td", "th"])
        span = self.random.choice(["", "", "", "", " colspan=2", " rowspan=2"])
        inside = self.random.choice([str, lambda: self.random.choice(WORDS), self.inline, self.list])()
        return f"<{tag}{span}>{inside}</{tag}>"

    def row(self) -> str:
        return f"<tr><th>{self.random.choice(WORDS)}</th>{self.several(self.cell, 3)}</tr>"

    def plain_row(self) -> str:
        return "<tr><th>{}</th><td>{}</td><td>{}</td></tr>".format(*self.random.choices(WORDS, k=3))

    def table(self) -> str:
        caption = self.random.choice(["", f"<caption>{self.sentence()}</caption>"])
        return f"<table>{caption}{self.several(self.random.choice([self.row, self.plain_row]), 4)}</table>"

    def image(self) -> str:
        name, extension = self.random.choice(["a" * 64, "b" * 64, "0" * 64]), self.random.choice(["png", "jpg"])
        alt = self.random.choice(["A map of Fenmarch", "A map of the divisions", "Crimes &amp; calls"])
        caption = self.random.choice(["", f"<figcaption>{self.inline()}</figcaption>"])
        return f'<figure><img src="/images/{name}.{extension}" alt="{alt}">{caption}</figure>'

    def block(self) -> str:
        text = self.text
        return self.random.choice([text, text, text, self.list, self.quote, self.table, self.image])()

    def plain(self) -> str:
        return self.sentence() if self.random.random() < 0.7 else ""

    def action(self) -> PriorityAction:
        return PriorityAction(self.random.choice(["V1", "V2", "V3", "V4"]), self.plain(), self.plain())

    def objective(self) -> Objective:
        outcomes = tuple(self.plain() for _ in range(self.random.randint(0, 3)))
        actions = {one.code: one for one in (self.action() for _ in range(self.random.randint(0, 3)))}
        code = self.random.choice(["V", "C", "S"])
        return Objective(code, self.plain(), self.plain(), outcomes, tuple(actions.values()))


@cache
def _written_block(seed: int) -> str:
    return _Writer(seed).block()


@cache
def _written_objective(seed: int) -> Objective:
    return _Writer(seed).objective()


word = st.sampled_from(WORDS)
plain = st.one_of(st.integers(0, 999).map(lambda seed: _Writer(seed).plain()), st.text(max_size=8))
block = st.integers(0, 4_999).map(_written_block)
body = st.lists(block, max_size=3).map("".join).map(clean)
objective = st.integers(0, 999).map(_written_objective)
LIMBS = st.sampled_from([frozenset(), frozenset({"C1a"}), frozenset({"C1b"}), frozenset({"C1a", "C2"})])
section = st.builds(
    Section,
    st.sampled_from(["one", "two", "three", "four", "five"]),
    st.sampled_from(_KINDS),
    plain,
    body,
    LIMBS,
    st.lists(objective, max_size=2, unique_by=lambda one: one.code).map(tuple),
)
outline = st.builds(Outline, plain, st.lists(section, max_size=3, unique_by=lambda found: found.id).map(tuple))


def codes_once(text: Outline) -> Outline:
    """Return the outline with each objective and action whose code stood before left out: as ``from_data`` asks."""
    seen: set[str] = set()

    def first(records):
        kept = [record for record in records if record.code not in seen]
        seen.update(record.code for record in kept)
        return tuple(kept)

    return replace(
        text,
        sections=tuple(
            replace(s, objectives=tuple(replace(o, actions=first(o.actions)) for o in first(s.objectives)))
            for s in text.sections
        ),
    )


lawful = outline.map(codes_once)


@st.composite
def edited(draw, texts=outline):
    """An outline and the same one edited: blocks dropped, doubled, moved; words replaced; sections shuffled."""
    old = draw(texts)
    spare = [b for s in old.sections for b in blocks(s.html)]
    sections = []
    for kept in draw(st.permutations(old.sections)):
        tops = [b for b in blocks(kept.html) if draw(st.integers(0, 5))]
        if spare and draw(st.booleans()):
            tops.insert(draw(st.integers(0, len(tops))), draw(st.sampled_from(spare)))
        if draw(st.booleans()):
            tops = draw(st.permutations(tops))
        html = "".join(tops).replace(draw(word).replace("<i>", "is"), draw(st.sampled_from(["new", "£3", "the"])))
        if draw(st.integers(0, 4)):
            sections.append(replace(kept, html=clean(html)))
    return old, replace(old, sections=tuple(sections))


@st.composite
def nudged(draw, texts=outline):
    """An outline and the same one with one field of one section, or its title, as it stands in another."""
    old = draw(texts)
    if not old.sections or not draw(st.integers(0, 6)):
        return old, replace(old, title=draw(plain))
    at = draw(st.sampled_from(old.sections))
    name = draw(st.sampled_from(["kind", "heading", "html", "limbs", "objectives"]))
    return old, old.with_section(replace(at, **{name: getattr(draw(section), name)}))


@st.composite
def rearranged(draw):
    """A plan and the same one with objectives moved between sections and actions between objectives."""
    old = draw(lawful)
    actions = draw(st.permutations([a for s in old.sections for o in s.objectives for a in o.actions]))
    objectives = draw(st.permutations([o for s in old.sections for o in s.objectives]))
    placed = [(replace(o, actions=()), draw(st.integers(0, len(old.sections) - 1))) for o in objectives]
    for one in actions:
        at = draw(st.integers(0, len(placed) - 1))
        placed[at] = (replace(placed[at][0], actions=(*placed[at][0].actions, one)), placed[at][1])
    return old, replace(
        old,
        sections=tuple(
            replace(s, objectives=tuple(o for o, home in placed if home == at)) for at, s in enumerate(old.sections)
        ),
    )


pairs = st.one_of(nudged(), edited(), rearranged(), st.tuples(outline, outline))
runs = st.lists(
    st.builds(
        Run,
        st.integers(0, 999).map(lambda seed: _Writer(seed).sentence()),
        st.sets(st.sampled_from(MARKS)).map(lambda marks: tuple(m for m in MARKS if m in marks)),
        st.sampled_from(["", "", "#a", "#b"]),
    ),
    max_size=4,
).map(tidied)
_WORD_OF_HTML = re.compile(r"(?<![\w&/<-])[a-z]+(?![\w;>=]|[^<>]*>)")


@st.composite
def rewritten(draw, base, marker):
    """A plan edited with words of its own, each of them once: ``marker`` and a number."""
    count = 0

    def mark():
        nonlocal count
        count += 1
        return f"{marker}{count}x"  # a letter last: a figure may follow without a space

    sections = []
    for found in base.sections:
        html = found.html
        for _ in range(draw(st.integers(0, 3))):
            words = list(_WORD_OF_HTML.finditer(html))
            if words:
                word = draw(st.sampled_from(words))
                html = html[: word.start()] + mark() + draw(st.sampled_from(["", f" {word[0]}"])) + html[word.end() :]
        tops = blocks(html)
        how = draw(st.sampled_from(["", "", "insert", "delete", "move", "both"]))
        if tops and how in ("delete", "both"):
            tops.pop(draw(st.integers(0, len(tops) - 1)))
        if how in ("insert", "both"):
            tops.insert(draw(st.integers(0, len(tops))), f"<p>{mark()} is a paragraph of its own</p>")
        if how == "move":
            tops = draw(st.permutations(tops))
        if draw(st.integers(0, 5)) == 0:
            found = replace(found, heading=f"{found.heading} {mark()}".strip())
        if found.objectives and draw(st.booleans()):
            first, *rest = found.objectives
            actions = tuple(replace(one, text=f"{mark()} {one.text}") for one in first.actions)
            found = replace(found, objectives=(replace(first, actions=actions), *rest))
        if draw(st.integers(0, 8)):
            sections.append(
                replace(found, html=clean("".join(tops)), limbs=draw(st.one_of(st.just(found.limbs), LIMBS)))
            )
    if draw(st.integers(0, 3)) == 0:
        sections = draw(st.permutations(sections))
    if draw(st.integers(0, 5)) == 0:
        words = f"<p>{mark()} opens a section of its own</p>"
        sections.insert(0, Section(f"{marker}-new", SectionKind.OTHER, mark(), words))
    return replace(base, sections=tuple(sections))


@st.composite
def forked(draw):
    """A plan, and two edits of it that know nothing of each other."""
    base = draw(lawful)
    return base, draw(rewritten(base, "ourword")), draw(rewritten(base, "theirword"))
