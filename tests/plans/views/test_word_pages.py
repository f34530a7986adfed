"""Drafts as Word files: for the office, and through the signed link while it is open."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Job, Membership, PublishedForm
from plans.rendering.word.package import WORD_TYPE
from plans.services.consulting import consult, token_for
from plans.services.course import Taking
from plans.services.drafts import freeze_draft
from plans.services.publishing import PUBLISH_EDITION
from tests.factories import STAFF, a_body, a_draft_plan, a_user, a_variation, an_issued_plan, taken
from tests.word_files import Line, part, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def variation():
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def consultation(variation):
    day = date(2013, 12, 9)
    freeze_draft(instrument=variation, on=day, by=STAFF)
    return consult(
        instrument=variation,
        taking=Taking("consult_chief_constable", day, STAFF, particulars={"reply_by": "2013-12-20"}),
        addressee="Chief Constable Amir Qureshi",
    )


def officer_of(instrument) -> Client:
    client = Client()
    client.force_login(a_user(instrument.plan.body, Membership.Role.POLICY_OFFICER))
    return client


def words(docx: bytes, then: str = "") -> str:
    return "\n".join(line.text for line in standing(docx, then) if isinstance(line, Line))


def test_the_office_takes_away_the_draft_and_its_redline_as_word_files(variation):
    client = officer_of(variation)
    clean = client.get(reverse("office:word", args=[variation.ref]))
    redline = client.get(reverse("office:word_redline", args=[variation.ref]))

    assert (clean.status_code, clean["Content-Type"]) == (200, WORD_TYPE)
    assert clean["Content-Disposition"].startswith(f'attachment; filename="{variation.ref}-draft-')
    assert redline["Content-Disposition"].startswith(f'attachment; filename="{variation.ref}-redline-')
    assert "Patrols are seen, known and asked for." in words(clean.content)
    assert "Patrols are seen, known and asked for." in words(redline.content, "accept")
    assert "Patrols are seen and known." in words(redline.content, "reject")


def test_a_redline_is_against_another_text_where_that_is_asked_for(variation):
    base, client = variation.base.wording_id, officer_of(variation)
    address = reverse("office:word_redline", args=[variation.ref])

    same = client.get(address, {"wording": base, "against": base})
    assert words(same.content, "accept") == words(same.content, "reject")
    said = {each.get("name"): each[0].text for each in part(same.content, "docProps/custom.xml")}
    assert (said["Wording"], said["Wording before"]) == (base, base)
    assert client.get(address, {"against": "0" * 64}).status_code == 404


def test_a_first_plan_has_a_word_file_and_no_redline():
    plan = a_draft_plan(a_body())
    client = officer_of(plan)

    assert client.get(reverse("office:word", args=[plan.ref])).status_code == 200
    assert client.get(reverse("office:word_redline", args=[plan.ref])).status_code == 404
    assert reverse("office:word_redline", args=[plan.ref]) not in (
        client.get(reverse("office:changes", args=[plan.ref])).content.decode()
    )


def test_whoever_was_sent_the_draft_takes_it_away_until_the_consultation_is_closed(consultation):
    token, client = token_for(consultation), Client()
    addresses = [reverse(name, args=[token]) for name in ("reply_word", "reply_word_redline")]
    page = client.get(reverse("reply", args=[token])).content.decode()

    assert [(client.get(each).status_code, each in page) for each in addresses] == [(200, True)] * 2
    taken(consultation.instrument, "withdraw", date(2014, 1, 6), why="Another way was found.")
    assert [client.get(each).status_code for each in addresses] == [410] * 2
    assert client.get(addresses[0].replace(token, "x")).status_code == 404


def test_editions_published_before_are_asked_for_again_once_and_only_where_there_is_no_word_file(variation):
    edition = variation.base
    Job.objects.all().delete()
    migration = import_module("plans.migrations.0013_editions_in_word")
    migration.ask(apps, None)
    assert not Job.objects.exists()

    made = {
        "edition": edition,
        "source_key": "k",
        "sha256": "s",
        "size": 1,
        "path": "p",
        "published_at": timezone.now(),
    }
    PublishedForm.objects.create(format="json", **made)
    migration.ask(apps, None)
    migration.ask(apps, None)
    assert list(Job.objects.values_list("kind", "subject")) == [(PUBLISH_EDITION, str(edition.pk))]
