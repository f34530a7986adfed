"""The Panel's part of the clock: its meetings, their papers, and its time; and a member's own reminders."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panel_reviews.queries import sendings_to_panel_of
from panel_reviews.views import shown
from panel_reviews.views.entry import panel_of
from plans.permissions import membership_of
from plans.queries.due import all_due, for_panel
from plans.views.dates.done import done_page, done_rows, record_url
from plans.views.dates.reminders import reminders_page, renewed
from plans.views.dates.shown import due_rows
from plans.views.office.words import counted


@login_required
@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    body, today = panel_of(request.user), timezone.localdate()
    role = membership_of(request.user, body).role
    found = for_panel(all_due(body, today))
    context = {
        "panel": body.panel_name,
        "lead": f"{counted(len(found), 'day is', 'days are')} ahead of the Panel." if found else "No day is set.",
        "due": due_rows(found, today, linked=False, record=lambda due: record_url(due, role, "panel")),
        "done": done_rows(body, role, "panel"),
        "clocks": [
            {"id": f"clock-{one.instrument.ref}", "title": one.instrument.title, "clock": shown.clock(one, today)}
            for one in sendings_to_panel_of(body)
            if one.is_open
        ],
    }
    return render(request, "panel_reviews/dates.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest, key: str) -> HttpResponse:
    return done_page(request, panel_of(request.user), key, "panel")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    panel_of(request.user)
    return reminders_page(request, "panel:reminders")


@login_required
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    panel_of(request.user)
    return renewed(request, "panel:reminders")
