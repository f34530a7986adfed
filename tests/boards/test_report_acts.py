"""A report is edited, brought up to date, signed in turn, and put on an agenda; nothing is settled by itself."""

from datetime import UTC, date, datetime, time

import pytest

from boards.models import Report, SignOff
from boards.queries.facts import NotFrozen
from boards.queries.reports import behind, chain_of, next_place
from boards.services.report_files import CannotBePut, altered_reports, put_on_agenda
from boards.services.report_texts import (
    Choices,
    Conflict,
    add_section,
    refresh,
    remove_section,
    save_section,
)
from boards.services.reports import (
    NotEditable,
    facts_now,
    house_of,
    keep_house,
    keep_particulars,
    make_report,
)
from boards.services.signing import NotYourTurn, send_back, sign
from boards.text.kinds import ReportKind
from plans.models import AgendaItem, Meeting
from plans.services.calendar import keep_meeting
from plans.services.committees import board_called
from plans.text.outline import digest_of
from tests.boards.reports import BOARD, PANEL_MEETS, a_report, a_worked_variation, signed, wanted
from tests.factories import a_body, a_variation, an_issued_plan, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return a_report(a_body())


def with_words(report, section_id: str, html: str):
    section = report.outline.section(section_id)
    return type(section)(section.id, section.kind, section.heading, html)


def edited(report, section_id: str, html: str, base=None):
    row = save_section(
        report=report,
        section=with_words(report, section_id, html),
        base=base or report.outline.section(section_id),
        by=None,
    )
    report.refresh_from_db()
    return row


def test_a_report_without_a_frozen_draft_is_refused_with_what_to_do():
    body = a_body()
    variation = a_variation(an_issued_plan(body))

    with pytest.raises(NotFrozen, match="Freeze the draft first"):
        make_report(instrument=variation, wanted=wanted(body), by=None)


def test_two_people_who_edit_different_paragraphs_both_keep_their_words(report):
    base = report.outline.section("background")
    first, *rest = base.html.split("</p>", 1)
    edited(report, "background", f"{first} and mine</p>{rest[0]}")

    edited(report, "background", f"{base.html}<p>And theirs.</p>", base)

    assert "and mine</p>" in report.outline.section("background").html
    assert report.outline.section("background").html.endswith("<p>And theirs.</p>")
    assert (report.revision, report.versions.count()) == (3, 3)


def test_two_people_who_change_the_same_words_are_both_shown_and_nothing_is_written(report):
    base = report.outline.section("recommendation")
    edited(report, "recommendation", "<p>That the Board notes it.</p>")
    mine = with_words(report, "recommendation", "<p>That the Board endorses it today.</p>")

    with pytest.raises(Conflict) as met:
        save_section(report=report, section=mine, base=base, by=None)
    report.refresh_from_db()
    assert report.outline.section("recommendation").html == "<p>That the Board notes it.</p>"

    chosen = Choices(met.value.at, {point.key: "ours" for point in met.value.points})
    save_section(report=report, section=mine, base=base, choices=chosen, by=None)
    report.refresh_from_db()
    assert report.outline.section("recommendation").html == mine.html


def test_choices_made_of_an_older_text_settle_nothing(report):
    base = report.outline.section("recommendation")
    edited(report, "recommendation", "<p>That the Board notes it.</p>")
    mine = with_words(report, "recommendation", "<p>That the Board endorses it today.</p>")
    with pytest.raises(Conflict) as met:
        save_section(report=report, section=mine, base=base, by=None)
    edited(report, "recommendation", "<p>That the Board defers it.</p>")

    chosen = Choices(met.value.at, {point.key: "ours" for point in met.value.points})
    with pytest.raises(Conflict):
        save_section(report=report, section=mine, base=base, choices=chosen, by=None)


