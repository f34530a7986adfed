"""The Panel's desk of copies (s.28): its report to each local authority, by its support officer, and what it opens."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panel_reviews.queries import REPORT_COPY, Sending, councils_corrected_since, report_copies, sendings_of
from panel_reviews.rendering import report_letter, report_pdf
from panel_reviews.services import (
    THE_REPORT,
    FromThePanel,
    report_went_by_hand,
    send_report,
    send_report_to,
)
from panel_reviews.views import shown
from panel_reviews.views.entry import refuse_unless, sendings_for
from plans.models import Letter
from plans.permissions import may_record_for_panel
from plans.services.copies import CopyRefused, letter_for
from plans.services.renderings import Rendering
from plans.statute.dates import said
from plans.statute.terms import Actor, Office
from plans.views import copy_desk, served
from plans.views.copies_shown import corrected_in_words
from plans.views.copy_desk import Desk, base_of
from plans.views.office.words import kicker


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copies(request: HttpRequest, ref: str, seq: int) -> HttpResponse:
    sending = _sending(request, ref, seq)
    desk = _desk(request, sending)
    if request.method == "POST":
        _may_send(request, sending)
    return copy_desk.list_page(
        request, desk, lambda form: send_report(sending=sending, sender=_sender(request, sending))
    )


@login_required
@require_safe
def copy(request: HttpRequest, ref: str, seq: int, recipient: str) -> HttpResponse:
    return copy_desk.one_page(request, _desk(request, _sending(request, ref, seq)), recipient)


@login_required
@require_POST
def send(request: HttpRequest, ref: str, seq: int, recipient: str) -> HttpResponse:
    sending = _sending(request, ref, seq)
    _may_send(request, sending)
    desk = _desk(request, sending)
    form = copy_desk.send_form(desk, desk.copy(recipient), request.POST)

    def act() -> str:
        email = form.cleaned_data["email"]
        send_report_to(sending=sending, recipient=recipient, email=email, sender=_sender(request, sending))
        return f"The letter to {email} is on the way."

    return copy_desk.answer(request, desk, recipient, "send", form, act)


@login_required
@require_POST
def by_hand(request: HttpRequest, ref: str, seq: int, recipient: str) -> HttpResponse:
    sending = _sending(request, ref, seq)
    _may_send(request, sending)
    desk = _desk(request, sending)
    form = copy_desk.hand_form(desk, desk.copy(recipient), request.POST)

    def act() -> str:
        on, sender = form.cleaned_data["on"], _sender(request, sending)
        report_went_by_hand(
            sending=sending, recipient=recipient, channel=form.cleaned_data["channel"], on=on, sender=sender
        )
        return f"Recorded: it went on {said(on)}."

    return copy_desk.answer(request, desk, recipient, "hand", form, act)


@login_required
@require_POST
def settled(request: HttpRequest, ref: str, seq: int, recipient: str) -> HttpResponse:
    sending = _sending(request, ref, seq)
    _may_send(request, sending)
    return copy_desk.settled(request, _desk(request, sending), recipient)


@login_required
@require_safe
def letter(request: HttpRequest, ref: str, seq: int, recipient: str) -> HttpResponse:
    """Show the letter that goes with a report on paper, to be printed."""
    sending = _sending(request, ref, seq)
    desk = _desk(request, sending)
    subject, text = report_letter(sending.instrument, sending.report, desk.copy(recipient).recipient.addressee)
    context = {
        "subject": subject,
        "text": text,
        "today": said(timezone.localdate()),
        "back": desk.url("copy", recipient),
        "base": desk.base,
        "pdf": desk.url("report_pdf"),
    }
    return render(request, "plans/copies/letter.html", context)


@login_required
@require_safe
def pdf(request: HttpRequest, ref: str, seq: int) -> HttpResponse:
    """Give the report as a PDF, to be printed and enclosed."""
    sending = _sending(request, ref, seq)
    return HttpResponse(report_pdf(sending.instrument, sending.report), content_type="application/pdf")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_copy(request: HttpRequest, token: str) -> HttpResponse:
    """Show a local authority the report that it was sent, by the signed link in the letter."""
    try:
        letter = letter_for(token)
        sending = _reported_in(letter)
    except CopyRefused as refused:
        return served.unknown(request, refused)
    if request.method == "POST":
        return served.received(request, letter)
    context = served.context_of(letter, token) | {"report": shown.report([sending], 0)}
    served.mark_opened(letter=letter)
    return render(request, "panel_reviews/report_copy.html", context)


def _reported_in(letter: Letter) -> Sending:
    """Return the sending whose report a letter took out, as it stood when the Panel reported."""
    sendings = sendings_of(letter.instrument) if letter.kind == REPORT_COPY else []
    sending = next((one for one in sendings if one.report and one.report.pk == letter.about_id), None)
    if sending is None:
        raise CopyRefused("This link is not for a report of the Panel.")
    return Sending(sending.instrument, sending.sent, report=sending.report)


def _sending(request: HttpRequest, ref: str, seq: int) -> Sending:
    sendings = sendings_for(request.user, ref)
    found = next((one for one in sendings if one.report and one.report.seq == seq), None)
    if found is None:
        raise Http404("The Panel made no such report on this draft.")
    return found


def _may_send(request: HttpRequest, sending: Sending) -> None:
    refuse_unless(may_record_for_panel(request.user, sending.instrument.plan.body))


def _sender(request: HttpRequest, sending: Sending) -> FromThePanel:
    name = request.user.get_full_name() or request.user.get_username()
    return FromThePanel(Actor(Office.PANEL, name), request.user.email, base_of(request))


def _desk(request: HttpRequest, sending: Sending) -> Desk:
    instrument, line = sending.instrument, sending.report
    may_send = may_record_for_panel(request.user, instrument.plan.body)
    return Desk(
        space="panel",
        place=(instrument.ref, line.seq),
        base="base_panel.html",
        back={"url": f"{reverse('panel:review', args=[instrument.ref])}#report-{line.seq}", "label": "The review"},
        kicker=f"The Panel’s report of {said(line.taken_on)}. {kicker(instrument)}",
        section="28(7) to (9)",
        caption="Each local authority of the police area on the day of the report",
        since=line.taken_on,
        copies=report_copies(sending),
        renderings=(Rendering(THE_REPORT, "", {"name": "report"}),),
        by=_sender(request, sending).by if may_send else None,
        corrected=corrected_in_words(*councils_corrected_since(sending), said(line.taken_on)),
    )
