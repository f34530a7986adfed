"""The digest of everything that a PDF is made from: the same source is never rendered twice."""

import hashlib
from functools import cache
from importlib.metadata import version

from plans.rendering.child import SERVED, STATIC_DIR


def source_of_pdf(html: str, data: str, identifier: str) -> str:
    """Return the digest of a document, its attachment, its identifier, our typography and the layout engine."""
    digest = hashlib.sha256()
    for part in (html, data, identifier, typography(), version("weasyprint")):
        encoded = part.encode()
        digest.update(f"{len(encoded)} ".encode())
        digest.update(encoded)
    return digest.hexdigest()


@cache
def typography() -> str:
    """Return the digest of our fonts and stylesheets for print."""
    digest = hashlib.sha256()
    for folder, suffix in sorted(SERVED.items()):
        for path in sorted((STATIC_DIR / folder.lstrip("/")).glob(f"*{suffix}")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
