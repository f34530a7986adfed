"""Drafts to take away as Word files: by the office, and by whoever was sent the draft."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plans.models import Instrument, Wording
from plans.rendering.word.package import WORD_TYPE
from plans.services.consulting import ReplyRefused, consultation_for, may_reply
from plans.services.word_files import (
    WordFile,
    clean_word,
    tracked_word,
    tracked_word_for,
    wording_of,
    working_text,
)
from plans.views.access import for_office
from plans.views.reply import context_of


@require_safe
@for_office
def word(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    return _sent(clean_word(instrument=instrument, wording=_asked_for(request, instrument, "wording")))


@require_safe
@for_office
def word_redline(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    before = _asked_for(request, instrument, "against") if request.GET.get("against") else _base(instrument)
    wording = _asked_for(request, instrument, "wording")
    return _sent(tracked_word(instrument=instrument, wording=wording, before=before))


@never_cache
@require_safe
def reply_word(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    try:
        consultation = consultation_for(token)
    except ReplyRefused as refused:
        return render(request, "plans/reply/unknown.html", {"why": str(refused)}, status=404)
    if consultation.reply_line is None and not may_reply(consultation):
        return render(request, "plans/reply/closed.html", context_of(consultation), status=410)
    if kind == "clean":
        return _sent(clean_word(instrument=consultation.instrument, wording=consultation.wording))
    return _sent(tracked_word_for(consultation, _base(consultation.instrument)))


def _asked_for(request: HttpRequest, instrument: Instrument, name: str) -> Wording:
    digest = request.GET.get(name, "")
    found = wording_of(instrument, digest) if digest else working_text(instrument)
    if found is None:
        raise Http404("No text of this draft has that digest.")
    return found


def _base(instrument: Instrument) -> Wording:
    if instrument.base is None:
        raise Http404("No edition is in force, so there are no changes to track.")
    return instrument.base.wording


def _sent(file: WordFile) -> HttpResponse:
    return HttpResponse(
        file.content,
        content_type=WORD_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )
