"""Two open variations of one plan that touch the same text."""

from dataclasses import replace
from datetime import date

import pytest

from plans.models import Instrument, Plan
from plans.queries.overlaps import overlaps
from plans.queries.texts import draft_outline
from plans.services.drafts import begin_variation
from plans.services.saving import save_section
from tests.factories import a_body, an_issued_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return an_issued_plan(a_body())


def begun(plan: Plan, title: str, section_id: str = "", html: str = "") -> Instrument:
    instrument = begin_variation(plan=plan, title=title, on=date(2013, 12, 3))
    if section_id:
        row = instrument.draft_sections.get(section_id=section_id)
        html = html or row.html + f"<p>{title}.</p>"
        save_section(row=row, section=replace(row.as_section(), html=html), revision=row.revision)
    return instrument


def found(instrument: Instrument, section_id: str = ""):
    return [
        (one.title, one.is_conflict, [(shared.section_id, shared.places) for shared in one.sections])
        for one in overlaps(instrument, draft_outline(instrument), section_id)
    ]


def test_drafts_that_touch_different_sections_do_not_overlap(plan):
    money = begun(plan, "Money", "resources")
    begun(plan, "Streets", "safer-streets")
    begun(plan, "Nothing yet")

    assert found(money) == []


def test_both_drafters_see_that_they_change_the_same_section_and_that_it_can_be_brought_together(plan):
    first = begun(plan, "First", "safer-streets")
    second = begun(plan, "Second", "safer-streets")

    assert found(first) == [("Second", False, [("safer-streets", ())])]
    assert found(second) == [("First", False, [("safer-streets", ())])]
    assert found(second, "resources") == []


def test_the_same_words_changed_otherwise_are_named_as_a_conflict(plan):
    first = begun(plan, "First", "safer-streets", "<p>Patrols are seen at night.</p>")
    second = begun(plan, "Second", "safer-streets", "<p>Patrols are seen on every lane.</p>")

    ((title, is_conflict, ((section_id, places),)),) = found(first, "safer-streets")
    assert (title, is_conflict, section_id) == ("Second", True, "safer-streets")
    assert places == tuple(place for _, _, [(_, there)] in found(second) for place in there) != ()


@pytest.mark.parametrize("others", [1, 3])
def test_overlaps_take_the_same_queries_however_many_variations_are_open(plan, others, django_assert_num_queries):
    first = Instrument.objects.select_related("base__wording").get(pk=begun(plan, "First", "safer-streets").pk)
    for number in range(others):
        begun(plan, f"Other {number}", "safer-streets")
    draft = draft_outline(first)

    with django_assert_num_queries(4):
        assert len(overlaps(first, draft)) == others
