"""Two finished reports of the worked example on the variation of 2014: to the Board, and to the Panel."""

from datetime import date

from boards.models import Report
from boards.services.reports import Wanted, house_of, keep_house, make_report
from boards.services.signing import sign
from boards.text.kinds import ReportKind
from plans.models import Body, Committee, Instrument, MeetingDay
from plans.services.calendar import keep_meeting
from plans.services.committees import panel_of

BOARD_MET, SENT, PANEL_MET = date(2014, 1, 8), date(2014, 1, 21), date(2014, 2, 5)
WROTE = "Elinor Frost"
SIGNED = {
    "author": WROTE,
    "finance": "Colin Reeve, Chief Finance Officer",
    "legal": "Anne Sorrel, solicitor",
    "chief_executive": "Margaret Lyle",
}
HOUSE = {
    "location": "Office of the Police and Crime Commissioner, 1 Quay Street, Priorsbridge",
    "terms_item": "Each draft of a plan, and each draft change of one, is read by the full Panel, which reports on it.",
    "finance": SIGNED["finance"],
    "legal": SIGNED["legal"],
}


def add_reports(body: Body) -> None:
    """Make the two reports as on their days, and let everybody in the chain sign them."""
    board = body.committees.filter(kind=Committee.Kind.BOARD).order_by("name").first()
    if board is None:
        return
    keep_house(house=house_of(body), chains={}, **HOUSE)
    variation = Instrument.objects.get(ref="2014-variation")
    for kind, committee, dated, of, met in (
        (ReportKind.BOARD_VARIATION, board, BOARD_MET, MeetingDay.Of.BOARD, BOARD_MET),
        (ReportKind.PANEL, panel_of(body), SENT, MeetingDay.Of.PANEL, PANEL_MET),
    ):
        found = body.meeting_days.filter(of=of, on=met).first()
        day = found or keep_meeting(body=body, of=of, name=committee.name, on=met)
        wanted = Wanted(kind, committee, dated, day, contact=WROTE)
        _signed(make_report(instrument=variation, wanted=wanted, by=None))
    keep_house(house=house_of(body), chains={}, markings=["Official", "Official-Sensitive"])  # of a later day


def _signed(report: Report) -> None:
    for place in report.chain:
        sign(report=report, place=place, name=SIGNED[place], by=None, revision=report.revision)
