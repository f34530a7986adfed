"""Taking a statutory step in the browser: asked on today, judged on its own day, nothing typed is lost."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.forms.steps import FORMS, StepForm
from plans.models import Body, Consultation, Instrument
from plans.permissions import actor_for, may_take, may_waive, officer_for
from plans.queries.course import consultations_of, standing_now
from plans.queries.record import changed_by, holder_on
from plans.queries.standing import Standing, StepStanding
from plans.services.consulting import ReplyRefused, consult, receive_reply, reply_of
from plans.services.course import ChangedMeanwhile, Reason, Taking, take_step
from plans.services.drafts import freeze_draft
from plans.statute.dates import planning_period_end, said
from plans.statute.engine import STAGE_WORDS
from plans.statute.procedures import VERSIONS
from plans.statute.rules import RULES, refuse
from plans.statute.terms import NotPermitted, Office, Refusal, Stage
from plans.text.outline import OutlineError
from plans.views.context import address
from plans.views.office import shown
from plans.views.office.entry import instrument_of, office_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    body = office_of(request.user)
    instrument = instrument_of(body, ref)
    standing = standing_now(instrument, timezone.localdate())
    asked = _step_asked_for(standing, key)
    if key in shown.OWN_PAGES and (url := shown.page_of_step(ref, key)):
        return redirect(url)
    if key not in FORMS:
        raise PermissionDenied("The Panel records its report in its own room. The office cannot record it.")
    decision = may_take(request.user, asked.step, body)
    if not decision:
        raise PermissionDenied(decision.reason)
    if request.method == "POST":
        return _taken(request, body, standing, asked)
    if standing.record.stage not in asked.step.at:
        return _not_now(request, standing, asked)
    form = _form(request, body, standing, asked, asked.refusals)
    return _page(request, body, standing, asked, form, asked.refusals)


def _step_asked_for(standing: Standing, key: str) -> StepStanding:
    procedure = VERSIONS[standing.instrument.procedure]
    if found := standing.find(key):
        return found
    step = next((step for step in procedure.steps if step.key == key), None)
    if step is None:
        raise Http404("The course has no such step.")
    return StepStanding(step, standing.record.kind, "open" if standing.record.stage in step.at else "later")


def _not_now(request: HttpRequest, standing: Standing, asked: StepStanding) -> HttpResponse:
    """Answer that the step is not open at this stage, and why."""
    done = asked.lines[-1] if asked.lines else None
    stages = [STAGE_WORDS[stage] for stage in asked.step.at]
    context = {
        "instrument": standing.instrument,
        "step": asked,
        "now": STAGE_WORDS[Stage(standing.instrument.stage)],
        "at": f"{', '.join(stages[:-1])} or {stages[-1]}" if len(stages) > 1 else stages[0],
        "done": f"It was taken on {said(done.taken_on)} by {done.by_name}." if done else "",
    }
    return render(request, "plans/office/step_not_now.html", context, status=409)


def _form(
    request: HttpRequest, body: Body, standing: Standing, asked: StepStanding, refusals: tuple[Refusal, ...]
) -> StepForm:
    passable = _passable(request, body, refusals)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return FORMS[asked.key](
        data,
        files,
        standing=standing,
        passable=passable,
        initial=_initial(body, standing, asked),
        cancel_url=standing.instrument.get_absolute_url(),
    )


def _passable(request: HttpRequest, body: Body, refusals: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    """Return the refusals that this person may pass with a reason: none while one stands that cannot be passed."""
    if not refusals or any(not refusal.waivable for refusal in refusals) or not may_waive(request.user, body):
        return ()
    return refusals


def _initial(body: Body, standing: Standing, asked: StepStanding) -> dict[str, Any]:
    if not asked.key.startswith("consult"):
        return {}
    held = body.office_holders.filter(office=Office.CHIEF_CONSTABLE, from_on__lte=standing.on).order_by("-from_on")
    holder = next((row for row in held if row.to_on is None or row.to_on >= standing.on), None)
    if holder is None:
        return {}
    return {"addressee": f"{holder.title or 'Chief Constable'} {holder.name}", "email": holder.email}


def _taken(request: HttpRequest, body: Body, standing: Standing, asked: StepStanding) -> HttpResponse:
    """Take the step, or show the form again with every reason why not and everything that was typed."""
    form = _form(request, body, standing, asked, _rules_posted(request))
    if not form.is_valid():
        form.shown_again()
        return _page(request, body, standing, asked, form, (), status=422)
    try:
        _record(request, body, standing.instrument, asked, form)
    except NotPermitted as refused:
        return _refused(request, body, standing, asked, refused.refusals)
    except ChangedMeanwhile as changed:
        messages.error(request, str(changed))
        form.shown_again(standing.instrument.revision)
        return _page(request, body, standing, asked, form, (), status=409)
    except (OutlineError, ReplyRefused) as wrong:
        form.add_error(None, str(wrong))
        form.shown_again(standing.instrument.revision)
        return _page(request, body, standing, asked, form, (), status=422)
    except OSError:
        # The step stands on the record; only the letter about it did not go.
        messages.error(request, "The step is recorded, but the e-mail could not be sent. Copy the link and send it.")
        return redirect(standing.instrument)
    messages.success(request, f"Recorded: {asked.words.lower()}, on {said(form.cleaned_data['on'])}.")
    return redirect(standing.instrument)


def _rules_posted(request: HttpRequest) -> tuple[Refusal, ...]:
    """Return a refusal for each rule for which the posted page had a reason field."""
    return tuple(
        refuse(rule.id, rule.says, waivable=True) for rule in RULES.values() if f"waive_{rule.id}" in request.POST
    )


def _refused(
    request: HttpRequest, body: Body, standing: Standing, asked: StepStanding, refusals: tuple[Refusal, ...]
) -> HttpResponse:
    form = _form(request, body, standing, asked, refusals)
    form.is_valid()
    form.shown_again(standing.instrument.revision)
    form.refuse(refusals)
    return _page(request, body, standing, asked, form, refusals, status=422)


def _record(request: HttpRequest, body: Body, instrument: Instrument, asked: StepStanding, form: StepForm) -> None:
    """Write the step to the record by the service that takes it."""
    on = form.cleaned_data["on"]
    taking = Taking(
        key=asked.key,
        on=on,
        by=actor_for(request.user, body, asked.step, on),
        particulars=form.particulars,
        evidence=form.evidence_items,
        waivers=_waivers(request, body, form, on),
        recorded_by=request.user,
        revision=form.cleaned_data["revision"],
    )
    if asked.key == "prepare_draft":
        freeze_draft(instrument=instrument, on=on, by=taking.by, recorded_by=request.user, revision=taking.revision)
    elif asked.key.startswith("consult"):
        base = request.build_absolute_uri("/").rstrip("/")
        said_of = form.cleaned_data
        consult(
            instrument=instrument, taking=taking, addressee=said_of["addressee"], email=said_of["email"], link_base=base
        )
    elif asked.key == "record_reply":
        _receive(instrument, taking, form)
    else:
        take_step(instrument=instrument, taking=taking)


def _receive(instrument: Instrument, taking: Taking, form: StepForm) -> None:
    consultation = _open_consultation(instrument)
    said_of = form.cleaned_data
    reply = reply_of(consultation, on=taking.on, text=said_of["reply"], comments=said_of["comments"] == "yes")
    receive_reply(
        consultation=consultation,
        taking=replace(reply, evidence=taking.evidence, recorded_by=taking.recorded_by, revision=taking.revision),
    )


def _open_consultation(instrument: Instrument) -> Consultation:
    consultation = consultations_of(instrument).filter(reply_line=None).first()
    if consultation is None:
        raise ReplyRefused("No request to the Chief Constable is open. Ask about the latest draft first.")
    return consultation


def _waivers(request: HttpRequest, body: Body, form: StepForm, on: date) -> dict[str, Reason]:
    officer = officer_for(request.user, body, on) if form.reasons else None
    return {rule: Reason(reason, officer) for rule, reason in form.reasons.items()} if officer else {}


def _page(
    request: HttpRequest,
    body: Body,
    standing: Standing,
    asked: StepStanding,
    form: StepForm,
    refusals: tuple[Refusal, ...],
    status: int = 200,
) -> HttpResponse:
    waivable = bool(refusals) and all(refusal.waivable for refusal in refusals)
    on = form.cleaned_data.get("on") if form.is_bound else None
    context = {
        "instrument": standing.instrument,
        "step": asked,
        "form": form,
        "act": f"this step on {said(on)}" if on and on != standing.on else "this step today",
        "refusals": [
            {
                "reason": r.reason,
                "section": r.section,
                "waivable": r.waivable,
                "act": shown.act_that_clears(standing, r) if r.clears != asked.key else None,
            }
            for r in refusals
        ],
        "ask_another": waivable and not may_waive(request.user, body),
        "issuing": _issuing(standing) if asked.key == "issue" else None,
        "asking": _asking(standing) if asked.key.startswith("consult") or asked.key == "send_to_panel" else None,
        "holder": holder_on(standing.record.tenures, Office.CHIEF_CONSTABLE, standing.on),
    }
    return render(request, "plans/office/step.html", context, status=status)


def _issuing(standing: Standing) -> dict[str, Any]:
    """Return what is issued: which wording, what it changes, and when the plan's period ends."""
    draft = standing.line("prepare_draft")
    ends = (
        standing.instrument.plan.period_ends_on
        if standing.instrument.is_variation
        else planning_period_end(standing.on, standing.record.elections)
    )
    facts = _asking(standing)["facts"]
    if ends:
        whose = "The plan’s period ends" if standing.instrument.is_variation else "The planning period ends"
        facts = [*facts, {"term": whose, "fact": said(ends)}]
    return {"facts": facts, "changed": list(changed_by(draft).values())}


def _asking(standing: Standing) -> dict[str, Any]:
    draft = standing.line("prepare_draft")
    if draft is None:
        return {"facts": [], "changed": []}
    facts = [
        {
            "term": "The wording",
            "fact": f"Draft {(draft.wording_id or '')[:12]}",
            "url": address("office:wording", standing.instrument.ref, draft.wording_id),
        },
        {"term": "Frozen", "fact": said(draft.taken_on)},
    ]
    return {"facts": facts, "changed": list(changed_by(draft).values())}
