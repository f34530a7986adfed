"""A past plan, and a past variation of it, come in by the form, with honest marks, and stand in the public history."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from plans.models import Body, Edition, Evidence, Instrument, Plan, StepTaken
from plans.services.chain import breaks_in
from tests.factories import a_body, a_user
from tests.pcc_plans.records import a_fresh_database, dumped, loaded

pytestmark = pytest.mark.django_db
PLAN = "/office/past/plan/"
TEXT = "1. Safer streets\n\nOfficers walk each town centre.\n\n2. Money\n\nThe budget is set each February.\n"
UNPROVED = "No evidence of this step was found."


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def facts(**changed: object) -> dict[str, object]:
    """What the form is sent with when nothing is known but the plan itself."""
    given = {"title": "Fenmarch Police and Crime Plan", "years": "2013 to 2017", "held": "pasted", "text": TEXT}
    given |= day("issued_on", date(2013, 3, 28)) | day("period_ends_on", date(2017, 3, 31))
    keys = (
        "consider_requirement record_priorities state_regard obtain_views prepare_draft consult_chief_constable "
        "record_reply send_to_panel report have_regard respond publish_response record_decision issue send_copy publish"
    )
    return given | {f"{key}-found": "nothing" for key in keys.split()} | changed


def known(key: str, on: date, **said: object) -> dict[str, object]:
    """What is said of one step whose day is known and which no document shows."""
    return {f"{key}-found": "unproved", **day(f"{key}-on", on), **{f"{key}-{name}": v for name, v in said.items()}}


def hidden_of(page: str) -> dict[str, list[str]]:
    """What the check page sends again."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        found.setdefault(name, []).append(unescape(value))
    return found


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def chief_executive(body):
    client = Client()
    client.force_login(a_user(body, "chief_executive", "Daniel Okafor"))
    return client


def checked(client: Client, given: dict, url: str = PLAN) -> str:
    answer = client.post(url, given)
    page = answer.content.decode()
    assert answer.status_code == 200, re.findall(r'<li><a href="#[^"]*">(.*?)</a>', page)
    return page


def brought_in(client: Client, given: dict, url: str = PLAN) -> Instrument:
    answer = client.post(url, hidden_of(checked(client, given, url)) | {"do": "bring"})
    assert answer.status_code == 302, answer.content.decode()
    return Instrument.objects.get(ref=answer.url.split("/")[-3])


def test_the_check_page_names_what_will_be_missing_and_writes_nothing(body, chief_executive):
    page = checked(chief_executive, facts())

    assert "2 steps will be recorded as history, and" in page
    assert "The draft had not been sent" not in page
    assert "The Panel had not reported on the draft by 28 March 2013." in page
    assert "No section of the plan sets out grants and their conditions." in page
    assert "Not recorded at all, because no evidence was found" in page
    assert (Plan.objects.count(), StepTaken.objects.count(), Evidence.objects.count()) == (0, 0, 0)


def test_a_plan_of_which_only_the_text_is_known_stands_in_the_public_history(body, chief_executive):
    instrument = brought_in(chief_executive, facts())

    edition = Edition.objects.get()
    assert [section.heading for section in edition.wording.outline.sections][-2:] == ["Safer streets", "Money"]
    assert (instrument.plan.issued_on, instrument.plan.period_ends_on) == (date(2013, 3, 28), date(2017, 3, 31))
    assert list(breaks_in(body)) == []
    draft = instrument.lines.get(step="prepare_draft")
    assert [one["reason"] for one in draft.missing] == [UNPROVED]
    assert draft.recorded_by.get_full_name() == "Daniel Okafor"
    public = Client()
    as_read = public.get(f"/plans/{instrument.plan.ref}/as-at/2014-01-01/").content.decode()
    assert "Officers walk each town centre." in as_read
    assert "Recorded as history." in as_read
    record = public.get(f"/plans/{instrument.plan.ref}/record/").content.decode()
    assert "Not shown: " in record
    assert "Evidence missing" in record
    office = chief_executive.get(f"/office/variations/{instrument.ref}/record/").content.decode()
    assert "Recorded as history." in office


