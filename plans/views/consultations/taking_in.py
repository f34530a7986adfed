"""Taking in replies that did not come by the form: keyed in one by one, or imported from a spreadsheet."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.forms.consultations.office import KeyingForm, SheetForm
from plans.models import ConsultationExercise
from plans.services.exercises import exporting, keying, spreadsheets
from plans.services.exercises.attachments import AttachmentRefused
from plans.services.exercises.making import NotAllowedNow
from plans.services.exercises.sheets import LARGEST, SheetRefused, read_sheet
from plans.services.exercises.spreadsheets import RowsWrong, TakenInBefore
from plans.views.consultations.access import for_consulting, for_readers
from plans.views.office.words import counted

READ_AND_SAVE = ["GET", "HEAD", "POST"]
MOST_SHOWN = 100


@require_http_methods(READ_AND_SAVE)
@for_readers
def key_in(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = KeyingForm(
        *sent,
        exercise=exercise,
        invitations=list(exercise.invitations.filter(answered_at=None).order_by("name")),
        initial={"received_on": timezone.localdate()},
        cancel_url=exercise.get_absolute_url(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            keying.key_in(exercise=exercise, keyed=form.keyed(request.user))
        except NotAllowedNow as refused:
            form.add_error(None, str(refused))
        except AttachmentRefused as refused:
            form.add_error("document", str(refused))
        else:
            messages.success(request, "The reply was taken in. Key in the next one, or go back.")
            return redirect("office:key_in", exercise.ref)
    context = {"form": form, "exercise": exercise, "title": "Key in a reply"}
    return render(request, "plans/consultations/make.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(READ_AND_SAVE)
@for_readers
def take_in_sheet(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SheetForm(*sent, cancel_url=exercise.get_absolute_url())
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = read_sheet(name=file.name, content=file.read(LARGEST + 1))
            count = spreadsheets.take_in(exercise=exercise, sheet=sheet, by=request.user)
        except (SheetRefused, TakenInBefore, NotAllowedNow) as refused:
            form.add_error("file", str(refused))
        except RowsWrong as found:
            wrong = found.errors
            things = counted(len(wrong), "thing is wrong", "things are wrong")
            form.add_error("file", f"Nothing was taken in: {things} in the spreadsheet. Each is listed below.")
        else:
            messages.success(request, f"{counted(count, 'reply was', 'replies were')} taken in.")
            return redirect(exercise)
    context = {
        "form": form,
        "exercise": exercise,
        "wrong": wrong[:MOST_SHOWN],
        "more_wrong": max(0, len(wrong) - MOST_SHOWN),
        "headings": spreadsheets.headings_of(exercise),
    }
    return render(request, "plans/consultations/import.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@for_consulting
def sheet_to_fill_in(request: HttpRequest, exercise: ConsultationExercise) -> HttpResponse:
    return csv_file(exporting.sheet_to_fill_in(spreadsheets.headings_of(exercise)), f"{exercise.ref}-replies.csv")


def csv_file(content: str, name: str) -> HttpResponse:
    """Return a CSV as a download that no browser takes for anything else."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
