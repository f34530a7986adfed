"""How votes decide a motion: by hand, from the Local Government Act 1972 and a Panel's own rule."""

import pytest

from panel_reviews.statute import Votes, VoteUnclear, is_carried


@pytest.mark.parametrize(
    ("votes", "has_casting_vote", "carried"),
    [
        (Votes(7, 6), True, True),
        (Votes(6, 7), True, False),
        (Votes(1, 0, 12), True, True),
        (Votes(0, 1, 12), True, False),
        (Votes(6, 6, 1, "for"), True, True),
        (Votes(6, 6, 1, "against"), True, False),
        (Votes(6, 6, 1), True, False),
        (Votes(6, 6, 1), False, False),
    ],
)
def test_a_motion_is_carried_by_a_simple_majority_of_those_who_voted(votes, has_casting_vote, carried):
    assert is_carried(votes, has_casting_vote=has_casting_vote) is carried


@pytest.mark.parametrize(
    ("votes", "has_casting_vote", "why"),
    [
        (Votes(0, 0, 9), True, "Nobody voted for it or against it."),
        (Votes(6, 6, 0, "for"), False, "the chair has no casting vote"),
        (Votes(7, 6, 0, "for"), True, "only where the votes are equal"),
    ],
)
def test_votes_that_decide_nothing_are_refused_with_the_reason(votes, has_casting_vote, why):
    with pytest.raises(VoteUnclear, match=why):
        is_carried(votes, has_casting_vote=has_casting_vote)