def test_each_step_is_kept_with_its_day_its_actor_its_words_and_its_document(body, chief_executive):
    letter = SimpleUploadedFile("panel.txt", b"The Panel supports the plan.")
    given = (
        facts()
        | known("consider_requirement", date(2013, 1, 7), edition="2012", says="Read.", by="Priya Nair")
        | known("record_priorities", date(2013, 1, 7), several=["wendle-vale"], says="Speeding.")
        | known("state_regard", date(2013, 1, 7), several=["children", "equality"], says="Considered.")
        | known("obtain_views", date(2013, 1, 7), several=["people", "victims"], says="A survey.")
        | known("prepare_draft", date(2013, 1, 14))
        | known("consult_chief_constable", date(2013, 1, 14))
        | known("record_reply", date(2013, 1, 14), says="Content.")
        | known("send_to_panel", date(2013, 1, 15))
        | known("report", date(2013, 2, 20), says="The Panel supports it.", full_panel="on")
        | {"report-found": "proved", "report-evidence": letter}
        | known("have_regard", date(2013, 3, 6), says="Read.")
        | known("respond", date(2013, 3, 6), says="Thank you.")
        | known("publish_response", date(2013, 3, 6), says="Website.")
        | known("record_decision", date(2013, 3, 28), says="To issue it.")
        | known("send_copy", date(2013, 3, 28), several=["chief-constable", "wendle-vale"], says="E-mail.")
        | known("publish", date(2013, 3, 28), says="Website.")
    )

    instrument = brought_in(chief_executive, given)

    lines = {line.step: line for line in instrument.lines.order_by("seq")}
    assert list(instrument.lines.order_by("seq").values_list("step", flat=True)) == [
        "consider_requirement", "record_priorities", "state_regard", "state_regard", "obtain_views", "obtain_views",
        "prepare_draft", "consult_chief_constable", "record_reply", "send_to_panel", "report", "have_regard", "respond",
        "publish_response", "record_decision", "issue", "send_copy", "publish",
    ]  # fmt: skip
    assert lines["report"].evidence[0]["title"] == "panel.txt"
    assert lines["report"].missing == []
    assert [one["reason"] for one in lines["respond"].missing] == [UNPROVED]
    assert (lines["consider_requirement"].by_office, lines["consider_requirement"].by_name) == ("staff", "Priya Nair")
    assert (lines["have_regard"].by_office, lines["have_regard"].by_name) == ("commissioner", "Helen Marsh")
    assert lines["record_reply"].by_name == "Amir Qureshi"
    assert {one["rule"] for one in lines["issue"].missing} == {"", "D2", "D3", *(f"C{n}" for n in range(1, 8))}


def test_a_draft_without_a_day_was_there_by_the_first_step_that_needed_it(body, chief_executive):
    instrument = brought_in(chief_executive, facts() | known("send_to_panel", date(2013, 1, 15)))

    days = dict(instrument.lines.values_list("step", "taken_on"))
    assert (days["prepare_draft"], days["send_to_panel"]) == (date(2013, 1, 15), date(2013, 1, 15))
    assert "V2" not in {one["rule"] for line in instrument.lines.all() for one in line.missing}


def test_a_content_of_s7_is_marked_on_the_section_that_sets_it_out(body, chief_executive):
    page = checked(chief_executive, facts())
    section = re.search(r'<option value="([^"]+)">Money</option>', page).group(1)

    again = chief_executive.post(PLAN, hidden_of(page) | {"do": "check", "limb_C3": section}).content.decode()

    assert "the financial and other resources for the Chief Constable." in page
    assert "sets out the financial and other resources for the Chief Constable." not in again
    refused = chief_executive.post(PLAN, hidden_of(page) | {"do": "bring", "limb_C3": section})
    assert "Nothing is recorded yet." in refused.content.decode()
    answer = chief_executive.post(PLAN, hidden_of(again) | {"do": "bring", "limb_C3": section})
    assert answer.status_code == 302
    assert Edition.objects.get().wording.outline.sections[-1].limbs == {"C3"}


def test_a_text_that_is_no_longer_held_is_said_to_be_so_in_its_place(body, chief_executive):
    refused = chief_executive.post(PLAN, facts(held="gone"))
    assert refused.status_code == 422
    assert "Write what is known of the text." in refused.content.decode()

    instrument = brought_in(chief_executive, facts(held="gone", known="Its title page said: Safer together."))

    page = Client().get(f"/plans/{instrument.plan.ref}/").content.decode()
    assert "The text of this plan is no longer held" in page
    assert "Its title page said: Safer together." in page


def test_a_file_is_read_and_kept_as_evidence_of_the_issue(body, chief_executive):
    file = SimpleUploadedFile("plan.txt", TEXT.encode())

    instrument = brought_in(chief_executive, facts(held="file", file=file, text=""))

    issue = instrument.lines.get(step="issue")
    assert issue.evidence == [{"title": "plan.txt", "sha256": Evidence.objects.get().digest}]
    assert UNPROVED not in [one["reason"] for one in issue.missing]


