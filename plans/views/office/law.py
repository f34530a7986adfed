"""The law as the office's pages hold it: every rule in plain words, what it refused, and how it is held here."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.law import HoldRuleForm
from plans.models import Body, Instrument, RefusedAttempt, SeverityChange
from plans.permissions import may_enter_office, may_hold_rules, may_read_law
from plans.queries.law import RuleAtWork, begun_otherwise, held_otherwise, rules_at_work
from plans.services.severities import SeverityRefused, hold_rule
from plans.statute.dates import said
from plans.statute.document import HOLDS, SURE, rules_by_family
from plans.statute.kinds import KINDS
from plans.statute.names import Names
from plans.statute.procedures import VERSIONS
from plans.statute.profiles import PROFILES, regime_of
from plans.statute.rules import FIXED, RULES, Rule, Severity
from plans.statute.terms import BodyKind, InstrumentKind
from plans.views.office.entry import body_for
from plans.views.office.words import counted, joined

LOOKS = {Severity.BLOCK: "bad", Severity.WARN: "warn"}
LANGUAGES = {"en": "English", "cy": "Welsh"}
ICONS = {Severity.BLOCK: "stop", Severity.WARN: "warn", Severity.TASK: "later"}
LATEST = 20


@login_required
@require_safe
def law(request: HttpRequest) -> HttpResponse:
    body = body_for(request.user, may_read_law)
    at_work = rules_at_work(body, timezone.localdate())
    may_open = bool(may_enter_office(request.user, body))
    families = [
        {
            "words": words,
            "rules": [_rule(rule, at_work.get(rule.id, RuleAtWork()), may_open, body.names) for rule in rules],
        }
        for words, rules in rules_by_family().items()
    ]
    context = {
        "families": families,
        "lead": _lead(at_work.values()),
        "facts": _facts(at_work.values()),
        "about": _about(body),
    }
    return render(request, "plans/office/law.html", context)


def _about(body: Body) -> dict[str, Any]:
    """Return as which kind of body the law is read here, and until when the law is expected to have it."""
    profile, regime = PROFILES[BodyKind(body.kind)], regime_of(BodyKind(body.kind), timezone.localdate())
    kinds = dict.fromkeys(KINDS[kind].on_screen for kind in profile.courses)
    facts = [
        {"term": "The body", "fact": profile.names.body},
        {"term": "The Panel", "fact": profile.names.panel},
        {"term": "Has", "fact": joined(f"{words}s" for words in kinds)},
        {"term": "Papers are open before the Panel meets", "fact": f"{profile.clear_days} clear days"},
        {"term": "Languages", "fact": joined(LANGUAGES[code] for code in profile.languages)},
    ]
    if regime is not None and regime.to_on is not None:
        facts.append({"term": "Expected to end", "fact": said(regime.to_on)})
    return {"facts": facts, "notes": [note for note in (profile.note, regime.basis if regime else "") if note]}


def _lead(at_work: Iterable[RuleAtWork]) -> str:
    stopping = sum(bool(work.stops) for work in at_work)
    if not stopping:
        return "No rule stands in the way of anything in hand."
    return f"{stopping} rule{'s stand' if stopping > 1 else ' stands'} in the way of something in hand today."


def _facts(at_work: Iterable[RuleAtWork]) -> list[dict[str, Any]]:
    held = sum(work.held is not None for work in at_work)
    return [{"term": "Rules", "fact": len(RULES)}, {"term": "Held otherwise than in the table", "fact": held or "none"}]


def _in_words(severity: Severity) -> str:
    return HOLDS[severity][:1].upper() + HOLDS[severity][1:]


def _rule(rule: Rule, work: RuleAtWork, may_open: bool, names: Names) -> dict[str, Any]:
    severity = Severity(work.held.severity) if work.held else rule.severity
    rule = replace(rule, says=names.read(rule.says), reading=names.read(rule.reading))
    return {
        "rule": rule,
        "holds": _in_words(severity),
        "look": LOOKS.get(severity, ""),
        "icon": ICONS.get(severity, ""),
        "sure": SURE[rule.confidence],
        "work": work,
        "held": _change(work.held) if work.held else None,
        "done": [one for one in _done(work, may_open) if one["count"]],
        "can_change": rule.severity is Severity.BLOCK and rule.id not in FIXED,
    }


def _done(work: RuleAtWork, may_open: bool) -> list[dict[str, Any]]:
    """Return what a rule has done, each kind with its count in words and its latest cases."""

    def case(instrument: Instrument, when: str, who: str, what: str) -> dict[str, str]:
        url = instrument.get_absolute_url() if may_open else ""
        return {"when": when, "who": who, "what": what, "title": instrument.title, "url": url}

    stops = [case(it, "", "", " ".join(gate.reason for gate in gates)) for it, gates in work.stops]
    refused = [
        case(
            attempt.instrument,
            said(timezone.localdate(attempt.tried_at)),
            f"{attempt.by_name} tried: “{_step_words(attempt)}”, dated {said(attempt.acted_on)}.",
            " ".join(reasons),
        )
        for attempt, reasons in work.refused[:LATEST]
    ]
    passed = [
        case(
            waiver.line.instrument,
            said(waiver.line.taken_on),
            waiver.refusal,
            f"{waiver.officer} answered for it: “{waiver.reason}”",
        )
        for waiver in work.passed[:LATEST]
    ]
    missing = [case(line.instrument, said(line.taken_on), "", why) for line, why in work.missing[:LATEST]]
    return [
        {"count": len(work.stops), "words": f"Stands in the way of {_things(len(work.stops))} today", "cases": stops},
        {"count": len(work.refused), "words": f"Refused {_times(len(work.refused))}", "cases": refused},
        {"count": len(work.passed), "words": f"Passed with a reason {_times(len(work.passed))}", "cases": passed},
        {"count": len(work.missing), "words": f"Evidence missing on {_lines(len(work.missing))}", "cases": missing},
    ]


def _step_words(attempt: RefusedAttempt) -> str:
    step = VERSIONS[attempt.instrument.procedure].step(attempt.step)
    return step.words_for(InstrumentKind(attempt.instrument.kind))


def _things(number: int) -> str:
    return counted(number, "thing in hand", "things in hand")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _lines(number: int) -> str:
    return counted(number, "line recorded as history", "lines recorded as history")


def _change(change: SeverityChange) -> dict[str, str]:
    return {
        "holds": HOLDS[Severity(change.severity)],
        "since": said(change.from_on),
        "by": change.by_name,
        "why": change.reason,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def severity(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Show how a rule is held here and was, and let the administrator change it."""
    body = body_for(request.user, may_read_law)
    rule = RULES.get(rule_id)
    if rule is None:
        raise Http404("There is no such rule.")
    may_change = may_hold_rules(request.user, body)
    if request.method == "POST" and not may_change:
        raise PermissionDenied(may_change.reason)
    can_change = rule.severity is Severity.BLOCK and rule.id not in FIXED
    form = None
    if can_change and may_change:
        held = held_otherwise(body).get(rule.id)
        initial = {"severity": Severity.BLOCK if held else Severity.WARN}
        data = request.POST if request.method == "POST" else None
        form = HoldRuleForm(data, initial=initial, cancel_url=reverse("office:law"))
    if request.method == "POST" and _held(request, body, rule, form):
        return redirect("office:severity", rule.id)
    status = 200 if request.method != "POST" else 422
    return render(
        request, "plans/office/severity.html", _severity_context(request.user, body, rule, form), status=status
    )


