"""How the office's pages say where an instrument stands: queries' answers as what the components take."""

from collections.abc import Collection, Iterable
from typing import Any

from plans.models import Instrument
from plans.queries.course import OF_THE_COMMISSIONER, PanelClock
from plans.queries.standing import Standing, StepStanding
from plans.statute.dates import said, weekday
from plans.statute.kinds import KINDS
from plans.statute.rules import RULES
from plans.statute.terms import Office, Refusal, Stage, Tenure
from plans.views.context import address
from plans.views.office.words import counted, in_words, joined

# Steps that have a page of their own in another app; the others have one under /steps/.
OWN_PAGES = {
    "respond": "responses:respond",
    "publish_response": "responses:publish",
    "record_decision": "boards:decision",
}
# Steps that are begun on a page of their own; they can also be recorded under /steps/.
BEGUN_ON = {"send_copy": "office:copies"}
# Steps that the office does not record here: the Panel's own, and those taken before there is a review to see.
NOT_OURS = ("report", "open_review", "decline_review")
BUTTONS = {
    "consider_requirement": "Record the regard had",
    "state_regard": "State the regard had",
    "record_priorities": "Record priorities",
    "obtain_views": "Record views",
    "prepare_draft": "Freeze the draft",
    "consult_chief_constable": "Ask the Chief Constable",
    "consult_again": "Ask the Chief Constable again",
    "record_reply": "Record a reply by letter",
    "send_to_panel": "Send it to the Panel",
    "no_report": "Go on without a report",
    "have_regard": "Record the regard had to the report",
    "respond": "Answer the Panel",
    "publish_response": "Publish the response",
    "own_draft": "Own this draft",
    "record_decision": "Record the decision",
    "issue": "Issue it",
    "send_copy": "Send the copies",
    "copy_came_back": "Note that a copy came back",
    "publish": "Record the publication",
    "close": "Close the file",
    "withdraw": "Withdraw it",
    "open_review": "Open the review",
    "decline_review": "Decline it",
    "consider": "Record what was considered",
    "end_review": "End the review",
    "panel_meeting": "Record the Panel’s meeting",
    "consider_framework": "Record the regard had",
}
# Steps that may be taken again at the same stage, with what the link says then.
REPEATED = {
    "consider_requirement": "State it against another edition",
    "state_regard": "State the regard had to another duty",
    "record_priorities": "Record other priorities",
    "obtain_views": "Record other views",
    "prepare_draft": "Freeze the draft again",
    "consult_chief_constable": "Ask the Chief Constable again",
    "send_copy": "See the copies",
    "consider": "Record more that was considered",
    "publish": "Record another publication",
}
WHO = {
    Office.COMMISSIONER: "The office",
    Office.CHIEF_CONSTABLE: "The Chief Constable",
    Office.PANEL: "The Panel",
    Office.CHIEF_EXECUTIVE: "The chief executive",
}


def page_of_step(ref: str, key: str) -> str:
    """Return the address where a step is taken, or "" where the office does not take it."""
    if key in NOT_OURS:
        return ""
    own = OWN_PAGES.get(key) or BEGUN_ON.get(key)
    return address(own, ref) if own else address("office:step", ref, key)


def act_that_clears(standing: Standing, refusal: Refusal, takes: Collection[str]) -> dict[str, str] | None:
    """Return the link that clears a refusal, where it can be done now by one who may take the steps ``takes``."""
    key = refusal.clears
    if key == "consult_again" and standing.instrument.stage == Stage.DRAFTING:
        key = "consult_chief_constable"
    step = standing.find(key)
    ref = standing.instrument.ref
    if refusal.rule == "P3":
        url = address("office:rebase", ref)
        return {"label": "Bring the draft up to date", "url": url} if url else None
    if refusal.rule.startswith("C"):
        url = address("office:draft", ref)
        return {"label": "Open the draft", "url": url} if url else None
    if step is None or step.state in ("later", "blocked") or key not in takes:
        return None
    url = page_of_step(ref, key)
    return {"label": BUTTONS[key], "url": url} if url else None


def acting_notice(acting: Tenure | None, *, here: bool = False) -> dict[str, str] | None:
    """Return what is barred, and what is not, while a commissioner is acting; ``here`` on the page of the register."""
    if acting is None:
        return None
    return {
        "strong": f"{acting.name} is acting commissioner since {said(acting.from_on)}.",
        "words": (
            "Not barred: preparing and freezing a draft, consulting, sending it to the Panel, and giving and "
            "publishing the response. Barred: issuing a plan or a variation, and deciding to (s.62). A draft that is "
            "frozen now waits for the next commissioner, who owns it in person before it is issued."
        ),
        "url": "" if here else address("office:offices"),
        "link": "See who holds which office",
    }


def law_notice(instrument: Instrument) -> dict[str, str] | None:
    """Return which rules an instrument is under otherwise than the table has them, or None."""
    held = sorted(instrument.law.get("held", {}))
    if not held:
        return None
    rules = joined(f"{rule} ({RULES[rule].section})" for rule in held if rule in RULES)
    return {
        "strong": "Begun under a changed table.",
        "words": f"For this {instrument.kind_words}, an officer’s reason is enough to go on in spite of {rules}.",
        "url": address("office:law"),
        "link": "See how the law is held",
    }


