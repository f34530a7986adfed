"""The redline pack on the pages of those who may read the draft, and for nobody else."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Job, Membership, RedlinePack
from plans.rendering.pdf import Pdf, PdfStopped
from plans.services import jobs, packs
from plans.services.consulting import token_for
from plans.services.drafts import freeze_draft, put_text
from plans.services.publishing import run_job
from plans.services.versions import save_version
from tests.factories import (
    STAFF,
    a_body,
    a_user,
    a_variation,
    an_issued_plan,
    an_outline,
    consulted,
    prepared,
    reported,
    sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body):
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    return variation


@pytest.fixture(autouse=True)
def printer(monkeypatch):
    monkeypatch.setattr(packs, "html_to_pdf", lambda html, **rest: Pdf(b"%PDF-1.7 a pack", 9))
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


def worker_runs() -> None:
    for job in Job.objects.filter(kind=packs.MAKE_PACK, state=Job.State.QUEUED):
        run_job(job_id=job.pk)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def places(variation, body) -> list[tuple[Client, str, str]]:
    """Return who may read the draft, on which page, and where the pack is for them."""
    digest = variation.lines.get(step="prepare_draft").wording_id
    token = token_for(variation.consultations.get())
    return [
        (
            signed_in(a_user(body, "policy_officer")),
            reverse("office:wording", args=[variation.ref, digest]),
            reverse("office:pack", args=[variation.ref, digest]),
        ),
        (
            signed_in(a_user(body, "panel_member")),
            reverse("panel:review", args=[variation.ref]),
            reverse("panel:pack", args=[variation.ref]),
        ),
        (Client(), reverse("reply", args=[token]), reverse("reply_pack", args=[token])),
    ]


def state(client: Client, page: str) -> str:
    html = client.get(page).content.decode()
    part = html[html.index('id="pack-state"') : html.index("</section>", html.index('id="pack-state"'))]
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def test_whoever_may_read_the_draft_has_it_made_once_and_opens_the_same_file(variation, body):
    readers = places(variation, body)
    client, page, address = readers[0]
    assert "Make the PDF with the clean text of the sections that change" in state(client, page)

    asked = client.post(address, {"text": "changed"})
    waiting = state(client, page)
    worker_runs()

    assert (asked.status_code, asked.url) == (302, f"{page}#pack")
    assert "Waiting to be made. This takes less than a minute. Look again now" in waiting
    for reader, shown, place in readers:
        assert "Open the pack with the clean text of the sections that change PDF, 9 pages, 15" in state(reader, shown)
        file = reader.get(place)
        assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
        assert file["Cache-Control"].startswith("private, no-store")
        assert file.getvalue() == b"%PDF-1.7 a pack"
    assert RedlinePack.objects.count() == 1


def test_a_failure_is_said_and_can_be_tried_again(variation, body, monkeypatch):
    client, page, address = places(variation, body)[2]

    def stopped(html, **rest):
        raise PdfStopped("Look for a very long table and split it, then try again.")

    monkeypatch.setattr(packs, "html_to_pdf", stopped)
    client.post(address, {"text": "changed"})
    worker_runs()

    said = state(client, page)
    assert "It could not be made. Look for a very long table and split it, then try again. Try again" in said
    assert client.get(address).url == f"{page}#pack"


def test_a_file_that_is_gone_is_made_again(variation, body):
    client, _, address = places(variation, body)[0]
    client.post(address, {"text": "changed"})
    worker_runs()
    packs.file_of(RedlinePack.objects.get()).unlink()

    answer = client.get(address, follow=True)
    worker_runs()

    assert "It is being made again." in answer.content.decode()
    assert client.get(address).getvalue() == b"%PDF-1.7 a pack"


def test_nobody_else_has_it(variation, body):
    client, _, address = places(variation, body)[0]
    client.post(address, {"text": "changed"})
    worker_runs()
    pack = RedlinePack.objects.get()
    other = a_body("saltreach")
    stranger = a_user(other, "chief_executive")
    Membership.objects.get_or_create(body=other, user=stranger, role="chief_executive")

    assert signed_in(stranger).get(address).status_code == 404
    assert Client().get(address).url.startswith("/accounts/login/")
    for guess in (f"/published/{pack.path}", f"/uploads/packs/{pack.path}", f"/media/packs/{pack.path}"):
        assert Client().get(guess).status_code == 404
    assert Client().get("/reply/not-a-token/pack/").status_code == 404


def test_the_changes_page_leads_to_the_pack_of_the_frozen_draft(variation, body):
    client, page, _ = places(variation, body)[0]

    html = client.get(reverse("office:changes", args=[variation.ref])).content.decode()

    assert f'href="{page}#pack"' in html


def test_the_reply_page_gives_the_changes_with_their_reasons_before_the_text(variation, body):
    client, page, _ = places(variation, body)[2]

    html = client.get(page).content.decode()

    order = [html.index(part) for part in ("What changes, and why", 'class="pc-summary', 'id="pack"', 'id="text"')]
    assert order == sorted(order)
    assert "1 change in 1 section of edition 1 of the plan" in html
    assert "Side by side" in html


@pytest.mark.parametrize("view", ["marked", "clean", "sides"])
def test_the_reply_page_takes_the_same_queries_in_every_view(variation, body, view, django_assert_num_queries):
    client, page, _ = places(variation, body)[2]
    client.get(page)

    with django_assert_num_queries(7):
        client.get(page, {"view": view})


def test_the_office_has_it_made_against_any_text_that_the_draft_can_be_held_against(body):
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    consulted_on = variation.lines.get(step="prepare_draft").wording_id
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known, met and asked for."))
    line = freeze_draft(instrument=variation, on=date(2013, 12, 12), by=STAFF)
    client = signed_in(a_user(body, "policy_officer"))
    page = reverse("office:wording", args=[variation.ref, line.wording_id])
    address = reverse("office:pack", args=[variation.ref, line.wording_id])

    offered = client.get(page).context["pack"]
    assert [text.label for text in offered["texts"]] == [
        "Edition 1, which it varies",
        "Draft frozen on 9 December 2013, the Chief Constable was asked about it",
    ]
    asked = client.post(address, {"text": "changed", "against": consulted_on})
    worker_runs()

    assert asked.url == f"{page}?against={consulted_on}#pack"
    pack = RedlinePack.objects.get()
    assert (pack.before_id, pack.wording_id) == (consulted_on, line.wording_id)
    shown = client.get(page, {"against": consulted_on}).content.decode()
    assert f'href="{address}?text=changed&amp;against={consulted_on}"' in shown
    assert client.get(address, {"text": "changed", "against": consulted_on}).getvalue() == b"%PDF-1.7 a pack"
    word = client.get(client.get(page, {"against": consulted_on}).context["pack"]["word"])
    assert word.status_code == 200


def test_whoever_is_asked_again_has_it_against_the_draft_first_asked_about_too(variation):
    reported(variation, date(2014, 2, 5))
    first = variation.lines.get(step="prepare_draft").wording_id
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known, met and asked for."))
    freeze_draft(instrument=variation, on=date(2014, 2, 6), by=STAFF)
    consulted(variation, date(2014, 2, 7), key="consult_again")
    token = token_for(variation.consultations.latest("pk"))

    pack = Client().get(reverse("reply", args=[token]), {"view": "marked"}).context["pack"]
    Client().post(reverse("reply_pack", args=[token]), {"text": "changed", "against": "first"})

    assert [text.label for text in pack["texts"]] == [
        "Edition 1, which it varies",
        "The draft on which you were consulted on 9 December 2013",
    ]
    assert RedlinePack.objects.get().before_id == first


def test_nobody_outside_the_office_has_it_against_another_text(variation, body):
    _, panel, reply = places(variation, body)
    version = save_version(instrument=variation, name="A thought of the office")
    for client, page, address in (panel, reply):
        assert client.get(page).context["pack"]["texts"] == []
        client.post(address, {"text": "changed", "against": f"version-{version.number}"})
    assert {pack.before_id for pack in RedlinePack.objects.all()} == {variation.base.wording_id}
