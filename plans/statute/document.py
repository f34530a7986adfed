"""The tables of rules and steps as a page, docs/statute.md, so that a lawyer can read what the program enforces."""

from collections.abc import Iterator

from plans.statute.procedures import VERSIONS
from plans.statute.profiles import PROFILES, REGIMES
from plans.statute.rules import FIXED, RULES, Rule, Severity
from plans.statute.terms import InstrumentKind, Procedure, Step

FAMILIES = {
    "P": "Duty to have a plan, its period, and who may act",
    "C": "What a plan sets out (s.7)",
    "V": "Before issuing or varying",
    "D": "Duties to have regard beside s.5",
    "I": "Issue, copies, publication, review",
    "N": "The panel's side",
    "W": "In Wales",
    "E": "While an election is near",
    "R": "The annual report, grants and information",
    "F": "The fire and rescue plan",
}
HOLDS = {
    Severity.BLOCK: "refuses",
    Severity.WARN: "yields to an officer's reason",
    Severity.TASK: "a duty with a date",
    Severity.SHOW: "is shown",
    Severity.SETTING: "is set for the body",
}
SURE = {"S": "seen in the source", "S~": "seen in part", "G": "our reading"}
INTRODUCTION = """# The statute as the program enforces it

Made from the tables in `plans/statute/` by `python manage.py write_statute`. Change the tables, not this page.

Sections without an Act are of the Police Reform and Social Responsibility Act 2011. The text of the Act was read in
stored copies: a monitoring officer checks each row before it is relied on.
"""
WHICH_CAN = """An office may hold a rule that refuses as one that yields to an officer's reason, and back.
What is begun after that is under the table as it then stood, to its end. These rules stay as they are:
"""


def statute_document() -> str:
    """Return the rules and every course that an instrument may be under, as Markdown."""
    return "\n".join(
        [INTRODUCTION, *_rules(), *_bodies(), *(line for course in VERSIONS.values() for line in _course(course))]
    )


def rules_by_family() -> dict[str, tuple[Rule, ...]]:
    """Return the rules in the order of the table under the words for their letter."""
    return {words: tuple(r for r in RULES.values() if r.id[0] == letter) for letter, words in FAMILIES.items()}


def _rules() -> Iterator[str]:
    for words, rules in rules_by_family().items():
        yield from (
            f"## {words}\n",
            "| rule | what it says | section | how sure | how it holds | how it is read here |",
        )
        yield "|---|---|---|---|---|---|"
        for rule in rules:
            sure, holds = SURE[rule.confidence], HOLDS[rule.severity]
            if rule.severity is Severity.BLOCK:
                holds += ", always" if rule.id in FIXED else ""
            yield f"| {rule.id} | {rule.says} | {rule.section} | {sure} | {holds} | {rule.reading} |"
        yield ""
    yield from ("## Rules that no office can hold otherwise\n", WHICH_CAN, "| rule | why |", "|---|---|")
    yield from (f"| {rule_id} | {why} |" for rule_id, why in FIXED.items())
    yield ""


def _bodies() -> Iterator[str]:
    yield from (
        "## The bodies\n",
        "| body | Panel | instrument | its course | clear days | languages |",
        "|---|---|---|---|---|---|",
    )
    for body, profile in PROFILES.items():
        for kind, course in profile.courses.items():
            who, words = (one.value.replace("_", " ") for one in (body, kind))
            of = f"{who} | {profile.names.panel} | {words} | `{course.version}`"
            yield f"| {of} | {profile.clear_days} | {', '.join(profile.languages)} |"
    yield from ("", "| body | from | until | what that rests on |", "|---|---|---|---|")
    for regime in REGIMES:
        until = regime.to_on.isoformat() if regime.to_on else ""
        yield f"| {regime.kind.value.replace('_', ' ')} | {regime.from_on.isoformat()} | {until} | {regime.basis} |"
    yield ""


def _course(course: Procedure) -> Iterator[str]:
    yield from (f"## The course `{course.version}`\n", "| step | section | whose | open while | leads to | asks for |")
    yield "|---|---|---|---|---|---|"
    kinds = (kind for profile in PROFILES.values() for kind, followed in profile.courses.items() if followed is course)
    nouns = tuple(dict.fromkeys(kind.noun for kind in kinds))
    for step in course.steps:
        yield _row(step, nouns)
    yield ""


def _row(step: Step, nouns: tuple[str, ...]) -> str:
    words = step.words.format(it=" or ".join(nouns))
    sections = dict.fromkeys([step.section_for(InstrumentKind.PLAN), step.section_for(InstrumentKind.VARIATION)])
    whose = "the commissioner in person" if step.personal else step.by.value.replace("_", " ")
    whose = "the commissioner, or whoever acts, in person" if step.held else whose
    open_while = ", ".join(stage.value.replace("_", " ") for stage in step.at)
    to = step.to.value.replace("_", " ") if step.to else ""
    asks = "; ".join(guard.__name__.replace("_", " ") for guard in step.requires)
    return f"| {words} | {', '.join(sections)} | {whose} | {open_while} | {to} | {asks} |"
