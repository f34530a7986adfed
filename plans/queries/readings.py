"""The drafts of an instrument that its Panel may read: those it was sent, and those it was shown informally."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from plans.models import Body, InformalLook, Instrument, StepTaken, Wording
from plans.queries.course import instruments_of
from plans.queries.reasons import reasons_frozen_with
from plans.statute.terms import Stage
from plans.text.diff.document import Redline
from plans.text.outline import Outline
from plans.text.redline import compare


@dataclass(frozen=True, slots=True)
class PanelDraft:
    """
    A draft that the Panel may read, under ``key`` ("sent-12", "seen-3").

    ``is_review`` tells that it was sent for the review of section 28(3); otherwise ``occasion`` says where the Panel
    was shown it. ``upto`` is the number of the line at which it was sent, or frozen.
    """

    key: str
    wording_id: str
    on: date
    is_review: bool
    occasion: str = ""
    upto: int | None = None
    meeting_on: date | None = None


def readable_by_the_panel(body: Body) -> QuerySet[Instrument]:
    """Return the instruments of a body whose drafts its Panel was sent, or is shown informally."""
    sent = StepTaken.objects.filter(body=body, step="send_to_panel").values("instrument")
    shown = InformalLook.objects.filter(instrument__plan__body=body, ended_at=None).values("instrument")
    found = instruments_of(body).filter(Q(pk__in=sent) | Q(pk__in=shown))
    return found.select_related("plan__body", "base__wording")


def looks_before_the_panel(body: Body) -> list[InformalLook]:
    """Return what the Panel of a body is shown informally now, if it is open, latest first. One query."""
    rows = InformalLook.objects.filter(instrument__plan__body=body, ended_at=None).exclude(
        instrument__stage__in=(Stage.ISSUED, Stage.CLOSED, Stage.WITHDRAWN)
    )
    return list(rows.select_related("instrument__plan__body").order_by("-shown_on", "-pk"))


def panel_drafts_of(instrument: Instrument) -> list[PanelDraft]:
    """Return the drafts of an instrument that the Panel may read, in the order of their days. Two queries."""
    sent = [
        PanelDraft(
            f"sent-{line.seq}",
            line.wording_id,
            line.taken_on,
            is_review=True,
            upto=line.seq,
            meeting_on=_day(line.particulars.get("meeting_on")),
        )
        for line in instrument.lines.filter(step="send_to_panel").exclude(wording=None).order_by("seq")
    ]
    shown = [
        PanelDraft(
            f"seen-{look.pk}",
            look.frozen_line.wording_id,
            look.shown_on,
            is_review=False,
            occasion=look.occasion,
            upto=look.frozen_line.seq,
        )
        for look in instrument.informal_looks.filter(ended_at=None).select_related("frozen_line").order_by("pk")
    ]
    return sorted([*shown, *sent], key=lambda draft: draft.on)


def _day(said: object) -> date | None:
    return date.fromisoformat(str(said)) if said else None


@dataclass(frozen=True, slots=True)
class PanelText:
    """A draft with the text that it is read against, what lies between them, and the reasons as they were frozen."""

    wording: Wording
    before: Outline | None
    redline: Redline | None
    reasons: Mapping[str, str]

    @property
    def text(self) -> Outline:
        """The draft's own text."""
        return self.wording.outline


def panel_text(instrument: Instrument, draft: PanelDraft, since: PanelDraft | None = None) -> PanelText:
    """
    Return a draft against the edition that it varies, or against an earlier draft. Three queries.

    Reasons were given for what is varied; against an earlier draft they would be of other changes, and none is shown.
    """
    wordings = Wording.objects.in_bulk({draft.wording_id, since.wording_id} if since else {draft.wording_id})
    wording = wordings[draft.wording_id]
    base = instrument.base.wording.outline if instrument.base else None
    before = wordings[since.wording_id].outline if since else base
    reasons = {} if since else reasons_frozen_with(instrument, wording.pk, upto=draft.upto)
    return PanelText(wording, before, compare(before, wording.outline) if before else None, reasons)
