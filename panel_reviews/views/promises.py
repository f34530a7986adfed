"""What was promised to the Panel: each accepted recommendation, and the change that carries it out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panel_reviews.forms.steps import CarryOutForm
from panel_reviews.models import CarriedOut, Recommendation
from panel_reviews.queries.promises import (
    LinkState,
    MayBeLinked,
    Promise,
    changes_in_draft,
    changes_to_link,
    promises_of,
)
from panel_reviews.services import ReviewClosed
from panel_reviews.services.promises import carried_out_otherwise, link_change
from panel_reviews.services.promises import unlink as take_back
from panel_reviews.views import shown
from plans.models import Instrument, StepTaken
from plans.text.diff.words import text_pieces
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.words import counted, kicker
from plans.views.taking import REFUSED, posted

STATES = {
    LinkState.STANDS: ("In the text", "good", "tick"),
    LinkState.NOT_FROZEN: ("In the working draft, not frozen yet", "warn", "half"),
    LinkState.GONE: ("This change is not in the text any more", "bad", "cross"),
    LinkState.OTHERWISE: ("Carried out otherwise", "good", "tick"),
}
LONGEST = 160


def _lines(instrument: Instrument) -> list[StepTaken]:
    return list(instrument.lines.select_related("wording").order_by("seq"))


def _promises(instrument: Instrument, lines: list[StepTaken]) -> list[Promise]:
    found = promises_of(instrument, lines)
    if not any(link.state is LinkState.GONE for promise in found for link in promise.links):
        return found
    drafted = {
        sent: {change.mark for change in changes_in_draft(instrument, lines, sent)}
        for sent in {promise.was_sent for promise in found if promise.was_sent}
    }
    return promises_of(instrument, lines, drafted=drafted)


@login_required
@require_safe
def promises(request: HttpRequest, ref: str) -> HttpResponse:
    instrument = instrument_of(office_of(request.user), ref)
    found = _promises(instrument, _lines(instrument))
    left = sum(not promise.is_kept for promise in found)
    lead = "Nothing was promised in a response that was given."
    if found:
        lead = f"{counted(len(found), 'recommendation was', 'recommendations were')} accepted, wholly or in part. "
        lead += f"{left} of them not carried out yet." if left else "What carries each out is said below."
    context = {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "lead": lead,
        "promises": [_shown(promise, instrument) for promise in found],
    }
    return render(request, "panel_reviews/promises.html", context)


def _shown(promise: Promise, instrument: Instrument) -> dict[str, Any]:
    open_ = instrument.is_open
    return {
        "number": promise.number,
        "words": promise.words,
        "answer": shown.ANSWERS[promise.outcome],
        "reason": promise.reason,
        "kept": promise.is_kept,
        "url": reverse("responses:carry_out", args=[instrument.ref, promise.number]) if open_ else "",
        "links": [
            {
                "place": link.row.place,
                "otherwise": link.row.otherwise,
                "pieces": text_pieces(link.row.before, link.row.after) if link.row.mark else (),
                "tag": STATES[link.state],
                "by": link.row.name,
                "at": link.row.made_at,
                "unlink": reverse("responses:unlink", args=[instrument.ref, promise.number, link.row.pk])
                if open_
                else "",
            }
            for link in promise.links
        ],
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def carry_out(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    instrument = instrument_of(office_of(request.user), ref)
    lines = _lines(instrument)
    promise = next((one for one in promises_of(instrument, lines) if one.number == number), None)
    row = Recommendation.objects.filter(instrument=instrument, number=number).first()
    if promise is None or row is None:
        raise Http404("No response that was given accepts a recommendation with that number.")
    back = reverse("responses:promises", args=[ref])
    found = {f"{one.change.section_id}:{one.change.mark}": one for one in _not_linked(instrument, lines, promise)}
    choices = [(key, _choice(one)) for key, one in found.items()]
    form = CarryOutForm(*posted(request), changes=choices, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            for key in form.cleaned_data.get("changes", ()):
                link_change(recommendation=row, change=found[key].change, by=request.user)
            if form.cleaned_data["otherwise"]:
                carried_out_otherwise(recommendation=row, reason=form.cleaned_data["otherwise"], by=request.user)
        except ReviewClosed as closed:
            form.add_error(None, str(closed))
        else:
            messages.success(request, f"What carries out recommendation {number} is saved.")
            return redirect(back)
    context = {
        "instrument": instrument,
        "kicker": kicker(instrument),
        "promise": _shown(promise, instrument),
        "form": form,
        "back": back,
    }
    return render(request, "panel_reviews/carry_out.html", context, status=REFUSED if form.errors else 200)


def _not_linked(instrument: Instrument, lines: list[StepTaken], promise: Promise) -> list[MayBeLinked]:
    linked = {(link.row.section_id, link.row.mark) for link in promise.links}
    found = changes_to_link(instrument, lines, promise.was_sent)
    return [one for one in found if (one.change.section_id, one.change.mark) not in linked]


def _choice(one: MayBeLinked) -> str:
    change = one.change
    words = change.after or f"Taken out: {change.before}"
    short = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
    ahead = "" if one.is_frozen else " (not frozen yet)"
    return f"{change.heading}{ahead}: {short}"


@login_required
@require_POST
def unlink(request: HttpRequest, ref: str, number: int, pk: int) -> HttpResponse:
    instrument = instrument_of(office_of(request.user), ref)
    links = CarriedOut.objects.filter(recommendation__instrument=instrument, recommendation__number=number)
    link = links.select_related("recommendation__instrument").filter(pk=pk).first()
    if link is None:
        raise Http404("That link is not there any more.")
    try:
        take_back(link=link)
        messages.success(request, f"It is no longer said to carry out recommendation {number}.")
    except ReviewClosed as closed:
        messages.error(request, str(closed))
    return redirect("responses:promises", ref)
