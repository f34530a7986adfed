"""What is closed is closed everywhere: nothing of an exempt paper stands at any address that a stranger reaches."""

import io
import subprocess
import zipfile
from datetime import date

import pytest

from plans.models import Access, AgendaPack, Meeting, Paper
from plans.queries.meetings import agenda_of, attendance_of, interests_of
from plans.services.calendar import keep_meeting
from plans.services.evidence import keep_evidence
from plans.services.images import keep_image
from plans.services.meetings.agenda import Closing, Item, add_item, begin_agenda, open_agenda
from plans.services.meetings.holding import keep_minutes, publish_minutes, record_action, record_outcome
from plans.services.meetings.minutes import minutes_from_record
from plans.services.meetings.packs import ask_for_packs, file_of, send_out
from plans.services.meetings.papers import Written, add_paper, withdraw_paper
from tests.factories import a_picture
from tests.test_every_address import TABLE, World

pytestmark = pytest.mark.django_db
MARK = "Heron"
EXEMPT = Closing(Access.EXEMPT, (3,), "The prices of a tender that is still open are in it.")
CONFIDENTIAL = Closing(Access.CONFIDENTIAL, (), "A department gave it on terms.")
MET = {"panel": date(2014, 3, 5), "board": date(2014, 3, 6)}
OPENED, PUBLISHED = date(2014, 2, 21), date(2014, 3, 20)
STRANGERS = ("anonymous", "another's policy_officer", "another's panel_support")


