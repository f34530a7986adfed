"""The redline pack: made once for what it is made from, kept in private, and given up in words."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plans.models import Job, RedlinePack, Wording
from plans.queries.comparing import spoken_of
from plans.queries.reasons import reasons_against
from plans.queries.texts import draft_outline
from plans.rendering.pack import render_pack_html
from plans.rendering.pdf import Pdf, PdfStopped
from plans.services import jobs, packs, publishing
from plans.services.drafts import freeze_draft, put_text
from plans.services.reasons import give_reason
from plans.statute.dates import said
from plans.text.redline import compare
from tests.factories import STAFF, a_body, a_variation, an_issued_plan, an_outline, prepared

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked():
    variation = a_variation(an_issued_plan(a_body()))
    prepared(variation, date(2013, 12, 9))
    wording = Wording.objects.get(pk=variation.lines.get(step="prepare_draft").wording_id)
    return {"instrument": variation, "wording": wording, "before": variation.base.wording}


@pytest.fixture
def printed(monkeypatch) -> list[str]:
    """The identifiers of what was given to a printer that makes no real PDF."""
    given: list[str] = []

    def print_it(html, *, identifier, progress, **rest):
        progress(20, "Laying out the pages")
        given.append(identifier)
        return Pdf(f"%PDF {identifier}".encode(), 7)

    monkeypatch.setattr(packs, "html_to_pdf", print_it)
    return given


def test_a_pack_is_made_by_the_worker_and_kept_where_no_server_gives_it_out(asked, printed, settings):
    packs.ask_for_pack(**asked, whole=False)

    pack = RedlinePack.objects.get()
    assert packs.file_of(pack).read_bytes() == f"%PDF {printed[0]}".encode()
    assert packs.file_of(pack).parent == Path(settings.MEDIA_ROOT) / "packs"
    assert (pack.pages, pack.size, pack.sha256) == (7, len(printed[0]) + 5, pack.path.removesuffix(".pdf"))
    assert Job.objects.get(kind=packs.MAKE_PACK).state == Job.State.DONE
    assert not (Path(settings.PUBLISHED_DIR) / pack.path).exists()


def test_the_same_pack_is_made_once_and_another_extent_or_reason_is_another_pack(asked, printed):
    packs.ask_for_pack(**asked, whole=False)
    packs.ask_for_pack(**asked, whole=False)
    packs.ask_for_pack(**asked, whole=True)
    change = compare(asked["before"].outline, asked["wording"].outline).changes[0]
    give_reason(instrument=asked["instrument"], change_keys=[change.key], reason="Residents asked for it.")
    freeze_draft(instrument=asked["instrument"], on=date(2013, 12, 10), by=STAFF)
    packs.ask_for_pack(**asked, whole=False)

    assert len(printed) == RedlinePack.objects.count() == 3
    assert RedlinePack.objects.order_by("pk").last().reasons == {change.key: "Residents asked for it."}


def test_what_goes_past_a_limit_is_given_up_in_words_and_tried_again_when_asked(asked, printed, monkeypatch):
    print_it = packs.html_to_pdf

    def stopped(*args, **rest):
        raise PdfStopped("The PDF was stopped after 480 seconds.")

    monkeypatch.setattr(packs, "html_to_pdf", stopped)
    packs.ask_for_pack(**asked, whole=False)
    failed = Job.objects.get(kind=packs.MAKE_PACK)
    assert (failed.state, failed.error) == (Job.State.FAILED, "The PDF was stopped after 480 seconds.")
    assert not packs.is_there(RedlinePack.objects.get())

    monkeypatch.setattr(packs, "html_to_pdf", print_it)
    packs.ask_for_pack(**asked, whole=False)
    assert packs.is_there(RedlinePack.objects.get())


def test_asking_again_while_it_is_made_begins_nothing_twice(asked, monkeypatch):
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    packs.ask_for_pack(**asked, whole=False)
    packs.ask_for_pack(**asked, whole=False)

    assert Job.objects.filter(kind=packs.MAKE_PACK).count() == 1


def test_a_worker_that_lost_its_hold_writes_nothing(asked, printed, monkeypatch):
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    packs.ask_for_pack(**asked, whole=False)
    job = Job.objects.get(kind=packs.MAKE_PACK)

    def lost(held):
        raise jobs.LeaseLost("It is another's now.")

    monkeypatch.setattr(jobs, "finish", lost)
    publishing.run_job(job_id=job.pk)

    assert RedlinePack.objects.get().path == ""


def test_a_pack_names_what_it_is_compared_with(asked):
    instrument, wording = asked["instrument"], asked["wording"]

    assert spoken_of(instrument, asked["before"].pk) == f"edition 1, issued on {said(instrument.base.issued_on)}"
    assert spoken_of(instrument, wording.pk) == "the draft frozen on 9 December 2013"


def test_a_real_pack_says_what_the_record_says(asked):
    packs.ask_for_pack(**asked, whole=False)

    pack = RedlinePack.objects.get()
    facts = packs.facts_of(pack)
    assert packs.file_of(pack).read_bytes().startswith(b"%PDF-")
    assert pack.pages > 4
    assert (facts.frozen_on, facts.wording_digest) == (date(2013, 12, 9), asked["wording"].pk)


def test_against_an_earlier_draft_a_reason_stands_where_the_same_words_came_to_stand(asked):
    variation, first = asked["instrument"], asked["wording"]
    text = an_outline(words="Patrols are seen, known, met and asked for.")
    put_text(
        instrument=variation, outline=text.with_section(replace(text.sections[1], heading="Money, people and kit"))
    )
    now = compare(variation.base.wording.outline, draft_outline(variation))
    for change in now.changes:
        give_reason(instrument=variation, change_keys=[change.key], reason=change.kind, redline=now)
    line = freeze_draft(instrument=variation, on=date(2013, 12, 12), by=STAFF)
    wording = Wording.objects.get(pk=line.wording_id)

    found = reasons_against(variation, wording, first)

    here = compare(first.outline, wording.outline).changes
    assert [(change.kind, found.get(change.key, "")) for change in here] == [
        ("changed", "changed"),
        ("retitled", "retitled"),
    ]
    pack = packs.ask_for_pack(instrument=variation, wording=wording, before=first, whole=False)
    facts = packs.facts_of(pack)
    assert facts.against == "the draft frozen on 9 December 2013"
    html = " ".join(render_pack_html(facts).split())
    assert "What differs from the draft frozen on 9 December 2013, and why" in html
    assert "The office gives its reasons for what the variation changes in edition 1, issued on" in html
