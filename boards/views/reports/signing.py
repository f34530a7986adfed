"""A place of the chain signs a report, or returns it with a comment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from boards.models import Report
from boards.models.reports import Signing
from boards.queries.reports import chain_of
from boards.services.reports import NotEditable, house_of
from boards.services.signing import NotYourTurn, may_sign, send_back, sign
from boards.views.reports.access import for_office
from boards.views.reports.page import report_page
from boards.views.reports.shown import signing_form


@require_POST
@for_office
def signing(request: HttpRequest, report: Report, place: str) -> HttpResponse:
    if place not in Signing:
        raise Http404("There is no such place in the chain.")
    if not (decision := may_sign(request.user, report, place)):
        raise PermissionDenied(decision.reason)
    chain = chain_of(report)
    shown = signing_form(request.user, report, chain, house_of(report.body), data=request.POST)
    form = (shown or {}).get("form")
    if form is None or not any(one.place == place and one.is_next for one in chain):
        messages.error(request, "The report is with somebody else now, or is final. Nothing was signed.")
        return redirect(report)
    if not form.is_valid():
        return report_page(request, report, signing=shown, status=422)
    returns = request.POST.get("act") == "return" and shown["may_return"]
    act = send_back if returns else sign
    try:
        act(report=report, place=place, by=request.user, **form.cleaned_data)
    except (NotYourTurn, NotEditable) as refused:
        form.add_error(None, str(refused))
        return report_page(request, report, signing=shown, status=409)
    messages.success(request, "The report is returned to its author." if returns else "Signed.")
    return redirect(report)
