"""The cover and the contents of a Word file, and what runs at the head and foot of each page."""

from collections.abc import Sequence
from dataclasses import replace

from plans.rendering.word.content import Items, Paragraph, Shape, Stretch, Style
from plans.rendering.word.escaping import run_text
from plans.text.inline import Run

Entry = tuple[str, str, str]


def cover(office: str, title: Paragraph, years: str, facts: Sequence[str]) -> Items:
    """Return the cover: whose plan it is, what it is called and for which years, and what this copy is."""
    below = [Paragraph(Shape(Style.COVER_FACT), (Stretch((Run(fact),)),)) for fact in facts]
    return (_line(Style.OFFICE, office), replace(title, bookmark=""), _line(Style.SUBTITLE, years), *below)


def _line(style: Style, words: str) -> Paragraph:
    return Paragraph(Shape(style), (Stretch((Run(words),)),) if words else ())


def contents(entries: Sequence[Entry], title: str) -> str:
    """
    Return the contents as XML: a field that Word can bring up to date, with its entries filled in already.

    ``entries`` are the number, heading and bookmark of each section, ``title`` what stands over them. Page numbers come
    with Word's own update, since only Word knows where its pages end.
    """
    if not entries:
        return ""
    heading = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r>{run_text(title)}</w:r></w:p>'
    begins = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \h \z \t "Appendix Heading,1" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    ends = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    lines = [
        '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>'
        f"{begins if at == 0 else ''}"
        f'<w:hyperlink w:anchor="{bookmark}" w:history="1"><w:r>{run_text(number)}</w:r><w:r><w:tab/></w:r>'
        f"<w:r>{run_text(words)}</w:r></w:hyperlink>{ends if at == last else ''}</w:p>"
        for at, (number, words, bookmark) in enumerate(entries)
    ]
    return heading + "".join(lines)


def header_xml(namespaces: str, office: str, title: str) -> str:
    """Return what runs at the head of each page but the cover."""
    return f"<w:hdr {namespaces}>{_running('Header', office, f'<w:r>{run_text(title)}</w:r>')}</w:hdr>"


def footer_xml(namespaces: str, words: str) -> str:
    """Return what runs at the foot of each page but the cover: which copy it is, and the number of the page."""
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return f"<w:ftr {namespaces}>{_running('Footer', words, page)}</w:ftr>"


def _running(style: str, left: str, right: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{run_text(left)}</w:r><w:r><w:tab/></w:r>{right}</w:p>'


def empty_xml(namespaces: str, tag: str) -> str:
    """Return the head or foot of the cover, which has none."""
    style = "Header" if tag == "hdr" else "Footer"
    return f'<w:{tag} {namespaces}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p></w:{tag}>'
