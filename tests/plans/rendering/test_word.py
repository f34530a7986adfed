"""A plan as a Word file: what it says, how it is numbered, and tracked changes that give both texts."""

import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from plans.rendering.word.identity import bookmark_of
from plans.rendering.word.layout import ACROSS
from plans.rendering.word.package import WORD_TYPE
from plans.text.numbering import numbered
from plans.text.outline import digest
from plans.text.redline import compare
from tests.specimens import fenmarch
from tests.specimens.many import generated, in_one
from tests.specimens.word import PAIRS, clean_file, text, tracked_file
from tests.word_files import Grid, Line, W, names, part, standing

AROUND = (
    "Office",
    "Title",
    "Subtitle",
    "CoverFact",
    "TOCHeading",
    "TOC1",
    "ContentsHeading",
    "Contents1",
    "PlanClosing",
)


def body(docx: bytes, then: str = "") -> list[Line | Grid]:
    return [item for item in standing(docx, then) if isinstance(item, Grid) or item.style not in AROUND]


@pytest.mark.parametrize("name", PAIRS)
def test_accepting_every_change_gives_the_new_text_and_rejecting_it_the_old(name):
    old, new = PAIRS[name]
    docx = tracked_file(old, new)

    assert body(docx, "accept") == body(clean_file(new))
    assert body(docx, "reject") == body(clean_file(old))


def test_generated_texts_are_both_in_the_file_too():
    old, new = in_one(generated(60))
    docx = tracked_file(old, new)

    assert body(docx, "accept") == body(clean_file(new))
    assert body(docx, "reject") == body(clean_file(old))


def test_the_same_text_gives_the_same_bytes():
    assert clean_file(fenmarch.EDITION_2) == clean_file(fenmarch.EDITION_2)
    old, new = fenmarch.EDITION_1, fenmarch.EDITION_2
    assert tracked_file(old, new) == tracked_file(old, new)


def test_every_word_of_the_text_is_in_the_file_once_and_in_order():
    lines = [line for item in body(clean_file(fenmarch.EDITION_2)) for line in _lines(item)]

    text_of_file = "".join(line.text for line in lines)
    for section in numbered(fenmarch.EDITION_2).sections:
        for block in section.blocks:
            for words in re.findall(r">([^<]+)<", block.html):
                assert words.replace("&amp;", "&") in text_of_file
    assert [line.text for line in lines if line.style in ("Heading1", "AppendixHeading")] == [
        section.heading for section in fenmarch.EDITION_2.sections
    ]


def _lines(item: Line | Grid) -> list[Line]:
    return [item] if isinstance(item, Line) else [line for row in item.rows for cell in row for line in cell]


def test_a_clean_file_has_no_tracked_change_and_no_macro():
    docx = clean_file(fenmarch.EDITION_2)
    tags = {element.tag for element in part(docx, "word/document.xml").iter()}

    assert not tags & {f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")}
    assert not [name for name in names(docx) if "vba" in name.lower() or "embed" in name.lower()]
    assert WORD_TYPE.endswith("wordprocessingml.document")


def test_only_links_of_the_text_lead_out_of_the_file():
    links = part(clean_file(fenmarch.EDITION_2), "word/_rels/document.xml.rels")

    outside = [(link.get("Type").rsplit("/", 1)[1], link.get("Target")) for link in links if link.get("TargetMode")]
    assert outside == [("hyperlink", "https://fenmarch.example/definitions")]


def test_the_file_carries_its_digest_and_a_hidden_place_for_each_section():
    docx = clean_file(fenmarch.EDITION_2)

    said = {each.get("name"): each[0].text for each in part(docx, "docProps/custom.xml")}
    assert said == {"Wording": digest(fenmarch.EDITION_2), "Plan": "fenmarch-2025"}
    places = [mark.get(f"{W}name") for mark in part(docx, "word/document.xml").iter(f"{W}bookmarkStart")]
    assert places == [bookmark_of(section.id) for section in fenmarch.EDITION_2.sections]


def test_a_redline_says_who_made_its_changes_and_when_as_they_are_signed():
    docx = tracked_file(*PAIRS["words"])

    said = {each.get("name"): each[0].text for each in part(docx, "docProps/custom.xml")}
    signed = {(c.get(f"{W}author"), c.get(f"{W}date")) for c in part(docx, "word/document.xml").iter(f"{W}ins")}
    assert signed == {(said["Changes by"], said["Changes at"])}


def test_a_reference_bears_the_number_of_what_it_leads_to_and_is_no_change_when_that_number_changes():
    before = text('<p>See <a href="#section-two">section_two</a>.</p>')
    first = replace(before.sections[1], id="first", heading="First")
    after = replace(before, sections=(first, *before.sections))

    line = next(each for each in body(clean_file(before)) if each.style == "NumberedParagraph")
    assert [(words.text, words.href) for words in line.words] == [("See ", ""), ("Section 2", "#_s_two"), (".", "")]
    line = next(each for each in body(tracked_file(before, after)) if each.text.startswith("See"))
    assert line.text == "See Section 3."


def picture(form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1200, 600), (20, 60, 70)).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(("form", "kept"), [("png", "png"), ("jpg", "jpeg"), ("webp", "png")])
def test_a_picture_stands_in_the_file_with_its_words_as_wide_as_the_page_at_most(form, kept):
    address = f"/images/{'a' * 64}.{form}"
    figure = f'<figure><img src="{address}" alt="A map of Fenmarch"><figcaption>The divisions</figcaption></figure>'
    docx = clean_file(text(figure), {address: picture({"jpg": "JPEG"}.get(form, form))})

    assert [name for name in names(docx) if "media" in name] == [f"word/media/picture1.{kept}"]
    size = next(e for e in part(docx, "word/document.xml").iter() if e.tag.endswith("}extent"))
    assert (int(size.get("cx")), int(size.get("cy"))) == (5_900_000, 2_950_000)
    assert [line.text for line in body(docx)][1:3] == ["[A map of Fenmarch]", "The divisions"]


