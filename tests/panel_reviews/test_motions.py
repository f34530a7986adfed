"""Recommendations before the full Panel: worded, hung on words, amended, voted on, adopted; and what groups propose."""

from datetime import date

import pytest
from django.urls import reverse

from panel_reviews.models import Amendment, GroupProposal, Recommendation
from panel_reviews.queries import sendings_of
from panel_reviews.queries.recommendations import places_of, wordings_of, worked_on
from panel_reviews.services import ReviewClosed, adopt_report, amend_recommendation, drop_recommendation, open_review
from panel_reviews.services.groups import note_group, propose, take_up
from panel_reviews.services.motions import (
    move,
    move_amendment,
    set_rules,
    vote,
    vote_on_amendment,
    withdraw,
    withdraw_amendment,
)
from panel_reviews.services.recommending import QuoteNotFound, recommend
from panel_reviews.statute import Votes
from plans.queries.texts import draft_outline
from plans.services.course import Taking
from plans.services.drafts import put_text
from plans.text.anchors import State
from tests.factories import PANEL, an_outline
from tests.panel_reviews.pages import client_of
from tests.panel_reviews.worked import AMENDED, MET, WORDS, a_sent_variation, adopted, voted_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def variation():
    return a_sent_variation()


@pytest.fixture
def review(variation):
    return open_review(instrument=variation)


def moved(review, words: str = "Publish the hours.") -> Recommendation:
    row = recommend(review=review, words=words, concerns="safer-streets")
    return move(recommendation=row, moved_by="Ann Reed", seconded_by="Omar Shah")


def report_of(review):
    taking = Taking(key="report", on=MET, by=PANEL, particulars={"adopted_by_full_panel": True, "met_on": MET})
    return adopt_report(review=review, taking=taking, report="Reviewed.")


def test_only_what_the_full_panel_carried_enters_the_line_with_its_votes(variation):
    review = voted_on(variation)

    adopted(review)

    line = variation.lines.get(step="report")
    assert line.particulars["recommendations"] == [
        {
            "number": 1,
            "words": WORDS[0],
            "concerns": "safer-streets",
            "moved_by": "Ann Reed",
            "seconded_by": "Omar Shah",
            "vote": {"how": "counted", "for": 9, "against": 1, "abstained": 2},
        },
        {
            "number": 2,
            "words": AMENDED,
            "concerns": "safer-streets",
            "moved_by": "Ann Reed",
            "seconded_by": "Omar Shah",
            "vote": {"how": "counted", "for": 6, "against": 6, "abstained": 0, "casting": "for"},
        },
    ]
    lost = Recommendation.objects.get(review=review, number=None)
    assert (lost.words, lost.stood_as, lost.state) == (WORDS[2], 3, "lost")
    assert [row.words for row in GroupProposal.objects.order_by("number")] == list(WORDS)


def test_a_panel_that_shows_the_result_alone_keeps_its_votes_off_the_public_record(variation):
    review = voted_on(variation)
    set_rules(body=variation.plan.body, casting_vote=True, shown="result")

    adopted(review)

    rows = variation.lines.get(step="report").particulars["recommendations"]
    assert [sorted(row) for row in rows] == [["concerns", "number", "words"]] * 2


def test_what_is_left_out_leaves_no_gap_in_the_numbers(review):
    first, second = moved(review, "One."), moved(review, "Two.")
    withdraw(recommendation=first, on=MET)
    vote(recommendation=second, votes=None, on=MET)

    line = report_of(review)

    assert [(row["number"], row["words"]) for row in line.particulars["recommendations"]] == [(1, "Two.")]


def test_a_report_waits_for_the_vote_on_every_recommendation_and_amendment(review):
    row = moved(review)
    with pytest.raises(ReviewClosed, match="not recorded for recommendation 1"):
        report_of(review)

    move_amendment(recommendation=row, words="Publish them.", moved_by="Joy Bell", seconded_by="Ann Reed")
    with pytest.raises(ReviewClosed, match="An amendment is moved"):
        vote(recommendation=row, votes=None, on=MET)
    with pytest.raises(ReviewClosed, match="An amendment is moved"):
        report_of(review)


def test_every_wording_is_kept_with_its_words_and_what_it_changes(variation, review):
    row = recommend(review=review, words="Publish the hours.", name="Tom Ellery")
    amend_recommendation(recommendation=row, words="Publish the opening hours.", concerns="")
    row = move(recommendation=row, moved_by="Ann Reed", seconded_by="Omar Shah")
    amendment = move_amendment(
        recommendation=row, words="Publish the opening hours monthly.", moved_by="Joy Bell", seconded_by="Ann Reed"
    )
    vote_on_amendment(amendment=amendment, votes=Votes(8, 2), on=MET)

    shown = wordings_of(worked_on(sendings_of(variation)[-1])[0])

    assert [(one.draft.words, one.draft.name) for one in shown] == [
        ("Publish the hours.", "Tom Ellery"),
        ("Publish the opening hours.", ""),
        ("Publish the opening hours monthly.", "Joy Bell"),
    ]
    assert [(piece.kind, piece.text) for piece in shown[1].difference if piece.kind == "added"] == [
        ("added", "opening ")
    ]
    assert Recommendation.objects.get().words == "Publish the opening hours monthly."


