"""The course page of one instrument: where it stands, what stands in the way, and what comes next."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.models import Consultation, Membership
from plans.permissions import membership_of, roles_that_take
from plans.queries.course import CoursePage, course_page
from plans.services.consulting import link_of, may_reply
from plans.services.publicity import NotYetPublic, show_draft
from plans.statute.dates import said
from plans.statute.procedures import VERSIONS
from plans.views.context import address
from plans.views.office import shown
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.words import counted, kicker, lead


@login_required
@require_safe
def course(request: HttpRequest, ref: str) -> HttpResponse:
    body = office_of(request.user)
    instrument = instrument_of(body, ref)
    page = course_page(instrument, timezone.localdate())
    takes = _taken_by(membership_of(request.user, body), page)
    context = {
        "page": page,
        "instrument": instrument,
        "kicker": kicker(instrument),
        "lead": lead(page),
        "facts": _facts(page),
        "gates": shown.gates(page.standing),
        "gates_summary": shown.gates_summary(page.standing.gates),
        "steps": shown.steps(page.standing, takes),
        "beside": _beside(page, takes),
        "clock": shown.clock(page.clock) if page.clock else None,
        "waiting": [{"who": w.who, "what": f"{w.what} Since {said(w.since)}."} for w in page.waiting],
        "documents": _documents(page),
        "may_be_shown": page.standing.line("send_to_panel")
        and page.standing.instrument.is_open
        and not _is_public(page),
        "consultations": [_consultation(row, request) for row in page.consultations],
        "draft_url": address("office:draft", ref),
    }
    return render(request, "plans/office/course.html", context)


def _taken_by(membership: Membership, page: CoursePage) -> list[str]:
    procedure = VERSIONS[page.standing.instrument.procedure]
    return [step.key for step in procedure.steps if membership.role in roles_that_take(step.key)]


def _facts(page: CoursePage) -> list[dict[str, Any]]:
    standing = page.standing
    hoped = standing.instrument.hoped_for_issue_on
    waiting = ", ".join(w.who[0].lower() + w.who[1:] for w in page.waiting) or "nobody"
    return [
        {"term": "Today", "fact": said(standing.on)},
        {"term": "Waiting on", "fact": waiting},
        *([{"term": "Hoped-for issue", "fact": said(hoped)}] if hoped else []),
        {"term": "Steps done", "fact": f"{standing.done_count} of {len(standing.steps)}"},
    ]


def _beside(page: CoursePage, takes: list[str]) -> list[dict[str, str]]:
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
    items = [
        {"label": "The working draft", "url": address("office:draft", instrument.ref),
         "note": "differs from the latest frozen draft" if page.draft_differs else ""},
    ]  # fmt: skip
    if standing.wording:
        items += [
            {"label": "The latest frozen draft", "url": address("office:wording", instrument.ref, standing.wording),
             "note": f"frozen {said(frozen.taken_on)}"},
            {"label": "The whole change, marked", "url": address("office:changes", instrument.ref),
             "note": counted(len(frozen.particulars.get("changed", {})), "section changed", "sections changed")},
        ]  # fmt: skip
    public = _is_public(page)
    if public:
        url = address("public:variation", instrument.ref)
        items.append(
            {"label": "The page that the public sees", "note": f"since {said(instrument.public_from)}", "url": url}
        )
    if standing.line("report"):
        url = address("panel_public:review" if public else "responses:respond", instrument.ref)
        note = "public" if public else "not public yet"
        items.append({"label": "The Panel’s report and the response", "note": note, "url": url})
    endorsements = {"label": "What the office’s Board made of it", "note": "an endorsement is not the decision"}
    items.append(endorsements | {"url": address("boards:endorsement", instrument.ref)})
    record = {"label": "The statutory record", "note": counted(len(standing.lines), "line", "lines")}
    items.append(record | {"url": address("office:record", instrument.ref)})
    return [item for item in items if item["url"]]


def _is_public(page: CoursePage) -> bool:
    public_from = page.standing.instrument.public_from
    return public_from is not None and public_from <= page.standing.on


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
    }
