"""Operations as data between two texts of a plan: made, applied, taken back, picked from, and brought together."""

from collections.abc import Mapping
from dataclasses import replace

from plans.text.changeset.applying import DoesNotFit, apply, digests, invert, only
from plans.text.changeset.codes import with_codes_once
from plans.text.changeset.conflicts import Conflict, Merged
from plans.text.changeset.data import from_data, to_data
from plans.text.changeset.deriving import patch_from
from plans.text.changeset.merging import Merging
from plans.text.changeset.ordering import Order
from plans.text.changeset.places import Places
from plans.text.changeset.steps import Changeset
from plans.text.outline import Outline, Section
from plans.text.redline import compare

__all__ = [
    "Changeset",
    "Conflict",
    "DoesNotFit",
    "Merged",
    "apply",
    "diff",
    "from_data",
    "invert",
    "merge",
    "merge_sections",
    "only",
    "settled",
    "to_data",
]


def diff(old: Outline, new: Outline) -> Changeset:
    """Return the changes that lead from one text to another."""
    return Changeset(patch_from(compare(old, new)), digests(old), digests(new))


def merge(base: Outline, ours: Outline, theirs: Outline, ordered_as: Outline | None = None) -> Merged:
    """
    Return what comes of two changed texts of one older text, down to the word.

    What one side changed stands, what both changed in the same way stands once, and what they changed in different
    ways is a conflict, of which ours stands until it is settled. Three texts do not say in which order things come
    that both sides put in between the same two things that stay: ours come first, or, where both stand in it, in the
    order of ``ordered_as``: the text, for one, of which both sides are parts.
    """
    return _merged(Merged(base, (), base, ours, theirs, None, ordered_as), {})


def merge_sections(
    base: Section | None, ours: Section | None, theirs: Section | None, within: Outline | None = None
) -> Merged:
    """
    Return the same for one section, which any of the three may lack; the outline has that section or none.

    ``within`` is the whole text that the base stands in, by whose numbers the places of conflicts are named.
    """
    texts = [Outline("", (section,) if section else ()) for section in (base, ours, theirs)]
    return _merged(Merged(texts[0], (), texts[0], texts[1], texts[2], within), {})


def settled(merged: Merged, choices: Mapping[str, str]) -> Outline:
    """
    Return the text with its conflicts settled, by key: "ours", "theirs", or the HTML to stand instead.

    A conflict that is not among them keeps ours.
    """
    if not choices:
        return merged.outline
    return _merged(merged, choices).outline


def _merged(texts: Merged, choices: Mapping[str, str]) -> Merged:
    base, ours, theirs = texts.base, texts.ours, texts.theirs
    if base in (ours, theirs) or ours == theirs:
        return replace(texts, outline=theirs if ours == base else ours, conflicts=())
    patches = [patch_from(compare(base, text)) for text in (ours, theirs)]
    order = Order(texts.ordered_as)
    merging = Merging(base, patches[0], patches[1], choices, Places(base, texts.within), order)
    outline = with_codes_once(merging.outline(), base, ours, theirs, merging.ledger)
    return replace(texts, outline=outline, conflicts=tuple(merging.ledger.conflicts.values()))
