"""Freezing a text: an outline becomes a wording, stored once under its digest."""

from typing import Any

from plans.models import Wording
from plans.text.outline import Outline, canonical_json, digest, section_digests, to_data
from plans.text.redline import changed_section_ids


def facts_of(outline: Outline) -> dict[str, Any]:
    """Return what the law asks of a text without reading it: sections (id, digest, heading), limbs, action codes."""
    digests = section_digests(outline)
    return {
        "sections": [{"id": s.id, "digest": digests[s.id], "heading": s.heading} for s in outline.sections],
        "limbs": sorted({limb for s in outline.sections for limb in s.limbs}),
        "actions": sorted(outline.action_codes),
    }


def changed_sections(old: Outline | None, new: Outline) -> dict[str, str]:
    """
    Return the sections, by id with their headings, that a text changes against the one it would replace.

    A section counts as changed when it is new, gone, worded otherwise, or has moved, as in the redline. Against no
    text every section counts.
    """
    before = old or Outline(new.title)
    changed = changed_section_ids(before, new)
    gone = (section for section in before.sections if new.section(section.id) is None)
    return {section.id: section.heading for section in (*new.sections, *gone) if section.id in changed}


def freeze(outline: Outline) -> Wording:
    """Return the wording of an outline, made if the text was never kept before."""
    key = digest(outline)
    wording = Wording.objects.filter(pk=key).first()
    if wording is None:
        content = canonical_json(to_data(outline))
        wording = Wording.objects.create(digest=key, content=content, facts=facts_of(outline))
    return wording
