"""Every address of the product for everybody: one table, written by hand, of who is answered what."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from boards.models import Decision
from panel_reviews.services import open_review, recommend
from plans.models import ImportedPaper, Instrument, Membership
from plans.queries.texts import draft_outline
from plans.services.consulting import token_for
from plans.text.redline import compare
from tests.factories import (
    a_body,
    a_user,
    a_variation,
    an_issued_plan,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
)

OWN = ("policy_officer", "chief_executive", "commissioner", "panel_support", "panel_member", "administrator")
PEOPLE = ("anonymous", "no role", *OWN, *(f"another's {role}" for role in OWN))
IN = 302  # to sign in: for the anonymous alone, checked besides
GROUPS = ("admin/", "accounts/")  # not our own; tested below and in test_administration

# Who is answered what, in the order of PEOPLE: a stranger, somebody without a role, the six roles of this body
# (policy officer, chief executive, commissioner, Panel support, Panel member, administrator), the same of another.
# fmt: off
EVERYBODY        = (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
NO_SUCH_ACT      = (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405)
NOT_THERE        = (404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404)
REPLIED          = (409, 409, 409, 409, 409, 409, 409, 409, 409, 409, 409, 409, 409, 409)
NO_SUCH_ACT_IN   = (IN, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405)
OFFICE           = (IN, 403, 200, 200, 200, 403, 403, 403, 404, 404, 404, 403, 403, 403)
OFFICE_422       = (IN, 403, 422, 422, 422, 403, 403, 403, 404, 404, 404, 403, 403, 403)
OFFICE_DONE      = (IN, 403, 302, 302, 302, 403, 403, 403, 404, 404, 404, 403, 403, 403)
ANY_OFFICE       = (IN, 403, 200, 200, 200, 403, 403, 403, 200, 200, 200, 403, 403, 403)
OFFICE_404       = (IN, 403, 404, 404, 404, 403, 403, 403, 404, 404, 404, 403, 403, 403)
CHIEFS_422       = (IN, 403, 403, 422, 422, 403, 403, 403, 404, 404, 404, 403, 403, 403)
COMMISSIONER     = (IN, 403, 403, 403, 200, 403, 403, 403, 404, 404, 404, 403, 403, 403)
COMMISSIONER_422 = (IN, 403, 403, 403, 422, 403, 403, 403, 404, 404, 404, 403, 403, 403)
ANY_PANEL        = (IN, 403, 403, 403, 403, 200, 200, 403, 403, 403, 403, 200, 200, 403)
PANEL            = (IN, 403, 403, 403, 403, 200, 200, 403, 403, 403, 403, 404, 404, 403)
SUPPORT          = (IN, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 404, 404, 403)
SUPPORT_422      = (IN, 403, 403, 403, 403, 422, 403, 403, 403, 403, 403, 404, 404, 403)
SUPPORT_DONE     = (IN, 403, 403, 403, 403, 302, 403, 403, 403, 403, 403, 404, 404, 403)
NO_ROLE          = (IN, 200, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302)
TABLE: dict[str, tuple[str, tuple[int, ...], tuple[int, ...]]] = {
    "healthz":                 ("/healthz", EVERYBODY, NO_SUCH_ACT),
    "responses:respond":       ("/office/variations/{reported}/response/", OFFICE, CHIEFS_422),
    "responses:answer":        ("/office/variations/{reported}/response/recommendations/1/", OFFICE, OFFICE_422),
    "responses:publish":       ("/office/variations/{reported}/response/publish/", OFFICE, OFFICE_422),
    "boards:decision":         ("/office/variations/{reported}/decision/", COMMISSIONER, COMMISSIONER_422),
    "boards:endorsement":      ("/office/variations/{reported}/endorsements/", OFFICE, OFFICE_422),
    "office:dashboard":        ("/office/", ANY_OFFICE, NO_SUCH_ACT_IN),
    "office:begin":            ("/office/begin/", ANY_OFFICE, ANY_OFFICE),
    "office:jobs":             ("/office/jobs/", ANY_OFFICE, NO_SUCH_ACT_IN),
    "office:try_again":        ("/office/jobs/{edition}/again/", NO_SUCH_ACT_IN, OFFICE_DONE),
    "office:evidence":         ("/office/evidence/none-of-this-digest/", OFFICE_404, NO_SUCH_ACT_IN),
    "office:instrument":       ("/office/variations/{ref}/", OFFICE, NO_SUCH_ACT_IN),
    "office:record":           ("/office/variations/{ref}/record/", OFFICE, NO_SUCH_ACT_IN),
    "office:show_to_public":   ("/office/variations/{ref}/show/", NO_SUCH_ACT_IN, OFFICE_DONE),
    "office:step":             ("/office/variations/{ref}/steps/obtain_views/", OFFICE, OFFICE_422),
    "office:draft":            ("/office/variations/{ref}/draft/", OFFICE, OFFICE),
    "office:section":          ("/office/variations/{ref}/draft/safer-streets/", OFFICE, OFFICE_422),
    "office:move_section":     ("/office/variations/{ref}/draft/safer-streets/move/", NO_SUCH_ACT, OFFICE_DONE),
    "office:remove_section":   ("/office/variations/{ref}/draft/safer-streets/remove/", OFFICE, OFFICE_DONE),
    "office:add_section":      ("/office/variations/{ref}/add-section/", NO_SUCH_ACT, OFFICE_DONE),
    "office:changes":          ("/office/variations/{ref}/changes/", OFFICE, OFFICE),
    "office:reason":           ("/office/variations/{ref}/changes/{change}/", OFFICE, OFFICE),
    "office:rebase":           ("/office/variations/{ref}/up-to-date/", OFFICE, OFFICE_DONE),
    "office:import":           ("/office/variations/{ref}/import/", OFFICE, OFFICE),
    "office:import_preview":   ("/office/variations/{ref}/import/{paper}/", OFFICE, OFFICE_422),
    "office:wording":          ("/office/wordings/{ref}/{digest}/", OFFICE, OFFICE),
    "panel:room":              ("/panel-room/", ANY_PANEL, NO_SUCH_ACT_IN),
    "panel:review":            ("/panel-room/reviews/{ref}/", PANEL, NO_SUCH_ACT_IN),
    "panel:recommend":         ("/panel-room/reviews/{ref}/recommend/", NO_SUCH_ACT_IN, SUPPORT_422),
    "panel:amend":             ("/panel-room/reviews/{ref}/recommendations/1/", SUPPORT, SUPPORT_422),
    "panel:drop":              ("/panel-room/reviews/{ref}/recommendations/1/drop/", SUPPORT, SUPPORT_DONE),
    "panel:adopt":             ("/panel-room/reviews/{ref}/adopt/", SUPPORT, SUPPORT_422),
    "panel_public:review":     ("/panel/{made}/", EVERYBODY, NO_SUCH_ACT),
    "decisions:decision":      ("/decisions/{number}/", EVERYBODY, NO_SUCH_ACT),
    "reply":                   ("/reply/{token}/", EVERYBODY, REPLIED),
    "public:home":             ("/", EVERYBODY, NO_SUCH_ACT),
    "public:plan":             ("/plans/{plan}/", EVERYBODY, NO_SUCH_ACT),
    "public:edition":          ("/plans/{plan}/editions/1/", EVERYBODY, NO_SUCH_ACT),
    "public:published_form":   ("/plans/{plan}/editions/1.json", NOT_THERE, NO_SUCH_ACT),
    "public:choose_day":       ("/plans/{plan}/as-at/", EVERYBODY, NO_SUCH_ACT),
    "public:as_at":            ("/plans/{plan}/as-at/2014-01-01/", EVERYBODY, NO_SUCH_ACT),
    "public:compare":          ("/plans/{plan}/compare/1/2/", EVERYBODY, NO_SUCH_ACT),
    "public:record":           ("/plans/{plan}/record/", EVERYBODY, NO_SUCH_ACT),
    "public:variation":        ("/variations/{made}/", EVERYBODY, NO_SUCH_ACT),
    "public:accessibility":    ("/accessibility/", EVERYBODY, NO_SUCH_ACT),
    "no_role":                 ("/accounts/no-role/", NO_ROLE, NO_SUCH_ACT_IN),
}
# fmt: on


def addresses(patterns, start: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Return every address that the product answers, as its name and its pattern."""
    for one in patterns:
        here = start + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, here, (*spaces, one.namespace) if one.namespace else spaces)
        else:
            yield ":".join((*spaces, one.name or "")), here


