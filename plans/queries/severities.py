"""How a body holds the rules on a day, and the law that an instrument was begun under."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from plans.models import Body, SeverityChange
from plans.statute.rules import RULES, TABLE
from plans.statute.terms import Severity


def differing(changes: Iterable[SeverityChange]) -> dict[str, str]:
    """Return the severities that differ from the table's own after these changes, by rule in the table's order."""
    stands = {change.rule: change.severity for change in changes}
    return {rule: stands[rule] for rule in RULES if stands.get(rule, RULES[rule].severity) != RULES[rule].severity}


def law_of(changes: Iterable[SeverityChange]) -> dict[str, Any]:
    """Return the law after these changes as it is kept with an instrument: the table's version and what differs."""
    return {"table": TABLE, "held": differing(changes)}


def law_on(body: Body, on: date) -> dict[str, Any]:
    """Return the law as a body holds it at the end of a day. One query."""
    return law_of(body.severity_changes.filter(from_on__lte=on).order_by("seq"))


def laws_of_day(changes: list[SeverityChange], on: date) -> list[dict[str, str]]:
    """Return what differed from the table at each moment of a day, the last moment last."""
    before = sum(change.from_on < on for change in changes)
    upto = sum(change.from_on <= on for change in changes)
    return [differing(changes[:n]) for n in range(before, upto + 1)]


def held_under(law: Mapping[str, Any]) -> dict[str, Severity]:
    """Return the severities that an instrument is under otherwise than the table has them."""
    return {rule: Severity(severity) for rule, severity in law.get("held", {}).items()}
