"""The Chief Constable's page: what is asked, the draft, and the reply, through a signed link without an account."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from plans.forms.reply import ReplyForm
from plans.models import Consultation
from plans.services.consulting import ReplyRefused, consultation_for, mark_opened, may_reply, receive_reply, reply_of
from plans.statute.dates import said
from plans.statute.terms import NotPermitted
from plans.text.numbering import numbered
from plans.text.redline import compare
from plans.views.context import office_of
from plans.views.office.entry import weekday


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    try:
        consultation = consultation_for(token)
    except ReplyRefused as refused:
        return render(request, "plans/reply/unknown.html", {"why": str(refused)}, status=404)
    mark_opened(consultation=consultation)
    if consultation.reply_line is None and not may_reply(consultation):
        return render(request, "plans/reply/closed.html", _context(consultation), status=410)
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
        for refusal in refused.refusals:
            form.add_error(None, f"{refusal.reason} ({refusal.section})")
    else:
        return redirect("reply", token=token)
    return _page(request, consultation, form, status=422)


def _page(request: HttpRequest, consultation: Consultation, form: ReplyForm | None, status: int = 200) -> HttpResponse:
    base = consultation.instrument.base
    marked = base is not None and request.GET.get("view") != "clean"
    context = _context(consultation) | {"form": form}
    if base:
        context["views"] = [
            {"label": "What changes, marked", "url": "?", "current": marked},
            {"label": "The draft as it would read", "url": "?view=clean", "current": not marked},
        ]
    if marked:
        context["redline"] = compare(base.wording.outline, consultation.wording.outline)
        context["reasons"] = list(consultation.instrument.change_reasons.values("reason", key=F("change_key")))
    else:
        context["text"] = numbered(consultation.wording.outline)
    return render(request, "plans/reply/reply.html", context, status=status)


def _context(consultation: Consultation) -> dict[str, Any]:
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
