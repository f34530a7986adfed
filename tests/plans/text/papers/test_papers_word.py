"""What Word knows of a paper - numbers it makes, styles, tables, struck text - is read as Word shows it."""

import io
from copy import deepcopy

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from plans.text.papers.outline import to_outline
from plans.text.papers.reading import read_paper


def read_word(document):
    file = io.BytesIO()
    document.save(file)
    return read_paper(file.getvalue(), "paper.docx")


def test_numbers_that_word_makes_are_told_and_the_text_keeps_its_words():
    document = Document()
    document.add_paragraph("Fenmarch grants", style="Title")
    document.add_heading("Purpose", level=1)
    document.add_paragraph("To set out the grants.", style="List Number")
    document.add_paragraph("To ask for a view.", style="List Number")

    paper = read_word(document)

    assert [odd.kind.value for odd in paper.oddities] == ["automatic-numbers"]
    assert to_outline(paper).sections[0].html == "<ol><li>To set out the grants.</li><li>To ask for a view.</li></ol>"
    assert paper.words_in == paper.words_out == 13


def test_heading_styles_make_the_sections_where_nothing_is_numbered():
    document = Document()
    document.add_paragraph("Fenmarch grants", style="Title")
    for heading in ("Purpose", "Money & people", "Purpose"):
        document.add_heading(heading, level=1)
        document.add_heading("Detail", level=2)
        document.add_paragraph("Some words about it.")

    outline = to_outline(read_word(document))

    assert [section.id for section in outline.sections] == ["purpose", "money-people", "purpose-2"]
    assert outline.sections[1].heading == "Money & people"
    assert outline.sections[1].html == "<h3>Detail</h3><p>Some words about it.</p>"


def test_text_is_escaped_in_the_outline():
    document = Document()
    document.add_paragraph("Fenmarch grants", style="Title")
    document.add_heading("Purpose", level=1)
    document.add_paragraph("To spend < £5 & save <script>alert(1)</script>.")

    assert to_outline(read_word(document)).sections[0].html == (
        "<p>To spend &lt; £5 &amp; save &lt;script&gt;alert(1)&lt;/script&gt;.</p>"
    )


def test_head_and_foot_of_a_word_page_are_notes_and_no_oddity():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "OFFICIAL"
    document.sections[0].footer.paragraphs[0].text = "Fenmarch office"
    document.add_paragraph("Fenmarch grants", style="Title")
    document.add_paragraph("1. Purpose")
    document.add_paragraph("1.1\tTo report.")

    paper = read_word(document)

    assert paper.marking == "OFFICIAL"
    assert [(block.kind, block.text) for block in paper.front] == [
        ("note", "Fenmarch office"),
        ("note", "OFFICIAL"),
        ("heading", "Fenmarch grants"),
    ]
    assert paper.oddities == ()


def test_addressee_and_sender_in_a_table_are_read():
    document = Document()
    table = document.add_table(rows=3, cols=2)
    said = (("To:", "Fenmarch Board"), ("From:", "Chief Executive"), ("Date:", "1 May 2026"))
    for row, texts in zip(table.rows, said, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Fenmarch grants", style="Title")
    document.add_paragraph("1. Purpose")
    document.add_paragraph("1.1 To report.")

    paper = read_word(document)

    assert (paper.to, paper.from_, str(paper.date)) == ("Fenmarch Board", "Chief Executive", "2026-05-01")


def test_numbered_items_that_hold_numbered_items_are_sections_with_paragraphs():
    document = Document()
    document.add_paragraph("Fenmarch grants", style="Title")
    for level, text in ((0, "Purpose"), (1, "To set out the grants."), (0, "Money"), (1, "It is short."), (1, "Yes.")):
        paragraph = document.add_paragraph(text, style="List Number")
        number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val = level
        number.get_or_add_numId().val = number_of_list(document)

    paper = read_word(document)

    assert [(s.heading, [(b.kind, b.text) for b in s.blocks]) for s in paper.sections] == [
        ("Purpose", [("paragraph", "To set out the grants.")]),
        ("Money", [("paragraph", "It is short."), ("paragraph", "Yes.")]),
    ]
    assert [odd.kind.value for odd in paper.oddities] == ["automatic-numbers"]


def number_of_list(document) -> int:
    """Return the list that the style "List Number" uses, given a second level numbered like the first."""
    number_id = document.styles["List Number"].element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    abstract_id = numbering.num_having_numId(number_id).abstractNumId.val
    (abstract,) = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{abstract_id}']")
    if len(abstract.findall(qn("w:lvl"))) == 1:
        second = deepcopy(abstract.find(qn("w:lvl")))
        second.set(qn("w:ilvl"), "1")
        for style in second.findall(qn("w:pStyle")):
            second.remove(style)
        abstract.append(second)
    return number_id


def test_table_with_a_repeated_head_row_has_column_heads():
    document = Document()
    document.add_paragraph("Fenmarch grants", style="Title")
    document.add_paragraph("1. Grants")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip([c for row in table.rows for c in row.cells], ("Body", "Sum", "Shelter", "£9"), strict=True):
        cell.text = text
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)

    assert to_outline(read_word(document)).sections[0].html == (
        '<table><thead><tr><th scope="col">Body</th><th scope="col">Sum</th></tr></thead>'
        "<tbody><tr><td>Shelter</td><td>£9</td></tr></tbody></table>"
    )


def test_words_that_word_holds_but_does_not_show_as_text_are_told():
    document = Document()
    document.add_paragraph("Fenmarch grants", style="Title")
    document.add_paragraph("1. Purpose")
    paragraph = document.add_paragraph("1.1 To report")
    field = OxmlElement("w:ruby")
    text = OxmlElement("w:t")
    text.text = " unseen"
    run = OxmlElement("w:r")
    field.append(text)
    run.append(field)
    paragraph._p.append(run)

    paper = read_word(document)

    assert [(odd.kind.value, odd.message) for odd in paper.oddities] == [
        ("words-differ", "The words read differ from the words in the file: unseen. Compare them with the paper.")
    ]
