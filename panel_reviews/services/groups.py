"""What a group of the Panel's members proposes to the full Panel; it only proposes (Sch.6 para 27)."""

from datetime import date

from django.contrib.auth.models import User
from django.db import transaction

from panel_reviews.models import GroupProposal, PanelGroup, Recommendation, Review
from panel_reviews.services.opening import ReviewClosed, open_for_change
from panel_reviews.services.recommending import recommend


@transaction.atomic
def note_group(*, review: Review, name: str, kind: str, met_on: date | None = None, found: str = "") -> PanelGroup:
    """
    Note a group, or members who took an earlier look, with what they found.

    :raises ReviewClosed: if the report has been adopted, or a group of that name is there.
    """
    review = open_for_change(review)
    if review.groups.filter(name=name).exists():
        raise ReviewClosed(f"“{name}” is noted already. Add its proposals there, or give this group another name.")
    return PanelGroup.objects.create(review=review, name=name, kind=kind, met_on=met_on, found=found)


@transaction.atomic
def propose(*, group: PanelGroup, words: str, concerns: str = "") -> GroupProposal:
    """
    Record what a group proposes, with the next number of its own. Nothing is before the full Panel by that.

    :raises ReviewClosed: if the report has been adopted.
    """
    open_for_change(group.review)
    number = group.proposals.count() + 1
    return GroupProposal.objects.create(group=group, number=number, words=words, concerns=concerns)


@transaction.atomic
def take_up(*, proposal: GroupProposal, by: User | None = None) -> Recommendation:
    """
    Put a group's proposal before the full Panel: it becomes a recommendation that has still to be moved and carried.

    :raises ReviewClosed: if the report has been adopted, or it stands before the full Panel already.
    """
    open_for_change(proposal.group.review)
    if taken := proposal.taken_up.first():
        raise ReviewClosed(f"This proposal is before the full Panel already, as recommendation {taken.number}.")
    return recommend(
        review=proposal.group.review,
        words=proposal.words,
        concerns=proposal.concerns,
        by=by,
        name=proposal.group.name,
        proposal=proposal,
    )
