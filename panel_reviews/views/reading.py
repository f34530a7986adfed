"""The member's reading: a draft that the Panel was given, in three views, with what is said beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from panel_reviews.views.beside import Beside, beside
from panel_reviews.views.said import Place, place_for
from plans.models import Instrument
from plans.queries.readings import PanelDraft, PanelText, panel_drafts_of, panel_text
from plans.rendering.comments import with_marks
from plans.rendering.pack import summary_of
from plans.statute.dates import said, weekday
from plans.text.diff.reading import as_read
from plans.text.numbering import numbered
from plans.views.office.words import counted, kicker

VIEWS = {"marked": "Redline", "clean": "Clean", "changes": "Change list"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read, and how: a draft of several, against the edition in force or an earlier one of them, in a view."""

    place: Place
    drafts: Sequence[PanelDraft]
    draft: PanelDraft
    since: PanelDraft | None
    view: str

    @property
    def instrument(self) -> Instrument:
        """What the draft is of."""
        return self.place.instrument

    def url(self, *, view: str = "marked", draft: PanelDraft | None = None, since: PanelDraft | None = None) -> str:
        """Return the address of a view, of this draft or of another; the redline's has no question in it."""
        path = reverse("panel:reading", args=[self.instrument.ref, (draft or self.draft).key])
        asked = ({"view": view} if view != "marked" else {}) | ({"since": since.key} if since else {})
        return f"{path}?{urlencode(asked)}" if asked else path


@login_required
@require_safe
def read(request: HttpRequest, ref: str) -> HttpResponse:
    """Lead to the latest draft that the Panel was given."""
    drafts = panel_drafts_of(place_for(request, ref).instrument)
    return redirect("panel:reading", ref, drafts[-1].key)


@login_required
@require_safe
def reading(request: HttpRequest, ref: str, which: str) -> HttpResponse:
    place = place_for(request, ref)
    drafts = panel_drafts_of(place.instrument)
    draft = next((one for one in drafts if one.key == which), None)
    if draft is None:
        raise Http404("This draft is not before the Panel any more. The office may have taken it back.")
    earlier = drafts[: drafts.index(draft)]
    since = next((one for one in earlier if one.key == request.GET.get("since")), None)
    text = panel_text(place.instrument, draft, since)
    view = request.GET.get("view", "marked")
    view = view if view in VIEWS and text.redline else "marked" if text.redline else "clean"
    page = Reading(place, drafts, draft, since, view)
    said_beside = beside(place, text, said=page.url(view="clean", since=since) if view != "changes" else "")
    context = _head(page, text) | _drawn(page, text, said_beside) | _ways(page, earlier, text)
    context |= {
        "instrument": place.instrument,
        "draft": draft,
        "wording": text.wording,
        "view": view,
        "beside": said_beside,
        "back": page.url(view=view, since=since),
        "latest": page.url(draft=drafts[-1], since=draft) if draft is not drafts[-1] else "",
        "keep": [page.url(view=key, since=since) for key in (VIEWS if text.redline else ("marked",))],
    }
    return render(request, "panel_reviews/reading/page.html", context)


def named(draft: PanelDraft) -> str:
    """Return what a draft is called in a sentence: "the draft sent on 6 January 2014"."""
    how = "sent" if draft.is_review else "seen informally"
    return f"the draft {how} on {said(draft.on)}"


def _label(draft: PanelDraft) -> str:
    """Return what a draft is called in a link: "Draft sent on 6 January 2014"."""
    return f"D{named(draft).removeprefix('the d')}"


def _head(page: Reading, text: PanelText) -> dict[str, Any]:
    draft, instrument = page.draft, page.instrument
    facts = [{"term": "Sent to the Panel" if draft.is_review else "Seen informally", "fact": said(draft.on)}]
    if draft.meeting_on:
        facts.append({"term": "Panel’s meeting", "fact": weekday(draft.meeting_on)})
    if draft.occasion:
        facts.append({"term": "Where", "fact": draft.occasion})
    facts.append({"term": "Draft", "fact": f"wording {text.wording.pk[:12]}"})
    return {"kicker": kicker(instrument), "lead": _lead(page, text), "facts": facts}


def _lead(page: Reading, text: PanelText) -> str:
    if text.redline is None:
        return f"The whole {page.instrument.text_words}, to be read section by section."
    changes = text.redline.changes
    against = named(page.since) if page.since else f"edition {page.instrument.base.number}, the plan in force then"
    if not changes:
        return f"It reads as {against} does, word for word."
    sections = counted(len(text.redline.changed_sections), "section", "sections")
    return f"{counted(len(changes), 'change', 'changes')} in {sections}, against {against}."


def _drawn(page: Reading, text: PanelText, said_beside: Beside) -> dict[str, Any]:
    """Return the sections as the view draws them, and the contents."""
    reasons = [{"key": key, "reason": reason} for key, reason in text.reasons.items()]
    context: dict[str, Any] = {"reasons": reasons}
    if text.redline and page.view == "changes":
        context["summary"] = summary_of(text.redline, text.reasons)
        context["redline_url"] = page.url(since=page.since)
        return context
    counts = {s.section_id: len(s.all_changes) for s in text.redline.sections} if text.redline else {}
    if page.view == "marked" and text.redline:
        clean = page.url(view="clean", since=page.since).partition("/read/")[2].partition("?")[2]
        sections = as_read(text.redline, text.before, text.text, elsewhere=f"?{clean}").sections
        drawn = [(one.section_id, one.number, one.section.heading, one.anchor) for one in sections]
        context["parts"] = [(one, one.label, said_beside.of(one.section_id) if one.new else None) for one in sections]
    else:
        plain = numbered(text.text)
        marked = with_marks(plain, said_beside.marks).sections
        drawn = [(one.id, one.number, one.heading, one.anchor) for one in plain.sections]
        context["parts"] = [(one, one.label, said_beside.of(one.id)) for one in marked]
    context["contents"] = [
        {"number": number, "heading": heading, "url": f"#{anchor}", "flag": _flag(counts.get(key, 0), key, said_beside)}
        for key, number, heading, anchor in drawn
    ]
    return context


def _flag(changes: int, section_id: str, said_beside: Beside) -> str:
    """Return what the contents say of a section: how much changed, what is said there, whether it was read."""
    side = said_beside.of(section_id)
    return ", ".join(
        words
        for words in (
            counted(changes, "change", "changes") if changes else "",
            counted(len(side.open), "comment", "comments") if side.open else "",
            counted(len(side.notes), "note", "notes") if side.notes else "",
            side.read_words,
        )
        if words
    )


def _ways(page: Reading, earlier: Sequence[PanelDraft], text: PanelText) -> dict[str, Any]:
    """Return the switch of views, what it may be read against, and the other drafts that the Panel was given."""
    views = [
        {"label": label, "url": page.url(view=key, since=page.since), "current": key == page.view}
        for key, label in VIEWS.items()
    ]
    base = page.instrument.base
    against = (
        [{"label": f"Edition {base.number}", "url": page.url(view=page.view), "current": not page.since}]
        if base
        else []
    )
    against += [
        {
            "label": _label(one),
            "url": page.url(view=page.view, since=one),
            "current": one is page.since,
        }
        for one in earlier
    ]
    others = [
        {
            "label": _label(one),
            "url": page.url(draft=one),
            "note": "" if one.is_review else f"{one.occasion}. Not the statutory review.",
        }
        for one in page.drafts
        if one is not page.draft
    ]
    return {
        "views": views if text.redline else [],
        "against": against if len(against) > 1 or (against and not base) else [],
        "others": others,
    }
