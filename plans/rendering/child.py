"""The child process that lays out one PDF: reads a request on its input, writes one file, and knows no database."""

import base64
import json
import os
import resource
import sys
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

STATIC_DIR = Path(__file__).resolve().parents[2] / "static"
SERVED = {"/fonts": ".woff2", "/pdf": ".css"}  # the only files that a document may ask for
IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
OUR_HOST = "plan.invalid"  # a name that can never be reached: addresses on it are read from the static folder

UA_NAMESPACE = b"http://www.aiim.org/pdfua/ns/id/"
# The identification of PDF/UA-1, and the extension schema that PDF/A asks for when a foreign namespace is in its XMP.
UA_IDENTIFICATION = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="' + UA_NAMESPACE + b'">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>" + UA_NAMESPACE + b"</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property>"
    b"</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What the parent asks for; ``created`` is an ISO date and time, and the only time that goes into the file."""

    html: str
    attachments: list[dict[str, str]]
    identifier: str
    created: str
    out: str
    memory: int
    cpu_seconds: int
    images: dict[str, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    """The ids of the parts whose page is asked for."""


def read_served_file(url: str, images: dict[str, str] | None = None) -> tuple[bytes, str]:
    """
    Return the bytes and the type of one of our own fonts or stylesheets, or of a picture that came with the request.

    ``images`` holds the pictures in base 64 by their address ("/images/..."). No other file can be asked for.

    :raises ValueError: for every other address, whatever its protocol.
    """
    parts = urlsplit(url)
    path = Path(parts.path)
    if (parts.scheme, parts.netloc) == ("https", OUR_HOST) and parts.path in (images or {}):
        return base64.b64decode(images[parts.path]), IMAGE_TYPES[path.suffix]
    if (
        (parts.scheme, parts.netloc) != ("https", OUR_HOST)
        or SERVED.get(str(path.parent)) != path.suffix
        or ".." in path.parts
    ):
        raise ValueError(f"A plan may not load {url}.")
    content_type = "text/css" if path.suffix == ".css" else "font/woff2"
    return (STATIC_DIR / parts.path.lstrip("/")).read_bytes(), content_type


def identify_as_ua1(document, pdf) -> None:
    """Put the PDF/UA-1 identification inside the file's own metadata block, where checkers look for it."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [metadata.stream[0].replace(b"</rdf:RDF>", UA_IDENTIFICATION + b"</rdf:RDF>", 1)]


def gather_list_bodies(pdf) -> None:
    """Put the blocks of each list item into the item's body: PDF/UA (7.2-20) allows no other child beside its mark."""
    import pydyf  # noqa: PLC0415 -- slow import

    by_number = {item.number: item for item in pdf.objects}
    for item in [found for found in pdf.objects if isinstance(found, pydyf.Dictionary) and found.get("S") == "/LI"]:
        children = [by_number[int(child.split()[0])] for child in item["K"] if b" 0 R" in child]
        stray = [child for child in children if child.get("S") not in ("/Lbl", "/LBody")]
        if not stray:
            continue
        body = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/LBody", "P": item.reference, "K": pydyf.Array([])}
            | ({"Pg": item["Pg"]} if "Pg" in item else {})
        )
        pdf.add_object(body)
        kept = [child for child in children if child not in stray]
        marks = [child for child in kept if child["S"] == "/Lbl"]
        for child in children:
            if child not in marks:
                child["P"] = body.reference
                child["S"] = "/NonStruct" if child["S"] == "/LBody" else child["S"]
                body["K"].append(child.reference)
        item["K"] = pydyf.Array([*(mark.reference for mark in marks), body.reference])


def scope_heads(pdf) -> None:
    """Say of each table head whether it is a column's or a row's: the engine's links miss merged heads (7.5-1)."""
    import pydyf  # noqa: PLC0415 -- slow import

    elements = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("S")]
    by_reference = {item.reference: item for item in elements}
    for head in elements:
        if head["S"] == "/TH":
            part = by_reference[by_reference[head["P"]]["P"]]
            head["A"]["Scope"] = "/Column" if part["S"] == "/THead" else "/Row"


