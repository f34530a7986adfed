"""The page of one rule: how it is held here, who may change it, and what was begun under a change."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Membership, SeverityChange
from plans.services.severities import hold_rule
from plans.statute.terms import Severity
from tests.factories import a_body, a_draft_plan, a_user

pytestmark = pytest.mark.django_db
Role = Membership.Role
TYPED = {"severity": "warn", "reason": "Counsel advised it on 3 March.", "understood": "on"}


@pytest.fixture
def body():
    return a_body()


def client_of(body, role) -> Client:
    client = Client()
    client.force_login(a_user(body, role, "Ada Quill"))
    return client


def page(rule: str) -> str:
    return reverse("office:severity", args=[rule])


def test_the_administrator_changes_how_a_rule_is_held_and_everybody_in_the_office_reads_it(body):
    answer = client_of(body, Role.ADMINISTRATOR).post(page("V8"), TYPED)

    change = SeverityChange.objects.get()
    assert (answer.status_code, answer.url) == (302, page("V8"))
    assert (change.rule, change.severity, change.from_on) == ("V8", "warn", timezone.localdate())
    assert (change.by_name, change.reason) == ("Ada Quill", TYPED["reason"])
    reader = client_of(body, Role.POLICY_OFFICER)
    read = reader.get(page("V8")).content.decode()
    assert "Ada Quill: “Counsel advised it on 3 March.”" in read
    assert "Only the administrator of the office may change how a rule is held." in read
    law = reader.get(reverse("office:law"))
    shown = next(r for family in law.context["families"] for r in family["rules"] if r["rule"].id == "V8")
    assert (shown["holds"], shown["held"]["by"]) == ("Yields to an officer's reason", "Ada Quill")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (TYPED | {"reason": ""}, "reason"),
        (TYPED | {"severity": "block"}, "severity"),
        (TYPED | {"severity": "show"}, "severity"),
        ({**TYPED, "understood": ""}, "understood"),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field_and_nothing_typed_is_lost(body, typed, field):
    answer = client_of(body, Role.ADMINISTRATOR).post(page("V8"), typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not typed["reason"] or typed["reason"] in answer.content.decode()
    assert not SeverityChange.objects.exists()


@pytest.mark.parametrize(
    ("rule", "why"), [("P10", "Section 62 leaves"), ("V2", "no wording"), ("P2", "does not refuse")]
)
def test_a_rule_that_cannot_be_changed_says_why_and_is_not_changed_by_a_post(body, rule, why):
    client = client_of(body, Role.ADMINISTRATOR)

    shown, posted = client.get(page(rule)), client.post(page(rule), TYPED)

    assert (shown.status_code, posted.status_code) == (200, 422)
    assert why in shown.content.decode()
    assert shown.context["form"] is None
    assert not SeverityChange.objects.exists()


@pytest.mark.parametrize("role", [Role.CHIEF_EXECUTIVE, Role.COMMISSIONER, Role.POLICY_OFFICER])
def test_nobody_else_of_the_office_changes_it(body, role):
    assert client_of(body, role).post(page("V8"), TYPED).status_code == 403
    assert not SeverityChange.objects.exists()


def test_a_rule_that_is_not_there_is_not_found(body):
    assert client_of(body, Role.ADMINISTRATOR).get(page("Z9")).status_code == 404


def test_what_was_begun_under_a_change_is_named_here_and_says_so_on_its_own_page(body):
    hold_rule(body=body, rule="V8", severity=Severity.WARN, reason="Advice.", by_name="Ada Quill", on=date(2013, 1, 2))
    plan = a_draft_plan(body)
    client = client_of(body, Role.CHIEF_EXECUTIVE)

    assert [one["title"] for one in client.get(page("V8")).context["begun"]] == [plan.title]
    notice = client.get(plan.get_absolute_url()).context["law"]
    assert notice["words"] == "For this draft plan, an officer’s reason is enough to go on in spite of V8 (s.5(6)(d))."


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_was_changed(body, count, django_assert_num_queries):
    severities = [Severity.WARN, Severity.BLOCK, Severity.WARN]
    for n, severity in enumerate(severities[:count], start=1):
        hold_rule(body=body, rule="V8", severity=severity, reason="x", by_name="Ada", on=date(2013, 1, n))
    client = client_of(body, Role.ADMINISTRATOR)
    with django_assert_num_queries(7):
        client.get(page("V8"))
