"""Where an instrument stands, and what a line of its record says, in sentences."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from plans.models import Instrument, StepTaken
from plans.queries.course import CoursePage
from plans.queries.standing import Standing
from plans.statute.dates import said, year_words
from plans.statute.guards.afterwards import corrected_since, recipients_of_copies, recipients_owed
from plans.statute.guards.duties import duty_in_words
from plans.statute.guards.reviews import OUTCOMES, TRIGGERS
from plans.statute.kinds import KINDS
from plans.statute.terms import InstrumentKind, Stage


def joined(things: Iterable[str]) -> str:
    """Return things one after the other, the last two with "and" between them."""
    *before, last = list(things) or [""]
    return f"{', '.join(before)} and {last}" if before else last


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: "1 thing", "3 things"."""
    return f"{number} {one if number == 1 else many}"


def in_letters(number: int) -> str:
    """Return a small number as a word: "five"."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)


def kicker(instrument: Instrument) -> str:
    """Return what an instrument belongs to: "Variation 2026-02 of the Police and Crime Plan 2025 to 2029"."""
    plan = instrument.plan.name
    kind = instrument.kind_words.capitalize()
    if instrument.year is not None:
        return f"{kind} on {year_words(instrument.year)}"
    if instrument.kind == InstrumentKind.REVIEW:
        return f"{kind} {instrument.ref} of {plan}"
    return f"{kind} {instrument.ref} of {plan}" if instrument.is_variation else f"{kind} {instrument.ref}: {plan}"


def in_words(standing: Standing, line: StepTaken) -> str:
    """Return what a line of the record says of its step, in a sentence, or ""."""
    said_of = line.particulars
    match line.step:
        case "consider_requirement":
            return f"Statement made against the edition of {said_of.get('edition')}."
        case "state_regard":
            edition = said_of.get("edition")
            words = duty_in_words(said_of.get("duty"))
            return f"Regard to {words}{f': {edition}' if edition else ''}."
        case "record_priorities":
            names = {a.ref: a.name for a in standing.record.authorities}
            name = names.get(str(said_of.get("authority")), str(said_of.get("authority")))
            return f"{name}: {'priorities on the record' if said_of.get('priorities') else 'asked, and gave none'}."
        case "obtain_views":
            return {"people": "People in the area.", "victims": "Victims of crime."}.get(str(said_of.get("group")), "")
        case "prepare_draft":
            changed = counted(len(said_of.get("changed", {})), "section", "sections")
            if not KINDS[standing.record.kind].has_floor:
                return f"Text {(line.wording_id or '')[:8]} was frozen, with {changed}."
            return f"Draft {(line.wording_id or '')[:8]} was frozen, with {changed} changed."
        case "consult_chief_constable" | "consult_again":
            by = said_of.get("reply_by")
            whom = f"{said_of.get('rank', '')} {said_of['asked']} was asked" if said_of.get("asked") else "Asked"
            until = f", for a reply by {said(date.fromisoformat(by))}." if by else "."
            return f"{whom} about draft {(line.wording_id or '')[:8]}{until}"
        case "record_reply":
            rank = f", as {said_of['rank']}" if said_of.get("rank") else ""
            return f"Replied {'with' if said_of.get('comments') else 'without'} comments{rank}."
        case "send_to_panel" if not KINDS[standing.record.kind].has_floor:
            return f"Text {(line.wording_id or '')[:8]} was sent, whole."
        case "send_to_panel":
            return f"{counted(len(said_of.get('sections', ())), 'changed section', 'changed sections')} sent."
        case "report":
            count = len(said_of.get("recommendations", ()))
            return f"A report with {counted(count, 'recommendation', 'recommendations')}, adopted by the full Panel."
        case "respond":
            return f"{counted(len(said_of.get('answers', ())), 'recommendation', 'recommendations')} answered."
        case "own_draft":
            return (
                f"Draft {(line.wording_id or '')[:8]} is the Commissioner’s own. {said_of.get('statement', '')}".strip()
            )
        case "record_decision":
            return f"Decision {said_of.get('number')}."
        case "issue":
            return f"Edition {said_of.get('edition')}."
        case "send_copy":
            return _copies_in_words(standing, said_of)
        case "copy_came_back":
            return f"To {joined(_recipients(standing, said_of))}. {said_of.get('why', '')}".strip()
            return f"{counted(len(said_of.get('to', ())), 'copy', 'copies')} sent."
        case "open_review" | "decline_review":
            of = said_of.get("annual_report") or said_of.get("edition") or said_of.get("why") or ""
            trigger = TRIGGERS.get(str(said_of.get("trigger")), "")
            why = f" Not reviewed: {said_of.get('reason')}" if line.step == "decline_review" else ""
            return f"Set off by {trigger}: {of}{'' if of.endswith('.') else '.'}{why}"
        case "consider":
            return str(said_of.get("considered", ""))
        case "end_review":
            return f"{OUTCOMES.get(str(said_of.get('outcome')), '')}. {said_of.get('reason', '')}"
        case "panel_meeting":
            public = "A public meeting" if said_of.get("public") else "A meeting that was not public"
            return f"{public}, attended by {said_of.get('attended_by', 'nobody')}."
        case "consider_framework":
            return f"Statement made against the edition of {said_of.get('edition')}."
    return ""


def _recipients(standing: Standing, said_of: Mapping[str, Any]) -> list[str]:
    names = recipients_of_copies(standing.record) | corrected_since(standing.record)[0]
    return [names.get(str(to), str(to)) for to in said_of.get("to") or ()]


def _copies_in_words(standing: Standing, said_of: Mapping[str, Any]) -> str:
    to = _recipients(standing, said_of)
    sent = f"Copy to {to[0]}" if len(to) == 1 else counted(len(to), "copy", "copies") + " sent"
    form, channel = said_of.get("form"), said_of.get("channel")
    return f"{sent}{f' by {channel}' if channel else ''}{f': {form}' if form else ''}."


def owed_in_words(standing: Standing) -> str:
    """Return to whom no copy of what was issued has gone, or came back, in a sentence; "" if everybody has one."""
    owed = list(recipients_owed(standing.record).values())
    if not owed:
        return ""
    shown = owed if len(owed) <= 3 else [*owed[:2], f"{len(owed) - 2} others"]
    return f"{joined(shown)[0].upper()}{joined(shown)[1:]} {'has' if len(owed) == 1 else 'have'} no copy yet."


def lead(page: CoursePage) -> str:
    """Return the one sentence that says where an instrument stands."""
    of_a_kind = {InstrumentKind.REVIEW: _lead_of_review, InstrumentKind.ANNUAL_REPORT: _lead_of_report}
    words = of_a_kind.get(page.standing.record.kind, _lead_of_draft)(page)
    return page.standing.names.read(words)


def _lead_of_review(page: CoursePage) -> str:
    standing = page.standing
    match Stage(standing.instrument.stage):
        case Stage.DRAFTING:
            return f"This review is open since {said(standing.instrument.begun_on)}." + (
                f" Next: {standing.next.words[0].lower()}{standing.next.words[1:]}." if standing.next else ""
            )
        case Stage.CLOSED:
            line = standing.line("end_review")
            return f"The review ended on {said(line.taken_on)}. {in_words(standing, line)}"
        case _:
            line = standing.line("decline_review")
            return f"No review was opened. {line.by_name} decided so on {said(line.taken_on)}, with the reason below."


def _lead_of_report(page: CoursePage) -> str:
    standing = page.standing
    made, sent, after = standing.line("prepare_draft"), standing.line("send_to_panel"), standing.next
    following = f" Next: {after.words[0].lower()}{after.words[1:]}." if after else ""
    match Stage(standing.instrument.stage):
        case Stage.DRAFTING if made is None:
            return "This annual report is being prepared." + following
        case Stage.DRAFTING:
            days = counted((standing.on - made.taken_on).days, "day", "days")
            return f"Prepared {days} ago, and not sent yet. It goes to the Panel as soon as practicable, s.12(2)."
        case Stage.WITH_PANEL:
            return f"The Panel has had this annual report since {said(sent.taken_on)}.{following}"
        case Stage.REPORTED:
            return f"The Panel’s part is done.{following}"
        case Stage.CLOSED:
            return f"The file was closed on {said(standing.since)}."
        case _:
            return f"Withdrawn on {said(standing.since)}. {standing.line('withdraw').particulars.get('why', '')}"


def _lead_of_draft(page: CoursePage) -> str:
    standing = page.standing
    it = standing.instrument.kind_words
    things = counted(len(standing.gates), "thing stands", "things stand")
    match Stage(standing.instrument.stage):
        case Stage.DRAFTING:
            after = standing.next
            return f"This {it} is being drafted." + (
                f" Next: {after.words[0].lower()}{after.words[1:]}." if after else ""
            )
        case Stage.WITH_PANEL:
            clock = page.clock
            return f"The Panel is reviewing this {it}. It has had {clock.had} of {clock.floor} clear working days."
        case Stage.REPORTED if standing.gates:
            return f"The Panel’s part is done. {things} in the way of issuing this {it}."
        case Stage.REPORTED:
            return f"Nothing stands in the way: the Commissioner may issue this {it}."
        case Stage.ISSUED:
            line = standing.line("issue")
            left = counted(len(standing.steps) - standing.done_count, "step is", "steps are")
            return f"Issued on {said(line.taken_on)}. {left} left before the file is closed."
        case Stage.CLOSED:
            return f"Issued on {said(standing.line('issue').taken_on)}, and the file closed on {said(standing.since)}."
        case _:
            line = standing.line("withdraw")
            return f"Withdrawn on {said(line.taken_on)}. {line.particulars.get('why', '')}"
