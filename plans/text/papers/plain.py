"""The bytes of a text file as text."""

import codecs
import unicodedata

from plans.text.papers.paper import PaperRefused

NOT_TEXT = "The file does not hold text. Save the paper as text, Word or PDF and try again."


def text_of(data: bytes) -> str:
    """
    Return the text of a text file: UTF-8, UTF-16 with its mark, or the old Windows encoding.

    :raises PaperRefused: if the bytes are not text.
    """
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(unicodedata.category(character) == "Cc" and not character.isspace() for character in text):
            break
        return text
    raise PaperRefused(NOT_TEXT)
