"""The data form of an edition: a stable schema, described in docs/decisions/0004."""

from typing import Any

from plans.rendering.facts import EditionFacts
from plans.text.numbering import targets
from plans.text.outline import from_data
from plans.text.references import addresses_in

FORMAT = "pcc-plans/edition/1"


def edition_data(facts: EditionFacts, wording: dict[str, Any]) -> dict[str, Any]:
    """Return an edition as JSON data: its facts, the steps that made it, and its wording."""
    return {
        "format": FORMAT,
        "body": facts.body_name,
        "title": facts.plan_title,
        "years": facts.years,
        "edition": facts.number,
        "issued_on": facts.issued_on.isoformat(),
        "in_force_from": facts.in_force_from.isoformat(),
        "in_force_until": facts.in_force_until.isoformat() if facts.in_force_until else None,
        "wording_digest": facts.wording_digest,
        "retired_codes": list(facts.retired_codes),
        "steps": [
            {"step": step.words, "section": step.section, "who": step.who, "on": step.on.isoformat()}
            for step in facts.steps
        ],
        "references": _references(wording),
        "wording": wording,
    }


def _references(wording: dict[str, Any]) -> dict[str, str]:
    """Return the words that each cross-reference of the wording is read with, by its address."""
    outline = from_data(wording)
    known = targets(outline)
    used = {address for section in outline.sections for address in addresses_in(section.html)}
    return {f"#{address}": known[address].words for address in sorted(used) if address in known}
