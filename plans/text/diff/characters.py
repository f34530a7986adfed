"""Characters that a reader cannot see, or takes for others: named, so that no change hides behind them."""

import re
import unicodedata

_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
HIDDEN = re.compile(f"[{_TURNING}{_INVISIBLE}{_ODD_SPACES}\x00-\x08\x0b-\x1d\x1f\x7f-\x9f]")
_SPACE = re.compile(f"[{_ODD_SPACES}]")
_TURNS = re.compile(f"[{_TURNING}]")
_WORD = re.compile(r"\w+")
_LATIN_LETTER = re.compile("[A-Za-z]")

# Letters of other scripts that print as the Latin letter or mark beneath them.
# fmt: off
_OTHERS = (
    "аАВсСԁеЕһНіІїјЈкКԛМоОрРѕЅТԝхХуУүԌ" "αΑΒϲΕΗιΙΚΜνΝοΟρΡΤυΥΧΖϳ" "օսԱՕ" "ɑɡıȷ" "‐‑⁃" "․" "ʼ"
)
_LATIN = (
    "aABcCdeEhHiIïjJkKqMoOpPsSTwxXyYyG" "aABcEHiIKMvNoOpPTuYXZj" "ouUO" "agij" "---" "." "’"
)
# fmt: on
_LIKENESSES = dict(zip(_OTHERS, _LATIN, strict=True)) | {chr(0xFF01 + n): chr(0x21 + n) for n in range(94)}
_TO_LATIN = str.maketrans(_LIKENESSES)
_LOOK_ALIKE = re.compile(f"[{''.join(map(re.escape, _LIKENESSES))}]")
_ODD = re.compile(f"{HIDDEN.pattern[:-1]}{''.join(map(re.escape, _LIKENESSES))}]")
_MOST_NAMED = 3


def looks(text: str) -> str:
    """Return text as a reader sees it: without hidden characters, with look-alike letters as the Latin ones."""
    return unicodedata.normalize("NFC", HIDDEN.sub("", _SPACE.sub(" ", text)).translate(_TO_LATIN))


def name_of(character: str) -> str:
    """Return the name of a character in words: "zero width space", "Cyrillic small letter a"."""
    name = unicodedata.name(character, f"character {ord(character):04X}")
    words = name.lower().replace("latin", "Latin").replace("cyrillic", "Cyrillic").replace("greek", "Greek")
    return words.replace("armenian", "Armenian")


def hidden_in(text: str) -> str:
    """Return in words which hidden characters a text holds, or ``""``."""
    if text.isascii():
        return ""
    found = list(dict.fromkeys(HIDDEN.findall(text)))
    if not found:
        return ""
    turns = ", which turns letters round" if any(_TURNS.match(character) for character in found) else ""
    spaces = all(_SPACE.match(character) for character in found)
    what = "unusual space" if spaces else "hidden character"
    return f"{what}{'s' if len(found) > 1 else ''}: {_named(found)}{turns}"


def look_alikes_in(text: str) -> str:
    """Return in words which letters of other scripts stand in words that are otherwise Latin, or ``""``."""
    if text.isascii():
        return ""
    odd = [
        letter
        for word in _WORD.findall(text)
        if _LATIN_LETTER.search(word)
        for letter in _LOOK_ALIKE.findall(word)
        if letter.isalpha()
    ]
    return f"look-alike letter: {_named(list(dict.fromkeys(odd)))}" if odd else ""


def oddities_in(text: str) -> str:
    """Return in words what of a text a reader cannot see or takes for something else, or ``""``."""
    if text.isascii() or _ODD.search(text) is None:
        return ""
    return "; ".join(filter(None, (hidden_in(text), look_alikes_in(text))))


def exchange_note(old: str, new: str) -> str:
    """Return in words what is hidden where one text stands for another, and whether both look the same, or ``""``."""
    if old.isascii() and new.isascii():
        return ""
    notes = []
    if HIDDEN.findall(old) != HIDDEN.findall(new):
        notes.append(hidden_in(new) or f"taken out: {hidden_in(old)}")
    if old and new and looks(old) == looks(new) and not _TURNS.search(old + new):
        notes.append(_likeness_note(old, new))
    elif alike := look_alikes_in(new):
        notes.append(alike)
    return "; ".join(filter(None, notes))


def _likeness_note(old: str, new: str) -> str:
    now = list(dict.fromkeys(c for c in _LOOK_ALIKE.findall(new) if c not in old))
    was = list(dict.fromkeys(c for c in _LOOK_ALIKE.findall(old) if c not in new))
    if now or was:
        what = "letter" if all(c.isalpha() for c in now or was) else "character"
        return f"looks the same, {'is' if now else 'was'} another {what}: {_named(now or was)}"
    if HIDDEN.search(old + new):
        return "" if not old.strip() else "looks the same"
    return "looks the same, is written with other characters"


def _named(characters: list[str]) -> str:
    shown = [f"{name_of(c)} (U+{ord(c):04X})" for c in characters[:_MOST_NAMED]]
    more = len(characters) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
