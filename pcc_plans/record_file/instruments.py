"""Begins the instruments of a record file when their edition is there, and lays out the work in hand at the end."""

from typing import Any

from panel_reviews.services import draft_answer, open_review, recommend
from pcc_plans.record_file.entries import BodyEntry, InstrumentEntry
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.evidence_base import put_items
from pcc_plans.record_file.meetings import put_meeting
from pcc_plans.record_file.wordings import Wordings
from plans.models import Body, Instrument, MeetingDay, Plan
from plans.queries.severities import laws_of_day
from plans.queries.texts import draft_outline
from plans.services.annual_reports import begin_annual_report
from plans.services.drafts import NotEditable, begin_plan, begin_variation, put_text
from plans.services.publicity import make_public
from plans.services.reasons import give_reason
from plans.services.reviews import begin_review
from plans.statute.terms import InstrumentKind
from plans.text.markup import MarkupError
from plans.text.outline import OutlineError


class Instruments:
    """The instruments of one body of the file, begun one after another."""

    def __init__(self, body: Body, entry: BodyEntry, wordings: Wordings) -> None:
        self._body = body
        self._wordings = wordings
        self._plans = {plan.ref: plan for plan in entry.plans}
        self._documents = entry.documents
        self._entries = {instrument.ref: instrument for instrument in entry.instruments}
        self._begun: dict[str, Instrument] = {}

    def begun(self, ref: str) -> Instrument:
        """Return an instrument, begun if it was not yet."""
        if ref not in self._begun:
            entry = self._entries[ref]
            make = {InstrumentKind.REVIEW: self._review, InstrumentKind.ANNUAL_REPORT: self._annual_report}.get(
                entry.kind, self._draft_plan if entry.kind.makes_a_plan else self._variation
            )
            try:
                self._begun[ref] = make(entry)
            except NotEditable as refused:
                raise FileWrong(entry.line, str(refused)) from refused
        return self._begun[ref]

    def begin_on_the_edition_of(self, ref: str) -> None:
        """Begin each variation that says it varies the edition just issued, before a later edition is there."""
        edition = self._begun[ref].plan.editions.order_by("-number").first()
        for entry in self._entries.values():
            if edition and entry.kind.varies and (entry.plan, entry.base) == (edition.plan.ref, edition.number):
                self.begun(entry.ref)

    def put_work_in_hand(self) -> None:
        """Begin what has no act yet, and put each working draft, unadopted recommendation and ungiven answer."""
        for entry in self._entries.values():
            instrument = Instrument.objects.select_related("plan", "base__wording").get(pk=self.begun(entry.ref).pk)
            try:
                self._put_work(entry, instrument)
            except (NotEditable, OutlineError, MarkupError) as wrong:
                raise FileWrong(entry.line, str(wrong)) from wrong

    def _draft_plan(self, entry: InstrumentEntry) -> Instrument:
        if Plan.objects.filter(ref=entry.plan).exists():
            raise FileWrong(entry.line, f"The plan “{entry.plan}” is made by one draft plan; this is its second.")
        plan = self._plans[entry.plan]
        instrument = begin_plan(
            body=self._body,
            title=plan.title,
            years=plan.years,
            on=entry.begun_on,
            ref=plan.ref,
            instrument_ref=entry.ref,
            law=self._law_of(entry),
            kind=entry.kind,
            came_of=self._came_of(entry),
        )
        if plan.welsh_title:
            instrument.plan.welsh_title = plan.welsh_title
            instrument.plan.save(update_fields=["welsh_title"])
        return _with_facts(instrument, entry)

    def _came_of(self, entry: InstrumentEntry) -> Instrument | None:
        return self.begun(entry.came_of) if entry.came_of else None

    def _review(self, entry: InstrumentEntry) -> Instrument:
        plan = Plan.objects.filter(ref=entry.plan).first()
        if plan is None:
            raise FileWrong(
                entry.line, f"The plan “{entry.plan}” has not been begun by then, so nothing can review it."
            )
        return _with_facts(begin_review(plan=plan, title=entry.title, on=entry.begun_on, ref=entry.ref), entry)

    def _annual_report(self, entry: InstrumentEntry) -> Instrument:
        plan = Plan.objects.filter(ref=entry.plan).first()
        if plan is None:
            raise FileWrong(
                entry.line, f"The plan “{entry.plan}” has not been begun by then, so it has no annual report."
            )
        report = begin_annual_report(
            body=self._body, year=entry.year or 0, title=entry.title, on=entry.begun_on, ref=entry.ref, plan=plan
        )
        return _with_facts(report, entry)

    def _variation(self, entry: InstrumentEntry) -> Instrument:
        plan = Plan.objects.filter(ref=entry.plan).first()
        latest = plan.editions.order_by("-number").first() if plan else None
        if plan is None or latest is None:
            raise FileWrong(entry.line, f"The plan “{entry.plan}” has not been issued by then, so nothing can vary it.")
        if entry.base is not None and entry.base != latest.number:
            raise FileWrong(
                entry.line,
                f"Edition {entry.base} of “{entry.plan}” is not the latest when this variation is begun; "
                f"edition {latest.number} is.",
            )
        begun = begin_variation(
            plan=plan,
            title=entry.title,
            on=entry.begun_on,
            ref=entry.ref,
            law=self._law_of(entry),
            came_of=self._came_of(entry),
        )
        return _with_facts(begun, entry)

    def _law_of(self, entry: InstrumentEntry) -> dict[str, Any] | None:
        """Return the law that the file says it was begun under; :raises FileWrong: if it was not the body's then."""
        if entry.law is None:
            return None
        changes = list(self._body.severity_changes.order_by("seq"))
        if entry.law["held"] not in laws_of_day(changes, entry.begun_on):
            raise FileWrong(entry.line, f"“{entry.ref}” was begun under a law that was not the body’s on that day.")
        return entry.law

    def _put_work(self, entry: InstrumentEntry, instrument: Instrument) -> None:
        if entry.rebased_on is not None:
            put_on_edition(instrument, entry.rebased_on, entry.line)
        if entry.draft is not None:
            outline = self._wordings.text_for(instrument, entry.draft)
            if outline != draft_outline(instrument):
                put_text(instrument=instrument, outline=outline)
        if entry.meeting is not None:
            put_meeting(instrument, entry.meeting, self._wordings.text_for(instrument, entry.meeting.draft))
        self._put_review(entry, instrument)
        put_items(instrument, entry.evidence_base, self._documents)
        if entry.public_from is not None:
            make_public(instrument=instrument, on=entry.public_from)

    def _put_review(self, entry: InstrumentEntry, instrument: Instrument) -> None:
        review = open_review(instrument=instrument) if entry.recommendations or entry.answers else None
        if review is None and (entry.recommendations or entry.answers):
            raise FileWrong(entry.line, "The draft has not been sent to the Panel, so there is nothing to recommend.")
        if review is None:
            return
        if entry.recommendations and review.is_adopted:
            raise FileWrong(entry.line, "The Panel has reported. Its recommendations stand with its “report”.")
        for one in entry.recommendations:
            recommend(review=review, words=one["words"], concerns=one["concerns"])
        for answer in entry.answers:
            recommendation = instrument.recommendations.filter(number=answer["number"]).first()
            if recommendation is None:
                raise FileWrong(entry.line, f"There is no recommendation {answer['number']} to answer.")
            draft_answer(recommendation=recommendation, outcome=answer["outcome"], reason=answer["reason"])


