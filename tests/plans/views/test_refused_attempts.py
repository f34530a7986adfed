"""What is tried on a page and refused is kept, with who tried it and why not; what a file tries is not."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from panel_reviews.services import open_review
from plans.models import Instrument, Membership, OfficeHolder, RefusedAttempt, StepTaken
from plans.services.consulting import consult, token_for
from plans.services.course import Taking, take_step
from plans.services.drafts import freeze_draft
from plans.services.severities import hold_rule
from plans.statute.terms import NotPermitted, Office, Severity
from tests.factories import (
    STAFF,
    a_body,
    a_draft_plan,
    a_user,
    a_variation,
    an_issued_plan,
    prepared,
    reported,
    sent,
    taken,
)

pytestmark = pytest.mark.django_db
Role = Membership.Role


def on(day: date, name: str = "on") -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def client_of(body, role: str, name: str = "") -> Client:
    client = Client()
    client.force_login(User.objects.filter(username=role).first() or a_user(body, role, name))
    return client


def kept() -> list[tuple]:
    return [
        (row.step, row.acted_on, row.by_name, [one["rule"] for one in row.refusals])
        for row in RefusedAttempt.objects.order_by("pk")
    ]


def reported_on(body) -> Instrument:
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how.")
    return Instrument.objects.get(pk=variation.pk)


def test_each_page_of_the_course_keeps_what_it_refused_and_writes_nothing_else():
    body = a_body()
    variation = reported_on(body)
    lines, ref, rev = StepTaken.objects.count(), variation.ref, {"revision": variation.revision}
    commissioner = client_of(body, Role.COMMISSIONER, "Helen Marsh")
    answers = [
        commissioner.post(f"/office/variations/{ref}/steps/issue/", rev | on(date(2014, 2, 14)) | {"confirmed": "on"}),
        commissioner.post(f"/office/variations/{ref}/response/", rev | on(date(2014, 2, 7)) | {"seen": ""}),
        commissioner.post(
            f"/office/variations/{ref}/response/publish/", rev | on(date(2014, 2, 8)) | {"manner": "Here."}
        ),
        commissioner.post(
            f"/office/variations/{ref}/decision/",
            rev
            | on(date(2012, 11, 21))
            | on(date(2014, 2, 9), "published_on")
            | {"number": "1", "title": "T", "decision": "D", "covers": ["safer-streets"]},
        ),
    ]

    assert [answer.status_code for answer in answers] == [422, 409, 422, 422]
    assert kept() == [
        ("issue", date(2014, 2, 14), "Helen Marsh", ["V8", "V9", "V10"]),
        ("publish_response", date(2014, 2, 8), "Helen Marsh", ["V9"]),
        ("record_decision", date(2012, 11, 21), "Helen Marsh", ["", "P13", "V2", "V16"]),
    ]
    assert StepTaken.objects.count() == lines


def test_the_panels_page_and_the_reply_page_keep_what_they_refused():
    body = a_body()
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    variation.refresh_from_db()
    support = client_of(body, Role.PANEL_SUPPORT, "Moira Kettle")
    seen = open_review(instrument=variation)
    page = f"/panel-room/reviews/{variation.ref}/adopt/"
    group = {"revision": variation.revision, "adopted_by": "group", "report": "Seen.", "seen": ""}
    group["seen"] = support.get(page).context["form"]["seen"].value()
    assert seen is not None
    answer = support.post(page, group | on(date(2014, 2, 5)) | on(date(2014, 2, 5), "met_on"))
    other = a_variation(variation.plan)
    freeze_draft(instrument=other, on=date(2014, 1, 6), by=STAFF)
    asked = consult(
        instrument=other,
        taking=Taking(key="consult_chief_constable", on=date(2014, 1, 6), by=STAFF),
        addressee="The Chief",
    )
    OfficeHolder.objects.filter(office=Office.CHIEF_CONSTABLE).update(to_on=date(2014, 12, 31))
    replied = Client().post(reverse("reply", args=[token_for(asked)]), {"comments": "no", "reply": ""})

    assert (answer.status_code, replied.status_code) == (422, 422)
    assert [(step, who, rules) for step, _, who, rules in kept()] == [
        ("report", "Moira Kettle", ["V14"]),
        ("record_reply", "not recorded", ["P13"]),
    ]


def test_what_a_service_refuses_without_a_page_is_not_kept():
    plan = a_draft_plan(a_body())
    with pytest.raises(NotPermitted):
        take_step(instrument=plan, taking=Taking(key="send_to_panel", on=date(2013, 1, 8), by=STAFF))

    assert not RefusedAttempt.objects.exists()


def test_the_law_page_counts_what_a_rule_refused_and_names_who_tried():
    body = a_body()
    variation = reported_on(body)
    commissioner = client_of(body, Role.COMMISSIONER, "Helen Marsh")
    for _ in range(2):
        typed = {"revision": variation.revision, "confirmed": "on"} | on(date(2014, 2, 14))
        commissioner.post(f"/office/variations/{variation.ref}/steps/issue/", typed)

    page = commissioner.get(reverse("office:law"))

    shown = next(r for family in page.context["families"] for r in family["rules"] if r["rule"].id == "V8")
    refused = next(one for one in shown["done"] if one["words"] == "Refused 2 times")
    assert refused["cases"][0]["who"] == "Helen Marsh tried: “Issue the variation”, dated 14 February 2014."
    assert refused["cases"][0]["url"] == variation.get_absolute_url()
    assert "It is not on the record that the commissioner had regard" in refused["cases"][0]["what"]


def test_a_rule_held_as_a_warning_is_passed_with_a_reason_on_the_pages_of_the_response():
    body = a_body()
    hold_rule(body=body, rule="V9", severity=Severity.WARN, reason="Advice.", by_name="Ada", on=date(2013, 12, 1))
    variation = reported_on(body)
    taken(variation, "have_regard", date(2014, 2, 6), STAFF, considered="Each.")
    variation.refresh_from_db()
    commissioner = client_of(body, Role.COMMISSIONER, "Helen Marsh")
    page = f"/office/variations/{variation.ref}/response/publish/"
    typed = {"revision": variation.revision, "manner": "Here."} | on(date(2014, 2, 8))

    asked = commissioner.post(page, typed)
    assert asked.status_code == 422
    assert 'name="waive_V9"' in asked.content.decode()
    policy = client_of(body, Role.POLICY_OFFICER)
    assert 'name="waive_V9"' not in policy.post(page, typed).content.decode()

    passed = commissioner.post(page, typed | {"waive_V9": "There is nothing to say to an endorsement."})
    assert passed.status_code == 302
    assert [(w["rule"], w["officer"]) for w in variation.lines.last().waivers] == [("V9", "Helen Marsh")]
