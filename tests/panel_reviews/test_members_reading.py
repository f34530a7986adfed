"""The member's reading: which drafts, which views, what stands beside the text, and whose it is."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Comment, CommentThread, InformalLook, Membership, PrivateNote, Room, SectionRead, Wording
from plans.services.comments import CommentRefused, open_thread, reply
from plans.services.drafts import freeze_draft, put_text
from plans.services.looks import LookRefused, end_look, show_informally
from plans.services.notes import delete_note, edit_note, mark_read, write_note
from tests.factories import STAFF, a_body, a_user, a_variation, an_issued_plan, an_outline, prepared, sent, taken
from tests.panel_reviews.pages import day

pytestmark = pytest.mark.django_db
SENT = date(2014, 1, 6)
SECRET = "Ask why nobody costed this."


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body):
    row = a_variation(an_issued_plan(body))
    prepared(row, date(2013, 12, 9))
    return row


@pytest.fixture
def draft(variation):
    sent(variation, SENT)
    return variation


@pytest.fixture
def iris(body):
    return a_user(body, Membership.Role.PANEL_MEMBER, "Iris Fell")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def wording_of(instrument) -> Wording:
    return Wording.objects.get(pk=instrument.lines.filter(step="prepare_draft").latest("seq").wording_id)


def noted(instrument, user, text: str = SECRET, **more) -> PrivateNote:
    return write_note(
        membership=Membership.objects.get(user=user),
        instrument=instrument,
        wording=wording_of(instrument),
        section_id="safer-streets",
        text=text,
        **more,
    )


def shown(instrument, on: date = date(2013, 12, 16)) -> InformalLook:
    line = instrument.lines.filter(step="prepare_draft").latest("seq")
    return show_informally(
        instrument=instrument, line=line, on=on, occasion="The Panel’s workshop", by_name="Priya Nair"
    )


def reading_url(instrument, which: str = "") -> str:
    which = which or f"sent-{instrument.lines.get(step='send_to_panel').seq}"
    return reverse("panel:reading", args=[instrument.ref, which])


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def said_to(client: Client, instrument, **boxes):
    boxes = {"section": "safer-streets", "who": "note", "wording": wording_of(instrument).pk} | boxes
    return client.post(reverse("panel:say", args=[instrument.ref]), boxes, headers={"Accept": "application/json"})


# ---------- the page ----------


def test_a_draft_is_read_as_redline_clean_and_change_list_with_its_reasons(draft, iris):
    client, url = signed_in(iris), reading_url(draft)

    redline, clean, changes = (page_of(client, url + asked) for asked in ("", "?view=clean", "?view=changes"))

    assert "asked for" in redline
    assert '<ins class="pc-ins">' in redline
    assert '<ins class="pc-ins">' not in clean.partition("<article")[2]
    assert f'href="{url}#c1"' in changes
    for page in (redline, clean, changes):
        assert f'href="{url}?view=clean"' in page
        assert f'data-person="{iris.pk}"' in page
    assert "Money and people" in redline  # what did not change stands there too, folded
    assert client.get(reverse("panel:read", args=[draft.ref])).url == url


def test_an_earlier_draft_is_marked_as_not_the_review_and_shows_what_changed_since(variation, iris):
    look = shown(variation)
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known, asked for and counted."))
    freeze_draft(instrument=variation, on=date(2013, 12, 20), by=STAFF)
    taken(variation, "consult_chief_constable", date(2013, 12, 20))
    sent(variation, SENT)
    client = signed_in(iris)

    early = page_of(client, reading_url(variation, f"seen-{look.pk}"))
    since = page_of(client, f"{reading_url(variation)}?since=seen-{look.pk}")

    assert "Not the statutory review." in early
    assert "The Panel’s workshop" in early
    assert "counted" not in early
    assert f"{reading_url(variation)}?since=seen-{look.pk}" in early
    assert "Not the statutory review." not in since.partition("Other drafts")[0]
    assert "against the draft seen informally on 16 December 2013" in since
    assert "counted" in since
    assert "Draft seen informally on 16 December 2013" in since


def test_a_draft_that_was_only_shown_informally_stands_in_the_room_and_adds_nothing_to_the_record(variation, iris):
    lines = variation.lines.count()
    look = shown(variation)
    room = page_of(signed_in(iris), reverse("panel:room"))

    assert "Seen informally" in room
    assert reading_url(variation, f"seen-{look.pk}") in room
    assert variation.lines.count() == lines
    assert signed_in(iris).get(reverse("panel:review", args=[variation.ref])).status_code == 404

    end_look(look=look)
    assert "Seen informally" not in page_of(signed_in(iris), reverse("panel:room"))
    assert signed_in(iris).get(reading_url(variation, f"seen-{look.pk}")).status_code == 404


def test_only_what_was_frozen_is_shown_informally_and_only_while_it_is_open(variation):
    line = variation.lines.get(step="prepare_draft")
    other = variation.lines.exclude(step="prepare_draft").first()
    said = {"instrument": variation, "on": SENT, "occasion": "A talk", "by_name": "Priya Nair"}
    with pytest.raises(LookRefused, match="frozen"):
        show_informally(line=other, **said)
    taken(variation, "withdraw", SENT, STAFF)
    with pytest.raises(LookRefused, match="withdrawn"):
        show_informally(line=line, **said)


def test_the_office_shows_a_frozen_draft_on_its_own_page(variation, body):
    client = signed_in(a_user(body, Membership.Role.POLICY_OFFICER, "Priya Nair"))
    url = reverse("office:informal", args=[variation.ref])
    assert "Frozen on 9 December 2013" in page_of(client, url)
    line = variation.lines.get(step="prepare_draft")

    wrong = client.post(url, {"draft": line.seq, "occasion": ""} | day("on", SENT))
    assert wrong.status_code == 422
    assert "Say where the Panel sees it." in wrong.content.decode()
    right = client.post(url, {"draft": line.seq, "occasion": "The working group"} | day("on", SENT))
    assert right.status_code == 302
    look = InformalLook.objects.get()
    assert (look.occasion, look.shown_on, look.by_name) == ("The working group", SENT, "Priya Nair")
    assert "The working group" in page_of(client, url)

    assert client.post(reverse("office:end_informal", args=[variation.ref, look.pk])).status_code == 302
    look.refresh_from_db()
    assert look.ended_at is not None


def test_what_a_member_has_read_is_theirs_and_is_to_be_read_again_once_it_changed(draft, iris, body):
    membership = Membership.objects.get(user=iris)
    client = signed_in(iris)
    url = reverse("panel:section_read", args=[draft.ref, "safer-streets"])
    client.post(url, {"wording": wording_of(draft).pk, "read": "yes"})

    assert "You have read it." in page_of(client, reading_url(draft))
    assert "You have read it." not in page_of(
        signed_in(a_user(body, Membership.Role.PANEL_SUPPORT)), reading_url(draft)
    )

    base = draft.base.wording
    mark_read(membership=membership, instrument=draft, wording=base, section_id="safer-streets")
    assert "It changed since you read it." in page_of(client, reading_url(draft))
    mark_read(membership=membership, instrument=draft, wording=base, section_id="safer-streets", is_read=False)
    assert not SectionRead.objects.exists()
    with pytest.raises(CommentRefused):
        mark_read(membership=membership, instrument=draft, wording=base, section_id="no-such-section")


def test_reading_costs_the_same_however_much_is_said(draft, iris):
    client, url = signed_in(iris), reading_url(draft)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            page_of(client, url)
        return len(found)

    def say() -> None:
        noted(draft, iris)
        thread = open_thread(
            instrument=draft,
            section_id="safer-streets",
            text="By whom?",
            by=iris,
            wording=wording_of(draft),
            room=Room.PANEL,
        )
        reply(thread=thread, text="By us.", by=iris)

    say()
    once = queries()
    say()
    say()
    assert queries() == once


# ---------- notes and comments ----------


def test_a_note_and_a_comment_stand_beside_the_words_they_are_about(draft, iris):
    client = signed_in(iris)
    kept = said_to(client, draft, text=SECRET, quote="asked for")
    assert kept.json()["at"] == f"note-{PrivateNote.objects.get().pk}"
    said_to(client, draft, text="By whom?", who="comment", quote="Patrols are seen")

    page = page_of(client, reading_url(draft) + "?view=clean")

    assert SECRET in page
    assert "By whom?" in page
    assert '<mark class="pc-anchor"' in page
    thread = CommentThread.objects.get()
    assert (thread.room, thread.quote) == (Room.PANEL, "Patrols are seen")


def test_what_is_sent_twice_under_one_id_is_kept_once(draft, iris):
    client, note, said, answer = signed_in(iris), uuid4(), uuid4(), uuid4()
    for _ in range(2):
        assert said_to(client, draft, text=SECRET, client_id=note).status_code == 200
        assert said_to(client, draft, text="By whom?", who="comment", client_id=said).status_code == 200
    thread = CommentThread.objects.get()
    url = reverse("panel:thread", args=[draft.ref, thread.pk])
    for _ in range(2):
        replied = client.post(url, {"text": "By us.", "client_id": answer}, headers={"Accept": "application/json"})
        assert replied.status_code == 200

    assert PrivateNote.objects.count() == 1
    assert list(Comment.objects.order_by("pk").values_list("text", flat=True)) == ["By whom?", "By us."]


def test_what_was_sent_before_the_draft_was_closed_is_not_refused_when_it_is_sent_again(draft, iris):
    client, said = signed_in(iris), uuid4()
    said_to(client, draft, text="By whom?", who="comment", client_id=said)
    taken(draft, "withdraw", date(2014, 1, 8), STAFF)

    assert said_to(client, draft, text="By whom?", who="comment", client_id=said).status_code == 200
    late = said_to(client, draft, text="And when?", who="comment", client_id=uuid4())
    assert late.status_code == 422
    assert "withdrawn" in late.json()["words"]
    assert said_to(client, draft, text=SECRET).status_code == 200  # a note is nobody else's


def test_what_another_person_wrote_is_not_sent_in_this_persons_name(draft, iris, body):
    other = a_user(body, Membership.Role.PANEL_SUPPORT)
    answer = said_to(signed_in(other), draft, text=SECRET, person=iris.pk)

    assert (answer.status_code, answer.json()["why"]) == (409, "somebody_else")
    assert not PrivateNote.objects.exists()


def test_what_cannot_be_kept_is_refused_with_the_reason_and_nothing_typed_is_lost(draft, iris):
    client = signed_in(iris)
    lost = said_to(client, draft, text=SECRET, quote="words that are not there")
    assert lost.status_code == 422
    assert "does not have these words" in lost.json()["words"]

    boxes = {
        "section": "safer-streets",
        "who": "note",
        "wording": wording_of(draft).pk,
        "text": SECRET,
        "quote": "none",
    }
    page = client.post(reverse("panel:say", args=[draft.ref]), boxes)
    assert page.status_code == 422
    assert SECRET in page.content.decode()
    assert said_to(client, draft, text=SECRET, wording="0" * 64).status_code == 404


def test_a_session_that_ended_is_told_to_a_script_in_one_word(draft):
    assert said_to(Client(), draft, text=SECRET).json() == {"why": "signed_out"}


def test_ones_own_words_are_changed_and_taken_away(draft, iris):
    client = signed_in(iris)
    said_to(client, draft, text=SECRET)
    said_to(client, draft, text="By whom?", who="comment")
    note, comment = PrivateNote.objects.get(), Comment.objects.get()
    note_url = reverse("panel:note", args=[draft.ref, note.pk])
    comment_url = reverse("panel:comment", args=[draft.ref, comment.thread_id, comment.pk])

    assert SECRET in page_of(client, note_url)
    assert client.post(note_url, {"text": "Costed after all."}).status_code == 302
    assert client.post(comment_url, {"text": "By whom, and when?"}).status_code == 302
    assert client.post(note_url, {"text": " "}).status_code == 422
    note.refresh_from_db()
    comment.refresh_from_db()
    assert (note.text, comment.text) == ("Costed after all.", "By whom, and when?")

    client.post(note_url, {"act": "away"})
    client.post(comment_url, {"act": "away"})
    assert not PrivateNote.objects.exists()
    comment.refresh_from_db()
    assert comment.withdrawn_at is not None


def test_a_thread_is_resolved_and_reopened_in_the_room(draft, iris):
    client = signed_in(iris)
    said_to(client, draft, text="By whom?", who="comment")
    thread = CommentThread.objects.get()
    url = reverse("panel:thread", args=[draft.ref, thread.pk])

    client.post(url, {"act": "resolve"})
    assert "1 resolved" in page_of(client, reading_url(draft))
    client.post(url, {"act": "reopen"})
    thread.refresh_from_db()
    assert thread.resolved_at is None


# ---------- whose it is ----------


def test_a_private_note_is_read_by_its_writer_alone(draft, iris, body):
    note = noted(draft, iris)
    open_thread(
        instrument=draft,
        section_id="safer-streets",
        text="By whom, asks the room?",
        by=iris,
        wording=wording_of(draft),
        room=Room.PANEL,
    )
    assert SECRET in page_of(signed_in(iris), reading_url(draft))
    places = [
        reading_url(draft),
        reading_url(draft) + "?view=clean",
        reverse("panel:review", args=[draft.ref]),
        reverse("panel:room"),
        reverse("panel:note", args=[draft.ref, note.pk]),
        reverse("office:comments", args=[draft.ref]) + "?show=all",
        reverse("office:changes", args=[draft.ref]) + "?view=clean",
        reverse("office:instrument", args=[draft.ref]),
        reverse("office:section", args=[draft.ref, "safer-streets"]),
        f"/admin/plans/membership/{note.membership_id}/change/",
        f"/admin/plans/membership/{note.membership_id}/delete/",
        f"/admin/plans/membership/{note.membership_id}/history/",
        f"/admin/auth/user/{iris.pk}/change/",
    ]
    others = [a_user(body, role) for role in Membership.Role.values if role != Membership.Role.PANEL_MEMBER]
    User.objects.filter(pk=iris.pk).update(username="iris.fell")
    second = a_user(a_body("saltreach"), Membership.Role.PANEL_MEMBER, "Another Member")
    for user in (*others, second):
        client = signed_in(user)
        role = Membership.objects.get(user=user).role
        for place in places:
            page = client.get(place, follow=True).content.decode()
            assert SECRET not in page, (role, place)
            if not place.startswith("/panel-room/") or user is second:
                assert "asks the room" not in page, (role, place)


def test_another_member_of_the_same_panel_finds_no_note_that_is_not_theirs(draft, iris, body):
    note = noted(draft, iris)
    User.objects.filter(pk=iris.pk).update(username="iris.fell")
    ned = a_user(body, Membership.Role.PANEL_MEMBER, "Ned Ware")
    url = reverse("panel:note", args=[draft.ref, note.pk])

    assert signed_in(ned).get(url).status_code == 404
    assert signed_in(ned).post(url, {"act": "away"}).status_code == 404
    assert SECRET not in page_of(signed_in(ned), reading_url(draft))
    assert PrivateNote.objects.filter(pk=note.pk).exists()


def test_the_notes_go_with_the_membership_and_leave_no_history(draft, iris):
    note = noted(draft, iris)
    edit_note(note=note, text="Costed after all.")
    mark_read(membership=note.membership, instrument=draft, wording=wording_of(draft), section_id="safer-streets")
    assert SECRET not in str(note)

    Membership.objects.get(user=iris).delete()

    assert not PrivateNote.objects.exists()
    assert not SectionRead.objects.exists()
    assert not [table for table in connection.introspection.table_names() if "historicalprivate" in table]


def test_a_note_is_deleted_for_good(draft, iris):
    note = noted(draft, iris)
    delete_note(note=note)
    assert not PrivateNote.objects.exists()


# ---------- the device ----------


def test_the_worker_is_a_script_of_the_panels_room_that_is_always_asked_for_again(client):
    answer = client.get("/panel-room/worker.js")

    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Service-Worker-Allowed" not in answer.headers  # so it never reaches beyond the room


def test_no_reading_page_may_be_kept_by_a_cache_that_is_not_the_members_own(draft, iris):
    assert "no-store" in signed_in(iris).get(reading_url(draft)).headers["Cache-Control"]
