"""The redline of two texts of a plan: what was added, removed, changed and moved, as data that rebuilds both."""

from collections.abc import Iterator

from plans.text.diff.align import Pairing, longest_rising
from plans.text.diff.blocks import block_diff, lone, same
from plans.text.diff.document import Change, PlacedAction, PlacedBlock, PlacedObjective, Redline, SectionDiff
from plans.text.diff.moves import DocumentBlocks, Place, paired_blocks
from plans.text.diff.naming import KIND_OF_CHANGE, ChangeList, in_sentence, places_of, table_parts
from plans.text.diff.objectives import ObjectiveDiff, objective_diffs
from plans.text.diff.operations import NO_EDITS, BlockDiff, Edits, Kind, total
from plans.text.diff.rebuild import accepted, new_html, old_html, rejected
from plans.text.diff.words import Vocabulary, edits_in, text_pieces
from plans.text.numbering import NumberedSection, numbered, section_numbers
from plans.text.outline import Outline, digest_of, section_digests, section_to_data

__all__ = [
    "accepted",
    "changed_section_ids",
    "compare",
    "differences",
    "moved_section_ids",
    "new_html",
    "old_html",
    "rejected",
]


def compare(old: Outline | None, new: Outline) -> Redline:
    """
    Return what lies between two texts of a plan.

    Sections are known by id, objectives and actions by code; blocks are paired by their words. Without an old text all
    sections are added. Equal texts give no change.
    """
    return _Comparison(old or Outline(new.title), new).redline()


def changed_section_ids(old: Outline, new: Outline) -> frozenset[str]:
    """
    Return the ids of the sections that differ in any way: added, removed, changed (by digest) or moved.

    The plan's own title belongs to no section: texts with different digests and no section here differ by title.
    """
    digests = section_digests(old), section_digests(new)
    differing = {key for key in digests[0].keys() | digests[1].keys() if digests[0].get(key) != digests[1].get(key)}
    return frozenset(differing | moved_section_ids(old, new))


def moved_section_ids(old: Outline, new: Outline) -> frozenset[str]:
    """Return the ids of the fewest sections whose move explains the new order."""
    place = {section.id: i for i, section in enumerate(old.sections)}
    both = [section.id for section in new.sections if section.id in place]
    stayed = longest_rising([place[section_id] for section_id in both])
    return frozenset(section_id for at, section_id in enumerate(both) if at not in stayed)


def differences(old: Outline, new: Outline) -> tuple[str, ...]:
    """Return in words how each differing section differs: "Section 4, Roads and rural crime: changed"."""
    labels = section_numbers(old) | section_numbers(new)
    moved = moved_section_ids(old, new)
    found = [] if old.title == new.title else ["The title of the plan: changed"]
    for section in [*new.sections, *(s for s in old.sections if new.section(s.id) is None)]:
        before, after = old.section(section.id), new.section(section.id)
        how = ["moved"] if section.id in moved else []
        if before is None or after is None:
            how = ["removed" if after is None else "added"]
        elif digest_of(section_to_data(before)) != digest_of(section_to_data(after)):
            how.append("changed")
        if how:
            found.append(f"{labels[section.id][1]}, {section.heading}: {' and '.join(how)}")
    return tuple(found)


