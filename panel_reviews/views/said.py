"""What members say about a draft: a note to themselves, a comment to the room, a reply, and what they have read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from panel_reviews.views.entry import panel_of
from plans.forms.comments import EditCommentForm
from plans.forms.saying import RoomReplyForm, SayForm
from plans.models import Comment, CommentThread, Instrument, Membership, Room, Wording
from plans.permissions import may_change_comment, membership_of
from plans.queries.notes import note_of
from plans.queries.readings import panel_drafts_of, readable_by_the_panel
from plans.services import comments as services
from plans.services.comments import CommentRefused
from plans.services.notes import delete_note, edit_note, mark_read, write_note
from plans.text.numbering import section_numbers
from plans.text.outline import Outline

STILL_RESOLVED = "Your reply was kept. The thread is resolved and stays so; reopen it to bring it back."
SOMEBODY_ELSE = "Somebody else is signed in here now. Nothing of theirs or yours was sent."


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody speaks: their membership of the Panel's room, and the instrument it is about."""

    membership: Membership
    instrument: Instrument


def place_for(request: HttpRequest, ref: str) -> Place:
    """Return where a member speaks, or answer that the Panel was given no draft of that reference."""
    body = panel_of(request.user)
    instrument = readable_by_the_panel(body).filter(ref=ref).first()
    if instrument is None:
        raise Http404("No draft with that reference was given to this Panel.")
    return Place(membership_of(request.user, body), instrument)


def say_form(text: Outline, data=None, **initial: Any) -> SayForm:
    """Return the form in which something is said of a text."""
    labels = section_numbers(text)
    sections = [(one.id, f"{labels[one.id][1]}, {one.heading}") for one in text.sections]
    return SayForm(data, sections=sections, initial=initial)


