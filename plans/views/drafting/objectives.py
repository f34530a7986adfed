"""A priority action moved to another objective of the draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from plans.forms.objectives import MoveActionForm
from plans.models import DraftAction, Instrument
from plans.queries.drafting import objectives_of
from plans.services.actions import move_action as move
from plans.services.drafts import NotEditable
from plans.views.access import for_drafters
from plans.views.drafting.shown import row_of


@for_drafters
def move_action(request: HttpRequest, instrument: Instrument, section_id: str, code: str) -> HttpResponse:
    """Ask to which objective a priority action goes, and move it there with its code."""
    row = row_of(instrument, section_id)
    actions = DraftAction.objects.filter(instrument=instrument, objective__section=row)
    action = get_object_or_404(actions, code=code)
    others = [objective for objective in objectives_of(instrument) if objective.pk != action.objective_id]
    form = MoveActionForm(request.POST if request.method == "POST" else None, objectives=others)
    if request.method != "POST" or not form.is_valid():
        context = {"instrument": instrument, "row": row, "action": action, "form": form}
        return render(request, "plans/drafting/move_action.html", context, status=422 if form.is_bound else 200)
    to = next(objective for objective in others if str(objective.pk) == form.cleaned_data["to"])
    try:
        move(action=action, to=to)
        messages.success(request, f"{action.code} was moved to “{to.title}”.")
    except NotEditable as closed:
        messages.error(request, str(closed))
    return redirect(reverse("office:section", args=[instrument.ref, to.section.section_id]) + "#objectives")
