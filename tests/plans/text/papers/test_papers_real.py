"""The five real papers: every word kept, and flagged exactly what a reader would flag."""

from collections import Counter

import pytest

from plans.text.markup import plain_text
from plans.text.papers.outline import appendix_outline, to_outline
from plans.text.papers.reading import read_paper
from tests.plans.text.papers.made_papers import as_pdf, as_word

BOARD_2014 = "2014-01-08-board-report-variation"
PANEL_2014 = "2014-02-05-panel-report-draft-variation"
AUDIT_2016 = "2016-09-29-audit-committee-developing-a-plan"
BOARD_2017 = "2017-12-12-board-report-delivery-plan"
BOARD_2020 = "2020-07-28-board-report-delivery-priorities"

# Written by hand from the papers: everything odd about each, and nothing else.
ODDITIES = {
    BOARD_2014: [
        ("bullet-before-number", "paragraphs 1.1, 2.1, 3.1, 4.1, 5.1, 5.2, 5.3, 6.1, 7.1"),
        ("quotation-marks", "section “BIBLIOGRAPHY”"),
        ("repeated-with-difference", "paragraph 7.1"),
    ],
    PANEL_2014: [
        ("blank-line-in-sentence", "paragraph 1.1"),
        ("blank-line-in-sentence", "paragraph 5.4"),
        ("detached-numbers", "paragraph 3.1"),
        ("detached-numbers", "paragraph 5.1"),
        ("detached-numbers", "paragraph 7.1"),
        ("detached-numbers", "paragraph 8.1"),
        ("detached-numbers", "paragraphs 4.1, 4.2, 4.3"),
        ("detached-numbers", "paragraphs 5.2, 5.3, 5.4"),
        ("detached-numbers", "section 10"),
        ("detached-numbers", "section 5"),
        ("double-space", "section “APPENDIX 1”"),
        ("missing-space", "paragraph 7.1"),
        ("page-break", "paragraph 5.1"),
        ("page-break", "section “APPENDIX 1”"),
        ("possible-misspelling", "section “APPENDIX 1”"),
        ("section-number-missing", "section 6"),
    ],
    AUDIT_2016: [
        ("bullet-lost-its-blank-line", "paragraph 3.1"),
        ("bullet-stripped", "paragraphs 3.1, 4.1, 5.2, 5.5, 6.4"),
        ("double-space", "paragraphs 5.6, 5.7"),
        ("heading-without-number", "section “Recommendation”"),
        ("line-end-hyphen", "paragraph 6.2"),
        ("line-end-hyphen", "paragraph 6.4"),
        ("number-missing", "paragraph 3.2"),
        (
            "spacing-after-number",
            "paragraphs 1.1, 3.4, 5.2, 5.4, 5.5, 7.2, section 3, section 4, section 5, section 6, section 7, section 8",
        ),
    ],
    BOARD_2017: [
        ("double-space", "paragraph 3.1"),
        ("heading-without-dot", "section 5"),
        ("marking", "line 2"),
        ("number-missing", "paragraph 3.3"),
        ("number-twice", "paragraph 3.4"),
        ("page-break", "paragraph 3.4"),
        ("page-header", "line 5"),
        ("page-header", "line 6"),
        ("placeholder", "line 9"),
        ("section-title-twice", "section 4"),
        ("spacing-after-number", "paragraphs 3.5, 3.6, section 2"),
    ],
    BOARD_2020: [
        ("bullet-before-number", "paragraphs 3.1, 3.2, 3.3, 3.4, 3.5, 3.6"),
        ("bullet-in-sentence", "paragraph 3.3"),
        ("marking", "line 1"),
        ("marking", "paragraph 3.3"),
        ("number-backwards", "paragraph 3.4"),
        ("number-twice", "paragraph 3.4"),
        ("number-twice", "paragraph 3.5"),
        ("page-break", "paragraph 3.3"),
        ("page-header", "paragraph 3.3"),
    ],
}