def test_a_report_is_refreshed_when_the_record_moves_on_and_keeps_what_was_edited(report):
    edited(report, "purpose", report.outline.section("purpose").html + "<p>Our own words.</p>")
    taken(report.instrument, "send_to_panel", date(2014, 1, 7), meeting_on=PANEL_MEETS)
    report.refresh_from_db()

    assert behind(report, facts_now(report)) != ()
    assert refresh(report=report, by=None) is True

    report.refresh_from_db()
    assert "<p>Our own words.</p>" in report.outline.section("purpose").html
    assert behind(report, facts_now(report)) == ()
    assert refresh(report=report, by=None) is False
    assert report.versions.order_by("-number").first().how == "refreshed"


def test_a_meeting_that_moved_is_said_and_taken_in(report):
    day = report.body.meeting_days.get(of="panel")
    keep_meeting(body=report.body, of="panel", name=day.name, on=date(2014, 2, 12), meeting=day)

    sentences = behind(report, facts_now(report))
    refresh(report=report, by=None)
    report.refresh_from_db()

    assert sentences[0] == "The Panel’s meeting moved to 12 February 2014 (the report was made with 5 February 2014)."
    assert "12 February 2014" in report.outline.section("next-steps").html
    assert "on 5 February 2014" not in report.outline.section("next-steps").html


def test_what_the_record_and_a_person_both_changed_is_never_settled_by_itself(report):
    html = report.outline.section("next-steps").html
    edited(report, "next-steps", html.replace("on 5 February 2014", "in the first week of February"))
    day = report.body.meeting_days.get(of="panel")
    keep_meeting(body=report.body, of="panel", name=day.name, on=date(2014, 2, 12), meeting=day)

    with pytest.raises(Conflict) as met:
        refresh(report=report, by=None)
    assert met.value.who == "The record"
    report.refresh_from_db()
    assert "in the first week of February" in report.outline.section("next-steps").html

    refresh(report=report, by=None, choices=Choices(met.value.at, {p.key: "theirs" for p in met.value.points}))
    report.refresh_from_db()
    assert "in the first week" not in report.outline.section("next-steps").html


def test_the_chain_signs_in_order_and_the_last_signature_makes_it_final(report):
    assert [place.place.value for place in chain_of(report)] == ["author", "finance", "legal", "chief_executive"]
    with pytest.raises(NotYourTurn, match="with the author now"):
        sign(report=report, place="chief_executive", name="A Person", by=None, revision=report.revision)

    signed(report)

    assert report.is_final
    assert next_place(report) is None
    assert report.digest == digest_of(report.final)
    assert [one["place"] for one in report.final["signed"]] == report.chain
    assert [one["id"] for one in report.final["appendices"]] == ["redline", "clean"]
    with pytest.raises(NotEditable, match="changes no more"):
        edited(report, "purpose", "<p>Other words.</p>")


def test_an_edit_clears_the_signatures_of_the_text_before_it(report):
    signed(report, "author", "finance")

    edited(report, "purpose", "<p>Other words.</p>")

    assert next_place(report) == "author"
    assert set(SignOff.objects.values_list("cleared_why", flat=True)) == {"The report was edited after it: Purpose"}


def test_new_particulars_clear_the_signatures_and_the_same_ones_do_not(report):
    signed(report, "author")
    same = {name: getattr(report, name) for name in ("title", "to", "sender", "dated", "marking")}

    keep_particulars(report=report, by=None, meeting_day=report.meeting_day, **same)
    assert next_place(report) == "finance"
    keep_particulars(report=report, by=None, meeting_day=report.meeting_day, **(same | {"marking": "Official"}))
    assert next_place(report) == "author"


def test_a_return_needs_the_chain_to_begin_again_and_keeps_its_comment(report):
    signed(report, "author")

    send_back(report=report, place="finance", name="Ada Book", comment="Say what it costs.", by=None, revision=1)

    assert next_place(report) == "author"
    assert report.sign_offs.get(outcome="returned").comment == "Say what it costs."
    with pytest.raises(NotYourTurn, match="edited since you read it"):
        sign(report=report, place="author", name="A Person", by=None, revision=9)


