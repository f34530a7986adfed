"""Beginning a draft plan or a variation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.forms.office import BeginForm
from plans.permissions import may_edit_draft
from plans.queries.record import issued_plans_of
from plans.services.beginning import begin_once
from plans.views.office.entry import office_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    body = office_of(request.user)
    if not (decision := may_edit_draft(request.user, body)):
        raise PermissionDenied(decision.reason)
    today = timezone.localdate()
    plans = [plan for plan in reversed(issued_plans_of(body)) if plan.period_ends_on >= today]
    form = BeginForm(request.POST or None, plans=plans, cancel_url=reverse("office:dashboard"))
    if not (request.method == "POST" and form.is_valid()):
        return render(request, "plans/office/begin.html", {"form": form}, status=422 if form.errors else 200)
    said = form.cleaned_data
    instrument, new = begin_once(body=body, plan=form.plan, title=said["title"], years=said["years"], on=today)
    if new:
        messages.success(request, f"The {instrument.kind_words} is begun.")
    else:
        messages.info(request, f"A {instrument.kind_words} of this title was begun already. This is it.")
    return redirect(instrument)
