"""What the Panel's pages show: what was sent to it, the draft as sent, its reports, and the responses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from panel_reviews.models import Answer, Recommendation
from plans.models import Body, Instrument, Letter, StepTaken, Wording
from plans.queries.calendar import calendar_of
from plans.queries.copies import Copy, Recipient, addresses_of, councils_on, letters_about
from plans.queries.course import instruments_of
from plans.queries.reasons import reasons_frozen_with
from plans.statute.guards.afterwards import OWED, differing
from plans.statute.kinds import KINDS
from plans.statute.terms import InstrumentKind, Stage
from plans.text.diff.document import Redline
from plans.text.numbering import numbered
from plans.text.outline import Outline
from plans.text.redline import compare

REPORT_COPY = "panel_copy"
STEPS = ("send_to_panel", "report", "no_report", "respond", "publish_response")


@dataclass(slots=True)
class Sending:
    """One sending of a draft to the Panel, and the lines of the record that say what came of it."""

    instrument: Instrument
    sent: StepTaken
    report: StepTaken | None = None
    passed_over: StepTaken | None = None
    responses: list[StepTaken] = field(default_factory=list)
    published: StepTaken | None = None
    sent_again: bool = False

    @property
    def meeting_on(self) -> date | None:
        """When the Panel meets, or met, on the draft, if the office said so on sending it."""
        day = self.sent.particulars.get("meeting_on")
        return date.fromisoformat(str(day)) if day else None

    @property
    def has_floor(self) -> bool:
        """Whether the Panel is given the office's floor of working days with it; an annual report is not a draft."""
        return KINDS[InstrumentKind(self.instrument.kind)].has_floor

    @property
    def what(self) -> str:
        """What the Panel has before it: "draft", or "annual report"."""
        return "draft" if self.has_floor else self.instrument.text_words

    @property
    def is_open(self) -> bool:
        """Whether the Panel may still report on this draft."""
        unreported = self.report is None and not self.sent_again
        return unreported and self.instrument.stage in (Stage.WITH_PANEL, Stage.REPORTED)

    @property
    def is_public(self) -> bool:
        """Whether the public may read the report: once its response is published, or what it is about is issued."""
        issued = self.instrument.stage in (Stage.ISSUED, Stage.CLOSED)
        return self.report is not None and (self.published is not None or issued)

    @property
    def is_published(self) -> bool:
        """Whether the latest response that was given is published."""
        return self.published is not None and (self.response is None or self.response.seq < self.published.seq)

    @property
    def response(self) -> StepTaken | None:
        """The latest response that was given to this report."""
        return self.responses[-1] if self.responses else None

    @property
    def recommendations(self) -> list[Mapping[str, Any]]:
        """The recommendations that were adopted."""
        return list(self.report.particulars.get("recommendations", ())) if self.report else []

    def had(self, on: date) -> int:
        """Return how many clear working days the Panel has had by a day, or had when it reported."""
        ended = self.report or self.passed_over
        calendar = calendar_of(self.instrument.plan.body)
        return calendar.clear_working_days(self.sent.taken_on, ended.taken_on if ended else on)

    def as_published(self) -> "Sending":
        """Return the sending with what has been given since the latest publication left out, unless it is issued."""
        if self.published is None or self.instrument.stage in (Stage.ISSUED, Stage.CLOSED):
            return self
        return replace(self, responses=[line for line in self.responses if line.seq < self.published.seq])

    def answers(self) -> dict[int, Mapping[str, Any]]:
        """Return the answers that were given, by the number of the recommendation."""
        return {answer["number"]: answer for line in self.responses for answer in line.particulars.get("answers", ())}


def sendings_in(lines: Iterable[StepTaken], instruments: Mapping[int, Instrument]) -> list[Sending]:
    """Return the sendings in lines that stand in the order of recording, each with what came of it."""
    found: list[Sending] = []
    latest: dict[int, Sending] = {}
    for line in lines:
        if line.step == "send_to_panel":
            if line.instrument_id in latest:
                latest[line.instrument_id].sent_again = True
            latest[line.instrument_id] = Sending(instruments[line.instrument_id], line)
            found.append(latest[line.instrument_id])
        elif (sending := latest.get(line.instrument_id)) is not None:
            _add(sending, line)
    return found


def _add(sending: Sending, line: StepTaken) -> None:
    match line.step:
        case "report":
            sending.report = line
        case "no_report":
            sending.passed_over = line
        case "respond":
            sending.responses.append(line)
        case "publish_response":
            sending.published = line


def sendings_to_panel_of(body: Body) -> list[Sending]:
    """Return everything that was sent to a body's Panel, in the order of recording. Two queries."""
    instruments = list(Instrument.objects.filter(plan__body=body).select_related("plan__body"))
    for row in instruments:
        row.plan.body = body  # one object, so that its calendar is read once
    lines = StepTaken.objects.filter(body=body, step__in=STEPS).order_by("seq")
    return sendings_in(lines, {row.pk: row for row in instruments})


