"""The reports of an office as its pages show them: the list, one report with its chain, and what fell behind."""

from dataclasses import dataclass

from django.db.models import QuerySet

from boards.models import Report, SignOff
from boards.models.reports import Signing
from boards.queries.comparing import compared
from boards.text.facts import ReportFacts, Texts, fallen_behind, kept_facts
from boards.text.house import Drawn, appendices_of, drawn
from boards.text.kinds import ReportKind
from plans.models import AgendaItem, Body, Instrument, Job, MeetingDay, Wording
from plans.queries.reasons import reasons_frozen_with
from plans.text.outline import from_data, section_from_data

MAKING = "make_house_report"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the chain: whose turn it is, and the sign-off that stands, if one does."""

    place: Signing
    given: SignOff | None
    is_next: bool


def reports_of(body: Body) -> QuerySet[Report]:
    """Return the reports of a body, the latest date first, with what their list shows. One query."""
    rows = Report.objects.filter(body=body).select_related("committee", "instrument", "meeting_day")
    return rows.defer("text", "generated", "final", "facts").order_by("-dated", "-id")


def reports_on(instrument: Instrument) -> QuerySet[Report]:
    """Return the reports on an instrument, the latest date first."""
    return reports_of(instrument.plan.body).filter(instrument=instrument)


def standing_sign_offs(report: Report) -> list[SignOff]:
    """Return the signatures that stand under the text as it is. One query."""
    found = report.sign_offs.filter(outcome=SignOff.Outcome.SIGNED, cleared_at__isnull=True)
    return list(found.select_related("recorded_by").order_by("pk"))


def next_place(report: Report) -> str | None:
    """Return the place of the chain whose turn it is, or None once all have signed. One query."""
    signed = {one.place for one in standing_sign_offs(report)}
    return next((place for place in report.chain if place not in signed), None)


def chain_of(report: Report) -> list[Place]:
    """Return the chain of a report in order. One query."""
    given = {one.place: one for one in standing_sign_offs(report)}
    wanted = next((place for place in report.chain if place not in given), None)
    return [Place(Signing(place), given.get(place), place == wanted) for place in report.chain]


def said_before(report: Report) -> list[SignOff]:
    """Return what was returned, and the signatures that were cleared, latest first. One query."""
    rows = report.sign_offs.select_related("recorded_by").order_by("-pk")
    return [one for one in rows if one.outcome == SignOff.Outcome.RETURNED or one.cleared_at is not None]


def texts_of(report: Report) -> Texts | None:
    """Return the two wordings that a report is on, with the reasons frozen by then; None for one by hand."""
    if report.generated is None or report.instrument is None:
        return None
    digests = [report.facts["before"], report.facts["wording"]]
    found = Wording.objects.in_bulk([digest for digest in digests if digest])
    before, after = (found[digest].outline if digest else None for digest in digests)
    reasons = reasons_frozen_with(report.instrument, digests[1], upto=report.facts["head"]["seq"])
    return Texts(before, after, compared(before, after), reasons)


def drawn_report(report: Report) -> Drawn:
    """Return a report with its numbers and appendices, as it stands or, once final, as it was signed."""
    if report.final:
        appendices = tuple(section_from_data(one) for one in report.final["appendices"])
        return drawn(ReportKind(report.kind), from_data(report.final["text"]), appendices)
    return drawn(ReportKind(report.kind), report.outline, appendices_of(texts_of(report)))


def behind(report: Report, facts: ReportFacts) -> tuple[str, ...]:
    """Return in sentences what the report was made from and reads otherwise now."""
    return fallen_behind(report.facts.get("values", {}), kept_facts(facts))


def job_of(report: Report) -> Job | None:
    """Return the latest job that makes the file of a report."""
    return Job.objects.filter(kind=MAKING, subject=str(report.pk)).order_by("pk").last()


def items_for(report: Report) -> QuerySet[AgendaItem]:
    """Return the agenda items under which a report can be put: those of its committee's meeting on its day."""
    rows = AgendaItem.objects.filter(
        meeting__committee=report.committee,
        meeting__day=report.meeting_day,
        meeting__cancelled_on__isnull=True,
        kind=AgendaItem.Kind.REPORT,
    )
    return rows.select_related("meeting__day").order_by("meeting__day__on", "position", "id")


def days_for(body: Body, of: str) -> QuerySet[MeetingDay]:
    """Return the days on which the Panel or the boards of a body meet, latest first."""
    return body.meeting_days.filter(of=of).order_by("-on", "id")
