"""Writes paragraphs and tables, with what became of them, as WordprocessingML."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from plans.rendering.word.content import (
    Became,
    Item,
    Mark,
    Paragraph,
    Shape,
    Stretch,
    Style,
    Table,
    TableCell,
    TableRow,
)
from plans.rendering.word.escaping import attribute, run_text
from plans.rendering.word.joining import ended
from plans.rendering.word.numbering import BULLETS, FIRST_LIST, list_indent
from plans.rendering.word.pictures import SIGN, Picture, drawing, is_picture
from plans.text.inline import Run

FULL_WIDTH = 9306  # twentieths of a point between the margins
_CLOSE_TO_TABLES = (Style.PARAGRAPH, Style.APPENDIX_PARAGRAPH, Style.BODY, Style.LIST_ITEM, Style.QUOTE)
_TRACKED = {
    Became.ADDED: ("w:ins",),
    Became.REMOVED: ("w:del",),
    Became.MOVED_HERE: ("w:moveTo",),
    Became.MOVED_AWAY: ("w:moveFrom",),
}
_MARKS = {
    "strong": ("<w:b/>", '<w:b w:val="0"/>'),
    "em": ("<w:i/>", '<w:i w:val="0"/>'),
    "s": ("<w:strike/>", '<w:strike w:val="0"/>'),
}
_RAISED = {"sub": "subscript", "sup": "superscript"}


@dataclass(slots=True)
class Writer:
    """
    Writes the body of one file, and gathers what other parts of it need: links, pictures, comments, numbered lists.

    ``author`` and ``at`` (an ISO date and time) sign each change; ``anchors`` are the bookmarks by the address of what
    they mark ("#section-roads"), ``pictures`` those that are there, by address.
    """

    author: str
    at: str
    anchors: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    lists: dict[int, tuple[int, int]] = field(default_factory=dict)
    _last_id: int = 100
    _bookmarks: int = 0
    _range: int = 0
    _drawings: int = 0
    _moves: dict[str, str] = field(default_factory=dict)

    def write(self, items: Iterable[Item]) -> str:
        """Return the items as XML, the ranges of moves around what moved."""
        written: list[str] = []
        open_move = None
        after_table = False
        for item in items:
            move = (item.move, item.became) if isinstance(item, Paragraph) and item.move else None
            if move != open_move:
                written.append(self._move_ends(open_move))
                written.append(self._move_begins(move))
                open_move = move
            written.append(
                self.paragraph(item, after_table=after_table) if isinstance(item, Paragraph) else self.table(item)
            )
            after_table = isinstance(item, Table)
        written.append(self._move_ends(open_move))
        return "".join(written)

    def _move_begins(self, move: tuple[str, Became] | None) -> str:
        if move is None:
            return ""
        name = self._moves.setdefault(move[0], f"move{len(self._moves) + 1}")
        tag = "w:moveToRangeStart" if move[1] is Became.MOVED_HERE else "w:moveFromRangeStart"
        self._range = self._next_id()
        return f'<{tag} w:id="{self._range}" w:name="{name}" {self._signature()}/>'

    def _move_ends(self, move: tuple[str, Became] | None) -> str:
        if move is None:
            return ""
        tag = "w:moveToRangeEnd" if move[1] is Became.MOVED_HERE else "w:moveFromRangeEnd"
        return f'<{tag} w:id="{self._range}"/>'

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _signature(self) -> str:
        return f'w:author="{attribute(self.author)}" w:date="{self.at}"'

    def _tag(self, name: str) -> str:
        return f'{name} w:id="{self._next_id()}" {self._signature()}'

    def paragraph(self, paragraph: Paragraph, *, after_table: bool = False) -> str:
        """Return a paragraph as XML."""
        inside = "".join(self._stretch(stretch) for stretch in paragraph.stretches)
        if paragraph.bookmark:
            self._bookmarks += 1
            start = f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{paragraph.bookmark}"/>'
            inside = f'{start}{inside}<w:bookmarkEnd w:id="{self._bookmarks}"/>'
        for comment in paragraph.comments:
            inside = self._commented(inside, comment, paragraph.became)
        return f"<w:p>{self._properties(paragraph, after_table)}{inside}</w:p>"

    def _properties(self, paragraph: Paragraph, after_table: bool) -> str:
        spacing = '<w:spacing w:before="280"/>' if after_table and paragraph.shape.style in _CLOSE_TO_TABLES else ""
        right = '<w:jc w:val="right"/>' if paragraph.to_the_right else ""
        marks = "".join(f"<{self._tag(tag)}/>" for tag in _TRACKED.get(paragraph.mark or paragraph.became, ()))
        mark = f"<w:rPr>{marks}</w:rPr>" if marks else ""
        changed = ""
        if paragraph.old_shape:
            old = self._shape(paragraph.old_shape, "")
            changed = f"<{self._tag('w:pPrChange')}><w:pPr>{old}</w:pPr></w:pPrChange>"
        return f"<w:pPr>{self._shape(paragraph.shape, spacing)}{right}{mark}{changed}</w:pPr>"

    def _shape(self, shape: Shape, spacing: str) -> str:
        number = ""
        indent = ""
        if shape.mark:
            number = (
                f'<w:numPr><w:ilvl w:val="{shape.mark.level}"/><w:numId w:val="{self._list(shape.mark)}"/></w:numPr>'
            )
        elif shape.indent:
            indent = f'<w:ind w:left="{list_indent(shape.indent - 1)}"/>'
        return f'<w:pStyle w:val="{shape.style}"/>{number}{spacing}{indent}'

    def _list(self, mark: Mark) -> int:
        if mark.kind == "bullets":
            return BULLETS
        if mark.list not in self.lists:
            self.lists[mark.list] = (FIRST_LIST + len(self.lists), mark.level)
        return self.lists[mark.list][0]

    def _stretch(self, stretch: Stretch) -> str:
        olds = stretch.old_runs or stretch.runs
        parts = []
        for run, old in zip(stretch.runs, olds, strict=True):
            xml = self._run(run, stretch, old if stretch.old_runs else None)
            for tag in reversed(_TRACKED.get(stretch.became, ())):
                xml = f"<{self._tag(tag)}>{xml}</{tag}>"
            parts.append(self._linked(xml, run.href) if run.href and not is_picture(run) else xml)
        return "".join(parts)

    def _picture(self, run: Run, tag: str) -> str:
        words = run.text.removeprefix(SIGN)
        picture = self.pictures.get(run.href)
        if picture is None:
            return f"<w:r>{run_text(f'[Picture: {words}]', tag)}</w:r>"
        if run.href not in self.shown:
            self.shown.append(run.href)
        self._drawings += 1
        link = f"picture{self.shown.index(run.href) + 1}"
        return f"<w:r>{drawing(picture, self._drawings, link, words)}</w:r>"

    def _run(self, run: Run, stretch: Stretch, old: Run | None) -> str:
        tag = "w:delText" if stretch.became is Became.REMOVED else "w:t"
        if is_picture(run):
            return self._picture(run, tag)
        properties = self._run_properties(run, stretch.is_placeholder, old)
        changed = ""
        if old is not None:
            was = self._run_properties(old, False, run)
            changed = f"<{self._tag('w:rPrChange')}><w:rPr>{was}</w:rPr></w:rPrChange>"
        outer = f"<w:rPr>{properties}{changed}</w:rPr>" if properties or changed else ""
        return f"<w:r>{outer}{run_text(run.text, tag)}</w:r>"

    def _run_properties(self, run: Run, is_placeholder: bool, other: Run | None) -> str:
        """Return the marks of a run; those that only the ``other`` text of it has are said to be off."""
        parts = []
        if run.href:
            parts.append('<w:rStyle w:val="Hyperlink"/>')
        elif is_placeholder:
            parts.append('<w:rStyle w:val="PlaceholderText"/>')
        for name, (on, off) in _MARKS.items():
            if name in run.marks:
                parts.append(on)
            elif other is not None and name in other.marks:
                parts.append(off)
        raised = next((_RAISED[mark] for mark in run.marks if mark in _RAISED), "")
        if raised or (other is not None and any(mark in _RAISED for mark in other.marks)):
            parts.append(f'<w:vertAlign w:val="{raised or "baseline"}"/>')
        return "".join(parts)

    def _linked(self, xml: str, href: str) -> str:
        if href in self.anchors:
            return f'<w:hyperlink w:anchor="{self.anchors[href]}" w:history="1">{xml}</w:hyperlink>'
        if href.startswith("#"):  # a place without a bookmark of its own
            return xml
        if href not in self.links:
            self.links.append(href)
        return f'<w:hyperlink r:id="link{self.links.index(href) + 1}" w:history="1">{xml}</w:hyperlink>'

    def _commented(self, inside: str, comment: str, became: Became) -> str:
        number = len(self.comments)
        self.comments.append(comment)
        reference = (
            f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )
        for tag in reversed(_TRACKED.get(became, ())):
            reference = f"<{self._tag(tag)}>{reference}</{tag}>"
        start, end = f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>'
        return f"{start}{inside}{end}{reference}"

    def table(self, table: Table) -> str:
        """Return a table as XML; its head repeats on each page and no row breaks."""
        own = edges_of(table.widths)
        edges = sorted({*own, *(edge for row in table.rows for edge in edges_of(row.widths))})
        widths = tuple(end - start for start, end in pairwise(edges))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        look = f'w:firstRow="1" w:lastRow="0" w:firstColumn="{int(table.has_row_heads)}" w:lastColumn="0"'
        properties = (
            f'<w:tblPr><w:tblStyle w:val="{table.look}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" {look} w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        )
        rows = "".join(self._row(row, edges, edges_of(row.widths) or own) for row in table.rows)
        return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _row(self, row: TableRow, edges: list[int], own: list[int]) -> str:
        """Return a row as XML; ``edges`` are those of all columns of the table, ``own`` those of the row's columns."""
        head = "<w:tblHeader/>" if row.is_head else ""
        tracked = "".join(f"<{self._tag(tag)}/>" for tag in _TRACKED.get(row.became, ()))
        cells, at = [], 0
        for cell in row.cells:
            start, end = own[at], own[at + cell.columns]
            cells.append(self._cell(cell, end - start, edges.index(end) - edges.index(start)))
            at += cell.columns
        after = ""
        if own[at] < edges[-1]:
            left_over = len(edges) - 1 - edges.index(own[at])
            after = f'<w:gridAfter w:val="{left_over}"/><w:wAfter w:w="{edges[-1] - own[at]}" w:type="dxa"/>'
        return f"<w:tr><w:trPr>{after}<w:cantSplit/>{head}{tracked}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, cell: TableCell, width: int, columns: int) -> str:
        span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        came = f"<{self._tag('w:cellIns')}/>" if cell.became is Became.ADDED else ""
        inside = "".join(self.paragraph(paragraph) for paragraph in settled(ended(cell.paragraphs)))
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{came}</w:tcPr>{inside}</w:tc>'