def sendings_of(instrument: Instrument) -> list[Sending]:
    """Return the sendings of one instrument to the Panel, in order. One query."""
    lines = instrument.lines.filter(step__in=STEPS).order_by("seq")
    return sendings_in(lines, {instrument.pk: instrument})


def instruments_before_the_panel(body: Body) -> QuerySet[Instrument]:
    """Return the instruments of a body that were ever sent to its Panel: those that its room may show."""
    sent = StepTaken.objects.filter(body=body, step="send_to_panel").values("instrument")
    return instruments_of(body).filter(pk__in=sent).select_related("plan__body", "base__wording")


def recommendations_of(sending: Sending) -> list[Recommendation]:
    """Return the recommendations recorded on a sending, adopted or not yet, by number. One query."""
    rows = Recommendation.objects.filter(review__sent_line=sending.sent)
    return list(rows.select_related("review__instrument", "answer").order_by("number"))


def recommendation_on(sending: Sending, number: int) -> Recommendation | None:
    """Return one recommendation recorded on a sending by its number, or None. One query."""
    rows = Recommendation.objects.filter(review__sent_line=sending.sent, number=number)
    return rows.select_related("review__instrument", "answer").first()


def answer_drafted(recommendation: Recommendation) -> Answer | None:
    """Return the answer as drafted to a recommendation read by ``recommendation_on``, or None. No query."""
    return getattr(recommendation, "answer", None)


@dataclass(frozen=True, slots=True)
class AsSent:
    """The draft as it was sent to the Panel: its text, the edition that it varies, and what lies between them."""

    wording: Wording
    before_wording: Wording | None
    redline: Redline | None
    edition: int | None
    reasons: Mapping[str, str]

    @property
    def text(self) -> Outline:
        """The text that was sent."""
        return self.wording.outline

    @property
    def before(self) -> Outline | None:
        """The text that it varies."""
        return self.before_wording.outline if self.before_wording else None

    @property
    def headings(self) -> dict[str, str]:
        """The headings of the draft's sections by id, and of those that it removes."""
        shown = [s.section for s in self.redline.sections] if self.redline else self.text.sections
        return {section.id: section.heading for section in shown}

    @property
    def anchors(self) -> dict[str, str]:
        """The anchors of the draft's sections by id, and of those that it removes."""
        shown = self.redline.sections if self.redline else numbered(self.text).sections
        return {section.section.id: section.anchor for section in shown}


def draft_as_sent(sending: Sending) -> AsSent:
    """Return the wording that was sent, never the working draft, against the edition it varies. Two queries."""
    instrument = sending.instrument
    wording = Wording.objects.get(pk=sending.sent.wording_id)
    base = instrument.base
    reasons = reasons_frozen_with(instrument, wording.pk, upto=sending.sent.seq)
    before = base.wording if base else None
    redline = compare(before.outline, wording.outline) if before else None
    return AsSent(wording, before, redline, base.number if base else None, reasons)


def report_copies(sending: Sending) -> tuple[Copy, ...]:
    """
    Return the copy of a report that is owed to each local authority of the day of the report (s.28).

    These are the councils that its line names, and not the other responsible authorities. Four queries, however many
    there are.
    """
    line, body = sending.report, sending.instrument.plan.body
    if line is None:
        return ()
    emails, letters = addresses_of(body), letters_about(line, REPORT_COPY)
    owed = owed_by(line)
    if owed is None:
        owed = councils_on(body, line.taken_on)
    return tuple(
        Copy(
            Recipient(ref, name, name, emails.get(ref, "")),
            any(letter.stands for letter in letters.get(ref, ())),
            letters.get(ref, ()),
        )
        for ref, name in sorted(owed.items(), key=lambda one: (one[1], one[0]))
    )


def owed_by(line: StepTaken) -> dict[str, str] | None:
    """Return who the line of a report says is owed a copy, by reference; None where that was not kept yet."""
    return line.particulars.get(OWED)


def councils_corrected_since(sending: Sending) -> tuple[dict[str, str], dict[str, str]]:
    """Return how the register now differs from whom a report's line names: who came, and who went. One query."""
    line = sending.report
    if line is None or (owed := owed_by(line)) is None:
        return {}, {}
    return differing(owed, councils_on(sending.instrument.plan.body, line.taken_on))


def copies_owed(sendings: Iterable[Sending], body: Body) -> dict[int, tuple[int, int]]:
    """Return, by the number of each report's line, how many copies of it stand and how many are owed. Two queries."""
    councils = list(body.authorities.filter(is_local_authority=True))
    sent = Letter.objects.filter(body=body, kind=REPORT_COPY, state__in=("sent", "acknowledged", "posted"))
    served = set(sent.values_list("about__seq", "recipient"))
    found = {}
    for line in (sending.report for sending in sendings if sending.report):
        named = owed_by(line)
        of_day = {
            c.ref for c in councils if c.from_on <= line.taken_on and (c.to_on is None or line.taken_on <= c.to_on)
        }
        owed = of_day if named is None else set(named)
        found[line.seq] = (sum((line.seq, ref) in served for ref in owed), len(owed))
    return found
