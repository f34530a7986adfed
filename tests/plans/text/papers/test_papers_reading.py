"""A paper of our own with every trap, as text, as Word and as PDF; and papers made up at random."""

import datetime
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.text.papers.outline import to_outline
from plans.text.papers.paper import OddityKind, PaperBlock
from plans.text.papers.reading import read_paper
from tests.plans.text.papers.fenmarch import FENMARCH_ODDITIES, FENMARCH_PAPER
from tests.plans.text.papers.made_papers import as_pdf, as_word


def read_text(text: str):
    return read_paper(text.encode(), "paper.txt")


def found(paper) -> set[tuple[str, str]]:
    return {(odd.kind.value, odd.where) for odd in paper.oddities}


def test_made_up_paper_is_flagged_for_every_trap_in_it_and_nothing_else():
    assert found(read_text(FENMARCH_PAPER)) == FENMARCH_ODDITIES


def test_made_up_paper_tells_its_particulars():
    paper = read_text(FENMARCH_PAPER)

    assert paper.title == "Keeping the Fenmarch plan under review"
    assert (paper.marking, paper.agenda_item) == ("OFFICIAL", "7.0")
    assert (paper.to, paper.from_) == ("Fenmarch Assurance Board", "Acting Chief Executive")
    assert (paper.date_as_printed, paper.date) == ("3 March 2026", datetime.date(2026, 3, 3))


def test_made_up_paper_keeps_numbers_as_printed():
    paper = read_text(FENMARCH_PAPER)

    third = paper.sections[2]
    assert [(b.kind, b.number_as_printed) for b in third.blocks] == [
        ("paragraph", "3.1"),
        ("paragraph", "3.2"),
        ("bullet", "•"),
        ("bullet", "•"),
        ("paragraph", "3.4"),
        ("note", ""),
        ("paragraph", "3.4"),
        ("paragraph", "3.3"),
    ]


def test_made_up_paper_has_its_table_with_the_heads_of_its_columns():
    paper = read_text(FENMARCH_PAPER)

    bibliography = next(section for section in paper.sections if section.heading == "BIBLIOGRAPHY")
    assert bibliography.blocks == (
        PaperBlock(
            "table",
            rows=(
                ("Source Document(s)", "Contact Officer(s)"),
                ("Fenmarch Police and Crime Plan", "Ada Thorne, Policy Officer"),
            ),
            head="row",
        ),
    )


@pytest.mark.parametrize(("make", "name"), [(as_word, "paper.docx"), (as_pdf, "paper.pdf")])
def test_made_up_paper_gives_the_same_outline_from_word_and_from_pdf(make, name):
    paper = read_text(FENMARCH_PAPER)

    again = read_paper(make(paper), name)

    assert to_outline(again) == to_outline(paper)
    assert again.words_in == again.words_out
    assert (again.title, again.marking, again.agenda_item) == (paper.title, paper.marking, paper.agenda_item)
    assert (again.to, again.from_, again.date) == (paper.to, paper.from_, paper.date)


@pytest.mark.parametrize(("make", "name"), [(as_word, "paper.docx"), (as_pdf, "paper.pdf")])
def test_oddities_that_any_file_can_hold_are_flagged_in_word_and_in_pdf_too(make, name):
    of_text_only = {
        OddityKind.MARKING,  # Word and PDF have their running heads apart from the text
        OddityKind.PAGE_HEADER,
        OddityKind.PAGE_BREAK,
        OddityKind.LINE_END_HYPHEN,
        OddityKind.SPACING_AFTER_NUMBER,
        OddityKind.DOUBLE_SPACE,
        OddityKind.PLACEHOLDER,  # its line depends on the file
    }
    paper = read_text(FENMARCH_PAPER)

    again = read_paper(make(paper), name)

    lasting = {(kind, where) for kind, where in FENMARCH_ODDITIES if kind not in of_text_only}
    assert {(kind, where) for kind, where in found(again) if kind not in of_text_only} == lasting
    assert [odd.kind for odd in again.oddities].count(OddityKind.PLACEHOLDER) == 1


