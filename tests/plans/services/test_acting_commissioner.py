"""While a commissioner is acting: what goes on, what waits, and who owns it afterwards; ranks; the deputy's hand."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from plans.models import Instrument, Membership, OfficeHolder
from plans.permissions import actor_for
from plans.services.consulting import consult, receive_reply, reply_of
from plans.services.course import Taking, take_step
from plans.services.drafts import freeze_draft
from plans.statute.procedures import POLICE_AND_CRIME_PLAN
from plans.statute.terms import Actor, NotPermitted, Office
from tests.factories import COMMISSIONER, STAFF, a_body, a_user, a_variation, an_issued_plan

pytestmark = pytest.mark.django_db
TOM = Actor(Office.ACTING_COMMISSIONER, "Tom Reed")


@pytest.fixture
def body():
    return a_body()


def acting(body, from_on: date, to_on: date | None = None) -> OfficeHolder:
    return OfficeHolder.objects.create(
        body=body, office=Office.ACTING_COMMISSIONER, name=TOM.name, from_on=from_on, to_on=to_on
    )


def own(instrument: Instrument, on: date, by: Actor = COMMISSIONER) -> Taking:
    return take_step(instrument=instrument, taking=Taking(key="own_draft", on=on, by=by))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_draft_left_by_an_acting_commissioner_is_owned_in_person_on_a_page_of_its_own(body):
    today = timezone.localdate()
    variation = a_variation(an_issued_plan(body), on=today - timedelta(days=9))
    helen = OfficeHolder.objects.get(office=Office.COMMISSIONER)
    OfficeHolder.objects.filter(pk=helen.pk).update(to_on=today - timedelta(days=8))
    acting(body, today - timedelta(days=7), today - timedelta(days=2))
    commissioner = a_user(body, Membership.Role.COMMISSIONER, "Martin Ashdown")
    yesterday = today - timedelta(days=1)
    OfficeHolder.objects.create(
        body=body, office=Office.COMMISSIONER, name="Martin Ashdown", from_on=yesterday, user=commissioner
    )
    freeze_draft(instrument=variation, on=today - timedelta(days=5), by=TOM)
    variation.refresh_from_db()
    page = f"/office/variations/{variation.ref}/steps/own_draft/"
    client = signed_in(commissioner)

    course = client.get(variation.get_absolute_url())
    assert "Own a draft variation that was prepared under an acting commissioner" in course.content.decode()
    assert any("had not owned it" in gate["reason"] for gate in course.context["gates"])
    assert signed_in(a_user(body, Membership.Role.CHIEF_EXECUTIVE)).get(page).status_code == 403
    typed = {"revision": variation.revision, "statement": "I read all of it.", "on_day": today.day}
    typed |= {"on_month": today.month, "on_year": today.year}
    assert client.post(page, typed).status_code == 422
    assert client.post(page, typed | {"confirmed": "on"}).status_code == 302

    line = variation.lines.last()
    assert (line.step, line.by_name, line.particulars) == (
        "own_draft",
        "Martin Ashdown",
        {"statement": "I read all of it."},
    )
    after = client.get(variation.get_absolute_url())
    assert not any("owned" in gate["reason"] for gate in after.context["gates"])


def test_while_a_commissioner_is_acting_nobody_owns_or_issues_and_the_pages_say_what_is_barred(body):
    today = timezone.localdate()
    variation = a_variation(an_issued_plan(body), on=today - timedelta(days=9))
    acting(body, today - timedelta(days=8))
    line = freeze_draft(instrument=variation, on=today, by=Office.COMMISSIONER)
    assert (line.by_office, line.by_name) == ("acting_commissioner", "Tom Reed")

    for by in (COMMISSIONER, TOM):
        with pytest.raises(NotPermitted) as refused:
            own(variation, today, by)
        assert [r.rule for r in refused.value.refusals] == ["P10"]
    client = signed_in(a_user(body, Membership.Role.POLICY_OFFICER))
    notice = client.get(variation.get_absolute_url()).context["acting"]
    assert notice["strong"].startswith("Tom Reed is acting commissioner since")
    assert "Barred: issuing a plan or a variation, and deciding to (s.62)." in notice["words"]


def test_a_temporary_chief_constable_is_asked_and_replies_by_name_and_rank(body):
    OfficeHolder.objects.create(
        body=body, office=Office.CHIEF_CONSTABLE, name="Ruth Calloway", title="Temporary Chief Constable",
        from_on=date(2013, 12, 1), to_on=date(2013, 12, 31),
    )  # fmt: skip
    variation = a_variation(an_issued_plan(body))
    freeze_draft(instrument=variation, on=date(2013, 12, 9), by=STAFF)
    asked = consult(
        instrument=variation,
        taking=Taking(key="consult_chief_constable", on=date(2013, 12, 9), by=STAFF),
        addressee="Temporary Chief Constable Ruth Calloway",
    )
    reply = receive_reply(
        consultation=asked, taking=reply_of(asked, on=date(2013, 12, 10), text="Content.", comments=False)
    )

    assert asked.asked_line.particulars == {"asked": "Ruth Calloway", "rank": "Temporary Chief Constable"}
    assert (reply.by_name, reply.particulars["rank"]) == ("Ruth Calloway", "Temporary Chief Constable")


def test_a_deputy_prepares_in_the_deputys_name_and_cannot_issue(body):
    deputy = a_user(body, Membership.Role.POLICY_OFFICER, "Joanna Field")
    OfficeHolder.objects.create(
        body=body, office=Office.DEPUTY_COMMISSIONER, name="Joanna Field", from_on=date(2013, 1, 1), user=deputy
    )
    by = actor_for(deputy, body, POLICE_AND_CRIME_PLAN.step("prepare_draft"), date(2013, 12, 9))
    variation = a_variation(an_issued_plan(body))

    assert by == Actor(Office.DEPUTY_COMMISSIONER, "Joanna Field")
    assert freeze_draft(instrument=variation, on=date(2013, 12, 9), by=by).by_office == "deputy_commissioner"
    for key in ("own_draft", "issue"):
        with pytest.raises(NotPermitted) as refused:
            take_step(instrument=variation, taking=Taking(key=key, on=date(2013, 12, 9), by=by))
        assert "P12" in {r.rule for r in refused.value.refusals}
    page = f"/office/variations/{variation.ref}/steps/issue/"
    assert signed_in(deputy).get(page).status_code == 403
