"""How the Panel's support officer records one thing on a page of its own: a form, one service, and back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from panel_reviews.forms.room import PageForm
from panel_reviews.queries import Sending
from panel_reviews.queries.recommendations import names_on_the_panel
from panel_reviews.services import ReviewClosed
from panel_reviews.services.recommending import QuoteNotFound
from panel_reviews.services.reporting import EditedMeanwhile
from panel_reviews.statute import VoteUnclear
from panel_reviews.views.entry import refuse_unless, sendings_for
from plans.permissions import may_record_for_panel
from plans.views.office.words import kicker
from plans.views.taking import REFUSED

REFUSALS = (ReviewClosed, QuoteNotFound, VoteUnclear, EditedMeanwhile)


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of one act says beside its form: its heading, one sentence, the words that it is about."""

    title: str
    lead: str
    back: str
    back_words: str
    about: Sequence[str] = ()
    law: str = ""


def for_the_officer(request: HttpRequest, ref: str) -> Sending:
    """Return the latest sending of a draft to this person's Panel, or refuse whoever is not its support officer."""
    sending = sendings_for(request.user, ref)[-1]
    refuse_unless(may_record_for_panel(request.user, sending.instrument.plan.body))
    return sending


def act_page(
    request: HttpRequest, sending: Sending, form: PageForm, act: Callable[[], Any], page: Page, done: str
) -> HttpResponse:
    """Answer with the page of one act, or do it and lead back; a refusal stands in the form with all that was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except REFUSALS as refused:
            if "seen" in form.fields:  # the page shows what stands now
                form.data = form.data | {"seen": form.initial["seen"]}
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect(page.back)
    context: dict[str, Any] = {
        "instrument": sending.instrument,
        "kicker": kicker(sending.instrument),
        "page": page,
        "form": form,
        "names": names_on_the_panel(sending.instrument.plan.body, timezone.localdate())
        if "moved_by" in form.fields
        else (),
    }
    return render(request, "panel_reviews/act.html", context, status=REFUSED if form.errors else 200)
