"""The redline pack in a real browser: made against the text that the office chooses, on a page without a barrier."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from plans.models import Job, RedlinePack
from plans.rendering.pdf import Pdf
from plans.services import jobs, packs
from plans.services.drafts import freeze_draft, put_text
from plans.services.publishing import run_job
from tests.factories import STAFF, a_body, a_user, a_variation, an_issued_plan, an_outline, prepared

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_a_pack_is_made_against_the_draft_that_was_consulted_on(
    live_server, page, client, axe, no_console_errors, monkeypatch
):
    monkeypatch.setattr(packs, "html_to_pdf", lambda html, **rest: Pdf(b"%PDF-1.7 a pack", 9))
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    variation = a_variation(an_issued_plan(a_body()))
    prepared(variation, date(2013, 12, 9))
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known, met and asked for."))
    frozen = freeze_draft(instrument=variation, on=date(2013, 12, 12), by=STAFF)
    client.force_login(a_user(variation.plan.body, "policy_officer", "Priya Nair"))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(live_server.url + reverse("office:wording", args=[variation.ref, frozen.wording_id]))
    part = page.get_by_role("region", name="The redline pack")

    choice = "Draft frozen on 9 December 2013, the Chief Constable was asked about it"
    part.get_by_label("Against").select_option(label=choice)
    part.get_by_role("button", name="Choose").click()
    expect(part.get_by_label("Against").locator("option:checked")).to_have_text(choice)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        axe()
        assert page.evaluate("document.documentElement.scrollWidth") == width
    part.get_by_role("button", name="Make the PDF with the clean text of the sections that change").click()
    expect(part.get_by_text("Waiting to be made")).to_be_visible()
    run_job(job_id=Job.objects.get(kind=packs.MAKE_PACK).pk)

    expect(part.get_by_role("link", name="Open the pack with the clean text of the sections")).to_be_visible()
    assert RedlinePack.objects.get().before_id == variation.lines.filter(step="prepare_draft").first().wording_id
    with page.expect_download() as download:
        part.get_by_role("link", name="The redline against that text as a Word file").click()
    assert download.value.suggested_filename.endswith(".docx")
