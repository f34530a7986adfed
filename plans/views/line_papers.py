"""The papers of a line on a page: there, on their way, or failed. Who may read them is settled before."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.utils.cache import get_conditional_response
from django.utils.text import slugify

from plans.models import Job, LinePaper, StepTaken
from plans.queries.line_papers import PaperStanding, paper_standings
from plans.rendering.word.package import WORD_TYPE
from plans.services.line_papers import ask_for_papers, file_of
from plans.views.office.words import counted

TYPES = {LinePaper.Format.PDF: "application/pdf", LinePaper.Format.WORD: WORD_TYPE}
PRIVATE = "private, no-store"
FOR_EVER = "public, max-age=31536000, immutable"

log = logging.getLogger(__name__)


def papers_shown(standing: PaperStanding, url_of: Callable[[str], str], *, again: str = "") -> dict[str, Any]:
    """
    Return what templates/components/papers.html takes.

    ``url_of`` gives the address of a file by its format; a post to ``again`` has what failed made again.
    """
    job = standing.job
    return {
        "files": [
            {"label": paper.get_format_display(), "url": url_of(paper.format), "note": _note(paper)}
            for paper in standing.papers.values()
        ],
        "moving": not standing.is_made and not standing.has_failed,
        "state": "running" if job and job.state == Job.State.RUNNING else "waiting",
        "words": f"{(job.message if job else '') or 'Waiting to be made'}. This takes a few seconds.",
        "done": job.progress if job else 0,
        "failed": f"It could not be made. {job.error}" if job and standing.has_failed else "",
        "again": again,
    }


def _note(paper: LinePaper) -> str:
    pages = f"{counted(paper.pages, 'page', 'pages')}, " if paper.pages else ""
    return f"{pages}{filesizeformat(paper.size)}"


def paper_view(
    request: HttpRequest, line: StepTaken, kind: str, form: str, *, name: str, back: str = ""
) -> HttpResponseBase:
    """
    Answer at the address of a paper: a post has it made, a get gives the file, or leads ``back`` to where it stands.

    Without ``back`` it is before the public, and what is not there is not found.
    """
    if request.method == "POST":
        ask_for_papers(line=line, kind=kind)
        return redirect(back)
    paper = paper_standings([line], kind)[line.pk].papers.get(form)
    if paper is None:
        return _not_there(back)
    headers = {"Cache-Control": PRIVATE if back else FOR_EVER, "ETag": f'"{paper.sha256}"'}
    if (unchanged := get_conditional_response(request, etag=headers["ETag"])) is not None:
        return unchanged
    try:
        file = file_of(paper).open("rb")
    except FileNotFoundError:
        log.error("%s is on record as made, but its file is not there.", paper)
        ask_for_papers(line=line, kind=kind)
        if back:
            messages.error(request, "The file was not there. It is being made again.")
        return _not_there(back)
    content_type = TYPES[LinePaper.Format(form)]
    return FileResponse(file, filename=f"{slugify(name)}.{form}", content_type=content_type, headers=headers)


def _not_there(back: str) -> HttpResponseBase:
    if not back:
        raise Http404("This file is not there yet. The text can be read as a page.")
    return redirect(back)