def test_a_picture_swapped_for_another_is_removed_and_added():
    old, new = (f'<figure><img src="/images/{name * 64}.png" alt="A map"></figure>' for name in "ab")
    images = {f"/images/{name * 64}.png": picture() for name in "ab"}
    docx = tracked_file(text(old), text(new), images=images)

    assert body(docx, "accept") == body(clean_file(text(new), images))
    assert body(docx, "reject") == body(clean_file(text(old), images))
    assert len([name for name in names(docx) if "media" in name]) == 2


def test_a_place_is_named_as_word_allows_and_no_two_sections_share_one():
    ids = ["roads", "a-b", "a_b", "a.b", "é", *(f"{'long-' * 15}{n}" for n in range(3))]
    found = [bookmark_of(section_id) for section_id in ids]

    assert len(set(found)) == len(ids)
    assert all(re.fullmatch(r"_s_[A-Za-z0-9_]{1,37}", name) for name in found)


def test_a_table_head_repeats_on_each_page():
    rows = part(clean_file(fenmarch.EDITION_2), "word/document.xml").iter(f"{W}tr")
    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]

    of_actions = "CodeActionWho leads"
    assert ["".join(head.itertext()) for head in heads] == [
        of_actions,
        of_actions,
        "Service2025 to 20262026 to 2027Change",
    ]


def test_a_moved_paragraph_is_told_as_moved_and_both_ends_bear_one_name():
    document = part(tracked_file(*PAIRS["paragraph moved"]), "word/document.xml")

    start, end = (next(document.iter(f"{W}{tag}RangeStart")).get(f"{W}name") for tag in ("moveFrom", "moveTo"))
    assert start == end
    assert (
        "".join(next(m for m in document.iter(f"{W}moveTo") if len(m)).itertext())
        == "Closing remarks are written at the end."
    )


def test_a_reason_stands_as_a_comment_at_its_change():
    old, new = PAIRS["words"]
    change = compare(old, new).changes[0]
    docx = tracked_file(old, new, {change.key: "Asked for by the Panel."})

    assert "".join(part(docx, "word/comments.xml").itertext()) == "Asked for by the Panel."
    assert next(part(docx, "word/document.xml").iter(f"{W}commentReference")).get(f"{W}id") == "0"


def test_characters_that_no_xml_can_hold_are_left_out():
    outline = text("<p>Words</p>", title="A\x0bplan\x00 & <more>")

    assert next(item.text for item in standing(clean_file(outline)) if item.style == "Title") == "Aplan & <more>"


def test_a_column_of_figures_keeps_them_whole_beside_long_words_and_while_they_change():
    rows = "".join(
        f"<tr><td>{name}</td><td>{{}}</td><td>{'Quarterly figures, and open in four towns. ' * 4}</td></tr>"
        for name in ("Marsh Hundred Young People’s Trust", "Wendle House, for victims of any crime")
    )
    head = '<tr><th scope="col">To whom</th><th scope="col">Amount</th><th scope="col">Conditions</th></tr>'
    old, new = (
        f"<table><thead>{head}</thead><tbody>{rows.format(*sums)}</tbody></table>"
        for sums in (("£116,150,000", "£65,900,000"), ("£117,950,000", "£65,900,000"))
    )

    def share(docx: bytes) -> float:
        widths = [int(column.get(f"{W}w")) for column in part(docx, "word/document.xml").iter(f"{W}gridCol")]
        return widths[1] / sum(widths)

    assert share(clean_file(text(new))) >= 12 / ACROSS
    assert share(tracked_file(text(old), text(new))) >= 24 / ACROSS
