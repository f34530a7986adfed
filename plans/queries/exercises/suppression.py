"""Counts that name nobody: small ones held back, and others with them where one could subtract."""

from collections.abc import Mapping

SMALL = 5
HELD_BACK = None
"""What stands in the place of a count that is not shown."""
Shown = int | None


def is_small(count: int) -> bool:
    """Tell whether a count could point at somebody: one to four people. Nobody at all points at nobody."""
    return 0 < count < SMALL


def shown_alone(count: int, total: int) -> Shown:
    """Return a count out of a published total, or None where it, or what is left of the total, is small."""
    return HELD_BACK if is_small(count) or is_small(total - count) else count


def shown_parts(parts: Mapping[str, int]) -> dict[str, Shown]:
    """
    Return counts that add up to a published total, with the small ones held back.

    More are held back, the smallest first, until what is held back cannot be worked out from the total: at least two
    counts, together at least five, and not each of them one. Where that cannot be reached, nothing is shown.
    """
    held = {name for name, count in parts.items() if is_small(count)}
    if not held:
        return dict(parts)
    left = sorted((name for name, count in parts.items() if count and name not in held), key=lambda name: parts[name])
    while not _is_safe([parts[name] for name in held]):
        if not left:
            return dict.fromkeys(parts, HELD_BACK)
        held.add(left.pop(0))
    return {name: HELD_BACK if name in held else count for name, count in parts.items()}


def _is_safe(held: list[int]) -> bool:
    return len(held) >= 2 and sum(held) >= SMALL and sum(held) > len(held)


def shown_total(total: int) -> Shown:
    """Return how many answered in all, or None where that is a small count."""
    return HELD_BACK if is_small(total) else total
