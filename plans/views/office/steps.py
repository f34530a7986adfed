"""Taking a statutory step in the browser: asked on today, judged on its own day, nothing typed is lost."""

from dataclasses import replace
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
from plans.permissions import actor_for, may_take, may_waive, steps_recorded_by
from plans.queries.course import consultations_of, standing_now
from plans.queries.drafting import broken_references_of
from plans.queries.record import changed_by, holder_on
from plans.queries.standing import Standing, StepStanding
from plans.queries.texts import draft_outline
from plans.services.attempts import keep_attempt
from plans.services.consulting import ReplyRefused, consult, receive_reply, reply_of
from plans.services.course import ChangedMeanwhile, Taking, take_step
from plans.services.drafts import freeze_draft
from plans.statute.dates import planning_period_end, said
from plans.statute.differing import by_section, in_the_way, in_words
from plans.statute.kinds import KINDS
from plans.statute.procedures import VERSIONS
from plans.statute.tenures import acting_on
from plans.statute.terms import NotPermitted, Office, Refusal
from plans.text.outline import OutlineError
from plans.views.context import address
from plans.views.dates.shown import pre_election_notice
from plans.views.office import shown
from plans.views.office.entry import instrument_of, office_of
from plans.views.office.freezing import freezing, open_comments
from plans.views.taking import reasons_given

ON_A_DRAFT = ("consult_chief_constable", "consult_again", "send_to_panel", "own_draft")

# Steps that the public hears of: what a pre-election period is about.
IN_PUBLIC = ("obtain_views", "send_to_panel", "publish_response", "record_decision", "issue", "publish")

NOT_HERE = {"report": "The Panel records its report in its own room. The office cannot record it."}


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
        raise PermissionDenied(NOT_HERE.get(key, "This step is recorded on a page of its own."))
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
    kind = KINDS[standing.record.kind]
    stages = [kind.stage_words(stage) for stage in asked.step.at]
    context = {
        "instrument": standing.instrument,
        "step": asked,
        "now": standing.instrument.stage_words,
        "at": f"{', '.join(stages[:-1])} or {stages[-1]}" if len(stages) > 1 else stages[0],
        "done": f"It was taken on {said(done.taken_on)} by {done.by_name}." if done else "",
    }
    return render(request, "plans/office/step_not_now.html", context, status=409)


def _form(
    request: HttpRequest, body: Body, standing: Standing, asked: StepStanding, refusals: tuple[Refusal, ...] | None
) -> StepForm:
    passable = None if refusals is None else _passable(request, body, refusals)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return FORMS[asked.key](
        data,
        files,
        standing=standing,
        passable=passable,
        initial=_initial(body, standing, asked) | _chosen(request, asked),
        cancel_url=standing.instrument.get_absolute_url(),
    )


def _passable(request: HttpRequest, body: Body, refusals: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
    """Return the refusals that this person may pass with a reason: none while one stands that cannot be passed."""
    if not refusals or any(not refusal.waivable for refusal in refusals) or not may_waive(request.user, body):
        return ()
    return refusals


def _initial(body: Body, standing: Standing, asked: StepStanding) -> dict[str, Any]:
    if asked.key == "send_to_panel":
        meeting = standing.instrument.planned_meeting
        return {"meeting_on": meeting.on} if meeting else {}
    if not asked.key.startswith("consult"):
        return {}
    held = body.office_holders.filter(office=Office.CHIEF_CONSTABLE, from_on__lte=standing.on).order_by("-from_on")
    holder = next((row for row in held if row.to_on is None or row.to_on >= standing.on), None)
    if holder is None:
        return {}
    return {"addressee": f"{holder.title or 'Chief Constable'} {holder.name}", "email": holder.email}


def _chosen(request: HttpRequest, asked: StepStanding) -> dict[str, str]:
    """Return what the link that led here chose already: a duty, or an authority."""
    name = {"state_regard": "duty", "record_priorities": "authority"}.get(asked.key, "")
    return {name: request.GET[name]} if name in request.GET else {}


def _taken(request: HttpRequest, body: Body, standing: Standing, asked: StepStanding) -> HttpResponse:
    """Take the step, or show the form again with every reason why not and everything that was typed."""
    form = _form(request, body, standing, asked, None)
    if not form.is_valid():
        form.shown_again()
        return _page(request, body, standing, asked, form, (), status=422)
    try:
        _record(request, body, standing.instrument, asked, form)
    except NotPermitted as refused:
        keep_attempt(refused)
        return _refused(request, body, standing, asked, refused.refusals)
    except ChangedMeanwhile as changed:
        messages.error(request, str(changed))
        form.shown_again(standing.instrument.revision)
        return _page(request, body, standing, asked, form, (), status=409)
    except (OutlineError, ReplyRefused) as wrong:
        form.add_error(None, str(wrong))
        form.shown_again(standing.instrument.revision)
        return _page(request, body, standing, asked, form, (), status=422)
    messages.success(request, f"Recorded: {asked.words.lower()}, on {said(form.cleaned_data['on'])}.")
    return redirect(standing.instrument)


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
        waivers=reasons_given(request.user, body, form, on),
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
    takes = steps_recorded_by(request.user, body, VERSIONS[standing.instrument.procedure].steps)
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
                "act": shown.act_that_clears(standing, r, takes) if r.clears != asked.key else None,
            }
            for r in refusals
        ],
        "ask_another": waivable and not may_waive(request.user, body),
        "broken": broken_references_of(draft_outline(standing.instrument)) if asked.key == "prepare_draft" else (),
        "open_comments": open_comments(standing.instrument) if asked.key == "prepare_draft" else "",
        "issuing": _issuing(standing) if asked.key == "issue" else None,
        "freezing": freezing(standing.instrument) if asked.key == "prepare_draft" else None,
        "asking": _asking(standing) if asked.key in ON_A_DRAFT else None,
        "acting": _acting(standing) if asked.step.personal else None,
        "asked_about": _asked_about(standing, asked.key),
        "pre_election": pre_election_notice(standing) if asked.key in IN_PUBLIC else None,
        "holder": holder_on(standing.record.tenures, Office.CHIEF_CONSTABLE, standing.on),
    }
    return render(request, "plans/office/step.html", context, status=status)


def _acting(standing: Standing) -> dict[str, str] | None:
    return shown.acting_notice(acting_on(standing.record.tenures, standing.on))


def _issuing(standing: Standing) -> dict[str, Any]:
    """Return what is issued: which wording, what it changes, and when the plan's period ends."""
    draft = standing.line("prepare_draft")
    ends = standing.instrument.plan.period_ends_on
    if standing.instrument.makes_a_plan and KINDS[standing.record.kind].answers_s7:
        ends = planning_period_end(standing.on, standing.record.elections)
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
    if acting := acting_on(standing.record.tenures, draft.taken_on):
        facts.append({"term": "Acting commissioner on that day", "fact": acting.name})
    return {"facts": facts, "changed": list(changed_by(draft).values())}


def _asked_about(standing: Standing, key: str) -> list[dict[str, str]]:
    """Return, by section, the differences that a further consultation is about."""
    left = in_the_way(standing.record) if key.startswith("consult") else ()
    return [{"heading": heading, "words": f"{in_words(found)}."} for heading, found in by_section(left).items()]
