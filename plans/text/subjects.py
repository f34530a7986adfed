"""What each change is about, so that what was said of it is found again when the change is edited further."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher

from plans.text.diff.document import Change, PlacedBlock, PlacedObjective, Redline
from plans.text.diff.operations import Pieces
from plans.text.markup import plain_text

ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Subject:
    """
    What a change is about: its section, which unit of it, its kind and place, and its two texts in plain words.

    ``unit`` is "section", "heading", "title", "text", "table", "objective S" or "action S1".
    """

    section_id: str
    unit: str
    kind: str
    place: str
    old: str
    new: str

    @classmethod
    def from_data(cls, data: Mapping[str, str]) -> "Subject":
        """Read a subject back from its data; what is missing is empty."""
        return cls(**{name: str(data.get(name, "")) for name in cls.__slots__})

    def to_data(self) -> dict[str, str]:
        """Return the subject as plain JSON data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Carried:
    """
    Where things said of changes belong after further edits.

    ``stand`` are the keys whose change is still there; ``to_check`` gives a present key the earlier key whose change
    was of the same unit; ``gone`` are the keys whose unit is no longer changed.
    """

    stand: frozenset[str]
    to_check: Mapping[str, str]
    gone: tuple[str, ...]


def subjects_of(redline: Redline) -> dict[str, Subject]:
    """Return what each change of a redline is about, by the key of the change, in the order of the list."""
    found = {change.key: subject for change, subject in _subjects(redline)}
    return {change.key: found.get(change.key, _of(change, "title", "", "")) for change in redline.changes}


def carried(given: Mapping[str, Subject], now: Mapping[str, Subject]) -> Carried:
    """
    Return where what was given for earlier changes belongs among the changes of now.

    A present change takes over from one earlier change at most, the nearest in its words.
    """
    stand = frozenset(given.keys() & now.keys())
    free = [key for key in now if key not in stand]
    pairs = sorted(
        (
            (score, place, earlier, key)
            for place, earlier in enumerate(key for key in given if key not in stand)
            for key in free
            if (score := _likeness(given[earlier], now[key])) >= ALIKE
        ),
        key=lambda pair: (-pair[0], pair[1]),
    )
    to_check: dict[str, str] = {}
    for _, _, earlier, key in pairs:
        if key not in to_check and earlier not in to_check.values():
            to_check[key] = earlier
    gone = tuple(key for key in given if key not in stand and key not in to_check.values())
    return Carried(stand, to_check, gone)


def _likeness(earlier: Subject, now: Subject) -> float:
    if earlier.unit != now.unit:
        return 0.0
    nearness = 1.0 if earlier.section_id == now.section_id else 0.0
    if earlier.unit not in ("text", "table"):
        return 3.0 if nearness or earlier.unit.startswith("action") else 0.0
    if earlier.old and earlier.old == now.old:
        return 2.0 + nearness + (earlier.kind == now.kind) + _same_words(earlier.new, now.new) / 2
    return _same_words(earlier.new, now.new) if nearness and not (earlier.old and now.old) else 0.0


def _same_words(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _subjects(redline: Redline) -> Iterator[tuple[Change, Subject]]:
    for section in redline.sections:
        old, new = section.old, section.new
        for change in section.changes:
            unit = "heading" if change.kind == "retitled" else "section"
            yield change, _of(change, unit, old.heading if old else "", new.heading if new else "")
        for block in section.blocks:
            yield from _of_block(block)
        for objective in section.objectives:
            yield from _of_objective(objective)


def _of_block(block: PlacedBlock) -> Iterator[tuple[Change, Subject]]:
    unit = "table" if block.diff.form == "table" else "text"
    for change in block.changes:
        yield change, _of(change, unit, plain_text(block.diff.old_html), plain_text(block.diff.new_html))


def _of_objective(objective: PlacedObjective) -> Iterator[tuple[Change, Subject]]:
    for change in objective.changes:
        part = change.place.partition(", ")[2]
        yield change, _of(change, f"objective {objective.diff.code} {part}".strip(), "", "")
    for action in objective.actions:
        old, new = _texts(action.diff.text)
        for change in action.changes:
            yield change, _of(change, f"action {action.diff.code}", old, new)


def _texts(pieces: Pieces) -> tuple[str, str]:
    return (
        "".join(piece.text for piece in pieces if piece.kind.in_old),
        "".join(piece.text for piece in pieces if piece.kind.in_new),
    )


def _of(change: Change, unit: str, old: str, new: str) -> Subject:
    return Subject(change.section_id, unit, change.kind, change.place, old, new)
