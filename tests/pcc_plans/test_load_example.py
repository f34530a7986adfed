"""The worked example: every screen has something to show, by the law, once, and with the same passwords."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from shutil import copy

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from pcc_plans.example.loading import load_example
from plans.models import Body, ChangeReason, Edition, Instrument, Membership, StepTaken, Waiver, Wording
from plans.queries.texts import retired_codes, text_as_at
from plans.services.chain import breaks_in
from plans.statute.terms import Stage
from plans.text.redline import compare

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def first_accounts(django_db_setup, django_db_blocker, tmp_path_factory):
    """The example is loaded once for all tests here, in a transaction that is rolled back after the last."""
    file = tmp_path_factory.mktemp("var") / "example-accounts.json"
    with django_db_blocker.unblock(), transaction.atomic():
        load_example(file)
        yield file
        transaction.set_rollback(True)


@pytest.fixture
def accounts(first_accounts, tmp_path, settings):
    settings.VAR_DIR = tmp_path
    return Path(copy(first_accounts, tmp_path))


def test_the_worked_example_breaks_no_law_and_its_record_is_sound(accounts):
    body = Body.objects.get(ref="fenmarch")
    assert list(breaks_in(body)) == []
    assert not StepTaken.objects.exclude(missing=[]).exists()


def test_something_in_the_worked_example_waits_at_each_stage(accounts):
    waiting = dict(Instrument.objects.filter(begun_on__year=2026).values_list("ref", "stage"))
    assert waiting == {
        "2026-police-stations": Stage.WITHDRAWN,
        "2026-rural-team": Stage.ISSUED,
        "2026-partners": Stage.REPORTED,
        "2026-children": Stage.WITH_PANEL,
        "2026-evenings": Stage.DRAFTING,
        "2026-measures": Stage.DRAFTING,
        "2025-annual-report": Stage.CLOSED,
        "2026-review": Stage.CLOSED,
    }
    assert not Instrument.objects.get(ref="2026-measures").lines.exists()
    assert Instrument.objects.get(ref="2026-evenings").consultations.get().reply_line is None
    partners = Instrument.objects.get(ref="2026-partners")
    answered = [hasattr(r, "answer") for r in partners.recommendations.order_by("number").select_related("answer")]
    assert answered == [True, False, True]


def test_the_panels_report_on_the_annual_report_led_to_a_review_and_that_to_a_variation(accounts):
    measures = Instrument.objects.select_related("came_of").get(ref="2026-measures")
    opened = measures.came_of.lines.get(step="open_review")
    assert opened.particulars == {"trigger": "panel_report", "annual_report": "2025-annual-report"}
    assert measures.came_of.lines.get(step="end_review").particulars["outcome"] == "vary"


def test_the_history_of_the_worked_example_has_no_gap(accounts):
    body = Body.objects.get(ref="fenmarch")
    days = (
        "2013-04-01",
        "2017-03-31",
        "2017-04-01",
        "2021-04-01",
        "2022-04-01",
        "2025-03-31",
        "2025-04-01",
        "2026-11-20",
    )
    found = [text_as_at(body, date.fromisoformat(day)) for day in days]
    assert [(e.plan.years, e.number) for e in found] == [
        ("2013 to 2017", 1),
        ("2013 to 2017", 2),
        ("2017 to 2021", 1),
        ("2021 to 2022", 1),
        ("2022 to 2025", 1),
        ("2022 to 2025", 1),
        ("2025 to 2029", 1),
        ("2025 to 2029", 4),
    ]
    assert retired_codes(found[-1].plan) == {"V6": 2}
    assert Edition.objects.filter(plan__ref="plan-2025-to-2029").count() == 4


def test_each_reason_in_the_example_is_of_a_change(accounts):
    reasons = ChangeReason.objects.select_related("instrument__base__wording")

    for instrument in {row.instrument for row in reasons}:
        new = Wording.objects.get(lines__instrument=instrument, lines__step="prepare_draft").outline
        keys = {change.key for change in compare(instrument.base.wording.outline, new).changes}
        assert {row.change_key for row in reasons if row.instrument == instrument} <= keys
    assert len({row.instrument for row in reasons}) == 7


def test_the_2014_variation_of_the_example_follows_the_dates_of_the_case(accounts):
    variation = Instrument.objects.get(ref="2014-variation")
    dates = dict(variation.lines.order_by("seq").values_list("step", "taken_on"))
    assert variation.endorsements.get().met_on == date(2014, 1, 8)
    assert dates["report"] == date(2014, 2, 5)
    assert dates["publish_response"] < dates["issue"]
    assert Waiver.objects.get(line__instrument=variation).rule == "V6"


def test_loading_the_example_twice_changes_nothing_and_keeps_the_passwords(accounts):
    before = accounts.read_bytes(), StepTaken.objects.count(), User.objects.count()
    user = User.objects.get(username="priya.nair")
    user.set_password("a password of her own")
    user.save()

    load_example(accounts)

    assert (accounts.read_bytes(), StepTaken.objects.count(), User.objects.count()) == before
    assert User.objects.get(username="priya.nair").check_password("a password of her own")


def test_each_role_has_an_account_that_can_sign_in(accounts):
    out = StringIO()
    call_command("load_example", stdout=out)

    said = json.loads(accounts.read_text())
    assert out.getvalue() == "The worked example is here. Its accounts are in example-accounts.json.\n"
    assert [account["role"] for account in said] == [str(role) for role in Membership.Role]
    for account in said:
        user = User.objects.get(username=account["username"])
        assert user.check_password(account["password"])
        assert EmailAddress.objects.filter(user=user, email=account["email"], verified=True, primary=True).exists()
    assert accounts.stat().st_mode & 0o777 == 0o600


def test_a_lost_file_of_accounts_is_made_again_with_new_passwords(accounts):
    accounts.unlink()

    made = load_example(accounts)

    assert all(User.objects.get(username=one.username).check_password(one.password) for one in made)


def test_the_example_shows_a_comment_that_waits_and_a_version(accounts):
    draft = Instrument.objects.get(ref="2026-evenings")

    assert [thread.comments.count() for thread in draft.comment_threads.filter(resolved_at=None)] == [2]
    assert [version.name for version in draft.versions.all()] == ["As sent to the Chief Constable"]
