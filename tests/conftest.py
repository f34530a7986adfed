"""What every test may ask for: the needs of the machine, the browser, and a database that can be emptied."""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from playwright.sync_api import BrowserContext, expect

from plans.queries.differences import REMEMBERED
from plans.services import jobs
from tests import databases, needs
from tests.browser.editing import PATIENCE
from tests.libreoffice.office import Office, started
from tests.verapdf import engine

# A test says what it needs by what it asks for, so nobody has to remember the mark.
MARK_OF_FIXTURE = {
    "page": "browser",
    "context": "browser",
    "browser": "browser",
    "verapdf": "java",
    "seeds": "seeds",
    "libreoffice": "libreoffice",
}
# Without one of these a test answers the same on every database, and runs on the first one only.
THAT_MEET_A_DATABASE = {"django_db", "db", "transactional_db", "postgresql", "redis", "browser"}
# Examples of a property: few in the suite, more where everything is checked, or as `--hypothesis-profile` says.
for profile, examples in (("suite", 40), ("ci", 500), ("thorough", 10_000)):
    settings.register_profile(
        profile,
        max_examples=examples,
        derandomize=profile == "ci",  # the same examples each time: new ones are looked for by "thorough"
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("ci" if needs.IN_CI else "suite")
expect.set_options(timeout=PATIENCE)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_report_header(config: pytest.Config) -> list[str]:
    return [f"Left out: the tests marked {mark}. {why}" for mark, why in needs.missing_by_mark().items()]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test by what it asks for, or does not, and leave out what this machine or this database cannot run."""
    for item in items:
        for fixture in set(item.fixturenames) & set(MARK_OF_FIXTURE):
            item.add_marker(MARK_OF_FIXTURE[fixture])
        named = {mark.name for mark in item.iter_markers()} | set(item.fixturenames)
        if named.isdisjoint(THAT_MEET_A_DATABASE):
            item.add_marker("once")
    missing = needs.missing_by_mark()
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        missing["postgresql"] = "This run is on SQLite."
    if not os.environ.get("REDIS_URL"):
        missing["redis"] = "This run is without Redis."
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in missing)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Fail a skipped test where everything is promised to be there."""
    report = yield
    if report.skipped and needs.IN_CI:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and here every test runs: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings) -> Iterator[None]:
    """Give each process a database cast from a mould, in place of one that runs every migration again."""
    with django_db_blocker.unblock():
        databases.cast(connection)
    yield
    with django_db_blocker.unblock():
        databases.throw_away(connection)


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """Let the tests with real transactions empty their tables, which the statutory record's triggers refuse."""

    def empty(case: TransactionTestCase) -> None:
        databases.empty(connection)

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", empty):
        yield


@pytest.fixture(autouse=True)
def nobody_hears_the_doorbell(request, monkeypatch) -> None:
    """Let no browser test wait for the PDF of each plan that it begins with: those that want one do the job itself."""
    if "browser" in request.fixturenames:
        monkeypatch.setattr(jobs, "_ring", lambda job_id: None)


@pytest.fixture(autouse=True)
def places_of_its_own(settings, tmp_path: Path) -> None:
    """Give each test an empty cache, memory and folders, so that none meets what another left."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid.uuid4().hex}}
    settings.PUBLISHED_DIR = tmp_path / "published"
    settings.MEDIA_ROOT = tmp_path / "uploads"
    REMEMBERED.forget()


@pytest.fixture(scope="session")
def seeds() -> Path:
    return needs.SEEDS


@pytest.fixture(scope="session")
def verapdf() -> Callable[..., list[engine.Failure]]:
    """Check PDF files: ``verapdf([path, ...], ["ua1", "3a"])`` returns what fails, in one run of Java for all."""
    engine.prepare()
    return engine.failures


@pytest.fixture(scope="session")
def libreoffice() -> Iterator[Office]:
    """A LibreOffice that opens Word files, changes them as somebody does, and saves them."""
    with started() as office:
        yield office


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    quiet = ("quic", "background-networking", "component-update", "sync")
    args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
    return {"executable_path": needs.CHROMIUM, "args": args + [f"--disable-{name}" for name in quiet]}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Nothing: tests ask ``live_server`` where it is. The plugin's own fixture is of a kind pytest will soon refuse."""


@pytest.fixture(scope="session")
def playwright(playwright):
    """Playwright keeps an event loop running, which Django takes for a sign that its database calls are unsafe."""
    with mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="true"):
        yield playwright


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def axe(page) -> Callable[[], None]:
    """Look over the page that is open: ``axe()`` fails on any violation of WCAG 2.2 A or AA."""

    def look() -> None:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == [], page.url

    return look


@pytest.fixture
def no_console_errors(page) -> Iterator[list[str]]:
    """Fail the test if a page throws, is refused something by its policy, or writes an error to the console."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield errors
    assert errors == []