@login_required
@require_POST
def say(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep a private note, or a comment to the room."""
    place = place_for(request, ref)
    wording = _wording(place.instrument, request.POST.get("wording", ""))
    form = say_form(wording.outline, request.POST)
    page = {"title": "Say something about the draft", "button": "Keep it"}
    return _kept(request, place, form, page, lambda: _say(place, wording, form, request))


def _say(place: Place, wording: Wording, form: SayForm, request: HttpRequest) -> tuple[str, str]:
    said = form.cleaned_data
    about = {name: said[name] for name in ("text", "quote", "before", "after", "client_id")}
    about |= {"section_id": said["section"], "wording": wording, "instrument": place.instrument}
    if said["who"] == SayForm.NOTE:
        note = write_note(membership=place.membership, **about)
        return f"note-{note.pk}", "Your note was kept. Only you can read it."
    thread = services.open_thread(by=request.user, room=Room.PANEL, **about)
    return f"thread-{thread.pk}", "Your comment was kept. Everyone in the Panel’s room can read it."


@login_required
@require_POST
def thread(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Reply in a thread of the Panel's room, resolve it, or reopen it."""
    place = place_for(request, ref)
    row = _thread(place.instrument, pk)
    act = request.POST.get("act", "reply")
    form = RoomReplyForm(request.POST, thread_id=row.pk, resolved=row.resolved_at is not None)
    if act != "reply":
        form = forms.Form(request.POST)
    page = {"title": "Reply to a comment", "button": "Send the reply"}
    return _kept(request, place, form, page, lambda: (f"thread-{row.pk}", _act(request, row, act, form)))


def _act(request: HttpRequest, row: CommentThread, act: str, form: forms.Form) -> str:
    if act == "resolve":
        services.resolve(thread=row, by=request.user)
        return "The thread is resolved."
    if act == "reopen":
        services.reopen(thread=row)
        return "The thread is open again."
    said = {name: form.cleaned_data.get(name) for name in ("text", "client_id")}
    reopening = form.cleaned_data.get("reopening", False)
    reply = services.reply(thread=row, by=request.user, reopening=reopening, **said)
    return STILL_RESOLVED if reply.thread.resolved_at is not None else "Your reply was kept."


@login_required
@require_POST
def section_read(request: HttpRequest, ref: str, section_id: str) -> HttpResponse:
    """Keep that a member has read a section, or has not."""
    place = place_for(request, ref)
    wording = _wording(place.instrument, request.POST.get("wording", ""))
    is_read = request.POST.get("read") != "no"

    def act() -> tuple[str, str]:
        about = {"membership": place.membership, "instrument": place.instrument, "wording": wording}
        mark_read(section_id=section_id, is_read=is_read, **about)
        return f"side-{section_id}", "Marked as read." if is_read else "Marked as not read yet."

    page = {"title": "What you have read", "button": "Try again"}
    return _kept(request, place, forms.Form(request.POST), page, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, ref: str, pk: int, comment: int) -> HttpResponse:
    """Put other words in a comment of one's own, or withdraw it."""
    place = place_for(request, ref)
    row = _thread(place.instrument, pk)
    mine = get_object_or_404(Comment.objects.select_related("thread__instrument"), thread=row, pk=comment)
    if not (decision := may_change_comment(request.user, mine)):
        raise PermissionDenied(decision.reason)

    def act(form: EditCommentForm | None) -> str:
        if form is None:
            services.withdraw_comment(comment=mine, by=request.user)
            return "Your comment was withdrawn."
        services.edit_comment(comment=mine, text=form.cleaned_data["text"])
        return "Your comment was changed."

    words = "A comment that is withdrawn stays in its thread as withdrawn, without its words."
    page = {"title": "Edit your comment", "button": "Save the comment", "away": "Withdraw the comment", "words": words}
    return _edited(request, place, mine.text, page, act, f"thread-{row.pk}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Put other words in a note of one's own, or delete it."""
    place = place_for(request, ref)
    mine = note_of(place.membership, place.instrument, pk)
    if mine is None:
        raise Http404("You have no note here under that number.")

    def act(form: EditCommentForm | None) -> str:
        if form is None:
            delete_note(note=mine)
            return "Your note was deleted."
        edit_note(note=mine, text=form.cleaned_data["text"])
        return "Your note was changed."

    words = "Only you can read your notes. A note that is deleted is gone for good."
    page = {"title": "Edit your note", "button": "Save the note", "away": "Delete the note", "words": words}
    return _edited(request, place, mine.text, page, act, f"note-{pk}")


def _wording(instrument: Instrument, digest: str) -> Wording:
    if digest not in {draft.wording_id for draft in panel_drafts_of(instrument)}:
        raise Http404("This draft is not before the Panel any more. The office may have taken it back.")
    return Wording.objects.get(pk=digest)


def _thread(instrument: Instrument, pk: int) -> CommentThread:
    row = get_object_or_404(CommentThread, instrument=instrument, room=Room.PANEL, pk=pk)
    row.instrument = instrument
    return row


def _back(request: HttpRequest, place: Place) -> str:
    asked = (request.POST.get("back") or request.GET.get("back") or "").partition("#")[0]
    known = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/panel-room/")
    return asked if known else reverse("panel:read", args=[place.instrument.ref])


def _kept(
    request: HttpRequest, place: Place, form: forms.Form, page: dict[str, str], act: Callable[[], tuple[str, str]]
) -> HttpResponse:
    """Do what was sent and lead back to it; a script is answered in data, anybody else with what they typed."""
    data = request.headers.get("Accept") == "application/json"
    if request.POST.get("person") not in (None, "", str(request.user.pk)):
        if data:
            return JsonResponse({"why": "somebody_else", "words": SOMEBODY_ELSE}, status=409)
        raise PermissionDenied(SOMEBODY_ELSE)
    if form.is_valid():
        try:
            at, words = act()
        except CommentRefused as refused:
            form.add_error(None, list(refused.reasons))
        else:
            if data:
                return JsonResponse({"at": at, "words": words})
            messages.success(request, words)
            return redirect(f"{_back(request, place)}#{at}")
    if data:
        said = " ".join(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"why": "wrong", "words": said}, status=422)
    return _form_page(request, place, form, page, 422)


def _edited(
    request: HttpRequest, place: Place, text: str, page: dict[str, str], act: Callable[..., str], at: str
) -> HttpResponse:
    form = EditCommentForm(request.POST if request.method == "POST" else None, initial={"text": text})
    going = request.method == "POST" and request.POST.get("act") == "away"
    if going or form.is_valid():
        try:
            words = act(None if going else form)
        except CommentRefused as refused:
            form.is_valid()
            form.add_error(None, list(refused.reasons))
        else:
            messages.success(request, words)
            return redirect(_back(request, place) if going else f"{_back(request, place)}#{at}")
    return _form_page(request, place, form, page, 422 if form.errors else 200)


def _form_page(request: HttpRequest, place: Place, form: forms.Form, page: dict[str, str], status: int) -> HttpResponse:
    context = page | {"instrument": place.instrument, "form": form, "back": _back(request, place)}
    return render(request, "panel_reviews/reading/form.html", context, status=status)
