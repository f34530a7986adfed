"""The administration: the registers are kept by the administrator; what the statute governs is changed by nobody."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from boards.services import record_endorsement
from plans.models import Body, Election, Evidence, Instrument, Membership, OfficeHolder
from plans.services.evidence import keep_evidence
from tests.factories import (
    a_body,
    a_draft_plan,
    a_user,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
)

pytestmark = pytest.mark.django_db
REGISTERS = {
    "auth.user", "plans.body", "plans.committee", "plans.election", "plans.membership", "plans.nationaldocument",
    "plans.officeholder",
    "plans.responsibleauthority",
    "plans.bankholiday", "plans.criminaljusticebody", "plans.meetingday", "plans.preelectionperiod",
}  # fmt: skip
READ_ONLY = {
    "boards.decision", "boards.endorsement", "panel_reviews.answer", "panel_reviews.recommendation",
    "panel_reviews.review", "plans.consultation", "plans.edition", "plans.evidence", "plans.instrument", "plans.job",
    "plans.letter", "plans.plan", "plans.publishedform", "plans.steptaken", "plans.waiver", "plans.wording",
    "plans.periodconfirmation", "plans.refusedattempt", "plans.severitychange",
}  # fmt: skip


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def administrator(body) -> Client:
    client = Client()
    client.force_login(a_user(body, "administrator"))
    return client


@pytest.fixture
def owner() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("owner", "owner@fenmarch.example", "pass-word-for-tests"))
    return client


@pytest.fixture
def course(body) -> Instrument:
    """A plan issued with an answered recommendation, an endorsement and a piece of evidence."""
    instrument = a_draft_plan(body)
    prepared(instrument, date(2013, 1, 14))
    sent(instrument, date(2013, 1, 15))
    reported(instrument, date(2013, 2, 20), "Say how patrols are chosen.")
    responded(instrument, date(2013, 3, 6))
    decided(instrument, date(2013, 3, 28))
    issued(instrument, date(2013, 3, 28))
    record_endorsement(instrument=instrument, board="Strategic Board", met_on=date(2013, 3, 1), outcome="endorsed")
    keep_evidence(name="letter.txt", content=b"The Panel wrote.")
    return instrument


def of(label: str, verb: str, *args: object) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{verb}", args=args)


def test_every_table_of_the_administration_is_a_register_or_is_read():
    assert {model._meta.label_lower for model in admin.site._registry} - {
        label for label in (model._meta.label_lower for model in admin.site._registry) if label.startswith("account.")
    } - {"mfa.authenticator"} == REGISTERS | READ_ONLY


@pytest.mark.parametrize("label", sorted(READ_ONLY))
def test_nobody_changes_what_the_statute_governs(label, course, administrator, owner):
    model = apps.get_model(label)
    before = list(model.objects.order_by("pk").values())
    for client in (administrator, owner):
        assert client.get(of(label, "add")).status_code == 403
        assert client.post(of(label, "add"), {}).status_code == 403
        for row in before[:1]:
            pk = row[model._meta.pk.attname]
            typed = dict.fromkeys(row, "0")
            assert client.post(of(label, "change", pk), typed).status_code == 403
            assert client.post(of(label, "delete", pk), {"post": "yes"}).status_code == 403
            act = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
            client.post(of(label, "changelist"), act)
    assert list(model.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("label", sorted(REGISTERS | READ_ONLY - {"plans.job", "plans.evidence"}))
def test_the_administrator_reads_every_list_and_every_row_of_the_own_body(label, course, administrator):
    model = apps.get_model(label)
    assert administrator.get(of(label, "changelist")).status_code == 200
    if row := model.objects.first():
        assert administrator.get(of(label, "change", row.pk)).status_code == 200


def test_the_tables_of_the_machine_are_for_its_owner(course, administrator, owner):
    for label in ("plans.job", "plans.evidence"):
        assert administrator.get(of(label, "changelist")).status_code == 403
        assert owner.get(of(label, "changelist")).status_code == 200
    assert owner.get(of("plans.evidence", "change", Evidence.objects.get().pk)).status_code == 200


def test_a_change_of_a_register_is_kept_in_its_history(body, administrator):
    answer = administrator.post(
        of("plans.election", "add"), {"body": body.pk, "ordinary": "on", "expected_on": "2032-05-06"}
    )

    election = Election.objects.get(expected_on=date(2032, 5, 6))
    assert answer.status_code == 302
    assert election.history.get().history_user.username == "administrator"


def test_the_administrator_makes_an_account_and_gives_it_a_role(body, administrator):
    password = "a-heron-stands-in-the-reeds"
    administrator.post(
        of("auth.user", "add"),
        {"username": "iris.fell", "password1": password, "password2": password, "usable_password": "true"},
    )
    made = User.objects.get(username="iris.fell")
    administrator.post(of("plans.membership", "add"), {"body": body.pk, "user": made.pk, "role": "panel_member"})

    assert Membership.objects.get(user=made).role == "panel_member"


def test_the_administrator_cannot_give_anybody_more_than_a_role(administrator):
    made = User.objects.create_user("iris.fell")

    administrator.post(
        of("auth.user", "change", made.pk),
        {"username": "iris.fell", "is_active": "on", "is_superuser": "on", "is_staff": "on", "first_name": "Iris"},
    )

    made.refresh_from_db()
    assert (made.first_name, made.is_superuser, made.is_staff) == ("Iris", False, False)


def test_the_administrator_reaches_nothing_of_another_body(administrator):
    other = a_body("saltreach")
    stranger = User.objects.create_user("stranger")
    Membership.objects.create(body=other, user=stranger, role="commissioner")
    holder = OfficeHolder.objects.filter(body=other).first()

    for label, pk in (("plans.body", other.pk), ("plans.officeholder", holder.pk), ("auth.user", stranger.pk)):
        assert administrator.post(of(label, "change", pk), {"name": "Taken over"}).status_code == 302
        assert administrator.post(of(label, "delete", pk), {"post": "yes"}).status_code in (302, 403)
    administrator.post(of("plans.election", "add"), {"body": other.pk, "ordinary": "on", "expected_on": "2032-05-06"})

    assert Body.objects.get(pk=other.pk).name == other.name
    assert OfficeHolder.objects.get(pk=holder.pk).name == holder.name
    assert not Election.objects.filter(body=other, expected_on=date(2032, 5, 6)).exists()


def test_an_administrator_without_the_role_any_more_is_out_at_once(body, administrator):
    assert administrator.get("/admin/").status_code == 200
    Membership.objects.filter(role="administrator").delete()

    assert administrator.get("/admin/", follow=True).status_code == 403
