"""The plan in force, an edition of it, and its text on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from plans.forms.public import DayForm
from plans.models import Body, Edition, Plan
from plans.queries.public import (
    edition_on,
    ended_on,
    held_by,
    issued_editions,
    issued_plans,
    plan_to_show,
    public_reports,
    under_way,
)
from plans.queries.record import is_inherited, registers_of
from plans.statute.dates import said
from plans.statute.profiles import PROFILES
from plans.statute.terms import BodyKind, InstrumentKind
from plans.views.public.found import issued_edition, issued_plan
from plans.views.public.frame import frame, frame_of
from plans.views.public.page import public_page
from plans.views.public.shown import downloads, facts_of, status, text_of, timeline
from plans.views.public.words import reached


@public_page
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    bodies = list(Body.objects.order_by("area"))
    plans = list(issued_plans(today))
    if len(bodies) != 1:
        return _areas(request, bodies, plans, today)
    plan = plan_to_show(plans, today)
    if plan is None:
        ahead = [_notice(each) for each in under_way(bodies[0], today)]
        return render(request, "plans/public/none.html", frame_of(bodies[0]) | {"body": bodies[0], "ahead": ahead})
    return _plan_page(request, plan, issued_editions(plan, today), today, plans)


def _areas(request: HttpRequest, bodies: list[Body], plans: list[Plan], today: date) -> HttpResponse:
    areas = []
    for body in bodies:
        plan = plan_to_show(held_by(body, plans, today), today)
        ended = f"Its functions passed on {said(body.succeeded_on)}." if body.has_ended(today) else ""
        areas.append({"body": body, "plan": plan, "title": plan.name if plan else "", "ended": ended})
    return render(request, "plans/public/areas.html", {"office": {}, "nav": [], "areas": areas})


@public_page
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    today = timezone.localdate()
    found, editions = issued_plan(plan, today)
    return _plan_page(request, found, editions, today, list(_plans_beside(found, today)))


def _plans_beside(plan: Plan, today: date) -> QuerySet[Plan]:
    """Return the issued plans among which one plan has effect: its body's, and its successor's, of the same kind."""
    holders = [pk for pk in (plan.body_id, plan.body.succeeded_by_id) if pk]
    return issued_plans(today).filter(body__in=holders, family=plan.family)


def _plan_page(
    request: HttpRequest, plan: Plan, editions: Sequence[Edition], today: date, plans: Sequence[Plan]
) -> HttpResponse:
    for edition in editions:
        edition.plan = plan
    shown = edition_on(editions, today) or editions[0]
    is_over = ended_on(plan, plans) <= today
    in_force = not is_over and plan.effective_from <= today
    ahead = under_way(plan.body, today) if not is_over else []
    notices = [*_standing(plan, plans, editions, shown, today), *_history(shown), *[_notice(each) for each in ahead]]
    context = _shown(plan, editions, shown, today, ahead) | {
        "kicker": "The plan in force" if in_force else "A plan that has ended" if is_over else "The plan to come",
        "lead": _what_changed_last(editions, shown),
        "notices": notices,
        "beside": _other_plans(plan, today),
    }
    return render(request, "plans/public/plan.html", context)


def _other_plans(plan: Plan, today: date) -> list[Plan]:
    """Return the issued plans of the other families that bodies of this kind have, last first."""
    if not PROFILES[BodyKind(plan.body.kind)].has(InstrumentKind.FIRE_PLAN):
        return []
    rows = issued_plans(today).filter(body=plan.body_id).exclude(family=plan.family)
    return list(rows.order_by("-effective_from"))


def _standing_with(plan: Plan) -> Q:
    """Return the reports that stand with a plan, or that its body's successor made while it had issued none."""
    return Q(plan=plan) | Q(plan__issued_on=None, plan__body__predecessors=plan.body_id)


def _shown(
    plan: Plan, editions: Sequence[Edition], shown: Edition, today: date, ahead: Sequence = ()
) -> dict[str, Any]:
    return frame(plan, editions, "plan") | text_of(shown, editions) | {
        "reports": list(public_reports(today).filter(_standing_with(plan))),
        "title": plan.name,
        "status": status(shown),
        "downloads": downloads(shown),
        "facts": facts_of(shown),
        "timeline": timeline(editions, shown, today, ahead),
        "day_form": DayForm(action=reverse("public:choose_day", args=[plan.ref]), auto_id="choose_%s"),
    }  # fmt: skip


def _what_changed_last(editions: Sequence[Edition], shown: Edition) -> str:
    if shown.number == 1:
        return "This is the plan as it was first issued. It has not been varied."
    title = shown.instrument.title
    return f"Last changed by the variation “{title}”, issued on {said(shown.issued_on)}."


