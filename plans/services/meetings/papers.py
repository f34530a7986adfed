"""The papers under an item: written, brought in from a file, closed for a reason, withdrawn with one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from plans.models import AgendaItem, Evidence, Meeting, Paper
from plans.queries.meetings import is_open_to_all, is_public, next_supplement
from plans.services.evidence import keep_evidence
from plans.services.meetings.agenda import Closing, MeetingRefused, still_held
from plans.text.markup import MarkupError, clean
from plans.text.papers.outline import printed_html
from plans.text.papers.paper import PaperRefused
from plans.text.papers.reading import read_paper

READ = ("docx", "pdf", "txt")


@dataclass(frozen=True, slots=True)
class Written:
    """What a paper says: its title, who it is from, its text as blocks of HTML, and what it rests on (N5)."""

    title: str
    sender: str = ""
    marking: str = ""
    text: str = ""
    background_papers: tuple[str, ...] = ()
    closing: Closing = field(default_factory=Closing)

    def fields(self) -> dict[str, object]:
        """
        Return the columns that it fills, the text cleaned.

        :raises MeetingRefused: if the text is too long for one paper.
        """
        told = {"title": self.title, "sender": self.sender, "marking": self.marking, "text": cleaned(self.text)}
        return told | {"background_papers": list(self.background_papers)} | self.closing.fields()


def cleaned(html: str) -> str:
    """
    Return blocks of HTML as they are kept.

    :raises MeetingRefused: if they are too long.
    """
    try:
        return clean(html)
    except MarkupError as wrong:
        raise MeetingRefused(str(wrong).replace("section", "paper"), "text") from wrong


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was read from a file: title, sender and marking as it has them, the text as printed, and what is odd."""

    title: str
    sender: str
    marking: str
    text: str
    oddities: list[dict[str, str]]


def read_file(name: str, data: bytes) -> ReadFile:
    """
    Read a paper that comes as a Word, PDF or text file: every word, its own numbers as printed, its oddities flagged.

    :raises MeetingRefused: if it cannot be read as a paper.
    """
    try:
        paper = read_paper(data, name)
        text = printed_html(paper)
    except PaperRefused as refused:
        raise MeetingRefused(str(refused), "file") from refused
    oddities = [{"kind": odd.kind.value, "place": odd.where, "what": odd.message} for odd in paper.oddities]
    return ReadFile(" ".join(paper.title.split())[:300], paper.from_[:200], paper.marking[:60], text, oddities)


@transaction.atomic
def add_paper(
    *,
    item: AgendaItem,
    written: Written,
    file: Evidence | None = None,
    oddities: Sequence[dict[str, str]] = (),
    supplement: int | None = None,
) -> Paper:
    """
    Add a paper under an item; once the agenda is open it goes out in a numbered supplement.

    A record file says which ``supplement`` that was: its packs are made again, and so do not tell.

    :raises MeetingRefused: if it says nothing, is closed without an enumerated reason, is of a supplement to an agenda
        that is not open, or the meeting is cancelled.
    """
    meeting = still_held(item.meeting)
    written.closing.check()
    if not written.text and file is None:
        raise MeetingRefused("Write the paper, or choose its file.", "text")
    if supplement and meeting.agenda_on is None:
        raise MeetingRefused("A supplement goes out after the agenda, and this agenda is not open.", "supplement")
    last = item.papers.aggregate(last=Max("position"))["last"] or 0
    return Paper.objects.create(
        item=item,
        position=last + 1,
        file=file,
        oddities=list(oddities),
        supplement=next_supplement(meeting) if supplement is None else supplement,
        **written.fields(),
    )


@transaction.atomic
def bring_in_paper(*, item: AgendaItem, name: str, data: bytes, written: Written) -> Paper:
    """
    Add a paper from a file: Word, PDF and text are read into text, and the file is kept beside it.

    ``written`` gives what the reader typed; its title and text are those of the file where they are left empty.

    :raises MeetingRefused: if the file cannot be read, or as ``add_paper``.
    :raises plans.services.evidence.EvidenceRefused: if the file cannot be kept.
    """
    file = keep_evidence(name=name, content=data)
    readable = name.rsplit(".", 1)[-1].lower() in READ and not written.text
    read = read_file(name, data) if readable else ReadFile("", "", "", "", [])
    told = replace(
        written,
        title=written.title or read.title or name.rsplit(".", 1)[0][:300],
        sender=written.sender or read.sender,
        marking=written.marking or read.marking,
        text=written.text or read.text,
    )
    return add_paper(item=item, written=told, file=file, oddities=read.oddities)


@transaction.atomic
def change_paper(*, paper: Paper, written: Written) -> Paper:
    """
    Change a paper that has not been sent out.

    :raises MeetingRefused: if it was sent out or withdrawn, says nothing, or is closed without a reason.
    """
    meeting = still_held(paper.item.meeting)
    written.closing.check()
    paper = Paper.objects.select_for_update(of=("self",)).select_related("file", "item").get(pk=paper.pk)
    _refuse_sent(paper, meeting)
    if not written.text and paper.file_id is None:
        raise MeetingRefused("Write the paper; without a file it would be empty.", "text")
    for name, value in written.fields().items():
        setattr(paper, name, value)
    paper.save()
    return paper


def is_out(paper: Paper, meeting: Meeting) -> bool:
    """Tell whether people have a paper: it was sent out, or the public reads it on the web. One query."""
    if meeting.agenda_on is None:
        return False
    on_the_web = is_public(meeting, timezone.localdate()) and is_open_to_all(paper)
    return on_the_web or paper.supplement < next_supplement(meeting)


def _refuse_sent(paper: Paper, meeting: Meeting) -> None:
    if paper.withdrawn_at is not None:
        raise MeetingRefused("This paper was withdrawn. Add it anew.")
    if is_out(paper, meeting):
        raise MeetingRefused(
            "This paper is sent out or open to the public as it stands. Withdraw it with a reason, and add another."
        )


@transaction.atomic
def take_off(*, paper: Paper) -> None:
    """
    Take off a paper that nobody was sent.

    :raises MeetingRefused: if it was sent out, or the meeting is cancelled.
    """
    _refuse_sent(paper, still_held(paper.item.meeting))
    paper.delete()


@transaction.atomic
def withdraw_paper(*, paper: Paper, why: str, at: datetime | None = None) -> Paper:
    """
    Withdraw a paper that was sent out: it stays on the agenda as withdrawn, with the reason, and nobody can open it.

    ``at`` is now, if left out.

    :raises MeetingRefused: if no reason is given, or it is withdrawn already.
    """
    still_held(paper.item.meeting)
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.withdrawn_at is not None:
        raise MeetingRefused("This paper is withdrawn already.")
    if not why:
        raise MeetingRefused("Write why the paper is withdrawn.", "why")
    paper.withdrawn_at, paper.withdrawn_why = at or timezone.now(), why
    paper.save()
    return paper
