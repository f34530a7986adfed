"""The table of elections with its history, postponements, and the ends of plans that they propose."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.calendar import AnswerPeriodForm, ElectionForm, PostponeForm
from plans.models import Body, Election, PeriodConfirmation, Postponement
from plans.permissions import may_answer_for_the_period, may_keep_the_calendar, officer_for
from plans.queries.calendar import postponements_that_stand
from plans.queries.periods import Proposal, proposals_of
from plans.services.calendar import CannotBeKept, add_election, postpone_election
from plans.services.periods import ProposalGone, answer_proposal
from plans.statute.dates import financial_year_end, said, term_begins, weekday
from plans.statute.terms import Actor, Office
from plans.views.dates.doors import METHODS, for_keepers, for_the_office, form_page
from plans.views.taking import posted

BACK = "Elections"


@require_safe
@for_the_office
def elections(request: HttpRequest, body: Body) -> HttpResponse:
    today = timezone.localdate()
    changes = _changes(body)
    put_off: dict[int, list[Postponement]] = defaultdict(list)
    for each in Postponement.objects.filter(election__body=body).select_related("corrected_by").order_by("pk"):
        put_off[each.election_id].append(each)
    held = body.elections.order_by("-expected_on")
    rows = [_row(row, body, today, changes[row.pk], put_off[row.pk]) for row in held]
    answers = PeriodConfirmation.objects.filter(plan__body=body).select_related("plan").order_by("-id")
    context = {
        "lead": _lead(body, today),
        "may_keep": may_keep_the_calendar(request.user, body).allowed,
        "rows": rows,
        "proposals": [_proposal(one) for one in proposals_of(body, today)],
        "answers": [_answer(row) for row in answers],
    }
    return render(request, "plans/dates/elections.html", context)


def _lead(body: Body, today: date) -> str:
    held = [day for row in body.elections.all() if (day := row.postponed_to or row.expected_on) > today]
    return f"The next election is on {weekday(min(held))}." if held else "No election ahead is in the table."


def _put_off(row: Postponement) -> str:
    return f"The postponement to {said(row.to)}{f', decided on {said(row.decided_on)},' if row.decided_on else ''}"


def _postponement(row: Postponement) -> dict[str, Any]:
    return {
        "to": said(row.to),
        "decided": said(row.decided_on) if row.decided_on else "",
        "why": row.why,
        "by": row.by_name,
        "recorded": said(timezone.localdate(row.recorded_at)) if row.recorded_at else "",
        "wrong": hasattr(row, "corrected_by"),
    }


def _row(
    row: Election, body: Body, today: date, changes: list[str], postponements: list[Postponement]
) -> dict[str, Any]:
    poll = row.postponed_to or row.expected_on
    return {
        "kind": "Ordinary election" if row.ordinary else "By-election",
        "expected": weekday(row.expected_on),
        "moved": weekday(row.postponed_to) if row.postponed_to else "",
        "postponements": [_postponement(each) for each in postponements],
        "period": f"{said(poll - timedelta(days=body.pre_election_days))} to {said(poll)}",
        "term": said(term_begins(poll)),
        "due": said(financial_year_end(poll)) if row.ordinary else "no new day",
        "postpone": reverse("office:postpone", args=[row.pk]) if poll >= today else "",
        "changes": changes,
    }


def _changes(body: Body) -> dict[int, list[str]]:
    """Return what was changed in the table, by election: who, when, and how it then stood. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in Election.history.filter(body=body).select_related("history_user").order_by("history_date"):
        did = {"+": "entered", "~": "changed", "-": "removed"}[row.history_type]
        who = _name(row.history_user) if row.history_user else "not through a page"
        stood = f"put off to {said(row.postponed_to)}" if row.postponed_to else f"expected on {said(row.expected_on)}"
        found[row.id].append(f"{said(timezone.localdate(row.history_date))}: {did}, {stood} ({who})")
    return found


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()


def _proposal(one: Proposal) -> dict[str, Any]:
    last = one.answers[-1] if one.answers else None
    return {
        "plan": one.plan.name,
        "stands": said(one.stands),
        "ends_on": said(one.ends_on),
        "election": said(one.election.expected_on),
        "moved": said(one.election.postponed_to or one.election.expected_on),
        "url": reverse("office:period", args=[one.plan.ref]),
        "declined": f"Declined on {said(last.decided_on)} by {last.officer}: {last.reason}" if last else "",
    }


def _answer(row: PeriodConfirmation) -> dict[str, Any]:
    return {
        "plan": row.plan.name,
        "what": f"{said(row.stood_until)} to {said(row.ends_on)}",
        "confirmed": row.confirmed,
        "on": said(row.decided_on),
        "officer": row.officer,
        "reason": row.reason,
    }