def _standing(
    plan: Plan, plans: Sequence[Plan], editions: Sequence[Edition], shown: Edition, today: date
) -> list[dict[str, str]]:
    """Return what a reader must know first of a plan: not yet in effect, ended, inherited, or about to change."""
    notices = []
    if plan.effective_from > today:
        words = f"It has been issued, and has effect from {said(plan.effective_from)}."
        before = plan_to_show([other for other in plans if other.effective_from <= today], today)
        notices.append({"strong": "This plan is not yet in effect.", "words": words} | _link_to(before))
    if (ended := ended_on(plan, plans)) <= today:
        now = plan_to_show([other for other in plans if other.pk != plan.pk], today)
        words = f"It had effect until {said(date.fromordinal(ended.toordinal() - 1))}."
        notices.append({"strong": "This plan has ended.", "words": words} | _link_to(now))
    elif is_inherited(registers_of(plan.body)[0], plan, today):
        words = "The Commissioner who issued it has left office. It has effect until a new plan replaces it or it ends."
        strong = "This plan was issued by an earlier Commissioner."
        notices.append({"strong": plan.body.names.read(strong), "words": plan.body.names.read(words)})
    if plan.body.has_ended(today):
        successor = plan.body.succeeded_by
        words = f"It is held by the {successor.name}, to which the functions passed on {said(plan.body.succeeded_on)}."
        strong = f"The {plan.body.name} has ended; this record stays as it was."
        notices.append({"strong": strong, "words": words if ended > today else "The plan has ended too."})
    for edition in editions:
        if edition.effective_from > today and edition is not shown:
            words = f"Edition {edition.number} has been issued, and has effect from {said(edition.effective_from)}."
            notices.append({"strong": "A change is coming.", "words": words, "url": edition.get_absolute_url(),
                            "link": f"Read edition {edition.number}"})  # fmt: skip
    return notices


def _history(shown: Edition) -> list[dict[str, str]]:
    """Return the notice of an edition of which some step was recorded as history, with something missing."""
    if not getattr(shown, "as_history", False):
        return []
    words = f"Edition {shown.number} was brought in from the past: not everything that the law asks for is shown."
    url = f"{reverse('public:record', args=[shown.plan.ref])}#{shown.instrument.ref}"
    return [{"strong": "Recorded as history.", "words": words, "url": url, "link": "See what is not shown"}]


def _link_to(plan: Plan | None) -> dict[str, str]:
    return {"url": plan.get_absolute_url(), "link": f"Read {plan.name}"} if plan else {}


def _notice(each) -> dict[str, str]:
    instrument = each.instrument
    still = "This plan stays as it is until the variation is issued." if instrument.is_variation else ""
    what = "A change is being considered." if instrument.is_variation else "A new plan is being considered."
    words = " ".join(filter(None, [f"“{instrument.title}”.", reached(instrument, each.lines), still]))
    url = reverse("public:variation", args=[instrument.ref])
    return {"strong": what, "words": words, "url": url, "link": f"See the {instrument.kind_words}"}


@public_page
def edition(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    today = timezone.localdate()
    shown, editions = issued_edition(plan, number, today)
    latest = edition_on(editions, today) or editions[0]
    notices = []
    if shown.number != latest.number:
        words = f"Edition {latest.number} is the latest that has effect."
        if shown.effective_from > today:
            words = f"This edition has effect from {said(shown.effective_from)}."
        link = {"url": shown.plan.get_absolute_url(), "link": "Read the plan as it is today"}
        notices.append({"strong": f"You are reading edition {number}.", "words": words} | link)
    context = _shown(shown.plan, editions, shown, today) | {
        "kicker": shown.plan.name,
        "title": f"Edition {number}",
        "lead": _what_changed_last(editions, shown),
        "notices": [*notices, *_history(shown)],
    }
    return render(request, "plans/public/plan.html", context)


@public_page
def as_at(request: HttpRequest, plan: str, day: str) -> HttpResponse:
    today = timezone.localdate()
    found, editions = issued_plan(plan, today)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        words = f"“{day}” is not a day. Write it as year, month and day, such as 2026-03-27, or choose one here."
        return _no_text(request, found, editions, "There is no such day", words)
    plans = list(_plans_beside(found, today))
    shown = edition_on(editions, on)
    if shown is None:
        words = f"On {said(on)} this plan did not have effect yet. It has effect from {said(found.effective_from)}."
        return _no_text(request, found, editions, "The plan had not begun", words, _plan_then(plans, on))
    if (ended := ended_on(found, plans)) <= on:
        words = f"It had effect until {said(date.fromordinal(ended.toordinal() - 1))}."
        title = f"On {said(on)} this plan had ended"
        return _no_text(request, found, editions, title, words, _plan_then(plans, on))
    context = _shown(found, editions, shown, today) | {
        "kicker": found.name,
        "title": f"The plan on {said(on)}",
        "lead": f"On that day edition {shown.number} of the plan had effect. This is its text.",
        "notices": _history(shown),
    }
    if on > today:
        context["lead"] = f"Unless it is varied before then, edition {shown.number} has effect on that day."
    return render(request, "plans/public/plan.html", context)


def _plan_then(plans: Sequence[Plan], on: date) -> dict[str, str]:
    """Return the link to the text that had effect on a day, in whichever plan of the body it stands."""
    then = next((plan for plan in plans if plan.effective_from <= on < ended_on(plan, plans)), None)
    return {"url": reverse("public:as_at", args=[then.ref, on.isoformat()]), "then": then.name} if then else {}


@public_page
def choose_day(request: HttpRequest, plan: str) -> HttpResponse:
    found, editions = issued_plan(plan, timezone.localdate())
    form = DayForm(request.GET or None, action=request.path)
    if form.is_valid():
        return redirect("public:as_at", plan=found.ref, day=form.cleaned_data["day"].isoformat())
    context = frame(found, editions) | {"form": form, "plan_title": found.name}
    return render(request, "plans/public/choose_day.html", context)


def _no_text(
    request: HttpRequest, plan: Plan, editions: Sequence[Edition], title: str, words: str, link: dict | None = None
) -> HttpResponse:
    form = DayForm(action=reverse("public:choose_day", args=[plan.ref]))
    context = frame(plan, editions) | {"title": title, "words": words, "day_form": form, "plan_title": plan.name}
    return render(request, "plans/public/no_text.html", context | (link or {}), status=404)
