"""The covering report to the office's own Board, asking it to endorse a variation or a draft plan."""

from boards.text import parts
from boards.text.facts import ReportFacts
from boards.text.kinds import BIBLIOGRAPHY
from boards.text.law import cite
from boards.text.words import bullets, counted, listed, paragraphs, section, with_references
from plans.statute.dates import said
from plans.text.outline import Section


def variation(facts: ReportFacts) -> tuple[Section | None, ...]:
    """Return the sections of a report that asks the Board to endorse a variation."""
    return (
        purpose(facts),
        recommendation(facts),
        parts.background(facts),
        parts.objectives(facts),
        parts.changes(facts, f"What changes and why: {facts.title}"),
        parts.resources(facts),
        parts.consultation(facts),
        parts.endorsements(facts),
        parts.next_steps(facts),
        parts.sources(facts, BIBLIOGRAPHY),
    )


def plan(facts: ReportFacts) -> tuple[Section | None, ...]:
    """Return the sections of a report that asks the Board to endorse a draft plan."""
    return (
        purpose(facts),
        recommendation(facts),
        parts.background(facts, _due(facts)),
        _objectives_of_a_plan(facts),
        parts.consultation(facts),
        parts.endorsements(facts),
        parts.next_steps(facts),
        parts.sources(facts, BIBLIOGRAPHY),
    )


def purpose(facts: ReportFacts) -> Section:
    """Return what the report is for, and what lies before the Board."""
    before = (
        f"It makes {counted(len(facts.changes), 'change')} in {counted(facts.sections_changed, 'section')} of edition "
        f"{facts.edition}, which was issued on {said(facts.edition_on)}. "
        if facts.edition and facts.edition_on
        else ""
    )
    marked = "{redline} marks them." if facts.edition else "{clean} gives it in full."
    asked = (
        f"This report asks the {facts.committee} to endorse the {facts.draft} “{facts.title}” of the {facts.plan_name}."
        if facts.is_variation
        else f"This report asks the {facts.committee} to endorse the draft of the {facts.plan_name}."
    )
    frozen = f"The draft was frozen on {said(facts.frozen_on)}. {before}{marked}"
    return section("purpose", "Purpose", paragraphs(asked), with_references(frozen))


def recommendation(facts: ReportFacts) -> Section:
    """Return what the Board is asked to resolve; it is written here once, wherever it is shown."""
    what = f"{facts.draft} “{facts.title}”" if facts.is_variation else f"draft of the {facts.plan_name}"
    first = f"That the {facts.committee} endorses the {what}, as frozen on {said(facts.frozen_on)}."
    money = list(dict.fromkeys(f"“{change.title}”" for change in facts.changes if change.is_of_money))
    second = f"That it endorses, as part of it, the revised {listed(money)}." if money else ""
    second = second if facts.is_variation else ""
    return section("recommendation", "Recommendation", paragraphs(first, second))


def _due(facts: ReportFacts) -> str:
    return f"A plan of this term is due by {said(facts.due_on)}{cite('P1')}." if facts.due_on else ""


def _objectives_of_a_plan(facts: ReportFacts) -> Section:
    lead = f"The draft sets {counted(len(facts.objectives), 'police and crime objective')}{cite('C1')}:"
    more = with_references("{clean} gives them with their aims, outcomes and priority actions.")
    return section("objectives", "Police and crime objectives", paragraphs(lead), bullets(facts.objectives), more)
