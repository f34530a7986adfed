"""Reports for tests: the worked variation of 2014 with its board and its meetings, and a report on it."""

from datetime import date

from django.contrib.auth.models import User

from boards.models import Report
from boards.services.reports import Wanted, make_report
from boards.services.signing import sign
from boards.text.kinds import ReportKind
from plans.models import Body, Committee, Instrument, MeetingDay
from plans.queries.course import instruments_of
from plans.services.calendar import keep_meeting
from plans.services.committees import board_called, panel_of
from plans.services.drafts import begin_variation, put_text
from plans.services.reasons import give_reason
from plans.text.outline import Outline
from plans.text.redline import compare
from tests.factories import an_issued_plan, an_outline, prepared

BOARD = "Business Coordination Board"
BOARD_MEETS, PANEL_MEETS = date(2014, 1, 8), date(2014, 2, 5)
MONEY = "<p>The budget of £61,400,000 is set each February.</p>"


def a_worked_variation(body: Body) -> Instrument:
    """A variation of words and money, frozen on 11 December 2013, with a reason for each change and both meetings."""
    row = begin_variation(plan=an_issued_plan(body), title="Working in partnership", on=date(2013, 11, 25))
    first, money, measures = an_outline(words="Patrols are seen, known and planned with partners.").sections
    put_text(instrument=row, outline=Outline(an_outline().title, (first, _with(money, MONEY), measures)))
    redline = compare(row.base.wording.outline, Outline(an_outline().title, (first, _with(money, MONEY), measures)))
    for change in redline.changes:
        give_reason(instrument=row, change_keys=[change.key], reason=f"Partners asked for it, {change.place}.")
    prepared(row, date(2013, 12, 11))
    keep_meeting(body=body, of=MeetingDay.Of.BOARD, name=BOARD, on=BOARD_MEETS)
    keep_meeting(body=body, of=MeetingDay.Of.PANEL, name=body.panel_name, on=PANEL_MEETS)
    return instruments_of(body).get(pk=row.pk)


def _with(section, html: str):
    return type(section)(section.id, section.kind, section.heading, html, section.limbs, section.objectives)


def wanted(body: Body, kind: ReportKind = ReportKind.BOARD_VARIATION, dated: date = BOARD_MEETS) -> Wanted:
    """What is asked for: a report to the Board for 8 January, or to the Panel for 5 February."""
    of = MeetingDay.Of.PANEL if kind is ReportKind.PANEL else MeetingDay.Of.BOARD
    committee: Committee = panel_of(body) if kind is ReportKind.PANEL else board_called(body, BOARD)
    return Wanted(kind, committee, dated, body.meeting_days.filter(of=of).first())


def a_report(body: Body, instrument: Instrument | None = None, *, by: User | None = None, **more) -> Report:
    """A report on the worked variation, made from its record."""
    instrument = instrument or a_worked_variation(body)
    return make_report(instrument=instrument, wanted=wanted(body, **more), by=by)


def signed(report: Report, *places: str) -> Report:
    """Let these places of the chain sign, or all."""
    for place in places or report.chain:
        report.refresh_from_db()
        sign(report=report, place=place, name=f"For {place}", by=None, revision=report.revision)
    report.refresh_from_db()
    return report
