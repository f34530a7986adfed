"""A person's own reminders, and the calendar that their own programs read by a signed address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms.calendar import RemindersForm
from plans.permissions import OFFICE, PANEL
from plans.queries.due import all_due, for_panel
from plans.rendering.calendar_file import calendar_file
from plans.services.reminders import (
    NoSuchCalendar,
    calendar_token,
    choice_of,
    choose,
    link_for,
    member_of_calendar,
    renew_calendar,
)
from plans.views.dates.doors import METHODS
from plans.views.office.entry import office_of
from plans.views.taking import posted

PLACES = {
    "office:reminders": ("base_office.html", "office:dates", "Dates", "office:renew_calendar"),
    "panel:reminders": ("base_panel.html", "panel:dates", "Dates", "panel:renew_calendar"),
}


@require_http_methods(METHODS)
@login_required
def reminders(request: HttpRequest) -> HttpResponse:
    office_of(request.user)
    return reminders_page(request, "office:reminders")


@require_POST
@login_required
def renew(request: HttpRequest) -> HttpResponse:
    office_of(request.user)
    return renewed(request, "office:reminders")


def reminders_page(request: HttpRequest, here: str) -> HttpResponse:
    """Answer the page of a person's own reminders, in the room in which it stands."""
    choice = choice_of(request.user)
    form = RemindersForm(posted(request)[0], initial={"by_mail": "yes" if choice.by_mail else "no"})
    if request.method == "POST" and form.is_valid():
        choose(user=request.user, by_mail=form.cleaned_data["by_mail"] == "yes")
        messages.success(request, "Your choice is kept.")
        return redirect(here)
    base, back, back_words, again = PLACES[here]
    address = request.build_absolute_uri(reverse("calendar", args=[calendar_token(choice)]))
    context = {
        "base": base,
        "form": form,
        "back": reverse(back),
        "back_words": back_words,
        "address": address,
        "renew": reverse(again),
        "email": request.user.email,
    }
    return render(request, "plans/dates/reminders.html", context, status=422 if form.errors else 200)


def renewed(request: HttpRequest, here: str) -> HttpResponse:
    """Give a person's calendar a new address, and go back to the page that shows it."""
    renew_calendar(user=request.user)
    messages.success(request, "Your calendar has a new address. The old one is dead.")
    return redirect(here)


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a person's calendar by its signed address, without a sign-in: what that person may see, no more."""
    try:
        member = member_of_calendar(token)
    except NoSuchCalendar as none:
        raise Http404("This calendar has another address now. Its owner finds it under their reminders.") from none
    dues = all_due(member.body, timezone.localdate())
    if member.role in PANEL:
        dues = for_panel(dues)
    elif member.role not in OFFICE:
        dues = ()
    content = calendar_file(
        dues,
        name=f"{member.body.area}: police and crime plan",
        made_at=timezone.now(),
        link=lambda due: f"{settings.SITE_URL}{place}" if (place := link_for(member.role, due)) else "",
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="police-and-crime-plan.ics"'
    return response
