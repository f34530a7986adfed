"""Where an instrument stands, and what a line of its record says, in sentences."""

from datetime import date

from plans.models import Instrument, StepTaken
from plans.queries.course import CoursePage
from plans.queries.standing import Standing
from plans.statute.dates import said
from plans.statute.terms import Stage


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: "1 thing", "3 things"."""
    return f"{number} {one if number == 1 else many}"


def kicker(instrument: Instrument) -> str:
    """Return what an instrument belongs to: "Variation 2026-02 of the Police and Crime Plan 2025 to 2029"."""
    plan = instrument.plan.name
    kind = instrument.kind_words.capitalize()
    return f"{kind} {instrument.ref} of {plan}" if instrument.is_variation else f"{kind} {instrument.ref}: {plan}"


def in_words(standing: Standing, line: StepTaken) -> str:
    """Return what a line of the record says of its step, in a sentence, or ""."""
    said_of = line.particulars
    match line.step:
        case "consider_requirement":
            return f"Statement made against the edition of {said_of.get('edition')}."
        case "record_priorities":
            names = {a.ref: a.name for a in standing.record.authorities}
            name = names.get(str(said_of.get("authority")), str(said_of.get("authority")))
            return f"{name}: {'priorities on the record' if said_of.get('priorities') else 'asked, and gave none'}."
        case "obtain_views":
            return {"people": "People in the area.", "victims": "Victims of crime."}.get(str(said_of.get("group")), "")
        case "prepare_draft":
            changed = counted(len(said_of.get("changed", {})), "section", "sections")
            return f"Draft {(line.wording_id or '')[:8]} was frozen, with {changed} changed."
        case "consult_chief_constable" | "consult_again":
            by = said_of.get("reply_by")
            return f"Asked about draft {(line.wording_id or '')[:8]}" + (
                f", for a reply by {said(date.fromisoformat(by))}." if by else "."
            )
        case "record_reply":
            return "Replied with comments." if said_of.get("comments") else "Replied without comments."
        case "send_to_panel":
            return f"{counted(len(said_of.get('sections', ())), 'changed section', 'changed sections')} sent."
        case "report":
            count = len(said_of.get("recommendations", ()))
            return f"A report with {counted(count, 'recommendation', 'recommendations')}, adopted by the full Panel."
        case "respond":
            return f"{counted(len(said_of.get('answers', ())), 'recommendation', 'recommendations')} answered."
        case "record_decision":
            return f"Decision {said_of.get('number')}."
        case "issue":
            return f"Edition {said_of.get('edition')}."
        case "send_copy":
            return f"{counted(len(said_of.get('to', ())), 'copy', 'copies')} sent."
    return ""


def lead(page: CoursePage) -> str:
    """Return the one sentence that says where an instrument stands."""
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
