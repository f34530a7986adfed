"""Text as XML: escaped, without the characters that XML cannot hold, and with line breaks as Word writes them."""

import re
from xml.sax.saxutils import escape

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("([\n\t\r])")
_ELEMENTS = {"\n": "<w:br/>", "\r": "<w:br/>", "\t": "<w:tab/>"}


def words(text: str) -> str:
    """Return text for between two tags."""
    return escape(_NOT_XML.sub("", text))


def attribute(text: str) -> str:
    """Return text for between the quotation marks of an attribute."""
    return escape(_NOT_XML.sub("", text), {'"': "&quot;", "\n": " ", "\t": " "})


def run_text(text: str, tag: str = "w:t") -> str:
    """Return the inside of a run: its words in ``tag``, with line breaks between them."""
    parts = _BREAKS.split(_NOT_XML.sub("", text))
    return "".join(
        _ELEMENTS.get(part) or f'<{tag} xml:space="preserve">{escape(part)}</{tag}>' for part in parts if part
    )
