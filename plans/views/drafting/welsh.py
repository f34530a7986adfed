"""The Welsh text beside the English: which sections are behind, and one section written in Welsh."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe
from js_asset import Media

from plans.forms.welsh import WelshForm
from plans.models import Instrument
from plans.queries.texts import draft_outline
from plans.queries.welsh import BEHIND, IN_STEP, MISSING, WelshLine, welsh_lines
from plans.services.drafts import NotEditable
from plans.services.welsh import WelshRefused, save_welsh
from plans.text.outline import Outline, digest_of, section_to_data
from plans.views.access import for_drafters
from plans.views.changes import section_reading
from plans.views.drafting.both_texts import difference
from plans.views.drafting.outlined import outline_beside
from plans.views.drafting.shown import name_of

LOOKS = {
    IN_STEP: ("In step", "good", "tick"),
    BEHIND: ("Behind the English", "warn", "half"),
    MISSING: ("No Welsh yet", "bad", "circle"),
}


def _bilingual(instrument: Instrument) -> None:
    if not instrument.plan.body.bilingual:
        raise Http404("This office writes in English alone.")


@require_safe
@for_drafters
def welsh(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    _bilingual(instrument)
    draft = draft_outline(instrument)
    lines = welsh_lines(instrument, draft)
    waiting = sum(line.state != IN_STEP for line in lines)
    context = outline_beside(instrument, draft) | {
        "instrument": instrument,
        "lines": [_line(instrument, line) for line in lines],
        "lead": _lead(waiting, len(lines)),
    }
    return render(request, "plans/drafting/welsh.html", context)


def _lead(waiting: int, sections: int) -> str:
    if not sections:
        return "The draft has no text yet."
    if not waiting:
        return "Every section says in Welsh what it says in English."
    what = "section is" if waiting == 1 else "sections are"
    return f"{waiting} {what} behind the English or without Welsh. Nothing can be issued until all are in step."


def _line(instrument: Instrument, line: WelshLine) -> dict:
    return {
        "heading": line.english.heading,
        "url": reverse("office:welsh_section", args=[instrument.ref, line.english.id]),
        "look": LOOKS[line.state],
        "saved": f"Saved {localtime(line.row.saved_at):%-d %B %Y at %H:%M} by {name_of(line.row.saved_by)}"
        if line.row
        else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_drafters
def welsh_section(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    _bilingual(instrument)
    draft = draft_outline(instrument)
    line = next((line for line in welsh_lines(instrument, draft) if line.english.id == section_id), None)
    if line is None:
        raise Http404("The draft has no such section.")
    stands = line.row.as_section() if line.row else None
    revision = line.row.revision if line.row else 0
    if request.method != "POST":
        form = WelshForm(english=line.english, welsh=stands, revision=revision)
        return _page(request, instrument, draft, line, form)
    form = WelshForm(request.POST, english=line.english)
    if not form.is_valid():
        return _page(request, instrument, draft, line, form, 422)
    if request.POST.get("english") != _token(line):
        form.add_error(
            None,
            "The English was changed while you wrote. It is shown as it stands now: look at it, and save again.",
        )
        return _page(request, instrument, draft, line, form, 409)
    try:
        save_welsh(
            instrument=instrument,
            section=form.section(),
            english=line.english,
            revision=form.cleaned_data["revision"],
            by=request.user,
        )
    except (NotEditable, WelshRefused) as refused:
        form.add_error(None, str(refused))
        form.data = form.data.copy()
        form.data["revision"] = revision
        return _page(request, instrument, draft, line, form, 409, stands=stands)
    messages.success(request, f"The Welsh of “{line.english.heading}” is saved.")
    return redirect("office:welsh", instrument.ref)


def _token(line: WelshLine) -> str:
    """Return which English the screen shows."""
    return digest_of(section_to_data(line.english))


def _page(
    request: HttpRequest,
    instrument: Instrument,
    draft: Outline,
    line: WelshLine,
    form: WelshForm,
    status: int = 200,
    *,
    stands=None,
) -> HttpResponse:
    made_from = line.row.made_from() if line.row else None
    form.fields["html"].widget.attrs["data-images"] = reverse("office:add_image", args=[instrument.ref])
    behind = line.state == BEHIND and made_from is not None
    context = outline_beside(instrument, draft, line.english.id) | {
        "instrument": instrument,
        "line": line,
        "form": form,
        "look": LOOKS[line.state],
        "english": section_reading(line.english, draft),
        "changed": difference(made_from, line.english, draft) if behind else "",
        "stands": section_reading(replace(stands, id="welsh"), Outline("", (stands,))) if stands else "",
        "token": _token(line),
        "media": Media.from_media(form.media, nonce=str(request.csp_nonce)),
    }
    return render(request, "plans/drafting/welsh_section.html", context, status=status)
