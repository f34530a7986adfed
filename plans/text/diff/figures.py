"""Figures in table cells, the difference of two of them with its sign, and small numbers in words."""

import re
from decimal import Decimal
from functools import lru_cache

_FIGURE = re.compile(r"\s*([-−+]?)\s*([£$€]?)\s*(\d{1,15}(?:,\d{3})*|\d{1,15})(\.\d{1,9})?\s*(%|m|k)?\s*\Z")

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int, thing: str) -> str:
    """Return a number of things in words: "one figure", "three rows"."""
    amount = _COUNTS[number] if number < len(_COUNTS) else f"{number:,}"
    return f"{amount} {thing}" if number == 1 else f"{amount} {thing}s"


def is_figure(text: str) -> bool:
    """Say whether text is one figure."""
    return _FIGURE.match(text) is not None


@lru_cache(1_024)
def figure(text: str) -> tuple[Decimal, str, str] | None:
    """Return the value of a figure with what stands before and after it ("£", "%"), or None if text is not one."""
    found = _FIGURE.match(text)
    if found is None:
        return None
    sign, before, whole, decimals, after = found.groups()
    value = Decimal(whole.replace(",", "") + (decimals or ""))
    return (-value if sign in ("-", "−") else value), before, after or ""


def delta(old: str, new: str) -> str:
    """Return the difference of two figures ("+£65,000", "−£22,000"), or ``""`` where there is none to give."""
    before, after = figure(old), figure(new)
    units = {found[1:] for found in (before, after) if found is not None}
    if len(units) != 1 or (before is None and old.strip()) or (after is None and new.strip()):
        return ""
    difference = (after[0] if after else Decimal(0)) - (before[0] if before else Decimal(0))
    if not difference:
        return ""
    [(sign_before, sign_after)] = units
    return f"{'+' if difference > 0 else '−'}{sign_before}{abs(difference):,}{sign_after}"
