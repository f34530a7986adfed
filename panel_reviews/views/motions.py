"""One recommendation before the full Panel: its wordings, who moved it, its amendments, and what was decided."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from panel_reviews.forms.room import AmendmentForm, MoverForm, RulesForm, VoteForm, WithdrawForm
from panel_reviews.models import Amendment, Recommendation
from panel_reviews.queries import Sending, draft_as_sent
from panel_reviews.queries.recommendations import rules_of, worked_on_one
from panel_reviews.services import motions
from panel_reviews.views import shown_motions
from panel_reviews.views.acts import Page, act_page, for_the_officer
from panel_reviews.views.entry import panel_of, refuse_unless, sendings_for
from plans.permissions import may_record_for_panel
from plans.views.office.words import kicker
from plans.views.taking import REFUSED, posted

FULL_PANEL = "Sch.6 para 27"


@login_required
@require_safe
def recommendation(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    sending = sendings_for(request.user, ref)[-1]
    row = _row(sending, number)
    may_record = sending.is_open and bool(may_record_for_panel(request.user, sending.instrument.plan.body))
    context = {
        "instrument": sending.instrument,
        "kicker": kicker(sending.instrument),
        "row": shown_motions.whole(row, draft_as_sent(sending), ref, may_record=may_record),
        "back": f"{reverse('panel:review', args=[ref])}#recommendations",
    }
    return render(request, "panel_reviews/recommendation.html", context)


def _row(sending: Sending, number: int) -> Recommendation:
    row = worked_on_one(sending, number)
    if row is None:
        raise Http404("There is no recommendation with that number on this draft. It may have been dropped.")
    return row


def _page(row: Recommendation, ref: str, title: str, lead: str, *about: str) -> Page:
    back = reverse("panel:recommendation", args=[ref, row.number])
    return Page(title, lead, back, f"Recommendation {row.number}", about or (row.words,), FULL_PANEL)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mover(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    sending = for_the_officer(request, ref)
    row = _row(sending, number)
    page = _page(
        row, ref, f"Who moved recommendation {number}?", "It is moved and seconded before the Panel votes on it."
    )
    initial = {"moved_by": row.moved_by, "seconded_by": row.seconded_by}
    form = MoverForm(*posted(request), cancel_url=page.back, initial=initial)

    def act() -> Any:
        return motions.move(recommendation=row, **form.cleaned_data)

    return act_page(request, sending, form, act, page, f"Who moved and seconded recommendation {number} is recorded.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    sending = for_the_officer(request, ref)
    row = _row(sending, number)
    lead = "By a simple majority of those who voted. It can be corrected until the report is adopted."
    page = _page(row, ref, f"What the full Panel decided on recommendation {number}", lead)
    form = _vote_form(request, sending, page)

    def act() -> Any:
        return motions.vote(recommendation=row, votes=form.votes, on=form.cleaned_data["on"])

    return act_page(
        request, sending, form, act, page, f"What the Panel decided on recommendation {number} is recorded."
    )


def _vote_form(request: HttpRequest, sending: Sending, page: Page) -> VoteForm:
    initial = {"on": sending.meeting_on or timezone.localdate()}
    rules = rules_of(sending.instrument.plan.body)
    return VoteForm(*posted(request), rules=rules, cancel_url=page.back, initial=initial)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    sending = for_the_officer(request, ref)
    row = _row(sending, number)
    lead = "It is not adopted then. Its words, and all that was recorded of it, are kept for the Panel."
    page = _page(row, ref, f"Withdraw recommendation {number}?", lead)
    form = WithdrawForm(*posted(request), cancel_url=page.back, initial={"on": timezone.localdate()})

    def act() -> Any:
        return motions.withdraw(recommendation=row, on=form.cleaned_data["on"])

    return act_page(request, sending, form, act, page, f"Recommendation {number} is withdrawn.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_amendment(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    sending = for_the_officer(request, ref)
    row = _row(sending, number)
    lead = "It is voted on before the recommendation. If it is carried, its words become the recommendation’s."
    page = _page(row, ref, f"An amendment of recommendation {number}", lead)
    form = AmendmentForm(*posted(request), cancel_url=page.back, initial={"words": row.words})

    def act() -> Any:
        return motions.move_amendment(recommendation=row, **form.cleaned_data)

    return act_page(request, sending, form, act, page, f"The amendment of recommendation {number} is recorded.")


def _amendment(row: Recommendation, at: int) -> Amendment:
    found = next((one for one in row.amendments.all() if one.number == at), None)
    if found is None:
        raise Http404("There is no such amendment of this recommendation.")
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vote_on_amendment(request: HttpRequest, ref: str, number: int, at: int) -> HttpResponse:
    sending = for_the_officer(request, ref)
    row = _row(sending, number)
    amendment = _amendment(row, at)
    lead = "If it was carried, these words become the recommendation’s at once."
    page = _page(row, ref, f"What the full Panel decided on amendment {at}", lead, amendment.words)
    form = _vote_form(request, sending, page)

    def act() -> Any:
        on = form.cleaned_data["on"]
        return motions.vote_on_amendment(amendment=amendment, votes=form.votes, on=on, by=request.user)

    return act_page(request, sending, form, act, page, f"What the Panel decided on amendment {at} is recorded.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_amendment(request: HttpRequest, ref: str, number: int, at: int) -> HttpResponse:
    sending = for_the_officer(request, ref)
    row = _row(sending, number)
    amendment = _amendment(row, at)
    page = _page(row, ref, f"Withdraw amendment {at}?", "What was moved is kept for the Panel.", amendment.words)
    form = WithdrawForm(*posted(request), cancel_url=page.back, initial={"on": timezone.localdate()})

    def act() -> Any:
        return motions.withdraw_amendment(amendment=amendment, on=form.cleaned_data["on"])

    return act_page(request, sending, form, act, page, f"Amendment {at} is withdrawn.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    body = panel_of(request.user)
    refuse_unless(may_record_for_panel(request.user, body))
    now = rules_of(body)
    back = reverse("panel:room")
    initial = {"casting_vote": now.casting_vote, "shown": now.shown}
    form = RulesForm(*posted(request), cancel_url=back, initial=initial)
    done = ""
    if request.method == "POST" and form.is_valid():
        motions.set_rules(body=body, **form.cleaned_data)
        done = "The Panel’s rules are saved."
    context = {"panel": body.panel_name, "form": form, "back": back, "done": done}
    return render(request, "panel_reviews/rules.html", context, status=REFUSED if form.errors else 200)