def test_an_amendment_moved_on_words_that_no_longer_stand_cannot_be_carried(review):
    row = moved(review)
    both = [
        move_amendment(recommendation=row, words=words, moved_by="Joy Bell", seconded_by="Ann Reed")
        for words in ("Publish the hours monthly.", "Publish the hours weekly.")
    ]
    vote_on_amendment(amendment=both[0], votes=None, on=MET)

    with pytest.raises(ReviewClosed, match="reads otherwise than when this amendment was moved"):
        vote_on_amendment(amendment=both[1], votes=None, on=MET)
    withdraw_amendment(amendment=both[1], on=MET)

    assert list(Amendment.objects.order_by("number").values_list("state", flat=True)) == ["carried", "withdrawn"]


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda row: vote(recommendation=row, votes=None, on=MET), "Say first who moved it"),
        (lambda row: move(recommendation=row, moved_by="Ann Reed", seconded_by="ann reed"), "Nobody seconds a motion"),
        (
            lambda row: move_amendment(recommendation=row, words=row.words, moved_by="A", seconded_by="B"),
            "These are the words of the recommendation as it stands",
        ),
    ],
)
def test_what_no_panel_does_is_refused_with_what_to_do(review, act, why):
    row = recommend(review=review, words="Publish the hours.")

    with pytest.raises(ReviewClosed, match=why):
        act(row)


def test_a_vote_before_the_draft_was_sent_is_refused_and_a_wrong_vote_can_be_corrected(review):
    row = moved(review)
    with pytest.raises(ReviewClosed, match="cannot have voted before the draft was sent"):
        vote(recommendation=row, votes=None, on=date(2014, 1, 5))

    vote(recommendation=row, votes=Votes(2, 9), on=MET)
    row = vote(recommendation=row, votes=Votes(9, 2), on=MET)

    assert (row.state, row.votes_for) == ("carried", 9)
    assert row.history.filter(state="lost").count() == 1


def test_what_was_moved_is_withdrawn_and_never_dropped(review):
    row = moved(review)

    with pytest.raises(ReviewClosed, match="It is withdrawn instead"):
        drop_recommendation(recommendation=row)
    withdraw(recommendation=row, on=MET)

    with pytest.raises(ReviewClosed, match="has decided this recommendation: withdrawn"):
        amend_recommendation(recommendation=row, words="Again.", concerns="")


def test_a_recommendation_hangs_on_words_and_says_when_they_changed(variation, review):
    row = recommend(review=review, words="Say by whom.", concerns="safer-streets", quote="known and asked for")
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known and sent for."))

    found = places_of([row], draft_outline(variation))[row.pk]

    assert (found.state, found.quote_now) == (State.CHANGED, "known and sent for")


@pytest.mark.parametrize(
    ("concerns", "quote", "why"),
    [
        ("safer-streets", "words that nobody wrote", "does not have these words"),
        ("", "known and asked for", "in which section"),
    ],
)
def test_words_that_are_not_in_the_draft_are_refused(review, concerns, quote, why):
    with pytest.raises(QuoteNotFound, match=why):
        recommend(review=review, words="Say by whom.", concerns=concerns, quote=quote)


def test_a_groups_proposal_is_taken_up_once_and_a_group_is_noted_once(variation):
    review = voted_on(variation)

    with pytest.raises(ReviewClosed, match="before the full Panel already, as recommendation 1"):
        take_up(proposal=GroupProposal.objects.get(number=1))
    with pytest.raises(ReviewClosed, match="is noted already"):
        note_group(review=review, name="Plan working group", kind="sub_committee")


@pytest.mark.parametrize("count", [1, 3])
def test_the_review_takes_the_same_queries_however_many_groups_and_amendments(
    variation, review, count, django_assert_num_queries
):
    for number in range(count):
        group = note_group(review=review, name=f"Group {number}", kind="working_group")
        for words in WORDS[:count]:
            row = take_up(proposal=propose(group=group, words=f"{words} {number}", concerns="safer-streets"))
            move_amendment(recommendation=row, words=f"More: {words}", moved_by="Ann Reed", seconded_by="Omar Shah")
    client = client_of(variation.plan.body, "panel_support")
    shown = (("panel:review", [variation.ref], 18), ("panel:recommendation", [variation.ref, 1], 11))

    for name, place, queries in shown:
        with django_assert_num_queries(queries):
            client.get(reverse(name, args=place))
