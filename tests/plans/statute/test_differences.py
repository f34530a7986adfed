"""Section 5(8) unit by unit, and what the Panel was sent: each rule by hand from STATUTE V12 and V16, no database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from plans.statute.differing import clipped, in_the_way, in_words, unanswered_differences
from plans.statute.engine import refusals
from plans.statute.procedures import POLICE_AND_CRIME_PLAN
from plans.statute.terms import Act, Actor, Compared, Difference, Office, Record, Refusal
from tests.plans.statute.records import LIMBS, OTHER_TEXT, STAFF, TEXT, record_before, with_particulars

BETWEEN = "c" * 64
CHIEF = Actor(Office.CHIEF_CONSTABLE, "Amir Qureshi")
NIGHT = Difference("page-7", "Page 7, Patrols", "Paragraph 7.1", "day", "night", "k1", "changed")
TABLE = Difference("page-7", "Page 7, Patrols", "Table 2", "", "Sums", "k2", "added")
MONEY = Difference("appendix", "Appendix 1, Money", "Table 3, one figure", "£4m", "£5m", "k3", "changed")


def changed_since(*differences: Difference, more: tuple[Act, ...] = (), panel: Any = ()) -> Record:
    """The record on which another wording is to be issued than the one consulted on, with these differences."""
    changed = {"page-7": "Patrols", "appendix": "Money"}
    draft = Act("prepare_draft", date(2014, 2, 10), STAFF, OTHER_TEXT, {"changed": changed, "limbs": LIMBS}, 90)
    record = record_before(
        "issue",
        wording=OTHER_TEXT,
        differences=Compared(TEXT, OTHER_TEXT, differences),
        since_panel=Compared(TEXT, OTHER_TEXT, panel),
    )
    record = with_particulars(record, "send_to_panel", sections=["page-7", "appendix"])
    # Nothing that the Panel recommended was taken up, unless a test says so.
    record = with_particulars(record, "respond", answers=[{"number": 1, "outcome": "not_accepted", "reason": "No."}])
    return replace(record, acts=(*record.acts, draft, *more))


def asked_again(wording: str = BETWEEN, seq: int = 91, *, replied: bool = True) -> tuple[Act, ...]:
    asked = Act("consult_again", date(2014, 2, 11), STAFF, wording, {}, seq)
    return (asked, Act("record_reply", date(2014, 2, 12), CHIEF, wording, {}, seq + 1)) if replied else (asked,)


def refused(record: Record, rule: str = "V12") -> list[Refusal]:
    return [r for r in refusals(POLICE_AND_CRIME_PLAN.step("issue"), record) if r.rule == rule]


def test_each_section_that_differs_stands_in_the_way_once_and_says_in_words_what_differs():
    found = refused(changed_since(NIGHT, TABLE, MONEY))

    assert [r.reason for r in found] == [
        "Page 7, Patrols, differs from the draft on which the Chief Constable was consulted on 3 December 2013: "
        "in paragraph 7.1 “day” became “night”; table 2 was added.",
        "Appendix 1, Money, differs from the draft on which the Chief Constable was consulted on 3 December 2013: "
        "in table 3, one figure “£4m” became “£5m”.",
    ]
    assert {(r.section, r.waivable, r.clears) for r in found} == {("s.5(8)", False, "consult_again")}


def test_a_difference_that_stood_in_a_wording_consulted_on_again_is_covered_though_other_words_changed_since():
    night = replace(NIGHT, stood_in=frozenset({BETWEEN}))
    record = changed_since(night, MONEY, more=asked_again())

    assert [r.reason.split(",")[0] for r in refused(record)] == ["Appendix 1"]
    assert in_the_way(record) == (MONEY,)
    assert refused(changed_since(night, more=asked_again())) == []


def test_differences_may_be_covered_by_several_further_consultations():
    night, money = replace(NIGHT, stood_in=frozenset({BETWEEN})), replace(MONEY, stood_in=frozenset({"d" * 64}))
    record = changed_since(night, money, more=(*asked_again(), *asked_again("d" * 64, 93)))

    assert refused(record) == []


def test_a_further_consultation_without_its_reply_yields_to_a_reason_only():
    night = replace(NIGHT, stood_in=frozenset({BETWEEN}))
    record = changed_since(night, more=asked_again(replied=False))

    assert [(r.waivable, r.clears) for r in refused(record)] == [(True, "record_reply")]
    assert refused(record)[0].reason == (
        "The Chief Constable was asked about this wording on 11 February 2014 and had not replied."
    )
    assert unanswered_differences(record) == (night,)


def test_a_second_consultation_in_preparing_the_draft_counts_as_a_further_one():
    asked, reply = asked_again(seq=7)
    night = replace(NIGHT, stood_in=frozenset({BETWEEN}))
    record = changed_since(night, more=(replace(asked, step="consult_chief_constable"), reply))

    assert refused(record) == []


def test_the_wording_first_consulted_on_may_be_issued_whatever_was_asked_about_since():
    record = record_before("issue")
    record = replace(record, acts=(*record.acts, *asked_again(replied=False)))

    assert refused(record) == []


@pytest.mark.parametrize("known", [None, Compared(TEXT, BETWEEN), Compared(BETWEEN, OTHER_TEXT)])
def test_where_it_is_not_known_what_differs_the_wording_is_refused(known):
    record = replace(changed_since(NIGHT, more=asked_again()), differences=known)

    assert [(r.section, r.waivable) for r in refused(record)] == [("s.5(8)", False)]


def test_words_changed_in_a_section_that_was_before_the_panel_yield_to_a_reason():
    record = changed_since(panel=(NIGHT, MONEY))

    assert [(r.waivable, r.section) for r in refused(record, "V16")] == [(True, "s.5(6)(c)")] * 2
    assert refused(record, "V16")[0].reason == (
        "Page 7, Patrols, was before the Panel in other words, and was changed since it was sent on 6 January 2014: "
        "in paragraph 7.1 “day” became “night”. A material change that the Panel did not see may be unsafe."
    )


@pytest.mark.parametrize("kind", ["moved", "formatted"])
def test_what_only_moved_or_looks_otherwise_is_not_material(kind):
    assert refused(changed_since(panel=(replace(NIGHT, kind=kind),)), "V16") == []


def test_an_appendix_that_was_never_before_the_panel_refuses_and_does_not_yield():
    record = with_particulars(changed_since(panel=(NIGHT, MONEY)), "send_to_panel", sections=["page-7"])

    assert [(r.waivable, r.reason.split(",")[0]) for r in refused(record, "V16")] == [
        (False, "Money is changed"),
        (True, "Page 7"),
    ]


def test_a_section_on_which_a_recommendation_was_taken_up_is_excused():
    record = changed_since(panel=(NIGHT, MONEY))
    record = with_particulars(record, "respond", answers=[{"number": 1, "outcome": "accepted", "reason": "Clearer."}])

    assert [r.reason.split(",")[0] for r in refused(record, "V16")] == ["Appendix 1"]


def test_a_new_title_of_the_plan_that_the_panel_never_saw_refuses():
    title = Difference("", "The title of the plan", "Title of the plan", "Plan", "New plan", "t", "retitled")

    assert [r.waivable for r in refused(changed_since(panel=(title,)), "V16")] == [False]


def test_where_it_is_not_known_what_changed_since_the_panel_somebody_answers():
    assert [r.waivable for r in refused(replace(changed_since(), since_panel=None), "V16")] == [True]


def test_many_and_long_differences_are_said_in_short():
    many = [replace(NIGHT, place=f"Paragraph 7.{n}", kind="removed") for n in range(1, 6)]
    moved = [
        replace(NIGHT, kind="moved"),
        replace(NIGHT, kind="formatted"),
        replace(NIGHT, before=""),
        replace(NIGHT, before="", after=""),
        replace(NIGHT, place="Page 7, Patrols", kind="added"),
    ]

    assert in_words(many) == (
        "paragraph 7.1 was removed; paragraph 7.2 was removed; paragraph 7.3 was removed; and 2 more"
    )
    assert [in_words([one]) for one in moved] == [
        "paragraph 7.1 was moved",
        "paragraph 7.1 was set in another way",
        "in paragraph 7.1 “night” was added",
        "paragraph 7.1 was changed",
        "the section was added",
    ]
    assert clipped("word " * 30) == "word word word word word word word word word word word word …"
