"""Two people at the Panel's recommendations at once, and recommendations on a course that has moved on."""

from datetime import date

import pytest

from panel_reviews.models import Recommendation
from panel_reviews.services import (
    ReviewClosed,
    amend_recommendation,
    drop_recommendation,
    open_review,
    recommend,
)
from tests.factories import COMMISSIONER, a_body, a_variation, an_issued_plan, prepared, sent, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def variation():
    variation = a_variation(an_issued_plan(a_body()))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    return variation


def standing() -> list[tuple[int, str]]:
    return list(Recommendation.objects.order_by("number").values_list("number", "words"))


def test_a_recommendation_read_before_another_was_dropped_keeps_the_number_that_it_has_now(variation):
    review = open_review(instrument=variation)
    first, second, third = (recommend(review=review, words=words) for words in ("One.", "Two.", "Three."))

    drop_recommendation(recommendation=first)
    amend_recommendation(recommendation=third, words="Three again.", concerns="")
    drop_recommendation(recommendation=second)

    assert standing() == [(1, "Three again.")]


@pytest.mark.parametrize(
    "again", [drop_recommendation, lambda **row: amend_recommendation(**row, words="", concerns="")]
)
def test_a_recommendation_that_was_dropped_meanwhile_does_not_come_back(variation, again):
    review = open_review(instrument=variation)
    first, seen_before = recommend(review=review, words="One."), recommend(review=review, words="Two.")
    stale = Recommendation.objects.get(pk=first.pk)
    drop_recommendation(recommendation=first)

    with pytest.raises(ReviewClosed, match="dropped this recommendation meanwhile"):
        again(recommendation=stale)

    assert standing() == [(1, "Two.")]
    assert seen_before.pk == Recommendation.objects.get().pk


def test_nothing_is_recommended_on_a_draft_that_was_withdrawn(variation):
    review = open_review(instrument=variation)
    taken(variation, "withdraw", date(2014, 1, 20), COMMISSIONER, why="Overtaken.")

    with pytest.raises(ReviewClosed, match="Nothing can be recommended on it now"):
        recommend(review=review, words="Too late.")
