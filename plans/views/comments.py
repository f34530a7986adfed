"""The pages of the comments: all of a draft, a new one, one thread, and other words for one's own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from plans.forms.comments import EditCommentForm, ReplyForm
from plans.models import Comment, CommentThread, Instrument, Room, Wording
from plans.permissions import may_change_comment
from plans.queries.comments import placed_threads, threads_of
from plans.queries.texts import draft_outline
from plans.services import comments as services
from plans.services.comments import CommentRefused
from plans.views.access import for_commenters
from plans.views.commented import counted, new_comment_form, shown_threads, sides_of

SHOW = {"open": "Open", "resolved": "Resolved", "all": "All"}
STILL_RESOLVED = (
    "Your reply was kept. The thread is resolved and stays so; to bring it back among the open ones, reopen it."
)


@require_safe
@for_commenters
def listing(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    text = draft_outline(instrument)
    threads = threads_of(instrument)
    opened = [thread for thread in threads if thread.resolved_at is None]
    wanted = {"open": opened, "resolved": [t for t in threads if t.resolved_at is not None], "all": threads}
    show = request.GET.get("show", "open")
    show = show if show in SHOW else "open"
    shown = shown_threads(placed_threads(wanted[show], text), text)
    context = {
        "instrument": instrument,
        "sides": [side for side in sides_of(shown, text) if side.open or side.resolved],
        "show": show,
        "lead": f"{counted(len(opened))} open, {len(threads) - len(opened)} resolved." if threads else "",
        "views": [
            {"label": f"{label} ({len(wanted[key])})", "url": f"?show={key}", "current": key == show}
            for key, label in SHOW.items()
        ],
        "back": request.get_full_path(),
        "section_ids": [section.id for section in text.sections],
    }
    return render(request, "plans/comments/all.html", context)


@for_commenters
def new(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    wording = _wording(instrument, asked.get("wording", ""))
    text = wording.outline if wording else draft_outline(instrument)
    posted = request.POST if request.method == "POST" else None
    form = new_comment_form(text, posted, wording=wording, section=asked.get("section", ""), back=asked.get("back", ""))
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        try:
            thread = services.open_thread(
                instrument=instrument,
                section_id=said["section"],
                text=said["text"],
                quote=said["quote"],
                before=said["before"],
                after=said["after"],
                wording=wording,
                by=request.user,
            )
        except CommentRefused as refused:
            form.add_error(None, list(refused.reasons))
        else:
            messages.success(request, "Your comment was kept.")
            return _back(request, thread)
    context = {"instrument": instrument, "form": form, "wording": wording}
    return render(request, "plans/comments/new.html", context, status=422 if form.errors else 200)


def _wording(instrument: Instrument, digest: str) -> Wording | None:
    if not digest:
        return None
    return get_object_or_404(Wording.objects.filter(lines__instrument=instrument).distinct(), pk=digest)


def _back(request: HttpRequest, thread: CommentThread) -> HttpResponse:
    """Return to the page that the form was on, at the thread; to all comments where it says none of ours."""
    asked = request.POST.get("back", "")
    known = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/office/")
    back = asked if known else reverse("office:comments", args=[thread.instrument.ref]) + "?show=all"
    return redirect(f"{back.partition('#')[0]}#thread-{thread.pk}")


@for_commenters
def thread(request: HttpRequest, instrument: Instrument, pk: int) -> HttpResponse:
    row = _thread(instrument, pk)
    if request.method != "POST":
        return _thread_page(request, row)
    act = request.POST.get("act", "reply")
    form = ReplyForm(request.POST, thread_id=row.pk, resolved=row.resolved_at is not None)
    if act == "reply" and not form.is_valid():
        return _thread_page(request, row, form)
    try:
        said = _act(request, row, act, form)
    except CommentRefused as refused:
        if act == "reply":
            form.add_error(None, list(refused.reasons))
            return _thread_page(request, row, form)
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return _back(request, row)


def _act(request: HttpRequest, row: CommentThread, act: str, form: ReplyForm) -> str:
    """Do what the button of a thread asks, and return what was done."""
    if act == "resolve":
        services.resolve(thread=row, by=request.user)
        return "The thread is resolved."
    if act == "reopen":
        services.reopen(thread=row)
        return "The thread is open again."
    reopening = form.cleaned_data.get("reopening", False)
    reply = services.reply(thread=row, text=form.cleaned_data["text"], by=request.user, reopening=reopening)
    return STILL_RESOLVED if reply.thread.resolved_at is not None else "Your reply was kept."


def _thread(instrument: Instrument, pk: int) -> CommentThread:
    rows = CommentThread.objects.filter(instrument=instrument, room=Room.OFFICE)
    found = get_object_or_404(rows, pk=pk)
    found.instrument = instrument
    return found


def _thread_page(request: HttpRequest, row: CommentThread, form: ReplyForm | None = None) -> HttpResponse:
    text = draft_outline(row.instrument)
    kept = [thread for thread in threads_of(row.instrument) if thread.pk == row.pk]
    context = {
        "instrument": row.instrument,
        "item": shown_threads(placed_threads(kept, text), text)[0],
        "reply": form or ReplyForm(thread_id=row.pk, resolved=row.resolved_at is not None),
        "back": request.POST.get("back", ""),
    }
    context["form"] = context["reply"]
    return render(request, "plans/comments/thread_page.html", context, status=422 if form else 200)


@for_commenters
def edit(request: HttpRequest, instrument: Instrument, pk: int, comment: int) -> HttpResponse:
    row = _thread(instrument, pk)
    mine = get_object_or_404(Comment.objects.select_related("thread__instrument"), thread=row, pk=comment)
    if not (decision := may_change_comment(request.user, mine)):
        raise PermissionDenied(decision.reason)
    posted = request.POST if request.method == "POST" else None
    form = EditCommentForm(posted, initial={"text": mine.text})
    withdrawing = posted is not None and posted.get("act") == "withdraw"
    if posted is not None and (withdrawing or form.is_valid()):
        try:
            if withdrawing:
                services.withdraw_comment(comment=mine, by=request.user)
            else:
                services.edit_comment(comment=mine, text=form.cleaned_data["text"])
        except CommentRefused as refused:
            form.is_valid()
            form.add_error(None, list(refused.reasons))
        else:
            messages.success(request, "Your comment was withdrawn." if withdrawing else "Your comment was changed.")
            return _back(request, row)
    context = {"instrument": instrument, "form": form, "comment": mine, "back": request.GET.get("back", "")}
    return render(request, "plans/comments/edit.html", context, status=422 if form.errors else 200)
