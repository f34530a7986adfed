"""A quick check of a PDF against PDF/UA-1 without Java, by the conditions of the Matterhorn Protocol 1.1."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name

STANDARD_TYPES = frozenset(
    re.findall(
        r"\w+",
        """
        Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl
        LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form
        """,
    )
)
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
}
SHOWING = {"Tj", "TJ", "'", '"', "Do", "sh"}


def faults(content: bytes) -> list[str]:
    """Return what is wrong with a PDF, each with its condition ("14-003 ...") or "OWN" for a rule of our own."""
    with pikepdf.open(BytesIO(content)) as pdf:
        root = pdf.Root
        if "/StructTreeRoot" not in root:
            return ["01-005 no structure tree"]
        elements = list(_elements(root.StructTreeRoot, ""))
        return [
            *_document_faults(pdf),
            *_nesting_faults(elements),
            *_heading_faults(elements),
            *_table_faults(elements),
            *(fault for number, page in enumerate(pdf.pages, 1) for fault in _page_faults(number, page)),
        ]


def structure(content: bytes) -> list[tuple[str, str]]:
    """Return the type of each structure element with its parent's, in reading order."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [(kind, parent) for kind, parent, _ in _elements(pdf.Root.StructTreeRoot, "")]


def _elements(element, parent: str) -> Iterator[tuple[str, str, Dictionary]]:
    kind = str(element.get("/S", "")).lstrip("/")
    if kind:
        yield kind, parent, element
    children = element.get("/K")
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, Dictionary):
            yield from _elements(child, kind or parent)


def _document_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    metadata = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
    language = str(root.get("/Lang", ""))
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "06-001 the document is not marked as tagged"
    if root.get("/MarkInfo", {}).get("/Suspects", False):
        yield "01-007 the tags are said to be suspect"
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        yield f"11-006 the language is {language!r}"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "07-002 the title is not shown"
    if not re.search(r"pdfuaid:part(=\"|>)1", metadata):
        yield "06-002 no identification as PDF/UA-1"
    if "dc:title" not in metadata:
        yield "06-003 no title in the metadata"
    if "/OpenAction" in root and "/JS" in root.OpenAction:
        yield "29-001 a script runs on opening"
    with pdf.open_outline() as outline:
        if len(pdf.pages) > 20 and not outline.root:
            yield "OWN more than 20 pages and no bookmarks"


def _nesting_faults(elements: list[tuple[str, str, Dictionary]]) -> Iterator[str]:
    for kind, parent, element in elements:
        if kind not in STANDARD_TYPES:
            yield f"02-001 {kind} is no standard type"
        if parent not in PARENTS.get(kind, {parent}):
            yield f"09-004 {kind} in {parent}"
        if parent == "LI" and kind not in {"Lbl", "LBody"}:
            yield f"09-005 {kind} straight in LI"
        if kind in {"Figure", "Formula"} and not str(element.get("/Alt", "")).strip():
            yield f"13-004 {kind} without words in its place"


def _heading_faults(elements: list[tuple[str, str, Dictionary]]) -> Iterator[str]:
    levels = [int(kind[1]) for kind, _, _ in elements if re.fullmatch("H[1-6]", kind)]
    if levels and levels[0] != 1:
        yield f"14-002 the first heading is H{levels[0]}"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"14-003 H{below} after H{above}"


def _table_faults(elements: list[tuple[str, str, Dictionary]]) -> Iterator[str]:
    for kind, _, table in elements:
        if kind != "Table":
            continue
        cells = [(k, e) for k, _, e in _elements(table, "") if k in {"TH", "TD"}]
        if not any(k == "TH" for k, _ in cells):
            yield "OWN a table without a head"
        if any(k == "TH" and "/Scope" not in e.get("/A", {}) for k, e in cells):
            yield "15-003 a table head without a scope"


def _page_faults(number: int, page: pikepdf.Page) -> Iterator[str]:
    links = [a for a in page.get("/Annots", []) if a.get("/Subtype") == Name.Link]
    if links and page.get("/Tabs") != Name.S:
        yield f"28-008 page {number}: links are not in the order of the text"
    for link in links:
        if not str(link.get("/Contents", "")).strip():
            yield f"28-012 page {number}: a link without words"
        if "/StructParent" not in link:
            yield f"28-011 page {number}: a link outside the structure"
    if _untagged(page):
        yield f"01-005 page {number}: something drawn is not tagged"
    for name, font in page.get("/Resources", {}).get("/Font", {}).items():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.get("/FontDescriptor", {}).keys()):
            yield f"31-009 page {number}: the font {name} is not in the file"
        if "/ToUnicode" not in font:
            yield f"31-027 page {number}: the font {name} cannot be read out"


def _untagged(page: pikepdf.Page) -> bool:
    depth = 0
    for _, operator in pikepdf.parse_content_stream(page):
        if str(operator) in {"BDC", "BMC"}:
            depth += 1
        elif str(operator) == "EMC":
            depth -= 1
        elif str(operator) in SHOWING and depth == 0:
            return True
    return False
