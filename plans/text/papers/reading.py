"""A file becomes a paper: its words, its parts and its oddities."""

import datetime
import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePath

from plans.text.papers import oddities, passages, patterns, pdf, plain, word
from plans.text.papers.gutter import give_back
from plans.text.papers.lines import Line, lines_of_text
from plans.text.papers.paper import Oddity, OddityKind, Paper, PaperBlock, PaperRefused
from plans.text.papers.pieces import Gatherer, Piece
from plans.text.papers.spelling import spelling_oddities
from plans.text.papers.structure import Part, block_of, parts_of, section_of, title_of

MAXIMUM_BYTES = 20 * 1024 * 1024
MAXIMUM_LINES = 20_000
MAXIMUM_WORDS = 200_000


def read_paper(data: bytes, filename: str) -> Paper:
    """
    Read a paper from the bytes of a .txt, .docx or .pdf file, with every word kept and oddities flagged.

    :raises PaperRefused: if the file is empty, too large, of another kind, unreadable, or could do harm.
    """
    if not data.strip():
        raise PaperRefused("The file is empty. Choose the file of a paper.")
    if len(data) > MAXIMUM_BYTES:
        raise PaperRefused("The file is larger than 20 MB. Save the paper without its pictures and try again.")
    suffix = PurePath(filename).suffix.lower()
    if suffix == ".pdf" or data.startswith(b"%PDF-"):
        return paper_of(*pdf.lines_of_pdf(data))
    if suffix == ".docx":
        return paper_of(*word.lines_of_word(data))
    if suffix in (".txt", ".text"):
        text = plain.text_of(data)
        return paper_of(lines_of_text(text), text.split())
    raise PaperRefused("Only text, Word (.docx) and PDF files can be read. Save the paper as one of these.")


def paper_of(lines: list[Line], words: list[str]) -> Paper:
    """
    Put a paper together from its lines; ``words`` are all words of the source, counted by other means.

    :raises PaperRefused: if there are no words at all, or too many.
    """
    if not lines:
        raise PaperRefused("The file holds no text. Choose the file of a paper.")
    if len(lines) > MAXIMUM_LINES or len(words) > MAXIMUM_WORDS:
        raise PaperRefused(f"The file holds {len(words):,} words, more than a paper does. Send the part that matters.")
    gathered = Gatherer(lines).gather()
    pieces, matched, unmatched = give_back(gathered)
    front, parts = parts_of(pieces)
    found = list(oddities.detached_oddities(matched, unmatched)) + _oddities(front, parts)
    if any(line.hint in ("ordered", "paragraph") for line in lines):
        said = "Word numbers these paragraphs itself, so their numbers are not in the text. They are numbered anew."
        found.append(Oddity(OddityKind.AUTOMATIC_NUMBERS, "the whole paper", said, lines[0].number))
    title = title_of(front)
    paper = Paper(
        title=title.text if title else "",
        front=tuple(block_of(piece) for piece in front),
        sections=tuple(section_of(part) for part in parts),
    )
    paper = _with_particulars(paper)
    return _with_words_counted(replace(paper, oddities=tuple(sorted(found, key=lambda odd: odd.line))), words)


def _oddities(front: list[Piece], parts: list[Part]) -> list[Oddity]:
    places = oddities.places_of(front, parts)

    def place(piece: Piece) -> str:
        return places[id(piece)]

    headings = [part.heading for part in parts if part.heading is not None]
    body = [piece for part in parts for piece in part.pieces]
    pieces = front + headings + body
    found = [*oddities.number_oddities(parts), *oddities.section_oddities(parts)]
    found += [*passages.met_oddities(pieces, place), *passages.front_oddities(pieces, place)]
    found += [*passages.spacing_oddities(headings + body, place), *passages.quotation_oddities(pieces, place)]
    return [*found, *passages.repeat_oddities(body, place), *spelling_oddities(body, place)]


def _with_particulars(paper: Paper) -> Paper:
    """Read marking, agenda item, addressee, sender and date from the front; the front itself stays whole."""
    fields: dict[str, str] = {}
    for text in _front_texts(paper.front):
        marking, item, named = (
            patterns.MARKING_LINE.match(text),
            patterns.AGENDA_ITEM.search(text),
            patterns.FIELD.match(text),
        )
        if marking:
            fields.setdefault("marking", marking[1])
        if item:
            fields.setdefault("agenda_item", item[1])
        if named:
            fields.setdefault(named[1].lower(), " ".join(named[2].split()))
    printed = fields.get("date", "")
    return replace(
        paper,
        marking=fields.get("marking", ""),
        agenda_item=fields.get("agenda_item", ""),
        to=fields.get("to", ""),
        from_=fields.get("from", ""),
        date_as_printed=printed,
        date=_date_of(printed),
    )


def _front_texts(front: tuple[PaperBlock, ...]) -> list[str]:
    """List the texts of the front, each field apart even if lines ran together."""
    texts = [block.text for block in front]
    texts += [" ".join(cell for cell in row if cell) for block in front for row in block.rows]
    return [part for text in texts for part in re.split(r"\s(?=(?:To|From|Date)\s*:)", text)]


def _date_of(printed: str) -> datetime.date | None:
    match = patterns.FULL_DATE.match(printed)
    if not match:
        return None
    try:
        month = patterns.MONTHS.lower().split("|").index(match[2].lower()) + 1
        return datetime.date(int(match[3]), month, int(match[1]))
    except ValueError:
        return None


def _with_words_counted(paper: Paper, words: list[str]) -> Paper:
    kept = list(paper.words())
    paper = replace(paper, words_in=len(words), words_out=len(kept))
    lost, added = Counter(words) - Counter(kept), Counter(kept) - Counter(words)
    if not lost and not added:
        return paper
    differing = ", ".join([*lost, *added][:5])
    said = f"The words read differ from the words in the file: {differing}. Compare them with the paper."
    odd = Oddity(OddityKind.WORDS_DIFFER, "the whole paper", said, 1)
    return replace(paper, oddities=(*paper.oddities, odd))
