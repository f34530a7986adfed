"""The report to the audit committee on the making of a plan: what the Act asks of it, and how far it is."""

from boards.text import parts
from boards.text.facts import ReportFacts
from boards.text.kinds import BIBLIOGRAPHY
from boards.text.law import ACT, cite
from boards.text.words import bullets, counted, paragraphs, section, with_references
from plans.statute.dates import said
from plans.statute.terms import LIMB_WORDS, Limb
from plans.text.outline import Section

LEADS = (("police", "Police-led"), ("partner", "Partner-led"), ("public", "Public-led"))


def audit(facts: ReportFacts) -> tuple[Section | None, ...]:
    """Return the sections of a report on the making of a plan."""
    return (
        _purpose(facts),
        _recommendation(facts),
        _background(facts),
        _process(facts),
        _approach(facts),
        parts.consultation(facts),
        parts.next_steps(facts),
        parts.sources(facts, BIBLIOGRAPHY),
    )


def _purpose(facts: ReportFacts) -> Section:
    words = f"This report tells the {facts.committee} (“the Committee”) how far the making of the {facts.plan_name} is."
    return section("purpose", "Purpose", paragraphs(words))


def _recommendation(facts: ReportFacts) -> Section:
    words = "That the Committee notes this report and gives its input into the plan."
    return section("recommendation", "Recommendation", paragraphs(words))


def _background(facts: ReportFacts) -> Section:
    due = f" It is due by {said(facts.due_on)}." if facts.due_on else ""
    first = (
        f"Under the {ACT} (“the Act”) the {facts.holder} issues a plan within the financial year of an ordinary "
        f"election{cite('P1')}.{due} It sets out:"
    )
    limbs = [f"{LIMB_WORDS[limb]}{cite(limb.value[:2])}" for limb in Limb]
    then = (
        f"In making it the {facts.holder} has regard to the relevant priorities of each responsible authority"
        f"{cite('V5')} and to the Strategic Policing Requirement{cite('V1')}, and obtains the views of people in the "
        f"area and of victims of crime{cite('V4')}.",
        "Regard is had to the safety and welfare of children, to equality, to value for money and to any guidance of "
        f"the Secretary of State{cite('C8')}.",
    )
    return section("background", "Background", paragraphs(first), bullets(limbs), paragraphs(*then))


def _process(facts: ReportFacts) -> Section:
    html = [paragraphs(f"The evidence for the plan has {counted(len(LEADS), 'part')}.")]
    for lead, words in LEADS:
        lines = [f"{item.title} ({item.source})" for item in facts.evidence if item.led_by == lead]
        said_of = f"{words}: {counted(len(lines), 'item')} that may be published."
        html += [paragraphs(said_of), bullets(lines)]
    return section("process", "How the plan is planned", *html)


def _approach(facts: ReportFacts) -> Section:
    lead = f"The draft of {said(facts.frozen_on)} sets {counted(len(facts.objectives), 'police and crime objective')}:"
    more = with_references("{clean} gives the whole draft.")
    return section("approach", "What the plan sets out to do", paragraphs(lead), bullets(facts.objectives), more)
