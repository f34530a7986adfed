"""The packs of a meeting: asked for on a page, made once by the worker, and never made again once sent out."""

from datetime import UTC, datetime, time
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from plans.models import AgendaPack, Meeting
from plans.queries.agenda_packs import MAKE_AGENDA_PACK
from plans.queries.images import images_in
from plans.queries.meetings import NumberedItem, NumberedPaper, agenda_of, is_open_to_all, meetings_of_all
from plans.rendering.agenda_pack import AGENDA_PACK_FORMAT, AgendaPackFacts, PackItem, PackPaper, render_agenda_pack
from plans.rendering.pdf import html_to_pdf
from plans.rendering.source import typography
from plans.services import jobs, published_files
from plans.services.meetings.agenda import MeetingRefused, still_held
from plans.statute.access import closed_in_words
from plans.statute.dates import weekday
from plans.text.outline import digest_of


@transaction.atomic
def ask_for_packs(*, meeting: Meeting) -> list[AgendaPack]:
    """
    Have the packs made that a meeting now needs: the agenda's, or those of the supplement with what came since.

    In public, and in private where a paper is closed. Asking again is harmless: the same pack is made once.

    :raises MeetingRefused: if the meeting is cancelled, or everything was sent out already.
    """
    meeting = still_held(meeting)
    agenda = agenda_of(meeting, public=False)
    number = _number(meeting)
    made = []
    for public in (True, False):
        facts = _facts(meeting, agenda, number, public=public)
        if facts.papers or (public and number == 0):
            made.append(_asked(meeting, facts))
    if not made:
        raise MeetingRefused("Everything was sent out. A supplement is made once a paper is added.")
    return made


def _number(meeting: Meeting) -> int:
    sent = meeting.packs.filter(sent_at__isnull=False).aggregate(last=Max("number"))["last"]
    return 0 if sent is None else sent + 1


def _asked(meeting: Meeting, facts: AgendaPackFacts) -> AgendaPack:
    key = digest_of([AGENDA_PACK_FORMAT, typography(), meeting.ref, render_agenda_pack(facts)])
    defaults = {
        "meeting": meeting, "number": facts.number, "public": facts.public, "first_page": facts.first_page,
    }  # fmt: skip
    pack, _ = AgendaPack.objects.get_or_create(key=key, defaults=defaults)
    if not is_there(pack):
        jobs.enqueue(kind=MAKE_AGENDA_PACK, subject=str(pack.pk))
    return pack


def is_there(pack: AgendaPack) -> bool:
    """Tell whether the file of a pack is made and still where it was put."""
    return bool(pack.path) and file_of(pack).exists()


def file_of(pack: AgendaPack) -> Path:
    """Return the place of a pack's file."""
    return published_files.private_folder() / pack.path


def _facts(meeting: Meeting, agenda: tuple[NumberedItem, ...], number: int, *, public: bool) -> AgendaPackFacts:
    """Return what a pack says: in a public one only what is open to all, in a private one only what is not."""
    at = f", {meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    items = [_item(item, number, public=public) for item in agenda]
    if number or not public:
        items = [item for item in items if item.papers]
    return AgendaPackFacts(
        body_name=meeting.committee.body.name if not meeting.committee.is_panel else meeting.committee.name,
        committee=meeting.committee.name,
        meeting=meeting.day.name,
        when=f"{weekday(meeting.on)}{at}",
        place=meeting.place,
        dated=meeting.agenda_on or meeting.on,
        number=number,
        public=public,
        first_page=_first_page(meeting, public=public),
        items=items,
        late=meeting.late_reason,
    )


def _first_page(meeting: Meeting, *, public: bool) -> int:
    sent = meeting.packs.filter(public=public, sent_at__isnull=False).order_by("-number").first()
    return sent.first_page + sent.pages if sent else 1


def _item(item: NumberedItem, number: int, *, public: bool) -> PackItem:
    papers = [
        _paper(paper)
        for paper in item.papers
        if paper.row.supplement == number and paper.row.withdrawn_at is None and is_open_to_all(paper.row) == public
    ]
    row = item.row
    closed = closed_in_words(row.access, row.exempt_paragraphs)
    asked = "" if public and item.is_closed else row.asked
    return PackItem(item.number, row.title, asked, closed, row.urgent_reason, papers)


