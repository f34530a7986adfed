"""The public site in a real browser, on the worked example: no barriers, nothing sideways, nothing on the console."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from plans.models import Instrument
from plans.services import jobs

pytestmark = pytest.mark.django_db(transaction=True)
PLAN = "/plans/plan-2025-to-2029/"
PAGES = [
    "/",
    f"{PLAN}editions/2/",
    f"{PLAN}editions/2.pdf",
    f"{PLAN}as-at/",
    f"{PLAN}as-at/2025-05-05/",
    f"{PLAN}as-at/2020-05-05/",
    f"{PLAN}compare/2/3/",
    f"{PLAN}compare/1/4/?show=all",
    f"{PLAN}compare/2/3/?view=sides",
    f"{PLAN}compare/2/3/?view=clean",
    f"{PLAN}record/",
    "/plans/plan-2022-to-2025/",
    "/variations/2026-rural-team/",
    "/variations/2026-partners/",
    "/variations/2026-children/",
    "/accessibility/",
]


@pytest.fixture
def example(settings, tmp_path, monkeypatch):
    """The worked example before its PDFs are made, with two of its drafts made public today."""
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    settings.VAR_DIR = tmp_path
    call_command("load_example")
    shown = Instrument.objects.filter(ref__in=["2026-partners", "2026-children"])
    for instrument in shown:
        instrument.public_from = timezone.localdate()
        instrument.save()


def test_the_public_site_is_open_to_everyone(live_server, example, page, axe):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "404" not in said.text and said.type == "error" else 0)

    for address in PAGES:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_server.url + address)
        axe()
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
        axe()

    assert errors == []


def test_the_plan_is_read_and_compared_without_javascript(live_server, example, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/")

    page.get_by_role("link", name="Victims first").click()
    page.get_by_role("region", name="3. Victims first").get_by_role("link", name="See what changed").click()

    expect(page.locator("h1")).to_have_text("What changed from edition 1 to edition 2")
    page.get_by_role("link", name="Side by side").click()
    expect(page.locator(".pc-sides__side")).to_have_count(2)
    context.close()


def test_a_reader_chooses_a_day(live_server, example, page, no_console_errors):
    page.goto(live_server.url + PLAN)
    for box, value in (("Day", "5"), ("Month", "5"), ("Year", "2025")):
        page.get_by_label(box, exact=True).fill(value)
    page.get_by_role("button", name="Show the plan on that day").click()

    expect(page.locator("h1")).to_have_text("The plan on 5 May 2025")
