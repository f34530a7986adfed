"""The office's pages of reports: made by one press, edited without losing a word, signed by whoever may."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.models import Report
from boards.services.report_files import put_on_agenda
from boards.text.kinds import ReportKind
from plans.models import AgendaItem, Meeting
from plans.services.calendar import keep_meeting
from tests.boards.reports import a_report, a_worked_variation, signed
from tests.factories import a_body
from tests.panel_reviews.pages import client_of

pytestmark = pytest.mark.django_db
# Who may write down what each place of the chain says: everybody else is told who may.
MAY_SIGN = {
    "author": ("policy_officer",),
    "finance": ("policy_officer", "chief_executive"),
    "legal": ("policy_officer", "chief_executive"),
    "chief_executive": ("chief_executive",),
}
OFFICE = ("policy_officer", "chief_executive", "commissioner")


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def report(body):
    return a_report(body)


@pytest.fixture
def officer(body):
    return client_of(body, "policy_officer")


def page(report, *more: str) -> str:
    return report.get_absolute_url() + "".join(f"{one}/" for one in more)


def base_of(client, here: str) -> str:
    """Return the signed text from which the screen of a section begins."""
    return client.get(here).context["form"]["base"].value()


def test_a_report_is_made_by_one_press_from_the_page_of_its_variation(body, officer):
    variation = a_worked_variation(body)
    here = f"/office/variations/{variation.ref}/reports/"

    assert "Reports on it" in officer.get(f"/office/variations/{variation.ref}/").content.decode()
    assert "asking it to endorse a variation" in officer.get(here).content.decode()
    made = officer.post(here, {"kind": "board_variation"}, follow=True)

    assert "The report is made from the record." in made.content.decode()
    assert "with the author now" in made.content.decode()
    assert Report.objects.get().kind == ReportKind.BOARD_VARIATION
    assert officer.post(here, {"kind": "board_plan"}, follow=True).status_code == 200
    assert Report.objects.count() == 1


@pytest.mark.parametrize("place", MAY_SIGN)
def test_every_place_of_the_chain_is_signed_by_whoever_may_and_nobody_else(body, report, place):
    before = report.chain[: report.chain.index(place)]
    if before:
        signed(report, *before)
    said = {"act": "sign", "revision": report.revision, "name": "Ada Book"}
    clients = {role: client_of(body, role) for role in OFFICE}

    refused = [role for role in OFFICE if role not in MAY_SIGN[place]]

    assert {clients[role].post(page(report, "sign", place), said).status_code for role in refused} <= {403}
    assert clients[MAY_SIGN[place][0]].post(page(report, "sign", place), said).status_code == 302
    assert report.sign_offs.filter(place=place, outcome="signed").count() == 1


def test_who_signs_in_person_signs_under_the_name_of_the_account(report, officer):
    officer.post(page(report, "sign", "author"), {"act": "sign", "revision": 1, "name": "Somebody Else"})

    assert report.sign_offs.get().name == "Policy Officer Person"


def test_a_return_without_a_comment_is_shown_again_with_what_is_missing(report, officer):
    signed(report, "author")

    answer = officer.post(page(report, "sign", "finance"), {"act": "return", "revision": 1, "name": "Ada Book"})

    assert answer.status_code == 422
    assert "Write what is to be changed" in answer.content.decode()
    assert "Ada Book" in answer.content.decode()
    assert report.sign_offs.count() == 1


def test_a_text_that_was_edited_meanwhile_is_not_signed(report, officer):
    answer = officer.post(page(report, "sign", "author"), {"act": "sign", "revision": 7})

    assert answer.status_code == 409
    assert "The report was edited since you read it." in answer.content.decode()


def test_a_conflict_shows_both_texts_and_keeps_what_was_typed(report, officer):
    here = page(report, "sections", "recommendation")
    mine, theirs = ({"base": base_of(officer, here)} for _ in range(2))
    officer.post(here, {"heading": "Recommendation", "html": "<p>That it is noted.</p>", **theirs})

    typed = {"heading": "Recommendation", "html": "<p>That it is endorsed today.</p>", **mine}
    answer = officer.post(here, typed)
    shown = answer.content.decode()

    assert answer.status_code == 409
    assert "changed the same words" in shown
    assert "That it is endorsed today." in shown
    assert "That it is noted." in shown
    settling = {f"settle-{key}": "ours" for key in set(_keys(shown))} | {"settling": _settling(shown)}
    assert officer.post(here, typed | settling).status_code == 302
    report.refresh_from_db()
    assert report.outline.section("recommendation").html == "<p>That it is endorsed today.</p>"


def _keys(shown: str) -> list[str]:
    return [part.split('"')[0] for part in shown.split('name="settle-')[1:]]


def _settling(shown: str) -> str:
    return shown.split('name="settling" value="')[1].split('"')[0]


def test_an_empty_heading_is_shown_again_with_the_text_that_was_typed(report, officer):
    typed = {"heading": "", "html": "<p>My long text.</p>", "base": ""}

    answer = officer.post(page(report, "sections", "purpose"), typed)

    assert answer.status_code == 422
    assert "My long text." in answer.content.decode()


def test_what_fell_behind_stands_on_the_page_and_is_taken_in_by_a_press(report, officer):
    day = report.body.meeting_days.get(of="panel")
    keep_meeting(body=report.body, of="panel", name=day.name, on=date(2014, 2, 12), meeting=day)

    shown = officer.get(page(report)).content.decode()
    after = officer.post(page(report, "refresh"), follow=True).content.decode()

    assert "The Panel’s meeting moved to 12 February 2014" in shown
    assert "The report is up to date with the record." in after
    assert "The record has moved on" not in after


def test_a_conflict_with_the_record_is_settled_on_a_page(report, officer):
    here = page(report, "sections", "next-steps")
    stands = report.outline.section("next-steps").html
    html = stands.replace("on 5 February 2014", "in the first week of February")
    officer.post(here, {"heading": "Next steps", "html": html, "base": base_of(officer, here)})
    day = report.body.meeting_days.get(of="panel")
    keep_meeting(body=report.body, of="panel", name=day.name, on=date(2014, 2, 12), meeting=day)

    answer = officer.post(page(report, "refresh"))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "in the first week of February" in shown
    chosen = {f"settle-{key}": "theirs" for key in set(_keys(shown))} | {"settling": _settling(shown)}
    assert officer.post(page(report, "refresh"), chosen).status_code == 302


def test_a_final_report_offers_no_edit_and_is_put_on_its_agenda(report, officer):
    meeting = Meeting.objects.create(
        day=report.meeting_day, committee=report.committee, ref="board-2014", starts_at=time(10)
    )
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="Variation of the plan")
    signed(report)

    shown = officer.get(page(report)).content.decode()
    put = officer.post(page(report, "paper"), {"item": item.pk}, follow=True).content.decode()

    assert page(report, "sections", "purpose") not in shown
    assert "It is a paper under “Variation of the plan”." in put
    assert item.papers.count() == 1


def test_a_report_of_the_house_has_no_public_address(report, client):
    put = AgendaItem.objects.create(
        meeting=Meeting.objects.create(day=report.meeting_day, committee=report.committee, ref="board-2014"),
        position=1,
        title="Variation of the plan",
    )
    put_on_agenda(report=signed(report), item=put)

    answers = {client.get(path).status_code for path in (f"/reports/{report.ref}/", f"/panel/{report.ref}/")}

    assert answers == {404}


def test_a_report_written_by_hand_begins_with_the_sections_of_the_house(body, officer):
    typed = {"title": "Estates", "board": "The Board", "dated_day": "8", "dated_month": "1", "dated_year": "2014"}

    wrong = officer.post("/office/reports/new/", typed | {"title": ""})
    made = officer.post("/office/reports/new/", typed)

    assert wrong.status_code == 422
    report = Report.objects.get()
    assert made.url == page(report)
    assert [one.id for one in report.outline.sections] == ["purpose", "recommendation", "background", "sources"]
    assert officer.get(page(report)).status_code == 200
    assert officer.get(page(report, "word")).content.startswith(b"PK")


def test_the_style_of_the_house_is_changed_by_the_chief_executive_alone(body, officer):
    typed = {"markings": "Official\nNot restricted", "chain_panel": ["legal"], "finance": "Ada Book"}

    assert officer.get("/office/reports/house/").status_code == 200
    assert officer.post("/office/reports/house/", typed).status_code == 403
    assert client_of(body, "chief_executive").post("/office/reports/house/", typed).status_code == 302
    body.house_style.refresh_from_db()
    assert body.house_style.markings == ["Official", "Not restricted"]
    assert body.house_style.chains["panel"] == ["author", "legal", "chief_executive"]


def test_the_particulars_are_edited_and_an_older_marking_stays(report, officer):
    Report.objects.filter(pk=report.pk).update(marking="NOT PROTECTIVELY MARKED")
    shown = officer.get(page(report, "particulars")).content.decode()
    typed = {"title": "A title", "to": "The Board", "sender": "Ada", "marking": "NOT PROTECTIVELY MARKED"}
    dated = {"dated_day": "8", "dated_month": "1", "dated_year": "2014"}

    wrong = officer.post(page(report, "particulars"), typed | dated | {"title": ""})
    kept = officer.post(page(report, "particulars"), typed | dated)

    assert "NOT PROTECTIVELY MARKED" in shown
    assert (wrong.status_code, kept.status_code) == (422, 302)
    report.refresh_from_db()
    assert (report.title, report.marking, report.revision) == ("A title", "NOT PROTECTIVELY MARKED", 2)


def test_particulars_that_somebody_saved_meanwhile_are_shown_and_not_overwritten(report, officer):
    here = page(report, "particulars")
    seen = officer.get(here).context["form"]["seen"].value()
    typed = {"to": "The Board", "sender": "Ada", "dated_day": "8", "dated_month": "1", "dated_year": "2014"}
    officer.post(here, typed | {"title": "Theirs", "seen": seen})

    answer = officer.post(here, typed | {"title": "Mine", "seen": seen})
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert "title: Theirs" in shown
    assert 'value="Mine"' in shown
    again = typed | {"title": "Mine", "seen": answer.context["form"]["seen"].value()}
    assert officer.post(here, again).status_code == 302
    report.refresh_from_db()
    assert report.title == "Mine"


@pytest.mark.parametrize("path", ["/office/reports/", "/office/variations/{ref}/reports/"])
def test_a_list_of_reports_costs_the_same_with_one_and_with_three(body, officer, path):
    variation = a_worked_variation(body)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            a_report(body, variation)
        with CaptureQueriesContext(connection) as found:
            assert officer.get(path.format(ref=variation.ref)).status_code == 200
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_the_page_of_a_report_costs_the_same_with_one_and_with_three_sign_offs(body, report, officer):
    counts = []
    for place in ("author", "finance", "legal"):
        with CaptureQueriesContext(connection) as found:
            assert officer.get(page(report)).status_code == 200
        counts.append(len(found))
        signed(report, place)

    assert counts[1] == counts[2]
    assert max(counts) <= 40
