"""What was promised to the Panel and what carries it out: worked out for the wording to be issued, at each look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import reverse

from panel_reviews.models import Answer, CarriedOut
from plans.models import Instrument, StepTaken
from plans.queries.before_issue import Warned
from plans.queries.differences import changes_between
from plans.queries.standing import Standing
from plans.queries.texts import draft_outline
from plans.statute.kinds import KINDS
from plans.statute.terms import Stage
from plans.text.changeset.listed import ListedChange, listed_changes

PROMISED = (Answer.Outcome.ACCEPTED, Answer.Outcome.IN_PART)


class LinkState(StrEnum):
    """What became of a change that carries out a recommendation."""

    STANDS = "stands"
    NOT_FROZEN = "not frozen"
    GONE = "gone"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Link:
    """A change that was linked to a recommendation, or a reason, and whether it stands in the wording to be issued."""

    row: CarriedOut
    state: LinkState


@dataclass(frozen=True, slots=True)
class Promise:
    """A recommendation that the commissioner accepted, wholly or in part, in a response that was given."""

    number: int
    words: str
    concerns: str
    outcome: str
    reason: str
    links: tuple[Link, ...]
    was_sent: str
    """The digest of the draft on which the recommendation was made."""

    @property
    def is_kept(self) -> bool:
        """Whether a change in the wording to be issued, or another act, carries it out."""
        return any(link.state in (LinkState.STANDS, LinkState.OTHERWISE) for link in self.links)


def promises_in(lines: Sequence[StepTaken]) -> list[dict[str, Any]]:
    """Return what was promised in responses, by the lines of an instrument in their order. No query."""
    sent, found = "", {}
    for line in lines:
        if line.step == "send_to_panel":
            sent = line.wording_id or ""
        elif line.step == "report":
            for row in line.particulars.get("recommendations", ()):
                found[row["number"]] = {**row, "was_sent": sent, "outcome": "", "reason": ""}
        elif line.step == "respond":
            for answer in line.particulars.get("answers", ()):
                if answer["number"] in found:
                    found[answer["number"]] |= {"outcome": answer.get("outcome"), "reason": answer.get("reason", "")}
    return [row for row in found.values() if row["outcome"] in PROMISED]


def promises_of(
    instrument: Instrument, lines: Sequence[StepTaken], *, drafted: Mapping[str, set[str]] | None = None
) -> list[Promise]:
    """
    Return what was promised on an instrument, each with what carries it out in its latest frozen wording.

    ``drafted`` are, by the wording sent, the marks of the changes that stand in the working draft. No query without a
    promise; else at most two, however many there are.
    """
    promised = promises_in(lines)
    if not promised:
        return []
    wording = wording_of(lines)
    pairs = {row["was_sent"]: (row["was_sent"], wording) for row in promised if row["was_sent"] and wording}
    changes = changes_between(pairs.values())
    marks = {sent: {(change.section_id, change.mark) for change in changes[pair]} for sent, pair in pairs.items()}
    rows = CarriedOut.objects.filter(recommendation__instrument=instrument).order_by("pk")
    linked: dict[int, list[CarriedOut]] = {}
    for row in rows.select_related("recommendation"):
        linked.setdefault(row.recommendation.number, []).append(row)
    return [
        Promise(
            number=row["number"],
            words=str(row.get("words", "")),
            concerns=str(row.get("concerns", "")),
            outcome=row["outcome"],
            reason=str(row["reason"]),
            links=tuple(
                Link(link, _state(link, marks.get(row["was_sent"], set()), (drafted or {}).get(row["was_sent"], set())))
                for link in linked.get(row["number"], ())
            ),
            was_sent=row["was_sent"],
        )
        for row in promised
    ]


def _state(link: CarriedOut, frozen: set[tuple[str, str]], drafted: set[str]) -> LinkState:
    if link.otherwise:
        return LinkState.OTHERWISE
    if (link.section_id, link.mark) in frozen:
        return LinkState.STANDS
    return LinkState.NOT_FROZEN if link.mark in drafted else LinkState.GONE


def wording_of(lines: Sequence[StepTaken]) -> str:
    """Return the digest of the wording that was issued, or of the latest frozen draft; "" without any."""
    issued = next((line.wording_id for line in lines if line.step == "issue" and line.wording_id), None)
    drafts = [line.wording_id for line in lines if line.step == "prepare_draft" and line.wording_id]
    return issued or (drafts[-1] if drafts else "") or ""


@dataclass(frozen=True, slots=True)
class MayBeLinked:
    """A change made since the draft that the Panel was sent, which may carry out a recommendation on it."""

    change: ListedChange
    is_frozen: bool


def changes_to_link(instrument: Instrument, lines: Sequence[StepTaken], was_sent: str) -> list[MayBeLinked]:
    """Return the changes made since a draft was sent: those of the latest frozen draft, then those not frozen yet."""
    wording = wording_of(lines)
    frozen = changes_between([(was_sent, wording)])[was_sent, wording] if wording and was_sent else ()
    drafted = changes_in_draft(instrument, lines, was_sent)
    marks = {(change.section_id, change.mark) for change in frozen}
    ahead = [change for change in drafted if (change.section_id, change.mark) not in marks]
    return [*(MayBeLinked(change, True) for change in frozen), *(MayBeLinked(change, False) for change in ahead)]


def changes_in_draft(instrument: Instrument, lines: Sequence[StepTaken], was_sent: str) -> tuple[ListedChange, ...]:
    """Return the changes of the working draft since a draft was sent; none once it is issued or withdrawn."""
    sent = next((line.wording for line in lines if line.wording_id == was_sent), None)
    if sent is None or instrument.stage in (Stage.ISSUED, Stage.CLOSED, Stage.WITHDRAWN):
        return ()
    return listed_changes(sent.outline, draft_outline(instrument))


def unkept_promises(standing: Standing) -> Warned | None:
    """Return what was promised to the Panel and is not in the wording to be issued (V8). At most two queries."""
    if KINDS[standing.record.kind].goal != "issue":
        return None
    left = [promise for promise in promises_of(standing.instrument, standing.lines) if not promise.is_kept]
    if not left:
        return None
    one = len(left) == 1
    return Warned(
        heading="Promised to the Panel, and not in the text",
        words=(
            f"{'A recommendation was' if one else f'{len(left)} recommendations were'} accepted, and no change in the "
            f"wording to be issued is said to carry {'it' if one else 'them'} out. This stops nothing; it is for "
            "whoever issues it to know."
        ),
        items=tuple(f"Recommendation {p.number}: {p.words} The answer: {p.reason}" for p in left),
        section="s.5(6)(d)",
        url=reverse("responses:promises", args=[standing.instrument.ref]),
        link="Say what carries each out",
    )
