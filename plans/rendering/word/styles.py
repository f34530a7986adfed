"""The styles of a Word file: the look of the printed plan, in fonts that every office's machine has."""

from plans.rendering.word.numbering import APPENDICES, OBJECTIVES, SECTIONS, TABLES, list_indent

SERIF, SANS = "Georgia", "Arial"
INK, SOFT, BRAND, REED, LINE, LINK = "12242A", "46575D", "17414D", "B88A3A", "CBD6D7", "0B5873"


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _run(font: str = "", size: float = 0, color: str = "", *, bold: bool = False, italic: bool = False) -> str:
    half = round(size * 2)
    return "".join(
        (
            _fonts(font) if font else "",
            "<w:b/>" if bold else "",
            "<w:i/>" if italic else "",
            f'<w:color w:val="{color}"/>' if color else "",
            f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if size else "",
        )
    )


def _number(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _space(before: float, after: float, line: float = 0) -> str:
    height = f' w:line="{round(line * 20)}" w:lineRule="atLeast"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{height}/>'


def _edge(side: str, eighths: int, color: str, gap: int) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{eighths}" w:space="{gap}" w:color="{color}"/></w:pBdr>'


def _style(key: str, name: str, paragraph: str = "", run: str = "", based: str = "Normal", after: str = "") -> str:
    """Return one paragraph style; ``after`` is that of the paragraph that Enter begins."""
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"{"" if key in _BUILT_IN else _CUSTOM}>'
        f'<w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


_CUSTOM = ' w:customStyle="1"'
_BUILT_IN = {
    "Title", "Subtitle", "TOCHeading", "TOC1", "Heading1", "Heading2", "Heading3", "BodyText", "ListParagraph", "Quote",
    "Caption", "Header", "Footer", "CommentText",
}  # fmt: skip
_KEEP = "<w:keepNext/><w:keepLines/>"


def _headings() -> str:
    page = "<w:keepNext/><w:keepLines/><w:pageBreakBefore/>"
    big = _run(SERIF, 24, INK, bold=True)
    return "".join(
        (
            _style("Heading1", "heading 1", page + _number(SECTIONS, 0) + _space(0, 18, 30) + _outline(0), big,
                   after="NumberedParagraph"),
            _style("AppendixHeading", "Appendix Heading", _number(APPENDICES, 0) + _outline(0), "", "Heading1",
                   "AppendixParagraph"),
            _style("Heading2", "heading 2", _KEEP + _space(16, 6, 20) + _indent(964) + _outline(1),
                   _run(SERIF, 14, INK, bold=True), after="NumberedParagraph"),
            _style("Heading3", "heading 3", _KEEP + _space(12, 4, 15) + _indent(964) + _outline(2),
                   _run(SANS, 10.5, INK, bold=True), after="NumberedParagraph"),
            _style("ObjectiveHeading", "Objective Heading",
                   _KEEP + _number(OBJECTIVES, 0) + _edge("top", 24, BRAND, 10) + _space(22, 6, 22) + _indent(0)
                   + _outline(1), _run(SERIF, 16, INK, bold=True), after="ObjectiveAim"),
            _style("ObjectiveAim", "Objective Aim", _space(0, 8, 19), _run(SERIF, 13, INK)),
            _style("ObjectiveLabel", "Objective Label", _KEEP + _space(12, 4, 15) + _outline(2),
                   _run(SANS, 9.5, INK, bold=True)),
        )
    )  # fmt: skip


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


def _indent(left: int, right: int = 0) -> str:
    return f'<w:ind w:left="{left}" w:right="{right}" w:firstLine="0"/>'


def _text() -> str:
    return "".join(
        (
            _style("BodyText", "Body Text", _indent(964)),
            _style("NumberedParagraph", "Numbered Paragraph", _number(SECTIONS, 1)),
            _style("AppendixParagraph", "Appendix Paragraph", _number(APPENDICES, 1)),
            _style("ListParagraph", "List Paragraph", _space(0, 4) + _indent(list_indent(0))),
            _style("Quote", "Quote", _edge("left", 20, REED, 10) + _space(4, 8) + _indent(1200, 400),
                   _run(italic=True)),
            _style("Caption", "caption", _KEEP + _number(TABLES, 0) + _space(16, 6, 15),
                   _run(SANS, 10.5, INK, bold=True)),
            _style("Picture", "Picture", "<w:keepNext/>" + _space(10, 4), after="PictureCaption"),
            _style("PictureCaption", "Picture Caption", _space(0, 12, 13), _run(SANS, 9.5, SOFT)),
            _style("TableText", "Table Text", _space(3, 3, 13), _run(SANS, 9.5)),
            _style("TableHeading", "Table Heading", "<w:keepNext/>" + _space(3, 3, 13), _run(SANS, 9, bold=True)),
            _style("ActionCode", "Action Code", _space(5, 5, 14), _run(SANS, 10, bold=True)),
            _style("ActionText", "Action Text", _space(5, 5, 14), _run(SERIF, 10.5)),
            _style("ActionLead", "Action Lead", _space(5, 5, 14), _run(SANS, 9, SOFT)),
        )
    )  # fmt: skip


def _front() -> str:
    right_tab = '<w:tabs><w:tab w:val="right" w:pos="9306"/></w:tabs>'
    return "".join(
        (
            _style("Office", "Office", _edge("top", 96, BRAND, 14) + _space(0, 165, 18),
                   _run(SANS, 12, BRAND, bold=True)),
            _style("Title", "Title", "<w:keepNext/>" + _space(0, 14, 46) + _indent(0, 1400),
                   _run(SERIF, 38, BRAND, bold=True), after="Subtitle"),
            _style("Subtitle", "Subtitle", _edge("bottom", 36, REED, 24) + _space(0, 30, 28), _run(SERIF, 20, INK)),
            _style("CoverFact", "Cover Fact", _space(0, 2, 16), _run(SANS, 10.5, INK)),
            _style("TOCHeading", "TOC Heading",
                   "<w:keepNext/><w:pageBreakBefore/>" + _space(0, 22, 30), _run(SERIF, 24, INK, bold=True)),
            _style("TOC1", "toc 1",
                   f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="5" w:color="{LINE}"/></w:pBdr>'
                   '<w:tabs><w:tab w:val="left" w:pos="1400"/><w:tab w:val="right" w:pos="9306"/></w:tabs>'
                   + _space(5, 0, 15) + '<w:ind w:left="1400" w:right="500" w:hanging="1400"/>', _run(SERIF, 11)),
            _style("PlanClosing", "Plan Closing", _edge("top", 6, INK, 8) + _space(36, 0, 13), _run(SANS, 8.5, SOFT)),
            _style("Header", "header", right_tab + _space(0, 0, 12), _run(SANS, 8.5, SOFT)),
            _style("Footer", "footer", right_tab + _space(0, 0, 12), _run(SANS, 8.5, SOFT)),
            _style("CommentText", "annotation text", _space(0, 0, 13), _run(SANS, 10)),
        )
    )  # fmt: skip


def _character(key: str, name: str, run: str, custom: str = "") -> str:
    return (
        f'<w:style w:type="character" w:styleId="{key}"{custom}><w:name w:val="{name}"/><w:rPr>{run}</w:rPr></w:style>'
    )


def _tables() -> str:
    margins = (
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="160" w:type="dxa"/></w:tblCellMar>'
    )

    def ruled(key: str, name: str, inner: str, head: str, shade: str) -> str:
        borders = (
            f'<w:tblBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="{inner}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{inner}"/></w:tblBorders>'
        )
        first = (
            f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="10" w:space="0" '
            f'w:color="{head}"/></w:tcBorders>{shade}<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        )
        return (
            f'<w:style w:type="table" w:styleId="{key}"{_CUSTOM}><w:name w:val="{name}"/>'
            '<w:basedOn w:val="TableNormal"/>'
            f"<w:tblPr>{borders}{margins}</w:tblPr>{first}</w:style>"
        )

    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        + ruled("PlanTable", "Plan Table", LINE, INK, "")
        + ruled("ObjectiveTable", "Objective Table", "9FB0B3", BRAND, '<w:shd w:val="clear" w:fill="F2F6F5"/>')
    )


def styles_xml(namespaces: str, code: str) -> str:
    """Return the part of the file that holds its styles; ``code`` is that of its language."""
    language = f'<w:lang w:val="{code}" w:eastAsia="{code}" w:bidi="ar-SA"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_run(SERIF, 11, INK)}{language}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr><w:widowControl/>{_space(0, 7.5, 15)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
    )
    characters = (
        _character("Hyperlink", "Hyperlink", f'<w:color w:val="{LINK}"/><w:u w:val="single"/>')
        + _character("PlaceholderText", "Placeholder Text", f'<w:color w:val="{SOFT}"/>')
        + _character("CommentReference", "annotation reference", '<w:sz w:val="16"/>')
    )
    return (
        f"<w:styles {namespaces}>{defaults}{normal}{_headings()}{_text()}{_front()}{characters}{_tables()}</w:styles>"
    )
