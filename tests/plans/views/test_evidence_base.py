"""The evidence base of a draft: items by who led them, what each shaped, and what nothing shaped."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from plans.models import Evidence, EvidenceItem, Instrument
from plans.services.evidence_base import ItemFacts, put_item
from plans.services.publicity import make_public
from tests.factories import a_body, a_draft_plan, a_user, a_variation, an_issued_plan
from tests.pcc_plans.records import a_fresh_database, dumped, loaded

pytestmark = pytest.mark.django_db
SURVEY = ItemFacts("public", "survey", "The survey", "People asked for patrols.", "The office", date(2013, 1, 4))
TYPED = {
    "led_by": "partner", "kind": "priorities", "title": "What the council asks", "says": "Light on the path.",
    "source": "Wendle Vale Council", "dated_day": "4", "dated_month": "1", "dated_year": "2013", "shaped": ["S2"],
}  # fmt: skip


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def officer(body):
    client = Client()
    client.force_login(a_user(body, "policy_officer", "Priya Nair"))
    return client


def base_of(instrument: Instrument) -> str:
    return f"/office/variations/{instrument.ref}/evidence-base/"


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)).split())


def test_an_empty_base_says_so_and_names_what_nothing_shaped(body, officer):
    page = words_of(officer.get(base_of(a_draft_plan(body))).content.decode())

    assert "Nothing is in the evidence base yet." in page
    assert "Nothing that the police led is in the evidence base." in page
    assert "S: Streets where people feel safe Nothing shaped it" in page


def test_an_item_is_added_linked_and_read_from_both_sides(body, officer):
    draft = a_draft_plan(body)

    answer = officer.post(f"{base_of(draft)}add/", TYPED | {"document": SimpleUploadedFile("council.txt", b"Light.")})

    assert answer.status_code == 302
    page = words_of(officer.get(base_of(draft)).content.decode())
    assert "What the council asks Priorities. Wendle Vale Council, 4 January 2013." in page
    assert "Light on the path. Shaped S2." in page
    assert "S2 Light the riverside path. What the council asks (Wendle Vale Council)" in page
    assert "1 item. Something shaped every objective." in page
    document = officer.get(f"/office/evidence/{Evidence.objects.get().digest}/")
    assert document.content == b"Light."


def test_what_was_typed_and_the_document_survive_an_error(body, officer):
    draft = a_draft_plan(body)
    file = SimpleUploadedFile("council.txt", b"Light.")

    refused = officer.post(f"{base_of(draft)}add/", TYPED | {"title": "", "document": file})

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Enter its title." in page
    assert "Light on the path." in page
    assert "“council.txt” is kept; you need not choose it again." in page
    kept = re.search(r'name="document_kept" value="([^"]+)"', page).group(1)
    assert officer.post(f"{base_of(draft)}add/", TYPED | {"document_kept": kept}).status_code == 302
    assert EvidenceItem.objects.get().document.name == "council.txt"


def test_an_item_is_changed_and_taken_out(body, officer):
    draft = a_draft_plan(body)
    item = put_item(instrument=draft, facts=SURVEY)

    changed = officer.post(f"{base_of(draft)}{item.pk}/", TYPED | {"title": "Their letter", "shaped": ["S", "S1"]})
    item.refresh_from_db()

    assert (changed.status_code, item.title, item.shaped) == (302, "Their letter", ["S", "S1"])
    assert "Take “Their letter” out" in officer.get(f"{base_of(draft)}{item.pk}/remove/").content.decode()
    officer.post(f"{base_of(draft)}{item.pk}/remove/")
    assert not EvidenceItem.objects.exists()


def test_a_code_that_is_not_in_the_draft_is_refused(body, officer):
    draft = a_draft_plan(body)

    assert officer.post(f"{base_of(draft)}add/", TYPED | {"shaped": ["Z9"]}).status_code == 422


def test_a_variation_reads_what_shaped_the_plan_before_it(body, officer):
    plan = an_issued_plan(body)
    made = plan.instruments.get()
    EvidenceItem.objects.create(
        instrument=made, led_by="police", kind="assessment", title="Threats", says="Few.", source="The force",
        shaped=["S1"],
    )  # fmt: skip
    variation = a_variation(plan)

    page = words_of(officer.get(base_of(variation)).content.decode())

    assert "Threats (The force, of “Fenmarch Police and Crime Plan”)" in page


def test_what_is_issued_stands_as_it_was_but_may_still_be_published(body, officer):
    plan = an_issued_plan(body)
    made = plan.instruments.get()
    item = EvidenceItem.objects.create(
        instrument=made, led_by="police", kind="assessment", title="Threats", says="Few.", source="The force"
    )

    officer.post(f"{base_of(made)}{item.pk}/", {"title": "Other", "may_be_published": "on"})
    refused = officer.post(f"{base_of(made)}{item.pk}/remove/", follow=True)
    added = officer.post(f"{base_of(made)}add/", TYPED)
    item.refresh_from_db()

    assert (item.title, item.may_be_published) == ("Threats", True)
    assert "what shaped it stands as it was" in refused.content.decode()
    assert added.status_code == 422
    assert EvidenceItem.objects.count() == 1


def test_the_public_reads_only_what_is_marked_for_it_once_it_is_public(body):
    plan = an_issued_plan(body)
    kept = Evidence.objects.create(digest="a" * 64, name="survey.txt", media_type="text/plain", content=b"Patrols.")
    shown = {"led_by": "public", "kind": "survey", "source": "The office", "says": "Patrols.", "shaped": ["S"]}
    EvidenceItem.objects.create(
        instrument=plan.instruments.get(), title="Shown", may_be_published=True, document=kept, **shown
    )
    EvidenceItem.objects.create(instrument=plan.instruments.get(), title="Hidden", **shown)
    ahead = a_variation(plan)
    EvidenceItem.objects.create(instrument=ahead, title="Ahead", may_be_published=True, **shown)

    record = f"/plans/{plan.ref}/record/"
    page = Client().get(record).content.decode()

    assert ("Shown" in page, "Hidden" in page, "Ahead" in page) == (True, False, False)
    assert Client().get(f"/evidence/{'a' * 64}/").content == b"Patrols."
    assert Client().get(f"/evidence/{'b' * 64}/").status_code == 404
    make_public(instrument=ahead, on=date(2014, 1, 6))
    EvidenceItem.objects.filter(title="Shown").update(may_be_published=False)
    assert Client().get(f"/evidence/{'a' * 64}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_the_same_whatever_there_is(body, officer, count, django_assert_num_queries):
    draft = a_draft_plan(body)
    for _ in range(count):
        put_item(instrument=draft, facts=SURVEY)
    officer.get(base_of(draft))

    with django_assert_num_queries(9):
        officer.get(base_of(draft))


def test_the_evidence_base_travels_with_the_record_file(tmp_path):
    with a_fresh_database():
        draft = a_draft_plan(a_body())
        Evidence.objects.create(
            digest="2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            name="hello.txt", media_type="text/plain", content=b"hello",
        )  # fmt: skip
        put_item(instrument=draft, facts=SURVEY)
        facts = ItemFacts(
            "police", "inspection", "An audit", "It is slow.", "The force", shaped=("S", "S1"), may_be_published=True,
            document="2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        )  # fmt: skip
        put_item(instrument=draft, facts=facts)
        first = dumped(tmp_path / "first.yaml")

    assert loaded(tmp_path / "first.yaml")[0] == 0
    assert dumped(tmp_path / "second.yaml") == first
    item = EvidenceItem.objects.get(title="An audit")
    assert (item.shaped, item.may_be_published, bytes(item.document.content)) == (["S", "S1"], True, b"hello")


def test_an_item_of_a_record_file_without_its_document_is_refused_with_its_line(tmp_path):
    with a_fresh_database():
        put_item(instrument=a_draft_plan(a_body()), facts=SURVEY)
        text = dumped(tmp_path / "first.yaml").decode()
    (tmp_path / "first.yaml").write_text(text.replace("      says:", "      document: gone\n      says:"))

    status, printed = loaded(tmp_path / "first.yaml")

    assert status == 1
    assert re.fullmatch(r"refused: line \d+: There is no document “gone” under “documents:”\.", printed[0])
