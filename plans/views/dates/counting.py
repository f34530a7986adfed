"""How days are counted here: the body's own rules, one-off holidays, and pre-election periods by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms.calendar import HolidayForm, PeriodForm, RulesForm
from plans.models import BankHoliday, Body, PreElectionPeriod
from plans.permissions import may_keep_the_calendar
from plans.queries.calendar import calendar_of
from plans.services.calendar import CannotBeKept, change_rules, drop, keep_holiday, keep_period
from plans.statute.dates import said, weekday
from plans.views.dates.doors import METHODS, for_keepers, for_the_office, form_page
from plans.views.taking import posted


@require_safe
@for_the_office
def counting(request: HttpRequest, body: Body) -> HttpResponse:
    year = timezone.localdate().year
    table = list(body.bank_holidays.order_by("on"))
    by_table = {row.on: row.name for row in table}
    calendar = calendar_of(body)
    context = {
        "rules": _rules(body),
        "may_keep": may_keep_the_calendar(request.user, body).allowed,
        "holidays": [
            {
                "row": row,
                "on": weekday(row.on),
                "remove": reverse("office:remove_holiday", args=[row.pk]),
            }
            for row in table
        ],
        "years": [
            {
                "year": each,
                "days": [
                    {"on": weekday(on), "name": by_table.get(on) or name} for on, name in calendar.holidays_of(each)
                ],
            }
            for each in (year, year + 1)
        ],
        "periods": [
            {
                "why": row.why,
                "from_on": said(row.from_on),
                "to_on": said(row.to_on),
                "remove": reverse("office:remove_period", args=[row.pk]),
            }
            for row in body.pre_election_periods.order_by("from_on", "id")
        ],
    }
    return render(request, "plans/dates/counting.html", context)


def _rules(body: Body) -> list[dict[str, str]]:
    questions = (
        f"{body.questions_days} working days before, by {body.questions_hour}:00"
        if body.questions_days is not None
        else "the Panel has no rule here"
    )
    clear = calendar_of(body).agenda_clear_days
    return [
        {"term": "Bank holidays of", "fact": body.get_nation_display()},
        {"term": "Papers open before a meeting", "fact": f"{clear} clear days, counted in {_counted(body)}"},
        {"term": "The Panel has at least", "fact": f"{body.panel_floor_days} clear working days"},
        {"term": "The Chief Constable’s reply", "fact": f"{body.reply_days} clear working days planned"},
        {"term": "The response to the Panel", "fact": f"{body.response_days} clear working days planned"},
        {"term": "Public questions", "fact": questions},
        {"term": "Pre-election period", "fact": f"from {body.pre_election_days} days before the poll"},
        {"term": "Issue in that period", "fact": _asks(body)},
    ]


def _asks(body: Body) -> str:
    since = body.pre_election_gate_from
    return f"asks for a reason, since {said(since)}" if since else "shown, and stands in the way of nothing"


def _counted(body: Body) -> str:
    return body.get_clear_days_counted_display()


@require_http_methods(METHODS)
@for_keepers
def rules(request: HttpRequest, body: Body) -> HttpResponse:
    back = reverse("office:counting")
    form = RulesForm(posted(request)[0], instance=Body.objects.get(pk=body.pk), cancel_url=back)
    if request.method == "POST" and form.is_valid():
        change_rules(body=body, rules=form.cleaned_data, on=timezone.localdate())
        messages.success(request, "The rules are kept. Every day is counted by them from now on.")
        return redirect(back)
    lead = "What is on the record stays as it was judged. What is to come is counted by these rules."
    return form_page(request, form, title="Change how days are counted", lead=lead, back=back, back_words=BACK)


BACK = "How days are counted"


@require_http_methods(METHODS)
@for_keepers
def new_holiday(request: HttpRequest, body: Body) -> HttpResponse:
    back = reverse("office:counting")
    form = HolidayForm(posted(request)[0], cancel_url=back)
    if request.method == "POST" and form.is_valid() and _holiday_kept(body, form):
        messages.success(request, f"{weekday(form.cleaned_data['on'])} is in the table.")
        return redirect(back)
    lead = "The usual bank holidays are known. Enter a day that was declared for once, or one that was moved away."
    return form_page(request, form, title="Add a holiday", lead=lead, back=back, back_words=BACK)


def _holiday_kept(body: Body, form: HolidayForm) -> bool:
    day, calendar = form.cleaned_data["on"], calendar_of(body)
    usual = calendar.is_holiday(day)
    if form.cleaned_data["counts"] == BankHoliday.Counts.REMOVED and not usual:
        form.add_error("counts", "That day is not a bank holiday, so it cannot be one that was moved away.")
        return False
    if form.cleaned_data["counts"] == BankHoliday.Counts.ADDED and usual:
        form.add_error("on", "That day is a bank holiday already.")
        return False
    try:
        keep_holiday(body=body, **form.cleaned_data)
    except CannotBeKept as why:
        form.add_error(why.field, str(why))
        return False
    return True


@require_POST
@for_keepers
def remove_holiday(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    drop(row=get_object_or_404(BankHoliday, body=body, pk=pk))
    messages.success(request, "The day is removed from the table.")
    return redirect("office:counting")


@require_http_methods(METHODS)
@for_keepers
def new_period(request: HttpRequest, body: Body) -> HttpResponse:
    back = reverse("office:counting")
    form = PeriodForm(posted(request)[0], cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            keep_period(body=body, **form.cleaned_data)
        except CannotBeKept as why:
            form.add_error(why.field, str(why))
        else:
            messages.success(request, "The pre-election period is in the list.")
            return redirect(back)
    lead = "The periods before the commissioner’s own elections are worked out. Enter those of other elections here."
    return form_page(request, form, title="Add a pre-election period", lead=lead, back=back, back_words=BACK)


@require_POST
@for_keepers
def remove_period(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    drop(row=get_object_or_404(PreElectionPeriod, body=body, pk=pk))
    messages.success(request, "The pre-election period is removed.")
    return redirect("office:counting")
