"""Word files with tracked changes, written by hand: ``line("We will [-ten|Ann][+twelve|Ann] officers")``.

``[*bold|Ann]`` was made bold, ``[=word|Ann, Bob]`` put in by one and taken out by the other.
``[#word|0]`` has comment 0.
"""

import io
import re
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PIECE = re.compile(r"\[([+\-*#=])([^|\]]*)\|([^\]]*)\]")
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
    "<cp:lastModifiedBy>Sam Last</cp:lastModifiedBy></cp:coreProperties>"
)


def _by(author: str) -> str:
    return f'w:id="1" w:author="{escape(author)}" w:date="2026-05-04T10:00:00Z"'


def _run(text: str, tag: str = "t", properties: str = "") -> str:
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def _inline(words: str) -> tuple[str, str]:
    """Return the runs of a line, and what is said of its end."""
    out, end, at = [], "", 0
    for piece in _PIECE.finditer(words):
        if piece.start() > at:
            out.append(_run(words[at : piece.start()]))
        at = piece.end()
        sign, text, author = piece.groups()
        if text == "¶":
            end += f"<w:{'ins' if sign == '+' else 'del'} {_by(author)}/>"
        elif sign == "+":
            out.append(f"<w:ins {_by(author)}>{_run(text)}</w:ins>")
        elif sign == "-":
            out.append(f"<w:del {_by(author)}>{_run(text, 'delText')}</w:del>")
        elif sign == "*":
            change = f"<w:rPr><w:b/><w:rPrChange {_by(author)}><w:rPr/></w:rPrChange></w:rPr>"
            out.append(_run(text, properties=change))
        elif sign == "=":
            first, second = author.split(", ")
            struck = f"<w:del {_by(second)}>{_run(text, 'delText')}</w:del>"
            out.append(f"<w:ins {_by(first)}>{struck}</w:ins>")
        else:
            out.append(f'<w:commentRangeStart w:id="{author}"/>{_run(text)}<w:commentRangeEnd w:id="{author}"/>')
    if at < len(words):
        out.append(_run(words[at:]))
    return "".join(out), end


def line(words: str, style: str = "", *, item: bool = False) -> str:
    """Return a paragraph; ``[+¶|Ann]`` says that its end was inserted, ``[-¶|Ann]`` that it is deleted."""
    runs, end = _inline(words)
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    about += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if item else ""
    about += f"<w:rPr>{end}</w:rPr>" if end else ""
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{runs}</w:p>"


def moved(paragraph: str, tag: str, end: str) -> str:
    """Return a tracked paragraph as one end of the move named m1."""
    renamed = paragraph.replace(f"<w:{tag} ", f"<w:{end} ").replace(f"</w:{tag}>", f"</w:{end}>")
    return f'<w:{end}RangeStart w:id="7" w:name="m1"/>{renamed}<w:{end}RangeEnd w:id="7"/>'


def table(*rows: str) -> str:
    """Return a table; the cells of a row are parted by bars, and a row may begin with ``+Ann:`` or ``-Ann:``."""
    out = []
    for row in rows:
        tracked = re.match(r"([+-])(\w+):", row)
        about = ""
        if tracked:
            row = row[tracked.end() :]
            about = f"<w:trPr><w:{'ins' if tracked[1] == '+' else 'del'} {_by(tracked[2])}/></w:trPr>"
        cells = "".join(f"<w:tc>{line(cell)}</w:tc>" for cell in row.split(" / "))
        out.append(f"<w:tr>{about}{cells}</w:tr>")
    return f"<w:tbl>{''.join(out)}</w:tbl>"


def word_file(*body: str, comments: dict[str, tuple[str, str]] | None = None) -> bytes:
    """Return a .docx of paragraphs and tables; ``comments`` gives author and words by number."""
    said = "".join(
        f'<w:comment w:id="{key}" w:author="{author}" w:date="2026-05-04T10:00:00Z">{line(words)}</w:comment>'
        for key, (author, words) in (comments or {}).items()
    )
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/comments.xml": f"<w:comments {W}>{said}</w:comments>",
        "docProps/core.xml": CORE,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, xml in parts.items():
            package.writestr(name, xml)
    return file.getvalue()


def with_a_row_after(docx: bytes, code: str, cells: tuple[str, ...], author: str) -> bytes:
    """Return a file in which somebody put a row into a table, tracked as Word does it, after the row of a code."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _with_row(part.decode(), code, cells, author) if name == "word/document.xml" else part)
    return out.getvalue()


def _with_row(xml: str, code: str, cells: tuple[str, ...], author: str) -> str:
    end = xml.index("</w:tr>", xml.index(f">{code}</w:t>")) + len("</w:tr>")
    drawn = "".join(f"<w:tc>{line(f'[+{words}|{author}][+¶|{author}]')}</w:tc>" for words in cells)
    return f"{xml[:end]}<w:tr><w:trPr><w:ins {_by(author)}/></w:trPr>{drawn}</w:tr>{xml[end:]}"
