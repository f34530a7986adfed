"""Answers that share paragraphs, and accepted recommendations followed until the text carries them out."""

from datetime import date

import pytest
from django.urls import reverse

from panel_reviews.models import Recommendation, ResponseParagraph
from panel_reviews.queries.promises import LinkState, changes_to_link, promises_of
from panel_reviews.services import ReviewClosed, draft_answer, open_review
from panel_reviews.services.answering import put_answers, put_paragraph
from panel_reviews.services.promises import carried_out_otherwise, link_change, unlink
from plans.services.drafts import freeze_draft, put_text
from tests.factories import STAFF, an_outline, reported, responded
from tests.panel_reviews.pages import client_of
from tests.panel_reviews.worked import MET, a_sent_variation, adopted, answered, voted_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def variation():
    row = a_sent_variation()
    adopted(voted_on(row))
    return row


def lines_of(variation):
    return list(variation.lines.select_related("wording").order_by("seq"))


def promised(variation):
    return promises_of(variation, lines_of(variation))


def frozen_as(variation, words: str, on: date = date(2014, 2, 13)) -> None:
    put_text(instrument=variation, outline=an_outline(words=words))
    freeze_draft(instrument=variation, on=on, by=STAFF)


def test_the_line_of_the_response_says_which_paragraph_answers_which_recommendations(variation):
    answered(variation)

    said = variation.lines.get(step="respond").particulars

    assert said["answers"] == [
        {"number": 1, "outcome": "accepted", "reason": "I am glad to say more of patrols."},
        {
            "number": 2,
            "outcome": "in_part",
            "reason": "I am glad to say more of patrols.\n\nThe hours will stand on the website.",
        },
    ]
    assert said["paragraphs"] == [
        {"words": "I am glad to say more of patrols.", "numbers": [1, 2]},
        {"words": "The hours will stand on the website.", "numbers": [2]},
    ]


def test_answers_with_a_paragraph_each_are_written_as_they_always_were():
    variation = a_sent_variation()
    reported(variation, MET, "Say how.", "Say when.")
    responded(variation, date(2014, 2, 12))

    said = variation.lines.get(step="respond").particulars

    assert sorted(said) == ["answers", "response"]


def test_a_paragraph_answers_only_what_has_an_outcome_and_leaves_none_without_a_reason(variation):
    review = open_review(instrument=variation)
    first, second = Recommendation.objects.filter(review=review, number__isnull=False).order_by("number")
    draft_answer(recommendation=first, outcome="accepted", reason="Rightly so.")
    with pytest.raises(ReviewClosed, match="whether recommendation 2 is accepted"):
        put_paragraph(review=review, words="Both.", recommendations=[first, second])

    shared = put_paragraph(review=review, words="Both.", recommendations=[first])
    draft_answer(recommendation=second, outcome="accepted", shared=[shared])
    with pytest.raises(ReviewClosed, match="Recommendation 2 has no other paragraph"):
        put_paragraph(review=review, paragraph=shared, words="One.", recommendations=[first])
    draft_answer(recommendation=first, outcome="in_part", shared=[shared])

    assert [row.words for row in ResponseParagraph.objects.all()] == ["Both."]


@pytest.mark.parametrize(
    ("outcomes", "numbers", "why"),
    [
        ({3: "accepted"}, [3], "no recommendation 3"),
        ({1: "accepted"}, [1, 2], "Recommendation 2 has either no outcome"),
    ],
)
def test_a_response_that_does_not_fit_the_recommendations_is_refused(variation, outcomes, numbers, why):
    with pytest.raises(ReviewClosed, match=why):
        put_answers(
            review=open_review(instrument=variation),
            outcomes=outcomes,
            paragraphs=[{"words": "So.", "numbers": numbers}],
        )


def test_a_promise_is_kept_by_a_change_in_the_frozen_draft_and_says_when_it_is_gone(variation):
    answered(variation)
    assert [(one.number, one.is_kept) for one in promised(variation)] == [(1, False), (2, False)]

    frozen_as(variation, "Patrols are seen, and chosen by need.")
    change = changes_to_link(variation, lines_of(variation), promised(variation)[0].was_sent)[0].change
    row = Recommendation.objects.get(instrument=variation, number=1)
    link_change(recommendation=row, change=change, by=None, name="Priya Nair")
    assert [(one.number, one.is_kept) for one in promised(variation)] == [(1, True), (2, False)]

    frozen_as(variation, "Patrols are seen, known and asked for.", date(2014, 2, 14))
    assert [link.state for link in promised(variation)[0].links] == [LinkState.GONE]


def test_a_change_of_the_working_draft_is_offered_and_does_not_count_before_it_is_frozen(variation):
    answered(variation)
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, and chosen by need."))
    offered = changes_to_link(variation, lines_of(variation), promised(variation)[0].was_sent)
    row = Recommendation.objects.get(instrument=variation, number=1)

    link_change(recommendation=row, change=offered[0].change, by=None)

    assert [one.is_frozen for one in offered] == [False]
    assert not promised(variation)[0].is_kept
    page = client_of(variation.plan.body, "policy_officer").get(reverse("responses:promises", args=[variation.ref]))
    assert "In the working draft, not frozen yet" in page.content.decode()


def test_what_carries_out_otherwise_is_said_with_its_reason_and_can_be_taken_back(variation):
    row = Recommendation.objects.get(instrument=variation, number=2)
    with pytest.raises(ReviewClosed, match="No response that was given accepts"):
        carried_out_otherwise(recommendation=row, reason="On the website.", by=None)
    answered(variation)

    link = carried_out_otherwise(recommendation=row, reason="On the website.", by=None, name="Priya Nair")
    assert [one.is_kept for one in promised(variation)] == [False, True]
    unlink(link=link)

    assert [one.is_kept for one in promised(variation)] == [False, False]


def test_the_course_and_the_decision_warn_of_a_promise_and_stop_nothing(variation):
    answered(variation)
    body = variation.plan.body
    course = client_of(body, "chief_executive").get(variation.get_absolute_url())
    commissioner = client_of(body, "commissioner")
    decision = commissioner.get(reverse("boards:decision", args=[variation.ref]))
    issue = commissioner.get(reverse("office:step", args=[variation.ref, "issue"]))

    for page in (course, decision, issue):
        assert "Promised to the Panel, and not in the text" in page.content.decode()
        assert "Recommendation 1: Say how patrols are chosen." in page.content.decode()
        assert [one.section for one in page.context["warned"]] == ["s.5(6)(d)"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_promises_take_the_same_queries_however_many_there_are(count, django_assert_num_queries):
    variation = a_sent_variation()
    reported(variation, MET, *[f"Say more of {n}." for n in range(count)])
    responded(variation, date(2014, 2, 12))
    client = client_of(variation.plan.body, "policy_officer")

    with django_assert_num_queries(7):
        client.get(reverse("responses:promises", args=[variation.ref]))
