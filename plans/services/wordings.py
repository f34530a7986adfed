"""Freezing a text: an outline becomes a wording, stored once under its digest."""

from typing import Any

from plans.models import Edition, Wording
from plans.text.outline import Outline, canonical_json, digest, section_digests, to_data


def facts_of(outline: Outline) -> dict[str, Any]:
    """Return what the law asks of a text without reading it: sections (id, digest, heading), limbs, action codes."""
    digests = section_digests(outline)
    return {
        "sections": [{"id": s.id, "digest": digests[s.id], "heading": s.heading} for s in outline.sections],
        "limbs": sorted({limb for s in outline.sections for limb in s.limbs}),
        "actions": sorted(outline.action_codes),
    }


def changed_sections(base: Wording | None, wording: Wording) -> dict[str, str]:
    """
    Return the sections, by id with their headings, that a wording changes against a base.

    A section counts as changed when it is new, gone, worded otherwise, or stands in another order among those that
    both texts have. Against no base every section counts.
    """
    new = {s["id"]: s for s in wording.facts["sections"]}
    if base is None:
        return {section_id: s["heading"] for section_id, s in new.items()}
    old = {s["id"]: s for s in base.facts["sections"]}
    changed = {i: s["heading"] for i, s in new.items() if i not in old or old[i]["digest"] != s["digest"]}
    changed |= {i: s["heading"] for i, s in old.items() if i not in new}
    kept_before, kept_after = [i for i in old if i in new], [i for i in new if i in old]
    changed |= {i: new[i]["heading"] for i in _moved(kept_before, kept_after)}
    return changed


def changes_of_draft(base: Edition | None, draft: Outline) -> dict[str, str]:
    """Return the sections that a working draft changes against the edition varied, as if it were frozen now."""
    return changed_sections(base.wording if base else None, Wording(facts=facts_of(draft)))


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Return the ids outside one longest run that keeps its order: the fewest sections that must have moved."""
    place = {section_id: n for n, section_id in enumerate(before)}
    best: list[list[str]] = []
    for section_id in after:
        longest = max((run for run in best if place[run[-1]] < place[section_id]), key=len, default=[])
        best.append([*longest, section_id])
    kept = set(max(best, key=len, default=[]))
    return set(after) - kept


def freeze(outline: Outline) -> Wording:
    """Return the wording of an outline, made if the text was never kept before."""
    key = digest(outline)
    wording = Wording.objects.filter(pk=key).first()
    if wording is None:
        content = canonical_json(to_data(outline))
        wording = Wording.objects.create(digest=key, content=content, facts=facts_of(outline))
    return wording