def settled(paragraphs: tuple[Paragraph, ...]) -> Iterator[Paragraph]:
    """
    Yield the paragraphs of a cell so that the last one stays: a cell's last mark can be neither added nor removed.

    Where the cell ends with an added or a removed paragraph, its words stay so, and its mark changes places with that
    of the last paragraph that stands in both texts, as when somebody types at the end of a cell.
    """
    last_same = max((at for at, p in enumerate(paragraphs) if p.became is Became.SAME), default=-1)
    tail = paragraphs[last_same + 1 :]
    if not tail or all(p.became is tail[0].became for p in paragraphs):
        yield from _ending_same(paragraphs) if tail and last_same < 0 else paragraphs
        return
    removed = [p for p in tail if not p.became.in_new]
    added = [p for p in tail if p.became.in_new]
    if removed and added:
        yield from (*paragraphs[: last_same + 1], *removed[:-1], *added[:-1], _joined(removed[-1], added[-1]))
        return
    yield from paragraphs[:last_same]
    same = paragraphs[last_same]
    yield replace(same, became=tail[0].became, old_shape=None)
    yield from tail[:-1]
    final, stays = tail[-1], same.old_shape or same.shape
    shape, old = (final.shape, stays) if added else (same.shape, final.shape)
    yield replace(final, became=Became.SAME, shape=shape, old_shape=old if old != shape else None)


def _ending_same(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    # All of the cell came or went, and so its row did: the row says it, the last mark goes with it.
    return (*paragraphs[:-1], replace(paragraphs[-1], became=Became.SAME))


def _joined(removed: Paragraph, added: Paragraph) -> Paragraph:
    old = removed.shape if removed.shape != added.shape else None
    return replace(added, became=Became.SAME, stretches=(*removed.stretches, *added.stretches), old_shape=old)


def edges_of(shares: tuple[int, ...]) -> list[int]:
    """Return where columns of some shares begin and end across the full width, or nothing for no columns."""
    total = sum(shares)
    return [FULL_WIDTH * part // total for part in accumulate(shares, initial=0)] if shares else []
