"""One sequence of things in a merge: what comes of each of them, of what each side puts in, and of what moves."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from plans.text.changeset.applying import patched
from plans.text.changeset.conflicts import OURS, THEIRS, shown, written
from plans.text.changeset.fates import Fate, Fates, Moved, Path, Replaced, identity
from plans.text.changeset.forms import Things
from plans.text.changeset.passing import Several, Whole
from plans.text.changeset.steps import Arrive, Edit, Patch, Thing
from plans.text.markup import clean
from plans.text.outline import Section


class Sequence:
    """One sequence of things on its way."""

    def __init__(
        self, merging: Whole, part: str, base: Things, found: dict[str, Fates], path: Path, section_id: str
    ) -> None:
        self.merging, self.part, self.base, self.found = merging, part, base, found
        self.path, self.section_id = path, section_id
        self.out: list[tuple[str, Thing]] = []  # with the side that put it in, "" for what stays
        self.known = self._known()

    def _known(self) -> dict[tuple[str, str], Thing]:
        """Return what each side puts in, by what it is known by: sections by id, objectives and actions by code."""
        return {
            (side, name): thing
            for side, fate in self.found.items()
            for gap in fate.gaps
            for thing in gap
            if not isinstance(thing, Arrive) and (name := identity(thing))
        }

    def things(self) -> Things:
        at = 0
        while at < len(self.base):
            self._gap(at)
            end = self._region_end(at)
            if end > at:
                self._region(at, end)
                at = end
            else:
                self._stand("", self._one(at))
                at += 1
        self._gap(at)
        return tuple(self._in_order())

    @property
    def where(self) -> tuple[str, str]:
        """Which part of a thing the sequence is, and the section it is in."""
        return self.part, self.section_id

    def _stand(self, side: str, things: Iterable[Thing]) -> None:
        self.out.extend((side, thing) for thing in things)

    def _in_order(self) -> Iterator[Thing]:
        """
        Yield what came, with what both sides put in between two things that stay in the order asked for.

        Where none is asked for, what came in the place of something stands before or after what was put in beside it,
        as it does in the base: so it does not matter who is called ours.
        """
        if self.merging.order.text is None:
            yield from (thing for _, thing in self.out)
            return
        stretches = [(stays, list(group)) for stays, group in groupby(self.out, key=lambda one: not one[0])]
        for at, (stays, group) in enumerate(stretches):
            if stays:
                yield from (thing for _, thing in group)
                continue
            before = tuple(thing for _, thing in stretches[at - 1][1][-1:]) if at else ()
            after = tuple(thing for _, thing in stretches[at + 1][1][:1]) if at + 1 < len(stretches) else ()
            ours, theirs = (tuple(thing for side, thing in group if side == of) for of in (OURS, THEIRS))
            yield from self.merging.order.of_both(self.where, ours, theirs, (before, after))

    def _gap(self, at: int) -> None:
        mine = list(self.found[OURS].gaps[at])
        both = [thing for thing in mine if not isinstance(thing, Arrive)]
        for thing in mine:
            self._put(OURS, thing)
        for thing in self.found[THEIRS].gaps[at]:
            if thing in both:
                both.remove(thing)
            else:
                self._put(THEIRS, thing)

    def _put(self, side: str, thing: Thing) -> None:
        if isinstance(thing, Arrive):
            self._stand(side, self._arrived(side, thing))
            return
        name = identity(thing)
        other = self.known.get((THEIRS if side == OURS else OURS, name)) if name else None
        if other is None or other == thing:
            if other is None or side == OURS:
                self._stand(side, (thing,))
        elif side == OURS:
            self._stand(side, self._both_put(thing, other, name))

    def _both_put(self, ours: Thing, theirs: Thing, name: str) -> Things:
        texts = ("", shown(self.part, (ours,)), shown(self.part, (theirs,)))
        place = self.merging.places.of_new(self.part, self.path, ours)
        at = (*self.path, "new", name)
        section_id = ours.id if isinstance(ours, Section) else self.section_id
        choice = self.merging.ledger.choice(section_id, at, place, texts)
        if choice in (OURS, THEIRS):
            return (ours,) if choice == OURS else (theirs,)
        return written(self.part, choice, (ours,))

    def _region_end(self, at: int) -> int:
        """Return where the things end that are replaced together, by one side or by both; ``at`` if they are not."""
        end = at
        groups = [group for fate in self.found.values() for group in fate.groups]
        while True:
            wider = max(
                (group.end for group in groups if group.start < max(end, at + 1) and group.end > at), default=end
            )
            if wider <= end:
                return end
            end = wider

    def _region(self, start: int, end: int) -> None:
        merging = self.merging
        mover = self._lone_mover(start, end)
        if mover is not None:
            side, move, other = mover
            merging.landed.carried[side, move] = self._version(other, start, end)
            if (side, move) not in merging.landed.cancelled:
                return
        base = self.base[start:end]
        ours, theirs = self._version(OURS, start, end), self._version(THEIRS, start, end)
        if ours == theirs or theirs == base:
            self._stand(OURS, ours)
        elif ours == base:
            self._stand(THEIRS, theirs)
        else:
            for side in (OURS, THEIRS):
                self._stand(side, self._arrivals(side, start, end))
            ours, theirs = (self._version(side, start, end, with_arrivals=False) for side in (OURS, THEIRS))
            same = ours == theirs
            self._stand("", ours if same else self._chosen(start, base, ours, theirs, "replaced"))

    def _lone_mover(self, start: int, end: int) -> tuple[str, str, str] | None:
        for side, other in ((OURS, THEIRS), (THEIRS, OURS)):
            fate = self.found[side].of[start]
            if end - start == 1 and isinstance(fate, Moved) and fate.patch is None:
                return side, fate.move, other
        return None

    def _version(self, side: str, start: int, end: int, *, with_arrivals: bool = True) -> Things:
        """Return what one side makes of some things, in their place; its moves out of it do not happen."""
        out: list[Thing] = []
        fates_ = self.found[side]

        def put(things: Iterable[Thing]) -> None:
            for thing in things:
                if not isinstance(thing, Arrive):
                    out.append(thing)
                elif with_arrivals:
                    out.extend(self._arrived(side, thing))

        for at in range(start, end):
            put(fates_.gaps[at] if at > start else ())
            fate = fates_.of[at]
            if isinstance(fate, Replaced):
                put(fate.new if fate.start == at else ())
            elif fate is None:
                out.append(self.base[at])
            else:
                if isinstance(fate, Moved):
                    self.merging.landed.cancelled.add((side, fate.move))
                out.append(patched(self.base[at], fate.patch))
        return tuple(out)

    def _arrivals(self, side: str, start: int, end: int) -> Iterator[Thing]:
        """Yield what one side moved to between some things: it stands, however a conflict about them is settled."""
        fates_ = self.found[side]
        for at in range(start, end):
            fate = fates_.of[at]
            inside = fate.new if isinstance(fate, Replaced) and fate.start == at else ()
            for thing in (*(fates_.gaps[at] if at > start else ()), *inside):
                if isinstance(thing, Arrive):
                    yield from self._arrived(side, thing)

    def _arrived(self, side: str, arrive: Arrive) -> Things:
        landed = self.merging.landed
        if (side, arrive.move) in landed.cancelled:
            return ()
        landed.emitted.add((side, arrive.move))
        return landed.carried[side, arrive.move]

    def _chosen(self, at: int, base: Things, ours: Things, theirs: Things, what: str) -> Things:
        merging = self.merging
        path = (*self.path, at)
        texts = (shown(self.part, base), shown(self.part, ours), shown(self.part, theirs))
        section_id = base[0].id if isinstance(base[0], Section) else self.section_id
        choice = merging.ledger.choice(section_id, (*path, what), merging.places.of(path), texts)
        if choice in (OURS, THEIRS):
            return ours if choice == OURS else theirs
        return written(self.part, choice, ours or theirs)

    def _one(self, at: int) -> Things:
        """Return what comes, in its place, of one thing that neither side replaced together with others."""
        fate = {side: self._effective(side, at) for side in (OURS, THEIRS)}
        movers = [side for side in (OURS, THEIRS) if isinstance(fate[side], Moved)]
        if len(movers) == 2:
            movers = [self._one_mover(at, fate)]
            fate[THEIRS if movers[0] == OURS else OURS] = _in_place(fate[THEIRS if movers[0] == OURS else OURS])
        stays = {side: _in_place(fate[side]) for side in (OURS, THEIRS)}
        made = self._in_place(at, stays[OURS], stays[THEIRS], moved=bool(movers))
        if not movers:
            return made
        side = movers[0]
        mover = fate[side]
        assert isinstance(mover, Moved)  # noqa: S101 -- that is what makes it a mover
        self.merging.landed.carried[side, mover.move] = made
        return ()

    def _effective(self, side: str, at: int) -> Fate:
        fate = self.found[side].of[at]
        if isinstance(fate, Moved) and (side, fate.move) in self.merging.landed.cancelled:
            return Edit(fate.patch) if fate.patch else None
        return fate

    def _one_mover(self, at: int, fate: dict[str, Fate]) -> str:
        """Return whose move of a thing that both moved happens; the other one does not."""
        merging = self.merging
        moves = {side: one.move for side, one in fate.items() if isinstance(one, Moved)}
        goals = [merging.ends[side].ends[moves[side]] for side in (OURS, THEIRS)]
        mover = OURS
        if goals[0] != goals[1]:
            thing = shown(self.part, (self.base[at],))
            path = (*self.path, at)
            section_id = self.base[at].id if isinstance(self.base[at], Section) else self.section_id
            place = f"{merging.places.of(path)}, moved to two places"
            if merging.ledger.choice(section_id, (*path, "moved"), place, (thing, thing, thing)) == THEIRS:
                mover = THEIRS
        loser = THEIRS if mover == OURS else OURS
        merging.landed.cancelled.add((loser, moves[loser]))
        return mover

    def _in_place(self, at: int, ours: Fate, theirs: Fate, *, moved: bool) -> Things:
        base = self.base[at]
        gone = [isinstance(fate, Replaced) for fate in (ours, theirs)]
        if all(gone):
            return ()
        if any(gone):
            kept = theirs if gone[0] else ours
            patch = kept.patch if isinstance(kept, Edit) else None
            if patch is None and not moved:
                return ()
            version = self._merged(at, None, patch) if gone[0] else self._merged(at, patch, None)
            if gone[0]:
                return self._chosen(at, (base,), (), version, "deleted")
            return self._chosen(at, (base,), version, (), "deleted")
        if ours is None and theirs is None:
            return (base,)
        return self._merged(
            at, ours.patch if isinstance(ours, Edit) else None, theirs.patch if isinstance(theirs, Edit) else None
        )

    def _merged(self, at: int, ours: Patch | None, theirs: Patch | None) -> Things:
        base = self.base[at]
        patch = ours or theirs
        if patch is None:
            return (base,)
        made = self.merging.thing(patch.form, base, ours, theirs, (*self.path, at), self.section_id)
        if isinstance(made, Several):
            return made.things
        if isinstance(made, Section):
            return (replace(made, html=clean(made.html)),) if ours and theirs else (made,)
        return (made,)


def _in_place(fate: Fate) -> Fate:
    if isinstance(fate, Moved):
        return Edit(fate.patch) if fate.patch else None
    return fate
