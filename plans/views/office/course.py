"""The course page of one instrument: where it stands, what stands in the way, and what comes next."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.models import Body, Consultation, Letter, Membership
from plans.permissions import membership_of, steps_recorded_by
from plans.queries.annual_reports import plans_of_year
from plans.queries.before_issue import to_be_seen_before_issue
from plans.queries.calendar import as_meeting, panel_meetings_of
from plans.queries.course import CoursePage, course_page
from plans.queries.due import task_of
from plans.queries.duties import duties_of
from plans.queries.public import review_is_public
from plans.queries.standing import Standing
from plans.services.consulting import link_of, may_reply
from plans.services.publicity import NotYetPublic, show_draft
from plans.statute.dates import said
from plans.statute.differing import by_section, in_the_way
from plans.statute.guards.reviews import NEW_PLAN, VARY
from plans.statute.kinds import KINDS
from plans.statute.procedures import VERSIONS
from plans.statute.tenures import acting_on
from plans.statute.terms import InstrumentKind, Stage
from plans.statute.timetable import timetable as planned_for
from plans.views.context import address
from plans.views.dates.shown import next_in_words, pre_election_notice
from plans.views.dates.timetable import instead
from plans.views.dates.timetable import lead as lead_of_timetable
from plans.views.differences import consult_button
from plans.views.office import shown
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.words import counted, in_letters, joined, kicker, lead, owed_in_words

# Where the public reads an instrument, if not on the page of a variation.
PUBLIC_PAGES = {InstrumentKind.ANNUAL_REPORT: "public:report"}


@login_required
@require_safe
def course(request: HttpRequest, ref: str) -> HttpResponse:
    body = office_of(request.user)
    instrument = instrument_of(body, ref)
    page = course_page(instrument, timezone.localdate())
    takes = steps_recorded_by(request.user, body, VERSIONS[instrument.procedure].steps)
    context = {
        "page": page,
        "instrument": instrument,
        "kicker": kicker(instrument),
        "lead": lead(page),
        "acting": shown.acting_notice(acting_on(page.standing.record.tenures, page.standing.on)),
        "law": shown.law_notice(instrument),
        "facts": _facts(page),
        "gates": shown.gates(page.standing, takes),
        "gates_summary": shown.gates_summary(page.standing.gates),
        "steps": shown.steps(page.standing, takes),
        "beside": _beside(page, takes),
        "differing": _differing(page, membership_of(request.user, body)),
        "warned": to_be_seen_before_issue(page.standing),
        "clock": shown.clock(page.clock) if page.clock else None,
        "waiting": [{"who": w.who, "what": f"{w.what} Since {said(w.since)}."} for w in page.waiting],
        "documents": _documents(page),
        "may_be_shown": page.standing.line("send_to_panel")
        and page.standing.instrument.is_open
        and not _is_public(page),
        "consultations": [_consultation(row, request) for row in page.consultations],
        "draft_url": address("office:draft", ref),
        "owed": owed_in_words(page.standing),
        "copies_url": address("office:copies", ref),
        "timetable": _timetable(body, page) if instrument.is_open and _is_issued_some_day(page) else None,
        "pre_election": pre_election_notice(page.standing),
        "act": KINDS[page.standing.record.kind].act,
        "clear_days": in_letters(page.standing.record.calendar.agenda_clear_days),
        "follows": _follows(page),
    }
    return render(request, "plans/office/course.html", context)


def _timetable(body: Body, page: CoursePage) -> dict[str, Any]:
    """Return whether the timetable fits, what is next, and what would work instead, in sentences."""
    standing = page.standing
    meetings = panel_meetings_of(body, standing.on)
    task = task_of(standing, (as_meeting(row) for row in meetings))
    planned = planned_for(task)
    return {
        "fits": planned.fits,
        "words": lead_of_timetable(planned, task) if planned.fits else planned.reason,
        "next": next_in_words(planned.next) if planned.fits and planned.next else "",
        "instead": instead(planned) if planned.milestones else "",
        "url": address("office:timetable", standing.instrument.ref),
        "broken": bool(planned.milestones) and not planned.fits,
    }


def _differing(page: CoursePage, membership: Membership) -> dict[str, Any] | None:
    """Return what nobody has consulted the Chief Constable on, and the button that does; None where it is nothing."""
    left = in_the_way(page.standing.record) if page.standing.instrument.is_open else ()
    if not left:
        return None
    instrument = page.standing.instrument
    found = (
        f"{counted(len(left), 'difference', 'differences')} in {counted(len(by_section(left)), 'section', 'sections')}"
    )
    words = f"{found} from the draft that the Chief Constable saw. One further consultation covers all of it."
    return {"words": words, "button": consult_button(instrument, len(left), membership.role)}


def _facts(page: CoursePage) -> list[dict[str, Any]]:
    standing = page.standing
    hoped = standing.instrument.hoped_for_issue_on
    waiting = ", ".join(w.who[0].lower() + w.who[1:] for w in page.waiting) or "nobody"
    return [
        {"term": "Today", "fact": said(standing.on)},
        *_of_its_kind(standing),
        {"term": "Waiting on", "fact": waiting},
        *([{"term": "Hoped-for issue", "fact": said(hoped)}] if hoped else []),
        {"term": "Steps done", "fact": f"{standing.done_count} of {len(standing.steps)}"},
    ]


def _of_its_kind(standing: Standing) -> list[dict[str, Any]]:
    """Return what is to be known of an annual report, or of what came of a review, before anything else."""
    instrument = standing.instrument
    facts: list[dict[str, Any]] = []
    if instrument.year is not None:
        plans = plans_of_year(standing.issued_plans, instrument.year)
        facts.append({"term": "Reports against", "fact": joined(plan.name for plan in plans)})
    if instrument.came_of is not None:
        facts.append(
            {"term": "Came of", "fact": instrument.came_of.title, "url": instrument.came_of.get_absolute_url()}
        )
    return facts


def _follows(page: CoursePage) -> dict[str, str] | None:
    """Return what an ended review leads to: the draft that was begun, or the button that begins it."""
    end = page.standing.line("end_review")
    if end is None or end.particulars.get("outcome") not in (VARY, NEW_PLAN):
        return None
    begun = page.standing.instrument.led_to.exclude(stage=Stage.WITHDRAWN).order_by("pk").first()
    if begun is not None:
        return {"label": begun.title, "url": begun.get_absolute_url()}
    return {"button": "Begin the variation" if end.particulars["outcome"] == VARY else "Begin the new plan"}


def _beside(page: CoursePage, takes: Collection[str]) -> list[dict[str, str]]:
    ref = page.standing.instrument.ref
    return [
        {
            "label": shown.BUTTONS[step.key],
            "url": shown.page_of_step(ref, step.key),
            "note": f"{step.words}. {step.section}",
        }
        for step in page.standing.beside
        if step.key in takes
    ]


def _documents(page: CoursePage) -> list[dict[str, str]]:
    standing = page.standing
    instrument = standing.instrument
    frozen = standing.line("prepare_draft")
    items = _set_off_by(standing)
    if instrument.has_text:
        note = "differs from the latest frozen draft" if page.draft_differs else ""
        items.append({"label": "The working draft", "url": address("office:draft", instrument.ref), "note": note})
    if standing.wording:
        items += [
            {"label": "The latest frozen draft", "url": address("office:wording", instrument.ref, standing.wording),
             "note": f"frozen {said(frozen.taken_on)}"},
        ]  # fmt: skip
    if standing.wording and instrument.is_open:
        note = "not the statutory review"
        informal = {"label": "Show the Panel a draft informally", "url": address("office:informal", instrument.ref)}
        items.append(informal | {"note": note})
    if standing.wording and (instrument.base or instrument.makes_a_plan):
        items += [
            {"label": "The whole change, marked", "url": address("office:changes", instrument.ref),
             "note": counted(len(frozen.particulars.get("changed", {})), "section changed", "sections changed")},
        ]  # fmt: skip
    public = _is_public(page)
    if public:
        url = address(PUBLIC_PAGES.get(standing.record.kind, "public:variation"), instrument.ref)
        items.append({"label": "The page that the public sees", "note": f"since {said(public)}", "url": url})
    if standing.line("report"):
        shown_to_all = review_is_public(instrument, standing.lines)
        url = address("panel_public:review" if shown_to_all else "responses:respond", instrument.ref)
        note = "public" if shown_to_all else "not public yet"
        items.append({"label": "The Panel’s report and the response", "note": note, "url": url})
    known = standing.record.differences
    if known is not None and known.differences:
        note = counted(len(known.differences), "difference", "differences")
        label = "What differs from the draft that the Chief Constable saw"
        items.append({"label": label, "note": note, "url": address("office:differences", instrument.ref)})
    if _is_issued_some_day(page):
        known = duties_of(standing)
        stated = sum(row.is_met for row in known)
        regard = {"label": "Duties to have regard", "note": f"{stated} of {len(known)} stated"}
        items.append(regard | {"url": address("office:duties", instrument.ref)})
        base = {"label": "Evidence base", "note": "what shaped the objectives"}
        items.append(base | {"url": address("office:evidence_base", instrument.ref)})
        asked = {"label": "Consultations on this draft", "note": "authorities, justice bodies, the public, victims"}
        items.append(asked | {"url": f"{address('office:consultations')}?about={instrument.ref}"})
    if standing.line("issue"):
        note = "not everybody has one yet" if owed_in_words(standing) else "everybody who is owed one has it"
        items.append({"label": "The copies", "note": note, "url": address("office:copies", instrument.ref)})
    if _is_issued_some_day(page):
        whole = {"label": "The certificate of compliance", "note": "what the record shows, and what it does not"}
        items.append(whole | {"url": address("office:certificate", instrument.ref)})
    if instrument.has_text:
        endorsements = {"label": "What the office’s Board made of it", "note": "an endorsement is not the decision"}
        items.append(endorsements | {"url": address("boards:endorsement", instrument.ref)})
    if _is_issued_some_day(page):
        covering = {"label": "Reports on it", "note": "to the Board and to the Panel, made from the record"}
        items.append(covering | {"url": address("boards:reports", instrument.ref)})
    record = {"label": "The statutory record", "note": counted(len(standing.lines), "line", "lines")}
    items.append(record | {"url": address("office:record", instrument.ref)})
    return [item for item in items if item["url"]]


def _is_issued_some_day(page: CoursePage) -> bool:
    """Tell whether the course leads to issue: that of a plan or a variation does, that of a review does not."""
    return KINDS[page.standing.record.kind].goal == "issue"


def _set_off_by(standing: Standing) -> list[dict[str, str]]:
    """Return what a review is about: the plan, and the annual report whose Panel report set it off, if one did."""
    opened = standing.line("open_review", "decline_review")
    if opened is None:
        return []
    items = [{"label": standing.instrument.plan.name, "url": address("public:plan", standing.instrument.plan.ref),
              "note": "the plan under review"}]  # fmt: skip
    if ref := opened.particulars.get("annual_report"):
        note = "on which the Panel reported"
        items.append({"label": "The annual report", "url": address("office:instrument", ref), "note": note})
    return items


def _is_public(page: CoursePage) -> date | None:
    """Return the day since when the public has seen the page of an instrument, or None if it does not."""
    standing = page.standing
    days = [standing.instrument.public_from] if standing.instrument.public_from else []
    if standing.record.kind is InstrumentKind.ANNUAL_REPORT:
        days += [line.taken_on for line in standing.lines if line.step == "publish"]
    first = min(days, default=None)
    return first if first is not None and first <= standing.on else None


@login_required
@require_POST
def show_to_public(request: HttpRequest, ref: str) -> HttpResponse:
    instrument = instrument_of(office_of(request.user), ref)
    try:
        show_draft(instrument=instrument, on=timezone.localdate())
        messages.success(request, "The draft that was sent to the Panel is now on the public site.")
    except NotYetPublic as why:
        messages.error(request, str(why))
    return redirect("office:instrument", ref)


def _consultation(row: Consultation, request: HttpRequest) -> dict[str, Any]:
    if row.reply_line:
        state = ("Replied", "good", "tick")
    else:
        state = ("Opened", "warn", "half") if row.opened_at else ("Not opened yet", "", "circle")
    return {
        "row": row,
        "state": state,
        "asked_on": said(row.asked_line.taken_on),
        "reply_by": said(row.reply_by) if row.reply_by else "",
        "replied_on": said(row.reply_line.taken_on) if row.reply_line else "",
        "reply": row.reply_line.particulars.get("reply") if row.reply_line else "",
        "link": request.build_absolute_uri(link_of(row)) if may_reply(row) else "",
        "wording": row.wording_id[:8],
        "letter": _letter(row),
    }


def _letter(row: Consultation) -> str:
    """Return where the e-mail with the signed link stands, in a sentence; "" where none was written."""
    if not row.letter_state:
        return ""
    state = Letter.State(row.letter_state).label
    return f"E-mail to {row.email}: {state}. {row.letter_detail}".strip()
