"""The page of the duties to have regard: all six, what is stated, and what is still to be said."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from plans.models import NationalDocument, ResponsibleAuthority
from tests.factories import (
    COMMISSIONER,
    a_body,
    a_draft_plan,
    a_user,
    an_issued_plan,
    decided,
    prepared,
    regard_stated,
    reported,
    responded,
    sent,
    taken,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def officer(body):
    client = Client()
    client.force_login(a_user(body, "policy_officer", "Priya Nair"))
    return client


def page_of(client: Client, ref: str) -> str:
    answer = client.get(f"/office/variations/{ref}/duties/")
    assert answer.status_code == 200
    return answer.content.decode()


def duty(page: str, key: str) -> str:
    """The words of one duty's part of the page."""
    part = re.search(rf'<section class="pc-duty" id="{key}".*?</section>', page, re.DOTALL).group(0)
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", part, flags=re.DOTALL)).split())


def test_nothing_is_stated_of_a_draft_just_begun_and_each_duty_leads_to_its_form(body, officer):
    draft = a_draft_plan(body)

    page = page_of(officer, draft.ref)

    assert "5 duties are still to be stated before this draft plan is issued." in page
    assert "Not stated" in duty(page, "children")
    assert "Nothing to state" in duty(page, "guidance")
    assert f'href="/office/variations/{draft.ref}/steps/state_regard/?duty=equality"' in page
    form = officer.get(f"/office/variations/{draft.ref}/steps/state_regard/?duty=equality").content.decode()
    assert re.search(r'value="equality"[^>]*checked', form)


def test_a_statement_is_shown_with_its_evidence_its_day_and_by_whom(body, officer):
    draft = a_draft_plan(body)
    answer = officer.post(
        f"/office/variations/{draft.ref}/steps/state_regard/",
        {
            "duty": "equality",
            "statement": "Two groups were asked at home.",
            "on_day": "14", "on_month": "1", "on_year": "2013",
            "revision": "0",
            "evidence": SimpleUploadedFile("assessment.txt", b"Nobody is served worse."),
        },
    )  # fmt: skip
    assert answer.status_code == 302

    said = duty(page_of(officer, draft.ref), "equality")

    assert "Stated Equality Act 2010 (our reading)" in said
    assert "Two groups were asked at home. Priya Nair, 14 January 2013. Evidence: assessment.txt" in said


def test_guidance_without_its_title_is_refused_and_what_was_typed_stays(body, officer):
    draft = a_draft_plan(body)
    answer = officer.post(
        f"/office/variations/{draft.ref}/steps/state_regard/",
        {"duty": "guidance", "statement": "We followed it.", "on_day": "14", "on_month": "1", "on_year": "2013",
         "revision": "0"},
    )  # fmt: skip

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Enter the title of the guidance or code to which regard was had." in page
    assert "We followed it." in page


def test_each_authority_is_listed_with_its_priorities_or_the_day_it_was_asked(body, officer):
    draft = a_draft_plan(body)
    for ref, name in (("fire", "Fenmarch Fire Authority"), ("board", "Fenmarch Care Board")):
        ResponsibleAuthority.objects.create(body=body, ref=ref, name=name, from_on=date(2012, 1, 1))
    day = date(2013, 1, 14)
    taken(draft, "record_priorities", day, authority="wendle-vale", priorities="Speeding in villages.")
    taken(draft, "record_priorities", day, authority="fire", asked_on="2013-01-02")

    said = duty(page_of(officer, draft.ref), "priorities")

    assert "Wendle Vale Council Speeding in villages. Priya Nair, 14 January 2013." in said
    assert "Fenmarch Fire Authority None supplied (asked on 2 January 2013)." in said
    assert "Fenmarch Care Board Nothing on the record yet. Record it" in said
    assert "Fenmarch Constabulary" not in said


def test_a_newer_edition_is_pointed_out_before_the_issue_and_as_a_review_after_it(body, officer):
    draft = a_draft_plan(body)
    for title, day in (("2012", date(2012, 7, 31)), ("2013", date(2013, 2, 1))):
        NationalDocument.objects.create(body=body, kind="requirement", title=title, from_on=day)
    prepared(draft, date(2013, 1, 14))

    before = page_of(officer, draft.ref)

    assert "The edition “2013” is in force since 1 February 2013." in duty(before, "requirement")
    assert "To be looked at" in duty(before, "requirement")
    assert "2013: in force from 1 February 2013" in before

    taken(draft, "consider_requirement", date(2013, 2, 4), edition="2013", statement="Read again.")
    NationalDocument.objects.create(body=body, kind="requirement", title="2015", from_on=date(2015, 3, 31))
    sent(draft, date(2013, 2, 5))
    reported(draft, date(2013, 3, 12))
    responded(draft, date(2013, 3, 20))
    decided(draft, date(2013, 3, 28))
    taken(draft, "issue", date(2013, 3, 28), COMMISSIONER)

    after = page_of(officer, draft.ref)

    assert "The edition “2015” came into force on 31 March 2015, after this plan was issued." in after
    assert "Regard is stated to every duty." in after


def test_the_page_asks_for_as_many_rows_with_one_statement_as_with_many(
    body, officer, django_assert_num_queries, django_assert_max_num_queries
):
    draft = a_draft_plan(body)
    regard_stated(draft, date(2013, 1, 14), "children")
    url = f"/office/variations/{draft.ref}/duties/"
    officer.get(url)
    with django_assert_max_num_queries(12) as asked:
        officer.get(url)
    regard_stated(draft, date(2013, 1, 14))
    with django_assert_num_queries(len(asked.captured_queries)):
        officer.get(url)


def test_the_public_reads_which_duty_a_line_is_about(body):
    plan = an_issued_plan(body)

    page = Client().get(f"/plans/{plan.ref}/record/").content.decode()

    assert "The safeguarding of children and their welfare" in page
