"""Recommendations with their wordings, motions and places; groups with their proposals; and a Panel's own rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db.models import Prefetch, Q, QuerySet

from panel_reviews.models import Amendment, GroupProposal, PanelGroup, PanelRules, Recommendation, RecommendationDraft
from panel_reviews.queries.sendings import Sending
from plans.models import Body, Committee, CommitteeMember, Membership, Wording
from plans.text.anchors import Following, Found
from plans.text.diff.operations import Pieces
from plans.text.diff.words import text_pieces
from plans.text.outline import Outline


def rules_of(body: Body) -> PanelRules:
    """Return a Panel's own rules; those that most have, unsaved, where it has set none. One query."""
    return PanelRules.objects.filter(body=body).first() or PanelRules(body=body)


def worked_on(sending: Sending) -> list[Recommendation]:
    """Return every recommendation on a sending, wordings and amendments with it, those not carried last. 3 queries."""
    rows = Recommendation.objects.filter(review__sent_line=sending.sent).select_related("proposal__group")
    rows = rows.prefetch_related(
        Prefetch("drafts", RecommendationDraft.objects.order_by("made_at", "id")),
        Prefetch("amendments", Amendment.objects.order_by("number")),
    )
    return sorted(rows, key=lambda row: (row.number is None, row.number or row.stood_as))


def worked_on_one(sending: Sending, number: int) -> Recommendation | None:
    """Return one of them by its number, or None."""
    return next((row for row in worked_on(sending) if row.number == number), None)


def groups_of(sending: Sending) -> list[PanelGroup]:
    """Return the groups that proposed something on a sending, with their proposals. Three queries."""
    taken_up = Prefetch("taken_up", Recommendation.objects.order_by("pk"))
    proposals = Prefetch("proposals", GroupProposal.objects.order_by("number").prefetch_related(taken_up))
    groups = PanelGroup.objects.filter(review__sent_line=sending.sent).prefetch_related(proposals)
    return list(groups.order_by("met_on", "pk"))


@dataclass(frozen=True, slots=True)
class WordedSo:
    """One wording of a recommendation, and how it differs from the one before it; nothing for the first."""

    draft: RecommendationDraft
    difference: Pieces


def wordings_of(row: Recommendation) -> list[WordedSo]:
    """Return the wordings of a recommendation in their order, each with what changed. No query where fetched before."""
    before, found = "", []
    for draft in row.drafts.all():
        found.append(WordedSo(draft, text_pieces(before, draft.words) if before else ()))
        before = draft.words
    return found


def places_of(rows: Iterable[Recommendation], text: Outline) -> dict[int, Found]:
    """Return what became, in a text, of the words that recommendations hang on, by their ids. One query at most."""
    rows = [row for row in rows if row.wording_id]
    if not rows:
        return {}
    wordings = Wording.objects.in_bulk({row.wording_id for row in rows})
    followings = {key: Following(wording.outline, text) for key, wording in wordings.items()}
    return {row.pk: followings[row.wording_id].found(row.anchor) for row in rows}


def names_on_the_panel(body: Body, on: date) -> Sequence[str]:
    """Return who sits on a Panel on a day, to choose who moved something; else its members here. Two queries."""
    seats = _seats(body, on).exclude(role=CommitteeMember.Role.SUBSTITUTE)
    rows = Membership.objects.filter(body=body, role=Membership.Role.PANEL_MEMBER).select_related("user")
    return sorted(
        set(seats.values_list("name", flat=True))
        or {row.user.get_full_name() or row.user.get_username() for row in rows}
    )


def chair_on(body: Body, on: date, user: User | None = None) -> CommitteeMember | None:
    """Return who chairs a Panel on a day; only if that is ``user``, where one is given. One query."""
    chairs = _seats(body, on).filter(role=CommitteeMember.Role.CHAIR)
    return (chairs.filter(user=user) if user is not None else chairs).order_by("from_on").last()


def _seats(body: Body, on: date) -> QuerySet[CommitteeMember]:
    seats = CommitteeMember.objects.filter(committee__body=body, committee__kind=Committee.Kind.PANEL)
    return seats.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on)
