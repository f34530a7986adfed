"""One table of a section as a form: a grid of boxes, pasted into from a spreadsheet, its totals checked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from plans.forms.tables.form import HOLDS_WORDS, TableForm, over
from plans.forms.tables.kinds import KINDS, new_sheet
from plans.models import DraftSection, Instrument
from plans.queries.tables import total_marks, wrong_words
from plans.services.drafts import NotEditable
from plans.services.tables import TableChanged, save_table
from plans.text.markup import MarkupError, clean
from plans.text.tables.grid import SPANS, Placed, tables_in, write_grid
from plans.text.tables.sheet import marks_of
from plans.text.tables.totals import Found, findings
from plans.views.access import for_drafters
from plans.views.drafting.outlined import CLOSED
from plans.views.drafting.shown import row_of


@for_drafters
def table(request: HttpRequest, instrument: Instrument, section_id: str, number: int) -> HttpResponse:
    """Show one table of a section as a form, or do what a button of the form says."""
    row = row_of(instrument, section_id)
    marks = total_marks(instrument).get(section_id, {})
    if request.method == "POST":
        return _acted(request, row, number, TableForm.typed(request.POST, marks))
    placed = next((table for table in tables_in(row.html) if table.number == number), None)
    if placed is None:
        raise Http404("This section has no such table.")
    if placed.grid.has_spans:
        return _page(request, row, number, None, refused=SPANS, reading=placed, said=findings(placed.grid, marks))
    return _page(request, row, number, TableForm.of(placed, marks))


@for_drafters
def new_table(request: HttpRequest, instrument: Instrument, section_id: str) -> HttpResponse:
    """Show the form of a table that is not there yet, or do what a button of the form says."""
    row = row_of(instrument, section_id)
    marks = total_marks(instrument).get(section_id, {})
    if request.method == "POST":
        return _acted(request, row, 0, TableForm.typed(request.POST, marks))
    kind = request.GET.get("kind", "plain")
    return _page(request, row, 0, TableForm(new_sheet(kind if kind in KINDS else "plain", localdate()), marks))


def _acted(request: HttpRequest, row: DraftSection, number: int, form: TableForm) -> HttpResponse:
    act = request.POST.get("act", "check")
    if act == "remove-table":
        return _saved(request, row, number, form, "")
    if act != "save":
        form.act(act)
        return _page(request, row, number, form)
    if not form.is_valid():
        return _page(request, row, number, form)
    return _saved(request, row, number, form, write_grid(form.grid))


def _saved(request: HttpRequest, row: DraftSection, number: int, form: TableForm, html: str) -> HttpResponse:
    try:
        kept = clean(html)
        saved = save_table(
            row=row, number=number, opened=form.seen, html=kept, was=form.opened, marks=marks_of(form.sheet)
        )
    except TableChanged as changed:
        return _page(request, row, number, over(form, changed.theirs), conflict=changed, reading=changed.theirs)
    except (NotEditable, MarkupError) as refused:
        form.wrong.append(("caption", str(refused)))
        return _page(request, row, number, form)
    wrong = sum(finding.kind is Found.WRONG for finding in form.findings)
    caption = f"“{form.sheet.caption}”"
    words = f"{caption} was taken out." if not html else f"{caption} was saved. {wrong_words(wrong) or ''}"
    merged = " Somebody else saved the table too, and their changes are kept in it." if kept not in saved.html else ""
    messages.success(request, f"{words.strip()}{'.' if html and wrong else ''}{merged}")
    return redirect(reverse("office:section", args=[row.instrument.ref, row.section_id]) + "#tables")


def _page(
    request: HttpRequest,
    row: DraftSection,
    number: int,
    form: TableForm | None,
    *,
    refused: str = "",
    conflict: TableChanged | None = None,
    reading: Placed | None = None,
    said: tuple = (),
) -> HttpResponse:
    instrument = row.instrument
    said = form.findings if form else said
    closed = CLOSED.format(what=instrument.kind_words, stage=instrument.stage_words)
    context = {
        "instrument": instrument,
        "row": row,
        "number": number,
        "table": form,
        "dirty": request.method == "POST",
        "holds": [(kind.value, words) for kind, words in HOLDS_WORDS.items()],
        "wrong_totals": [finding for finding in said if finding.kind is Found.WRONG],
        "other_findings": [finding for finding in said if finding.kind is not Found.WRONG],
        "wrong_words": wrong_words(sum(finding.kind is Found.WRONG for finding in said)),
        "refused": refused,
        "conflict": conflict,
        "reading": reading,
        "closed": "" if instrument.is_open else closed,
    }
    status = 409 if conflict else 422 if form and form.wrong else 200
    return render(request, "plans/drafting/table.html", context, status=status)
