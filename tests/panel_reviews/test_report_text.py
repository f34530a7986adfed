"""The text of the Panel's report: written from the record, edited, brought up to date, approved, published."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from panel_reviews.models import ReportDraft, Review
from panel_reviews.rendering import draw_report
from panel_reviews.services import ReviewClosed, adopt_report, open_review, recommend
from panel_reviews.services.groups import note_group
from panel_reviews.services.report_words import brought_together
from panel_reviews.services.reporting import (
    EditedMeanwhile,
    approve_report,
    publish_report,
    save_report,
    write_report,
)
from plans.models import CommitteeMember
from plans.services.committees import panel_of
from plans.services.course import Taking
from tests.factories import PANEL
from tests.panel_reviews.pages import client_of, day
from tests.panel_reviews.worked import MET, WORDS, a_sent_variation, adopted, voted_on
from tests.pdf_ua import faults

pytestmark = pytest.mark.django_db
THANKS = "The Panel thanks the office for its papers."


@pytest.fixture
def variation():
    return a_sent_variation()


@pytest.fixture
def review(variation):
    return open_review(instrument=variation)


def report_of(review):
    taking = Taking(key="report", on=MET, by=PANEL, particulars={"adopted_by_full_panel": True, "met_on": MET})
    return adopt_report(review=review, taking=taking, together=True)


def test_the_text_says_under_which_section_on_what_and_what_was_considered(variation, review):
    recommend(review=review, words="Say how patrols are chosen.")

    draft, _ = write_report(review=review)

    assert draft.text.split("\n\n") == [
        "The Fenmarch Police and Crime Panel makes this report on the variation “Patrols” of the Police and Crime "
        "Commissioner for Fenmarch, under section 28(3) of the Police Reform and Social Responsibility Act 2011.",
        "It was sent to the Panel on 6 January 2014, in the wording that is kept under the SHA-256 digest "
        f"{variation.lines.get(step='send_to_panel').wording_id}. The Panel reviewed that wording.",
        "It considered what changes in: Safer streets.",
        "The Panel makes the recommendation below, which the full Panel adopted.",
        "The Commissioner has regard to this report, gives the Panel a response to it, and publishes that response in "
        "the manner that the Panel determines.",
    ]


def test_the_record_moves_on_and_no_edited_word_is_lost(review):
    draft, _ = write_report(review=review)
    edited = draft.text.replace("It considered", "It considered at length") + f"\n\n{THANKS}"
    save_report(review=review, text=edited)
    note_group(review=review, name="Plan group", kind="working_group", met_on=date(2014, 1, 20))
    recommend(review=review, words="Say how patrols are chosen.")

    draft, left_out = write_report(review=review)

    assert "It considered at length what changes in: Safer streets." in draft.text
    assert "A group of its members (Plan group) looked at it on 20 January 2014 and made no proposal." in draft.text
    assert "The Panel makes the recommendation below" in draft.text
    assert "makes no recommendation" not in draft.text
    assert draft.text.endswith(THANKS)
    assert left_out == ()


def test_where_both_changed_the_same_words_the_editors_stand_and_the_others_are_told():
    text, left_out = brought_together("The Panel met.", "The Panel met twice.", "The Panel met on 5 February.")

    assert text.startswith("The Panel met twice")
    assert "5 February" in " ".join(left_out)


def test_a_text_that_somebody_saved_meanwhile_is_not_written_over(review):
    draft, _ = write_report(review=review)
    seen = draft.digest
    save_report(review=review, text="Theirs.")

    with pytest.raises(EditedMeanwhile) as refused:
        save_report(review=review, text="Mine.", seen=seen)

    assert refused.value.text == "Theirs."


def test_two_who_edit_at_once_both_see_what_the_other_wrote(variation, review):
    draft, _ = write_report(review=review)
    client = client_of(variation.plan.body, "panel_support")
    url = reverse("panel:report", args=[variation.ref])
    seen = draft.digest
    save_report(review=review, text="The words of a colleague.")

    page = client.post(url, {"text": "My own words.", "seen": seen})

    assert page.status_code == 409
    assert "My own words.</textarea>" in page.content.decode()
    assert "How the saved text differs from what you typed" in page.content.decode()
    again = {"text": "Both our words.", "seen": page.context["form"]["seen"].value()}
    assert client.post(url, again).status_code == 302


def test_it_is_adopted_only_in_the_words_that_the_chair_approved(review):
    write_report(review=review)
    with pytest.raises(ReviewClosed, match="The chair has not approved"):
        report_of(review)
    save_report(review=review, text="The Panel supports it.")
    approve_report(review=review, chair="Ann Reed", on=MET)
    save_report(review=review, text="The Panel supports it all.")
    with pytest.raises(ReviewClosed, match="The chair has not approved"):
        report_of(review)

    approve_report(review=review, chair="Ann Reed", on=MET)

    assert report_of(review).particulars["report"] == "The Panel supports it all."


def test_a_report_that_the_panel_published_is_public_before_there_is_a_response(variation):
    adopted(voted_on(variation))

    page = Client().get(reverse("panel_public:review", args=[variation.ref]))

    text = page.content.decode()
    assert page.status_code == 200
    assert "Published by the Panel on 6 February 2014. On the council’s website." in text
    assert "Votes: 6 for, 6 against, 0 abstained, and the chair’s casting vote for it." in text
    assert "No response is published yet." in text
    assert WORDS[2] not in text
    assert "What this variation changes" not in text


@pytest.mark.parametrize(
    ("on", "why"), [(date(2014, 2, 4), "cannot be published before"), (date(2014, 2, 7), "is recorded already")]
)
def test_a_report_is_published_once_and_after_it_was_made(variation, on, why):
    adopted(voted_on(variation))
    if "before" in why:
        Review.objects.filter(instrument=variation).update(published_on=None)

    with pytest.raises(ReviewClosed, match=why):
        publish_report(review=variation.reviews.get(), on=on, manner="Again.")


def test_the_pdf_prints_the_approved_text_and_the_votes_and_is_accessible(variation):
    adopted(voted_on(variation))

    (drawn,) = draw_report(variation.lines.get(step="report"), lambda *_: None)

    assert faults(drawn.content) == []


def test_the_chair_approves_the_text_in_person_under_the_name_of_the_seat(variation, review):
    write_report(review=review)
    body = variation.plan.body
    client = client_of(body, "panel_member", "Ann Reed")
    url = reverse("panel:approve_report", args=[variation.ref])
    assert client.get(url).status_code == 403
    CommitteeMember.objects.create(
        committee=panel_of(body),
        name="Councillor Ann Reed",
        role="chair",
        user=User.objects.get(username="panel_member"),
        from_on=date(2013, 5, 1),
    )

    waiting = client.get(reverse("panel:review", args=[variation.ref])).content.decode()
    seen = {"seen": client.get(url).context["form"]["seen"].value()}
    answer = client.post(url, {**seen, **day("on", MET)})

    assert "The text of the report waits for you" in waiting
    assert answer.status_code == 302
    draft = ReportDraft.objects.get()
    assert (draft.is_approved, draft.approved_by) == (True, "Councillor Ann Reed")
