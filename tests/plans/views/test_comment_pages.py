"""Comments in the browser's terms: beside the text, made, answered, resolved, and found again when the text changed."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Comment, CommentThread, Instrument, Membership
from plans.services.comments import open_thread, reply, resolve
from plans.services.drafts import freeze_draft
from plans.services.saving import save_section
from plans.statute.terms import Stage
from tests.factories import STAFF, a_body, a_draft_plan, a_user, a_variation, an_issued_plan
from tests.templates.soundness import faults

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body) -> Instrument:
    return a_variation(an_issued_plan(body))


@pytest.fixture
def priya(body):
    return a_user(body, Role.POLICY_OFFICER, "Priya Nair")


@pytest.fixture
def drafter(priya, client: Client) -> Client:
    client.force_login(priya)
    return client


def a_thread(variation: Instrument, by, quote: str = "seen, known", section_id="safer-streets") -> CommentThread:
    return open_thread(instrument=variation, section_id=section_id, quote=quote, text="By whom?", by=by)


def rewritten(variation: Instrument, html: str) -> None:
    row = variation.draft_sections.get(section_id="safer-streets")
    save_section(row=row, section=replace(row.as_section(), html=html), revision=row.revision)


def page(client: Client, name: str, *args, asked: str = "") -> str:
    answer = client.get(reverse(f"office:{name}", args=args) + asked)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert faults(html) == []
    return html


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def posted(**given) -> dict[str, str]:
    return {"section": "safer-streets", "quote": "seen, known", "text": "By whom?"} | given


def test_a_comment_made_without_a_script_finds_its_words_and_returns_to_its_page(drafter, variation):
    back = reverse("office:section", args=[variation.ref, "safer-streets"])

    answer = drafter.post(reverse("office:comment", args=[variation.ref]), posted(back=back))

    thread = CommentThread.objects.get()
    assert answer.url == f"{back}#thread-{thread.pk}"
    assert thread.quote == "seen, known"
    assert "Stands" in words(page(drafter, "section", variation.ref, "safer-streets"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"quote": "never written"}, "does not have these words"),
        ({"quote": "e"}, "Give a few more of the words around them"),
        ({"text": " "}, "Write what you want to say."),
        ({"section": "nowhere"}, "Choose a section of this text."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(drafter, variation, given, said):
    typed = posted(**given) | {"text": given.get("text", "A long and careful comment.")}

    answer = drafter.post(reverse("office:comment", args=[variation.ref]), typed)
    html = answer.content.decode()

    assert answer.status_code == 422
    assert said in html
    assert typed["text"].strip() in html
    assert not CommentThread.objects.exists()


def test_a_comment_never_leads_out_of_the_office(drafter, variation):
    answer = drafter.post(reverse("office:comment", args=[variation.ref]), posted(back="//elsewhere.example/office/"))

    assert answer.url.startswith(f"/office/variations/{variation.ref}/comments/")


def test_a_thread_says_how_its_words_changed_and_what_they_read_when_they_are_gone(drafter, variation, priya):
    a_thread(variation, priya)
    a_thread(variation, priya, quote="asked for")
    rewritten(variation, "<p>New first.</p><p>Patrols are seen, heard.</p>")

    html = page(drafter, "section", variation.ref, "safer-streets")

    assert "The words have changed since: seen, [removed: known ] [added: heard ]" in words(html)
    assert "The words are gone. They read: asked for" in words(html)
    assert "Paragraph 1.2" in html


def test_words_that_moved_show_at_their_new_section_and_say_so(drafter, variation, priya):
    a_thread(variation, priya)
    text = variation.draft_sections.get(section_id="safer-streets").html
    row = variation.draft_sections.get(section_id="measures")
    save_section(row=row, section=replace(row.as_section(), html=row.html + text), revision=row.revision)
    rewritten(variation, "")

    assert "Moved to paragraph 3.2" in words(page(drafter, "section", variation.ref, "measures"))
    assert "No comments here" in words(page(drafter, "section", variation.ref, "safer-streets"))


def test_the_clean_text_marks_the_words_and_links_them_with_their_thread(drafter, variation, priya):
    thread = a_thread(variation, priya)
    action = a_thread(variation, priya, quote="Light the riverside")
    whole = a_thread(variation, priya, quote="")

    html = page(drafter, "changes", variation.ref, asked="?view=clean")

    assert f'<mark class="pc-anchor" id="said-{thread.pk}">seen, known</mark><a class="pc-anchor__no"' in html
    assert f'<mark class="pc-anchor" id="said-{action.pk}">Light the riverside</mark>' in html
    assert f'href="#thread-{thread.pk}" aria-label="Comment 2"' in html
    assert f'href="?view=clean#said-{thread.pk}"' in html
    assert f"said-{whole.pk}" not in html


def test_marks_never_break_the_text_they_are_drawn_in(drafter, variation, priya):
    html = (
        "<p>A <strong>bold &amp; <em>b</em>right</strong><br>line "
        'with <a href="https://fenmarch.example/">a link</a>.</p>'
        "<table><caption>Sums</caption><thead><tr><th>What</th><th>Sum</th></tr></thead>"
        "<tbody><tr><th>Roads</th><td>£1,000</td></tr><tr><th>Lanes</th><td>£20</td></tr></tbody></table>"
    )
    rewritten(variation, html)
    for quote in ("bold & bright line with a", "link", "£1,000", "Sums", "a link. Sums What"):
        a_thread(variation, priya, quote=quote)

    marked = page(drafter, "changes", variation.ref, asked="?view=clean")
    article = marked[marked.index('<article class="pc-plan">') :]

    assert article.count('id="said-') == 5
    assert article.count('class="pc-anchor__no" href="#thread-') == 5
    assert re.search(r'<td class="pc-num"><mark [^>]*>£1,000</mark>', article)
    assert not re.search(r'<a href="https[^>]*>(?:(?!</a>).)*<a class="pc-anchor__no"', article)


def test_a_frozen_draft_shows_what_was_said_of_it_and_of_texts_before_it(drafter, variation, priya):
    a_thread(variation, priya, quote="asked for")
    digest = freeze_draft(instrument=variation, on=date(2013, 12, 9), by=STAFF).wording_id
    rewritten(variation, "<p>Patrols are seen and heard.</p>")
    a_thread(variation, priya, quote="heard")

    answer = drafter.post(reverse("office:comment", args=[variation.ref]), posted(wording=digest))
    html = words(page(drafter, "wording", variation.ref, digest, asked="?view=clean"))

    assert CommentThread.objects.get(pk=answer.url.rpartition("-")[2]).wording_id == digest
    assert "2 comments" in html
    assert "heard" not in html


def test_a_wording_of_another_instrument_is_not_commented_on_here(drafter, variation):
    answer = drafter.post(reverse("office:comment", args=[variation.ref]), posted(wording="0" * 64))

    assert answer.status_code == 404


def test_a_thread_is_answered_resolved_and_reopened(drafter, variation, priya):
    thread = a_thread(variation, priya)
    url = reverse("office:comment_thread", args=[variation.ref, thread.pk])

    drafter.post(url, {"act": "reply", "text": "By the team."})
    drafter.post(url, {"act": "resolve"})
    resolved = page(drafter, "comments", variation.ref, asked="?show=resolved")
    late = drafter.post(url, {"act": "reply", "text": "Wait."}, follow=True).content.decode()
    drafter.post(url, {"act": "reopen"})

    assert "Resolved by Priya Nair on" in words(resolved)
    assert "The thread is resolved and stays so" in late
    assert [c.text for c in Comment.objects.order_by("id")] == ["By whom?", "By the team.", "Wait."]
    assert "3 comments" not in page(drafter, "comments", variation.ref)
    assert "1 comment open, 0 resolved." in page(drafter, "comments", variation.ref)


def test_an_empty_reply_is_refused_beside_its_thread(drafter, variation, priya):
    thread = a_thread(variation, priya)

    answer = drafter.post(reverse("office:comment_thread", args=[variation.ref, thread.pk]), {"act": "reply"})

    assert answer.status_code == 422
    assert "Write what you want to say." in answer.content.decode()
    assert faults(answer.content.decode()) == []


def test_a_reply_may_reopen_a_resolved_thread(drafter, variation, priya):
    thread = a_thread(variation, priya)
    resolve(thread=thread, by=priya)
    sent = {"act": "reply", "text": "Wait.", "reopening": "on"}

    drafter.post(reverse("office:comment_thread", args=[variation.ref, thread.pk]), sent)

    assert CommentThread.objects.get().resolved_at is None


def test_ones_own_comment_is_edited_or_withdrawn_and_shown_so(drafter, variation, priya):
    thread = a_thread(variation, priya)
    own = reply(thread=thread, text="Nobody knows.", by=priya)
    url = reverse("office:edit_comment", args=[variation.ref, thread.pk, own.pk])

    assert "Nobody knows." in page(drafter, "edit_comment", variation.ref, thread.pk, own.pk)
    drafter.post(url, {"act": "save", "text": "The survey knows."})
    assert "The survey knows." in page(drafter, "comments", variation.ref)
    drafter.post(url, {"act": "withdraw"})

    shown = page(drafter, "comments", variation.ref)
    assert "The survey knows." not in shown
    assert "Withdrawn on" in shown
    assert drafter.post(url, {"act": "save", "text": "Again."}).status_code == 422


def test_the_words_of_a_comment_are_text_and_never_html(drafter, variation, priya):
    open_thread(
        instrument=variation, section_id="safer-streets", quote="seen, known", text="<script>x()</script>", by=priya
    )

    assert "&lt;script&gt;x()" in page(drafter, "changes", variation.ref)


def test_a_closed_text_shows_its_comments_and_takes_no_more(drafter, variation, priya):
    a_thread(variation, priya)
    Instrument.objects.filter(pk=variation.pk).update(stage=Stage.WITHDRAWN)

    html = page(drafter, "section", variation.ref, "safer-streets")
    answer = drafter.post(reverse("office:comment", args=[variation.ref]), posted())

    assert "By whom?" in html
    assert "data-comment-form" not in html
    assert answer.status_code == 422


def test_the_page_that_freezes_the_draft_says_how_many_comments_are_open(drafter, variation, priya):
    assert "open on this draft" not in page(drafter, "step", variation.ref, "prepare_draft")
    a_thread(variation, priya)
    a_thread(variation, priya, quote="asked for")

    html = words(page(drafter, "step", variation.ref, "prepare_draft"))

    assert "2 comments are open on this draft. It can be frozen all the same. Read the comments" in html


def test_a_draft_plan_takes_comments_before_any_edition(drafter, body, priya):
    plan = a_draft_plan(body)
    a_thread(plan, priya, quote="seen and known")

    assert "By whom?" in page(drafter, "changes", plan.ref)


@pytest.mark.parametrize(
    ("name", "args", "asked"),
    [
        ("section", ("safer-streets",), ""),
        ("changes", (), ""),
        ("changes", (), "?view=clean"),
        ("comments", (), ""),
    ],
)
def test_the_number_of_queries_does_not_grow_with_the_threads(drafter, variation, priya, name, args, asked):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            page(drafter, name, variation.ref, *args, asked=asked)
        return len(asked_for)

    a_thread(variation, priya)
    one = queries()
    rewritten(variation, "<p>Patrols are seen, known and asked for by all.</p>")
    reply(thread=a_thread(variation, priya, quote="asked for"), text="By the team.", by=priya)
    resolve(thread=a_thread(variation, priya, quote="Patrols"), by=priya)

    assert queries() == one
