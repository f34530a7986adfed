"""The pieces of a text that stand in a line of their own in Word, and the text made again from changed ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from plans.text.content import Block, Flow, ListBlock, QuoteBlock, TableBlock, TextBlock, write_flow
from plans.text.inline import Run, Runs, text_of, tidied
from plans.text.markup import clean
from plans.text.numbering import NumberedSection, numbered
from plans.text.outline import Objective, Outline, PriorityAction, Section
from plans.text.reader import read
from plans.text.returned.new_actions import mark_of

Path = tuple[str | int, ...]
HEADING_TAGS = {2: "h3", 3: "h4"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """
    Some words of a text that Word keeps in one paragraph.

    ``path`` is where they stand: the section's id, then the heading, a block (with item and block inside it), or a
    field of an objective or priority action by its code. ``labels`` are numbers that may stand before the words.
    """

    path: Path
    runs: Runs
    labels: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The bare words."""
        return text_of(self.runs)


@dataclass(frozen=True, slots=True)
class TableLeaf:
    """A whole table of a text, with the path of its block."""

    path: Path
    table: TableBlock
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class New:
    """
    A paragraph that is new: its words, whether it is a list item, and the heading level of its style (0: none).

    With a ``place`` (above 0) it is a row of its own among the priority actions, the one at that place in the file,
    with the ``code`` and the ``lead`` that were written beside its words.
    """

    runs: Runs
    in_list: bool = False
    heading: int = 0
    place: int = 0
    code: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a leaf: its words now (None: it is gone), and the new paragraphs after it."""

    runs: Runs | None
    after: tuple[New, ...] = ()


Answers = Mapping[Path, Answer]
Tables = Mapping[Path, TableBlock | None]


def leaves_of(outline: Outline) -> Iterator[Leaf | TableLeaf]:
    """Yield the leaves of a text in the order in which it reads."""
    for section in numbered(outline).sections:
        yield Leaf((section.id, "heading"), _plain(section.heading), (section.label, section.number))
        labels = tuple((block.number,) if block.number else () for block in section.blocks)
        for place, block in enumerate(read(section.section.html)):
            label = labels[place] if place < len(labels) else ()
            yield from _leaves_of_block(block, (section.id, place), label)
        yield from _leaves_of_objectives(section)


def _plain(text: str) -> Runs:
    return (Run(text),) if text else ()


def _leaves_of_block(block: Block, path: Path, labels: tuple[str, ...] = ()) -> Iterator[Leaf | TableLeaf]:
    if isinstance(block, TextBlock):
        yield Leaf(path, block.runs, labels)
    elif isinstance(block, ListBlock):
        for place, item in enumerate(block.items):
            yield from leaves_of_flow(item, (*path, place))
    elif isinstance(block, QuoteBlock):
        yield from leaves_of_flow(block.blocks, path)
    elif isinstance(block, TableBlock):
        if block.caption:
            yield Leaf((*path, "caption"), block.caption, labels)
        yield TableLeaf(path, block, labels)


def leaves_of_flow(flow: Flow, path: Path) -> Iterator[Leaf | TableLeaf]:
    """Yield the leaves of blocks one after the other, under a path."""
    for place, block in enumerate(flow):
        yield from _leaves_of_block(block, (*path, place))


def _leaves_of_objectives(section: NumberedSection) -> Iterator[Leaf]:
    for objective in section.objectives:
        path: Path = (section.id, "objective", objective.code)
        yield Leaf((*path, "title"), _plain(objective.title), (objective.label, objective.number))
        if objective.aim:
            yield Leaf((*path, "aim"), _plain(objective.aim))
        for place, outcome in enumerate(objective.outcomes):
            yield Leaf((*path, "outcome", place), _plain(outcome))
        for action in objective.actions:
            yield Leaf((*path, "action", action.code), _plain(action.text), (action.code,))
            if action.lead:
                yield Leaf((*path, "lead", action.code), _plain(action.lead), ("Led by", "Lead:", "Lead"))


def with_answers(outline: Outline, answers: Answers, tables: Tables) -> Outline:
    """
    Return the text in which each leaf stands as its answer says; one without an answer stands as it stood.

    ``tables`` are the tables that stand otherwise, None for one that is gone.
    """
    touched = {path[0] for path in (*answers, *tables)}
    sections = []
    for section in outline.sections:
        if section.id not in touched:
            sections.append(section)
        elif not _is_gone(section, answers, tables):
            sections.append(_section(section, answers, tables))
    return replace(outline, sections=tuple(sections))


def _is_gone(section: Section, answers: Answers, tables: Tables) -> bool:
    only = Outline("", (section,))
    gone = Answer(None)
    return all(
        tables.get(leaf.path, leaf.table) is None if isinstance(leaf, TableLeaf) else answers.get(leaf.path) == gone
        for leaf in leaves_of(only)
    )


def _section(section: Section, answers: Answers, tables: Tables) -> Section:
    heading = answers.get((section.id, "heading"), Answer(_plain(section.heading)))
    flow = (*made(heading.after), *changed_flow(read(section.html), (section.id,), answers, tables))
    flow = (*flow, *made(tuple(_beside_objectives(section.id, answers))))
    return replace(
        section,
        heading=" ".join(text_of(heading.runs).split()) if heading.runs else section.heading,
        html=clean(write_flow(flow)),
        objectives=tuple(_objective(o, (section.id, "objective", o.code), answers) for o in section.objectives),
    )


def _beside_objectives(section_id: str, answers: Answers) -> Iterator[New]:
    """Yield what was written among the objectives and is no row of its own there."""
    for _, new in beside_objectives(section_id, answers):
        yield new


def beside_objectives(section_id: str, answers: Answers) -> Iterator[tuple[str, New]]:
    """Yield the lines written among the objectives of a section that are no rows there, with the code before them."""
    for path, answer in answers.items():
        if path[:2] == (section_id, "objective") and path[3] != "outcome":
            yield from ((str(path[2]), new) for new in answer.after if not new.place)


def changed_flow(flow: Flow, path: Path, answers: Answers, tables: Tables) -> Flow:
    """Return blocks as their answers say."""
    out: list[Block] = []
    for place, block in enumerate(flow):
        here: Path = (*path, place)
        if isinstance(block, TextBlock):
            answer = answers.get(here, Answer(block.runs))
            runs = tidied(answer.runs or ())
            out += [TextBlock(block.tag, runs)] if runs else []
            out += made(answer.after)
        elif isinstance(block, ListBlock):
            out += _changed_list(block, here, answers, tables)
        elif isinstance(block, QuoteBlock):
            inside = changed_flow(block.blocks, here, answers, tables)
            out += [QuoteBlock(inside)] if inside else []
        else:
            out += _changed_table(block, here, answers, tables)
    return tuple(out)


def _changed_list(block: ListBlock, path: Path, answers: Answers, tables: Tables) -> Iterator[Block]:
    items: list[Flow] = []
    for place, item in enumerate(block.items):
        here: Path = (*path, place)
        lead: Path = (*here, 0)
        answer = answers.get(lead)
        more = answer.after if answer else ()
        kept = {**answers, lead: Answer(answer.runs)} if answer else answers
        inside = changed_flow(item, here, kept, tables)
        items += [inside] if inside else []
        for new in more:
            if new.in_list:
                items.append((TextBlock("", tidied(new.runs)),))
            else:
                if items:
                    yield ListBlock(block.tag, tuple(items))
                yield from made((new,))
                items = []
    if items:
        yield ListBlock(block.tag, tuple(items))


def _changed_table(block: Block, path: Path, answers: Answers, tables: Tables) -> Iterator[Block]:
    if not isinstance(block, TableBlock):
        yield block
        return
    table = tables.get(path, block)
    caption = answers.get((*path, "caption"))
    if table is not None:
        yield replace(table, caption=tidied(caption.runs or ())) if caption else table
    yield from made(caption.after if caption else ())
    yield from made(answers[path].after if path in answers else ())


def made(new: tuple[New, ...]) -> list[Block]:
    """Return new paragraphs as blocks: items that stand together as one list."""
    blocks: list[Block] = []
    for each in new:
        runs = tidied(each.runs)
        last = blocks[-1] if blocks else None
        if not runs or each.place:
            continue
        if each.in_list and isinstance(last, ListBlock):
            blocks[-1] = ListBlock("ul", (*last.items, (TextBlock("", runs),)))
        elif each.in_list:
            blocks.append(ListBlock("ul", ((TextBlock("", runs),),)))
        else:
            blocks.append(TextBlock(HEADING_TAGS.get(each.heading, "h3" if each.heading else "p"), runs))
    return blocks


def _objective(objective: Objective, path: Path, answers: Answers) -> Objective:
    outcomes: list[str] = []
    for place, outcome in enumerate(objective.outcomes):
        outcomes += _lines(outcome, answers.get((*path, "outcome", place)))
    return replace(
        objective,
        title=_words(objective.title, answers.get((*path, "title"))) or objective.title,
        aim=_words(objective.aim, answers.get((*path, "aim"))),
        outcomes=tuple(outcomes),
        actions=tuple(_actions(objective, path, answers)),
    )


def _actions(objective: Objective, path: Path, answers: Answers) -> Iterator[PriorityAction]:
    places = [(*path, name, action.code) for action in objective.actions for name in ("action", "lead")]
    above = (answer for at, answer in answers.items() if at[: len(path)] == path and at not in places)
    for answer in above:
        yield from _new_actions(objective, answer)
    for action in objective.actions:
        said, led = (answers.get((*path, name, action.code)) for name in ("action", "lead"))
        text = _words(action.text, said)
        if text:
            yield replace(action, text=text, lead=_words(action.lead, led))
        yield from _new_actions(objective, said)
        yield from _new_actions(objective, led)


def _new_actions(objective: Objective, answer: Answer | None) -> Iterator[PriorityAction]:
    for new in answer.after if answer else ():
        if new.place and new.runs:
            words = " ".join(text_of(new.runs).split())
            yield PriorityAction(mark_of(objective.code, new.place, new.code), words, new.lead)


def _words(before: str, answer: Answer | None) -> str:
    return before if answer is None else " ".join(text_of(answer.runs or ()).split())


def _lines(before: str, answer: Answer | None) -> list[str]:
    if answer is None:
        return [before]
    found = [_words("", answer), *(" ".join(text_of(new.runs).split()) for new in answer.after if not new.place)]
    return [line for line in found if line]
