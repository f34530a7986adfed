"""The draft read as one text, or one section of it: redline, clean or side by side, against a text of choice."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from plans.models import Instrument
from plans.queries.comparing import Text, texts_to_compare, wording_of
from plans.queries.texts import draft_outline
from plans.text.diff.document import Redline
from plans.text.diff.reading import as_read
from plans.text.numbering import NumberedSection, numbered
from plans.text.outline import Outline
from plans.text.redline import compare
from plans.views.access import for_office
from plans.views.drafting.outlined import outline_context
from plans.views.drafting.shown import how_much, row_of

VIEWS = {"redline": "Redline", "clean": "Clean", "side": "Side by side"}
DRAFT = "The draft"


@for_office
def text(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    draft = draft_outline(instrument)
    context = outline_context(instrument, draft)
    context["contents"] = [item | {"url": f"#{_anchor(item['id'])}"} for item in context["contents"]]
    context |= held_against(request.GET, texts_to_compare(instrument), draft) | {"title": "The whole text"}
    return render(request, "plans/drafting/whole.html", context)


@for_office
def compare_section(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    row = row_of(instrument, section_id)
    draft = draft_outline(instrument)
    context = outline_context(instrument, draft, section_id)
    context |= held_against(request.GET, texts_to_compare(instrument), draft, only=section_id)
    return render(request, "plans/drafting/whole.html", context | {"title": row.heading, "row": row})


def held_against(asked: QueryDict, texts: Sequence[Text], new: Outline, *, only: str = "", name: str = DRAFT) -> dict:
    """
    Return what templates/plans/drafting/held.html takes: a text against the one that the address asks for.

    ``texts`` are those to choose from, the first unless another is asked for; without any the text is shown clean.
    ``only`` is the id of the one section to show.
    """
    against = next((each for each in texts if each.key == asked.get("against")), texts[0] if texts else None)
    view = asked.get("view", "redline") if against else "clean"
    view = view if view in VIEWS else "redline"
    context: dict[str, Any] = {
        "against": against,
        "texts": texts,
        "view": view,
        "views": [_link(key, label, against, key == view) for key, label in VIEWS.items() if against],
        "unfold": bool(only) or asked.get("show") == "all",
        "only": only,
    }
    after = {section.section.id: section for section in numbered(new).sections}
    if against is None:
        return context | {"lead": "There is nothing to compare it with yet.", "parts": _clean(after, only)}
    old = wording_of(against).outline
    redline = as_read(compare(old, new), old, new)
    context |= {"lead": _lead(redline, against, only), "show_all": urlencode({"against": against.key, "show": "all"})}
    if view == "clean":
        return context | {"parts": _clean(after, only)}
    shown = [section for section in redline.sections if not only or section.section_id == only]
    context["parts"] = [
        {"id": section.section_id, "anchor": _anchor(section.section_id), "diff": section, "gone": section.new is None}
        for section in shown
        if context["unfold"] or not section.is_same
    ]
    if view == "side":
        before = {section.section.id: section for section in numbered(old).sections}
        for part in context["parts"]:
            part["left"] = _side(against.label, before.get(part["id"]))
            part["right"] = _side(name, after.get(part["id"]))
    return context


def _anchor(section_id: str) -> str:
    return f"text-{section_id}"


def _clean(sections: dict[str, NumberedSection], only: str) -> list[dict]:
    return [
        {"id": key, "anchor": _anchor(key), "clean": section, "gone": False}
        for key, section in sections.items()
        if not only or key == only
    ]


def _side(title: str, section: NumberedSection | None) -> dict:
    return {"title": title, "sections": [section] if section else []}


def _link(view: str, label: str, against: Text, current: bool) -> dict:
    return {
        "label": label,
        "url": f"?{urlencode({'against': against.key, 'view': view})}#text",
        "current": current,
    }


def _lead(redline: Redline, against: Text, only: str) -> str:
    if only:
        count = sum(change.section_id == only for change in redline.changes)
        made = "No changes" if not count else "1 change" if count == 1 else f"{count} changes"
        return f"{made} in this section, against: {against.label}."
    return f"{how_much(len(redline.changes), len(redline.changed_sections))}, against: {against.label}."
