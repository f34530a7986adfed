"""Comments: threads opened on words, replies, how they end, and that nothing said is lost."""

from dataclasses import replace

import pytest

from plans.models import Comment, CommentThread, Instrument, Membership, Room
from plans.permissions import may_change_comment
from plans.queries.comments import open_counts, open_total, placed_threads, threads_of
from plans.queries.texts import draft_outline
from plans.services.comments import (
    CommentRefused,
    edit_comment,
    open_thread,
    reopen,
    reply,
    resolve,
    withdraw_comment,
)
from plans.services.saving import save_section
from plans.statute.terms import Stage
from plans.text.anchors import State
from tests.factories import a_body, a_user, a_variation, an_issued_plan

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def variation() -> Instrument:
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def priya(variation):
    return a_user(variation.plan.body, Role.POLICY_OFFICER, "Priya Nair")


@pytest.fixture
def thread(variation, priya) -> CommentThread:
    return a_thread(variation, priya)


def a_thread(variation: Instrument, by, quote: str = "seen, known", **given) -> CommentThread:
    said = {"section_id": "safer-streets", "text": "By whom?"} | given
    return open_thread(instrument=variation, quote=quote, by=by, **said)


def rewritten(variation: Instrument, html: str, section_id: str = "safer-streets") -> None:
    row = variation.draft_sections.get(section_id=section_id)
    save_section(row=row, section=replace(row.as_section(), html=html), revision=row.revision)


def test_a_thread_keeps_the_text_as_the_commenter_saw_it(variation, priya, thread):
    rewritten(variation, "<p>Patrols are asked for.</p>")

    assert thread.quote == "seen, known"
    assert "Patrols are seen, known and asked for." in thread.wording.content
    assert [(c.name, c.text, c.author) for c in thread.comments.all()] == [("Priya Nair", "By whom?", priya)]


def test_two_comments_on_one_draft_share_its_wording(variation, priya, thread):
    assert a_thread(variation, priya, quote="asked for").wording_id == thread.wording_id


def test_somebody_without_an_account_comments_under_a_name(variation):
    thread = a_thread(variation, None, name="A. Fenwright")

    assert [(c.name, c.author) for c in thread.comments.all()] == [("A. Fenwright", None)]


