"""Draws objectives and priority actions, which are records in the text: their words and what became of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from plans.rendering.word.content import (
    Became,
    Item,
    Items,
    Paragraph,
    Shape,
    Stretch,
    Style,
    Table,
    TableCell,
    TableRow,
)
from plans.rendering.word.layout import LISTS, Setting
from plans.rendering.word.pieces import BECAME, stretches_of, stretches_of_text
from plans.rendering.word.telling import arrived, whole, whole_row
from plans.rendering.word.tongue import ENGLISH, Tongue
from plans.text.diff.document import Change, PlacedObjective
from plans.text.diff.objectives import ActionDiff, Homes, ObjectiveDiff, OutcomeDiff, objective_diffs
from plans.text.diff.operations import Kind, Pieces
from plans.text.diff.rebuild import text_of_pieces
from plans.text.inline import Run
from plans.text.outline import Objective

OUTCOMES, ACTIONS, COLUMNS = ENGLISH.outcomes, ENGLISH.actions, ENGLISH.columns
WIDTHS = (10, 62, 28)
LOOK = "ObjectiveTable"
NO_LEAD = ENGLISH.nobody
Remarks = Callable[[Iterable[Change]], tuple[str, ...]]


def plain(objectives: Sequence[Objective]) -> Items:
    """Return objectives as they read, without any change."""
    found = objective_diffs("", objectives, objectives, Homes({}, {}), Homes({}, {}))
    return tuple(item for diff in found for item in _objective(diff, {}))


def drawn(placed: PlacedObjective, remarks: Remarks) -> Items:
    """Return an objective drawn by what became of it; ``remarks`` gives the reasons for some changes."""
    diff, move = placed.diff, f"objective {placed.diff.code}"
    of_actions = {action.diff.code: remarks(action.changes) for action in placed.actions if action.changes}
    items = _remarked(tuple(_objective(diff, of_actions)), remarks(placed.changes))
    if diff.kind is Kind.MOVED_HERE:
        return arrived(items, move)
    if diff.kind is Kind.MOVED_AWAY:
        return whole(items, Became.MOVED_AWAY, move)
    return whole(items, BECAME[diff.kind]) if diff.kind in BECAME else items


def _remarked(items: Items, comments: tuple[str, ...]) -> Items:
    first = items[0]
    return (replace(first, comments=comments), *items[1:]) if isinstance(first, Paragraph) else items


def _objective(diff: ObjectiveDiff, comments: Mapping[str, tuple[str, ...]]) -> Iterator[Item]:
    yield Paragraph(Shape(Style.OBJECTIVE), stretches_of(diff.title))
    if diff.aim:
        yield Paragraph(Shape(Style.AIM), stretches_of(diff.aim), _became(piece.kind for piece in diff.aim))
    if diff.outcomes:
        yield _label(OUTCOMES, _became(outcome.kind for outcome in diff.outcomes))
        yield from _outcomes(diff.outcomes)
    if diff.actions:
        became = _became(action.kind for action in diff.actions)
        yield _label(ACTIONS, became)
        rows = [_row(action, comments.get(action.code, ())) for action in diff.actions]
        yield Table((_head(became), *rows), WIDTHS, LOOK, has_row_heads=True)


def _became(kinds: Iterable[Kind]) -> Became:
    """Return what became of something that stands where any of its parts does."""
    kinds = list(kinds)
    if any(kind.in_old for kind in kinds) and any(kind.in_new for kind in kinds):
        return Became.SAME
    return Became.ADDED if any(kind.in_new for kind in kinds) else Became.REMOVED


def _label(words: str, became: Became) -> Paragraph:
    return whole((Paragraph(Shape(Style.OBJECTIVE_LABEL), stretches_of_text(words)),), became)[0]


def _outcomes(outcomes: Iterable[OutcomeDiff]) -> Iterator[Paragraph]:
    shape = Setting(Style.LIST_ITEM).item_shape("ul", next(LISTS))
    for outcome in outcomes:
        yield Paragraph(shape, stretches_of(outcome.text), BECAME.get(outcome.kind, Became.SAME))


def _head(became: Became) -> TableRow:
    cells = tuple(_cell(stretches_of_text(words), Style.TABLE_HEAD) for words in COLUMNS)
    return whole_row(TableRow(cells, is_head=True), became)


def _row(action: ActionDiff, comments: tuple[str, ...]) -> TableRow:
    came, went = action.kind.in_new, action.kind.in_old
    code = _cell(stretches_of_text(action.code), Style.ACTION_CODE)
    if came and went:
        lead = _cell(_lead(action.lead), Style.ACTION_LEAD)
        return TableRow((_remarked_cell(code, comments), _cell(stretches_of(action.text)), lead))
    text, lead = (stretches_of_text(text_of_pieces(pieces, new=came)) for pieces in (action.text, action.lead))
    row = TableRow((_remarked_cell(code, comments), _cell(text), _cell(lead or (_NOBODY,), Style.ACTION_LEAD)))
    return whole_row(row, Became.ADDED if came else Became.REMOVED)


def _remarked_cell(cell: TableCell, comments: tuple[str, ...]) -> TableCell:
    return TableCell((replace(cell.paragraphs[0], comments=comments),))


def _cell(stretches: tuple[Stretch, ...], style: Style = Style.ACTION_TEXT) -> TableCell:
    return TableCell((Paragraph(Shape(style), stretches),))


_NOBODY = Stretch((Run(NO_LEAD),), is_placeholder=True)


def _lead(pieces: Pieces) -> tuple[Stretch, ...]:
    """Return who leads, with the words that say that nobody is named yet on each side where nobody is."""
    stretches = stretches_of(pieces)
    was_named, is_named = any(s.became.in_old for s in stretches), any(s.became.in_new for s in stretches)
    if not was_named and not is_named:
        return (_NOBODY,)
    before = () if was_named else (replace(_NOBODY, became=Became.REMOVED),)
    after = () if is_named else (replace(_NOBODY, became=Became.ADDED),)
    return (*before, *stretches, *after)


def in_tongue(items: Items, tongue: Tongue) -> Items:
    """Return what was drawn with the words round the objectives in the language of the text."""
    if tongue == ENGLISH:
        return items
    pairs = zip(COLUMNS, tongue.columns, strict=True)
    words = {OUTCOMES: tongue.outcomes, ACTIONS: tongue.actions, NO_LEAD: tongue.nobody} | dict(pairs)
    return tuple(_item_in(item, words) for item in items)


def _item_in(item: Item, words: Mapping[str, str]) -> Item:
    if isinstance(item, Paragraph):
        return _said_in(item, words) if item.shape.style == Style.OBJECTIVE_LABEL else item
    if item.look != LOOK:
        return item
    return replace(
        item, rows=tuple(replace(row, cells=tuple(_cell_in(c, words) for c in row.cells)) for row in item.rows)
    )


def _cell_in(cell: TableCell, words: Mapping[str, str]) -> TableCell:
    ours = (Style.TABLE_HEAD, Style.ACTION_LEAD)
    paragraphs = (_said_in(one, words) if one.shape.style in ours else one for one in cell.paragraphs)
    return replace(cell, paragraphs=tuple(paragraphs))


def _said_in(paragraph: Paragraph, words: Mapping[str, str]) -> Paragraph:
    said = "".join(run.text for stretch in paragraph.stretches for run in stretch.runs)
    if said not in words:
        return paragraph
    first = paragraph.stretches[0]
    return replace(paragraph, stretches=(replace(first, runs=(Run(words[said]),)),))
