"""The printed edition: what stands in it, what it conforms to, and the limits that it is made under."""

import hashlib
import io
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from functools import cache

import pikepdf
import pytest
from pypdf import PdfReader

from plans.rendering.child import read_served_file
from plans.rendering.data import edition_data
from plans.rendering.pack import render_pack_html
from plans.rendering.pdf import Attached, Limits, Pdf, PdfStopped, html_to_pdf, render_edition_html
from plans.text.markup import plain_text
from plans.text.numbering import numbered
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind, to_data
from plans.text.references import reference
from tests.factories import a_picture
from tests.pdf_ua import faults, structure
from tests.specimens import fenmarch
from tests.specimens.editions import facts
from tests.specimens.packs import PACKS

CREATED = datetime(2026, 3, 12, tzinfo=UTC)
PAGE = '<!doctype html><html lang="en-GB"><head><title>Specimen</title></head><body><h1>Specimen</h1>{}</body></html>'


def a_pdf(html: str, **options) -> Pdf:
    attachments = [Attached("plan.json", '{"format": "specimen"}', "The text as data")]
    return html_to_pdf(html, **{"attachments": attachments, "identifier": "specimen", "created": CREATED} | options)


@cache
def printed(text: Outline, before: Outline | None) -> Pdf:
    return a_pdf(render_edition_html(facts(text, before=before)))


def a_plan_of(*sections: Section) -> Pdf:
    return printed(Outline("Police and Crime Plan", sections), None)