@contextmanager
def undone() -> Iterator[None]:
    """Let nothing of what is done inside remain."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    """Return how many rows each table of the product has."""
    models = [m for app in ("plans", "panel_reviews", "boards", "auth") for m in apps.get_app_config(app).get_models()]
    return {model._meta.label: model.objects.count() for model in models}


class World:
    """A body with an issued plan, a variation that is reported on and one with the Panel; everybody, signed in."""

    def __init__(self) -> None:
        self.body = a_body()
        plan = an_issued_plan(self.body)
        self.first = a_variation(plan, on=date(2013, 5, 1), words="Patrols are seen and heard.")
        _whole_course(self.first)
        self.reported = a_variation(plan, words="Patrols are seen, and are asked for.")
        prepared(self.reported, date(2013, 12, 9))
        sent(self.reported, date(2014, 1, 6))
        reported(self.reported, date(2014, 2, 5), "Say how patrols are chosen.")
        self.sent = a_variation(plan)
        prepared(self.sent, date(2014, 2, 10))
        sent(self.sent, date(2014, 2, 11))
        recommend(review=open_review(instrument=self.sent), words="Say who asks.")
        made = plan.instruments.get(kind="plan")
        change = compare(self.sent.base.wording.outline, draft_outline(self.sent)).changes[0]
        self.words = {
            "plan": plan.ref,
            "edition": plan.editions.get(number=1).pk,
            "made": made.ref,
            "ref": self.sent.ref,
            "reported": self.reported.ref,
            "number": Decision.objects.order_by("pk").first().number,
            "token": token_for(self.sent.consultations.get()),
            "digest": self.sent.lines.get(step="send_to_panel").wording_id,
            "change": change.key,
        }
        other = a_body("saltreach")
        self.clients = {"anonymous": Client(), "no role": _signed_in(User.objects.create_user("newcomer"))}
        for role in OWN:
            self.clients[role] = _signed_in(a_user(self.body, role))
            stranger = User.objects.create_user(f"other-{role}")
            Membership.objects.create(body=other, user=stranger, role=role)
            self.clients[f"another's {role}"] = _signed_in(stranger)
        pasted = {"text": "1. Safer streets\n\nPatrols are seen and known in every town of the area."}
        kept = self.clients["policy_officer"].post(f"/office/variations/{self.sent.ref}/import/", pasted)
        assert kept.status_code == 302, kept.content.decode()
        self.words["paper"] = ImportedPaper.objects.get().pk
        self.counts = counts()

    def answer(self, who: str, method: str, path: str):
        """Return what somebody is answered, and whether a post changed anything; nothing of it remains."""
        with undone():
            answer = getattr(self.clients[who], method)(path)
            answer.changed = method == "post" and counts() != self.counts
        return answer


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _whole_course(variation: Instrument) -> None:
    prepared(variation, date(2013, 5, 2))
    sent(variation, date(2013, 5, 3))
    reported(variation, date(2013, 6, 10))
    responded(variation, date(2013, 6, 12))
    decided(variation, date(2013, 6, 14))
    issued(variation, date(2013, 6, 14))


def test_every_address_of_the_product_has_its_row():
    found = {name for name, place in addresses(get_resolver().url_patterns) if not place.startswith(GROUPS)}

    assert found | {"no_role"} == set(TABLE)


@pytest.mark.django_db
def test_everybody_is_answered_at_every_address_as_the_table_says():
    world = World()
    wrong = []
    for name, (place, *tables) in TABLE.items():
        path = place.format(**world.words)
        for method, expected in zip(("get", "post"), tables, strict=True):
            for who, status in zip(PEOPLE, expected, strict=True):
                answer = world.answer(who, method, path)
                if answer.status_code != status:
                    wrong.append(f"{method} {name} by {who}: {answer.status_code}, and not {status}")
                if answer.changed and (status != 302 or who == "anonymous"):
                    wrong.append(f"{method} {name} by {who}: something was changed")
                if status == IN and who == "anonymous" and not answer.url.startswith("/accounts/login/?next="):
                    wrong.append(f"{method} {name}: a stranger is sent to {answer.url}")
                if status == 403 and not _reason(answer.content.decode()).endswith("."):
                    wrong.append(f"{method} {name} by {who}: no reason is given")
    assert wrong == []


def _reason(page: str) -> str:
    found = re.search(r'<div class="pc-reason"><p>(.*?)</p>', page, re.DOTALL)
    return found.group(1).strip() if found else ""


@pytest.mark.django_db
def test_the_administration_is_for_the_administrator_alone():
    world = World()
    inside = ("administrator", "another's administrator")

    for name, place in addresses(get_resolver().url_patterns):
        if not place.startswith("admin/") or "<" in place or "^" in place or "?P" in place:
            continue
        for who in PEOPLE:
            answer = world.clients[who].get(f"/{place}", follow=True)
            if who == "anonymous" and place != "admin/jsi18n/":
                assert answer.redirect_chain[-1][0].startswith("/accounts/login/"), (name, who)
            elif who not in inside and place != "admin/jsi18n/" and name != "admin:logout":
                assert answer.status_code == 403, (name, who)
