"""The Chief Constable's page: what is asked, the draft, and the reply, through a signed link without an account."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from plans.forms.reply import ReplyForm
from plans.models import Consultation, Wording
from plans.queries.comparing import Text, text_varied
from plans.queries.ledger import Ledger, asked_in
from plans.queries.reasons import reasons_frozen_with
from plans.rendering.pack import summary_of
from plans.services.attempts import keep_attempt
from plans.services.consulting import (
    ReplyRefused,
    consultation_for,
    mark_opened,
    may_reply,
    receive_reply,
    reply_of,
    token_for,
)
from plans.statute.dates import said, weekday
from plans.statute.terms import NotPermitted
from plans.text.diff.document import Redline
from plans.text.redline import compare
from plans.views.context import office_of
from plans.views.differing import groups_shown, how_many
from plans.views.office.words import counted
from plans.views.packs import pack_view, packs_shown
from plans.views.reading import reading


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    try:
        consultation = consultation_for(token)
    except ReplyRefused as refused:
        return render(request, "plans/reply/unknown.html", {"why": str(refused)}, status=404)
    mark_opened(consultation=consultation)
    if consultation.reply_line is None and not may_reply(consultation):
        return render(request, "plans/reply/closed.html", context_of(consultation), status=410)
    form = ReplyForm(request.POST or None) if may_reply(consultation) else None
    if request.method == "POST":
        return _received(request, token, consultation, form)
    return _page(request, consultation, form)


def _received(request: HttpRequest, token: str, consultation: Consultation, form: ReplyForm | None) -> HttpResponse:
    if form is None:
        return _page(request, consultation, None, status=409)
    if not form.is_valid():
        return _page(request, consultation, form, status=422)
    taking = reply_of(consultation, on=timezone.localdate(), text=form.words, comments=form.has_comments)
    try:
        receive_reply(consultation=consultation, taking=taking)
    except ReplyRefused as refused:
        form.add_error(None, str(refused))
    except NotPermitted as refused:
        keep_attempt(refused)
        for refusal in refused.refusals:
            form.add_error(None, f"{refusal.reason} ({refusal.section})")
    else:
        return redirect("reply", token=token)
    return _page(request, consultation, form, status=422)


def _page(request: HttpRequest, consultation: Consultation, form: ReplyForm | None, status: int = 200) -> HttpResponse:
    ledger = asked_in(consultation)
    shown = _draft(request, consultation, ledger) if ledger is None or "view" in request.GET else _differences(ledger)
    context = context_of(consultation) | shown | {"form": form, "differs": ledger is not None}
    response = render(request, "plans/reply/reply.html", context, status=status)
    own = request.path.encode() + b"images/"  # whoever holds the link sees the pictures by the link, too
    response.content = response.content.replace(b'src="/images/', b'src="' + own)
    return response


def _differences(ledger: Ledger) -> dict[str, Any]:
    """Return all that is asked: what differs from the draft first consulted on, and no earlier reply is about."""
    wordings = Wording.objects.in_bulk({ledger.before, ledger.wording})
    return {
        "groups": groups_shown(ledger, wordings, states=False),
        "how_much": f"{how_many(ledger.entries)}, against the draft on which you were consulted on "
        f"{said(ledger.first.on)}. Everything else reads as it did then, or as it did when you last replied.",
    }


def _draft(request: HttpRequest, consultation: Consultation, ledger: Ledger | None) -> dict[str, Any]:
    """Return the draft as the page shows it: what changes and why, then the text, then the pack."""
    instrument, base, new = consultation.instrument, consultation.instrument.base, consultation.wording.outline
    old = base.wording.outline if base else None
    redline = compare(old, new) if old else None
    before = f"Edition {base.number}" if base else ""
    shown = reading(request.GET, redline, (old, new), (before, "The draft")) | {"word_links": _word_links(consultation)}
    if base is None or redline is None:
        return shown | {"how_much": "No edition is in force, so all of the text is new."}
    reasons = reasons_frozen_with(instrument, consultation.wording_id, upto=consultation.asked_line.seq)
    token = token_for(consultation)
    return shown | {
        "edition": base.number,
        "how_much": _how_much(redline, base.number),
        "summary": summary_of(redline, reasons),
        "given": [{"key": key, "reason": reason} for key, reason in reasons.items()],
        "pack": packs_shown(
            request,
            instrument,
            consultation.wording,
            _texts(consultation, ledger),
            url=reverse("reply_pack", args=[token]),
            here=reverse("reply", args=[token]),
            upto=consultation.asked_line.seq,
        ),
    }


def _word_links(consultation: Consultation) -> dict[str, str]:
    token = token_for(consultation)
    links = {"clean": reverse("reply_word", args=[token])}
    return links | ({"redline": reverse("reply_word_redline", args=[token])} if consultation.instrument.base else {})


def _how_much(redline: Redline, edition: int) -> str:
    changes, sections = len(redline.changes), len(redline.changed_sections)
    if not changes:
        return f"The draft reads as edition {edition} of the plan does, word for word."
    made = f"{counted(changes, 'change', 'changes')} in {counted(sections, 'section', 'sections')}"
    words = f"{redline.words_added:,} words added, {redline.words_removed:,} removed"
    return f"{made} of edition {edition} of the plan: {words}. Everything else reads as before."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, token: str) -> HttpResponseBase:
    """Have the redline pack of the draft that the link is for made, or give it."""
    try:
        consultation = consultation_for(token)
    except ReplyRefused as refused:
        return render(request, "plans/reply/unknown.html", {"why": str(refused)}, status=404)
    if consultation.reply_line is None and not may_reply(consultation):
        return render(request, "plans/reply/closed.html", context_of(consultation), status=410)
    wording, upto = consultation.wording, consultation.asked_line.seq
    texts = _texts(consultation, asked_in(consultation))
    return pack_view(request, consultation.instrument, wording, texts, back=reverse("reply", args=[token]), upto=upto)


def _texts(consultation: Consultation, ledger: Ledger | None) -> tuple[Text, ...]:
    """Return what the reader may have the draft held against: the edition varied, and the draft first asked about."""
    if ledger is None:
        return text_varied(consultation.instrument)
    first = Text("first", f"The draft on which you were consulted on {said(ledger.first.on)}", ledger.before)
    return (*text_varied(consultation.instrument), first)


def context_of(consultation: Consultation) -> dict[str, Any]:
    """Return what every page behind a reply link says: who is asked, of what, and what came of it."""
    instrument = consultation.instrument
    line = consultation.reply_line
    asked = consultation.asked_line
    return {
        "office": office_of(instrument.plan.body),
        "replying_as": consultation.addressee,
        "instrument": instrument,
        "again": asked.step == "consult_again",
        "facts": [
            {"term": "Asked", "fact": said(asked.taken_on)},
            *(
                [{"term": "Reply asked for by", "fact": weekday(consultation.reply_by)}]
                if consultation.reply_by
                else []
            ),
            {"term": "Draft", "fact": consultation.wording_id[:12]},
        ],
        "replied_on": said(line.taken_on) if line else "",
        "replied": line.particulars if line else None,
    }