def words_of(pdf: Pdf) -> list[str]:
    pages = PdfReader(io.BytesIO(pdf.content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.fixture(scope="module")
def specimen() -> Pdf:
    return a_pdf(render_edition_html(facts()))


def a_long_plan() -> Outline:
    sections = [
        Section(f"s{n}", s.kind, f"{s.heading}, part {n}", s.html * 3, s.limbs)
        for n in range(12)
        for s in fenmarch.EDITION_1.sections[:4]
    ]
    return Outline("Police and Crime Plan", tuple(sections))


def a_table(rows: int, columns: int = 3) -> str:
    head = "".join(f'<th scope="col">Column {n}</th>' for n in range(columns))
    body = "".join(f'<tr><th scope="row">Row {n}</th>{"<td>£1,250</td>" * (columns - 1)}</tr>' for n in range(rows))
    return f"<table><caption>Rows</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
AWKWARD = {
    "an empty section": Section("a", SectionKind.OTHER, "Nothing yet"),
    "a table of 200 rows": Section("a", SectionKind.RESOURCES, "Grants", a_table(200)),
    "a table of 12 columns": Section("a", SectionKind.RESOURCES, "Grants", a_table(5, columns=12)),
    "a table of one cell": Section("a", SectionKind.OTHER, "One", "<table><tbody><tr><td>A</td></tr></tbody></table>"),
    "a table without heads": fenmarch.APPENDIX,
    "a table in a list": Section("a", SectionKind.OTHER, "List", f"<ul><li>{a_table(2)}</li></ul>"),
    "a merged head": Section(
        "a",
        SectionKind.OTHER,
        "Merged",
        '<table><thead><tr><th scope="col" colspan="2">Both</th></tr></thead><tbody><tr><td rowspan="2">A</td>'
        "<td>1</td></tr><tr><td>2</td></tr></tbody></table>",
    ),
    "rows of different widths": Section(
        "a",
        SectionKind.OTHER,
        "Uneven",
        "<table><tbody><tr><td>A</td></tr><tr><td>B</td><td>1</td><td>2</td></tr></tbody></table>",
    ),
    "words without an end": Section(
        "a", SectionKind.OTHER, LONG_WORD, f"<p>{LONG_WORD}</p>{a_table(2).replace('£1,250', LONG_WORD)}"
    ),
    "lists in lists": Section("a", SectionKind.OTHER, "Lists", "<ul><li>" * 60 + "deep" + "</li></ul>" * 60),
    "quotes in quotes": Section("a", SectionKind.OTHER, "Q", "<blockquote>" * 150 + "<p>q</p>" + "</blockquote>" * 150),
    "blocks in list items": fenmarch.MEASURES,
    "an objective without actions": fenmarch.NEIGHBOURHOODS,
    "an objective over two pages": Section(
        "a",
        SectionKind.OBJECTIVE,
        "Many",
        objectives=(Objective("M", "many", "", (), tuple(PriorityAction(f"M{n}", "Act. " * 30) for n in range(40))),),
    ),
    "angle brackets": Section(
        "a", SectionKind.OTHER, "<b>&amp;", "<p>5 &lt; 6 &amp; 7</p>", objectives=(Objective("<", "<i>", "&"),)
    ),
}


def test_the_edition_conforms_to_pdf_ua(specimen):
    assert faults(specimen.content) == []


@pytest.mark.parametrize("section", AWKWARD.values(), ids=AWKWARD)
def test_awkward_text_still_makes_a_sound_file(section):
    assert faults(a_plan_of(section).content) == []


def test_every_file_passes_the_reference_checker(verapdf, tmp_path, specimen):
    pdfs = [specimen, a_plan_of(*fenmarch.EDITION_1.sections), *(a_plan_of(section) for section in AWKWARD.values())]
    pdfs += [printed(text, before) for before, text in REWORKED.values()]
    pdfs += [a_pdf(render_pack_html(pack)) for pack in PACKS.values()]
    pdfs += [a_pdf(render_edition_html(facts(with_pictures(), before=None)), images=IMAGES)]
    paths = [tmp_path / f"{number}.pdf" for number in range(len(pdfs))]
    for path, pdf in zip(paths, pdfs, strict=True):
        path.write_bytes(pdf.content)

    assert verapdf(paths, ["ua1", "3a"]) == []


def test_a_long_plan_conforms_and_keeps_its_page_numbers():
    pdf = a_pdf(render_edition_html(facts(a_long_plan(), before=None)))

    assert faults(pdf.content) == []
    assert pdf.pages > 60
    last = next(number for number, words in enumerate(words_of(pdf), 1) if words.endswith(str(number)) and number > 60)
    assert last > 60


def test_the_same_edition_gives_the_same_bytes_in_another_process(specimen):
    again = a_pdf(render_edition_html(facts()))

    assert hashlib.sha256(again.content).hexdigest() == hashlib.sha256(specimen.content).hexdigest()


def test_the_data_travels_inside_the_file(specimen):
    with pikepdf.open(io.BytesIO(specimen.content)) as pdf:
        (attached,) = pdf.Root.AF
        content = attached.EF.F.read_bytes()
        assert (str(attached.AFRelationship), str(attached.UF), content) == (
            "/Data",
            "plan.json",
            b'{"format": "specimen"}',
        )


def test_references_have_the_same_words_on_the_page_in_print_and_in_the_data():
    refers = f"<p>What it costs is in {reference('#section-s-money')}, and who leads in {reference('#action-V1')}.</p>"
    text = Outline("P", (Section("a", SectionKind.OTHER, "First", refers), fenmarch.MONEY, fenmarch.VICTIMS))
    said = "What it costs is in Section 2, and who leads in V1."

    assert plain_text(numbered(text).sections[0].blocks[0].html) == said
    assert said in " ".join(words_of(printed(text, None)))
    data = edition_data(facts(text, before=None), to_data(text))
    assert data["references"] == {"#action-V1": "V1", "#section-s-money": "Section 2"}


def test_the_only_date_in_the_file_is_the_day_of_issue(specimen):
    with pikepdf.open(io.BytesIO(specimen.content)) as pdf:
        assert {str(pdf.docinfo[key])[:10] for key in ("/CreationDate", "/ModDate")} == {"D:20260312"}


def test_the_contents_say_on_which_page_each_section_begins(specimen):
    pages = words_of(specimen)
    for heading in ("4. Money and workforce", "How this edition was made"):
        page = next(number for number, words in enumerate(pages, 1) if number > 2 and heading in words)
        assert re.search(rf"{heading.removeprefix('4. ')}( ?4)? {page}\b", pages[1])


def test_every_line_of_the_contents_is_a_tagged_link(specimen):
    with pikepdf.open(io.BytesIO(specimen.content)) as pdf:
        links = [a for a in pdf.pages[1].Annots if a.Subtype == "/Link"]
    entries = len(fenmarch.EDITION_2.sections) + 2

    assert len(links) == entries
    assert [kind for kind, parent in structure(specimen.content) if kind == "Link"][:entries] == ["Link"] * entries


def test_a_table_that_runs_over_repeats_its_head():
    pages = words_of(a_plan_of(Section("a", SectionKind.RESOURCES, "Grants", a_table(90))))
    with_rows = [words for words in pages if "Row" in words]

    assert len(with_rows) > 2
    assert ["Column 1" in words for words in with_rows] == [True] * len(with_rows)


def test_the_certificate_shows_each_step_and_the_digest(specimen):
    last = words_of(specimen)[-1]

    assert "Review the draft and make a report or recommendations s.28(3) Ellis Wray, panel 4 February 2026" in last
    assert " ".join(facts().digest_groups) in last
    assert "not used again: V3." in last


def test_figures_stand_to_the_right_and_words_to_the_left():
    html = render_edition_html(facts())

    assert '<th scope="col" class="r">2025 to 2026</th>' in html
    assert '<td class="r">£18,420,000</td>' in html
    assert '<th scope="row">Neighbourhood policing</th>' in html


def test_a_file_says_how_far_it_is():
    said = []
    a_pdf(PAGE.format("<p>Short.</p>"), progress=lambda percent, words: said.append((percent, words)))

    assert said == [(20, "Laying out the pages"), (60, "Drawing 1 page")]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:5432/",
        "https://plan.invalid/../pcc_plans/settings.py",
        "https://plan.invalid/fonts/../../manage.py",
        "https://plan.invalid/fonts/OFL-Inter.txt",
        "https://fenmarch.example/pdf/edition.css",
        "data:text/css,body{}",
    ],
)
def test_a_document_may_load_nothing_but_our_fonts_and_styles(url):
    with pytest.raises(ValueError, match="A plan may not load"):
        read_served_file(url)


