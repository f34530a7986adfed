"""How the parts of a paper look on the page."""

import re

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
MARKINGS = (
    r"OFFICIAL(?:\s*[-–—:]?\s*SENSITIVE)?|NOT PROTECTIVELY MARKED|PROTECT|RESTRICTED|CONFIDENTIAL|SECRET|TOP SECRET"
)
AGENDA_ITEM = re.compile(r"\bAgenda Item:?\s*(?:No\.?\s*)?(\d+(?:\.\d+)*[a-z]?)\s*$", re.IGNORECASE)
MARKING_LINE = re.compile(rf"^({MARKINGS})(?:\s+Agenda Item:?\s*\S+)?$", re.IGNORECASE)
PAGE_OF = re.compile(r"^(?:.{0,60}\s)?Page\s+\d+(?:\s+of\s+\d+)?$", re.IGNORECASE)
FIELD = re.compile(r"^(To|From|Date)\s*:\s*(.*)$", re.IGNORECASE | re.DOTALL)
FULL_DATE = re.compile(rf"^(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTHS})\s+(\d{{4}})$", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\b[Xx]{3,}\b|\bTBC\b|\[insert\b[^\]]*\]", re.IGNORECASE)

GLYPHS = "•●▪◦‣·\uf0b7\uf0a7–—*-"
GUTTER = re.compile(r"^(?:\d{1,2}\.|\d{1,2}(?:\.\d{1,2}){1,2}\.?)(?:\s+\d{1,2}(?:\.\d{1,2}){1,2}\.?)*$")
NUMBERED = re.compile(
    rf"^(?P<number>(?:[{GLYPHS}]\s+)?(?P<major>\d{{1,2}})\.(?P<minor>\d{{1,2}})(?:\.\d{{1,2}})*\.?)(?P<space>\s+)"
    r"(?P<text>\S.*)$",
    re.DOTALL,
)
SECTION = re.compile(
    rf"^(?P<number>(?P<major>\d{{1,2}})(?P<dot>\.?))(?P<space>\s+)(?P<text>(?!(?:{MONTHS})\b)[^\W\d_].*)$", re.DOTALL
)
BULLET = re.compile(rf"^(?P<glyph>[{GLYPHS}])\s+(?P<text>\S.*)$", re.DOTALL)
LISTED = re.compile(r"^(?P<number>\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?P<text>\S.*)$", re.DOTALL)
APPENDIX = re.compile(r"^(?:APPENDIX|Appendix|ANNEX|Annex)(?:\s+(?:\d{1,2}|[A-Z]))?$")
BACK_MATTER = re.compile(
    r"^(?:bibliography|references|glossary|background (?:documents|papers)|source documents?)$", re.IGNORECASE
)
TABLE_LABELS = re.compile(r"^(?:source documents?|contact officers?|locations?|to|from|date)$", re.IGNORECASE)
ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]]*$")


def plain_number(printed: str) -> str:
    """Return a printed number without bullet and closing dot: "- 3.4." gives "3.4"."""
    return printed.strip(GLYPHS + " \t").rstrip(".)").lstrip("(")


def is_running_head(text: str) -> bool:
    """Return whether a line can only be the head or foot of a page."""
    return bool(AGENDA_ITEM.search(text) and len(text) <= 90) or bool(MARKING_LINE.match(text) or PAGE_OF.match(text))


def reads_as_heading(text: str) -> bool:
    """Return whether a line is short, begins with a capital and ends without a stop."""
    return (
        len(text) <= 90
        and len(text.split()) <= 12
        and text[0].isupper()
        and text[-1] not in ".,;:!?-–—"
        and any(len(word) > 1 and word.isalpha() for word in text.split())
        and not FULL_DATE.match(text)
    )


def is_finished(text: str) -> bool:
    """Return whether the text ends as a sentence ends."""
    return bool(ENDS_SENTENCE.search(text[-8:]))


def starts_small(text: str) -> bool:
    """Return whether the text begins in the middle of a sentence: its first letter is small."""
    return text.lstrip("“‘\"'(")[:1].islower()