def name_links(pdf, headings: dict[str, str]) -> None:
    """Give each link inside the document the words of the heading that it leads to, for those who hear it."""
    import pydyf  # noqa: PLC0415 -- slow import

    for link in pdf.objects:
        if isinstance(link, pydyf.Dictionary) and link.get("Subtype") == "/Link" and "Dest" in link:
            anchor = link["Dest"].string
            link["Contents"] = pydyf.String(headings.get(anchor, anchor))


def headings_by_anchor(tree) -> dict[str, str]:
    """Return the words of the heading, or the name, of each part of a document that can be linked to."""
    parts = ((part.get("id"), part.find("h2")) for part in tree.iter("section"))
    headed = {anchor: " ".join("".join(h2.itertext()).split()) for anchor, h2 in parts if anchor and h2 is not None}
    return headed | {part.get("id"): part.get("data-name") for part in tree.iter() if part.get("data-name")}


def finisher_for(headings: dict[str, str]):
    """Return what does, before a file is written, all that the layout engine leaves undone."""

    def finish(document, pdf) -> None:
        gather_list_bodies(pdf)
        scope_heads(pdf)
        name_links(pdf, headings)
        identify_as_ua1(document, pdf)
        if "AF" in pdf.catalog:  # the engine lists each attachment twice
            pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])

    return finish


def make_pdf(request: Request, say) -> tuple[int, dict[str, int]]:
    """Lay out the document, write it to ``request.out``; return its number of pages, and where the places begin."""
    from weasyprint import HTML, Attachment  # noqa: PLC0415 -- slow import
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- slow import

    class OurFiles(URLFetcher):
        def fetch(self, url, headers=None):
            try:
                content, content_type = read_served_file(url, request.images)
            except OSError as missing:  # a plan without its own typography is not to be published
                raise FatalURLFetchingError(str(missing)) from missing
            return URLFetcherResponse(url, body=content, headers={"Content-Type": content_type})

    created = datetime.fromisoformat(request.created).astimezone(UTC)
    attachments = [
        Attachment(
            string=item["text"],
            name=item["name"],
            description=item["description"],
            relationship="Data",
            created=created,
            modified=created,
        )
        for item in request.attachments
    ]
    say(20, "Laying out the pages")
    html = HTML(string=request.html, url_fetcher=OurFiles())
    document = html.render()
    document.metadata.attachments = attachments
    count = len(document.pages)
    say(60, f"Drawing {count} page{'' if count == 1 else 's'}")
    document.write_pdf(
        request.out,
        pdf_variant="pdf/a-3a",
        pdf_identifier=request.identifier.encode(),
        finisher=finisher_for(headings_by_anchor(html.etree_element)),
    )
    return count, pages_of(document, request.places)


def pages_of(document, places: list[str]) -> dict[str, int]:
    """Return on which sheet each part begins, counted from one, of those that the document has."""
    wanted, found = set(places), {}
    for sheet, page in enumerate(document.pages, 1):
        for anchor in wanted & page.anchors.keys():
            found.setdefault(anchor, sheet)
    return found


def _end_with_parent() -> None:
    # The parent holds our input open while it lives: when it closes, nobody waits for the file any more.
    sys.stdin.buffer.read()
    os._exit(70)


def _say(percent: int, words: str) -> None:
    sys.stdout.write(json.dumps({"percent": percent, "words": words}) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Answer one request; the exit code is 0 for a file written, 71 for no memory, 72 for nesting too deep."""
    request = Request(**json.loads(sys.stdin.buffer.readline()))
    resource.setrlimit(resource.RLIMIT_AS, (request.memory, request.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (request.cpu_seconds, request.cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        pages, places = make_pdf(request, _say)
    except MemoryError:
        return 71
    except RecursionError:
        return 72
    sys.stdout.write(json.dumps({"pages": pages, "places": places}) + "\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # the thread that waits for the parent must not hold up the end
