"""The appendices of a report: what the draft changes, marked in words and not by colour alone, and the clean text."""

from collections.abc import Iterable, Iterator

from boards.text.facts import Texts
from boards.text.words import CLEAN, REDLINE, paragraphs
from plans.text.changeset.conflicts import show_section
from plans.text.content import Cell, write_cell_around
from plans.text.diff.document import Change, PlacedBlock, SectionDiff
from plans.text.diff.operations import BlockDiff, CellDiff, Kind, Pieces, RowDiff, TableDiff
from plans.text.diff.reading import as_read
from plans.text.inline import escape
from plans.text.markup import clean
from plans.text.numbering import numbered
from plans.text.outline import Outline, Section, SectionKind

KEY = "Added words are in bold after “added:”, removed words are struck through after “removed:”."
MARKED, WHOLE, CHANGED = "The changes, marked", "The draft in full", "The changed sections as they would read"


def changes_marked(texts: Texts) -> Section:
    """Return the redline of two wordings as an appendix: each change with its number and reason, marked in words."""
    redline = as_read(texts.redline, texts.before, texts.after)
    html = [paragraphs(KEY)]
    for section in redline.changed_sections:
        html += [f"<h3>{escape(f'{section.label}: {section.section.heading}')}</h3>", *_section(section, texts)]
    return Section(REDLINE, SectionKind.APPENDIX, MARKED, clean("".join(html)))


def whole_text(texts: Texts) -> Section:
    """Return the clean text as an appendix: of a variation the sections that change, of a new plan all of them."""
    changed = {one.section_id for one in texts.redline.changed_sections} if texts.before else None
    read = numbered(texts.after, linked=False)
    html = []
    for one in read.sections:
        if changed is None or one.id in changed:
            body = "".join(block.html for block in one.blocks)
            shown = Section(one.id, one.section.kind, f"{one.label}: {one.heading}", body, objectives=_bare(one))
            html.append(show_section(shown))
    heading = WHOLE if changed is None else CHANGED
    return Section(CLEAN, SectionKind.APPENDIX, heading, clean("".join(html)))


def _bare(numbered_section) -> tuple:
    return tuple(one.objective for one in numbered_section.objectives)


def _section(section: SectionDiff, texts: Texts) -> Iterator[str]:
    if section.kind in (Kind.ADDED, Kind.REMOVED):
        added = section.kind is Kind.ADDED
        yield _told(section.changes, texts)
        whole = show_section(section.section)
        yield paragraphs("The section is new. It reads:" if added else "The whole section is removed. It read:") + whole
        return
    if section.changes:
        yield _told(section.changes, texts)
        yield _heading(section)
    for block in section.blocks:
        if block.changes:
            yield _told(block.changes, texts)
            yield _block(block)
    for objective in section.objectives:
        changes = (*objective.changes, *(change for action in objective.actions for change in action.changes))
        for change in changes:
            yield _told((change,), texts)
        if changes:
            yield _objective(section, objective.diff.code, texts.before)


def _told(changes: Iterable[Change], texts: Texts) -> str:
    """Return the head of what follows: the number, the place and the reason of each change in it."""
    lines = []
    for change in changes:
        why = texts.reasons.get(change.key, "")
        note = f" ({change.note})" if change.note else ""
        lines.append(f"Change {change.number}, {change.place}: {change.kind}{note}.{f' Why: {why}' if why else ''}")
    return "".join(f"<p><em>{escape(line)}</em></p>" for line in lines)


def _heading(section: SectionDiff) -> str:
    if all(piece.kind is Kind.SAME for piece in section.heading):
        return ""
    return f"<p>{_pieces(section.heading)}</p>"


def _objective(section: SectionDiff, code: str, before: Outline | None) -> str:
    """Return an objective as it stood and as it would read."""
    old = before.section(section.section_id) if before else None
    html = ""
    for label, whole in (("As it stands:", old), ("As it would read:", section.new)):
        found = [one for one in whole.objectives if one.code == code] if whole else []
        if found:
            html += paragraphs(label) + show_section(Section("", SectionKind.OTHER, "", "", objectives=tuple(found)))
    return html


def _block(block: PlacedBlock) -> str:
    diff = block.diff
    if block.parts:
        return "".join(_diff(part.diff) for part in block.parts)
    return _diff(diff)


def _diff(diff: BlockDiff) -> str:
    if diff.pieces:
        return f"<p>{_pieces(diff.pieces)}</p>"
    if diff.table is not None:
        return _table(diff.table)
    if diff.kind is Kind.SAME:
        return diff.html
    if diff.kind in (Kind.MOVED_HERE, Kind.MOVED_AWAY):
        return paragraphs("Moved, with its words as they were:") + diff.html
    old = _whole(Kind.REMOVED, diff.old_html) if diff.kind.in_old and diff.old_html else ""
    new = _whole(Kind.ADDED, diff.new_html) if diff.kind.in_new and diff.new_html else ""
    return old + new


def _whole(kind: Kind, html: str) -> str:
    """Return a whole block marked: a paragraph within itself, anything else under a line that says it."""
    if html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
        return f"<p>{_piece(kind, html[3:-4])}</p>"
    return paragraphs("Added:" if kind is Kind.ADDED else "Removed:") + html


def _pieces(pieces: Pieces) -> str:
    return "".join(_piece(piece.kind, piece.html) for piece in pieces)


def _piece(kind: Kind, html: str) -> str:
    if kind is Kind.ADDED:
        return f" <strong>[added: {html}]</strong> "
    return f" <s>[removed: {html}]</s> " if kind is Kind.REMOVED else html


def _table(table: TableDiff) -> str:
    caption = f"<caption>{_pieces(table.caption)}</caption>" if table.caption else ""
    parts = [("thead", table.head), ("tbody", table.body), ("tfoot", table.foot)]
    rows = "".join(f"<{tag}>{''.join(_row(row) for row in found)}</{tag}>" for tag, found in parts if found)
    return f"<table>{caption}{rows}</table>"


def _row(row: RowDiff) -> str:
    return f"<tr>{''.join(_cell(cell, row.kind) for cell in row.cells)}</tr>"


def _cell(diff: CellDiff, of_row: Kind) -> str:
    cell = diff.cell or Cell("td", ())
    old = _piece(Kind.REMOVED, _words(diff.old_html)) if diff.old_html else ""
    new = _piece(Kind.ADDED, _words(diff.new_html)) if diff.new_html else ""
    if of_row is Kind.REMOVED or diff.kind is Kind.REMOVED:
        inside = old
    elif of_row is Kind.ADDED or diff.kind is Kind.ADDED:
        inside = new
    elif diff.kind in (Kind.CHANGED, Kind.REPLACED):
        inside = old + new
    else:
        inside = diff.html
    return write_cell_around(cell, inside)


def _words(html: str) -> str:
    """Return the inside of a cell as words that stand in one line with a mark around them."""
    return html.replace("<p>", "").replace("</p>", " ").strip()
