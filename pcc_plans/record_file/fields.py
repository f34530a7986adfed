"""Takes typed values out of a block of the file, and says on which line what is wrong."""

import re
from collections.abc import Callable, Collection
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.reading import Block, Items

_REF = re.compile(r"[-a-zA-Z0-9_]+")


def near(word: str, known: Collection[str]) -> str:
    """Return a suggestion of the known word nearest to a mistyped one, or the list of known words if it is short."""
    match = get_close_matches(word, known, n=1, cutoff=0.6)
    if match:
        return f" Did you mean “{match[0]}”?"
    return f" It can be {', '.join(sorted(known))}." if len(known) <= 20 else ""


def check_keys(block: Block, known: Collection[str], what: str) -> None:
    """
    Pass if every key of a block is known.

    :raises FileWrong: with the line of the first unknown key and the nearest known one.
    """
    for key in block:
        if key not in known:
            raise FileWrong(block.line_of(key), f"{what} has no key “{key}”.{near(key, known)}")


def as_block(value: Any, line: int, what: str) -> Block:
    """Return a value that is a mapping, or refuse it."""
    if not isinstance(value, Block):
        raise FileWrong(line, f"{what} is written as keys with values.")
    return value


def as_items(value: Any, line: int, what: str) -> Items:
    """Return a value that is a list (an empty one where nothing stands), or refuse it."""
    if value is None:
        return Items(line)
    if not isinstance(value, Items):
        raise FileWrong(line, f"{what} is written as a list.")
    return value


def blocks(block: Block, key: str) -> list[Block]:
    """Return the mappings listed under a key, none if it is not there."""
    items = as_items(block.get(key), block.line_of(key), f"“{key}”")
    return [as_block(item, line, f"Each entry of “{key}”") for item, line in zip(items, items.lines, strict=True)]


def text(block: Block, key: str, *, needed: bool = False, longest: int = 0) -> str:
    """Return the words under a key; a number or date is taken as written in words."""
    value = block.get(key)
    if value is None or value == "":
        if needed:
            raise FileWrong(block.line, f"“{key}” is missing here.")
        return ""
    if isinstance(value, Block | Items | bool):
        raise FileWrong(block.line_of(key), f"“{key}” is written in words.")
    words = block.raw.get(key) or str(value)
    if longest and len(words) > longest:
        raise FileWrong(block.line_of(key), f"“{key}” is longer than {longest} characters.")
    return words


def ref(block: Block, key: str, *, needed: bool = True, longest: int = 80) -> str:
    """Return a reference: letters, digits, hyphens and underscores."""
    words = text(block, key, needed=needed, longest=longest)
    if words and not _REF.fullmatch(words):
        raise FileWrong(block.line_of(key), f"“{key}” is made of letters, digits and hyphens; “{words}” is not.")
    return words


def day(block: Block, key: str) -> date | None:
    """Return the date under a key, or None where nothing stands."""
    value = block.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = None
    if not isinstance(value, date):
        raise FileWrong(block.line_of(key), f"“{key}” is not a date. Write it as 2014-02-05.")
    return value


def needed_day(block: Block, key: str) -> date:
    """Return the date under a key that must be there."""
    found = day(block, key)
    if found is None:
        raise FileWrong(block.line, f"“{key}” is missing here. Give a date, such as 2014-02-05.")
    return found


def flag(block: Block, key: str, default: bool) -> bool:
    """Return true or false."""
    value = block.get(key, default)
    if not isinstance(value, bool):
        raise FileWrong(block.line_of(key), f"“{key}” is true or false.")
    return value


def number(block: Block, key: str, default: int | None = None, *, lowest: int = 0, highest: int = 9999) -> int | None:
    """Return a whole number."""
    value = block.get(key, default)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise FileWrong(block.line_of(key), f"“{key}” is a whole number from {lowest} to {highest}.")
    return value


def choice(block: Block, key: str, known: type[StrEnum] | Collection[str], default: str = "") -> str:
    """Return one of the known words."""
    words = text(block, key, needed=not default) or default
    values = [str(k) for k in known]
    if words not in values:
        raise FileWrong(block.line_of(key), f"“{key}” cannot be “{words}”.{near(words, values)}")
    return words


def texts(block: Block, key: str) -> list[str]:
    """Return a list of words."""
    items = as_items(block.get(key), block.line_of(key), f"“{key}”")
    for item, line in zip(items, items.lines, strict=True):
        if isinstance(item, Block | Items | bool) or item is None:
            raise FileWrong(line, f"Each entry of “{key}” is written in words.")
    return [raw or str(item) for item, raw in zip(items, items.raw, strict=True)]


def once(entries: list[Block], key_of: Callable[[Block], Any], what: str) -> None:
    """Pass if no two entries are the same thing by their key."""
    seen: dict[Any, int] = {}
    for entry in entries:
        key = key_of(entry)
        if key in seen:
            shown = key if isinstance(key, str) else ", ".join(str(part) for part in key)
            raise FileWrong(entry.line, f"{what} “{shown}” stands twice: here and at line {seen[key]}.")
        seen[key] = entry.line
