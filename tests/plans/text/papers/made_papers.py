"""Makes Word and PDF files out of papers, as an office would type them."""

import io
from html import escape

from docx import Document
from weasyprint import HTML

from plans.text.papers.paper import Paper, PaperBlock

PAGE = """
@page { size: A4; margin: 25mm 20mm; @top-left { content: "%s"; font: 9pt serif }
        @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt serif } }
body { font: 11pt/1.35 serif } p, h2, li, table { margin: 0 0 5mm 0 } h1, h2 { font-size: 12pt }
ul { margin: 0; padding: 0 0 0 10mm; list-style: "• " } td { border: 0.5pt solid black; padding: 2mm }
table { border-collapse: collapse }
"""


def as_word(paper: Paper) -> bytes:
    """Type a paper in Word: numbers by hand, bullets and tables by Word."""
    document = Document()
    if paper.marking:
        document.sections[0].header.paragraphs[0].text = running_head(paper)
    for block in front_of(paper):
        document.add_paragraph(numbered(block), style="Title" if block.text == paper.title else None)
    for section in paper.sections:
        document.add_heading("\t".join(filter(None, (section.number_as_printed, section.heading))), level=1)
        for block in section.blocks:
            add_to_word(document, block)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def add_to_word(document, block: PaperBlock) -> None:
    if block.kind == "table":
        table = document.add_table(rows=0, cols=len(block.rows[0]))
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    elif block.kind == "heading":
        document.add_heading(block.text, level=2)
    elif block.kind == "bullet":
        document.add_paragraph(one_line(block.text), style="List Bullet")
    elif block.kind == "paragraph":
        document.add_paragraph(numbered(block))


def as_pdf(paper: Paper) -> bytes:
    """Print a paper: running heads at the head and the foot, ruled tables, lines that wrap."""
    pieces = []
    for block in front_of(paper):
        tag = "h1" if block.text == paper.title else "p"
        pieces.append(f"<{tag}>{escape(numbered(block))}</{tag}>")
    for section in paper.sections:
        heading = " ".join(filter(None, (section.number_as_printed, section.heading)))
        pieces.append(f"<h2>{escape(heading)}</h2>")
        pieces += [printed(block) for block in section.blocks if block.kind != "note"]
    markup = f"<html lang=en><style>{PAGE % running_head(paper)}</style><body>{''.join(pieces)}</body></html>"
    return HTML(string=markup).write_pdf()


def printed(block: PaperBlock) -> str:
    if block.kind == "table":
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    if block.kind == "bullet":
        return f"<ul><li>{escape(one_line(block.text))}</li></ul>"
    return f"<p>{escape(numbered(block))}</p>"


def running_head(paper: Paper) -> str:
    return f"{paper.marking} Agenda Item: {paper.agenda_item}" if paper.marking else ""


def front_of(paper: Paper) -> list[PaperBlock]:
    return [b for b in paper.front if b.text and "Agenda Item" not in b.text and "Page 1" not in b.text]


def numbered(block: PaperBlock) -> str:
    return "\t".join(filter(None, (block.number_as_printed, one_line(block.text))))


def one_line(text: str) -> str:
    return " ".join(text.replace("-\n", "-").split())
