"""Nobody is shown a link that leads them nowhere: every page of the worked example, walked by everybody."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from pcc_plans.example.accounts import PEOPLE
from pcc_plans.example.loading import load_example
from plans.models import Consultation, Invitation
from plans.services import jobs
from plans.services.consulting import may_reply, token_for
from plans.services.exercises.inviting import token_for as invited_by

HOME = "http://testserver"
PAGES_OF_A_KIND = 5  # how many pages of one address's kind are read for one person: they are drawn alike
LINKS_OF_A_KIND = 6  # how many links of one kind are followed for one person, wherever they stand
DEAD = (403, 404, 405, 409, 500)


@dataclass(frozen=True, slots=True)
class Link:
    """Where somebody is led, and from which page, by which words."""

    to: str
    page: str = ""
    words: str = ""


class Walk:
    """One person's walk: from where they begin, along every link of every page they reach, each kind a few times."""

    def __init__(self, who: str, client: Client, begin: Iterable[str]) -> None:
        self.who, self.client = who, client
        self.ahead = deque(Link(place) for place in begin)
        self.seen = {link.to for link in self.ahead}
        self.followed: Counter[str] = Counter()
        self.read: Counter[str] = Counter()

    def dead_links(self) -> Iterator[str]:
        while self.ahead:
            link = self.ahead.popleft()
            try:
                kind = resolve(link.to.partition("?")[0]).route
            except Resolver404:
                yield self._said(link, "nowhere")
                continue
            # A step's address carries which step it is, and each is another page with another keeper.
            kind = link.to if "/steps/" in link.to else kind
            if self.followed[kind] >= LINKS_OF_A_KIND and link.page:
                continue
            self.followed[kind] += 1
            answer = self.client.get(link.to, follow=True)
            if answer.status_code in DEAD:
                yield self._said(link, answer.status_code)
            elif self.read[kind] < PAGES_OF_A_KIND and "html" in answer.headers.get("Content-Type", ""):
                self.read[kind] += 1
                self._look_at(answer.content, link.to)

    def _look_at(self, content: bytes, page: str) -> None:
        for anchor in html.fromstring(content).iterlinks():
            element, name, target, _ = anchor
            if element.tag not in ("a", "img") or name not in ("href", "src"):
                continue
            place = urldefrag(urljoin(HOME + page, target)).url
            if not place.startswith(HOME) or (to := place.removeprefix(HOME)) in self.seen:
                continue
            if to.startswith(("/static/", "/admin/", "/accounts/logout/")):
                continue
            self.seen.add(to)
            self.ahead.append(Link(to, page, " ".join(element.text_content().split())))

    def _said(self, link: Link, answer: object) -> str:
        return f"{self.who}: {link.page} offers “{link.words}” {link.to}, which answers {answer}"


@pytest.fixture(scope="module")
def example(django_db_setup, django_db_blocker, tmp_path_factory):
    """The worked example, loaded once for every walk, and gone after the last."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "_ring", lambda job_id: None)
        load_example(tmp_path_factory.mktemp("var") / "accounts.json")
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "username", "begin"), [(str(role), name, at) for role, name, _, _, at in PEOPLE])
def test_no_link_on_any_page_of_a_role_leads_nowhere(example, role, username, begin):
    client = Client()
    client.force_login(User.objects.get(username=username))

    walk = Walk(role, client, [begin, "/"])

    assert "\n".join(walk.dead_links()) == ""


@pytest.mark.django_db
def test_no_link_on_any_public_page_or_behind_a_signed_link_leads_nowhere(example):
    asked = [row for row in Consultation.objects.order_by("pk") if may_reply(row)]
    begin = ["/", *(f"/reply/{token_for(row)}/" for row in asked)]
    begin += [f"/reply/consultations/{invited_by(row)}/" for row in Invitation.objects.order_by("pk")[:2]]

    walk = Walk("anybody", Client(), begin)

    assert "\n".join(walk.dead_links()) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "page", "bar", "more"),
    [
        ("priya.nair", "/office/", ["To do", "Dates", "Meetings", "Consultations", "Begin", "Reports"],
         ["The law", "Offices", "Published forms", "Plans of the past"]),
        ("helen.marsh", "/office/", ["To do", "Dates", "Meetings", "Consultations", "Begin", "Reports"],
         ["The law", "Offices", "Published forms"]),
        ("ada.quill", "/office/law/", ["The law", "Offices", "Registers"], []),
        ("iris.fell", "/panel-room/", ["Reviews", "Meetings", "Dates", "On this device"], []),
    ],
)  # fmt: skip
def test_the_bar_is_short_and_holds_what_its_reader_may_open(example, username, page, bar, more):
    client = Client()
    client.force_login(User.objects.get(username=username))

    shown = html.fromstring(client.get(page).content).find_class("pc-nav")[0]

    rest = [link.text for link in shown.xpath(".//details//a")]
    assert [link.text for link in shown.xpath(".//a[not(ancestor::details)]")] == bar
    assert rest == more
    assert shown.xpath("string(.//a[@aria-current='page'])") == {"ada.quill": "The law"}.get(username, bar[0])
