"""Saying that a duty without a step was done: the yearly look by the office (I5), the Panel's copies (N1)."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from plans.models import DoneRecord, Letter, Plan, ResponsibleAuthority
from plans.queries.due import all_due
from plans.services.done import record_done
from plans.services.post import write_letter
from tests.factories import STAFF, a_body, a_user, a_variation, an_issued_plan, prepared, reported, responded, sent

pytestmark = pytest.mark.django_db
TODAY = date(2014, 4, 10)
LOOKED = date(2014, 3, 28)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.fixture
def body():
    body = a_body()
    ResponsibleAuthority.objects.filter(ref="wendle-vale").update(is_local_authority=True)
    return body


@pytest.fixture
def plan(body) -> Plan:
    return an_issued_plan(body)


@pytest.fixture
def variation(plan):
    variation = a_variation(plan)
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5))
    return variation


def client_of(body, role: str) -> Client:
    client = Client()
    client.force_login(a_user(body, role, "Priya Nair" if role == "policy_officer" else "Moira Kettle"))
    return client


def typed(on: date, note: str = "Read through with the Chief Constable.", **more: str) -> dict[str, str]:
    return {"on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year), "note": note, **more}


def due_under(body, rule: str) -> list:
    return [due for due in all_due(body, timezone.localdate()) if due.rule == rule]


def words_of(response) -> str:
    return unescape(" ".join(response.content.decode().split()))


def test_the_yearly_look_is_late_until_whoever_holds_it_says_that_it_was_had(body, plan):
    client = client_of(body, "policy_officer")
    [look] = due_under(body, "I5")
    assert (look.on, look.is_late(TODAY)) == (LOOKED, True)
    page = f"/office/dates/done/{look.key}/"
    assert f'href="{page}"' in client.get("/office/dates/").content.decode()

    ahead = client.post(page, typed(TODAY + timedelta(days=1)))
    assert (ahead.status_code, "The day is in the future." in words_of(ahead)) == (422, True)
    assert "Read through with the Chief Constable." in words_of(ahead)
    assert client.post(page, typed(LOOKED)).status_code == 302

    [following] = due_under(body, "I5")
    assert (following.on, following.is_late(TODAY)) == (date(2015, 3, 28), False)
    assert "done on 28 March 2014. Read through with the Chief Constable." in words_of(client.get("/office/dates/"))
    row = DoneRecord.objects.get()
    assert (row.by_name, row.recorded_by.username, row.on) == ("Priya Nair", "policy_officer", LOOKED)


def test_what_was_recorded_by_mistake_is_due_again_and_both_words_stay(body, plan):
    client, key = client_of(body, "policy_officer"), due_under(body, "I5")[0].key
    client.post(f"/office/dates/done/{key}/", typed(LOOKED))

    assert "Choose whether it was done." in words_of(client.post(f"/office/dates/done/{key}/", typed(LOOKED)))
    assert client.post(f"/office/dates/done/{key}/", typed(LOOKED, done="no")).status_code == 302

    assert [due.on for due in due_under(body, "I5")] == [LOOKED]
    assert list(DoneRecord.objects.order_by("pk").values_list("done", flat=True)) == [True, False]


def test_the_panels_support_officer_says_that_the_report_was_published_and_sent(body, variation):
    [due] = due_under(body, "N1")
    page = f"/panel-room/dates/done/{due.key}/"
    support, member = client_of(body, "panel_support"), client_of(body, "panel_member")

    assert member.get(page).status_code == 403
    assert page not in member.get("/panel-room/dates/").content.decode()
    early = support.post(page, typed(date(2014, 2, 4)))
    assert "The day is before that on which it was first owed." in words_of(early)
    assert support.post(page, typed(date(2014, 2, 6), "On the council’s website, and by post.")).status_code == 302

    assert due_under(body, "N1") == []
    assert "On the council’s website, and by post." in words_of(support.get("/panel-room/dates/"))


def test_a_report_that_is_public_here_and_sent_to_every_council_is_proved_by_the_record(body, variation):
    assert due_under(body, "N1")[0].why == (
        "The report is not public here yet. No copy from here stands as sent to Wendle Vale Council."
    )
    responded(variation, date(2014, 2, 12))
    assert due_under(body, "N1")[0].why == "No copy from here stands as sent to Wendle Vale Council."

    letter = write_letter(
        body=body, to_name="The clerk", to_email="", subject="The report", text="To you", by=STAFF, kind="panel_copy",
        instrument=variation, about=variation.lines.get(step="report"), attachments=[], recipient="wendle-vale",
    )  # fmt: skip
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.POSTED, posted_on=date(2014, 2, 13))

    assert due_under(body, "N1") == []


def test_nothing_else_that_is_due_is_recorded_so(body, variation):
    client = client_of(body, "policy_officer")

    assert client.get(f"/office/dates/done/{variation.ref}:respond/").status_code == 404
    assert client.get("/office/dates/done/I5:another-plan:2014-03-28/").status_code == 404
    assert client.get(f"/office/dates/done/{due_under(body, 'N1')[0].key}/").status_code == 403


def test_the_page_takes_the_same_queries_however_much_was_done(body, plan, django_assert_num_queries):
    client, counts = client_of(body, "policy_officer"), []
    for n in range(3):
        record_done(body=body, key=f"I5:p:{n}", what="Look", on=LOOKED, note="Seen.", by_name="Priya Nair")
        if n in (0, 2):
            with django_assert_num_queries(counts[0] if counts else 17) as asked:
                client.get("/office/dates/")
            counts.append(len(asked.captured_queries))
