"""The covering report to the Panel, asking it to review a draft and to make a report or recommendations (s.28(3))."""

from boards.text import parts
from boards.text.facts import ReportFacts
from boards.text.kinds import BACKGROUND_DOCUMENTS
from boards.text.law import ACT, cite
from boards.text.words import bullets, counted, paragraphs, section, with_references
from plans.statute.dates import said
from plans.text.outline import Section


def panel(facts: ReportFacts) -> tuple[Section | None, ...]:
    """Return the sections of a report that puts a draft plan or variation before the Panel."""
    issues = (parts.changes(facts, f"Key issues: {facts.title}"), parts.resources(facts))
    return (
        _purpose(facts),
        _recommendation(facts),
        _terms(facts),
        parts.background(facts),
        *(issues if facts.is_variation else (_plan(facts),)),
        parts.consultation(facts),
        parts.endorsements(facts),
        parts.next_steps(facts, _answers(facts)),
        parts.sources(facts, BACKGROUND_DOCUMENTS),
    )


def _draft(facts: ReportFacts) -> str:
    return f"draft variation “{facts.title}”" if facts.is_variation else f"draft of the {facts.plan_name}"


def _purpose(facts: ReportFacts) -> Section:
    of = f" of the {facts.plan_name}" if facts.is_variation else ""
    words = f"This report puts the {_draft(facts)}{of} before the {facts.panel} for its review{cite('V7')}."
    changes = (
        f"The draft was frozen on {said(facts.frozen_on)} and makes {counted(len(facts.changes), 'change')} in "
        f"{counted(facts.sections_changed, 'section')} of edition {facts.edition}."
        if facts.edition
        else f"The draft was frozen on {said(facts.frozen_on)}."
    )
    return section("purpose", "Purpose", paragraphs(words, changes))


def _recommendation(facts: ReportFacts) -> Section:
    words = f"The Panel is asked to review the {_draft(facts)}, and to make to the {facts.holder} a report or "
    return section("recommendation", "Recommendations", paragraphs(f"{words}recommendations on it."))


def _terms(facts: ReportFacts) -> Section:
    law = f"Under the {ACT} the Panel reviews each draft plan and draft variation that it is given, and makes a report"
    words = f"{law} or recommendations on it{cite('V7')}. The review is the full Panel’s{cite('V14')}."
    local = f"The Panel’s own terms of reference say: “{facts.terms_item}”" if facts.terms_item else ""
    return section("terms", "Terms of reference", paragraphs(words, local))


def _plan(facts: ReportFacts) -> Section:
    lead = f"The draft sets {counted(len(facts.objectives), 'police and crime objective')}{cite('C1')}:"
    more = with_references("{clean} gives the whole draft.")
    heading = f"Key issues: {facts.title}"
    return section("changes", heading, paragraphs(lead), bullets(facts.objectives), more)


def _answers(facts: ReportFacts) -> str:
    words = f"The {facts.holder} has regard to the Panel’s report or recommendations{cite('V8')}, responds to "
    return f"{words}them{cite('V9')} and publishes the response before anything is issued{cite('V10')}."