def put_on_edition(instrument: Instrument, number: int, line: int) -> None:
    """
    Note that a variation was brought up to date with a later edition; its text is given whole beside it.

    :raises FileWrong: if the plan has no such edition by then.
    """
    edition = instrument.plan.editions.select_related("wording").filter(number=number).first()
    if edition is None or instrument.base is None:
        raise FileWrong(line, f"There is no edition {number} by then, on which the draft could stand.")
    if instrument.base.pk != edition.pk:
        instrument.base = edition
        instrument.save()


def _with_facts(instrument: Instrument, entry: InstrumentEntry) -> Instrument:
    if (instrument.title, instrument.hoped_for_issue_on) != (entry.title, entry.hoped_for_issue_on):
        instrument.title, instrument.hoped_for_issue_on = entry.title, entry.hoped_for_issue_on
        instrument.save()
    if entry.planned_meeting is not None:
        instrument.planned_meeting = _meeting_of(instrument, entry)
        instrument.save(update_fields=["planned_meeting"])
    for key, reason in sorted(entry.reasons.items()):
        give_reason(instrument=instrument, change_keys=[key], reason=reason)
    return instrument


def _meeting_of(instrument: Instrument, entry: InstrumentEntry) -> MeetingDay:
    """Return the Panel's meeting of a timetable; :raises FileWrong: if the file has none on that day."""
    days = instrument.plan.body.meeting_days.filter(of=MeetingDay.Of.PANEL, on=entry.planned_meeting)
    if (found := days.first()) is None:
        raise FileWrong(entry.line, f"“{entry.ref}” is planned for a meeting of the Panel that is not in the file.")
    return found
