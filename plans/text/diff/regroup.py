"""Words that stand as they stood, in other blocks: paragraphs split or joined, made list items, items nested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from plans.text.content import Block, Flow, ListBlock, QuoteBlock, TextBlock, write, write_flow
from plans.text.diff.align import Pairing
from plans.text.diff.figures import counted
from plans.text.diff.operations import BlockDiff, ItemDiff, Kind, Piece
from plans.text.diff.units import Unit
from plans.text.diff.words import edits_in, pieces_between
from plans.text.inline import Run, Runs

BOUNDARY = "\x1e"
JOINED = "joined here"
_GROUPED = 0.75
_ALIKE_IN_ANOTHER_FORM = 0.6
_SLACK = 1.35
_MOST_BLOCKS = 12
_REGROUPED = ("text", "list")
_NEVER = 10**9
_TOGETHER = 3
_NAMES = {"p": "paragraph", "": "paragraph", "h3": "heading", "h4": "subheading", "ul": "bullet", "ol": "numbered item"}
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring blocks of the old text whose words stand in neighbouring blocks of the new: one and several."""

    olds: range
    news: range
    likeness: float


def grouped(pairing: Pairing, olds: Sequence[Unit], news: Sequence[Unit]) -> dict[int, Group]:
    """
    Pair each block whose words now stand in several (or in another form), or the other way round.

    The first block of each side is paired and the others are taken out of the order; returned by the first old place.
    """
    groups: dict[int, Group] = {}
    for free_old, free_new in pairing.gaps():
        found = [*_candidates(free_old, free_new, olds, news, one_is_old=True)]
        found += _candidates(free_new, free_old, news, olds, one_is_old=False)
        for group in sorted(found, key=lambda group: _reach(group, olds, news)):
            if all(_apart(group, other) for other in groups.values()):
                groups[group.olds[0]] = group
                pairing.pairs[group.olds[0]] = group.news[0]
                pairing.gone_old.update(group.olds[1:])
                pairing.gone_new.update(group.news[1:])
    return groups


def _reach(group: Group, olds: Sequence[Unit], news: Sequence[Unit]) -> tuple[float, int, int]:
    """Order groups: the likest first, then those that change no form, then the smallest."""
    forms = {*(olds[i].form for i in group.olds), *(news[j].form for j in group.news)}
    return -round(group.likeness, 2), len(forms), len(group.olds) + len(group.news)


def _apart(one: Group, other: Group) -> bool:
    before = one.olds[-1] < other.olds[0] and one.news[-1] < other.news[0]
    return before or (other.olds[-1] < one.olds[0] and other.news[-1] < one.news[0])


def _candidates(
    ones: Sequence[int], many: Sequence[int], one_units: Sequence[Unit], units: Sequence[Unit], *, one_is_old: bool
) -> Iterator[Group]:
    sizes = [len(units[k].code) if units[k].form in _REGROUPED else _NEVER for k in many]
    for place in ones:
        one = one_units[place]
        size = len(one.code)
        if one.form not in _REGROUPED or not size:
            continue
        for at, first in enumerate(sizes):
            if first > size * _SLACK:
                continue
            for run in _runs_from(many, sizes, at, size):
                likeness = _likeness(one, [units[k] for k in run])
                if likeness:
                    single = range(place, place + 1)
                    yield Group(single, run, likeness) if one_is_old else Group(run, single, likeness)


def _runs_from(many: Sequence[int], sizes: Sequence[int], at: int, size: int) -> Iterator[range]:
    """Yield the runs of neighbouring blocks from a place that are about as long as one block."""
    words = 0
    for place in range(at, min(at + _MOST_BLOCKS, len(many))):
        words += sizes[place]
        if words > size * _SLACK or many[place] - many[at] != place - at:
            return
        if words * _SLACK >= size:
            yield range(many[at], many[place] + 1)


def _likeness(one: Unit, many: Sequence[Unit]) -> float:
    """Return how alike one block and several are, or 0 where they are not the same words regrouped."""
    if len(many) == 1:
        return 0.0 if one.form == many[0].form else one.likeness(many[0], _ALIKE_IN_ANOTHER_FORM)
    codes = [unit.code for unit in many]
    joined = "".join(codes)
    likeness = Indel.normalized_similarity(one.code, joined, score_cutoff=_GROUPED)
    if not likeness or any(one.likeness(unit, likeness) >= likeness for unit in many):
        return 0.0
    equal = [step for step in Indel.opcodes(one.code, joined) if step.tag == "equal"]
    start = 0
    for code in codes:
        stands = [min(e.dest_end, start + len(code)) - max(e.dest_start, start) for e in equal]
        kept = [length for length in stands if length > 0]
        if 2 * sum(kept) < len(code) or max(kept, default=0) < min(_TOGETHER, len(code)):
            return 0.0
        start += len(code)
    return likeness


@dataclass(frozen=True, slots=True)
class _Leaf:
    runs: Runs
    path: Path


def _leaves(flow: Flow, path: Path = ()) -> Iterator[_Leaf]:
    for block in flow:
        if isinstance(block, TextBlock):
            yield _Leaf(block.runs, path or (block.tag or "p",))
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _leaves(item, (*path, block.tag))
        elif isinstance(block, QuoteBlock):
            yield from _leaves(block.blocks, path)


def depths(block: ListBlock) -> list[int]:
    """Return how deep each stretch of text of a list stands in it."""
    return [len(leaf.path) for leaf in _leaves((block,))]


