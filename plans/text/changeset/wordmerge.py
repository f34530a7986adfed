"""Brings two changed versions of one stretch of words together, character by character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plans.text.changeset.applying import taken_by
from plans.text.changeset.forms import Things
from plans.text.changeset.steps import Script, Swap
from plans.text.inline import text_of

# Edits with a word or the end of a sentence between them do not touch each other.
_APART = re.compile(r"\w|[.!?]")


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    new: Things
    ours: bool


@dataclass(frozen=True, slots=True)
class WordsMerged:
    """The words that come of it, with ours and with theirs where both sides changed the same words otherwise."""

    ours: Things
    theirs: Things

    @property
    def is_conflict(self) -> bool:
        """Whether the two sides changed the same words in different ways."""
        return self.ours != self.theirs


def merged_words(base: Things, ours: Script, theirs: Script) -> WordsMerged:
    """Return what comes of two changes of the same words."""
    out_ours: list[object] = []
    out_theirs: list[object] = []
    at = 0
    for group in _groups(base, sorted(_edits(ours, theirs), key=lambda edit: (edit.start, edit.end, not edit.ours))):
        start, end = min(edit.start for edit in group), max(edit.end for edit in group)
        versions = [_version(base, start, end, [e for e in group if e.ours is side]) for side in (True, False)]
        sides = {edit.ours for edit in group}
        if len(sides) == 1:
            versions = [versions[0] if True in sides else versions[1]] * 2
        for out, version in zip((out_ours, out_theirs), versions, strict=True):
            out.extend(base[at:start])
            out.extend(version)
        at = end
    return WordsMerged((*out_ours, *base[at:]), (*out_theirs, *base[at:]))


def _edits(ours: Script, theirs: Script) -> Iterator[_Edit]:
    for script, side in ((ours, True), (theirs, False)):
        at = 0
        for step in script:
            end = at + taken_by(step)
            if isinstance(step, Swap):
                yield _Edit(at, end, step.new, side)
            at = end


def _groups(base: Things, edits: list[_Edit]) -> list[list[_Edit]]:
    """Put edits together that touch, whoever made them: so it is the same groups whoever is called ours."""
    groups: list[list[_Edit]] = []
    for edit in edits:
        last = groups[-1] if groups else []
        end = max((one.end for one in last), default=-1)
        touches = any(not _APART.search(text_of(base[other.end : edit.start])) for other in last)
        if last and (touches or edit.start < end):
            last.append(edit)
        else:
            groups.append([edit])
    return groups


def _version(base: Things, start: int, end: int, edits: list[_Edit]) -> Things:
    out: list[object] = []
    at = start
    for edit in edits:
        out.extend(base[at : edit.start])
        out.extend(edit.new)
        at = edit.end
    return (*out, *base[at:end])
