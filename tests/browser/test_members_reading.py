"""The member's reading in a real browser: three devices, a train, a session that ended, a tablet that others use."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from plans.models import Body, Comment, CommentThread, Instrument, Membership, PrivateNote, Room, SectionRead, Wording
from plans.services.comments import open_thread
from plans.services.looks import show_informally
from tests.factories import STAFF, a_body, a_user, a_variation, an_issued_plan, prepared, sent, taken

pytestmark = [pytest.mark.django_db(transaction=True)]
KEPT = "Kept on this device: you can read this draft without a line."
SECRET = "Ask why nobody costed this."
PASSWORD = "pass-word-for-tests"
PATIENCE = 20_000
OFFLINE = "You are offline: this page is as you opened it on"


@pytest.fixture
def body() -> Body:
    return a_body()


@pytest.fixture
def draft(body) -> Instrument:
    row = a_variation(an_issued_plan(body))
    prepared(row, date(2013, 12, 9))
    sent(row, date(2014, 1, 6))
    return row


@pytest.fixture
def reading(draft) -> str:
    line = draft.lines.get(step="send_to_panel")
    return reverse("panel:reading", args=[draft.ref, f"sent-{line.seq}"])


def member(body: Body, name: str) -> User:
    first, last = name.split()
    user = User.objects.create_user(
        first.lower(), f"{first.lower()}@fenmarch.example", PASSWORD, first_name=first, last_name=last
    )
    Membership.objects.create(body=body, user=user, role=Membership.Role.PANEL_MEMBER)
    return user


@pytest.fixture
def iris(body) -> User:
    return member(body, "Iris Fell")


def sign_in(context: BrowserContext, url: str, user: User) -> None:
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


@pytest.fixture
def tablet(browser: Browser, live_server, reading) -> Iterator[Callable[[User], Page]]:
    """A device of somebody's own, on which they have opened the draft."""
    contexts = []

    def opened(user: User) -> Page:
        context = browser.new_context()
        contexts.append(context)
        sign_in(context, live_server.url, user)
        page = context.new_page()
        page.goto(live_server.url + reading)
        expect(page.get_by_text(KEPT)).to_be_visible(timeout=PATIENCE)
        return page

    yield opened
    for context in contexts:
        context.close()


def write(page: Page, words: str, *, to_the_room: bool = False, quote: str = "") -> None:
    page.get_by_role("link", name="Say something on Section 1").click()
    page.get_by_label("The words it is about").fill(quote)
    page.get_by_label("What you want to say").fill(words)
    page.get_by_role("radio", name="Everyone in the Panel’s room" if to_the_room else "Only you").check()
    page.get_by_role("button", name="Keep it").click()


def waits(page: Page, words: str) -> Locator:
    return page.locator(".pc-waits").filter(has_text=words)


def kept(page: Page, words: str) -> Locator:
    """What stands on the page as the service has it."""
    return page.locator("[data-said] .pc-thread").filter(has_text=words)


