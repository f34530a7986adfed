"""What a report is made from, read from the record as it stood on the day that the report is dated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse

from boards.queries.comparing import compared, listed_between
from boards.queries.decisions import made_of
from boards.text.facts import (
    Ahead,
    Asked,
    Brought,
    Change,
    Endorsed,
    Regard,
    ReportFacts,
    Source,
    Texts,
    Views,
)
from plans.models import Body, Edition, EvidenceItem, Instrument, MeetingDay, StepTaken
from plans.queries.calendar import as_meeting
from plans.queries.due import task_of
from plans.queries.reasons import reasons_frozen_with
from plans.queries.record import facts_of
from plans.queries.standing import Standing, standing_of
from plans.statute.dates import plan_still_due, said
from plans.statute.differing import clipped
from plans.statute.duties import BY_KEY
from plans.statute.milestones import Meeting, State, Task, Timetable
from plans.statute.timetable import met_on, timetable
from plans.text.changeset.listed import ListedChange

CONSULTED = ("consult_chief_constable", "consult_again")
GROUPS = {"people": "people in the area", "victims": "victims of crime in the area"}
PUBLISHED = "Published"
DAY = timedelta(days=1)


class NotFrozen(Exception):
    """There is no frozen draft to report on; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Asking:
    """
    For whom a report is made: the committee's name, its meeting, contact officer, and where papers lie.

    ``on`` is the last day whose acts count; ``ahead_of`` that from which things are still to come, if it is another.
    """

    committee: str
    meets_on: date | None
    on: date
    to_panel: bool
    ahead_of: date | None = None
    contact: str = ""
    location: str = ""
    terms_item: str = ""

    @property
    def day(self) -> date:
        """The day from which things are still to come."""
        return self.ahead_of or self.on


def report_facts(instrument: Instrument, asking: Asking) -> ReportFacts:
    """
    Return what a report on an instrument (read by ``instruments_of``) says, as the record stood on its date.

    A fixed number of queries, however long the record.

    :raises NotFrozen: if no draft had been frozen by then.
    """
    lines = [line for line in instrument.lines.order_by("seq") if line.taken_on <= asking.on]
    frozen = _last(lines, "prepare_draft")
    if frozen is None or frozen.wording is None:
        raise NotFrozen(
            f"No draft of “{instrument.title}” was frozen by {said(asking.on)}. Freeze the draft first: a report is on "
            "a text that does not change."
        )
    body = instrument.plan.body
    edition = _edition_varied(instrument, frozen)
    texts = _texts(instrument, frozen, edition, lines[-1].seq)
    standing = standing_of(instrument, facts_of(body), lines, asking.day)
    panel_days = body.meeting_days.filter(of=MeetingDay.Of.PANEL, on__gte=asking.day).order_by("on", "id")
    task, planned = _planned(standing, tuple(as_meeting(row) for row in panel_days), asking)
    items = list(instrument.evidence_items.filter(may_be_published=True).order_by("led_by", "dated", "id"))
    endorsements = tuple(
        Endorsed(made.board, made.met_on, made.outcome)
        for made in made_of(instrument)
        if made.met_on <= asking.on and made.met_on != asking.meets_on and not made.in_private
    )
    asked, replied = _last(lines, *CONSULTED), _last(lines, "record_reply")
    replied = replied if asked and replied and replied.seq > asked.seq else None
    sent, requirement = _last(lines, "send_to_panel"), _last(lines, "consider_requirement")
    changes = _changes(texts) if edition else ()
    names = body.names
    return ReportFacts(
        on=asking.on,
        body=body.name,
        holder=names.holder,
        panel=body.panel_name,
        force=body.force_name,
        plan=body.plan_name or names.plan,
        plan_name=instrument.plan.name,
        draft="draft variation" if instrument.is_variation else "draft plan",
        title=instrument.title,
        is_variation=instrument.is_variation,
        edition=edition.number if edition else None,
        edition_on=edition.issued_on if edition else None,
        head=(lines[-1].seq, lines[-1].digest),
        wording=frozen.wording_id or "",
        before=edition.wording_id if edition else "",
        frozen_on=frozen.taken_on,
        committee=asking.committee,
        meets_on=asking.meets_on,
        texts=texts,
        changes=changes,
        objectives=tuple(one.title for part in texts.after.sections for one in part.objectives),
        objectives_changed=_objectives_changed(texts) if edition else (),
        requirement=(requirement.particulars.get("edition") or "its day", requirement.taken_on)
        if requirement
        else None,
        authorities=sum(one.covers(asking.day) and not one.is_chief_constable for one in standing.record.authorities),
        authorities_heard=len(
            {line.particulars.get("authority") for line in lines if line.step == "record_priorities"}
        ),
        regards=_regards(lines),
        views=_views(lines),
        asked=_consultations(instrument, asking.on),
        chief_asked_on=asked.taken_on if asked else None,
        chief_replied_on=replied.taken_on if replied else None,
        chief_commented=bool(replied and replied.particulars.get("comments")),
        endorsed=endorsements,
        sent_on=sent.taken_on if sent else None,
        panel_on=_panel_on(asking, task, planned),
        ahead=_ahead(planned, standing, names),
        ahead_reason=_why_not(planned),
        due_on=_due_on(standing, body),
        evidence=tuple(Brought(item.led_by, item.title, item.source) for item in items),
        sources=_sources(instrument, edition, requirement, endorsements, items, frozen),
        contact=asking.contact,
        location=asking.location,
        terms_item=asking.terms_item,
    )


def _last(lines: Sequence[StepTaken], *keys: str) -> StepTaken | None:
    return next((line for line in reversed(lines) if line.step in keys), None)