def test_a_link_to_a_file_of_the_machine_puts_nothing_into_the_pdf(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the words of a secret")
    html = PAGE.format("<p>Plan.</p>").replace("</head>", f'<link rel="attachment" href="{secret.as_uri()}"></head>')

    with pikepdf.open(io.BytesIO(a_pdf(html).content)) as pdf:
        assert list(pdf.attachments) == ["plan.json"]


def test_a_document_that_takes_too_long_is_stopped_with_a_plain_sentence():
    with pytest.raises(PdfStopped) as stopped:
        a_pdf(PAGE.format(a_table(4000)), limits=Limits(seconds=2))

    assert str(stopped.value) == (
        "The PDF was stopped after 2 seconds. Look for a very long table and split it, then try again."
    )


def test_a_document_that_computes_too_long_is_stopped_with_a_plain_sentence():
    with pytest.raises(PdfStopped) as stopped:
        a_pdf(PAGE.format(a_table(4000)), limits=Limits(cpu_seconds=2))

    assert str(stopped.value) == (
        "The PDF was stopped after 2 seconds of computing. Look for a very long table and split it, then try again."
    )


def test_a_document_that_takes_too_much_memory_is_stopped_with_a_plain_sentence():
    with pytest.raises(PdfStopped) as stopped:
        a_pdf(PAGE.format(a_table(4000)), limits=Limits(memory=220 * 1024 * 1024))

    assert str(stopped.value) == (
        "The PDF was stopped because it needed more than 220 MB of memory. "
        "Look for a very long table and split it, then try again."
    )


def test_a_document_nested_too_deep_is_stopped_with_a_plain_sentence():
    with pytest.raises(PdfStopped) as stopped:
        a_pdf(PAGE.format("<div>" * 240 + "deep" + "</div>" * 240))

    assert str(stopped.value) == (
        "The PDF was stopped because the text is nested too deep. Flatten its lists, then try again."
    )


def test_the_child_ends_when_nobody_waits_for_it_any_more(tmp_path):
    request = {
        "html": PAGE.format(a_table(4000)),
        "attachments": [],
        "identifier": "x",
        "created": CREATED.isoformat(),
        "out": str(tmp_path / "never.pdf"),
        "memory": 2048 * 1024 * 1024,
        "cpu_seconds": 60,
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "plans.rendering.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    child.stdin.write(json.dumps(request).encode() + b"\n")
    child.stdin.flush()
    child.stdout.readline()
    child.stdin.close()

    assert child.wait(timeout=20) == 70
    assert not (tmp_path / "never.pdf").exists()
    child.stdout.close()


def test_a_first_edition_has_no_page_of_changes():
    html = render_edition_html(facts(fenmarch.EDITION_1, before=None))

    assert "What edition" not in html
    assert "issued on 12 March 2026" in html


def test_an_edition_without_a_known_end_names_none():
    html = render_edition_html(facts(in_force_until=None, in_force_from=date(2026, 4, 1)))

    assert "<p>In force from 1 April 2026</p>" in html


def test_the_page_of_changes_says_in_words_what_was_added_and_removed(specimen):
    pages = words_of(specimen)
    first = next(number for number, words in enumerate(pages) if "What edition 2 changed Against edition 1" in words)
    words = " ".join(pages[first:-1])

    assert "[removed: five] [added: two] working days" in words
    assert "Priority action removed [removed: Pilot a joint waiting room at Saltreach court.]" in words
    assert "[removed: £640,000] [added: £660,000] +£20,000" in words
    assert "Neighbourhood policing" not in words


def test_a_change_is_shown_with_its_reason():
    redline = facts().redline
    reasons = {change.key: f"The reason for change {change.number}." for change in redline.changes}
    html = render_edition_html(facts(reasons=reasons))

    assert [f"The reason for change {change.number}." in html for change in redline.changes] == [True] * len(reasons)


def a_text(html: str) -> Outline:
    return Outline("Police and Crime Plan", (Section("a", SectionKind.OTHER, "Text", html),))


REWORKED = {
    "a new section": (fenmarch.EDITION_1, Outline("P", (*fenmarch.EDITION_1.sections, AWKWARD["lists in lists"]))),
    "a section taken out": (fenmarch.EDITION_1, Outline("P", fenmarch.EDITION_1.sections[2:])),
    "sections in another order": (fenmarch.EDITION_1, Outline("P", fenmarch.EDITION_1.sections[::-1])),
    "nothing changed": (fenmarch.EDITION_1, fenmarch.EDITION_1),
    "everything changed": (
        fenmarch.EDITION_1,
        Outline(
            "Another", tuple(Section(s.id, s.kind, s.heading[::-1], "<h4>A</h4>") for s in fenmarch.EDITION_1.sections)
        ),
    ),
    "list items and quotations": (
        a_text("<ul><li>one</li><li>two words</li></ul><blockquote><p>Say</p></blockquote>"),
        a_text("<ol><li>two other words</li><li><p>three</p><p>x</p></li></ol><h3>New</h3>"),
    ),
    "rows added and columns gone": (
        a_text(a_table(4, columns=4)),
        a_text(a_table(6, columns=3).replace("Row 2", "Row two")),
    ),
}


@pytest.mark.parametrize(("before", "text"), REWORKED.values(), ids=REWORKED)
def test_every_kind_of_change_makes_a_sound_file(before, text):
    assert faults(printed(text, before).content) == []


PICTURE = f"/images/{'a' * 64}.png"
ANOTHER = f"/images/{'b' * 64}.webp"
IMAGES = {PICTURE: a_picture(), ANOTHER: a_picture("WEBP", "red")}


def a_figure(src: str = PICTURE, alt: str = "A map of Fenmarch", caption: str = "Where the teams are") -> str:
    return f'<figure><img src="{src}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'


def with_pictures() -> Outline:
    return a_text(f"<p>See below, and {reference('#section-a')}.</p>" + a_figure() + a_figure(ANOTHER, ""))


def test_a_picture_is_a_figure_with_its_words_and_number():
    pdf = a_pdf(render_edition_html(facts(with_pictures(), before=None)), images=IMAGES)

    assert faults(pdf.content) == []
    assert [kind for kind, _ in structure(pdf.content)].count("Figure") == 3  # and the mark on the cover
    assert "Figure 1. Where the teams are" in " ".join(words_of(pdf))


def test_an_exchanged_picture_is_shown_before_and_after():
    before, after = a_text(a_figure()), a_text(a_figure(ANOTHER))

    pdf = a_pdf(render_edition_html(facts(after, before=before)), images=IMAGES)

    assert faults(pdf.content) == []
    words = " ".join(words_of(pdf))
    assert "Picture removed:" in words
    assert "Picture added, under the same description:" in words
