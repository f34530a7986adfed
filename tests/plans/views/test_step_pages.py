"""Every step that the office takes on its own pages, by the test client, and what happens when it may not."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.models import Evidence, Instrument, StepTaken
from plans.services.chain import breaks_in
from plans.services.consulting import consultation_for
from plans.statute.terms import Stage
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
    taken,
)

pytestmark = pytest.mark.django_db


class Desk:
    """A signed-in person at the step pages of one instrument."""

    def __init__(self, user, instrument):
        self.client = Client()
        self.client.force_login(user)
        self.instrument = instrument

    def url(self, key):
        return reverse("office:step", args=[self.instrument.ref, key])

    def post(self, key, on: date, **typed):
        revision = typed.pop("revision", Instrument.objects.get(pk=self.instrument.pk).revision)
        data = {"on_day": on.day, "on_month": on.month, "on_year": on.year, "revision": revision, **typed}
        return self.client.post(self.url(key), data)

    def take(self, key, on: date, **typed):
        response = self.post(key, on, **typed)
        assert response.status_code == 302, response.content.decode()
        return response


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body):
    return a_variation(an_issued_plan(body))


@pytest.fixture
def officer(body, variation):
    return Desk(a_user(body, "policy_officer", "Priya Nair"), variation)


@pytest.fixture
def chief_executive(body, variation):
    return Desk(a_user(body, "chief_executive", "Daniel Okafor"), variation)


@pytest.fixture
def commissioner(body, variation):
    return Desk(a_user(body, "commissioner", "Helen Marsh"), variation)


def triplet(name: str, on: date) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_a_variation_goes_its_whole_way_by_the_pages(
    body, variation, officer, chief_executive, commissioner, mailoutbox, django_capture_on_commit_callbacks
):
    day = date(2013, 12, 9)
    officer.take("consider_requirement", day, edition="July 2012", statement="Section 1 answers it.")
    officer.take("record_priorities", day, authority="wendle-vale", **triplet("asked_on", date(2013, 11, 1)))
    for duty in ("children", "equality", "value_for_money"):
        proof = {"evidence": SimpleUploadedFile("impact.txt", b"Nobody is served worse.")} if duty == "equality" else {}
        officer.take("state_regard", day, duty=duty, statement="Considered in section 1.", **proof)
    officer.take("obtain_views", day, group="people", found="A survey of 900 people.")
    officer.take("obtain_views", day, group="victims", found="Talks with 60 victims.")
    officer.take("prepare_draft", day)
    with django_capture_on_commit_callbacks(execute=True):
        officer.take("consult_chief_constable", day, addressee="Amir Qureshi", email="cc@fenmarch.example")
    officer.take("record_reply", date(2013, 12, 16), comments="no", reply="I have no comments.")
    officer.take(
        "send_to_panel", date(2014, 1, 6), sections=["safer-streets"], **triplet("meeting_on", date(2014, 2, 5))
    )
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    commissioner.take("have_regard", date(2014, 2, 7), considered="Recommendation 1 was weighed.")
    responded(variation, date(2014, 2, 12))
    decided(variation, date(2014, 2, 14))
    commissioner.take("issue", date(2014, 2, 14), confirmed="on")
    officer.take("send_copy", date(2014, 2, 14), to=["chief-constable", "wendle-vale"], channel="e-mail")
    officer.take("publish", date(2014, 2, 14), manner="On the office’s website")
    chief_executive.take("close", date(2014, 2, 20))

    variation.refresh_from_db()
    assert variation.stage == Stage.CLOSED
    assert variation.edition.number == 2
    assert list(breaks_in(body)) == []
    assert mailoutbox[0].to == ["cc@fenmarch.example"]
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http://testserver/reply/"))
    assert consultation_for(link.split("/")[-2]) == variation.consultations.get()
    by_whom = {line.step: line.by_name for line in variation.lines.all()}
    assert by_whom["issue"] == "Helen Marsh"
    assert by_whom["send_to_panel"] == "Priya Nair"
    assert by_whom["record_reply"] == "Amir Qureshi"


def test_a_step_that_is_refused_says_why_under_which_section_and_keeps_what_was_typed(variation, officer):
    officer.take("prepare_draft", date(2013, 12, 9))

    response = officer.post(
        "send_to_panel", date(2013, 12, 10), sections=["safer-streets"], **triplet("meeting_on", date(2014, 3, 1))
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "The Chief Constable had not been consulted on a draft by 10 December 2013. (s.5(6)(b))" in page
    assert 'value="2014"' in page
    assert not variation.lines.filter(step="send_to_panel").exists()


def test_a_step_taken_meanwhile_is_said_and_what_was_typed_is_kept(variation, officer):
    on_screen = variation.revision
    taken(variation, "obtain_views", date(2013, 12, 9), group="people", found="Letters.")

    response = officer.post(
        "consider_requirement", date(2013, 12, 9), edition="2012", statement="Kept words.", revision=on_screen
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "Nothing was recorded, because the record has moved on since this page was shown." in page
    assert "Kept words." in page
    assert f'name="revision" value="{on_screen + 1}"' in page
    assert not variation.lines.filter(step="consider_requirement").exists()


def test_an_act_in_the_future_is_refused_at_its_date(officer):
    response = officer.post("consider_requirement", date(2999, 1, 1), edition="2012", statement="Yes.")

    assert response.status_code == 422
    assert response.context["form"].errors["on"] == [
        "The date of the act cannot be in the future. Record it on the day."
    ]


def test_an_act_dated_before_the_law_was_passed_is_refused_at_its_date(officer):
    response = officer.post("consider_requirement", date(1014, 2, 5), edition="2012", statement="Yes.")

    assert response.status_code == 422
    assert response.context["form"].errors["on"] == [
        "The date of the act is before the Police Reform and Social Responsibility Act 2011. Correct the year."
    ]


def test_a_document_is_kept_as_evidence_and_stays_kept_when_the_step_is_refused(variation, officer):
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 a letter")

    refused = officer.post("consider_requirement", date(2013, 12, 9), edition="", statement="Kept.", evidence=letter)
    hidden = refused.context["form"]["kept"].value()
    again = officer.post("consider_requirement", date(2013, 12, 9), edition="2012", statement="Kept.", kept=hidden)

    assert refused.status_code == 422
    assert again.status_code == 302
    line = variation.lines.get(step="consider_requirement")
    assert line.evidence == [{"title": "letter.pdf", "sha256": Evidence.objects.get().digest}]
    download = officer.client.get(reverse("office:evidence", args=[Evidence.objects.get().digest]))
    assert download.content == b"%PDF-1.7 a letter"
    assert download.headers["Content-Disposition"] == 'attachment; filename="letter.pdf"'


def test_a_document_stays_kept_when_the_course_refuses_the_step(variation, officer):
    officer.take("prepare_draft", date(2013, 12, 9))
    letter = SimpleUploadedFile("a<i>letter.pdf", b"%PDF-1.7 a letter")

    refused = officer.post("send_to_panel", date(2013, 12, 10), sections=["safer-streets"], evidence=letter)

    page = refused.content.decode()
    assert "evidence" not in refused.context["form"].errors
    assert refused.context["form"]["kept"].value()
    assert "“a&lt;i&gt;letter.pdf” is kept; you need not choose it again." in page


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("run.exe", b"MZ", "The document must be a PDF"),
        ("letter.pdf", b"<html>", "is named .pdf but is not a file of that kind"),
        ("letter.pdf", b"%PDF-" + b"0" * 20 * 1024 * 1024, "larger than 20 MB"),
    ],
)
def test_a_document_of_the_wrong_kind_is_refused(officer, name, content, why):
    response = officer.post(
        "obtain_views", date(2013, 12, 9), group="people", found="x", evidence=SimpleUploadedFile(name, content)
    )

    assert why in response.context["form"].errors["evidence"][0]
    assert Evidence.objects.count() == 0


def test_a_soft_gate_is_passed_by_the_chief_executive_with_a_reason(variation, chief_executive):
    prepared(variation, date(2013, 12, 9))
    meeting = triplet("meeting_on", date(2014, 1, 15))

    asked = chief_executive.post("send_to_panel", date(2014, 1, 6), sections=["safer-streets"], **meeting)
    given = chief_executive.post(
        "send_to_panel", date(2014, 1, 6), sections=["safer-streets"], waive_V6="The chair agreed to it.", **meeting
    )

    assert asked.status_code == 422
    assert list(asked.context["form"].errors) == ["waive_V6"]
    assert given.status_code == 302
    waiver = variation.lines.get(step="send_to_panel").waiver_rows.get()
    assert (waiver.rule, waiver.reason, waiver.officer) == ("V6", "The chair agreed to it.", "Daniel Okafor")


def test_a_policy_officer_is_told_who_may_pass_a_soft_gate(variation, officer):
    prepared(variation, date(2013, 12, 9))

    response = officer.post(
        "send_to_panel",
        date(2014, 1, 6),
        sections=["safer-streets"],
        waive_V6="I say so.",
        **triplet("meeting_on", date(2014, 1, 10)),
    )

    assert response.status_code == 422
    assert "waive_V6" not in response.context["form"].fields
    assert "The chief executive or the Commissioner may go on with a reason" in response.content.decode()


def test_a_step_of_another_stage_is_explained(variation, officer):
    response = officer.client.get(officer.url("send_copy"))

    assert response.status_code == 409
    assert (
        "The variation is being drafted; the step is taken while it is issued or closed." in response.content.decode()
    )


def test_a_step_that_was_taken_and_cannot_be_again_is_explained(variation, officer):
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))

    response = officer.client.get(officer.url("send_to_panel"))

    assert response.status_code == 409
    assert "It was taken on 6 January 2014 by Priya Nair." in response.content.decode()


def test_a_post_to_a_closed_stage_is_refused_by_the_course_and_loses_nothing(variation, officer):
    response = officer.post("publish", date(2013, 12, 9), manner="On a noticeboard")

    page = response.content.decode()
    assert response.status_code == 422
    assert "This step is not open while the variation is being drafted." in page
    assert "On a noticeboard" in page


@pytest.mark.parametrize(
    ("role", "key"), [("policy_officer", "issue"), ("chief_executive", "issue"), ("policy_officer", "close")]
)
def test_a_step_that_is_not_this_persons_is_forbidden_with_the_reason(body, variation, role, key):
    desk = Desk(a_user(body, role), variation)

    response = desk.client.get(desk.url(key))

    assert response.status_code == 403


def test_an_unknown_instrument_and_an_unknown_step_are_not_found(officer):
    assert officer.client.get(reverse("office:step", args=["nothing", "issue"])).status_code == 404
    assert officer.client.get(officer.url("approve")).status_code == 404


def test_the_page_of_issuing_shows_which_wording_is_issued_and_what_it_changes(variation, commissioner):
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5))
    responded(variation, date(2014, 2, 12))
    decided(variation, date(2014, 2, 14))

    page = commissioner.client.get(commissioner.url("issue")).content.decode()

    wording = StepTaken.objects.filter(instrument=variation, step="prepare_draft").get().wording_id
    assert f"Draft {wording[:12]}" in page
    assert "<li>Safer streets</li>" in page
    assert "31 March 2017" in page
    assert "Nothing stands in the way" not in page


def test_after_issue_only_those_without_a_copy_are_offered(variation, officer):
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5))
    responded(variation, date(2014, 2, 12))
    decided(variation, date(2014, 2, 14))
    issued(variation, date(2014, 2, 14))
    officer.take("send_copy", date(2014, 2, 14), to=["chief-constable"], channel="hand")

    form = officer.client.get(officer.url("send_copy")).context["form"]

    assert form.fields["to"].choices == [("wendle-vale", "Wendle Vale Council")]