class _Comparison:
    """One comparison on its way; changes are noted in the order in which a reader meets them."""

    def __init__(self, old: Outline, new: Outline) -> None:
        self.old, self.new = old, new
        self.before, self.after = (
            {section.id: section for section in numbered(outline).sections} for outline in (old, new)
        )
        self.vocabulary = Vocabulary()
        self.noted = ChangeList()
        differing = [
            key
            for key in dict.fromkeys([*self.after, *self.before])
            if key not in self.before
            or key not in self.after
            or self.before[key].section.html != self.after[key].section.html
        ]
        self.document: DocumentBlocks = paired_blocks(
            {key: [b.html for b in self.before[key].blocks] for key in differing if key in self.before},
            {key: [b.html for b in self.after[key].blocks] for key in differing if key in self.after},
            self.vocabulary,
        )
        self.places_before = {key: places_of(section) for key, section in self.before.items()}
        self.places_after = {key: places_of(section) for key, section in self.after.items()}

    def redline(self) -> Redline:
        title = text_pieces(self.old.title, self.new.title)
        if self.old.title != self.new.title:
            texts = (self.old.title, self.new.title)
            self.noted.note("retitled", "", "Title of the plan", texts, edits_in(title))
        sections = tuple(self._sections())
        return Redline(title, sections, tuple(self.noted.changes), tuple(self.before))

    def _sections(self) -> Iterator[SectionDiff]:
        ids_before, ids_after = list(self.before), list(self.after)
        moved = moved_section_ids(self.old, self.new)
        pairing = Pairing(len(ids_before), len(ids_after))
        pairing.pairs = {
            i: ids_after.index(key) for i, key in enumerate(ids_before) if key in self.after and key not in moved
        }
        for i, j in pairing.in_order():
            if j is not None:
                yield self._section(ids_after[j], moved=ids_after[j] in moved)
            elif i is not None and ids_before[i] not in moved:
                yield self._section(ids_before[i], moved=False)

    def _section(self, key: str, *, moved: bool) -> SectionDiff:
        before, after = self.before.get(key), self.after.get(key)
        shown = after or before
        assert shown is not None  # noqa: S101 -- the key comes from one of the two
        first = len(self.noted.changes)
        kind = Kind.SAME if before and after else Kind.ADDED if after else Kind.REMOVED
        heading = text_pieces(before.heading if before else "", after.heading if after else "")
        objectives = objective_diffs(
            before.section.objectives if before else (), after.section.objectives if after else ()
        )
        diffs = self._block_diffs(key)
        own = self._section_changes(shown, kind, moved, edits_in(heading), diffs, objectives)
        listed = kind is Kind.SAME
        blocks = tuple(self._placed_block(key, diff, i, j, listed=listed) for diff, i, j in diffs)
        placed = tuple(self._placed_objective(key, diff, listed=listed) for diff in objectives)
        changes = tuple(self.noted.changes[first:])
        return SectionDiff(
            kind=Kind.CHANGED if kind is Kind.SAME and changes else kind,
            old=before.section if before else None,
            new=after.section if after else None,
            number=shown.number,
            label=shown.label,
            old_label=before.label if before else "",
            anchor=shown.anchor,
            moved=moved,
            heading=heading,
            blocks=blocks,
            objectives=placed,
            changes=own,
            all_changes=changes,
        )

    def _section_changes(
        self,
        section: NumberedSection,
        kind: Kind,
        moved: bool,
        heading: Edits,
        diffs: "list[BlockAt]",
        objectives: tuple[ObjectiveDiff, ...],
    ) -> tuple[Change, ...]:
        key, place = section.section.id, f"{section.label}, {section.heading}"
        before, after = self.before.get(key), self.after.get(key)
        if kind is not Kind.SAME:
            edits = total([heading, *(diff.edits for diff, _, _ in diffs), *(diff.edits for diff in objectives)])
            texts = (section.heading, section.section.html)
            return (self.noted.note(kind.value, key, place, texts, edits, section.anchor if after else ""),)
        changes = []
        if moved and before:
            was = f"{place}, was {in_sentence(before.label)}"
            changes.append(self.noted.note("moved", key, was, (), at=section.anchor))
        if before and after and before.heading != after.heading:
            texts = (before.heading, after.heading)
            changes.append(
                self.noted.note("retitled", key, f"{section.label}, heading", texts, heading, section.anchor)
            )
        return tuple(changes)

    def _block_diffs(self, key: str) -> "list[BlockAt]":
        if key not in self.document.sections:
            return [(same(block.html), place, place) for place, block in enumerate(self.after[key].blocks)]
        section = self.document.sections[key]
        diffs: list[BlockAt] = []
        for i, j in section.pairing.in_order():
            if i is not None and j is not None:
                diffs.append((block_diff(section.olds[i], section.news[j], self.vocabulary), i, j))
            elif i is not None:
                kind = Kind.MOVED_AWAY if (key, i) in self.document.went_to else Kind.REMOVED
                diffs.append((lone(kind, section.olds[i].html), i, None))
            elif j is not None and (key, j) in self.document.came_from:
                from_key, place = self.document.came_from[key, j]
                moved = self.document.sections[from_key].olds[place]
                diffs.append((block_diff(moved, section.news[j], self.vocabulary, moved=True), None, j))
            elif j is not None:
                diffs.append((lone(Kind.ADDED, section.news[j].html), None, j))
        return diffs

    def _placed_block(self, key: str, diff: BlockDiff, i: int | None, j: int | None, *, listed: bool) -> PlacedBlock:
        is_new = j is not None
        at = j if j is not None else i or 0
        block = (self.after if is_new else self.before)[key].blocks[at]
        place = (self.places_after if is_new else self.places_before)[key][at]
        other: Place | None = None
        if diff.kind is Kind.MOVED_HERE:
            other = self.document.came_from[key, at]
        elif diff.kind is Kind.MOVED_AWAY:
            other = self.document.went_to[key, at]
        others = (self.places_before, self.before) if is_new else (self.places_after, self.after)
        other_place = others[0][other[0]][other[1]] if other else ""
        other_anchor = others[1][other[0]].blocks[other[1]].anchor if other and not is_new else ""
        changes: tuple[Change, ...] = ()
        if diff.kind is Kind.MOVED_HERE or (listed and diff.kind in KIND_OF_CHANGE):
            changes = tuple(self._block_changes(key, diff, place, other_place, block.anchor if is_new else ""))
        return PlacedBlock(diff, block.kind, block.number, block.anchor, place, changes, other_place, other_anchor)

    def _block_changes(self, key: str, diff: BlockDiff, place: str, came_from: str, at: str) -> Iterator[Change]:
        texts = (diff.old_html, diff.new_html)
        if diff.kind is Kind.MOVED_HERE:
            where = f"{came_from}, now {in_sentence(place)}"
            yield self.noted.note("moved", key, where, texts, diff.edits, at)
        elif diff.table is not None:
            for kind, what, edits in table_parts(diff):
                yield self.noted.note(kind, key, f"{place}, {what}", (*texts, what), edits, at)
        else:
            yield self.noted.note(KIND_OF_CHANGE[diff.kind], key, place, texts, diff.edits, at)

    def _placed_objective(self, key: str, diff: ObjectiveDiff, *, listed: bool) -> PlacedObjective:
        side = self.after if diff.kind.in_new else self.before
        found = next(o for o in side[key].objectives if o.code == diff.code)
        at = found.anchor if diff.kind.in_new else ""
        changes: tuple[Change, ...] = ()
        if listed and diff.kind is not Kind.SAME:
            changes = tuple(self._objective_changes(key, diff, found.label, at))
        each = listed and diff.kind in (Kind.CHANGED, Kind.MOVED_HERE)
        actions = []
        for action in diff.actions:
            noted: tuple[Change, ...] = ()
            if each and action.kind in KIND_OF_CHANGE:
                texts = (action.code, *(piece.text for piece in action.text), *(piece.text for piece in action.lead))
                place = f"Priority action {action.code}"
                noted = (self.noted.note(KIND_OF_CHANGE[action.kind], key, place, texts, action.edits, at),)
            actions.append(PlacedAction(action, noted))
        return PlacedObjective(diff, found.label, found.anchor, tuple(actions), changes)

    def _objective_changes(self, key: str, diff: ObjectiveDiff, label: str, at: str) -> Iterator[Change]:
        if diff.kind is not Kind.CHANGED and diff.kind in KIND_OF_CHANGE:
            edits = NO_EDITS if diff.kind is Kind.MOVED_HERE else diff.edits
            yield self.noted.note(KIND_OF_CHANGE[diff.kind], key, label, (diff.code,), edits, at)
        if diff.kind not in (Kind.CHANGED, Kind.MOVED_HERE):
            return
        for name, pieces in (("title", diff.title), ("aim", diff.aim)):
            if any(piece.kind is not Kind.SAME for piece in pieces):
                texts = (diff.code, name, *(piece.text for piece in pieces))
                yield self.noted.note("changed", key, f"{label}, {name}", texts, edits_in(pieces), at)
        if any(outcome.kind is not Kind.SAME for outcome in diff.outcomes):
            pieces = tuple(piece for outcome in diff.outcomes for piece in outcome.text)
            texts = (diff.code, "outcomes", *(piece.text for piece in pieces))
            yield self.noted.note("changed", key, f"{label}, shared outcomes", texts, edits_in(pieces), at)


BlockAt = tuple[BlockDiff, int | None, int | None]
