"""Saying that something was done, in the office and in the Panel's room: by whoever holds it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.forms.calendar import DoneForm
from plans.models import Body, DoneRecord, Membership
from plans.permissions import membership_of
from plans.queries.done import may_be_recorded, roles_that_record, said_to_be_done
from plans.queries.due import all_due
from plans.services.calendar import CannotBeKept
from plans.services.done import record_done
from plans.statute.dates import said
from plans.statute.due import Due
from plans.views.dates.doors import METHODS, for_the_office, form_page
from plans.views.taking import posted


@require_http_methods(METHODS)
@for_the_office
def done(request: HttpRequest, body: Body, key: str) -> HttpResponse:
    return done_page(request, body, key, "office")


def done_page(request: HttpRequest, body: Body, key: str, space: str) -> HttpResponse:
    """Answer at the address where somebody says of what is due that it was done, in one of the two rooms."""
    role = membership_of(request.user, body).role
    roles, back = roles_that_record(key), reverse(f"{space}:dates")
    if not roles:
        raise Http404("Nobody records that this was done: the record shows it.")
    if role not in roles:
        who = " or ".join(Membership.Role(each).label for each in roles)
        raise PermissionDenied(body.names.read(f"Only the {who} may record that this was done."))
    due = next((one for one in all_due(body, timezone.localdate()) if one.key == key), None)
    before = next((row for row in said_to_be_done(body, role) if row.key == key), None)
    if due is None and before is None:
        raise Http404("Nothing of that name is due.")
    stood = {"on": before.on, "note": before.note, "done": "yes"} if before else {}
    form = DoneForm(posted(request)[0], recorded=before is not None, initial=stood, cancel_url=back)
    if request.method == "POST" and form.is_valid() and _recorded(request, body, key, due, before, form):
        messages.success(request, "It is recorded, with your name and the day.")
        return redirect(back)
    title = "Correct what was recorded as done" if before else "Record that it was done"
    about = f"{due.what}: {due.about}." if due and due.about else f"{due.what if due else before.what}."
    return form_page(request, form, title=title, lead=about, back=back, back_words="Dates", base=f"base_{space}.html")


def _recorded(
    request: HttpRequest, body: Body, key: str, due: Due | None, before: DoneRecord | None, form: DoneForm
) -> bool:
    said_of = form.cleaned_data
    try:
        record_done(
            body=body,
            key=key,
            what=(f"{due.what} ({due.about})" if due.about else due.what) if due else before.what,
            on=said_of["on"],
            note=said_of["note"],
            by_name=request.user.get_full_name() or request.user.get_username(),
            done=said_of.get("done") != "no",
            since=due.on if due and due.state == "owed" else None,
            recorded_by=request.user,
        )
    except CannotBeKept as why:
        form.add_error(why.field, str(why))
        return False
    return True


def record_url(due: Due, role: str, space: str) -> str:
    """Return where somebody of a role says that what is due was done; "" where it is not theirs to say."""
    return reverse(f"{space}:done", args=[due.key]) if may_be_recorded(due, role) else ""


def done_rows(body: Body, role: str, space: str, *, latest: int = 10) -> list[dict[str, Any]]:
    """Return what those of a role said to be done, as a page lists it: the latest first. One query."""
    return [
        {
            "what": row.what,
            "on": said(row.on),
            "note": row.note,
            "by": row.by_name,
            "recorded": said(_day(row)),
            "url": reverse(f"{space}:done", args=[row.key]),
        }
        for row in said_to_be_done(body, role)[:latest]
    ]


def _day(row: DoneRecord) -> date:
    return timezone.localdate(row.recorded_at)
