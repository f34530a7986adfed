"""A text beside the one before it: marked, clean or side by side, as every room shows them."""

from typing import Any

from django.http import QueryDict

from plans.text.diff.document import Redline, SectionDiff
from plans.text.diff.reading import as_read
from plans.text.numbering import numbered
from plans.text.outline import Outline

VIEWS = {"marked": "Marked changes", "clean": "Clean", "sides": "Side by side"}


def reading(asked: QueryDict, redline: Redline | None, texts: tuple[Outline | None, Outline], names: tuple[str, str]):
    """
    Return what templates/plans/drafting/text.html takes of two texts, in the view that the address asks for.

    ``redline`` is what lies between the texts, None where there is none before; ``names`` are those of the two texts.
    """
    old, new = texts
    redline = as_read(redline, old, new, elsewhere="?view=clean") if redline else None
    wanted = asked.get("view", "marked")
    view = wanted if old and wanted in VIEWS else "marked" if old else "clean"
    unfold = asked.get("show") == "all"
    context: dict[str, Any] = {"redline": redline, "view": view, "unfold": unfold}
    context["views"] = [
        {"label": label, "url": f"?view={key}#text", "current": key == view} for key, label in VIEWS.items() if old
    ]
    if view == "clean":
        context["clean"] = numbered(new)
        context["contents"] = [
            {"number": section.number, "heading": section.heading, "url": f"#{section.anchor}"}
            for section in context["clean"].sections
        ]
    if redline:
        context["sections"] = redline.sections if unfold else redline.changed_sections
    if redline and view == "marked":
        context["contents_title"] = "Sections" if unfold else "Changed sections"
        context["contents"] = [_line(section) for section in context["sections"]]
    if old and view == "sides":
        context["before"] = {"title": names[0], "sections": numbered(old, linked=False).sections}
        context["after"] = {"title": names[1], "sections": numbered(new, linked=False).sections}
    return context


def _line(section: SectionDiff) -> dict[str, str]:
    """Return a section's line in the contents, with how many changes it has."""
    count = len(section.all_changes)
    flag = "1 change" if count == 1 else f"{count} changes" if count else ""
    return {"number": section.number, "heading": section.section.heading, "url": f"#{section.anchor}", "flag": flag}
