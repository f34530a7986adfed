"""What each rule has done in an office: what it stands in the way of today, what it refused, and who passed it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from plans.models import Body, Instrument, RefusedAttempt, SeverityChange, StepTaken, Waiver
from plans.queries.course import dashboard_of
from plans.queries.severities import differing
from plans.statute.terms import Refusal


@dataclass(slots=True)
class RuleAtWork:
    """
    What one rule has done.

    ``stops`` are the open instruments that it stands in the way of issuing, each with the reasons; ``refused`` the
    attempts that it refused, each with the reasons; ``passed`` the reasons with which it was passed; ``missing`` the
    lines recorded as history that lack what it asks for, each with what; ``held`` the change by which the office
    holds it otherwise than the table today. All of them are latest first.
    """

    stops: list[tuple[Instrument, tuple[Refusal, ...]]] = field(default_factory=list)
    refused: list[tuple[RefusedAttempt, list[str]]] = field(default_factory=list)
    passed: list[Waiver] = field(default_factory=list)
    missing: list[tuple[StepTaken, str]] = field(default_factory=list)
    held: SeverityChange | None = None


def rules_at_work(body: Body, on: date) -> Mapping[str, RuleAtWork]:
    """Return by its id what each rule has done in an office up to a day. Eleven queries, whatever there is."""
    found: dict[str, RuleAtWork] = defaultdict(RuleAtWork)
    for standing, _ in dashboard_of(body, on).waiting:
        for rule in dict.fromkeys(gate.rule for gate in standing.gates):
            gates = tuple(gate for gate in standing.gates if gate.rule == rule)
            found[rule].stops.append((standing.instrument, gates))
    waivers = Waiver.objects.filter(line__body=body).select_related("line__instrument__plan")
    for waiver in waivers.order_by("-line__seq", "rule"):
        found[waiver.rule].passed.append(waiver)
    for line in body.lines.exclude(missing=[]).select_related("instrument").order_by("-seq"):
        for lacking in line.missing:
            if lacking["rule"]:
                found[lacking["rule"]].missing.append((line, lacking["reason"]))
    attempts = RefusedAttempt.objects.filter(instrument__plan__body=body).select_related("instrument")
    for attempt in attempts.order_by("-tried_at", "-pk"):
        for rule in dict.fromkeys(one["rule"] for one in attempt.refusals if one["rule"]):
            reasons = [one["reason"] for one in attempt.refusals if one["rule"] == rule]
            found[rule].refused.append((attempt, reasons))
    for rule, change in held_otherwise(body).items():
        found[rule].held = change
    return found


def held_otherwise(body: Body) -> dict[str, SeverityChange]:
    """Return the rules that a body holds otherwise than the table, each with the change that did it. One query."""
    changes = list(body.severity_changes.order_by("seq"))
    latest = {change.rule: change for change in changes}
    return {rule: latest[rule] for rule in differing(changes)}


def begun_otherwise(body: Body, rule: str) -> list[Instrument]:
    """Return the instruments that were begun while a body held a rule otherwise than the table. One query."""
    instruments = Instrument.objects.filter(plan__body=body).order_by("-begun_on", "-pk")
    return [instrument for instrument in instruments if rule in instrument.law.get("held", {})]