# The printed numbers of the numbered paragraphs, section by section, as a reader finds them.
NUMBERS = {
    BOARD_2014: ["- 1.1", "- 2.1", "- 3.1", "- 4.1", "- 5.1", "- 5.2", "- 5.3", "- 6.1", "- 7.1"],
    PANEL_2014: ["1.1", "2.1.", "3.1", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "7.1", "8.1", "9.1", "10.1"],
    AUDIT_2016: [
        "1.1",
        "2.1",
        "3.1",
        "3.3",
        "3.4",
        "4.1",
        "5.1",
        "5.2",
        "5.3",
        "5.4",
        "5.5",
        "5.6",
        "5.7",
        "6.1",
        "6.2",
        "6.3",
        "6.4",
        "6.5",
        "7.1",
        "7.2",
        "7.3",
        "7.4",
        "8.1",
    ],
    BOARD_2017: ["1.1", "2.1", "3.1", "3.2", "3.4", "3.4", "3.5", "3.6", "4.1", "4.2", "4.3", "5.1"],
    BOARD_2020: [
        *("1.1", "2.1", "- 3.1", "- 3.2", "- 3.3", "- 3.4", "- 3.5", "- 3.6", "- 3.4", "- 3.5", "4.1"),
    ],
}

HEADINGS = {
    BOARD_2014: ["1.", "2.", "3.", "4.", "5.", "6.", "7.", "BIBLIOGRAPHY"],
    PANEL_2014: ["1.", "2.", "3.", "4.", "5.", "7.", "8.", "9.", "10.", "APPENDIX 1"],
    AUDIT_2016: ["1.", "Recommendation", "3.", "4.", "5.", "6.", "7.", "8."],
    BOARD_2017: ["1.", "2.", "3.", "4.", "5"],
    BOARD_2020: ["1.", "2.", "3.", "4.", "BIBLIOGRAPHY"],
}

PARTICULARS = {
    BOARD_2014: ("", "", "Business Coordination Board", "Chief Executive", "2014-01-08"),
    PANEL_2014: ("", "", "", "", "None"),
    AUDIT_2016: ("", "", "Joint Audit Committee", "Chief Finance Officer, OPCC", "2016-09-29"),
    BOARD_2017: ("Official", "4.0", "Business Coordination Board", "Chief Executive", "2017-12-12"),
    BOARD_2020: ("Official", "5.0", "Business Coordination Board", "Acting Chief Executive", "2020-07-28"),
}


@pytest.mark.parametrize("name", ODDITIES)
def test_each_real_paper_keeps_every_word_once(seed, name):
    data = seed(name)

    paper = read_paper(data, f"{name}.txt")

    assert Counter(paper.words()) == Counter(data.decode().split())
    assert paper.words_in == paper.words_out == len(data.decode().split())


@pytest.mark.parametrize("name", ODDITIES)
def test_each_real_paper_keeps_the_words_of_each_block_in_their_order(seed, name):
    data = seed(name)

    paper = read_paper(data, f"{name}.txt")

    source = data.decode().split()
    for section in paper.sections:
        for block in section.blocks:
            assert stands_in_order(block.text.split(), source)


@pytest.mark.parametrize("name", ODDITIES)
def test_each_real_paper_is_flagged_for_what_is_odd_and_for_nothing_else(seed, name):
    paper = read_paper(seed(name), f"{name}.txt")

    assert sorted((odd.kind.value, odd.where) for odd in paper.oddities) == ODDITIES[name]


@pytest.mark.parametrize("name", NUMBERS)
def test_each_real_paper_has_its_paragraphs_numbered_as_printed(seed, name):
    paper = read_paper(seed(name), f"{name}.txt")

    paragraphs = [block for section in paper.sections for block in section.blocks if block.kind == "paragraph"]
    assert [block.number_as_printed for block in paragraphs if block.number_as_printed] == NUMBERS[name]


@pytest.mark.parametrize("name", HEADINGS)
def test_each_real_paper_has_its_sections(seed, name):
    paper = read_paper(seed(name), f"{name}.txt")

    assert [section.number_as_printed or section.heading for section in paper.sections] == HEADINGS[name]


@pytest.mark.parametrize("name", PARTICULARS)
def test_each_real_paper_tells_its_marking_item_addressee_sender_and_date(seed, name):
    paper = read_paper(seed(name), f"{name}.txt")

    said = (paper.marking, paper.agenda_item, paper.to, paper.from_, str(paper.date))
    assert said == PARTICULARS[name]


