"""The papers of a meeting in its room: added, read, corrected, taken off, withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.forms.meetings.agenda import PaperForm, WhyForm
from plans.models import Evidence, Meeting, Paper
from plans.queries.meetings import is_public
from plans.services.meetings import papers as keeping_papers
from plans.services.meetings.agenda import MeetingRefused
from plans.statute.access import closed_in_words
from plans.views.committees.doors import Door, at_meeting, editor_of, form_page, keeping
from plans.views.downloads import as_download
from plans.views.taking import posted

METHODS = ["GET", "HEAD", "POST"]
AT_ONCE = (
    "The agenda is open: the public reads this paper as soon as it is added, unless it is closed. From then on it can "
    "be withdrawn, and not changed."
)


def _found(meeting: Meeting, pk: int) -> Paper:
    return get_object_or_404(Paper.objects.select_related("item", "file"), item__meeting=meeting, pk=pk)


@require_safe
@at_meeting
def paper(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    row = _found(meeting, pk)
    sent = keeping_papers.is_out(row, meeting)
    acts = {}
    if door.keeps and meeting.cancelled_on is None and row.withdrawn_at is None:
        names = ("withdraw_paper",) if sent else ("change_paper", "take_off_paper")
        acts = {name: door.url(name, meeting.ref, pk) for name in names}
    context = {
        "base": door.room.base,
        "meeting": meeting,
        "paper": row,
        "closed": closed_in_words(row.access, row.exempt_paragraphs)
        or closed_in_words(row.item.access, row.item.exempt_paragraphs),
        "file": door.url("paper_file", meeting.ref, pk) if row.file_id else "",
        "back": door.url("agenda", meeting.ref),
        "acts": acts,
    }
    return render(request, "plans/meetings/paper.html", context)


@require_safe
@at_meeting
def paper_file(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    row = _found(meeting, pk)
    if row.file is None:
        raise Http404("This paper has no file.")
    return as_download(row.file)


@require_http_methods(METHODS)
@keeping
def add_paper(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    item = get_object_or_404(meeting.items, pk=pk)
    back = door.url("agenda", meeting.ref)
    form = PaperForm(*posted(request), cancel_url=back)
    if request.method == "POST":
        if form.is_valid():
            try:
                kept = _added(item, form)
            except MeetingRefused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            else:
                messages.success(request, f"“{kept.title}” is under “{item.title}”.")
                return redirect(door.url("paper", meeting.ref, kept.pk))
        form.shown_again()
    notice = AT_ONCE if is_public(meeting, timezone.localdate()) else ""
    return _page(request, door, meeting, form, title="Add a paper", back=back, kicker=item.title, notice=notice)


def _added(item: Any, form: PaperForm) -> Paper:
    if kept := form.cleaned_data.get("file"):
        row = Evidence.objects.get(pk=kept["sha256"])
        return keeping_papers.bring_in_paper(
            item=item, name=kept["title"], data=bytes(row.content), written=form.written
        )
    return keeping_papers.add_paper(item=item, written=form.written)


def _page(request: HttpRequest, door: Door, meeting: Meeting, form: PaperForm, *, back: str, title: str, **words: str):
    return form_page(
        request,
        door,
        form,
        back=back,
        back_words=meeting.day.name,
        title=title,
        **words,
        media=editor_of(request, form),
    )


@require_http_methods(METHODS)
@keeping
def change_paper(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    row = _found(meeting, pk)
    back = door.url("paper", meeting.ref, pk)
    stood = {name: getattr(row, name) for name in ("title", "sender", "marking", "text", "access", "access_reason")}
    stood["background_papers"] = "\n".join(row.background_papers)
    stood["exempt_paragraphs"] = [str(number) for number in row.exempt_paragraphs]
    form = PaperForm(*posted(request), initial=stood, new=False, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            keeping_papers.change_paper(paper=row, written=form.written)
        except MeetingRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, "The paper is kept.")
            return redirect(back)
    return _page(request, door, meeting, form, title="Change a paper", back=back, kicker=row.item.title)


@require_POST
@keeping
def take_off_paper(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    row = _found(meeting, pk)
    try:
        keeping_papers.take_off(paper=row)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
        return redirect(door.url("paper", meeting.ref, pk))
    messages.success(request, f"“{row.title}” is taken off.")
    return redirect(door.url("agenda", meeting.ref))


@require_http_methods(METHODS)
@keeping
def withdraw_paper(request: HttpRequest, door: Door, meeting: Meeting, pk: int) -> HttpResponse:
    row = _found(meeting, pk)
    back = door.url("paper", meeting.ref, pk)
    form = WhyForm(posted(request)[0], button="Withdraw the paper", cancel_url=back)
    if request.method == "POST" and form.is_valid():
        try:
            keeping_papers.withdraw_paper(paper=row, why=form.cleaned_data["why"])
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The paper is withdrawn. It stays on the agenda, with the reason.")
            return redirect(door.url("agenda", meeting.ref))
    return form_page(
        request, door, form, back=back, back_words=row.title, title="Withdraw the paper",
        lead="Nobody can open it here any more, and the agenda says that it was withdrawn, and why. The public is no "
        "longer offered the pack that it stands in; who was sent that pack has it.",
    )  # fmt: skip
