"""Answering a consultation in a real browser: on a small phone without a script, and by an organisation's link."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from plans.models import ResponsibleAuthority, Submission
from plans.services.exercises.answering import begin, send, settle_held
from plans.services.exercises.dispositions import Settled, release, settle
from plans.services.exercises.inviting import token_for
from plans.services.exercises.making import Particulars, make_exercise
from plans.services.exercises.summaries import publish_summary
from tests.factories import a_body, a_reply, a_user, a_variation, an_exercise, an_issued_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


def fits(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == 320, page.url


def test_a_citizen_answers_on_a_small_phone_is_interrupted_and_goes_on(page, live_server, axe, no_console_errors):
    exercise = an_exercise(a_body(), takes_attachments=True)
    page.set_viewport_size({"width": 320, "height": 640})

    def looked_at() -> None:
        axe()
        fits(page)

    page.goto(f"{live_server.url}/consultations/")
    looked_at()
    page.get_by_role("link", name="What should the plan do?").click()
    looked_at()
    page.get_by_role("button", name="Answer the questions").click()
    looked_at()
    page.get_by_role("button", name="Begin").click()
    looked_at()
    page.get_by_label("5 – Very safe").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Rural crime").check()
    page.get_by_label("Drugs").check()
    looked_at()
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url(re.compile("/3/"))
    code = page.locator(".pc-keep strong").inner_text()

    page.context.clear_cookies()  # the phone is put away: another browser, another day
    page.goto(f"{live_server.url}/consultations/{exercise.ref}/continue/")
    looked_at()
    page.get_by_label("Your code").fill("wrong")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_selector(".govuk-error-summary")
    looked_at()
    assert [error for error in no_console_errors if "422" not in error] == []
    no_console_errors.clear()  # the browser notes that the answer was 422
    page.get_by_label("Your code").fill(code.lower())
    page.get_by_role("button", name="Go on").click()
    page.wait_for_selector("h1:has-text('Question 3 of 5')")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("What would you change, and why?").fill("Light the riverside path.")
    looked_at()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Is there anything else that you want to say?").fill("")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_selector("h1:has-text('Check your answers')")
    looked_at()
    expect(page.locator("main")).to_contain_text("Light the riverside path.")
    Submission.objects.update(begun_at=timezone.now() - timedelta(minutes=5))
    page.get_by_role("button", name="Send your answers").click()
    page.wait_for_selector("h1:has-text('Your answers were sent')")
    looked_at()

    sent = Submission.objects.get()
    said = sent.answers.order_by("question__number").values_list("question__number", "text", "chosen")
    assert (sent.state, list(said)) == (
        "submitted",
        [(1, "", [4]), (2, "", [5, 6]), (4, "Light the riverside path.", [])],
    )


def test_the_form_works_without_a_script(browser, live_server):
    exercise = an_exercise(a_body())
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{live_server.url}/consultations/{exercise.ref}/start/")
    page.get_by_role("button", name="Begin").click()
    for _ in range(3):
        page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("What would you change, and why?").fill("Light.")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Save and continue").click()
    Submission.objects.update(begun_at=timezone.now() - timedelta(minutes=5))
    page.get_by_role("button", name="Send your answers").click()

    expect(page.locator("h1")).to_have_text("Your answers were sent")
    assert Submission.objects.get().state == "submitted"
    context.close()


def test_a_fire_authoritys_officer_answers_by_the_link(page, live_server, axe, no_console_errors, tmp_path):
    body = a_body()
    ResponsibleAuthority.objects.filter(ref="wendle-vale").update(ref="fire", name="Fenmarch Fire and Rescue Authority")
    exercise = an_exercise(body, "authorities", takes_attachments=True)
    paper = tmp_path / "priorities.pdf"
    paper.write_bytes(b"%PDF-1.7 priorities")

    page.goto(f"{live_server.url}/reply/consultations/{token_for(exercise.invitations.get(ref='fire'))}/")
    expect(page.locator(".pc-replying")).to_contain_text("Fenmarch Fire and Rescue Authority")
    axe()
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("What are your organisation’s priorities").fill("Fewer deaths on rural roads.")
    axe()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("In part").check()
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url(re.compile("/3/"))
    page.goto(page.url.replace("/3/", "/check/"))
    page.get_by_label("Attach a document").set_input_files(paper)
    page.get_by_role("button", name="Attach it").click()
    page.wait_for_selector("text=priorities.pdf")
    axe()
    page.get_by_role("button", name="Send your answers").click()
    page.wait_for_selector("h1:has-text('Your answers were sent')")

    sent = Submission.objects.get()
    assert (sent.state, sent.answers.count(), sent.attachments.get().size) == ("submitted", 2, 19)


def test_the_offices_pages_of_a_consultation_have_no_barriers(page, live_server, axe, no_console_errors):
    variation = a_variation(an_issued_plan(a_body()))
    body, today = variation.plan.body, timezone.localdate()
    client = Client()
    client.force_login(a_user(body, "policy_officer", "Priya Nair"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    said = Particulars("Roads", "We ask.", today, today + timedelta(9), today + timedelta(99), instrument=variation)
    preparing = make_exercise(body=body, audience="public", said=said)
    asked, over = an_exercise(body, "authorities", instrument=variation), an_exercise(body, instrument=variation)
    for n in range(6):
        reply = a_reply(over, {1: [n % 5], 2: [0, n % 8], 3: [0], 4: f"Light {n}"}, reference=f"L{n}")
    row, _ = begin(exercise=over)
    send(submission=row, suspicions=["It was filled in within 8 seconds."])
    over.opens_on, over.closes_on = today - timedelta(9), today - timedelta(1)
    over.save()
    start, comment = f"/office/consultations/{over.ref}/", reply.answers.get(question__number=4)
    settle(exercise=over, answers=[comment.pk], settled=Settled("accepted", "section:resources", "Done."), by=None)
    own = [f"{start}{end}" for end in (
        "", "answers/", f"answers/{reply.pk}/", "held/", "comments/", f"comments/{comment.pk}/", "key-in/", "import/",
        "summary/", "erase/",
    )]  # fmt: skip
    of_others = [f"/office/consultations/{ref}/" for ref in (preparing.ref, asked.ref, f"{asked.ref}/priorities")]
    for address in ("/office/consultations/", "/office/consultations/new/", *of_others, *own):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + address)
            axe()
            assert page.evaluate("document.documentElement.scrollWidth") == width, address

    settle_held(exercise=over, count_them=False, upto=row.pk, by=None)
    everything = over.submissions.values_list("answers", flat=True)
    settle(exercise=over, answers=[pk for pk in everything if pk], settled=Settled("out_of_scope"), by=None)
    release(answer=comment, words="Light the path.", by=None)
    publish_summary(exercise=over, found="Light matters.", on=today, by=None)
    for address in (f"/consultations/{over.ref}/", f"{start}summary/", f"{start}comments/{comment.pk}/"):
        page.goto(live_server.url + address)
        axe()
        fits(page)
