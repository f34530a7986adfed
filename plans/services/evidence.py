"""Keeping documents as evidence, under the digest of their bytes."""

import hashlib

from plans.models import Evidence

LARGEST = 20 * 1024 * 1024
# What is taken, by the end of its name: the media type it is kept under, and the bytes it begins with.
KINDS = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK\x03\x04",)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK\x03\x04",)),
    "odt": ("application/vnd.oasis.opendocument.text", (b"PK\x03\x04",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "eml": ("message/rfc822", ()),
    "txt": ("text/plain", ()),
}


class EvidenceRefused(Exception):
    """The document cannot be kept; the message says why and what to do."""


def refuse_size(size: int) -> None:
    """
    Pass if a document of so many bytes may be kept.

    :raises EvidenceRefused: if it is larger than 20 MB.
    """
    if size > LARGEST:
        raise EvidenceRefused("The document is larger than 20 MB. Choose a smaller file.")


def keep_evidence(*, name: str, content: bytes) -> Evidence:
    """
    Keep a document as evidence, once, whatever its name; the same bytes are the same evidence.

    :raises EvidenceRefused: if it is empty, too large, of a kind that is not taken, or not of the kind it says.
    """
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending not in KINDS:
        raise EvidenceRefused(
            "The document must be a PDF, a Word, Excel or OpenDocument file, a picture (PNG or JPG), an e-mail (EML) "
            "or a text file."
        )
    if not content:
        raise EvidenceRefused("The document is empty. Choose another file.")
    refuse_size(len(content))
    media_type, beginnings = KINDS[ending]
    if beginnings and not content.startswith(beginnings):
        raise EvidenceRefused(f"The document is named .{ending} but is not a file of that kind. Save it again.")
    digest = hashlib.sha256(content).hexdigest()
    kept = Evidence.objects.filter(pk=digest).first()
    return kept or Evidence.objects.create(digest=digest, name=name[-200:], media_type=media_type, content=content)


def keep_as_given(*, name: str, media_type: str, content: bytes) -> str:
    """Keep a document that a record file gives, as it says it is, and return its digest."""
    digest = hashlib.sha256(content).hexdigest()
    found = {"name": name, "media_type": media_type, "content": content}
    Evidence.objects.get_or_create(digest=digest, defaults=found)
    return digest
