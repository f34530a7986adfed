"""What the full Panel does with a motion: it is moved and seconded, amended, voted on or withdrawn (Sch.6 para 27)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from panel_reviews.models import Amendment, Motion, PanelRules, Recommendation, Review
from panel_reviews.queries.recommendations import rules_of
from panel_reviews.services.opening import ReviewClosed, open_for_change
from panel_reviews.services.recommending import keep_draft, still_there
from panel_reviews.statute import Votes, VoteUnclear, is_carried
from plans.models import Body

State, How = Motion.State, Motion.How


@transaction.atomic
def move(*, recommendation: Recommendation, moved_by: str, seconded_by: str) -> Recommendation:
    """
    Record by whom a recommendation was moved and seconded.

    :raises ReviewClosed: if the report has been adopted, or one person is named as both.
    """
    open_for_change(recommendation.review)
    row = still_there(recommendation)
    row.moved_by, row.seconded_by = _two_people(moved_by, seconded_by)
    row.save()
    return row


@transaction.atomic
def move_amendment(*, recommendation: Recommendation, words: str, moved_by: str, seconded_by: str) -> Amendment:
    """
    Record an amendment of a recommendation as it now reads, by whom it was moved and seconded.

    :raises ReviewClosed: if the recommendation was decided, the words are no others, or one person is named as both.
    """
    open_for_change(recommendation.review)
    row = still_there(recommendation)
    if not row.is_open:
        raise ReviewClosed(f"The Panel has decided this recommendation: {row.get_state_display().lower()}.")
    if words.strip() == row.words.strip():
        raise ReviewClosed("These are the words of the recommendation as it stands. Change what is to be amended.")
    moved_by, seconded_by = _two_people(moved_by, seconded_by)
    return Amendment.objects.create(
        recommendation=row,
        number=row.amendments.count() + 1,
        against=row.words,
        words=words,
        moved_by=moved_by,
        seconded_by=seconded_by,
    )


def _two_people(moved_by: str, seconded_by: str) -> tuple[str, str]:
    moved_by, seconded_by = moved_by.strip(), seconded_by.strip()
    if moved_by and moved_by.casefold() == seconded_by.casefold():
        raise ReviewClosed("Nobody seconds a motion of their own. Name somebody else as the seconder.")
    return moved_by, seconded_by


@transaction.atomic
def vote(*, recommendation: Recommendation, votes: Votes | None, on: date) -> Recommendation:
    """
    Record how the full Panel decided a recommendation: by counted votes, or agreed without a count (None).

    It may be recorded again, to correct it, until the report is adopted.

    :raises ReviewClosed: if an amendment is still to be decided, or it was not moved and seconded.
    :raises VoteUnclear: if the votes decide nothing.
    """
    review = open_for_change(recommendation.review)
    row = still_there(recommendation)
    if row.amendments.filter(state=State.PROPOSED).exists():
        raise ReviewClosed("An amendment is moved that the Panel has not decided. Record what became of it first.")
    _decide(row, votes, on, review)
    row.save()
    return row


@transaction.atomic
def vote_on_amendment(*, amendment: Amendment, votes: Votes | None, on: date, by: User | None = None) -> Amendment:
    """
    Record how the full Panel decided an amendment. If it was carried, its words are the recommendation's from then on.

    :raises ReviewClosed: if it was decided before, or the words that it amends are no longer those that stand.
    :raises VoteUnclear: if the votes decide nothing.
    """
    review = open_for_change(amendment.recommendation.review)
    amendment = _open_amendment(amendment)
    row = amendment.recommendation
    _decide(amendment, votes, on, review)
    if amendment.state == State.CARRIED:
        if row.words != amendment.against:
            raise ReviewClosed(
                "The recommendation reads otherwise than when this amendment was moved. Withdraw it, and move it again "
                "on the words as they now stand."
            )
        row.words = amendment.words
        row.save()
        keep_draft(row, by=by, name=amendment.moved_by, amendment=amendment)
    amendment.save()
    return amendment


def _decide(motion: Motion, votes: Votes | None, on: date, review: Review) -> None:
    if not (motion.moved_by and motion.seconded_by):
        raise ReviewClosed("Say first who moved it and who seconded it.")
    if on < review.sent_line.taken_on:
        raise ReviewClosed("The Panel cannot have voted before the draft was sent to it. Correct the day.")
    if votes is None:
        motion.state, motion.how = State.CARRIED, How.AGREED
    else:
        rules = rules_of(review.instrument.plan.body)
        carried = is_carried(votes, has_casting_vote=rules.casting_vote)
        motion.state, motion.how = State.CARRIED if carried else State.LOST, How.COUNTED
    motion.votes_for = votes.for_ if votes else None
    motion.votes_against = votes.against if votes else None
    motion.abstained = votes.abstained if votes else None
    motion.casting = votes.casting if votes else ""
    motion.decided_on = on


@transaction.atomic
def withdraw(*, recommendation: Recommendation, on: date) -> Recommendation:
    """
    Record that a recommendation was withdrawn, and with it every amendment that was not decided. Everything is kept.

    :raises ReviewClosed: if the report has been adopted.
    """
    open_for_change(recommendation.review)
    row = still_there(recommendation)
    for amendment in row.amendments.filter(state=State.PROPOSED):
        _withdraw(amendment, on)
    _withdraw(row, on)
    return row


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, on: date) -> Amendment:
    """
    Record that an amendment was withdrawn before it was decided.

    :raises ReviewClosed: if it was decided, or the report has been adopted.
    """
    open_for_change(amendment.recommendation.review)
    amendment = _open_amendment(amendment)
    _withdraw(amendment, on)
    return amendment


def _open_amendment(amendment: Amendment) -> Amendment:
    amendment = Amendment.objects.select_related("recommendation").get(pk=amendment.pk)
    if not amendment.is_open:
        raise ReviewClosed(f"What became of this amendment is recorded: {amendment.get_state_display().lower()}.")
    return amendment


def _withdraw(motion: Motion, on: date) -> None:
    motion.state, motion.how, motion.casting, motion.decided_on = State.WITHDRAWN, "", "", on
    motion.votes_for = motion.votes_against = motion.abstained = None
    motion.save()


def settle_motions(review: Review, *, together: bool, on: date) -> list[Recommendation]:
    """
    Number the carried recommendations without gaps and return them; what was not carried keeps what it stood as.

    ``together`` says that those still open were agreed with the report. Part of the transaction that adopts it.

    :raises ReviewClosed: if a recommendation or an amendment is still to be decided.
    """
    if Amendment.objects.filter(recommendation__review=review, state=State.PROPOSED).exists():
        raise ReviewClosed("An amendment is moved that the Panel has not decided. Record what became of it first.")
    rows = list(review.recommendations.order_by("number"))
    waiting = [row for row in rows if row.is_open]
    if waiting and not together:
        numbers = ", ".join(str(row.number) for row in waiting)
        raise ReviewClosed(
            f"What the Panel decided is not recorded for recommendation {numbers}. Record the vote on each, or say "
            f"below that they were agreed together with the report."
        )
    for row in waiting:
        row.state, row.how, row.decided_on = State.CARRIED, How.WITH_THE_REPORT, on
        row.save()
    first = min((row.number for row in rows), default=1)
    for row in rows:
        if row.state != State.CARRIED:
            row.number, row.stood_as = None, row.number
            row.save()
    carried = [row for row in rows if row.state == State.CARRIED]
    for number, row in enumerate(carried, first):
        if row.number != number:
            row.number = number
            row.save()
    return carried


def as_adopted(row: Recommendation, rules: PanelRules) -> dict[str, Any]:
    """Return a carried recommendation as the line of the report has it, with as much of the vote as the Panel shows."""
    data: dict[str, Any] = {"number": row.number, "words": row.words, "concerns": row.concerns}
    if row.quote:
        data["quote"] = row.quote
    if rules.shown == PanelRules.Shown.COUNTS and row.how in (How.COUNTED, How.AGREED):
        data |= {"moved_by": row.moved_by, "seconded_by": row.seconded_by, "vote": _vote_shown(row)}
    return data


def _vote_shown(row: Recommendation) -> Mapping[str, Any]:
    if row.how == How.AGREED:
        return {"how": How.AGREED.value}
    counts = {"for": row.votes_for, "against": row.votes_against, "abstained": row.abstained}
    return {"how": How.COUNTED.value, **counts, **({"casting": row.casting} if row.casting else {})}


@transaction.atomic
def set_rules(*, body: Body, casting_vote: bool, shown: str) -> PanelRules:
    """Record by which rules a Panel votes, and what of its votes it shows. Nothing adopted before is changed."""
    rules = PanelRules.objects.filter(body=body).first() or PanelRules(body=body)
    rules.casting_vote, rules.shown = casting_vote, shown
    rules.save()
    return rules


__all__ = [
    "VoteUnclear",
    "as_adopted",
    "move",
    "move_amendment",
    "set_rules",
    "settle_motions",
    "vote",
    "vote_on_amendment",
    "withdraw",
    "withdraw_amendment",
]