def test_a_chain_is_the_house_s_own_for_each_kind(report):
    short = ["author", "chief_executive"]
    keep_house(house=house_of(report.body), chains={"panel": short}, markings=["Official"])

    panel = a_report(report.body, report.instrument, kind=ReportKind.PANEL)

    assert (panel.chain, panel.marking) == (short, "Official")
    assert len(report.chain) == 4


def test_a_report_that_recommends_nothing_is_not_signed(report):
    edited(report, "recommendation", "")

    with pytest.raises(NotYourTurn, match="recommends nothing yet"):
        signed(report, "author")


def test_sections_are_added_and_taken_out_but_for_those_of_the_house(report):
    new = add_section(report=report, heading="Risk", after="resources", by=None)
    report.refresh_from_db()
    order = [one.id for one in report.outline.sections]

    assert order[order.index("resources") + 1] == new.id == "risk"
    assert remove_section(report=report, section_id="risk", by=None) == "Risk"
    with pytest.raises(NotEditable, match="recommendation and its sources"):
        remove_section(report=report, section_id="recommendation", by=None)


def an_item(report, committee=None, day=None) -> AgendaItem:
    meeting = Meeting.objects.create(
        day=day or report.meeting_day, committee=committee or report.committee, ref="board-2014", starts_at=time(10)
    )
    return AgendaItem.objects.create(meeting=meeting, position=1, title="Variation of the plan")


def test_a_final_report_is_put_under_an_item_as_a_paper_once(report):
    item = an_item(report)
    with pytest.raises(CannotBePut, match="not signed by everybody"):
        put_on_agenda(report=report, item=item)

    paper = put_on_agenda(report=signed(report), item=item)

    assert (paper.title, paper.sender, paper.supplement) == (report.title, report.sender, 0)
    assert paper.text.startswith("<h3>1. Purpose</h3>")
    assert "<h3>Appendix 1: The changes, marked</h3>" in paper.text
    assert "Police Reform and Social Responsibility Act 2011" in paper.background_papers
    with pytest.raises(CannotBePut, match="a paper of a meeting already"):
        put_on_agenda(report=report, item=item)


def test_a_report_is_no_paper_of_another_committee_s_meeting(report):
    other = board_called(report.body, "Joint Audit Committee")

    with pytest.raises(CannotBePut, match=f"to the {BOARD}"):
        put_on_agenda(report=signed(report), item=an_item(report, committee=other))


def test_a_signed_report_that_was_altered_is_named(report):
    signed(report)
    assert list(altered_reports(report.body)) == []

    Report.objects.filter(pk=report.pk).update(final=report.final | {"kind": "panel"})

    assert list(altered_reports(report.body)) == [f"fenmarch: the report {report.ref} was altered after it was signed"]


def test_a_report_of_today_follows_the_record_and_one_of_the_past_says_what_its_day_knew(report):
    taken(report.instrument, "send_to_panel", date(2014, 1, 7), meeting_on=PANEL_MEETS)
    assert facts_now(report).sent_on == date(2014, 1, 7)

    Report.objects.filter(pk=report.pk).update(dated=date(2014, 1, 6))
    report.refresh_from_db()
    assert facts_now(report).sent_on is None
    Report.objects.filter(pk=report.pk).update(made_at=datetime(2014, 1, 2, 9, tzinfo=UTC))
    report.refresh_from_db()
    assert facts_now(report).sent_on == date(2014, 1, 7)


def test_what_happened_after_its_date_is_not_in_a_report():
    body = a_body()
    variation = a_worked_variation(body)
    taken(variation, "send_to_panel", date(2014, 1, 7), meeting_on=PANEL_MEETS)

    report = a_report(body, variation, dated=date(2014, 1, 6))

    assert report.facts["values"]["sent"]["value"] == ""
