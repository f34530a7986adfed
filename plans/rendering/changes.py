"""What an edition changed, made ready for the page: one bar for each block, objective or action that differs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from plans.rendering.paper import on_paper
from plans.text.diff.document import Change, PlacedAction, PlacedBlock, PlacedObjective, Redline, SectionDiff
from plans.text.diff.naming import in_sentence
from plans.text.diff.operations import Kind

WORDS = {
    Kind.ADDED: "Added",
    Kind.REMOVED: "Removed",
    Kind.REPLACED: "Replaced",
    Kind.FORMATTED: "Set in another way",
    Kind.MOVED_HERE: "Moved",
}
LOOKS = {Kind.ADDED: "insert", Kind.REMOVED: "delete", Kind.MOVED_HERE: "move"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One change on the page: a word for it, why or from where, its number in the margin, and the marked text."""

    look: str
    word: str
    why: str
    at: str
    html: SafeString
    changes: tuple[Change, ...] = ()

    @property
    def numbers(self) -> str:
        """The numbers of its changes in the list of changes: "Change 4", "Changes 4 to 6"."""
        numbers = [change.number for change in self.changes]
        if len(numbers) < 2:
            return f"Change {numbers[0]}" if numbers else ""
        return f"Changes {numbers[0]} to {numbers[-1]}"


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """The changes of one section, under its heading."""

    heading: str
    bars: tuple[Bar, ...]


def title_bar(redline: Redline, reasons: Mapping[str, str]) -> Bar | None:
    """Prepare the change of the plan's own title, if there is one."""
    own = tuple(change for change in redline.changes if not change.section_id)
    if not own:
        return None
    return Bar("", "New title of the plan", _why(own, reasons), "", _marked("heading", pieces=redline.title), own)


def changed_sections(redline: Redline, reasons: Mapping[str, str]) -> tuple[ChangedSection, ...]:
    """Prepare a redline for the page; ``reasons`` gives the reason for a change by its key."""
    return tuple(
        ChangedSection(_heading(section), tuple(_bars(section, reasons))) for section in redline.changed_sections
    )


def _heading(section: SectionDiff) -> str:
    before = " before" if section.new is None else ""
    return f"{section.label}{before}. {section.section.heading}"


def _bars(section: SectionDiff, reasons: Mapping[str, str]) -> Iterator[Bar]:
    own = section.changes
    why = _why(own, reasons)
    if section.kind is Kind.ADDED:
        yield Bar("insert", "Added", why, "", _sentence("The section is new. It stands in full in this document."), own)
        return
    if section.kind is Kind.REMOVED:
        yield Bar("delete", "Removed", why, "", _sentence("The whole section is taken out. It read:"), own)
    if section.moved:
        yield Bar("move", "Moved", why, "", _sentence(f"The section was {section.old_label}."), _of(own, "moved"))
    if section.kind is Kind.CHANGED and any(piece.kind is not Kind.SAME for piece in section.heading):
        yield Bar("", "New heading", why, "", _marked("heading", pieces=section.heading), _of(own, "retitled"))
    for change in _of(own, "changed"):
        yield Bar("", "Changed", _why([change], reasons), "", _sentence(f"{change.place}: {change.note}."), (change,))
    for block in section.blocks:
        if block.diff.kind not in (Kind.SAME, Kind.MOVED_AWAY):
            yield _bar_of_block(block, reasons)
    for objective in section.objectives:
        yield from _bars_of_objective(objective, reasons)


def _bar_of_block(block: PlacedBlock, reasons: Mapping[str, str]) -> Bar:
    kind = block.diff.kind
    came_from = f"From {block.other_place}." if kind is Kind.MOVED_HERE and block.other_place else ""
    why = " ".join(filter(None, (came_from, _why(block.changes, reasons))))
    at, label = ("", block.number) if block.diff.form == "table" else (block.number, "")
    html = _marked("block", label, block=block.diff)
    return Bar(LOOKS.get(kind, ""), WORDS.get(kind, "Changed"), why, at, html, block.changes)


def _bars_of_objective(objective: PlacedObjective, reasons: Mapping[str, str]) -> Iterator[Bar]:
    diff, why = objective.diff, _from(objective.other_place) + _why(objective.changes, reasons)
    if diff.kind in (Kind.SAME, Kind.MOVED_AWAY):
        return
    own = (*diff.title, *diff.aim, *(piece for outcome in diff.outcomes for piece in outcome.text))
    if diff.kind is not Kind.CHANGED or any(piece.kind is not Kind.SAME for piece in own):
        look, word = LOOKS.get(diff.kind, ""), WORDS.get(diff.kind, "Changed")
        yield Bar(look, word, why, "", _marked("objective", objective=objective), objective.changes)
    for action in objective.actions:
        if action.diff.kind not in (Kind.SAME, Kind.MOVED_AWAY):
            yield _bar_of_action(action, reasons)


def _bar_of_action(action: PlacedAction, reasons: Mapping[str, str]) -> Bar:
    kind = action.diff.kind
    word = f"Priority action {WORDS.get(kind, 'Changed').lower()}"
    html = _marked("action", action=action.diff)
    why = _from(action.other_place) + _why(action.changes, reasons)
    return Bar(LOOKS.get(kind, ""), word, why, action.diff.code, html, action.changes)


def _of(changes: Iterable[Change], kind: str) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.kind == kind)


def _from(place: str) -> str:
    return f"From {in_sentence(place)}. " if place else ""


def _why(changes: Iterable[Change], reasons: Mapping[str, str]) -> str:
    return " ".join(dict.fromkeys(reasons[change.key] for change in changes if change.key in reasons))


def _sentence(words: str) -> SafeString:
    return _marked("sentence", words=words)


def _marked(template: str, table_label: str = "", **context: Any) -> SafeString:
    html = render_to_string(f"pdf/marked/{template}.html", context)
    for level in ("h3", "h4"):  # a heading that is shown as changed heads nothing here
        html = html.replace(f"<{level}>", '<p class="as-heading">').replace(f"</{level}>", "</p>")
    return on_paper(html, table_label=table_label)
