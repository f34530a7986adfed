"""An annual report, for the public: its year, its plans, its text, and what the Panel made of it (s.12)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from plans.models import Instrument, StepTaken
from plans.queries.annual_reports import plans_of_year
from plans.queries.public import issued_plans, public_lines, public_reports, public_wording, review_is_public
from plans.statute.dates import said, year_words
from plans.text.numbering import numbered
from plans.views.context import address
from plans.views.public.frame import frame_of
from plans.views.public.page import public_page
from plans.views.public.record import line_of


@public_page
def report(request: HttpRequest, ref: str) -> HttpResponse:
    today = timezone.localdate()
    instrument = get_object_or_404(public_reports(today), ref=ref)
    body = instrument.plan.body
    lines = public_lines([instrument])
    wording = public_wording(instrument, lines)
    text = numbered(wording.outline) if wording else None
    plans = plans_of_year(list(issued_plans(today).filter(body=body)), instrument.year)
    context = frame_of(body) | {
        "instrument": instrument,
        "kicker": f"Annual report on {year_words(instrument.year)}",
        "lead": _lead(instrument, lines),
        "facts": _facts(lines),
        "plans": plans,
        "lines": [line_of(line, {}, {}) for line in lines],
        "sections": text.sections if text else (),
        "contents": [
            {"number": section.number, "heading": section.heading, "url": f"#{section.anchor}"}
            for section in (text.sections if text else ())
        ],
        "review_url": address("panel_public:review", ref) if review_is_public(instrument, lines) else "",
    }
    return render(request, "plans/public/report.html", context)


def _lead(instrument: Instrument, lines: list[StepTaken]) -> str:
    last = {line.step: line.taken_on for line in lines}
    names = instrument.plan.body.names
    if "report" in last:
        reviewed = f"The {names.panel} reported on it on {said(last['report'])}, and the response has been published."
    elif "send_to_panel" in last:
        reviewed = f"It was sent to the {names.panel} on {said(last['send_to_panel'])}."
    else:
        reviewed = ""
    published = f"Published on {said(last['publish'])}." if "publish" in last else "It is not published yet."
    return f"{published} {reviewed}".strip()


def _facts(lines: list[StepTaken]) -> list[dict[str, Any]]:
    last = {line.step: said(line.taken_on) for line in lines}
    steps = (
        ("send_to_panel", "Sent to the Panel"),
        ("panel_meeting", "Panel’s public meeting"),
        ("report", "Reported on"),
        ("publish_response", "Response published"),
        ("publish", "Published"),
    )
    return [{"term": term, "fact": last[key]} for key, term in steps if key in last]
