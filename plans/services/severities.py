"""Changing how a body holds a rule: recorded, dated, by whom and why, for whatever is begun from then on."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from plans.models import Body, Instrument, SeverityChange
from plans.queries.severities import differing, laws_of_day
from plans.statute.rules import RULES, why_not_held
from plans.statute.terms import Severity
from plans.text.outline import digest_of

FORMAT = "pcc-plans/severity/1"


class SeverityRefused(Exception):
    """The rule cannot be held like that; the message says why."""


@transaction.atomic
def hold_rule(
    *,
    body: Body,
    rule: str,
    severity: Severity,
    reason: str,
    by_name: str,
    on: date,
    recorded_by: AbstractBaseUser | None = None,
) -> SeverityChange:
    """
    Hold a rule as refusing, or as yielding to an officer's reason, from a day on.

    :raises SeverityRefused: if the rule cannot be held so, is held so already, or the day is not after the last.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    changes = list(body.severity_changes.order_by("seq"))
    if why := why_not_held(rule, severity):
        raise SeverityRefused(why)
    if not reason.strip() or not by_name.strip():
        raise SeverityRefused("A change is made for a reason and by somebody with a name. Give both.")
    if differing(changes).get(rule, RULES[rule].severity) == severity:
        raise SeverityRefused(f"Rule {rule} is held so already. Nothing has been changed.")
    if on > timezone.localdate():
        raise SeverityRefused("The change cannot be dated in the future. Record it on the day.")
    if changes and on < changes[-1].from_on:
        raise SeverityRefused("Changes are recorded in the order of their days.")
    change = SeverityChange(
        body=body,
        seq=len(changes) + 1,
        rule=rule,
        severity=severity.value,
        from_on=on,
        by_name=by_name.strip(),
        reason=reason.strip(),
        previous=changes[-1].digest if changes else "",
        recorded_by=recorded_by,
    )
    change.digest = digest_change(change, body=body)
    change.save(force_insert=True)
    return change


def digest_change(change: SeverityChange, *, body: Body) -> str:
    """Return the digest of a change: of what was decided, from when, by whom and why, and of the change before."""
    return digest_of(
        {
            "format": FORMAT,
            "body": body.ref,
            "seq": change.seq,
            "rule": change.rule,
            "severity": change.severity,
            "from": change.from_on.isoformat(),
            "by": change.by_name,
            "reason": change.reason,
            "previous": change.previous,
        }
    )


def altered_severities(body: Body) -> Iterator[str]:
    """Yield in words each change that was altered or taken out, and each instrument that is under no law of its day."""
    previous = ""
    changes = list(body.severity_changes.order_by("seq"))
    for seq, change in enumerate(changes, start=1):
        if (change.seq, change.previous) != (seq, previous):
            yield f"the change of severity before number {change.seq} is missing"
        if digest_change(change, body=body) != change.digest:
            yield f"the change of severity number {change.seq}, of rule {change.rule}, was altered"
        previous = change.digest
    for ref, law, begun_on in Instrument.objects.filter(plan__body=body).values_list("ref", "law", "begun_on"):
        if law.get("held", {}) not in laws_of_day(changes, begun_on):
            yield f"{ref} is under a law that was not the body's on the day when it was begun"
