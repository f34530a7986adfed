"""How the pages say what became of a motion: its state, its votes, its wordings, and the words that it hangs on."""

from typing import Any

from django.urls import reverse

from panel_reviews.models import Amendment, Motion, PanelGroup, Recommendation
from panel_reviews.queries import AsSent
from panel_reviews.queries.recommendations import WordedSo, wordings_of
from plans.statute.dates import said
from plans.text.anchors import Found, State
from plans.text.diff.words import text_pieces
from plans.views.office.words import counted

TAGS = {
    Motion.State.PROPOSED: ("Not decided yet", "", "circle"),
    Motion.State.CARRIED: ("Carried", "good", "tick"),
    Motion.State.LOST: ("Lost", "bad", "cross"),
    Motion.State.WITHDRAWN: ("Withdrawn", "", "cross"),
}
STANDS = {State.CHANGED: "The words that it speaks of have changed since.", State.GONE: "The words are gone."}


def tag(motion: Motion) -> tuple[str, str, str]:
    """Return the word, kind and icon of a motion's state."""
    return TAGS[Motion.State(motion.state)]


def moved(motion: Motion) -> str:
    """Return who moved and seconded a motion, in a sentence; "" where nobody did."""
    if not motion.moved_by:
        return ""
    return f"Moved by {motion.moved_by}, seconded by {motion.seconded_by}."


def votes(motion: Motion) -> str:
    """Return how a motion was decided, in a sentence; "" while it is open."""
    when = f" on {said(motion.decided_on)}" if motion.decided_on else ""
    if motion.is_open:
        return ""
    if motion.state == Motion.State.WITHDRAWN:
        return f"Withdrawn{when}."
    if motion.how == Motion.How.AGREED:
        return f"Agreed by the full Panel{when}, without a count."
    if motion.how == Motion.How.WITH_THE_REPORT:
        return f"Agreed by the full Panel{when}, together with the report."
    cast = f" The chair’s casting vote was {motion.get_casting_display()}." if motion.casting else ""
    counts = f"{motion.votes_for} for, {motion.votes_against} against, {motion.abstained} abstained"
    return f"{motion.get_state_display()} by the full Panel{when}: {counts}.{cast}"


def amendments(row: Recommendation, ref: str, *, may_record: bool) -> list[dict[str, Any]]:
    """Return the amendments of a recommendation, each as a redline of the words that it was moved against."""
    return [_amendment(one, row, ref, may_record=may_record) for one in row.amendments.all()]


def _amendment(one: Amendment, row: Recommendation, ref: str, *, may_record: bool) -> dict[str, Any]:
    place = [ref, row.number, one.number]
    return {
        "number": one.number,
        "pieces": text_pieces(one.against, one.words),
        "tag": tag(one),
        "moved": moved(one),
        "votes": votes(one),
        "links": [
            {"label": "Record the vote on it", "url": reverse("panel:vote_on_amendment", args=place)},
            {"label": "Withdraw it", "url": reverse("panel:withdraw_amendment", args=place)},
        ]
        if may_record and one.is_open
        else [],
    }


def wordings(row: Recommendation) -> list[dict[str, Any]]:
    """Return the wordings of a recommendation, the first whole and each later one as what it changes."""
    return [_wording(number, one) for number, one in enumerate(wordings_of(row), 1)]


def _wording(number: int, one: WordedSo) -> dict[str, Any]:
    draft = one.draft
    return {
        "number": number,
        "words": draft.words,
        "pieces": one.difference,
        "by": draft.name,
        "at": draft.made_at,
        "carried": draft.amendment_id is not None,
    }


def place(row: Recommendation, found: Found | None) -> dict[str, Any] | None:
    """Return the words that a recommendation hangs on and what became of them in the text shown, or None."""
    if not row.quote:
        return None
    state = found.state if found else State.STANDS
    return {
        "quote": row.quote,
        "difference": found.difference if found else (),
        "place": found.place if found else "",
        "words": f"It stands at {found.place} now." if found and state is State.MOVED else STANDS.get(state, ""),
    }


def whole(row: Recommendation, draft: AsSent, ref: str, *, may_record: bool) -> dict[str, Any]:
    """Return everything that the page of one recommendation shows of it."""
    args = [ref, row.number]
    acts: list[tuple[str, str]] = []
    if may_record and row.is_open:
        acts = [("Word it anew", "amend"), ("Record who moved and seconded it", "mover")]
        acts += [("Record an amendment", "move_amendment")]
    if may_record and row.moved_by and row.state != Motion.State.WITHDRAWN:
        acts += [("Record what the full Panel decided" if row.is_open else "Correct what is recorded", "vote")]
        acts += [("Withdraw it", "withdraw")]
    if may_record and row.is_open and not row.moved_by and not row.amendments.all():
        acts += [("Drop it", "drop")]
    return {
        "number": row.number,
        "words": row.words,
        "concerns": draft.headings.get(row.concerns, row.concerns),
        "place": place(row, None),
        "tag": tag(row),
        "moved": moved(row),
        "votes": votes(row),
        "from": str(row.proposal.group) if row.proposal else "",
        "amendments": amendments(row, ref, may_record=may_record),
        "wordings": wordings(row),
        "acts": [{"label": label, "url": reverse(f"panel:{name}", args=args)} for label, name in acts],
    }


def not_carried(row: Recommendation) -> dict[str, Any]:
    """Return a recommendation that was lost or withdrawn, as the Panel's room shows it after the report."""
    return {
        "number": row.stood_as,
        "words": row.words,
        "tag": tag(row),
        "moved": moved(row),
        "votes": votes(row),
    }


def group(one: PanelGroup, ref: str, *, may_record: bool) -> dict[str, Any]:
    """Return a group and what it proposed, with what became of each proposal."""
    proposals = list(one.proposals.all())
    return {
        "name": one.name,
        "kind": one.get_kind_display(),
        "is_earlier": one.kind == PanelGroup.Kind.EARLIER_LOOK,
        "met": said(one.met_on) if one.met_on else "",
        "found": one.found,
        "made": counted(len(proposals), "proposal", "proposals") if proposals else "No proposal",
        "propose_url": reverse("panel:propose", args=[ref, one.pk]) if may_record else "",
        "proposals": [
            {
                "number": row.number,
                "words": row.words,
                "became": _became(row),
                "take_up": reverse("panel:take_up", args=[ref, one.pk, row.number])
                if may_record and not row.taken_up.all()
                else "",
            }
            for row in proposals
        ],
    }


def _became(proposal: Any) -> str:
    taken = next(iter(proposal.taken_up.all()), None)
    if taken is None:
        return "Not before the full Panel."
    if taken.number is None:
        return f"Before the full Panel, and {taken.get_state_display().lower()}."
    return f"Before the full Panel as recommendation {taken.number}: {taken.get_state_display().lower()}."
