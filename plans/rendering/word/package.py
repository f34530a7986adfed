"""The parts of a Word file, put together with no date but that of the text: the same parts give the same bytes."""

import io
import zipfile

from plans.rendering.word import front
from plans.rendering.word.body import Writer
from plans.rendering.word.escaping import attribute, run_text, words
from plans.rendering.word.identity import BEFORE, CHANGED_AT, CHANGED_BY, INSTRUMENT, PLAN, SEAL, WORDING, Paper
from plans.rendering.word.numbering import numbering_xml
from plans.rendering.word.styles import SANS, SERIF, styles_xml

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NS = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/relationships"'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NO_DATE = (1980, 1, 1, 0, 0, 0)
# fmt: off
_PARTS = {
    "styles":    "word/styles.xml",
    "numbering": "word/numbering.xml",
    "settings":  "word/settings.xml",
    "fontTable": "word/fontTable.xml",
    "comments":  "word/comments.xml",
}
# fmt: on
_HEADERS = ("header1", "header2", "footer1", "footer2")


def packed(body: str, writer: Writer, *, title: str, paper: Paper) -> bytes:
    """Return the bytes of the file with this body, and with the links, lists and comments that the writer gathered."""
    parts = {
        "word/document.xml": f"<w:document {_NS}><w:body>{body}{_page()}</w:body></w:document>",
        "word/styles.xml": styles_xml(_NS, paper.tongue.code),
        "word/numbering.xml": numbering_xml(_NS, writer.lists.values(), paper.tongue.labels),
        "word/settings.xml": _settings(paper),
        "word/fontTable.xml": _fonts(),
        "word/header1.xml": front.header_xml(_NS, paper.office, title),
        "word/header2.xml": front.empty_xml(_NS, "hdr"),
        "word/footer1.xml": front.footer_xml(_NS, paper.footer),
        "word/footer2.xml": front.empty_xml(_NS, "ftr"),
        "docProps/core.xml": _core(title, paper),
        "docProps/app.xml": _app(paper.office),
        "docProps/custom.xml": _custom(paper, writer),
    }
    media = {
        f"word/media/picture{number}.{writer.pictures[address].extension}": writer.pictures[address].content
        for number, address in enumerate(writer.shown, 1)
    }
    if writer.comments:
        parts["word/comments.xml"] = _comments(writer)
    parts["word/_rels/document.xml.rels"] = _document_links(parts, writer.links, list(media))
    parts["_rels/.rels"] = _package_links()
    written = {
        name: (_HEAD + xml).encode() for name, xml in ({"[Content_Types].xml": _content_types(parts)} | parts).items()
    }
    return _zipped(written | media)


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            file.writestr(entry, content)
    return out.getvalue()


def _page() -> str:
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/><w:footerReference w:type="first" r:id="footer2"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1600" w:right="1300" w:bottom="1500" w:left="1300" '
        'w:header="800" w:footer="700" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _settings(paper: Paper) -> str:
    track = "<w:trackRevisions/>" if paper.keeps_track else ""
    return (
        f'<w:settings {_NS}><w:zoom w:percent="100"/>{track}<w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{paper.tongue.code}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts() -> str:
    return (
        f'<w:fonts {_NS}><w:font w:name="{SERIF}"><w:altName w:val="Times New Roman"/><w:family w:val="roman"/>'
        f'<w:pitch w:val="variable"/></w:font><w:font w:name="{SANS}"><w:altName w:val="Helvetica"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _core(title: str, paper: Paper) -> str:
    made = f"{paper.made_on.isoformat()}T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{words(title)}</dc:title><dc:creator>{words(paper.office)}</dc:creator>"
        f"<dc:subject>{words(paper.footer)}</dc:subject><dc:language>{paper.tongue.code}</dc:language>"
        f"<cp:lastModifiedBy>{words(paper.office)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified></cp:coreProperties>'
    )


def _app(office: str) -> str:
    return f'<Properties xmlns="{_OFFICE}/extended-properties"><Company>{words(office)}</Company></Properties>'


def _custom(paper: Paper, writer: Writer) -> str:
    said = {WORDING: paper.wording, BEFORE: paper.before, INSTRUMENT: paper.instrument, PLAN: paper.plan}
    said |= {SEAL: paper.seal, CHANGED_BY: writer.author, CHANGED_AT: writer.at}
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{place}" name="{attribute(name)}">'
        f"<vt:lpwstr>{words(value)}</vt:lpwstr></property>"
        for place, (name, value) in enumerate(((n, v) for n, v in said.items() if v), 2)
    )
    return (
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{properties}</Properties>'
    )


def _comments(writer: Writer) -> str:
    signature = f'w:author="{attribute(writer.author)}" w:date="{writer.at}"'
    comments = "".join(
        f'<w:comment w:id="{number}" {signature}><w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
        f"<w:r>{run_text(comment)}</w:r></w:p></w:comment>"
        for number, comment in enumerate(writer.comments)
    )
    return f"<w:comments {_NS}>{comments}</w:comments>"


def _content_types(parts: dict[str, str]) -> str:
    types = {
        "word/document.xml": f"{_WORD}.document.main+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    types |= {path: f"{_WORD}.{kind}+xml" for kind, path in _PARTS.items() if path in parts}
    types |= {f"word/{name}.xml": f"{_WORD}.{name[:6]}+xml" for name in _HEADERS}
    overrides = "".join(f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in types.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/>{overrides}</Types>'
    )


def _link(key: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{key}" Type="{kind}" Target="{attribute(target)}"{mode}/>'


def _document_links(parts: dict[str, str], addresses: list[str], media: list[str]) -> str:
    start = f"{_OFFICE}/relationships"
    links = [_link(kind, f"{start}/{kind}", path[5:]) for kind, path in _PARTS.items() if path in parts]
    links += [_link(name, f"{start}/{name[:6]}", f"{name}.xml") for name in _HEADERS]
    links += [
        _link(f"link{number}", f"{start}/hyperlink", address, ' TargetMode="External"')
        for number, address in enumerate(addresses, 1)
    ]
    links += [_link(f"picture{number}", f"{start}/image", path[5:]) for number, path in enumerate(media, 1)]
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'


def _package_links() -> str:
    start = f"{_OFFICE}/relationships"
    links = (
        _link("document", f"{start}/officeDocument", "word/document.xml"),
        _link("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        _link("app", f"{start}/extended-properties", "docProps/app.xml"),
        _link("custom", f"{start}/custom-properties", "docProps/custom.xml"),
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'
