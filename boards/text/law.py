"""What the Act asks, in the words of a report: a section is cited only where the table of rules is sure of it."""

from boards.text.facts import ReportFacts
from plans.statute.rules import RULES

ACT = "Police Reform and Social Responsibility Act 2011"
SURE = ("S", "S~")


def cite(rule: str) -> str:
    """Return the section of a rule in words, " (section 5(6)(c) and (7))", or "" where we are not sure of it."""
    section = section_of(rule)
    return f" ({section})" if section else ""


def section_of(rule: str) -> str:
    """Return the section of a rule in words, or "" where we are not sure of it."""
    row = RULES.get(rule)
    if row is None or row.confidence not in SURE:
        return ""
    if row.section.startswith("s."):
        return row.section.replace(", ", " and ").replace("s.", "section ", 1)
    return row.section.replace("Sch.", "Schedule ").replace("para ", "paragraph ").replace("s.", "section ")


def recital(facts: ReportFacts) -> tuple[str, ...]:
    """Return what the Act asks before a plan or variation is issued and afterwards, a paragraph each."""
    holder, draft = f"the {facts.holder}", facts.draft
    issued = "varied" if facts.is_variation else "issued"
    return (
        f"The {ACT} (“the Act”) {_begins(facts)}",
        f"A {draft} is prepared first{cite('V2')}. The Chief Constable is consulted in preparing it{cite('V3')}, and "
        f"{holder} has regard to the Strategic Policing Requirement{cite('V1')} and to the relevant priorities of each "
        f"responsible authority{cite('V5')}.",
        f"It is then sent to the {facts.panel} (“the Panel”), which has a reasonable amount of time with "
        f"it{cite('V6')}. The Panel reviews it and makes a report or recommendations{cite('V7')}. The Panel’s "
        "part is review: it does not decide.",
        f"Before the plan is {issued}, {holder} has regard to what the Panel said{cite('V8')}, gives the Panel a "
        f"response{cite('V9')} and publishes it{cite('V10')}. What differs from the draft that the Chief Constable saw "
        f"is put to the Chief Constable again{cite('V12')}.",
        f"The decision is {holder}’s own{cite('P12')}, and a record of it is published{cite('I7')}. A copy then "
        f"goes to the Chief Constable and to each of the other responsible authorities{cite('I1')}, and the "
        f"{'variation' if facts.is_variation else 'plan'} is published{cite('I2')}.",
    )


def _begins(facts: ReportFacts) -> str:
    if facts.is_variation:
        return (
            f"asks the {facts.holder} to keep the {facts.plan} under review{cite('I5')}. It may be varied; what is "
            f"varied is the plan as it now stands{cite('P3')}."
        )
    return (
        f"asks the {facts.holder} to issue a {facts.plan} within the financial year in which an ordinary election is "
        f"held{cite('P1')}, and as soon as practicable after taking office{cite('P2')}."
    )
