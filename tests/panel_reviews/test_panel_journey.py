"""From a draft sent to the Panel to a published response and decision, through the pages alone."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Instrument
from plans.services.chain import breaks_in
from plans.statute.terms import Stage
from tests.factories import a_body, a_variation, an_issued_plan, prepared, sent
from tests.panel_reviews.pages import client_of, day, hidden

pytestmark = pytest.mark.django_db


def test_a_draft_that_was_sent_is_reviewed_answered_published_and_decided():
    body = a_body()
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    support, staff, commissioner = (
        client_of(body, role, name)
        for role, name in (
            ("panel_support", "Tom Ellery"),
            ("policy_officer", "Priya Nair"),
            ("commissioner", "Helen Marsh"),
        )
    )
    ref = variation.ref

    for words in ("Say how patrols are chosen.", "Publish the hours."):
        made = support.post(reverse("panel:recommend", args=[ref]), {"words": words, "concerns": "safer-streets"})
        assert made.status_code == 302
    amended = {"words": "Say how patrols are chosen, and by whom.", "concerns": "safer-streets"}
    support.post(reverse("panel:amend", args=[ref, 1]), amended)
    support.post(reverse("panel:drop", args=[ref, 2]))
    url = reverse("panel:adopt", args=[ref])
    report = {"report": "The Panel supports it.", "adopted_by": "full_panel", "together": "on"}
    dates = day("met_on", date(2014, 2, 5)) | day("on", date(2014, 2, 5))
    adopted = support.post(url, hidden(support, url) | report | dates)
    assert adopted.status_code == 302, adopted.context["form"].errors

    url = reverse("office:step", args=[ref, "have_regard"])
    regard = {"considered": "It was weighed.", **day("on", date(2014, 2, 10))}
    assert commissioner.post(url, hidden(commissioner, url) | regard).status_code == 302
    answer = {"outcome": "in_part", "reason": "The hours vary by season."}
    assert staff.post(reverse("responses:answer", args=[ref, 1]), answer).status_code == 302
    url = reverse("responses:respond", args=[ref])
    response = {"response": "Thank you.", **day("on", date(2014, 2, 12))}
    given = commissioner.post(url, hidden(commissioner, url) | response)
    assert given.status_code == 302, given.context["form"].errors
    assert Client().get(reverse("panel_public:review", args=[ref])).status_code == 404

    url = reverse("responses:publish", args=[ref])
    publication = {"manner": "On this page.", **day("on", date(2014, 2, 12))}
    assert staff.post(url, hidden(staff, url) | publication).status_code == 302
    public = Client().get(reverse("panel_public:review", args=[ref])).content.decode()
    assert "The Panel reviewed the draft and made 1 recommendation." in public
    assert "Say how patrols are chosen, and by whom." in public
    assert "Accepted in part" in public
    assert "The hours vary by season." in public

    url = reverse("boards:decision", args=[ref])
    decision = {"number": "2014-003", "title": "To vary", "decision": "To issue it.", "covers": ["safer-streets"]}
    dates = day("on", date(2014, 2, 14)) | day("published_on", date(2014, 2, 14))
    decided = commissioner.post(url, hidden(commissioner, url) | decision | dates)
    assert decided.status_code == 302, decided.context["form"].errors
    published = Client().get(reverse("decisions:decision", args=["2014-003"])).content.decode()
    assert "Decided on 14 February 2014 by Helen Marsh." in published

    assert Instrument.objects.get(pk=variation.pk).stage == Stage.REPORTED
    assert [line.step for line in variation.lines.order_by("seq")][-6:] == [
        "send_to_panel",
        "report",
        "have_regard",
        "respond",
        "publish_response",
        "record_decision",
    ]
    assert list(breaks_in(body)) == []
