"""The office's desk of copies (s.5(10)(a)): who is owed one, where each stands, and sending what is owed."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.models import Edition, Instrument
from plans.permissions import actor_for, may_take
from plans.queries.copies import copies_of
from plans.queries.course import standing_now
from plans.services import copies as serving
from plans.services.copies import CopyRefused
from plans.services.renderings import renderings_of
from plans.statute.dates import said
from plans.statute.guards.afterwards import corrected_since
from plans.statute.procedures import VERSIONS
from plans.statute.terms import Actor
from plans.views import copy_desk
from plans.views.access import for_office
from plans.views.copies_shown import corrected_in_words
from plans.views.copy_desk import Desk, base_of
from plans.views.office.words import kicker


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def copies(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    desk = _desk(request, instrument)

    def serve(form: str):
        return serving.serve_all(instrument=instrument, form=form, by=_sender(desk), link_base=base_of(request))

    return copy_desk.list_page(request, desk, serve)


@require_safe
@for_office
def copy(request: HttpRequest, instrument: Instrument, recipient: str) -> HttpResponse:
    return copy_desk.one_page(request, _desk(request, instrument), recipient)


@require_POST
@for_office
def send(request: HttpRequest, instrument: Instrument, recipient: str) -> HttpResponse:
    desk = _desk(request, instrument)
    form = copy_desk.send_form(desk, desk.copy(recipient), request.POST)

    def act() -> str:
        whom = {"instrument": instrument, "recipient": recipient, "by": _sender(desk), "link_base": base_of(request)}
        serving.serve_one(**whom, **form.cleaned_data)
        return f"The letter to {form.cleaned_data['email']} is on the way."

    return copy_desk.answer(request, desk, recipient, "send", form, act)


@require_POST
@for_office
def by_hand(request: HttpRequest, instrument: Instrument, recipient: str) -> HttpResponse:
    desk = _desk(request, instrument)
    form = copy_desk.hand_form(desk, desk.copy(recipient), request.POST)

    def act() -> str:
        serving.serve_by_hand(instrument=instrument, recipient=recipient, by=_sender(desk), **form.cleaned_data)
        return f"Recorded: it went on {said(form.cleaned_data['on'])}."

    return copy_desk.answer(request, desk, recipient, "hand", form, act)


@require_POST
@for_office
def settled(request: HttpRequest, instrument: Instrument, recipient: str) -> HttpResponse:
    return copy_desk.settled(request, _desk(request, instrument), recipient)


@require_safe
@for_office
def letter(request: HttpRequest, instrument: Instrument, recipient: str) -> HttpResponse:
    """Show the letter that goes with a copy on paper, to be printed."""
    edition, desk = _edition(instrument), _desk(request, instrument)
    one, whole = desk.copy(recipient), desk.renderings[0]
    file = reverse("public:published_form", args=[edition.plan.ref, edition.number, "pdf"])
    context = {
        "subject": serving.subject_of(edition),
        "text": serving.text_of(edition, one.recipient, whole, "", ""),
        "today": said(timezone.localdate()),
        "back": desk.url("copy", recipient),
        "base": desk.base,
        "pdf": file if whole.attachment else "",
    }
    return render(request, "plans/copies/letter.html", context)


def _edition(instrument: Instrument) -> Edition:
    try:
        return serving.edition_of(instrument)
    except CopyRefused as not_issued:
        raise Http404(str(not_issued)) from not_issued


def _desk(request: HttpRequest, instrument: Instrument) -> Desk:
    edition, today = _edition(instrument), timezone.localdate()
    body, step = instrument.plan.body, VERSIONS[instrument.procedure].step("send_copy")
    by = actor_for(request.user, body, step, today) if may_take(request.user, step, body) else None
    ref, standing = instrument.ref, standing_now(instrument, today)
    came, went = corrected_since(standing.record)
    return Desk(
        space="office",
        place=(ref,),
        base="base_office.html",
        back={"url": instrument.get_absolute_url(), "label": instrument.title},
        kicker=kicker(instrument),
        section="5(10)(a)",
        caption="The Chief Constable, and each other responsible authority of the day of issue",
        since=edition.issued_on,
        copies=copies_of(standing),
        renderings=renderings_of(edition),
        by=by if isinstance(by, Actor) else None,
        others=(
            {"label": "Record copies sent in another way", "url": reverse("office:step", args=[ref, "send_copy"])},
            {"label": "Note that a copy came back", "url": reverse("office:step", args=[ref, "copy_came_back"])},
        ),
        corrected=corrected_in_words(came, went, said(edition.issued_on)),
    )


def _sender(desk: Desk) -> Actor:
    if desk.by is None:
        raise PermissionDenied("You hold no office of this body today, so you cannot send in its name.")
    return desk.by
