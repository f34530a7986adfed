"""Files that are not papers, or could do harm, are refused with a sentence that says what to do."""

import io
import zipfile
import zlib

import pikepdf
import pytest
from docx import Document
from weasyprint import HTML

from plans.text.papers.paper import PaperRefused
from plans.text.papers.reading import MAXIMUM_BYTES, read_paper

JUNK = bytes(range(256)) * 20
PDF = HTML(string="<p>1. Purpose</p><p>1.1 To report.</p>").write_pdf()

HARMFUL = "The Word file is packed in a way that could do harm, so it was not opened. Save it again in Word."
HARMFUL_PDF = "The PDF is packed in a way that could do harm, so it was not opened. Make it again from the paper."
BROKEN_WORD = "The Word file is broken or is not a Word file. Open it in Word, save it again as .docx and try again."
BROKEN_PDF = "The PDF is broken or is not a PDF. Make it again from the paper and try again."


def word_file() -> bytes:
    document = Document()
    document.add_paragraph("1. Purpose")
    document.add_paragraph("1.1 To report.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """Return the package with one part replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return file.getvalue()


def with_entities(declared: str) -> bytes:
    text = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    body = "<w:body><w:p><w:r><w:t>&taken;</w:t></w:r></w:p></w:body></w:document>"
    return with_part(word_file(), "word/document.xml", f"<?xml version='1.0'?>{declared}{text}{body}".encode())


def locked_pdf() -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as document:
        document.save(file, encryption=pikepdf.Encryption(owner="thorne", user="fen"))
    return file.getvalue()


def pdf_of_empty_pages(count: int) -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(count):
            document.add_blank_page()
        document.save(file)
    return file.getvalue()


def pdf_with_contents(contents: bytes) -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.pages[0].Contents = document.make_stream(contents)
        document.save(file, compress_streams=True)
    return file.getvalue()


def pdf_packed_twice() -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        stream = document.make_stream(b"")
        packed = zlib.compress(zlib.compress(b"BT ET"))
        stream.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))
        document.pages[0].Contents = stream
        document.save(file, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return file.getvalue()


REFUSED = {
    "nothing": (b"", "a.txt", "The file is empty. Choose the file of a paper."),
    "only spaces": (b" \n\n ", "a.txt", "The file is empty. Choose the file of a paper."),
    "only spaces of another kind": (
        "\u2003\n".encode(),
        "a.txt",
        "The file holds no text. Choose the file of a paper.",
    ),
    "too large": (
        b"a" * (MAXIMUM_BYTES + 1),
        "a.txt",
        "The file is larger than 20 MB. Save the paper without its pictures and try again.",
    ),
    "too long": (
        b"word " * 200_001,
        "a.txt",
        "The file holds 200,001 words, more than a paper does. Send the part that matters.",
    ),
    "another kind": (
        b"hello",
        "a.exe",
        "Only text, Word (.docx) and PDF files can be read. Save the paper as one of these.",
    ),
    "junk as text": (
        JUNK,
        "a.txt",
        "The file does not hold text. Save the paper as text, Word or PDF and try again.",
    ),
    "junk as Word": (JUNK, "a.docx", BROKEN_WORD),
    "junk as PDF": (JUNK, "a.pdf", BROKEN_PDF),
    "torn PDF": (PDF[: len(PDF) // 4], "a.pdf", BROKEN_PDF),
    "torn Word": (word_file()[:2000], "a.docx", BROKEN_WORD),
    "Word with broken text": (
        with_part(word_file(), "word/document.xml", b"<oops"),
        "a.docx",
        BROKEN_WORD,
    ),
    "old or locked Word": (
        bytes.fromhex("d0cf11e0a1b11ae1") + JUNK,
        "a.docx",
        "The Word file is locked by a password or is of the old .doc kind. Save it as a plain .docx.",
    ),
    "zip bomb": (with_part(word_file(), "word/media/image1.png", bytes(30_000_000)), "a.docx", HARMFUL),
    "styles with a document type": (
        with_part(word_file(), "word/styles.xml", b"<!DOCTYPE s [<!ENTITY a 'aaaa'>]><s/>"),
        "a.docx",
        HARMFUL,
    ),
    "entity of a file": (
        with_entities("<!DOCTYPE d [<!ENTITY taken SYSTEM 'file:///etc/hostname'>]>"),
        "a.docx",
        HARMFUL,
    ),
    "entities that grow": (with_entities("<!DOCTYPE d [<!ENTITY taken 'aaaaaaaaaa'>]>"), "a.docx", HARMFUL),
    "locked PDF": (locked_pdf(), "a.pdf", "The PDF is locked by a password. Take the password off and try again."),
    "PDF bomb": (pdf_with_contents(b" " * (64 * 1024 * 1024 + 1)), "a.pdf", HARMFUL_PDF),
    "PDF packed twice": (pdf_packed_twice(), "a.pdf", HARMFUL_PDF),
    "picture PDF": (
        pdf_of_empty_pages(2),
        "a.pdf",
        "The PDF is a picture of a paper and holds no text. Use the Word file or a PDF with text.",
    ),
    "long PDF": (
        pdf_of_empty_pages(201),
        "a.pdf",
        "The PDF has 201 pages. A paper may have 200: send the pages that matter.",
    ),
    "empty Word": (
        with_part(
            word_file(),
            "word/document.xml",
            b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body/></w:document>",
        ),
        "a.docx",
        "The Word file holds no text. Choose the file of a paper.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_file_that_is_not_a_paper_is_refused(case):
    data, name, reason = REFUSED[case]

    with pytest.raises(PaperRefused) as refused:
        read_paper(data, name)

    assert str(refused.value) == reason


def test_word_file_that_the_refusals_are_made_from_is_read():
    paper = read_paper(word_file(), "a.docx")

    assert [(s.number_as_printed, s.heading, len(s.blocks)) for s in paper.sections] == [("1.", "Purpose", 1)]


def test_pdf_that_the_refusals_are_made_from_is_read():
    paper = read_paper(PDF, "a.pdf")

    assert [(s.number_as_printed, s.heading, len(s.blocks)) for s in paper.sections] == [("1.", "Purpose", 1)]


def test_pdf_named_as_text_is_read_as_what_it_is():
    assert read_paper(PDF, "a.txt") == read_paper(PDF, "a.pdf")