def words_in(answer) -> str:
    """Everything that somebody is given: headers, page, feed or data; of a PDF and a Word file the text too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = f"{dict(answer.headers)} {content.decode(errors='replace')}"
    if content.startswith(b"%PDF-"):
        for command in (["pdftotext", "-", "-"], ["pdfinfo", "-"]):
            said += subprocess.run(command, input=content, capture_output=True, check=False).stdout.decode()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said += "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return said


class ClosedMeeting:
    """A meeting with minutes, whose agenda is open, with a paper of each kind that the public may not have."""

    def __init__(self, world: World, of: str, execute_jobs) -> None:
        day = keep_meeting(body=world.body, of=of, name=f"{of}, spring", on=MET[of])
        self.meeting = begin_agenda(day=day)
        self.picture = keep_image(body=world.body, content=a_picture(colour="red"))
        self.files = []
        self.secret: list[Paper] = []
        about = {"instrument": world.first}  # it was decided, and the decision leads to what it rests on
        asked = f"To award it to {MARK}"
        closed = add_item(meeting=self.meeting, item=Item("A contract", asked=asked, closing=EXEMPT, **about))
        barred = add_item(meeting=self.meeting, item=Item("A grant", closing=CONFIDENTIAL))
        given = add_item(meeting=self.meeting, item=Item("The estate"))
        add_paper(item=given, written=self.written("Buildings", "Which buildings there are."))
        for item, closing in ((closed, Closing()), (barred, CONFIDENTIAL), (given, EXEMPT)):
            self.secret += [self.paper(item, closing), self.paper(item, closing)]
            withdraw_paper(paper=self.secret[-1], why=f"{MARK} asked for it.")
        gone = self.paper(given, Closing())  # once open, withdrawn before it went out
        withdraw_paper(paper=gone, why=f"{MARK} is named in it.")
        self.secret.append(gone)
        self.meeting = open_agenda(meeting=self.meeting, on=OPENED)
        self.send(execute_jobs)
        self.secret.append(self.paper(closed, Closing()))
        add_paper(item=given, written=self.written("Later buildings", "One more."))
        self.send(execute_jobs)
        for item in (closed, barred):
            record_outcome(row=item, outcome="endorsed", minute=f"Awarded to {MARK}.")
            record_action(item=item, what=f"Write to {MARK}.", owner=f"{MARK} Ltd", due_on=PUBLISHED)
        record_outcome(row=given, outcome="noted", minute="The list was noted.")
        self.publish()

    @staticmethod
    def written(title: str, words: str, closing: Closing | None = None) -> Written:
        return Written(title, text=f"<p>{words}</p>", closing=closing or Closing())

    def paper(self, item, closing: Closing) -> Paper:
        file = keep_evidence(name=f"{MARK} prices.txt", content=f"{MARK} asks {len(self.files)}.".encode())
        self.files.append(file.digest)
        text = f'<p>{MARK} asks less.</p><figure><img src="{self.picture.address}" alt="{MARK}"></figure>'
        written = Written(
            f"{MARK} tender", f"{MARK} Ltd", text=text, background_papers=(f"{MARK} letter",), closing=closing
        )
        return add_paper(item=item, written=written, file=file)

    def send(self, execute_jobs) -> None:
        with execute_jobs(execute=True):
            packs = ask_for_packs(meeting=self.meeting)
        for pack in packs:
            pack.refresh_from_db()
            assert send_out(pack=pack).sent_at

    def publish(self) -> None:
        row = self.meeting
        text = minutes_from_record(row, agenda_of(row, public=False), attendance_of(row), interests_of(row))
        publish_minutes(meeting=keep_minutes(meeting=row, text=text), on=PUBLISHED)

    def words(self, of: str) -> list[dict[str, object]]:
        """What to put into the addresses of the table, once for each paper that is closed."""
        packs = list(self.meeting.packs.values_list("pk", flat=True))
        return [
            {
                f"{of}_meeting": self.meeting.ref,
                f"{of}_item": paper.item_id,
                f"{of}_paper": paper.pk,
                f"{of}_pack": packs[place % len(packs)],
                "picture": self.picture.digest,
                "paper_sent": paper.file_id,
                "digest": paper.file_id,
            }
            for place, paper in enumerate(self.secret)
        ]


@pytest.mark.poppler
def test_nothing_of_a_closed_paper_stands_at_any_address_that_a_stranger_reaches(django_capture_on_commit_callbacks):
    world = World()
    paths = {place.format(**world.words) for place, *_ in TABLE.values()}
    for of in MET:
        closed = ClosedMeeting(world, of, django_capture_on_commit_callbacks)
        for row in Meeting.objects.filter(committee__kind=of):
            paths |= {f"/meetings/{row.ref}/packs/{number}.pdf" for number in range(4)}
        paths |= {f"/evidence/{digest}/" for digest in closed.files}
        for words in closed.words(of):
            words |= {"panel_meeting": closed.meeting.ref, "panel_paper": words[f"{of}_paper"]}  # the public's own
            paths |= {place.format(**world.words | words) for place, *_ in TABLE.values()}

    found, read = [], {}
    for who in STRANGERS:
        for path in sorted(paths):
            answer = world.clients[who].get(path)
            said = words_in(answer)
            if MARK in said:
                found.append(f"{path} by {who}")
            if who == "anonymous" and answer.status_code == 200:
                read[path] = said

    assert found == []
    meeting = Meeting.objects.get(day__on=MET["panel"])
    page = read[f"/meetings/{meeting.ref}/"]
    assert "A contract" in page, "the number and the title of a closed item are shown"
    assert "The public were excluded while this item was taken." in page, "the minutes are there"
    assert page.count("The list was noted.") == 2, "what became of an open item is told at it and in the minutes"
    assert "Which buildings there are." in read[f"/meetings/{meeting.ref}/packs/0.pdf"], "the pack is read as text"
    assert "One more." in read[f"/meetings/{meeting.ref}/packs/1.pdf"]
    assert any(path.endswith(".ics") for path in read)
    kept = AgendaPack.objects.filter(meeting=meeting, public=False)
    assert kept.count() == 2
    private = subprocess.run(["pdftotext", file_of(kept[0]), "-"], capture_output=True, check=True).stdout.decode()
    assert MARK in private, "the words are there for those who may have them"
