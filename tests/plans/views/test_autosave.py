"""What the page of a section is answered when it saves itself, looks round, and finds text it never sent."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import DraftSection, Instrument, Membership
from plans.services.saving import base_token, save_section, text_of_token
from plans.statute.terms import Stage
from plans.text.markup import LONGEST_UNCLEAN
from tests.factories import a_body, a_user, a_variation, an_issued_plan
from tests.plans.views.test_drafting_pages import boxes, page_of, row_of

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
TWO = "<p>Patrols are seen.</p><p>Lanes are lit.</p>"


@pytest.fixture
def variation() -> Instrument:
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def priya(variation):
    return a_user(variation.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair")


@pytest.fixture
def daniel(variation):
    return a_user(variation.plan.body, Membership.Role.CHIEF_EXECUTIVE, "Daniel Okafor")


@pytest.fixture
def screen(client: Client, priya) -> Client:
    client.force_login(priya)
    return client


def typed(row: DraftSection, person, **changed) -> dict:
    return boxes(row, base=base_token(row, row.as_section()), person=person.pk, **changed)


def address(instrument: Instrument, name: str = "autosave") -> str:
    return reverse(f"office:{name}", args=[instrument.ref, "safer-streets"])


def save(client: Client, instrument: Instrument, data: dict):
    return client.post(address(instrument), data, headers=JSON)


def saved_by_somebody(row: DraftSection, html: str, by) -> None:
    save_section(row=row, section=replace(row.as_section(), html=html), revision=row.revision, by=by)


def test_a_section_saves_itself_and_says_when_and_how_many_words(screen, variation, priya):
    answer = save(screen, variation, typed(row_of(variation), priya, html="<p>Two words.</p>")).json()

    row = row_of(variation)
    assert row.html == "<p>Two words.</p>"
    assert answer["revision"] == row.revision
    assert text_of_token(row, answer["base"]) == row.as_section()
    assert re.fullmatch(r"Saved at [0-9]{2}:[0-9]{2}", answer["words"])
    assert re.fullmatch(r"[0-9]+ words in this section, [0-9]+ fewer than edition 1", answer["count"])
    assert (answer["others"], answer["merged"]) == ("Only you are in this section", None)


def test_saving_by_itself_costs_few_queries(screen, variation, priya):
    data = typed(row_of(variation), priya, html="<p>Two words.</p>")
    save(screen, variation, data | {"html": "<p>Warm.</p>"})
    data = typed(row_of(variation), priya, html="<p>Two words.</p>")

    with CaptureQueriesContext(connection) as asked:
        save(screen, variation, data)

    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 15


def test_what_two_people_change_meets_and_the_screen_is_told_whose_it_is(screen, variation, priya, daniel):
    saved_by_somebody(row_of(variation), TWO, priya)
    mine = typed(row_of(variation), priya, html=TWO.replace("lit", "lit all night"))
    saved_by_somebody(row_of(variation), TWO.replace("seen", "seen and known"), daniel)

    merged = save(screen, variation, mine).json()["merged"]

    both = "<p>Patrols are seen and known.</p><p>Lanes are lit all night.</p>"
    assert row_of(variation).html == merged["html"] == both
    assert "Daniel Okafor changed this section too; both texts are in it." in merged["notice"]
    assert '<ins class="pc-ins">' in merged["notice"]
    assert "all night" not in merged["notice"]
    assert text_of_token(row_of(variation), merged["sent"]).html == mine["html"]


def test_what_is_typed_while_a_merged_text_waits_meets_it_at_the_next_save(screen, variation, priya, daniel):
    saved_by_somebody(row_of(variation), TWO, priya)
    mine = typed(row_of(variation), priya, html=TWO.replace("lit", "lit all night"))
    saved_by_somebody(row_of(variation), TWO.replace("seen", "seen and known"), daniel)
    waiting = save(screen, variation, mine).json()["merged"]["sent"]

    save(screen, variation, mine | {"base": waiting, "html": mine["html"] + "<p>More.</p>"})

    assert row_of(variation).html == ("<p>Patrols are seen and known.</p><p>Lanes are lit all night.</p><p>More.</p>")


def test_a_conflict_writes_nothing_and_brings_both_texts(screen, variation, priya, daniel):
    mine = typed(row_of(variation), priya, html="<p>Mine, at length.</p>")
    saved_by_somebody(row_of(variation), "<p>Theirs, first.</p>", daniel)

    answer = save(screen, variation, mine)

    assert (answer.status_code, answer.json()["why"]) == (409, "conflict")
    assert "Daniel Okafor changed the same words" in answer.json()["html"]
    assert "<p>Mine, at length.</p>" in answer.json()["html"]
    assert row_of(variation).html == "<p>Theirs, first.</p>"


def test_a_heading_that_looks_like_markup_is_shown_as_words_in_a_conflict(screen, variation, priya, daniel):
    mine = typed(row_of(variation), priya, heading="<img src=x onerror=alert(1)>Mine")
    row = row_of(variation)
    save_section(row=row, section=replace(row.as_section(), heading="Theirs"), revision=row.revision, by=daniel)

    html = save(screen, variation, mine).json()["html"]

    assert "&lt;img src=x onerror=alert(1)&gt;Mine" in html
    assert "<img" not in html


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"heading": ""}, "Give the section a heading."),
        ({"html": "x" * (LONGEST_UNCLEAN + 1)}, "This text is too long for one section"),
        ({"o0-a1-code": "S1"}, "Priority action 1.2: The code S1 is that of priority action 1.1 too."),
        ({"o0-a1-code": "second"}, "Give the code in capital letters, such as V8."),
    ],
)
def test_what_cannot_be_saved_yet_is_said_in_words(screen, variation, priya, changed, words):
    before = row_of(variation).as_section()

    answer = save(screen, variation, typed(row_of(variation), priya) | changed)

    assert (answer.status_code, answer.json()["why"]) == (422, "wrong")
    assert words in answer.json()["words"]
    assert row_of(variation).as_section() == before


def test_a_closed_draft_says_so(screen, variation, priya):
    data = typed(row_of(variation), priya, html="<p>Late.</p>")
    variation.stage = Stage.ISSUED
    variation.save()

    answer = save(screen, variation, data)

    assert (answer.status_code, answer.json()["why"]) == (422, "closed")
    assert "its text is closed" in answer.json()["words"]


def test_nobody_saves_the_words_of_another_without_knowing(screen, variation, daniel):
    data = typed(row_of(variation), daniel, html="<p>His words.</p>")

    assert save(screen, variation, data).json()["why"] == "somebody_else"
    page = screen.post(page_of(variation), data)
    assert page.status_code == 422
    assert "Save again to save it under your own name." in page.content.decode()
    assert "His words." in page.content.decode()
    assert row_of(variation).html != "<p>His words.</p>"


def test_a_page_signed_out_meanwhile_is_told_so_in_data(client, variation, priya):
    answer = save(client, variation, typed(row_of(variation), priya))

    assert (answer.status_code, answer.json()) == (401, {"why": "signed_out"})


def test_a_page_with_an_old_token_is_told_so_in_data_and_finds_a_fresh_one(variation, priya):
    client = Client(enforce_csrf_checks=True)
    client.force_login(priya)
    data = typed(row_of(variation), priya, html="<p>After a long lunch.</p>")

    assert save(client, variation, data).json() == {"why": "too_old"}
    token = client.get(address(variation, "beside"), headers=JSON).json()["token"]
    client.post(address(variation), data, headers=JSON | {"X-CSRFToken": token})

    assert row_of(variation).html == "<p>After a long lunch.</p>"


def test_a_page_is_told_who_else_is_in_its_section(screen, variation, daniel):
    other = Client()
    other.force_login(daniel)
    other.get(page_of(variation))

    assert "Daniel Okafor is in this section too" in screen.get(page_of(variation)).content.decode()
    answer = other.get(address(variation, "beside"), headers=JSON).json()
    assert answer["others"] == "Priya Nair is in this section too"
    assert (answer["person"], answer["revision"]) == (str(daniel.pk), row_of(variation).revision)
    assert "1 change here" in answer["margin"]
    assert answer["whole"].endswith(" in the plan")


def test_text_found_again_is_shown_against_what_it_began_from(screen, variation, priya, daniel):
    saved_by_somebody(row_of(variation), TWO, priya)
    found = typed(row_of(variation), priya, html=TWO.replace("lit", "lit all night"))
    saved_by_somebody(row_of(variation), TWO.replace("seen", "seen and known"), daniel)

    shown = screen.post(address(variation, "look"), found, headers=JSON).json()
    untouched = screen.post(address(variation, "look"), found | {"html": TWO}, headers=JSON).json()

    assert not shown["same"]
    assert "all night" in shown["html"]
    assert "known" not in shown["html"]
    assert untouched == {"same": True, "html": ""}


def test_text_put_back_is_on_the_page_with_what_it_began_from(screen, variation, priya):
    data = typed(row_of(variation), priya, html="<p>Found again.</p>", act="put-back")

    page = screen.post(page_of(variation), data).content.decode()

    assert "&lt;p&gt;Found again.&lt;/p&gt;" in page
    assert data["base"] in page
    assert "Not saved yet." in page


def test_the_page_that_follows_a_save_says_under_which_name_the_browser_kept_the_text(screen, variation, priya):
    data = typed(row_of(variation), priya, html="<p>Saved.</p>", kept="pcc-draft:1:a/b:1-2")

    assert screen.post(page_of(variation), data).url == page_of(variation) + "?saved=pcc-draft%3A1%3Aa%2Fb%3A1-2"