def _paper(paper: NumberedPaper) -> PackPaper:
    row = paper.row
    return PackPaper(
        anchor=f"paper-{row.pk}",
        number=paper.number,
        title=row.title,
        sender=row.sender,
        marking=row.marking,
        html=row.text,
        background=tuple(row.background_papers),
        closed=closed_in_words(row.access, row.exempt_paragraphs),
        beside=row.file.name if row.file_id and not row.text else "",
    )


def make_agenda_pack(held: jobs.Claim) -> None:
    """
    Make the file of a pack, with the pages of each paper, and keep it before the row says that it is there.

    :raises PdfStopped: if a limit on memory, time or nesting is reached.
    :raises PdfFailed: if the layout ends without a file for another reason.
    :raises LeaseLost: if another worker has the job now.
    """
    pack = AgendaPack.objects.get(pk=int(held.subject))
    meeting = meetings_of_all().get(pk=pack.meeting_id)
    jobs.report_progress(held, 5, "Gathering the papers")
    facts = _facts(meeting, agenda_of(meeting, public=False), pack.number, public=pack.public)
    html = render_agenda_pack(facts)
    pdf = html_to_pdf(
        html,
        identifier=f"{meeting.ref}-{pack.number}-{pack.key[:16]}",
        created=datetime.combine(facts.dated, time(), UTC),
        images=images_in(html),
        places=[paper.anchor for paper in facts.papers],
        progress=lambda percent, words: jobs.report_progress(held, percent, words),
    )
    jobs.report_progress(held, 95, "Keeping the file")
    path = published_files.keep(pdf.content, "pdf", published_files.private_folder())
    with transaction.atomic():
        jobs.finish(held)
        AgendaPack.objects.filter(pk=pack.pk).update(
            path=path,
            sha256=path.removesuffix(".pdf"),
            size=len(pdf.content),
            pages=pdf.pages,
            parts=_parts(facts, pdf.places, pdf.pages),
        )


def _parts(facts: AgendaPackFacts, places, pages: int) -> list[dict[str, object]]:
    """Return on which pages each paper stands, as they are numbered: to the page before the next paper begins."""
    starts = [places[paper.anchor] for paper in facts.papers]
    following = [*starts[1:], pages + 1] if starts else []
    ends = [max(start, after - 1) for start, after in zip(starts, following, strict=True)]
    return [
        {
            "paper": int(paper.anchor.removeprefix("paper-")),
            "number": paper.number,
            "title": paper.title,
            "from": start + facts.before_first,
            "to": end + facts.before_first,
        }
        for paper, start, end in zip(facts.papers, starts, ends, strict=True)
    ]


@transaction.atomic
def send_out(*, pack: AgendaPack) -> AgendaPack:
    """
    Record that a pack went to the members, and for a public one that everybody may have it: it is never made again.

    :raises MeetingRefused: if the agenda is not open, it is not made, papers came or went since, or another was sent.
    """
    meeting = still_held(pack.meeting)
    pack = AgendaPack.objects.select_for_update().get(pk=pack.pk)
    if meeting.agenda_on is None:
        raise MeetingRefused("Open the agenda to the public first: the pack goes out with it.")
    if not is_there(pack):
        raise MeetingRefused("The pack is not made yet. Wait until it is, and look at it before it is sent out.")
    if pack.sent_at is not None:
        raise MeetingRefused("This pack was sent out already.")
    facts = _facts(meeting, agenda_of(meeting, public=False), pack.number, public=pack.public)
    now = digest_of([AGENDA_PACK_FORMAT, typography(), meeting.ref, render_agenda_pack(facts)])
    if now != pack.key:
        raise MeetingRefused("The agenda or a paper has changed since this pack was made. Make it again first.")
    pack.sent_at = timezone.now()
    pack.save(update_fields=["sent_at"])
    return pack
