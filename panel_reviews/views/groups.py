"""What a group of members proposes to the full Panel: noted, proposed, and taken up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from panel_reviews.forms.room import GroupForm, ProposalForm
from panel_reviews.models import PanelGroup
from panel_reviews.queries import Sending, draft_as_sent
from panel_reviews.queries.recommendations import groups_of
from panel_reviews.services import ReviewClosed, groups, open_review
from panel_reviews.views.acts import Page, act_page, for_the_officer
from plans.views.taking import posted

ONLY_PROPOSES = "Sch.6 para 27"


def _back(ref: str) -> str:
    return f"{reverse('panel:review', args=[ref])}#groups"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_group(request: HttpRequest, ref: str) -> HttpResponse:
    sending = for_the_officer(request, ref)
    lead = "A group only proposes. What it proposes is kept apart from what the full Panel adopts."
    page = Page("A group of the Panel’s members", lead, _back(ref), "The review", law=ONLY_PROPOSES)
    form = GroupForm(*posted(request), cancel_url=page.back)

    def act() -> Any:
        said = dict(form.cleaned_data)
        review = open_review(instrument=sending.instrument)
        return groups.note_group(review=review, met_on=said.pop("on"), **said)

    return act_page(request, sending, form, act, page, "The group is noted. Record what it proposes.")


def _group(sending: Sending, pk: int) -> PanelGroup:
    found = next((one for one in groups_of(sending) if one.pk == pk), None)
    if found is None:
        raise Http404("There is no such group of the Panel on this draft.")
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    sending = for_the_officer(request, ref)
    group = _group(sending, pk)
    lead = "It is before the full Panel only once it is taken up."
    page = Page(f"What {group.name} proposes", lead, _back(ref), "The review", law=ONLY_PROPOSES)
    form = ProposalForm(*posted(request), headings=draft_as_sent(sending).headings, cancel_url=page.back)

    def act() -> Any:
        return groups.propose(group=group, **form.cleaned_data)

    return act_page(request, sending, form, act, page, "The proposal is recorded.")


@login_required
@require_POST
def take_up(request: HttpRequest, ref: str, pk: int, number: int) -> HttpResponse:
    group = _group(for_the_officer(request, ref), pk)
    proposal = next((row for row in group.proposals.all() if row.number == number), None)
    if proposal is None:
        raise Http404("There is no such proposal of this group.")
    try:
        row = groups.take_up(proposal=proposal, by=request.user)
        messages.success(request, f"It is before the full Panel as recommendation {row.number}.")
    except ReviewClosed as closed:
        messages.error(request, str(closed))
    return redirect(_back(ref))
