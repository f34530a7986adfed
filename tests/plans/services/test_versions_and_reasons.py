"""Versions put back, sections put in order and put back, and reasons that follow their change."""

from dataclasses import replace
from datetime import date

import pytest

from plans.models import DraftVersion, Instrument
from plans.queries.reasons import NOT_CONFIRMED, reasons_frozen_with, reasons_of
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable, freeze_draft, put_text
from plans.services.reasons import confirm_reason, give_reason
from plans.services.sections import OrderChanged, place_section, put_order, remove_section, restore_section
from plans.services.versions import restore_version, save_version
from plans.statute.terms import Stage
from plans.text.outline import digest
from plans.text.redline import compare
from tests.factories import STAFF, a_body, a_variation, an_issued_plan, an_outline

pytestmark = pytest.mark.django_db


@pytest.fixture
def variation() -> Instrument:
    return a_variation(an_issued_plan(a_body()))


def order(variation: Instrument) -> list[str]:
    return [section.id for section in draft_outline(variation).sections]


def redline(variation: Instrument):
    return compare(variation.base.wording.outline, draft_outline(variation))


def test_a_version_put_back_keeps_what_stood_before_it(variation):
    first = save_version(instrument=variation, name="  As  first read ")
    put_text(instrument=variation, outline=an_outline(words="Another thought."))
    second = draft_outline(variation)

    restore_version(version=first)

    assert digest(draft_outline(variation)) == first.wording_id
    kept = DraftVersion.objects.order_by("number").values_list("number", "name", "wording_id", "restored_from")
    assert list(kept) == [
        (1, "As first read", first.wording_id, None),
        (2, "Before version 1 was put back", digest(second), None),
        (3, "Version 1 put back", first.wording_id, first.pk),
    ]
    assert (first.changes, first.sections) == (1, 1)


def test_a_version_is_not_put_back_over_a_draft_that_was_not_seen(variation):
    version = save_version(instrument=variation, name="First")
    seen = digest(draft_outline(variation))
    put_text(instrument=variation, outline=an_outline(words="Somebody else's thought."))

    with pytest.raises(NotEditable, match="has changed since this page was shown"):
        restore_version(version=version, seen=seen)

    assert digest(draft_outline(variation)) != version.wording_id


@pytest.mark.parametrize("act", ["save", "restore"])
def test_a_closed_text_takes_no_version_and_gives_none_back(variation, act):
    version = save_version(instrument=variation, name="First")
    Instrument.objects.filter(pk=variation.pk).update(stage=Stage.WITHDRAWN)

    with pytest.raises(NotEditable, match="its text is closed"):
        save_version(instrument=variation, name="Late") if act == "save" else restore_version(version=version)

    assert variation.versions.count() == 1


def test_a_section_goes_after_another_and_first(variation):
    place_section(row=variation.draft_sections.get(section_id="measures"), after="safer-streets")
    assert order(variation) == ["safer-streets", "measures", "resources"]

    place_section(row=variation.draft_sections.get(section_id="resources"), after="")
    assert order(variation) == ["resources", "safer-streets", "measures"]


def test_an_order_seen_before_somebody_else_moved_a_section_is_not_put(variation):
    seen = order(variation)
    put_order(instrument=variation, order=[*seen[1:], seen[0]], seen=seen)

    with pytest.raises(OrderChanged):
        put_order(instrument=variation, order=list(reversed(seen)), seen=seen)

    assert order(variation) == [*seen[1:], seen[0]]


def test_a_removed_section_comes_back_as_the_edition_has_it_where_it_stood(variation):
    remove_section(row=variation.draft_sections.get(section_id="safer-streets"))

    restore_section(instrument=variation, section_id="safer-streets")

    assert draft_outline(variation) == variation.base.wording.outline
    with pytest.raises(NotEditable, match="Nothing was put back"):
        restore_section(instrument=variation, section_id="safer-streets")


def test_a_reason_follows_its_change_and_is_confirmed_for_the_new_words(variation):
    key = redline(variation).changes[0].key
    give_reason(instrument=variation, change_keys=[key], reason="Asked for.", redline=redline(variation))
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known, met and asked for."))
    now = redline(variation)

    found = reasons_of(variation, now)
    assert [given.reason for given in found.given.values()] == ["Asked for."]
    assert found.to_check == 1
    assert found.missing(now) == 0

    confirm_reason(instrument=variation, change_key=now.changes[0].key, redline=now)
    assert reasons_of(variation, now).to_check == 0
    assert variation.change_reasons.count() == 1


def test_one_reason_is_given_for_several_changes_and_for_none_that_is_gone(variation):
    text = draft_outline(variation)
    text = text.with_section(replace(text.sections[1], heading="Money, people and kit"))
    put_text(instrument=variation, outline=text)
    keys = [change.key for change in redline(variation).changes]

    give_reason(instrument=variation, change_keys=keys, reason="One thought.", redline=redline(variation))
    assert {row.reason for row in variation.change_reasons.all()} == {"One thought."}
    assert variation.change_reasons.count() == len(keys) == 2

    with pytest.raises(NotEditable, match="no longer makes one of these changes"):
        give_reason(instrument=variation, change_keys=["gone"], reason="x", redline=redline(variation))


def frozen_reasons(variation: Instrument) -> list[str]:
    """Freeze the draft and return the reason that its readers find at each change, empty where they find none."""
    line = freeze_draft(instrument=variation, on=date(2013, 12, 9), by=STAFF)
    kept = reasons_frozen_with(variation, line.wording_id)
    now = [change.key for change in redline(variation).changes]
    assert kept.keys() <= set(now)
    return [kept.get(key, "") for key in now]


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_reason_carried_over_is_frozen_with_the_change_of_now_and_says_if_nobody_confirmed_it(variation, confirmed):
    first = redline(variation)
    give_reason(instrument=variation, change_keys=[first.changes[0].key], reason="Asked for.", redline=first)
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known, met and asked for."))
    now = redline(variation)
    if confirmed:
        confirm_reason(instrument=variation, change_key=now.changes[0].key, redline=now)

    assert frozen_reasons(variation) == ["Asked for." if confirmed else f"Asked for. {NOT_CONFIRMED}"]


def test_a_reason_whose_change_is_gone_is_not_frozen_and_stays_with_the_draft(variation):
    first = redline(variation)
    give_reason(instrument=variation, change_keys=[first.changes[0].key], reason="Asked for.", redline=first)
    text = variation.base.wording.outline
    put_text(instrument=variation, outline=replace(text, sections=text.sections[:-1]))

    assert frozen_reasons(variation) == [""]
    assert variation.change_reasons.get().reason == "Asked for."
