"""The people of the journey: each in a browser context of their own, every page they open looked over."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response

from tests.browser.editing import PATIENCE

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (320, 1280)  # the last one stays
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Person:
    """Somebody at a browser of their own, signed in or not."""

    def __init__(self, page: Page, base_url: str, photograph: Callable[[Page, int], None] | None = None) -> None:
        self.page, self.base_url, self.photograph = page, base_url, photograph
        self.errors: list[str] = []
        self.refusals_expected = 0
        page.on("console", lambda message: self._hear(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self._hear(str(error)))

    def _hear(self, error: str) -> None:
        """Keep an error; a browser's own line that the page asked for was answered with a refusal is none of ours."""
        if not (self.refusals_expected and error.startswith("Failed to load resource")):
            self.errors.append(error)

    def sign_in(self, username: str, password: str) -> None:
        self.go("/accounts/login/")
        self.page.locator("input[name=login]").fill(username)
        self.page.locator("input[name=password]").fill(password)
        self.press("Sign in")

    def go(self, address: str) -> Response:
        """Open an address of the product, and look the page over."""
        answer = self.page.goto(address if address.startswith("http") else self.base_url + address)
        self.look()
        return answer

    def follow(self, name: str | re.Pattern[str], **how) -> None:
        """Follow a link by its words, be it drawn as a button or not, and look over the page it leads to."""
        link, button = (self.page.get_by_role(role, name=name, **how) for role in ("link", "button"))
        with self.page.expect_navigation(timeout=PATIENCE):
            link.or_(button).first.click()
        self.look()

    def press(self, name: str, **how) -> None:
        """Press a button by its words, and look over the page that answers."""
        with self.page.expect_navigation(timeout=PATIENCE):
            self.page.get_by_role("button", name=name, **how).first.click()
        self.look()

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).fill(words)

    def choose(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def put_date(self, name: str, on: date) -> None:
        for part in ("day", "month", "year"):
            self.page.locator(f"[name={name}_{part}]").fill(str(getattr(on, part)))

    def look(self) -> None:
        """Fail on any barrier of WCAG 2.2 A or AA, on a page wider than the screen, and on an error in the console."""
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self.page.evaluate(SIDEWAYS) == 0, f"{self.page.url} is wider than {width} pixels"
            if self.photograph:
                self.photograph(self.page, width)
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
        barriers = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
        assert (barriers, self.errors) == ([], []), (self.page.url, barriers, self.errors)

    @contextmanager
    def being_refused(self, status: int) -> Iterator[None]:
        """Expect the last page that answers to have this status."""
        answers: list[int] = []

        def note(answer: Response) -> None:
            if answer.request.is_navigation_request():
                answers.append(answer.status)

        self.page.on("response", note)
        self.refusals_expected += 1
        yield
        self.refusals_expected -= 1
        self.page.remove_listener("response", note)
        assert answers[-1:] == [status], self.page.locator("main").inner_text()

    def reads(self, words: str) -> None:
        """Fail unless the page says these words."""
        said = " ".join(self.page.locator("body").inner_text().split())
        assert words in said, f"{self.page.url} does not say “{words}”:\n{said}"


class People:
    """Everybody in one journey: by role for those who have accounts, by any other word for those who have none."""

    def __init__(self, browser: Browser, base_url: str, accounts: dict[str, tuple[str, str]], photograph=None) -> None:
        self.browser, self.base_url, self.accounts, self.photograph = browser, base_url, accounts, photograph
        self._here: dict[str, Person] = {}

    def __getitem__(self, role: str) -> Person:
        """Return the person with a role, signed in through the page as everybody is; any other has no account."""
        if role not in self._here:
            page = self.browser.new_context().new_page()
            page.set_default_timeout(PATIENCE)
            person = Person(page, self.base_url, self.photograph)
            if role in self.accounts:
                person.sign_in(*self.accounts[role])
            self._here[role] = person
        return self._here[role]

    def leave(self) -> None:
        for person in self._here.values():
            person.page.context.close()