def _edition_varied(instrument: Instrument, frozen: StepTaken) -> Edition | None:
    """Return the edition that the frozen draft stood on, which may not be the one that it varies by now."""
    if instrument.base is None:
        return None
    number = frozen.particulars.get("base_edition", instrument.base.number)
    return instrument.plan.editions.select_related("wording").get(number=number)


def _texts(instrument: Instrument, frozen: StepTaken, edition: Edition | None, upto: int) -> Texts:
    before, after = edition.wording.outline if edition else None, frozen.wording.outline
    reasons = reasons_frozen_with(instrument, frozen.wording_id or "", upto=upto)
    return Texts(before, after, compared(before, after), reasons)


def _changes(texts: Texts) -> tuple[Change, ...]:
    sections = {one.section_id: one for one in texts.redline.sections}
    listed = {one.key: one for one in listed_between(texts.before, texts.after)}
    found = []
    for change in texts.redline.changes:
        part = sections.get(change.section_id)
        title = part.section.heading if part else "the title of the plan"
        heading = f"{part.label}, {title}" if part else title
        kind = part.section.kind.value if part else ""
        reason = texts.reasons.get(change.key, "")
        words = _in_words(listed.get(change.key), change.kind)
        place = (change.section_id, heading, title, kind, change.place)
        found.append(Change(change.number, *place, change.kind, words, reason))
    return tuple(found)


def _in_words(change: ListedChange | None, kind: str) -> str:
    before, after = (clipped(change.before), clipped(change.after)) if change else ("", "")
    if kind == "moved" or not (before or after):
        return kind.capitalize()
    if before and after:
        return f"“{before}” becomes “{after}”"
    return f"{'Removed' if before else 'Added'}: “{before or after}”"


def _objectives_changed(texts: Texts) -> tuple[str, ...]:
    titles = {one.code: one.title for part in texts.after.sections for one in part.objectives}
    titles = {one.code: one.title for part in texts.before.sections for one in part.objectives} | titles
    codes = [
        placed.diff.code
        for part in texts.redline.sections
        for placed in part.objectives
        if placed.changes or any(action.changes for action in placed.actions)
    ]
    return tuple(titles[code] for code in dict.fromkeys(codes))


def _regards(lines: Sequence[StepTaken]) -> tuple[Regard, ...]:
    stated = {line.particulars.get("duty"): line.taken_on for line in lines if line.step == "state_regard"}
    return tuple(Regard(BY_KEY[duty].words, on) for duty, on in stated.items() if duty in BY_KEY)


def _views(lines: Sequence[StepTaken]) -> tuple[Views, ...]:
    found = {line.particulars.get("group"): line.taken_on for line in lines if line.step == "obtain_views"}
    return tuple(Views(GROUPS[group], on) for group, on in found.items() if group in GROUPS)


def _consultations(instrument: Instrument, on: date) -> tuple[Asked, ...]:
    rows = instrument.exercises.filter(state="launched", opens_on__lte=on).order_by("opens_on", "id")
    return tuple(Asked(row.title, row.get_audience_display(), row.opens_on, row.closes_on) for row in rows)


def _planned(standing: Standing, meetings: tuple[Meeting, ...], asking: Asking) -> tuple[Task, Timetable]:
    """Return the timetable from the report's date on, led to the Panel's meeting that is known, where one is."""
    task = task_of(standing, meetings)
    known = asking.meets_on if asking.to_panel else met_on(task)
    chosen = Meeting(known, standing.instrument.plan.body.panel_name) if known else task.chosen
    chosen = chosen or next(iter(meetings), None)
    task = replace(task, chosen=chosen)
    if task.issue_by is None and chosen is not None:
        published = task.calendar.earliest_after(chosen.on, task.allowances.response)
        task = replace(task, issue_by=task.calendar.working_day_from(published + DAY))
    return task, timetable(task)


def _panel_on(asking: Asking, task: Task, planned: Timetable) -> date | None:
    if asking.to_panel and asking.meets_on:
        return asking.meets_on
    told = met_on(task)
    return told or (task.chosen.on if task.chosen else planned.meeting.on if planned.meeting else None)


def _ahead(planned: Timetable, standing: Standing, names) -> tuple[Ahead, ...]:
    return tuple(
        Ahead(names.read(one.words), names.read(one.holder.value), one.by, one.rule)
        for one in planned.milestones
        if one.state is not State.DONE and one.by >= standing.on
    )


def _why_not(planned: Timetable) -> str:
    if planned.milestones:
        return planned.reason
    return "" if planned.fits else "No meeting of the Panel that would give it its time is set yet."


def _due_on(standing: Standing, body: Body) -> date | None:
    record = standing.record
    return plan_still_due(record.on, record.elections, (other.issued_on for other in record.other_plans))


def _sources(
    instrument: Instrument,
    edition: Edition | None,
    requirement: StepTaken | None,
    endorsements: Sequence[Endorsed],
    items: Sequence[EvidenceItem],
    frozen: StepTaken,
) -> tuple[Source, ...]:
    plan = instrument.plan
    found = []
    if edition:
        url = reverse("public:edition", args=[plan.ref, edition.number])
        found.append(Source(f"{plan.name}, edition {edition.number}", f"On the website: {url}"))
    found.append(
        Source(f"{instrument.title}: the draft frozen on {said(frozen.taken_on)}, wording {frozen.wording_id[:12]}")
    )
    if requirement and requirement.particulars.get("edition"):
        found.append(Source(f"Strategic Policing Requirement, {requirement.particulars['edition']}", PUBLISHED))
    found += [Source(f"{item.title} ({item.source})") for item in items]
    found += [Source(f"Minute of the {one.board}, {said(one.on)}") for one in endorsements]
    return tuple(found)
