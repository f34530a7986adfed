"""Showing the Panel a draft informally: which, when and where; it is no act, and never the statutory review."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.saying import LookForm
from plans.models import Instrument, StepTaken
from plans.services.looks import LookRefused, end_look, show_informally
from plans.statute.dates import said
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.words import kicker


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def informal(request: HttpRequest, ref: str) -> HttpResponse:
    instrument = instrument_of(office_of(request.user), ref)
    lines = list(instrument.lines.filter(step="prepare_draft").exclude(wording=None).order_by("-seq"))
    form = _form(lines, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _show(request, instrument, lines, form)
        except LookRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The Panel’s members can read it now, marked as not the statutory review.")
            return redirect("office:informal", ref)
    context = {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "form": form,
        "frozen": lines,
        "looks": instrument.informal_looks.filter(ended_at=None).select_related("frozen_line").order_by("-pk"),
        "may_show": bool(lines) and instrument.is_open,
    }
    return render(request, "plans/office/informal.html", context, status=422 if form.errors else 200)


def _form(lines: list[StepTaken], data=None) -> LookForm:
    form = LookForm(data, initial={"on": timezone.localdate(), "draft": lines[0].seq if lines else ""})
    form.fields["draft"].choices = [
        (str(line.seq), f"Frozen on {said(line.taken_on)}, wording {line.wording_id[:12]}") for line in lines
    ]
    return form


def _show(request: HttpRequest, instrument: Instrument, lines: list[StepTaken], form: LookForm) -> None:
    chosen, by = form.cleaned_data, request.user
    show_informally(
        instrument=instrument,
        line=next(line for line in lines if str(line.seq) == chosen["draft"]),
        on=chosen["on"],
        occasion=chosen["occasion"],
        by_name=by.get_full_name() or by.get_username(),
    )


@login_required
@require_POST
def end_informal(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    instrument = instrument_of(office_of(request.user), ref)
    end_look(look=get_object_or_404(instrument.informal_looks, pk=pk))
    messages.success(request, "The draft is taken back. Copies that members keep on their own devices stay there.")
    return redirect("office:informal", ref)
