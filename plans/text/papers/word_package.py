"""The package of a Word file, checked before anything opens it."""

import io
import re
import zipfile

from lxml import etree

from plans.text.papers.paper import PaperRefused

MAXIMUM_UNPACKED = 80 * 1024 * 1024
MAXIMUM_TEXT_PART = 25 * 1024 * 1024
MAXIMUM_RATIO = 120
MAXIMUM_PARTS = 2000
BROKEN = "The Word file is broken or is not a Word file. Open it in Word, save it again as .docx and try again."
HARMFUL = "The Word file is packed in a way that could do harm, so it was not opened. Save it again in Word."
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def parts_of_word(data: bytes, wanted: str = r"word/(document|header\d*|footer\d*)\.xml") -> dict[str, bytes]:
    """
    Check the package before anything opens it, and return those of its parts whose names are ``wanted``.

    :raises PaperRefused: if the file is broken, locked by a password, or packed so that it could do harm.
    """
    if data.startswith(bytes.fromhex("d0cf11e0")):
        raise PaperRefused(
            "The Word file is locked by a password or is of the old .doc kind. Save it as a plain .docx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            packed = sum(entry.compress_size for entry in entries) or 1
            if len(entries) > MAXIMUM_PARTS or unpacked > MAXIMUM_UNPACKED or unpacked > packed * MAXIMUM_RATIO:
                raise PaperRefused(HARMFUL)
            if any(entry.flag_bits & 1 for entry in entries):
                raise PaperRefused("The Word file is locked by a password. Take the password off and try again.")
            names = [entry.filename for entry in entries]
            if "word/document.xml" not in names or len(names) != len(set(names)):
                raise PaperRefused(BROKEN)
            xml = {name: package.read(name) for name in names if name.endswith((".xml", ".rels"))}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zipfile.LargeZipFile, RuntimeError) as wrong:
        raise PaperRefused(BROKEN) from wrong
    except (ValueError, KeyError) as wrong:
        if isinstance(wrong, PaperRefused):
            raise
        raise PaperRefused(BROKEN) from wrong
    if any(_declares_entities(content) or len(content) > MAXIMUM_TEXT_PART for content in xml.values()):
        raise PaperRefused(HARMFUL)
    return {name: xml[name] for name in xml if re.fullmatch(wanted, name)}


def _declares_entities(content: bytes) -> bool:
    """Word never writes a document type, and one could name files of this machine."""
    return any("<!DOCTYPE".encode(coding) in content for coding in ("ascii", "utf-16-le", "utf-16-be"))
