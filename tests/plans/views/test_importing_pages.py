"""The import in the browser's terms: a paper comes in, is corrected, and lands."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.models import ImportedPaper, Instrument, Membership
from plans.queries.texts import draft_outline
from plans.services.saving import save_section
from plans.text.markup import word_count
from tests.factories import a_body, a_draft_plan, a_user, a_variation, an_issued_plan
from tests.plans.text.papers.fenmarch import FENMARCH_PAPER

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body) -> Instrument:
    return a_variation(an_issued_plan(body))


@pytest.fixture
def drafter(body, client: Client) -> Client:
    client.force_login(a_user(body, Membership.Role.POLICY_OFFICER, "Priya Nair"))
    return client


def upload(client: Client, instrument: Instrument, data: bytes, name: str = "paper.txt"):
    address = reverse("office:import", args=[instrument.ref])
    return client.post(address, {"file": SimpleUploadedFile(name, data), "text": ""})


def boxes(client: Client, address: str) -> dict[str, str]:
    """What the browser sends of the preview as it stands."""
    found = client.get(address).context["found"]
    return {box.html_name: box.value() for section in found for box in section["form"]}


def test_a_paper_is_read_and_shown_with_its_oddities_at_their_places(drafter, variation):
    answer = upload(drafter, variation, FENMARCH_PAPER.encode())
    page = drafter.get(answer.url)

    headings = [section["heading"] for section in page.context["found"]]
    assert headings[:3] == ["Purpose", "Recommendations", "Background"]
    background = page.context["found"][2]
    assert "Two paragraphs are numbered 3.4." in [odd["what"] for odd in background["oddities"]]
    assert [part["label"] for part in page.context["parts"]][1:] == ["APPENDIX 1"]
    assert ImportedPaper.objects.get().made_by.get_full_name() == "Priya Nair"


def test_the_preview_survives_a_reload_and_a_second_upload(drafter, variation):
    first = upload(drafter, variation, FENMARCH_PAPER.encode(), "first.txt").url
    before = drafter.get(first).content
    second = upload(drafter, variation, b"1. Purpose\n\n1.1 To ask for more.\n", "second.txt").url

    assert first != second
    assert [s["heading"] for s in drafter.get(first).context["found"]][:1] == ["Purpose"]
    assert len(drafter.get(first).content) == len(before)
    assert b"first.txt" in drafter.get(reverse("office:import", args=[variation.ref])).content


def test_every_section_lands_with_all_its_words(drafter, body):
    instrument = a_draft_plan(body)
    instrument.draft_sections.all().delete()
    address = upload(drafter, instrument, FENMARCH_PAPER.encode()).url
    found = drafter.get(address).context["found"]

    answer = drafter.post(address, boxes(drafter, address))

    draft = draft_outline(instrument)
    assert answer.url == reverse("office:draft", args=[instrument.ref])
    assert [s.heading for s in draft.sections] == [section["heading"] for section in found]
    assert sum(word_count(s.html) for s in draft.sections) == sum(section["words"] for section in found)


def test_an_appendix_takes_the_place_of_one_section_in_a_few_clicks(drafter, variation):
    address = upload(drafter, variation, FENMARCH_PAPER.encode()).url + "?part=appendix-1&as=one"
    row = variation.draft_sections.get(section_id="resources")

    answer = drafter.post(address, boxes(drafter, address) | {"s0-heading": "", "s0-place": "resources@1"})

    section = draft_outline(variation).section("resources")
    assert answer.url == reverse("office:section", args=[variation.ref, "resources"])
    assert section.heading == "Money and people"
    assert section.limbs == row.as_section().limbs
    assert section.html == (
        "<p>Lanes and farms are visited weekly.</p><h3>People heard</h3><p>Victims were asked in person.</p>"
    )
    assert variation.draft_sections.count() == 3


def test_sections_are_joined_and_left_out_as_chosen(drafter, variation):
    address = upload(
        drafter, variation, b"1. One\n\n1.1 First.\n\n2. Two\n\n2.1 Second.\n\n3. Three\n\n3.1 Third.\n"
    ).url
    chosen = {"s0-place": "leave", "s2-place": "join", "s2-heading": "Within & after"}

    drafter.post(address, boxes(drafter, address) | chosen)

    landed = draft_outline(variation).sections[3:]
    assert [(s.heading, s.html) for s in landed] == [("Two", "<p>Second.</p><h3>Within &amp; after</h3><p>Third.</p>")]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"s0-place": "leave", "s1-place": "join"}, "Every section before this one is left out."),
        ({"s0-place": "leave", "s1-place": "leave"}, "Every section is left out."),
        ({"s0-place": "resources@1", "s1-place": "resources@1"}, "A section above already goes there."),
        ({"s0-heading": ""}, "Give the section a heading, or leave the section out."),
    ],
)
def test_what_cannot_land_is_said_and_nothing_lands(drafter, variation, chosen, said):
    address = upload(drafter, variation, b"1. One\n\n1.1 First.\n\n2. Two\n\n2.1 Second.\n").url
    before = draft_outline(variation)

    answer = drafter.post(address, boxes(drafter, address) | chosen)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert draft_outline(variation) == before


def test_words_saved_since_the_preview_are_not_written_over(drafter, variation):
    address = upload(drafter, variation, b"1. One\n\n1.1 First.\n\n2. Two\n\n2.1 Second.\n").url
    sent = boxes(drafter, address) | {"s1-place": "resources@1"}
    row = variation.draft_sections.get(section_id="resources")
    newer = row.as_section().__class__("resources", row.as_section().kind, "Money and people", "<p>Newer words.</p>")
    save_section(row=row, section=newer, revision=1)

    answer = drafter.post(address, sent)

    assert answer.status_code == 422
    assert draft_outline(variation).section("resources").html == "<p>Newer words.</p>"
    assert len(draft_outline(variation).sections) == 3


def test_pasted_text_without_headings_is_one_section(drafter, variation):
    text = "Patrols on market days.\n\nThey begin at eight in the morning, and end when the last stall is gone."
    address = drafter.post(reverse("office:import", args=[variation.ref]), {"text": text}).url

    found = drafter.get(address).context["found"]

    assert [section["words"] for section in found] == [word_count(f"<p>{text}</p>")]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "empty.txt", "The file is empty. Choose the file of a paper."),
        (b"\x00\x01", "picture.jpg", "Only text, Word (.docx) and PDF files can be read."),
        (b"not a zip", "broken.docx", "Word"),
        (b"%PDF-1.7 nothing", "broken.pdf", "PDF"),
    ],
)
def test_a_bad_file_is_refused_in_words_beside_its_box(drafter, variation, data, name, said):
    answer = upload(drafter, variation, data, name)

    assert answer.status_code == 422
    assert said in answer.context["form"].errors["file"][0]
    assert not ImportedPaper.objects.exists()


def test_nothing_chosen_is_said(drafter, variation):
    answer = drafter.post(reverse("office:import", args=[variation.ref]), {"text": " "})

    assert answer.context["form"].errors["file"] == ["Choose the file of a paper, or paste its text into the box."]


def test_the_five_real_papers_are_shown_with_every_word(drafter, variation, seeds):
    for paper in sorted(seeds.glob("*.txt")):
        page = drafter.get(upload(drafter, variation, paper.read_bytes(), paper.name).url)
        facts = {fact["term"]: fact["fact"] for fact in page.context["facts"]}
        assert facts["Words kept"].startswith("all "), paper.name
        assert sum(section["words"] for section in page.context["found"]) > 100


def test_the_real_variation_replaces_one_section(drafter, variation, seeds):
    paper = (seeds / "2014-02-05-panel-report-draft-variation.txt").read_bytes()
    address = upload(drafter, variation, paper).url + "?part=appendix-1&as=one"

    drafter.post(address, boxes(drafter, address) | {"s0-heading": "Page 7", "s0-place": "safer-streets@1"})

    section = draft_outline(variation).section("safer-streets")
    assert section.heading == "Page 7"
    assert word_count(section.html) == drafter.get(address).context["found"][0]["words"]
    assert len(draft_outline(variation).sections) == 3
