"""The office's pages of consultations: forms keep what was typed, victims' answers are for named readers alone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.models import ConsultationExercise, Membership, Submission
from plans.services.exercises import answering, dispositions
from plans.services.exercises.dispositions import Settled
from tests.factories import a_body, a_draft_plan, a_reply, a_user, an_exercise

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SECRET = "I am Jane Brown of Mill Lane."
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def client(body):
    client = Client()
    client.force_login(a_user(body, "policy_officer", "Priya Nair"))
    return client


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def made(**days):
    said = {"audience": "public", "title": "Roads", "introduction": "We ask."}
    on = {"opens_on": TODAY, "closes_on": TODAY + timedelta(30), "retention_until": TODAY + timedelta(90)} | days
    for name, when in on.items():
        said |= day(name, when)
    return said


def test_a_consultation_is_begun_with_its_questions(client):
    answer = client.post("/office/consultations/new/", made(), follow=True)

    assert "How safe do you feel where you live?" in answer.content.decode()
    assert ConsultationExercise.objects.get().questions.count() == 5


def test_wrong_days_are_said_at_their_fields_and_nothing_typed_is_lost(client):
    answer = client.post("/office/consultations/new/", made(opens_on=TODAY - timedelta(1), retention_until=TODAY))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert [words in page for words in ("The opening day has passed", "Answers are needed until", "We ask.")] == [
        True
    ] * 3
    assert not ConsultationExercise.objects.exists()


def test_a_question_needs_answers_to_choose_from(client):
    client.post("/office/consultations/new/", made())
    ref = ConsultationExercise.objects.get().ref
    wrong = client.post(
        f"/office/consultations/{ref}/questions/new/", {"words": "Why?", "kind": "one", "options": "Yes"}
    )
    right = client.post(
        f"/office/consultations/{ref}/questions/new/", {"words": "Why?", "kind": "one", "options": "Yes\n\nNo"}
    )

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert ConsultationExercise.objects.get().questions.last().options == ["Yes", "No"]


def test_a_launched_consultation_changes_its_closing_day_alone(client, body):
    exercise = an_exercise(body)
    later = made(closes_on=TODAY + timedelta(45), retention_until=TODAY + timedelta(400)) | {"title": "Another"}

    client.post(f"/office/consultations/{exercise.ref}/change/", later)

    exercise.refresh_from_db()
    assert (exercise.title, exercise.closes_on) == ("What should the plan do?", TODAY + timedelta(45))


def reading(exercise):
    """Return every page of the office on which an answer could stand."""
    start = f"/office/consultations/{exercise.ref}/"
    reply = exercise.submissions.first()
    said = reply.answers.first().pk
    inner = ("", "answers/", f"answers/{reply.pk}/", "answers.csv", "counts.csv", "held/", "comments/", "summary/")
    return [start + page for page in (*inner, f"comments/{said}/", "key-in/", "import/", "erase/")]


def test_what_victims_wrote_stands_on_no_page_but_of_those_named_for_it(client, body):
    exercise = an_exercise(body, "victims", title="How were you treated?")
    for n in range(3):
        a_reply(exercise, {1: [0], 4: SECRET}, reference=f"V{n}")
    comment = exercise.submissions.first().answers.get(question__number=4)
    dispositions.settle(exercise=exercise, answers=[comment.pk], settled=Settled("accepted"), by=None)
    dispositions.release(answer=comment, words=SECRET, by=None)
    exercise.opens_on, exercise.closes_on = TODAY - timedelta(2), TODAY - timedelta(1)
    exercise.save()
    answers = {page: client.get(page) for page in reading(exercise)}

    assert not [page for page, answer in answers.items() if SECRET in answer.content.decode()]
    assert [answers[page].status_code for page in reading(exercise)] == [200, 403, 403, 403, 200] + [403] * 2 + [
        200,
        403,
        403,
        403,
        200,
    ]
    assert "fewer than 5" in client.get("/office/consultations/").content.decode()
    counts = answers[f"/office/consultations/{exercise.ref}/counts.csv"].content.decode().splitlines()[1:]
    assert {row.rsplit(",", 1)[1] for row in counts} <= {'"0"', '" not shown"', '"small, not shown"', ' not shown"'}
    Membership.objects.update(reads_victims=True)
    assert SECRET in client.get(f"/office/consultations/{exercise.ref}/answers.csv").content.decode()


def test_html_in_an_answer_is_text_everywhere(client, body):
    exercise = an_exercise(body)
    a_reply(exercise, {4: HOSTILE}, reference=HOSTILE)
    row, _ = answering.begin(exercise=exercise)
    answering.save_answer(submission=row, question=exercise.questions.get(number=4), text=HOSTILE)
    answering.send(submission=row, suspicions=["Quick."])

    for page in reading(exercise):
        if not page.endswith(".csv"):
            assert HOSTILE not in client.get(page).content.decode(), page


def test_a_spreadsheet_with_wrong_cells_is_answered_with_their_addresses(client, body):
    exercise = an_exercise(body)
    sheet = SimpleUploadedFile("replies.csv", b"1;4\n7;Light\n<b>;More")
    answer = client.post(f"/office/consultations/{exercise.ref}/import/", {"file": sheet})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Cell A2: “7” is no answer" in page
    assert "Cell A3: “&lt;b&gt;”" in page
    assert not Submission.objects.exists()


def test_a_reply_on_paper_is_keyed_in_with_its_scan(client, body):
    exercise = an_exercise(body)
    said = {"channel": "paper", "answer_2": ["0", "4"], "answer_4": "Light.", "reference": "Letter 1"} | day(
        "received_on", TODAY
    )
    url = f"/office/consultations/{exercise.ref}/key-in/"
    first = client.post(url, said | {"document": SimpleUploadedFile("scan.pdf", b"%PDF-1.7 scan")})
    again = client.post(url, said)

    row = Submission.objects.get()
    assert (first.status_code, again.status_code) == (302, 422)
    assert row.answers.get(question__number=2).chosen == [0, 4]
    answer = client.get(f"/office/consultations/{exercise.ref}/answers/{row.pk}/documents/{row.attachments.get().pk}/")
    assert (answer.content, answer.headers["Content-Disposition"]) == (
        b"%PDF-1.7 scan",
        'attachment; filename="scan.pdf"',
    )


def test_several_comments_get_one_disposition_and_a_comment_is_released_only_when_confirmed(client, body):
    exercise = an_exercise(body, instrument=a_draft_plan(body))
    pks = [a_reply(exercise, {4: f"Light {n}"}, reference=f"L{n}").answers.get().pk for n in range(2)]
    url = f"/office/consultations/{exercise.ref}/comments/"
    said = {"outcome": "accepted", "led_to": "section:resources", "reason": "Done."}

    assert client.post(url, said).status_code == 422
    assert client.post(url, said | {"comment": pks}).status_code == 302
    release = {"act": "release", "words": "Light […]"}
    assert client.post(f"{url}{pks[0]}/", release).status_code == 422
    assert client.post(f"{url}{pks[0]}/", release | {"names_nobody": "on"}).status_code == 302
    assert "Released." in client.get(url).content.decode()


def test_the_views_are_recorded_by_one_button_once_the_summary_is_published(client, body):
    plan = a_draft_plan(body)
    exercise = an_exercise(body, instrument=plan)
    exercise.opens_on, exercise.closes_on = TODAY - timedelta(2), TODAY - timedelta(1)
    exercise.save()
    start = f"/office/consultations/{exercise.ref}/"

    assert client.post(f"{start}summary/", {"found": "Light matters."}).status_code == 422
    client.post(f"{start}summary/", {"found": "Light matters.", "names_nobody": "on"})
    assert "Record the views obtained" in client.get(start).content.decode()
    client.post(f"{start}views/")

    assert plan.lines.get(step="obtain_views").particulars["consultation"] == exercise.ref
    assert "Record the views obtained" not in client.get(start).content.decode()


def test_the_answers_are_erased_only_when_it_is_confirmed(client, body):
    exercise = an_exercise(body)
    a_reply(exercise, {4: "Light."})
    ConsultationExercise.objects.update(opens_on=TODAY - timedelta(2), closes_on=TODAY - timedelta(1))
    url = f"/office/consultations/{exercise.ref}/erase/"

    assert [client.post(url).status_code, client.post(url, {"sure": "on"}).status_code] == [422, 302]
    assert Submission.objects.get().state == "erased"
    assert "Answers erased" in client.get(f"/office/consultations/{exercise.ref}/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_number_of_queries_for_one_and_for_three(client, body, count, django_assert_num_queries):
    exercises = [an_exercise(body) for _ in range(count)]
    for n in range(count):
        a_reply(exercises[0], {4: "Light."}, reference=f"L{n}")
    start = f"/office/consultations/{exercises[0].ref}/"
    pages = {"/office/consultations/": 5, f"{start}answers/": 7, f"{start}comments/": 8, f"{start}held/": 8, start: 14}
    taken = {}
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        taken[page] = len(queries)
    assert taken == pages