@dataclass(slots=True)
class _Told:
    """What is said of one leaf of the new text: its pieces, whether it began here, and where its words stood."""

    pieces: list[Piece] = field(default_factory=list)
    begins: bool = False
    origin: int | None = None


def regrouped(old: Flow, new: Flow) -> BlockDiff | None:
    """Return the difference of blocks whose words stand in other blocks, drawn as the new ones; None if it cannot."""
    olds, news = list(_leaves(old)), list(_leaves(new))
    pieces = pieces_between(_joined(olds), _joined(news))
    if any(BOUNDARY in run.text for leaf in (*olds, *news) for run in leaf.runs):
        return None
    told = _told(pieces)
    notes = [_note(leaf, said, olds) for leaf, said in zip(news, told, strict=True)]
    ready = iter(list(zip(told, notes, strict=True)))
    parts = tuple(_part(block, ready) for block in new)
    return BlockDiff(
        kind=Kind.REPLACED,
        form=_form(old, new),
        old_html=write_flow(old),
        new_html=write_flow(new),
        parts=parts,
        note=_whole_note(old, new, notes, pieces),
        edits=edits_in(pieces),
    )


def _joined(leaves: Sequence[_Leaf]) -> Runs:
    out: list[Run] = []
    for leaf in leaves:
        out.extend((Run(BOUNDARY), *leaf.runs) if out else leaf.runs)
    return tuple(out)


def _told(pieces: Sequence[Piece]) -> list[_Told]:
    told = [_Told()]
    old_leaf = 0
    for piece in pieces:
        if piece.kind is Kind.FORMATTED:
            told[-1].origin = old_leaf if told[-1].origin is None else told[-1].origin
            told[-1].pieces.append(piece)
            continue
        for place, runs in enumerate(_cut(piece.runs)):
            if place and piece.kind is Kind.REMOVED:
                told[-1].pieces.append(Piece(Kind.FORMATTED, (), note=JOINED))
            elif place:
                _end(told[-1])
                told.append(_Told(begins=piece.kind is Kind.ADDED))
            old_leaf += bool(place) and piece.kind is not Kind.ADDED
            if runs:
                _say(told[-1], Piece(piece.kind, runs, note=piece.note), old_leaf)
    _end(told[-1])
    return told


def _say(told: _Told, piece: Piece, old_leaf: int) -> None:
    blank = not piece.text.strip(" ")
    if piece.kind is Kind.SAME and not blank and told.origin is None:
        told.origin = old_leaf
    joins = bool(told.pieces) and told.pieces[-1].note == JOINED
    told.pieces.append(Piece(Kind.SAME, piece.runs) if blank and joins and piece.kind is Kind.ADDED else piece)


def _end(told: _Told) -> None:
    """Leave out a space that only fell away because a block ends there."""
    if told.pieces and told.pieces[-1].kind is Kind.REMOVED and not told.pieces[-1].text.strip(" "):
        told.pieces.pop()


def _cut(runs: Runs) -> list[Runs]:
    out: list[list[Run]] = [[]]
    for run in runs:
        for place, text in enumerate(run.text.split(BOUNDARY)):
            if place:
                out.append([])
            if text:
                out[-1].append(Run(text, run.marks, run.href))
    return [tuple(part) for part in out]


def _note(leaf: _Leaf, said: _Told, olds: Sequence[_Leaf]) -> str:
    if said.origin is None:
        return ""
    was, now = olds[said.origin].path, leaf.path
    if was == now:
        return f"{_NAMES[now[-1]]} begins here" if said.begins else ""
    lists = was[-1] in ("ul", "ol") and now[-1] in ("ul", "ol")
    if lists and len(was) != len(now):
        return "nested deeper" if len(now) > len(was) else "brought out a level"
    return f"{_NAMES[was[-1]]} made {_NAMES[now[-1]]}" if was[-1] != now[-1] else ""


def _part(block: Block, ready: Iterator[tuple[_Told, str]]) -> BlockDiff:
    if isinstance(block, ListBlock):
        items = []
        for item in block.items:
            inner = tuple(_part(inside, ready) for inside in item)
            items.append(ItemDiff(Kind.CHANGED, "", write_flow(item), inner))
        return BlockDiff(Kind.CHANGED, "list", "", write(block), block.tag, block.tag, items=tuple(items))
    told, note = next(ready)
    tag = block.tag if isinstance(block, TextBlock) else "p"
    pieces = tuple(told.pieces)
    return BlockDiff(Kind.CHANGED, "text", "", write(block), tag, tag, pieces, note=note, edits=edits_in(pieces))


def _form(old: Flow, new: Flow) -> str:
    if all(isinstance(block, TextBlock) for block in (*old, *new)):
        return "split" if len(new) > len(old) else "merged"
    return "reshaped"


def _whole_note(old: Flow, new: Flow, notes: Sequence[str], pieces: Sequence[Piece]) -> str:
    form = _form(old, new)
    said = [note for note in notes if note and not note.endswith("begins here")]
    said += [piece.note for piece in pieces if piece.note]
    if form == "split":
        said.insert(0, f"split into {counted(len(new), 'paragraph')}")
    elif form == "merged":
        said.insert(0, f"{counted(len(old), 'paragraph')} joined into one")
    return ", ".join(dict.fromkeys(said)) or "the same words set out in another way"
