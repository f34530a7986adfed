"""Working files go after their time, and nothing that was issued, sent, or named by the record."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from plans.models import Letter, ProposedChange, RedlinePack, ReturnedPaper, Wording
from plans.rendering.pdf import Pdf
from plans.services import packs
from plans.services.retention import sweep_working_files
from tests.factories import a_body, a_variation, an_issued_plan, decided, issued, prepared, reported, responded, sent

pytestmark = pytest.mark.django_db(transaction=True)
LATER = timezone.now() + timedelta(days=91)


@pytest.fixture
def pack(monkeypatch) -> RedlinePack:
    monkeypatch.setattr(packs, "html_to_pdf", lambda html, **rest: Pdf(b"%PDF a pack", 7))
    variation = a_variation(an_issued_plan(a_body()))
    prepared(variation, date(2013, 12, 9))
    wording = Wording.objects.get(pk=variation.lines.get(step="prepare_draft").wording_id)
    packs.ask_for_pack(instrument=variation, wording=wording, before=variation.base.wording, whole=False)
    return RedlinePack.objects.get()


def test_a_pack_goes_with_its_file_after_its_days_and_is_made_again_when_asked(pack):
    assert sweep_working_files(at=timezone.now()) == (0, 0)

    assert sweep_working_files(at=LATER) == (1, 0)

    assert not packs.file_of(pack).exists()
    again = packs.ask_for_pack(instrument=pack.instrument, wording=pack.wording, before=pack.before, whole=False)
    assert packs.is_there(RedlinePack.objects.get(pk=again.pk))


def test_nothing_goes_where_an_office_keeps_all(pack, settings):
    settings.WORKING_FILES_KEPT_DAYS = 0
    assert sweep_working_files(at=LATER) == (0, 0)
    assert packs.file_of(pack).exists()


def test_a_file_that_went_with_a_letter_stays(pack):
    Letter.objects.create(
        body=pack.instrument.plan.body,
        kind="copy",
        to_name="Wendle Vale Council",
        subject="The variation",
        message_id="<1@fenmarch.example>",
        state_at=timezone.now(),
        created_at=timezone.now(),
        attachments=[{"name": "pack.pdf", "media_type": "application/pdf", "sha256": pack.sha256, "size": 11}],
    )
    assert sweep_working_files(at=LATER) == (0, 0)
    assert packs.file_of(pack).exists()


def test_the_pack_of_what_was_issued_stays(pack):
    sent(pack.instrument, date(2014, 1, 6))
    reported(pack.instrument, date(2014, 2, 5))
    responded(pack.instrument, date(2014, 2, 7))
    decided(pack.instrument, date(2014, 2, 14))
    issued(pack.instrument, date(2014, 2, 14))
    assert sweep_working_files(at=LATER) == (0, 0)


@pytest.mark.parametrize(("state", "gone"), [("waiting", 0), ("rejected", 1)])
def test_the_bytes_of_a_returned_file_go_once_its_changes_are_settled_and_the_changes_stay(pack, state, gone):
    paper = ReturnedPaper.objects.create(
        instrument=pack.instrument, wording=pack.wording, name="back.docx", file=b"PK", digest="d" * 64
    )
    ProposedChange.objects.create(paper=paper, number=1, author="Ann", sections=[], state=state)

    assert sweep_working_files(at=LATER)[1] == gone

    assert bytes(ReturnedPaper.objects.get().file) == (b"" if gone else b"PK")
    assert ProposedChange.objects.get().author == "Ann"