@require_http_methods(METHODS)
@for_keepers
def new_election(request: HttpRequest, body: Body) -> HttpResponse:
    back = reverse("office:elections")
    form = ElectionForm(posted(request)[0], cancel_url=back)
    if request.method == "POST" and form.is_valid():
        said_of = form.cleaned_data
        try:
            add_election(body=body, expected_on=said_of["expected_on"], ordinary=said_of["ordinary"] == "yes")
        except CannotBeKept as why:
            form.add_error(why.field, str(why))
        else:
            messages.success(request, f"The election of {said(said_of['expected_on'])} is in the table.")
            return redirect(back)
    return form_page(request, form, title="Add an election", back=back, back_words=BACK)


@require_http_methods(METHODS)
@for_keepers
def postpone(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    election = get_object_or_404(Election, body=body, pk=pk)
    back = reverse("office:elections")
    standing = postponements_that_stand(election)
    form = PostponeForm(posted(request)[0], standing=[(r.pk, _put_off(r)) for r in standing], cancel_url=back)
    if request.method == "POST" and form.is_valid():
        said_of = form.cleaned_data
        chosen = said_of.get("corrects")
        try:
            postpone_election(
                election=election,
                to=said_of["postponed_to"],
                decided_on=said_of["postponed_by_decision_on"],
                why=said_of["why"],
                by_name=_name(request.user),
                corrects=next((row for row in standing if str(row.pk) == chosen), None),
                recorded_by=request.user,
            )
        except CannotBeKept as why:
            form.add_error(why.field, str(why))
        else:
            moved = f"The election is put off to {said(said_of['postponed_to'])}. What it moves is shown below."
            messages.success(request, moved)
            return redirect(back)
    lead = (
        f"It is expected on {weekday(election.postponed_to or election.expected_on)}. The day by which a plan is due "
        "follows by itself; the end of a plan that has been issued is proposed, and moves only when the monitoring "
        "officer confirms it."
    )
    return form_page(
        request,
        form,
        title="Put the election off again" if standing else "Put an election off",
        lead=lead,
        back=back,
        back_words=BACK,
    )


@require_http_methods(METHODS)
@for_the_office
def period(request: HttpRequest, body: Body, ref: str) -> HttpResponse:
    if request.method == "POST" and not (decision := may_answer_for_the_period(request.user, body)):
        raise PermissionDenied(decision.reason)
    plan = get_object_or_404(body.plans, ref=ref)
    today = timezone.localdate()
    proposal = next((one for one in proposals_of(body, today) if one.plan.pk == plan.pk), None)
    if proposal is None:
        if request.method == "POST":
            messages.error(request, "No end is proposed for this plan any more. Nothing was recorded.")
            return redirect("office:elections")
        raise Http404("No end is proposed for this plan.")
    form = _answer_form(request, proposal)
    if request.method == "POST" and form.is_valid() and _answered(request, proposal, form, today):
        messages.success(request, "Your answer is recorded, with your name and the day.")
        return redirect("office:elections")
    context = {
        "form": form,
        "proposal": _proposal(proposal),
        "answers": [_answer(row) for row in proposal.answers],
        "may_answer": may_answer_for_the_period(request.user, body).allowed,
    }
    return render(request, "plans/dates/period.html", context, status=422 if form.errors else 200)


def _answer_form(request: HttpRequest, proposal: Proposal) -> AnswerPeriodForm:
    return AnswerPeriodForm(
        posted(request)[0],
        initial={"ends_on": proposal.ends_on},
        yes=f"Yes: the plan ends on {said(proposal.ends_on)}",
        no=f"No: the plan ends on {said(proposal.stands)}, as it stands",
        cancel_url=reverse("office:elections"),
    )


def _answered(request: HttpRequest, proposal: Proposal, form: AnswerPeriodForm, today: date) -> bool:
    said_of = form.cleaned_data
    officer = officer_for(request.user, proposal.plan.body, today)
    if not isinstance(officer, Actor) or officer.office is not Office.CHIEF_EXECUTIVE:
        form.add_error(None, "You are not in the register of offices as chief executive today. Ask for it to be kept.")
        return False
    try:
        answer_proposal(
            plan=proposal.plan, ends_on=said_of["ends_on"], confirmed=said_of["answer"] == "confirm",
            reason=said_of["reason"], officer=officer, on=today, recorded_by=request.user,
        )  # fmt: skip
    except ProposalGone as gone:
        form.add_error(None, str(gone))
        return False
    return True
