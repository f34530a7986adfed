"""The Panel's room: who may enter, what it shows, and how recommendations and the report are recorded."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from panel_reviews.models import Recommendation, Review
from panel_reviews.services import adopt_report, draft_answer, open_review, recommend
from plans.models import Membership, StepTaken
from plans.queries.texts import draft_outline
from plans.services.course import Taking
from plans.services.drafts import put_text
from plans.services.reasons import give_reason
from plans.text.redline import compare
from tests.factories import (
    PANEL,
    a_body,
    a_variation,
    an_issued_plan,
    an_outline,
    prepared,
    reported,
    responded,
    sent,
    taken,
)
from tests.panel_reviews.pages import client_of, day, hidden

pytestmark = pytest.mark.django_db
SENT = date(2014, 1, 6)
MET = date(2014, 2, 5)


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body):
    row = a_variation(an_issued_plan(body))
    prepared(row, date(2013, 12, 9))
    sent(row, SENT)
    return row


def addresses(ref: str) -> dict[str, str]:
    return {
        "room": reverse("panel:room"),
        "review": reverse("panel:review", args=[ref]),
        "recommend": reverse("panel:recommend", args=[ref]),
        "amend": reverse("panel:amend", args=[ref, 1]),
        "drop": reverse("panel:drop", args=[ref, 1]),
        "adopt": reverse("panel:adopt", args=[ref]),
    }


# What each role is answered when it reads a page; recommending is done by POST alone.
READS = {"room": 200, "review": 200, "recommend": 405, "amend": 200, "drop": 200, "adopt": 200}
FOR_THE_OFFICER = {"amend", "drop", "adopt"}


@pytest.mark.parametrize("role", Membership.Role.values)
def test_each_page_of_the_room_is_for_those_whose_it_is(body, variation, role):
    recommend(review=open_review(instrument=variation), words="Say how patrols are chosen.")
    client = client_of(body, role)

    answers = {name: client.get(url).status_code for name, url in addresses(variation.ref).items()}

    closed = READS if role not in ("panel_support", "panel_member") else FOR_THE_OFFICER
    expected = READS if role == "panel_support" else READS | dict.fromkeys(closed, 403) | {"recommend": 405}
    assert answers == expected


@pytest.mark.parametrize("role", [role for role in Membership.Role.values if role != "panel_support"])
def test_only_the_support_officer_records_for_the_panel(body, variation, role):
    recommend(review=open_review(instrument=variation), words="Say how patrols are chosen.")
    client = client_of(body, role)
    typed = {"words": "Mine.", "report": "Mine.", "adopted_by": "full_panel", "revision": "99"}

    urls = [url for name, url in addresses(variation.ref).items() if name not in ("room", "review")]

    assert [client.post(url, typed).status_code for url in urls] == [403] * 4
    assert [row.words for row in Recommendation.objects.all()] == ["Say how patrols are chosen."]
    assert not StepTaken.objects.filter(instrument=variation, step="report").exists()


def test_a_member_is_told_why_the_report_is_not_theirs_to_record(body, variation):
    page = client_of(body, "panel_member").get(reverse("panel:adopt", args=[variation.ref]))

    assert page.status_code == 403
    assert "Only the Panel support officer may record this step" in page.content.decode()


@pytest.mark.parametrize("name", ["room", "review", "adopt"])
def test_nobody_enters_the_room_without_signing_in(variation, name):
    url = addresses(variation.ref)[name]

    assert Client().get(url).headers["Location"] == f"/accounts/login/?next={url}"


def test_a_draft_of_another_body_is_not_found_in_the_room(variation):
    client = client_of(a_body("elsewhere"), "panel_support")
    recommend(review=open_review(instrument=variation), words="Say how patrols are chosen.")

    answers = [client.get(url).status_code for name, url in addresses(variation.ref).items() if name != "recommend"]

    assert answers == [200, 404, 404, 404, 404]  # the room is their own, and has nothing of this
    assert variation.title not in client.get(reverse("panel:room")).content.decode()


def test_a_draft_that_was_not_sent_is_not_found_in_the_room(body):
    draft = a_variation(an_issued_plan(body))

    assert client_of(body, "panel_member").get(reverse("panel:review", args=[draft.ref])).status_code == 404


def test_reading_a_review_records_nothing(body, variation):
    client_of(body, "panel_member").get(reverse("panel:review", args=[variation.ref]))

    assert not Review.objects.filter(instrument=variation).exists()


def test_the_panel_reads_the_draft_as_sent_with_the_reasons_and_never_the_working_draft(body):
    variation = a_variation(an_issued_plan(body))
    key = compare(variation.base.wording.outline, draft_outline(variation)).changes[0].key
    give_reason(instrument=variation, change_keys=[key], reason="Villages asked for it.")
    prepared(variation, date(2013, 12, 9))
    sent(variation, SENT)
    give_reason(instrument=variation, change_keys=[key], reason="A later reason.")
    put_text(instrument=variation, outline=an_outline(words="A later thought of the office."))
    client = client_of(body, "panel_member")

    marked = client.get(reverse("panel:review", args=[variation.ref])).content.decode()
    clean = client.get(reverse("panel:review", args=[variation.ref]), {"view": "clean"}).content.decode()

    assert "Villages asked for it." in marked
    assert '<ins class="pc-ins">' in marked
    assert "Patrols are seen, known and asked for." in clean
    assert "<ins" not in clean
    assert "A later" not in marked + clean


def test_a_recommendation_without_words_is_refused_and_keeps_its_section(body, variation):
    client = client_of(body, "panel_support")
    typed = {"words": " ", "concerns": "resources"}

    page = client.post(reverse("panel:recommend", args=[variation.ref]), typed)

    assert page.status_code == 422
    assert "Write the recommendation in the words that the Panel is to adopt." in page.content.decode()
    assert '<option value="resources" selected>' in page.content.decode()
    assert Recommendation.objects.filter(instrument=variation).count() == 0


def a_report(by: str, **more: str) -> dict[str, str]:
    return {"report": "The Panel supports it.", "adopted_by": by, **day("met_on", MET), **day("on", MET), **more}


def test_a_working_groups_review_is_refused_with_its_section_and_nothing_typed_is_lost(body, variation):
    client = client_of(body, "panel_support")
    url = reverse("panel:adopt", args=[variation.ref])

    page = client.post(url, hidden(client, url) | a_report("group"))

    text = page.content.decode()
    assert page.status_code == 422
    assert "The full Panel adopts the report or the recommendations. (Sch.6 para 27)" in text
    assert "The Panel supports it.</textarea>" in text
    assert 'value="group"' in text
    assert page.context["form"]["met_on"].value() == ("5", "2", "2014")
    assert not variation.lines.filter(step="report").exists()


def test_a_report_without_words_or_recommendations_is_refused_with_its_section(body, variation):
    client = client_of(body, "panel_support")
    url = reverse("panel:adopt", args=[variation.ref])

    page = client.post(url, hidden(client, url) | a_report("full_panel", report=""))

    assert page.status_code == 422
    assert "The Panel makes a report or recommendations; neither has been given. (s.28(3))" in page.content.decode()


def test_a_meeting_after_the_report_is_refused(body, variation):
    client = client_of(body, "panel_support")
    url = reverse("panel:adopt", args=[variation.ref])

    page = client.post(url, hidden(client, url) | a_report("full_panel", **day("met_on", date(2014, 2, 6))))

    assert page.status_code == 422
    assert "The Panel’s meeting cannot be after the day of the report." in page.content.decode()


def test_recommendations_that_changed_since_the_page_was_shown_are_not_adopted_unseen(body, variation):
    client = client_of(body, "panel_support")
    url = reverse("panel:adopt", args=[variation.ref])
    shown = hidden(client, url)
    recommend(review=open_review(instrument=variation), words="Say how patrols are chosen.")

    page = client.post(url, shown | a_report("full_panel"))

    assert page.status_code == 409
    assert "because the recommendations changed since this page was shown" in page.content.decode()
    assert "The Panel supports it.</textarea>" in page.content.decode()
    again = {name: str(page.context["form"][name].value()) for name in ("revision", "seen")}
    assert client.post(url, again | a_report("full_panel", together="on")).status_code == 302


def test_a_report_on_a_record_that_has_moved_on_is_told_so(body, variation):
    client = client_of(body, "panel_support")
    url = reverse("panel:adopt", args=[variation.ref])
    shown = hidden(client, url)
    taken(variation, "obtain_views", MET, group="people", found="A second survey.")

    page = client.post(url, shown | a_report("full_panel"))

    assert page.status_code == 409
    assert "the record has moved on since this page was shown" in page.content.decode()


def test_the_report_is_dated_and_made_by_the_panel(body, variation):
    client = client_of(body, "panel_support")
    url = reverse("panel:adopt", args=[variation.ref])

    client.post(url, hidden(client, url) | a_report("full_panel"))

    line = variation.lines.get(step="report")
    assert (line.taken_on, line.by_name, line.recorded_by.username) == (MET, PANEL.name, "panel_support")
    assert line.particulars == {
        "adopted_by_full_panel": True,
        "met_on": "2014-02-05",
        "report": "The Panel supports it.",
        "recommendations": [],
        "copies_owed": {},
    }


def test_nothing_is_added_amended_or_dropped_once_the_report_is_adopted(body, variation):
    client = client_of(body, "panel_support")
    reported(variation, MET, "Say how patrols are chosen.")

    added = client.post(reverse("panel:recommend", args=[variation.ref]), {"words": "One more.", "concerns": ""})
    amended = client.post(reverse("panel:amend", args=[variation.ref, 1]), {"words": "Other words.", "concerns": ""})
    dropped = client.post(reverse("panel:drop", args=[variation.ref, 1]))

    assert (added.status_code, amended.status_code, dropped.status_code) == (409, 422, 302)
    assert "Its recommendations cannot be changed now." in added.content.decode()
    assert [row.words for row in Recommendation.objects.filter(instrument=variation)] == ["Say how patrols are chosen."]


def test_the_panel_sees_the_report_at_once_the_response_when_given_and_no_answer_before(body, variation):
    client = client_of(body, "panel_member")
    url = reverse("panel:review", args=[variation.ref])
    reported(variation, MET, "Say how patrols are chosen.")
    only = Recommendation.objects.get(instrument=variation)
    draft_answer(recommendation=only, outcome="not_accepted", reason="A first thought.")

    before = client.get(url).content.decode()
    responded(variation, date(2014, 2, 12))
    after = client.get(url).content.decode()

    assert "The Panel reviewed the draft and made 1 recommendation. The Commissioner has not responded yet." in before
    assert "A first thought." not in before
    assert "It makes the plan clearer." in after


def test_the_working_days_are_counted_against_the_floor(body, variation):
    reported(variation, MET, "Say how patrols are chosen.")

    page = client_of(body, "panel_member").get(reverse("panel:review", args=[variation.ref]))

    assert (page.context["clock"]["had"], page.context["clock"]["floor"]) == (21, 20)


def test_a_draft_sent_again_is_reviewed_again_beside_the_earlier_report(body, variation):
    reported(variation, MET, "Say how patrols are chosen.")
    responded(variation, date(2014, 2, 6))
    sent(variation, date(2014, 2, 7))

    page = client_of(body, "panel_support").get(reverse("panel:review", args=[variation.ref]))

    assert page.context["may_record"] is True
    assert [report["on"] for report in page.context["reports"]] == ["5 February 2014"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_room_takes_the_same_queries_however_much_was_sent(body, count, django_assert_num_queries):
    plan = an_issued_plan(body)
    for number in range(count):
        row = a_variation(plan, words=f"Patrols are seen, known and asked for {number}.")
        prepared(row, date(2013, 12, 9))
        sent(row, SENT)
    client = client_of(body, "panel_member")

    # Session, user, body; instruments, lines and calendar; councils and copies; informal looks; who is signed in.
    with django_assert_num_queries(10):
        client.get(reverse("panel:room"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_review_takes_the_same_queries_however_many_recommendations_it_has(
    body, variation, count, django_assert_num_queries
):
    review = open_review(instrument=variation)
    for number in range(count):
        recommend(review=review, words=f"Recommendation of words {number}.", concerns="safer-streets")
    client = client_of(body, "panel_member")

    # The draft and its record; then wordings, amendments, groups, the text they hang on, the text of the report.
    with django_assert_num_queries(17):
        client.get(reverse("panel:review", args=[variation.ref]))


def test_the_report_may_be_adopted_by_the_service_without_a_screen(variation):
    review = open_review(instrument=variation)
    taking = Taking(key="report", on=MET, by=PANEL, particulars={"adopted_by_full_panel": True})

    line = adopt_report(review=review, taking=taking, report="The Panel supports it.")

    assert line.particulars["recommendations"] == []