def test_numbers_that_do_not_match_the_paragraphs_stay_as_notes():
    paper = read_text(
        "Title of it\n\n1. Purpose\n\n1.1\n\n1.2\n\n1.3\n\nOne only, it ends here.\n\n2. Next\n\n2.1 Two.\n"
    )

    assert [(b.kind, b.number_as_printed) for b in paper.sections[0].blocks] == [
        ("note", "1.1"),
        ("note", "1.2"),
        ("note", "1.3"),
        ("paragraph", ""),
    ]
    assert found(paper) == {("numbers-unmatched", "paragraphs 1.1, 1.2, 1.3")}


def test_numbers_that_match_the_paragraphs_are_given_back_in_order():
    paper = read_text("Title of it\n\n1. Purpose\n\n1.1\n\n1.2\n\nOne ends here.\n\nTwo ends here.\n")

    assert [(b.number_as_printed, b.text) for b in paper.sections[0].blocks] == [
        ("1.1", "One ends here."),
        ("1.2", "Two ends here."),
    ]


def test_paragraph_of_another_section_is_flagged():
    paper = read_text("Title of it\n\n1. Purpose\n\n1.1 One.\n\n2.1 Two.\n\n3. Next\n\n3.1 Three.\n")

    assert found(paper) == {("number-of-another-section", "paragraph 2.1"), ("section-number-missing", "section 2")}


def test_running_heads_of_a_text_with_form_feeds_are_known_by_their_return():
    page = "Fenmarch office, for the Board\n\n{}\n\nPrinted on paper from the fens\n"
    paper = read_text("\f".join(page.format(f"{n}. Part\n\n{n}.1 The text of part {n}.") for n in (1, 2, 3)))

    notes = [block.text for section in paper.sections for block in section.blocks if block.kind == "note"]
    assert notes.count("Printed on paper from the fens") == 3
    assert notes.count("Fenmarch office, for the Board") == 2
    assert [block.text for block in paper.front] == ["Fenmarch office, for the Board"]


def test_british_spelling_is_not_doubted():
    paper = read_text(
        "Title of it\n\n1. Purpose\n\n1.1 We recognise the behaviour of organisations and travelled far.\n"
    )

    assert found(paper) == set()


def test_text_of_the_old_windows_encoding_and_of_utf16_is_read_the_same():
    text = "Title of it\n\n1. Purpose\n\n1.1 The Commissioner’s plan – in brief.\n"

    papers = [read_paper(text.encode(encoding), "a.txt") for encoding in ("utf-8", "cp1252", "utf-16")]

    assert papers[0] == papers[1] == papers[2]


SCRAPS = (
    "Purpose 1. 2 3.1 3.2 4.1. - • To: Date: Official Agenda Item: 5.0 Page 1 of APPENDIX Bibliography plan. short- "
    "and/ XXXX (a) 10. ’ “Quote” the The 5.1,was"
)
WORDS = st.sampled_from(SCRAPS.split())
LINES = st.builds(
    lambda start, words, between: start + between.join(words),
    st.sampled_from(["", "", " ", "  ", "\t"]),
    st.lists(WORDS, max_size=6),
    st.sampled_from([" ", " ", "  ", "\t"]),
)
ENDS = st.sampled_from(["\n", "\n\n", "\f", "\r\n"])
PAPERS = st.lists(st.tuples(LINES, ENDS), min_size=1, max_size=40).map(lambda ls: "".join(a + b for a, b in ls))
PLAIN = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip)


@given(PAPERS.filter(str.strip) | PLAIN)
def test_no_word_of_any_paper_is_lost_or_written_twice(text):
    paper = read_text(text)

    # A mark at the very start of a file tells its encoding and is no part of the text.
    assert Counter(paper.words()) == Counter(text.removeprefix("\ufeff").split())
