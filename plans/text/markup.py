"""Cleans HTML from editors, Word and anywhere else into the one canonical form in which the text of a plan is kept."""

import re

import nh3

from plans.text.content import Block, Flow, TextBlock, write_flow
from plans.text.inline import unescape
from plans.text.reader import HEADING_TAGS, MARK_OF_TAG, read
from plans.text.tree import top_level

LONGEST = 500_000
LONGEST_UNCLEAN = 4 * LONGEST  # Word wraps each word in markup that falls away
DEEPEST_KEPT = 200
# fmt: off
CANONICAL_TAGS = frozenset({
    "p", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    "strong", "em", "s", "sup", "sub", "a", "br", "figure", "img", "figcaption",
})
# Known to the reader only as the end of a line: without them "<div>one</div><div>two</div>" would join its words.
_LINE_ENDING_TAGS = frozenset({
    "div", "section", "article", "aside", "header", "footer", "main", "nav", "address", "dl",
    "dt", "dd", "pre", "form", "fieldset", "legend", "details", "summary", "center", "hr", "option", "optgroup",
    "hgroup", "dialog", "menu", "dir", "search",
})
_NEVER_NESTED_ALONE = frozenset({
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "br", "hr", "img", "col", "input",
    "meta", "link", "wbr", "area", "base", "embed", "source", "track",
})
# fmt: on
_KNOWN_TAGS = CANONICAL_TAGS | _LINE_ENDING_TAGS | HEADING_TAGS.keys() | MARK_OF_TAG.keys()
_CELL_ATTRIBUTES = {"colspan", "rowspan"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": _CELL_ATTRIBUTES, "th": _CELL_ATTRIBUTES}
_SCHEMES = {"http", "https", "mailto", "tel"}
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NEW_LINE = re.compile(r"<br>|</(?:p|h3|h4|li|caption|figcaption|tr|blockquote)>|<(?:ul|ol|p|blockquote)>")
_CELL_END = re.compile(r"</t[dh]>(?=<t[dh][ >])")
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_SCRIPT = re.compile(r"<(script|style|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<[^>]*>")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w+;)")  # a million of them take the sanitiser minutes
_TAG_OR_BLANK = re.compile(r"<[^>]*>|&nbsp;|[\s\xa0]+")
_PICTURE_WORDS = re.compile(r'<img src="[^"]*" alt="([^"]*)">')
_WORD = re.compile(r"\S*\w\S*")
_TOO_LONG = (
    f"This text is too long for one section, which holds {LONGEST:,} characters. Divide it into several sections."
)


class MarkupError(ValueError):
    """The HTML cannot be kept as the text of a section; the message says why and what to do."""


def clean(html: str) -> str:
    """
    Return the canonical HTML of a section's body, from any HTML: what is not allowed is left out, its words are kept.

    The result is made of whole blocks only, is written in one way for one meaning, and is its own canonical HTML.
    No-break spaces become spaces; other hidden characters stay, and the redline names them. A picture stays only under
    its digest (``/images/...``); of any other its alternative words stay.

    :raises MarkupError: if the HTML is too long for one section.
    """
    if len(html) > LONGEST_UNCLEAN or len(_BARE_AMPERSAND.findall(html)) > LONGEST // len("&amp;"):
        raise MarkupError(_TOO_LONG)
    html = _NOT_TEXT.sub("", html)
    if _depth(html) > DEEPEST_KEPT:
        html = _ANY_TAG.sub(" ", _SCRIPT.sub(" ", html))
    safe = nh3.clean(
        html,
        tags=set(_KNOWN_TAGS),
        clean_content_tags={"script", "style", "title"},
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    safe = safe.replace("&nbsp;", " ").replace("\u00a0", " ")  # editors write them for typed spaces
    if len(_TAG_OR_BLANK.sub("", safe)) > LONGEST:  # no less would come out, and reading it takes a minute
        raise MarkupError(_TOO_LONG)
    canonical = write_flow(_stepped(read(_NOT_TEXT.sub("", safe))))
    if len(canonical) > LONGEST:
        raise MarkupError(_TOO_LONG)
    return canonical


def _depth(html: str) -> int:
    """Return at least how deep the elements nest. No writer nests by the hundred, and parsing that takes minutes."""
    opened: dict[str, int] = {}
    depth = deepest = 0
    for closing, name in _OPEN_OR_CLOSE.findall(html):
        tag = name.lower()
        if tag in _NEVER_NESTED_ALONE:
            continue
        if not closing:
            opened[tag] = opened.get(tag, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened.get(tag, 0):
            opened[tag] -= 1
            depth -= 1
    return deepest


def _stepped(flow: Flow) -> Flow:
    """Return the flow with no heading level skipped: the first heading is an ``h3``."""
    stepped: list[Block] = []
    has_heading = False
    for block in flow:
        if isinstance(block, TextBlock) and block.tag in ("h3", "h4"):
            stepped.append(block if has_heading else TextBlock("h3", block.runs))
            has_heading = True
        else:
            stepped.append(block)
    return tuple(stepped)


def blocks(html: str) -> list[str]:
    """Return the top-level blocks of canonical HTML; joined they are the HTML."""
    return list(top_level(html))


def plain_text(html: str) -> str:
    """Return the words of canonical HTML, each block, item and row on a line of its own, cells apart by a tab."""
    lines = _ANY_TAG.sub("", _NEW_LINE.sub("\n", _CELL_END.sub("\t", html))).split("\n")
    return unescape("\n".join(line for line in lines if line))


def undescribed_pictures(html: str) -> int:
    """Return how many pictures of canonical HTML say nothing to those who cannot see them."""
    return sum(1 for words in _PICTURE_WORDS.findall(html) if not words.strip())


def word_count(html: str) -> int:
    """Return how many words canonical HTML has."""
    return words_in(plain_text(html))


def words_in(text: str) -> int:
    """Return how many words plain text has."""
    return sum(1 for _ in _WORD.finditer(text))