@pytest.mark.parametrize("name", ODDITIES)
def test_outline_of_each_real_paper_has_every_word_but_printed_numbers_and_notes(seed, name):
    paper = read_paper(seed(name), f"{name}.txt")

    outline = to_outline(paper)

    blocks = [block for section in paper.sections for block in section.blocks if block.kind != "note"]
    told = [word for section in paper.sections for word in section.heading.split()]
    told += [word for block in blocks for word in joined(block.text).split()]
    told += [word for block in blocks for row in block.rows for cell in row for word in cell.split()]
    kept = [word for s in outline.sections for word in f"{s.heading} {plain_text(s.html)}".split()]
    assert Counter(word.rstrip(":") for word in kept) == Counter(word.rstrip(":") for word in told)


def test_text_whose_number_follows_the_paragraph_before_gets_its_number_back(seed):
    paper = read_paper(seed(PANEL_2014), f"{PANEL_2014}.txt")

    fifth = next(section for section in paper.sections if section.number_as_printed == "5.")
    shape = [(block.kind, block.number_as_printed, block.text.split()[0]) for block in fifth.blocks]
    assert shape == [
        ("paragraph", "5.1", "Within"),
        ("bullet", "•", "I"),
        ("bullet", "•", "There"),
        ("paragraph", "", "The"),
        ("paragraph", "5.2", "In"),
        ("paragraph", "5.3", "The"),
        ("paragraph", "5.4", "The"),
    ]


def test_paragraph_split_by_a_page_header_is_one_and_the_header_is_a_note(seed):
    paper = read_paper(seed(BOARD_2020), f"{BOARD_2020}.txt")

    blocks = paper.sections[2].blocks
    assert [(block.kind, block.number_as_printed) for block in blocks[2:5]] == [
        ("paragraph", "- 3.3"),
        ("note", ""),
        ("note", "-"),
    ]
    assert "to amend the current Police" in blocks[2].text


def test_appendix_of_the_panel_paper_is_one_section_for_the_page_it_replaces(seed):
    paper = read_paper(seed(PANEL_2014), f"{PANEL_2014}.txt")

    outline = appendix_outline(paper, "Appendix 1", as_section=("page-7", "Working in partnership"))

    (section,) = outline.sections
    assert (section.id, section.heading) == ("page-7", "Working in partnership")
    assert section.html.startswith("<p>The Constabulary has identified")
    assert (section.html.count("<h3>"), section.html.count("<p>")) == (5, 15)


def test_appendix_of_the_panel_paper_has_a_section_for_each_heading(seed):
    paper = read_paper(seed(PANEL_2014), f"{PANEL_2014}.txt")

    outline = to_outline(paper, appendix="APPENDIX 1")

    assert [section.id for section in outline.sections][1:] == [
        "building-safer-stronger-and-supportive-communities",
        "victims-and-witnesses",
        "offenders",
        "vulnerable-people",
        "locally-set-peoples-priorities",
    ]


@pytest.mark.parametrize("name", ODDITIES)
def test_each_real_paper_typed_in_word_gives_the_same_outline(seed, name):
    paper = read_paper(seed(name), f"{name}.txt")

    typed = read_paper(as_word(paper), f"{name}.docx")

    assert to_outline(typed) == to_outline(paper)
    assert typed.words_in == typed.words_out


@pytest.mark.parametrize("name", [BOARD_2014, AUDIT_2016, BOARD_2017, BOARD_2020])
def test_each_real_paper_printed_as_pdf_gives_the_same_outline(seed, name):
    paper = read_paper(seed(name), f"{name}.txt")

    printed = read_paper(as_pdf(paper), f"{name}.pdf")

    assert to_outline(printed) == to_outline(paper)
    assert printed.words_in == printed.words_out


def test_panel_paper_printed_as_pdf_differs_only_in_the_caption_of_its_appendix(seed):
    paper = read_paper(seed(PANEL_2014), f"{PANEL_2014}.txt")

    printed = read_paper(as_pdf(paper), f"{PANEL_2014}.pdf")

    # Nothing on the printed page tells a caption that ends with a full stop from a short paragraph.
    read, original = to_outline(printed).sections, to_outline(paper).sections
    assert read[:-1] == original[:-1]
    caption = original[-1].heading.removeprefix("APPENDIX 1: ")
    assert read[-1].html == f"<p>{caption}</p>{original[-1].html}"


def joined(text: str) -> str:
    return text.replace("-\n", "-").replace("/\n", "/")


def stands_in_order(words: list[str], source: list[str]) -> bool:
    rest = iter(source)
    return all(word in rest for word in words)
