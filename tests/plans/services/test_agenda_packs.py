"""The packs of a meeting: their pages count on for ever, what is closed is apart, a sent one is never made again."""

import io
import subprocess
from datetime import date

import pikepdf
import pytest

from plans.models import Access
from plans.queries.agenda_packs import pages_by_paper, sent_packs
from plans.services.calendar import keep_meeting
from plans.services.meetings.agenda import Closing, Item, MeetingRefused, add_item, begin_agenda, open_agenda
from plans.services.meetings.packs import ask_for_packs, file_of, send_out
from plans.services.meetings.papers import Written, add_paper, withdraw_paper
from tests.factories import a_body
from tests.pdf_ua import faults

pytestmark = pytest.mark.django_db(transaction=True)
MEETS, IN_TIME = date(2014, 2, 5), date(2014, 1, 28)
CLOSED = Closing(Access.EXEMPT, (3,), "The prices of a tender that is still open are in it.")
TABLE = (
    '<table><caption>Grants</caption><thead><tr><th scope="col">Service</th><th scope="col">Sum</th></tr></thead>'
    '<tbody><tr><th scope="row">Court companions</th><td>£74,000</td></tr></tbody></table>'
)


@pytest.fixture
def meeting():
    return begin_agenda(day=keep_meeting(body=a_body(), of="panel", name="Panel, winter meeting", on=MEETS))


def a_paper(meeting, title: str, paragraphs: int = 1, closing: Closing | None = None):
    item = add_item(meeting=meeting, item=Item(title, urgent_reason="late" if meeting.agenda_on else ""))
    text = f"<h3>What it is</h3>{TABLE}" + f"<p>{'A sentence of some length. ' * 12}</p>" * paragraphs
    return add_paper(item=item, written=Written(title, text=text, closing=closing or Closing()))


def printed(pack) -> list[str]:
    """The number that stands at the foot of each sheet."""
    sheets = subprocess.run(
        ["pdftotext", "-layout", file_of(pack), "-"], capture_output=True, text=True, check=True
    ).stdout.split("\f")
    return [sheet.split()[-1] for sheet in sheets if sheet.strip()]


@pytest.mark.poppler
def test_a_pack_has_the_pages_of_each_paper_and_a_supplement_counts_on_from_what_was_sent(meeting):
    first, second = a_paper(meeting, "Variation of the plan", 30), a_paper(meeting, "Budget")
    meeting = open_agenda(meeting=meeting, on=IN_TIME)
    (pack,) = ask_for_packs(meeting=meeting)
    pack.refresh_from_db()
    pages = pages_by_paper([pack])
    assert pages[first.pk][0] == 2, "the agenda is page 1"
    assert pages[second.pk][0] == pages[first.pk][1] + 1
    assert pages[second.pk][1] == pack.pages
    pack = send_out(pack=pack)

    late = a_paper(meeting, "Late figures")
    (supplement,) = ask_for_packs(meeting=meeting)
    supplement.refresh_from_db()

    assert (supplement.number, supplement.first_page) == (1, pack.pages + 1)
    assert pages_by_paper([supplement])[late.pk][0] == pack.pages + 2
    assert printed(supplement) == [str(supplement.first_page), str(supplement.first_page + 1)]
    send_out(pack=supplement)
    assert [row.number for row in sent_packs(meeting, public=True)] == [0, 1]
    assert pages_by_paper([pack]) == pages, "what was sent stays as it was"
    with pytest.raises(MeetingRefused, match="Everything was sent out"):
        ask_for_packs(meeting=meeting)


def test_what_is_closed_stands_in_a_private_pack_alone(meeting):
    a_paper(meeting, "Budget")
    closed = a_paper(meeting, "Tender", closing=CLOSED)

    public, private = ask_for_packs(meeting=open_agenda(meeting=meeting, on=IN_TIME))

    for pack in (public, private):
        pack.refresh_from_db()
    assert (public.public, private.public) == (True, False)
    assert closed.pk not in pages_by_paper([public])
    assert list(pages_by_paper([private])) == [closed.pk]


def test_a_pack_is_sent_out_only_as_the_agenda_now_stands_and_only_once(meeting):
    a_paper(meeting, "Budget")
    (pack,) = ask_for_packs(meeting=meeting)
    with pytest.raises(MeetingRefused, match="Open the agenda"):
        send_out(pack=pack)
    meeting = open_agenda(meeting=meeting, on=IN_TIME)
    with pytest.raises(MeetingRefused, match="has changed"):
        send_out(pack=pack)
    (again,) = ask_for_packs(meeting=meeting)
    send_out(pack=again)
    with pytest.raises(MeetingRefused, match="already"):
        send_out(pack=again)


def test_a_pack_is_for_readers_of_every_kind_and_for_keeping(meeting, verapdf, tmp_path):
    a_paper(meeting, "Variation of the plan", 6)
    a_paper(meeting, "Tender", closing=CLOSED)
    packs = ask_for_packs(meeting=open_agenda(meeting=meeting, on=IN_TIME))
    for pack in packs:
        pack.refresh_from_db()
        assert faults(file_of(pack).read_bytes()) == []
        with pikepdf.open(io.BytesIO(file_of(pack).read_bytes())) as pdf, pdf.open_outline() as outline:
            last = pack.parts[-1]
            assert [entry.title for entry in outline.root][-1] == f"{last['number']}. {last['title']}"
    assert verapdf([file_of(pack) for pack in packs], ["ua1", "3a"]) == []


def test_an_agenda_without_a_paper_is_a_pack_of_its_own(meeting):
    (pack,) = ask_for_packs(meeting=open_agenda(meeting=meeting, on=IN_TIME))
    pack.refresh_from_db()
    assert (pack.pages, pack.parts) == (1, [])


def test_the_public_is_no_longer_offered_a_pack_in_which_a_withdrawn_paper_stands(meeting, client):
    paper = a_paper(meeting, "Budget")
    (pack,) = ask_for_packs(meeting=open_agenda(meeting=meeting, on=IN_TIME))
    send_out(pack=pack)
    address = f"/meetings/{meeting.ref}/packs/0.pdf"
    assert b"".join(client.get(address)).startswith(b"%PDF-")
    withdraw_paper(paper=paper, why="A name stood in it.")
    assert client.get(address).status_code == 404
    assert address not in client.get(f"/meetings/{meeting.ref}/").content.decode()