def kept_addresses(page: Page) -> list[str]:
    return page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
          return found;
        }"""
    )


@pytest.mark.journey
def test_three_members_comment_from_three_devices_and_one_of_them_is_on_a_train(body, draft, tablet, iris):
    ned, ola = member(body, "Ned Ware"), member(body, "Ola Brook")
    first, train, third = tablet(iris), tablet(ned), tablet(ola)

    train.context.set_offline(True)
    write(train, "Asked for by whom?", to_the_room=True, quote="asked for")
    write(train, SECRET)
    expect(waits(train, "Asked for by whom?")).to_contain_text("Waiting to be sent")
    expect(waits(train, SECRET)).to_be_visible()
    train.reload()
    expect(train.get_by_text(OFFLINE)).to_be_visible(timeout=PATIENCE)
    expect(waits(train, "Asked for by whom?")).to_be_visible()

    write(first, "How many patrols?", to_the_room=True, quote="Patrols are seen")
    expect(kept(first, "How many patrols?")).to_be_visible(timeout=PATIENCE)
    write(third, "Nothing on lighting.", to_the_room=True)
    expect(kept(third, "Nothing on lighting.")).to_be_visible(timeout=PATIENCE)
    assert Comment.objects.count() == 2

    train.context.set_offline(False)
    expect(kept(train, "Asked for by whom?")).to_be_visible(timeout=PATIENCE)
    expect(kept(train, SECRET)).to_be_visible(timeout=PATIENCE)
    expect(train.locator(".pc-waits")).to_have_count(0)

    for page in (first, third):
        page.reload()
        for words in ("How many patrols?", "Asked for by whom?", "Nothing on lighting."):
            expect(kept(page, words)).to_be_visible()
        expect(page.get_by_text(SECRET)).to_have_count(0)
    assert sorted(Comment.objects.values_list("name", flat=True)) == ["Iris Fell", "Ned Ware", "Ola Brook"]
    assert set(CommentThread.objects.values_list("room", flat=True)) == {Room.PANEL}
    assert PrivateNote.objects.get().membership.user == ned


def test_a_draft_that_was_opened_is_read_on_a_train_as_it_looks_at_home(tablet, iris, live_server):
    page = tablet(iris)
    look = "getComputedStyle(document.querySelector('.pc-plan h2')).fontFamily + getComputedStyle(document.body).color"
    at_home = page.evaluate(look)
    page.context.set_offline(True)

    page.reload()
    expect(page.get_by_text(OFFLINE)).to_be_visible(timeout=PATIENCE)
    expect(page.locator("ins.pc-ins").filter(has_text="asked for").first).to_be_visible()
    assert page.evaluate(look) == at_home
    loaded = (
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family))"
    )
    assert any("Source Serif" in family for family in page.evaluate(loaded))
    assert page.locator(".pc-masthead").evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(23, 65, 77)"

    page.get_by_role("link", name="Change list").click()
    expect(page.get_by_text(OFFLINE)).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Paragraph 1.1").click()
    expect(page.get_by_role("navigation", name="Contents")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Clean", exact=True).click()
    expect(page.get_by_role("link", name="Clean", exact=True)).to_have_attribute("aria-current", "true")
    expect(page.get_by_text("Patrols are seen, known and asked for.")).to_be_visible()

    page.goto(f"{live_server.url}/panel-room/dates/")
    expect(page.get_by_role("heading", name="On this device")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Patrols").click()
    expect(page.get_by_role("button", name="Next change")).to_be_visible(timeout=PATIENCE)


def test_no_page_but_the_readings_is_kept(tablet, iris, live_server, draft):
    page = tablet(iris)
    for path in ("/panel-room/", reverse("panel:review", args=[draft.ref]), "/", "/accessibility/"):
        page.goto(live_server.url + path)
    pages = [path for path in kept_addresses(page) if not path.startswith("/static/")]

    assert pages
    assert all("/read/" in path or path == "/panel-room/device/" for path in pages)


def test_what_was_written_on_a_train_goes_once_though_the_session_ended_meanwhile(tablet, iris, live_server):
    page = tablet(iris)
    page.context.set_offline(True)
    write(page, SECRET)
    write(page, "By whom?", to_the_room=True)
    page.get_by_role("button", name=re.compile("Mark as read.*Section 1")).click()
    Session.objects.all().delete()
    page.context.set_offline(False)

    expect(page.get_by_text("You are signed out. Sign in, and it is sent.").first).to_be_visible(timeout=PATIENCE)
    assert not PrivateNote.objects.exists()
    waits(page, SECRET).get_by_role("link", name="Sign in").click()
    page.get_by_label("Login").or_(page.get_by_label("Username or e-mail")).or_(page.locator("#id_login")).first.fill(
        "iris"
    )
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(kept(page, SECRET)).to_be_visible(timeout=PATIENCE)
    expect(kept(page, "By whom?")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".pc-waits")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("Mark as not read.*Section 1"))).to_be_visible(timeout=PATIENCE)
    page.reload()
    expect(kept(page, SECRET)).to_have_count(1)
    assert (PrivateNote.objects.count(), Comment.objects.count(), SectionRead.objects.count()) == (1, 1, 1)


def test_a_second_person_on_the_same_tablet_sees_nothing_of_the_first(body, tablet, iris, live_server, reading):
    page = tablet(iris)
    page.context.set_offline(True)
    write(page, SECRET)
    expect(waits(page, SECRET)).to_be_visible()
    Session.objects.all().delete()
    page.goto("about:blank")
    page.context.set_offline(False)

    ned = member(body, "Ned Ware")
    sign_in(page.context, live_server.url, ned)
    page.goto(f"{live_server.url}/panel-room/")
    expect(page.get_by_role("heading", name="For review")).to_be_visible()
    page.wait_for_function("caches.keys().then((names) => !names.length)")
    page.goto(live_server.url + reading)
    expect(page.get_by_text(KEPT)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(SECRET)).to_have_count(0)
    page.get_by_role("link", name="On this device").first.click()
    expect(page.get_by_text("Nothing is waiting.")).to_be_visible()
    expect(page.get_by_text(SECRET)).to_have_count(0)
    assert page.evaluate("caches.keys()") == [f"pcc-reading:{ned.pk}"]
    assert not PrivateNote.objects.exists()

    sign_in(page.context, live_server.url, iris)
    page.goto(live_server.url + reading)
    expect(kept(page, SECRET)).to_be_visible(timeout=PATIENCE)
    assert PrivateNote.objects.get().membership.user == iris


def test_signing_out_empties_the_device_and_asks_about_what_was_not_sent(tablet, iris, draft):
    page = tablet(iris)
    taken(draft, "withdraw", date(2014, 1, 8), STAFF)
    write(page, "Too late to say?", to_the_room=True)
    expect(waits(page, "Too late to say?")).to_contain_text("Not taken", timeout=PATIENCE)

    page.get_by_role("button", name="Sign out").click()
    question = page.get_by_role("dialog", name="Not everything was sent")
    expect(question).to_be_visible()
    question.get_by_role("button", name="Stay signed in").click()
    expect(waits(page, "Too late to say?")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    question.get_by_role("button", name="Sign out and delete it").click()
    expect(page.get_by_role("link", name="Sign in, for the office and the Panel")).to_be_visible(timeout=PATIENCE)

    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("Object.keys(localStorage)") == []


def test_signing_out_on_a_train_removes_the_drafts_and_says_that_the_session_is_open(tablet, iris):
    page = tablet(iris)
    page.context.set_offline(True)
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("dialog", name="You are offline")).to_contain_text("You are still signed in")
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("caches.keys()") == []


def test_what_is_refused_stays_with_the_reason_until_it_is_sent_or_deleted(tablet, iris):
    page = tablet(iris)
    write(page, SECRET, quote="words that are not in the draft")
    refused = waits(page, SECRET)
    expect(refused).to_contain_text("does not have these words", timeout=PATIENCE)
    page.reload()
    expect(refused).to_contain_text("does not have these words")

    refused.get_by_role("button", name="Put it back in the form").click()
    expect(page.get_by_label("What you want to say")).to_have_value(SECRET)
    page.get_by_label("The words it is about").fill("asked for")
    page.get_by_role("button", name="Keep it").click()
    expect(kept(page, SECRET)).to_be_visible(timeout=PATIENCE)
    expect(refused).to_have_count(0)
    assert PrivateNote.objects.get().quote == "asked for"

    write(page, "Another.", quote="nor are these")
    expect(waits(page, "Another.")).to_contain_text("Not taken", timeout=PATIENCE)
    waits(page, "Another.").get_by_role("button", name="Delete it").click()
    expect(page.locator(".pc-waits")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_form_whose_token_is_too_old_is_sent_with_a_fresh_one(tablet, iris, live_server):
    page = tablet(iris)
    page.context.clear_cookies(name="csrftoken")
    write(page, SECRET)

    expect(kept(page, SECRET)).to_be_visible(timeout=PATIENCE)
    assert PrivateNote.objects.count() == 1


def test_everything_is_reached_and_done_by_the_keyboard_alone(tablet, iris):
    page = tablet(iris)
    page.keyboard.press("Control+Alt+n")
    expect(page.locator("#c1")).to_be_focused()
    expect(page.get_by_text("Change 1 of 1")).to_be_visible()

    page.get_by_role("link", name="Say something on Section 1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What you want to say")).to_be_focused()
    page.keyboard.type("By whom?")
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Only you")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    thread = kept(page, "By whom?")
    expect(thread).to_be_focused(timeout=PATIENCE)

    page.keyboard.press("Tab")
    for _ in range(6):
        if page.evaluate("document.activeElement.matches('summary')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(thread.get_by_label("Your reply")).to_be_focused()
    page.keyboard.type("By us.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(thread.locator(".pc-thread__said")).to_contain_text("By us.", timeout=PATIENCE)
    assert [row.text for row in Comment.objects.order_by("pk")] == ["By whom?", "By us."]


def test_words_that_are_selected_are_spoken_of(tablet, iris):
    page = tablet(iris)
    page.get_by_role("link", name="Clean", exact=True).click()
    page.locator("#action-S2 p").first.click(click_count=3)
    page.locator(".pc-comment-here").click()
    expect(page.get_by_label("What you want to say")).to_be_focused()
    page.keyboard.type(SECRET)
    page.get_by_role("button", name="Keep it").click()

    expect(kept(page, SECRET)).to_contain_text("Light the riverside path.", timeout=PATIENCE)


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_the_reading_is_sound_at_each_width(
    page, live_server, axe, no_console_errors, draft, reading, iris, body, width
):
    wording = Wording.objects.get(pk=draft.lines.get(step="send_to_panel").wording_id)
    said = {"instrument": draft, "section_id": "safer-streets", "by": iris, "wording": wording, "room": Room.PANEL}
    thread = open_thread(text="By whom?", quote="asked for", **said)
    line = draft.lines.get(step="prepare_draft")
    look = show_informally(instrument=draft, line=line, on=date(2013, 12, 16), occasion="A workshop", by_name="Priya")
    sign_in(page.context, live_server.url, iris)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + reading)
    write(page, SECRET, quote="Patrols are seen")
    expect(kept(page, SECRET)).to_be_visible(timeout=PATIENCE)
    write(page, "Refused, and shown with the reason.", quote="not there")
    expect(waits(page, "Refused")).to_contain_text("Not taken", timeout=PATIENCE)
    assert [words for words in no_console_errors if "422" not in words] == []
    no_console_errors.clear()
    axe()
    note = PrivateNote.objects.get()
    for path in (
        reading,
        f"{reading}?view=clean",
        f"{reading}?view=changes",
        reverse("panel:reading", args=[draft.ref, f"seen-{look.pk}"]),
        f"{reading}?since=seen-{look.pk}",
        reverse("panel:note", args=[draft.ref, note.pk]),
        reverse("panel:comment", args=[draft.ref, thread.pk, thread.comments.get().pk]),
        "/panel-room/device/",
        "/panel-room/",
    ):
        page.goto(live_server.url + path)
        axe()
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), path
    sign_in(page.context, live_server.url, a_user(body, Membership.Role.POLICY_OFFICER, "Priya Nair"))
    page.goto(live_server.url + reverse("office:informal", args=[draft.ref]))
    axe()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_browser_that_keeps_nothing_reads_and_speaks_while_it_has_a_line(browser, live_server, reading, iris):
    context = browser.new_context(service_workers="block")
    sign_in(context, live_server.url, iris)
    page = context.new_page()
    page.goto(live_server.url + reading)
    write(page, SECRET)

    expect(kept(page, SECRET)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(KEPT)).to_have_count(0)
    context.close()


def test_without_scripts_the_draft_is_read_and_spoken_of_all_the_same(browser, live_server, draft, reading, iris):
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, live_server.url, iris)
    page = context.new_page()
    page.goto(live_server.url + reading)
    page.get_by_role("link", name="Clean", exact=True).click()
    page.get_by_text("Write a note or a comment").click()
    page.get_by_label("What you want to say").fill(SECRET)
    page.get_by_role("button", name="Keep it").click()

    expect(page.get_by_text("Your note was kept. Only you can read it.")).to_be_visible()
    expect(page.locator(".pc-note")).to_contain_text(SECRET)
    page.get_by_role("button", name=re.compile("Mark as read.*Section 1")).click()
    expect(page.get_by_text("You have read it.")).to_be_visible()
    context.close()
