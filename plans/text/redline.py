"""The redline of two texts of a plan: what was added, removed, changed and moved, as data that rebuilds both."""

from collections.abc import Iterator

from plans.text.diff.align import Pairing, longest_rising
from plans.text.diff.blocks import block_diff, group_diff, lone, same
from plans.text.diff.characters import oddities_in
from plans.text.diff.document import (
    Change,
    PlacedBlock,
    PlacedPart,
    Redline,
    SectionDiff,
)
from plans.text.diff.moves import DocumentBlocks, Place, paired_blocks
from plans.text.diff.naming import (
    KIND_OF_CHANGE,
    ChangeList,
    about_section,
    image_parts,
    in_sentence,
    joined_places,
    notes_in,
    places_of,
    table_parts,
)
from plans.text.diff.objectives import Homes, ObjectiveDiff, homes_of, objective_diffs
from plans.text.diff.operations import BlockDiff, Kind, Pieces, total
from plans.text.diff.placing import ObjectivePlacer
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
            {key: [b.kept for b in self.before[key].blocks] for key in differing if key in self.before},
            {key: [b.kept for b in self.after[key].blocks] for key in differing if key in self.after},
            self.vocabulary,
        )
        self.objectives = ObjectivePlacer(self.before, self.after, self.noted)
        self.homes: tuple[Homes, Homes] = homes_of(old), homes_of(new)
        self.places_before = {key: places_of(section) for key, section in self.before.items()}
        self.places_after = {key: places_of(section) for key, section in self.after.items()}

    def redline(self) -> Redline:
        title = text_pieces(self.old.title, self.new.title)
        if self.old.title != self.new.title:
            texts = (self.old.title, self.new.title)
            self.noted.note("retitled", "", "Title of the plan", texts, edits_in(title), say=notes_in(title))
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
            key, before.section.objectives if before else (), after.section.objectives if after else (), *self.homes
        )
        diffs = self._block_diffs(key)
        own = self._section_changes(shown, kind, moved, heading, diffs, objectives)
        listed = kind is Kind.SAME
        blocks = tuple(self._placed_block(key, diff, i, j, listed=listed) for diff, i, j in diffs)
        placed = tuple(self.objectives.place(key, diff, listed=listed) for diff in objectives)
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
        pieces: Pieces,
        diffs: "list[BlockAt]",
        objectives: tuple[ObjectiveDiff, ...],
    ) -> tuple[Change, ...]:
        key, place = section.section.id, f"{section.label}, {section.heading}"
        before, after = self.before.get(key), self.after.get(key)
        if kind is not Kind.SAME:
            blocks = (diff for diff, _, _ in diffs if diff.kind is not Kind.MOVED_HERE)  # a move is a change of its own
            edits = total(
                [edits_in(pieces), *(diff.edits for diff in blocks), *(diff.edits_here for diff in objectives)]
            )
            texts = (section.heading, section.section.html)
            say = oddities_in(section.heading) if after else ""
            return (self.noted.note(kind.value, key, place, texts, edits, section.anchor if after else "", say),)
        return tuple(self._changes_about(section, before, after, pieces, moved=moved))

    def _changes_about(
        self,
        section: NumberedSection,
        before: NumberedSection | None,
        after: NumberedSection | None,
        pieces: Pieces,
        *,
        moved: bool,
    ) -> Iterator[Change]:
        if before is None or after is None:
            return
        key, label, at = section.section.id, section.label, section.anchor
        if moved:
            was = f"{label}, {section.heading}, was {in_sentence(before.label)}"
            yield self.noted.note("moved", key, was, (), at=at)
        if before.heading != after.heading:
            texts = (before.heading, after.heading)
            yield self.noted.note("retitled", key, f"{label}, heading", texts, edits_in(pieces), at, notes_in(pieces))
        for what, say in about_section(before.section, after.section):
            yield self.noted.note("changed", key, f"{label}, {what}", (what, say), at=at, say=say)

    def _block_diffs(self, key: str) -> "list[BlockAt]":
        if key not in self.document.sections:
            return [(same(block.kept), place, place) for place, block in enumerate(self.after[key].blocks)]
        section = self.document.sections[key]
        diffs: list[BlockAt] = []
        regrouped = {
            (side, place)
            for group in section.groups.values()
            for side, places in (("old", group.olds[1:]), ("new", group.news[1:]))
            for place in places
        }
        for i, j in section.pairing.in_order():
            if ("old", i) in regrouped or ("new", j) in regrouped:
                continue
            if i in section.groups:
                diffs.append((group_diff(section.olds, section.news, section.groups[i]), i, j))
            elif i is not None and j is not None:
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
        other, origin = self._ends_of_move(diff.kind, (key, at))
        others = (self.places_before, self.before) if is_new else (self.places_after, self.after)
        other_place = others[0][other[0]][other[1]] if other else ""
        other_anchor = others[1][other[0]].blocks[other[1]].anchor if other and not is_new else ""
        changes: tuple[Change, ...] = ()
        if diff.parts:
            place = self._regrouped_place(key, i or 0, j or 0)
        if diff.kind is Kind.MOVED_HERE or (listed and diff.kind in KIND_OF_CHANGE):
            changes = tuple(self._block_changes(key, diff, place, other_place, block.anchor if is_new else ""))
        following = self.after[key].blocks[at : at + len(diff.parts)] if diff.parts else ()
        parts = tuple(
            PlacedPart(part, new.kind, new.number, new.anchor) for part, new in zip(diff.parts, following, strict=True)
        )
        return PlacedBlock(
            diff, block.kind, block.number, block.anchor, place, changes, other_place, other_anchor, parts, origin
        )

    def _ends_of_move(self, kind: Kind, here: Place) -> tuple[Place | None, Place | None]:
        """Return the other end of the move of a block that stands at a place, and the end where it began."""
        if kind is Kind.MOVED_HERE:
            start = self.document.came_from[here]
            return start, start
        return (self.document.went_to[here], here) if kind is Kind.MOVED_AWAY else (None, None)

    def _regrouped_place(self, key: str, i: int, j: int) -> str:
        groups = self.document.sections[key].groups
        if i not in groups:
            return self.places_after[key][j]
        was, now = (
            joined_places([places[key][at] for at in side])
            for places, side in ((self.places_before, groups[i].olds), (self.places_after, groups[i].news))
        )
        return was if was == now else f"{was}, now {in_sentence(now)}"

    def _block_changes(self, key: str, diff: BlockDiff, place: str, came_from: str, at: str) -> Iterator[Change]:
        texts = (diff.old_html, diff.new_html)
        if diff.kind is Kind.MOVED_HERE:
            where = place if came_from == place else f"{came_from}, now {in_sentence(place)}"
            yield self.noted.note("moved", key, where, texts, diff.edits, at, diff.note)
        elif diff.table is not None or diff.image is not None:
            for kind, what, edits in (*table_parts(diff), *image_parts(diff)):
                yield self.noted.note(kind, key, f"{place}, {what}", (*texts, what), edits, at)
        else:
            yield self.noted.note(KIND_OF_CHANGE[diff.kind], key, place, texts, diff.edits, at, diff.note)


BlockAt = tuple[BlockDiff, int | None, int | None]