def test_everything_that_is_wrong_is_said_at_once(variation, priya):
    with pytest.raises(CommentRefused) as refused:
        a_thread(variation, priya, quote="never written", text="  ")

    assert refused.value.reasons[0] == "Write what you want to say."
    assert "does not have these words" in refused.value.reasons[1]
    assert not CommentThread.objects.exists()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"text": "x" * 5001}, "at most 5,000 characters"),
        ({"quote": "y" * 1501}, "Choose fewer words"),
        ({"section_id": "nowhere"}, "not in the text any more"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(variation, priya, given, why):
    with pytest.raises(CommentRefused, match=why):
        a_thread(variation, priya, **given)


def test_a_closed_instrument_takes_no_more_comments(variation, priya, thread):
    Instrument.objects.filter(pk=variation.pk).update(stage=Stage.ISSUED)

    for act in (
        lambda: a_thread(variation, priya),
        lambda: reply(thread=thread, text="Late.", by=priya),
        lambda: resolve(thread=thread, by=priya),
        lambda: reopen(thread=thread),
        lambda: edit_comment(comment=thread.comments.get(), text="Late."),
        lambda: withdraw_comment(comment=thread.comments.get(), by=priya),
    ):
        with pytest.raises(CommentRefused, match="can be read, but not added to"):
            act()


def test_replies_made_at_once_both_stay(priya, thread):
    one, other = CommentThread.objects.get(pk=thread.pk), CommentThread.objects.get(pk=thread.pk)

    reply(thread=one, text="The survey says so.", by=priya)
    reply(thread=other, text="On page four.", by=priya)

    assert [c.text for c in thread.comments.order_by("id")] == ["By whom?", "The survey says so.", "On page four."]


def test_a_reply_to_a_thread_resolved_meanwhile_stays_and_reopens_it_only_if_asked(priya, thread):
    on_screen = CommentThread.objects.get(pk=thread.pk)
    resolve(thread=thread, by=priya)

    assert reply(thread=on_screen, text="Wait.", by=priya).thread.resolved_at is not None
    assert reply(thread=on_screen, text="Wait!", by=priya, reopening=True).thread.resolved_at is None


def test_who_resolved_a_thread_first_stands_until_it_is_reopened(variation, priya, thread):
    resolve(thread=thread, by=priya)
    resolve(thread=thread, by=a_user(variation.plan.body, Role.CHIEF_EXECUTIVE))

    assert CommentThread.objects.get().resolved_by == priya
    assert open_total(variation) == 0
    assert reopen(thread=thread).resolved_by is None
    assert open_total(variation) == 1


def test_a_comment_is_edited_and_the_history_keeps_the_earlier_words(thread):
    comment = edit_comment(comment=thread.comments.get(), text="By whom, and when?\r\n\r\n")

    assert (comment.text, comment.edited_at is not None) == ("By whom, and when?", True)
    assert [row.text for row in comment.history.order_by("history_id")] == ["By whom?", "By whom, and when?"]


def test_a_comment_is_withdrawn_and_never_deleted(priya, thread):
    comment = thread.comments.get()
    reply(thread=thread, text="By the team.", by=priya)

    withdraw_comment(comment=comment, by=priya)

    assert Comment.objects.get(pk=comment.pk).text == "By whom?"
    assert CommentThread.objects.get().resolved_at is None
    with pytest.raises(CommentRefused, match="withdrawn already"):
        edit_comment(comment=comment, text="No.")


def test_a_thread_whose_every_comment_is_withdrawn_waits_for_nobody(variation, priya, thread):
    withdraw_comment(comment=thread.comments.get(), by=priya)

    assert open_total(variation) == 0
    with pytest.raises(CommentRefused, match="was withdrawn"):
        reopen(thread=thread)


def test_only_whoever_made_a_comment_may_change_it(variation, priya, thread):
    other = a_user(variation.plan.body, Role.CHIEF_EXECUTIVE)

    assert may_change_comment(priya, thread.comments.get())
    assert "Only Priya Nair" in may_change_comment(other, thread.comments.get()).reason


def test_what_the_panel_says_among_itself_is_not_shown_to_the_office(variation, priya, thread):
    panels = a_thread(variation, priya, room=Room.PANEL)

    assert threads_of(variation) == [thread]
    assert threads_of(variation, Room.PANEL) == [panels]
    assert open_total(variation) == 1


def test_open_comments_count_where_their_words_now_stand(variation, priya):
    rewritten(variation, "<p>The budget is set each February by the Commissioner.</p>", "resources")
    a_thread(variation, priya, quote="")
    a_thread(variation, priya, quote="each February", section_id="resources")
    resolve(thread=a_thread(variation, priya), by=priya)
    assert open_counts(variation) == {"safer-streets": 1, "resources": 1}

    moved = variation.draft_sections.get(section_id="measures").html
    rewritten(variation, f"{moved}<p>The budget is set each February by the Commissioner.</p>", "measures")
    rewritten(variation, "", "resources")

    assert open_counts(variation) == {"safer-streets": 1, "measures": 1}
    variation.draft_sections.get(section_id="safer-streets").delete()
    assert open_counts(variation) == {"safer-streets": 1, "measures": 1}


def test_threads_are_read_in_the_order_of_the_text_and_those_on_lost_words_after_the_others(variation, priya):
    lost = a_thread(variation, priya, quote="seen")
    late = a_thread(variation, priya, quote="asked for")
    whole = a_thread(variation, priya, quote="")
    last = a_thread(variation, priya, quote="each February", section_id="resources")
    rewritten(variation, "<p>Patrols are known and asked for.</p>")

    placed = placed_threads(threads_of(variation), draft_outline(variation))

    assert [one.thread for one in placed] == [whole, late, lost, last]
    assert [one.found.state for one in placed] == [State.STANDS, State.STANDS, State.GONE, State.STANDS]