def gates(standing: Standing, takes: Collection[str]) -> list[dict[str, Any]]:
    """Return what stands in the way of issuing, as the gates component takes it; ``takes`` as for ``steps``."""
    return [
        {
            "reason": refusal.reason,
            "section": refusal.section,
            "waivable": refusal.waivable,
            "act": act_that_clears(standing, refusal, takes),
        }
        for refusal in standing.gates
    ]


def gates_summary(refusals: Iterable[Refusal]) -> str:
    """Return one sentence that counts what must be done and what can be passed with a reason."""
    hard = sum(not refusal.waivable for refusal in refusals)
    soft = sum(refusal.waivable for refusal in refusals)
    parts = []
    if hard:
        parts.append(f"{counted(hard, 'thing must', 'things must')} be done.")
    if soft:
        parts.append(f"{soft} can be passed with a reason that is kept and shown.")
    return " ".join(parts)


def steps(standing: Standing, takes: Iterable[str]) -> list[dict[str, Any]]:
    """Return the course as the step component takes it; ``takes`` are the keys that this person may record."""
    return [_step(standing, step, set(takes)) for step in standing.steps]


def _step(standing: Standing, step: StepStanding, takes: set[str]) -> dict[str, Any]:
    url = page_of_step(standing.instrument.ref, step.key)
    may = step.key in takes and bool(url)
    link = {"label": BUTTONS.get(step.key, step.words), "url": url}
    shown: dict[str, Any] = {
        "name": step.words,
        "section": step.section,
        "state": step.state,
        "what": _what(standing, step),
        "who": _who(standing, step),
        "waived": " ".join(f"{w['reason']} ({w['officer']})" for line in step.lines for w in line.waivers),
    }
    if step.state == "next" and may:
        shown["act"] = link
    elif may and (step.state == "open" or _may_be_repeated(standing, step)):
        shown["links"] = [link | ({"label": REPEATED[step.key]} if step.state == "done" else {})]
    return shown


def _may_be_repeated(standing: Standing, step: StepStanding) -> bool:
    return step.state == "done" and step.key in REPEATED and standing.record.stage in step.step.at


def _what(standing: Standing, step: StepStanding) -> str:
    if step.state == "done":
        return " ".join(sentence for line in step.lines if (sentence := in_words(standing, line)))
    if step.state == "blocked":
        if step.key == KINDS[standing.record.kind].goal:
            return "See what stands in the way, above."
        return " ".join(f"{refusal.reason}" for refusal in step.refusals)
    if step.refusals:
        return " ".join(refusal.reason for refusal in step.refusals) + " It can be passed with a reason."
    if step.state == "open" and step.key == "obtain_views" and KINDS[standing.record.kind].answers_s7:
        return "The Act asks for this before a plan is issued. For a variation it can be passed with a reason."
    return standing.names.read(STILL_TO_DO.get(step.key, ""))


STILL_TO_DO = {
    "state_regard": "Children, equality, value for money, and guidance where some is in force: a statement for each.",
    "record_priorities": "Each responsible authority has its priorities on the record, or an entry that it gave none.",
    "obtain_views": "Two matters: people in the area, and victims of crime.",
    "prepare_draft": "Freezing keeps the words as they stand. What is consulted on and sent is a frozen draft.",
    "record_reply": "The reply comes through the signed link, or by letter.",
    "report": "The full Panel adopts its report or recommendations and records them in its own room.",
    "consult_again": "The latest frozen draft differs from the one on which the Chief Constable was consulted.",
    "issue": "Only the Commissioner may do this, in person.",
    "own_draft": "It was prepared under an acting commissioner. The Commissioner reads it and owns it, in person.",
    "panel_meeting": "The meeting is public. The Commissioner presents the report in person and answers questions.",
    "end_review": "It ends in no change, a variation or a new plan, with the reason.",
    "record_decision": "Only the Commissioner decides. A board’s endorsement is not the decision.",
}


def _who(standing: Standing, step: StepStanding) -> str:
    if step.state == "done" and step.lines:
        last = step.lines[-1]
        return f"{last.by_name}, {said(last.taken_on)}"
    who = "The Commissioner" if step.key in OF_THE_COMMISSIONER else WHO[step.step.by]
    who = "Only the Commissioner may do this" if step.step.personal else who
    who = standing.names.read(who)
    if step.state == "next" and step.step.by in (Office.PANEL, Office.CHIEF_CONSTABLE):
        return f"With {who[0].lower()}{who[1:]} since {said(standing.since)}"
    return who


def clock(clock: PanelClock) -> dict[str, Any]:
    """Return the Panel's time as the clock component takes it."""
    met = [{"term": "Reported", "fact": weekday(clock.ended_on)}] if clock.ended_on else []
    return {
        "had": clock.had,
        "floor": clock.floor,
        "days": [n < clock.had for n in range(clock.floor)],
        "state": clock.state,
        "facts": [
            {"term": "Sent", "fact": weekday(clock.sent_on)},
            *met,
            {"term": "Your office’s floor", "fact": f"{clock.floor} days; the Act says only “reasonable”"},
        ],
    }