def test_nothing_that_was_typed_or_chosen_is_lost_by_an_error(body, chief_executive):
    given = facts(title="", held="file", file=SimpleUploadedFile("plan.txt", TEXT.encode()), text="")
    given |= known("report", date(2013, 2, 20), says="The Panel supports it.")
    given |= {"report-found": "proved", "report-evidence": SimpleUploadedFile("panel.txt", b"Yes.")}
    given |= {"respond-found": "proved"}

    answer = chief_executive.post(PLAN, given)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter its title." in page
    assert "Enter the day, or say that no evidence was found." in page
    assert '<a href="#id_respond-on_day">' in page
    assert "The Panel supports it." in page
    assert "“plan.txt” is kept; you need not choose it again." in unescape(page)
    assert "“panel.txt” is kept; you need not choose it again." in unescape(page)
    assert re.search(r'id="step-report" open', page)
    assert not Plan.objects.exists()


def test_going_back_from_the_check_page_shows_everything_again(body, chief_executive):
    page = checked(chief_executive, facts() | known("publish", date(2013, 4, 2), says="In the library."))

    again = chief_executive.post(PLAN, hidden_of(page) | {"do": "change"})

    assert again.status_code == 200
    assert "In the library." in again.content.decode()
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (day("issued_on", date(2999, 1, 1)), "This day is in the future. Only what has happened is history."),
        (
            day("issued_on", date(1999, 1, 1)),
            "This day is before the Police Reform and Social Responsibility Act 2011.",
        ),
        (day("effective_from", date(2013, 3, 1)), "It cannot have had effect before it was issued."),
        (day("period_ends_on", date(2013, 3, 1)), "Its period cannot end before it has effect."),
        ({"text": " "}, "Paste the words."),
        ({"held": "file"}, "Choose the file."),
        ({"record_priorities-found": "unproved"}, "Choose at least one."),
        ({"respond-found": "unproved"}, "Enter the day, or say that no evidence was found."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(body, chief_executive, changed, said):
    answer = chief_executive.post(PLAN, facts(**changed))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_second_press_brings_nothing_in_twice(body, chief_executive):
    sent = hidden_of(checked(chief_executive, facts())) | {"do": "bring"}
    chief_executive.post(PLAN, sent)

    again = chief_executive.post(PLAN, sent)

    assert again.status_code == 422
    assert "has effect from that day already." in again.content.decode()
    assert Plan.objects.count() == 1


def test_past_variations_come_in_one_after_another(body, chief_executive):
    plan = brought_in(chief_executive, facts()).plan
    url = f"/office/past/{plan.ref}/variation/"
    varied = facts(title="Patrols", text=TEXT.replace("each town", "every town")) | day("issued_on", date(2014, 2, 20))

    variation = brought_in(chief_executive, varied, url)
    refused = chief_executive.post(url, varied)

    assert (variation.kind, variation.edition.number) == ("variation", 2)
    page = Client().get(f"/variations/{variation.ref}/").content.decode()
    assert "Recorded as history." in page
    assert refused.status_code == 422
    assert "Edition 2 of the plan was issued on 20 February 2014." in refused.content.decode()


def test_what_was_brought_in_dumps_to_itself_and_loads_as_history(tmp_path):
    with a_fresh_database():
        office = a_body()
        client = Client()
        client.force_login(a_user(office, "chief_executive", "Daniel Okafor"))
        brought_in(client, facts() | known("report", date(2013, 2, 20), says="Supported.", full_panel="on"))
        first = dumped(tmp_path / "first.yaml")
        head = StepTaken.objects.order_by("-seq").first().digest

    assert loaded(tmp_path / "first.yaml")[0] == 1
    assert loaded(tmp_path / "first.yaml", as_history=True)[0] == 0
    assert StepTaken.objects.order_by("-seq").first().digest == head
    assert dumped(tmp_path / "second.yaml") == first
    assert list(breaks_in(Body.objects.get())) == []


def test_the_list_of_plans_leads_to_each_form(body, chief_executive, django_assert_max_num_queries):
    plan = brought_in(chief_executive, facts()).plan

    with django_assert_max_num_queries(8):
        page = chief_executive.get("/office/past/").content.decode()

    assert plan.name in page
    assert "Something is missing on 2 lines." in page
    assert f'href="/office/past/{plan.ref}/variation/"' in page


def test_the_commissioner_and_the_panel_do_not_bring_in_the_past(body):
    client = Client()
    client.force_login(a_user(body, "commissioner", "Helen Marsh"))

    refused = client.get(PLAN)

    assert refused.status_code == 403
    assert "may bring in the plans of the past" in refused.content.decode()
