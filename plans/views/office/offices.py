"""The register of offices: who held which office from when to when, and the form by which it is kept."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.offices import OFFICES, OfficeHolderForm
from plans.models import Body, OfficeHolder
from plans.permissions import may_keep_accounts, may_keep_offices, may_read_law
from plans.queries.offices import Edit, OfficeHeld, Row, edits_of, register_of_offices
from plans.services.offices import TenureAsked, TenureRefused, keep_holder
from plans.statute.dates import said
from plans.statute.tenures import NEVER_LEFT_VACANT
from plans.statute.terms import Office
from plans.views.office.entry import body_for
from plans.views.office.shown import acting_notice

APPOINTED = {
    Office.ACTING_COMMISSIONER: "Nobody is acting. The Panel appoints one where nobody can act as commissioner.",
    Office.DEPUTY_COMMISSIONER: "There is none. A deputy may prepare a plan and may not issue one.",
}


@login_required
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    body, today = body_for(request.user, may_read_law), timezone.localdate()
    register = register_of_offices(body, today)
    may_write = bool(may_keep_offices(request.user, body))
    acting = next((held.now for held in register if held.office is Office.ACTING_COMMISSIONER), None)
    context = {
        "offices": [_office(held, may_write) for held in register],
        "lead": _lead(register),
        "acting": acting_notice(acting, here=True),
        "may_write": may_write,
    }
    return render(request, "plans/office/offices.html", context)


def _lead(register: tuple[OfficeHeld, ...]) -> str:
    vacant = [OFFICES[held.office].lower() for held in register if held.office in NEVER_LEFT_VACANT and not held.now]
    if not vacant:
        return "Every office that is always to be held is held today."
    return f"Nobody is on the register today as {' or '.join(vacant)}."


def _office(held: OfficeHeld, may_write: bool) -> dict[str, Any]:
    if held.now:
        rank = f", {held.now.title}" if held.now.title else ""
        lead = f"{held.now.name}{rank}, since {said(held.now.from_on)}."
    else:
        lead = APPOINTED.get(held.office, "Vacant today.")
    return {
        "id": held.office.value,
        "words": OFFICES[held.office],
        "lead": lead,
        "rows": [_row(row, may_write) for row in held.rows],
    }


def _row(row: Row, may_write: bool) -> dict[str, Any]:
    today = timezone.localdate()
    span, holder = row.span, row.holder
    if span.from_on > today:
        state = ("From a later day", "")
    elif span.to_on is None or span.to_on >= today:
        state = ("In office today", "good")
    else:
        state = ("", "")
    return {
        "from": said(span.from_on),
        "to": said(span.to_on) if span.to_on else "",
        "name": holder.name if holder else "",
        "title": holder.title if holder else "",
        "state": state,
        "url": reverse("office:holder", args=[holder.pk]) if holder else "",
        "label": "Change" if may_write else "History",
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_holder(request: HttpRequest) -> HttpResponse:
    body = body_for(request.user, may_keep_offices)
    form = _form(request, body, None)
    if request.method == "POST" and _kept(request, body, form, None):
        return redirect("office:offices")
    context = {"form": form, "title": "Add somebody to the register"}
    return render(request, "plans/office/holder.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def holder(request: HttpRequest, pk: int) -> HttpResponse:
    body = body_for(request.user, may_read_law)
    row = get_object_or_404(OfficeHolder, pk=pk, body=body)
    may_write = may_keep_offices(request.user, body)
    if request.method == "POST" and not may_write:
        raise PermissionDenied(may_write.reason)
    form = _form(request, body, row) if may_write else None
    if request.method == "POST" and _kept(request, body, form, row):
        return redirect("office:offices")
    context = {
        "form": form,
        "title": f"{row.name}, {row.get_office_display()}",
        "facts": _facts(row),
        "edits": [_edit(edit) for edit in edits_of(row)],
    }
    return render(request, "plans/office/holder.html", context, status=422 if form and form.errors else 200)


def _facts(row: OfficeHolder) -> list[dict[str, str]]:
    facts = [{"term": "Rank or title", "fact": row.title}] if row.title else []
    until = said(row.to_on) if row.to_on else "no end"
    return [
        *facts,
        {"term": "From", "fact": said(row.from_on)},
        {"term": "Last day", "fact": until[:1].upper() + until[1:]},
    ]


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "when": timezone.localtime(edit.at),
        "by": edit.by,
        "why": edit.why,
        "added": edit.added,
        "changes": [(what, _shown(before), _shown(after)) for what, before, after in edit.changes],
    }


def _shown(value: object) -> str:
    return said(value) if hasattr(value, "month") else str(value or "nothing")


def _form(request: HttpRequest, body: Body, row: OfficeHolder | None) -> OfficeHolderForm:
    people = None
    if may_keep_accounts(request.user, body):
        people = User.objects.filter(memberships__body=body).order_by("first_name", "last_name", "username")
    initial = {}
    if row:
        names = ("name", "title", "email", "from_on", "to_on")
        initial = {name: getattr(row, name) for name in names} | {"account": str(row.user_id or "")}
    data = request.POST if request.method == "POST" else None
    back = reverse("office:offices")
    return OfficeHolderForm(data, people=people, new=row is None, initial=initial, cancel_url=back)


def _kept(request: HttpRequest, body: Body, form: OfficeHolderForm, row: OfficeHolder | None) -> bool:
    """Keep what the form says in the register, and tell whether that was done."""
    if not form.is_valid():
        return False
    typed = form.cleaned_data
    try:
        kept = keep_holder(
            body=body,
            holder=row,
            office=Office(row.office if row else typed["office"]),
            **{name: typed[name] for name in ("name", "title", "email", "from_on", "to_on", "both")},
            account=form.account_chosen if form.people else row and row.user,
            why=typed.get("why", ""),
            by=request.user,
        )
    except TenureAsked as asked:
        form.ask(str(asked))
        return False
    except TenureRefused as refused:
        form.add_error("from_on", str(refused))
        return False
    messages.success(request, f"The register is kept: {kept.name}, {kept.get_office_display()}.")
    return True
