"""The ledger of section 5(8) on its pages: what differs, what became of it, and the one button."""

import re
from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from plans.models import Instrument, OfficeHolder
from plans.services.consulting import consult, receive_reply, reply_of, token_for
from plans.services.course import Taking
from plans.services.drafts import freeze_draft, put_text
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
    responded,
    sent,
    taken,
)

pytestmark = pytest.mark.django_db
LAST = date(2014, 2, 14)


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body) -> Instrument:
    """A variation reported on, and changed since in two sections."""
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5))
    responded(variation, date(2014, 2, 12))
    frozen(variation, "Patrols are seen, known and counted.")
    return variation


def frozen(variation: Instrument, words: str, money: str = "The budget is set each March."):
    outline = an_outline(words=words)
    streets, resources, measures = outline.sections
    kept = type(resources)(resources.id, resources.kind, resources.heading, f"<p>{money}</p>", resources.limbs)
    put_text(instrument=variation, outline=type(outline)(outline.title, (streets, kept, measures)))
    return freeze_draft(instrument=variation, on=LAST, by=STAFF)


def signed_in(body, role: str) -> Client:
    client = Client()
    client.force_login(a_user(body, role))
    return client


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def ledger(client: Client, variation: Instrument) -> str:
    return client.get(reverse("office:differences", args=[variation.ref])).content.decode()


def test_each_difference_is_drawn_with_what_stands_in_the_way(body, variation):
    page = ledger(signed_in(body, "policy_officer"), variation)

    said = words(page)
    assert "2 differences in 2 sections. 2 stand in the way of issuing." in said
    assert said.count("Stands in the way") == 2
    assert "It stands since the draft frozen on 14 February 2014. Nobody has consulted the Chief Constable" in said
    assert "Section 1, Safer streets" in said
    assert '<ins class="pc-ins">' in page
    assert "How we measure and report" not in said


def test_one_button_leads_to_the_further_consultation_which_is_filled_in_from_the_register(body, variation):
    OfficeHolder.objects.filter(body=body, office="chief_constable").update(email="chief@fenmarch.example")
    client = signed_in(body, "chief_executive")
    step = reverse("office:step", args=[variation.ref, "consult_again"])

    for url in (reverse("office:differences", args=[variation.ref]), variation.get_absolute_url()):
        page = client.get(url).content.decode()
        assert f'href="{step}"' in page
        assert "Consult the Chief Constable again on these 2 differences" in page
    asked = client.get(step)

    assert asked.context["form"].initial == {
        "addressee": "Chief Constable Amir Qureshi",
        "email": "chief@fenmarch.example",
    }
    assert "What differs, and is asked about" in asked.content.decode()
    assert "in paragraph 2.1 “February” became “March”." in words(asked.content.decode())


def test_the_letter_says_how_many_differ_in_which_sections_and_the_page_shows_just_those(
    body, variation, django_capture_on_commit_callbacks
):
    taking = Taking("consult_again", LAST, STAFF)
    with django_capture_on_commit_callbacks(execute=True):
        asked = consult(
            instrument=variation, taking=taking, addressee="Amir", email="a@f.example", link_base="https://f.example"
        )

    page = Client().get(reverse("reply", args=[token_for(asked)])).content.decode()
    whole = Client().get(reverse("reply", args=[token_for(asked)]), {"view": "clean"}).content.decode()

    letter = mail.outbox[-1].body
    assert "differs from the one on which you were consulted on 9 December 2013, in 2 places (s.5(8)):" in letter
    assert "- Section 1, Safer streets\n- Section 2, Money and people\n\nRead them" in letter
    assert "2 differences in 2 sections, against the draft on which you were consulted on 9 December 2013." in page
    assert "How we measure and report" not in page
    assert 'href="?view=marked"' in page
    assert "How we measure and report" in whole
    assert "Show just what differs" in whole


def test_a_second_further_consultation_is_about_what_no_reply_is_about_yet(body, variation):
    consulted(variation, LAST, key="consult_again")
    frozen(variation, "Patrols are seen, known and counted.", money="The budget is set each April.")
    asked = consult(instrument=variation, taking=Taking("consult_again", LAST, STAFF), addressee="Amir")

    page = words(Client().get(reverse("reply", args=[token_for(asked)])).content.decode())
    said = words(ledger(signed_in(body, "policy_officer"), variation))

    assert "1 difference in 1 section" in page
    assert "Section 1, Safer streets" not in page
    assert "consulted on it again on 14 February 2014, and replied on 14 February 2014" in said
    assert "consulted on it again on 14 February 2014, and has not replied" in said
    receive_reply(consultation=asked, taking=reply_of(asked, on=LAST, text="April is fine.", comments=True))
    after = words(ledger(Client(), variation))
    assert "April is fine" not in after  # nobody without an account reads it


def test_the_first_consultation_shows_the_whole_draft_as_before(body):
    variation = a_variation(an_issued_plan(body))
    freeze_draft(instrument=variation, on=LAST, by=STAFF)
    asked = consult(instrument=variation, taking=Taking("consult_chief_constable", LAST, STAFF), addressee="Amir")

    page = Client().get(reverse("reply", args=[token_for(asked)])).content.decode()

    assert "What changes, and why" in page
    assert "just what differs" not in page


def test_where_nothing_is_frozen_or_nothing_differs_the_page_says_so(body):
    variation = a_variation(an_issued_plan(body))
    client = signed_in(body, "policy_officer")
    before = words(ledger(client, variation))
    prepared(variation, date(2013, 12, 9))

    assert "The Chief Constable has not been consulted on a frozen draft yet" in before
    assert "is the draft on which the Chief Constable was consulted, word for word." in words(ledger(client, variation))


def test_the_panel_sees_differences_between_texts_that_it_may_read(body, variation):
    client = signed_in(body, "panel_member")
    url = reverse("panel:differences", args=[variation.ref])
    as_sent = words(client.get(url).content.decode())
    consulted(variation, LAST, key="consult_again")
    taken(variation, "send_to_panel", LAST, meeting_on="2014-04-14")
    sent_again = words(client.get(url).content.decode())

    assert "is the draft on which the Chief Constable was consulted, word for word." in as_sent
    assert "2 differences in 2 sections." in sent_again
    assert "Section 2, Money and people" in sent_again


def test_the_panel_is_not_shown_a_draft_that_it_was_never_sent(body):
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    frozen(variation, "Patrols are seen, known and counted.")
    consulted(variation, LAST)
    taken(variation, "send_to_panel", LAST, meeting_on="2014-04-14")

    page = words(
        signed_in(body, "panel_member").get(reverse("panel:differences", args=[variation.ref])).content.decode()
    )

    assert "That draft was not sent to the Panel, so the differences are not shown here; ask the office." in page
    assert "asked for" not in page


def test_the_ledger_takes_the_same_queries_for_one_difference_and_more(body, django_assert_num_queries):
    client = signed_in(body, "policy_officer")
    for number, money in ((1, "The budget is set each February."), (2, "The budget is set each March.")):
        variation = a_variation(an_issued_plan(body) if number == 1 else body.plans.get())
        prepared(variation, date(2013, 12, 9))
        frozen(variation, "Patrols are counted.", money=money)
        url = reverse("office:differences", args=[variation.ref])
        client.get(url)
        with django_assert_num_queries(7):
            assert len(client.get(url).context["ledger"].entries) == number
