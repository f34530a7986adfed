"""What two people wrote in one section, for the page: what they changed, and what must be settled."""

from collections.abc import Mapping

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.timezone import localtime

from plans.forms.objectives import ObjectivesForms
from plans.models import DraftSection
from plans.queries.texts import draft_outline
from plans.services.saving import Choices, Conflict, Saved, base_token
from plans.text.diff.reading import as_read
from plans.text.markup import clean
from plans.text.outline import Outline, Section
from plans.text.redline import compare
from plans.views.changes import section_reading

SETTLE = "settle-"
FORM = "section-form"


def difference(before: Section | None, after: Section, within: Outline) -> str:
    """Return what one text of a section of a draft changes in another, marked, as HTML without places of its own."""
    old = Outline("", (before,)) if before else None
    redline = as_read(compare(old, Outline("", (after,))), within, within)
    return render_to_string("plans/drafting/difference.html", {"section": redline.sections[0]})


def choices_in(data: QueryDict) -> Choices:
    """Return what was chosen for each conflict, by its key: "ours", "theirs" or "both"."""
    said = {name.removeprefix(SETTLE): data[name] for name in data if name.startswith(SETTLE)}
    at = data.get("settling", "")
    chosen = {key: choice for key, choice in said.items() if choice in ("ours", "theirs", "both")}
    return Choices(int(at) if at.isdecimal() else 0, chosen)


def conflict_context(conflict: Conflict, choices: Choices | None = None) -> dict:
    """Return what templates/components/conflict.html takes of a conflict."""
    by = conflict.by or "Somebody else"
    when = f"saved {localtime(conflict.section.saved_at):%-d %B %Y at %H:%M}"
    theirs, draft = conflict.section.as_section(), draft_outline(conflict.section.instrument)
    return {
        "id": "conflict",
        "form": FORM,
        "revision": conflict.section.revision,
        "title": f"{by} changed the same words",
        "words": "Nothing is lost: both texts are below, and yours is still in the boxes too. "
        "Choose what stands at each place, then save. You can go on editing afterwards.",
        "points": [_point(conflict, point, choices.chosen if choices else {}) for point in conflict.conflicts],
        "difference": difference(theirs, conflict.yours, draft),
        "yours": {"by": "You", "when": "not saved yet", "html": section_reading(conflict.yours, draft)},
        "theirs": {"by": by, "when": when, "html": section_reading(theirs, draft)},
    }


def _point(conflict: Conflict, point, choices: Mapping[str, str]) -> dict:
    return {
        "key": point.key,
        "place": point.place,
        "ours": clean(point.ours),
        "theirs": clean(point.theirs),
        "both": bool(point.ours and point.theirs) and conflict.can_keep_both(point),
        "chosen": choices.get(point.key, ""),
    }


def merged_data(request: HttpRequest, row: DraftSection, saved: Saved) -> dict | None:
    """Return what the screen needs to take in what somebody else saved meanwhile; None if nobody did."""
    if saved.theirs is None:
        return None
    text = saved.stands
    changed = difference(saved.base, saved.theirs, draft_outline(row.instrument))
    objectives = ObjectivesForms.of(text.objectives)
    return {
        "sent": base_token(row, saved.sent),
        "heading": text.heading,
        "html": text.html,
        "kind": text.kind.value,
        "limbs": sorted(text.limbs),
        "objectives": ""
        if text.objectives == saved.sent.objectives
        else render_to_string("plans/drafting/objectives.html", {"objectives": objectives}, request),
        "notice": render_to_string(
            "plans/drafting/merged.html", {"by": saved.theirs_by or "Somebody else", "difference": changed}
        ),
    }
