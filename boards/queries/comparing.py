"""What lies between two wordings, remembered by the process: wordings never change, and one page asks several times."""

from functools import lru_cache

from plans.text.changeset.listed import ListedChange, listed_changes
from plans.text.diff.document import Redline
from plans.text.outline import Outline
from plans.text.redline import compare

REMEMBERED = 16


@lru_cache(maxsize=REMEMBERED)
def compared(before: Outline | None, after: Outline) -> Redline:
    """Return what lies between two texts."""
    return compare(before, after)


@lru_cache(maxsize=REMEMBERED)
def listed_between(before: Outline | None, after: Outline) -> tuple[ListedChange, ...]:
    """Return the changes between two texts in words, as ``plans.text.changeset.listed`` lists them."""
    return listed_changes(before, after)