def _held(request: HttpRequest, body: Body, rule: Rule, form: HoldRuleForm | None) -> bool:
    """Change how a rule is held as the form says, and tell whether that was done."""
    if form is None:
        messages.error(request, FIXED.get(rule.id, "This rule does not refuse, so there is nothing to change."))
        return False
    if not form.is_valid():
        return False
    try:
        change = hold_rule(
            body=body,
            rule=rule.id,
            severity=Severity(form.cleaned_data["severity"]),
            reason=form.cleaned_data["reason"],
            by_name=request.user.get_full_name() or request.user.get_username(),
            on=timezone.localdate(),
            recorded_by=request.user,
        )
    except SeverityRefused as refused:
        form.add_error("severity", str(refused))
        return False
    messages.success(request, f"From today rule {rule.id} {HOLDS[Severity(change.severity)]}.")
    return True


def _severity_context(user: User, body: Body, rule: Rule, form: HoldRuleForm | None) -> dict[str, Any]:
    changes = list(body.severity_changes.filter(rule=rule.id).order_by("-seq"))
    now = Severity(changes[0].severity) if changes else rule.severity
    may_open = bool(may_enter_office(user, body))
    return {
        "rule": rule,
        "form": form,
        "facts": [
            {"term": "By the table", "fact": _in_words(rule.severity)},
            {"term": "Held here today", "fact": _in_words(now)},
            {"term": "How sure the reading is", "fact": SURE[rule.confidence].capitalize()},
        ],
        "fixed": FIXED.get(rule.id, ""),
        "refuses": rule.severity is Severity.BLOCK,
        "history": [_change(change) for change in changes],
        "begun": [
            {"title": it.title, "url": it.get_absolute_url() if may_open else "", "on": said(it.begun_on)}
            for it in begun_otherwise(body, rule.id)
        ],
    }
