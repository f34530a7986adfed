"""A reason finds its change again when the change is edited further, and is not given to another."""

import pytest

from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from plans.text.redline import compare
from plans.text.subjects import Subject, carried, subjects_of

BASE = "<p>Patrols are seen and known in each town.</p><p>The budget is set in February.</p>"


def outline(html: str, heading: str = "Safer streets", action: str = "Walk each evening.") -> Outline:
    objective = Objective("S", "Streets", "", (), (PriorityAction("S1", action),))
    return Outline("Plan", (Section("safer", SectionKind.OTHER, heading, html, frozenset(), (objective,)),))


def places(before: Outline, now: Outline):
    base = outline(BASE)
    return carried(subjects_of(compare(base, before)), subjects_of(compare(base, now)))


def test_a_change_that_is_not_edited_keeps_what_was_given():
    now = outline(BASE.replace("known", "met"))

    assert len(places(now, now).stand) == 1
    assert places(now, now).to_check == {}
    assert places(now, now).gone == ()


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (outline(BASE.replace("known", "met")), outline(BASE.replace("known", "met by all"))),
        (
            outline(BASE + "<p>Streets are lit by night in every town.</p>"),
            outline(BASE + "<p>Streets are lit by night in every village.</p>"),
        ),
        (outline(BASE, heading="Safe streets"), outline(BASE, heading="Safest streets")),
        (outline(BASE, action="Walk each night."), outline(BASE, action="Run each night.")),
        (
            outline(BASE.replace("<p>The budget is set in February.</p>", "")),
            outline(BASE.replace("The budget is set in February.", "The budget is set in March.")),
        ),
    ],
    ids=["changed block", "added block", "heading", "priority action", "removed, then changed"],
)
def test_a_change_edited_further_keeps_what_was_given_to_be_checked(before, now):
    found = places(before, now)

    assert found.stand == frozenset()
    assert (len(found.to_check), found.gone) == (1, ())


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (outline(BASE.replace("known", "met")), outline(BASE)),
        (outline(BASE.replace("known", "met")), outline(BASE.replace("February", "March"))),
        (outline(BASE + "<p>Streets are lit by night.</p>"), outline(BASE + "<p>Courts sit on Mondays only.</p>")),
    ],
    ids=["undone", "another paragraph", "other words added"],
)
def test_a_change_that_is_gone_gives_its_reason_to_no_other(before, now):
    found = places(before, now)

    assert found.to_check == {}
    assert len(found.gone) == 1


def test_two_changes_edited_further_each_keep_their_own():
    before = outline(BASE.replace("known", "met").replace("February", "March"))
    now = outline(BASE.replace("known", "met by all").replace("February", "April"))
    given = subjects_of(compare(outline(BASE), before))
    found = carried(given, later := subjects_of(compare(outline(BASE), now)))

    assert {later[key].old: given[was].old for key, was in found.to_check.items()} == {
        "Patrols are seen and known in each town.": "Patrols are seen and known in each town.",
        "The budget is set in February.": "The budget is set in February.",
    }


def test_a_subject_comes_back_from_its_data_and_from_none():
    found = list(subjects_of(compare(outline(BASE), outline(BASE, heading="Other"))).values())

    assert [Subject.from_data(each.to_data()) for each in found] == found
    assert Subject.from_data({}) == Subject("", "", "", "", "", "")
