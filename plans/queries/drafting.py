"""The working draft as its drafters see it: numbers, words, the limbs of s.7, and what stands in force."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from plans.models import DraftObjective, DraftSection, Edition, Instrument, Plan
from plans.queries.tables import wrong_totals, wrong_words
from plans.statute.terms import LIMB_WORDS, Limb
from plans.text.markup import word_count
from plans.text.numbering import broken_references, section_numbers, targets
from plans.text.outline import Outline, Section, SectionKind, section_digests
from plans.text.tables.totals import Marks

KIND_WORDS = {
    SectionKind.FOREWORD: "foreword",
    SectionKind.PLAN_ON_A_PAGE: "the plan on a page",
    SectionKind.OBJECTIVE: "police and crime objective",
    SectionKind.PRIORITY_ACTIONS: "priority actions",
    SectionKind.RESOURCES: "money and other resources",
    SectionKind.WORKFORCE: "workforce",
    SectionKind.GRANTS: "grants and services",
    SectionKind.MEASURES: "measures",
    SectionKind.REPORTING: "reporting",
    SectionKind.APPENDIX: "appendix",
    SectionKind.OTHER: "other text",
}


@dataclass(frozen=True, slots=True)
class SectionLine:
    """
    One section of a draft in its outline.

    ``state`` is "added", "changed", "moved" or "" against the edition varied; ``words_before`` is None without one.
    ``wrong_totals`` says how many totals of its tables do not add up, if any.
    """

    section_id: str
    number: str
    label: str
    heading: str
    kind: str
    state: str
    words: int
    words_before: int | None
    limbs: tuple[str, ...]
    objectives: int
    actions: int
    wrong_totals: str = ""


@dataclass(frozen=True, slots=True)
class LimbLine:
    """One of the contents that s.7 asks for, and the sections of the draft that say they set it out."""

    limb: Limb
    words: str
    sections: tuple[str, ...]


def words_of(section: Section) -> int:
    """Return how many words a section has, its heading, objectives and priority actions counted."""
    said = [section.heading]
    for objective in section.objectives:
        said += [objective.title, objective.aim, *objective.outcomes, *(action.text for action in objective.actions)]
    return word_count(section.html) + sum(len(text.split()) for text in said)


def section_lines(
    draft: Outline, base: Outline | None, changed: Mapping[str, str], marks: Mapping[str, Marks] = MappingProxyType({})
) -> tuple[SectionLine, ...]:
    """
    Return the outline of a draft.

    ``changed`` is what plans.services.wordings.changed_sections says of it, ``marks`` what plans.queries.tables does.
    """
    numbers = section_numbers(draft)
    old, new = section_digests(base) if base else {}, section_digests(draft)
    return tuple(
        SectionLine(
            section_id=section.id,
            number=numbers[section.id][0],
            label=numbers[section.id][1],
            heading=section.heading,
            kind=KIND_WORDS[section.kind],
            state=_state(section.id, old, new, changed) if base else "",
            words=words_of(section),
            words_before=words_of(before) if base and (before := base.section(section.id)) else None,
            limbs=tuple(LIMB_WORDS[limb] for limb in Limb if limb in section.limbs),
            objectives=len(section.objectives),
            actions=sum(len(objective.actions) for objective in section.objectives),
            wrong_totals=wrong_words(wrong_totals(section.html, marks.get(section.id, {}))),
        )
        for section in draft.sections
    )


def _state(section_id: str, old: Mapping[str, str], new: Mapping[str, str], changed: Mapping[str, str]) -> str:
    if section_id not in changed:
        return ""
    if section_id not in old:
        return "added"
    return "changed" if old[section_id] != new[section_id] else "moved"


def limb_lines(draft: Outline) -> tuple[LimbLine, ...]:
    """Return each of the contents of s.7 with the sections of a draft that set it out."""
    return tuple(
        LimbLine(limb, words, tuple(section.heading for section in draft.sections if limb in section.limbs))
        for limb, words in LIMB_WORDS.items()
    )


@dataclass(frozen=True, slots=True)
class BrokenReference:
    """A section of a draft that refers to what is not in it, with a sentence that says so."""

    section_id: str
    section: str
    words: str


def broken_references_of(draft: Outline) -> tuple[BrokenReference, ...]:
    """Return every reference of a draft to a section, objective or priority action that is not in it."""
    broken, numbers = broken_references(draft), section_numbers(draft)
    return tuple(
        BrokenReference(section.id, f"{numbers[section.id][1]}, {section.heading}", _broken_words(address))
        for section in draft.sections
        for address in broken.get(section.id, ())
    )


def _broken_words(address: str) -> str:
    kind, _, key = address.partition("-")
    if kind == "section":
        return "refers to a section that is no longer in the draft"
    what = "objective" if kind == "objective" else "priority action"
    return f"refers to {what} {key}, which is not in the draft"


@dataclass(frozen=True, slots=True)
class Referable:
    """What a draft can refer to: its address ("#section-money"), the words of a reference, and what it is."""

    address: str
    words: str
    title: str


def referables(draft: Outline) -> dict[str, list[Referable]]:
    """Return everything that a draft's text can refer to, in the order of the text, under a heading for each kind."""
    known = targets(draft)
    objectives = [objective for section in draft.sections for objective in section.objectives]
    found = {
        "Sections": [(f"section-{section.id}", section.heading) for section in draft.sections],
        "Objectives": [(f"objective-{objective.code}", objective.title) for objective in objectives],
        "Priority actions": [(f"action-{a.code}", a.text) for objective in objectives for a in objective.actions],
    }
    return {
        kind: [Referable(f"#{address}", known[address].words, title) for address, title in parts]
        for kind, parts in found.items()
        if parts
    }


def latest_edition(plan: Plan) -> Edition | None:
    """Return the plan's latest edition with its wording. One query."""
    return plan.editions.select_related("wording").order_by("-number").first()


def saved_by(row: DraftSection) -> str:
    """Return who saved a section last, by name; empty if nobody was signed in. One query."""
    last = row.history.select_related("history_user").order_by("-history_id").first()
    user = last.history_user if last else None
    return (user.get_full_name() or user.get_username()) if user else ""


def used_codes(instrument: Instrument) -> frozenset[str]:
    """Return the priority action codes that the draft or any edition of its plan ever had. Two queries."""
    used = set(instrument.draft_actions.values_list("code", flat=True))
    for facts in instrument.plan.editions.values_list("wording__facts", flat=True):
        used |= set(facts["actions"])
    return frozenset(used)


def next_free_code(used: Iterable[str], theme: str) -> str:
    """Return the next priority action code of a theme after all that were ever used."""
    numbers = [int(code[len(theme) :]) for code in used if code.startswith(theme) and code[len(theme) :].isdigit()]
    return f"{theme}{max(numbers, default=0) + 1}"


def objectives_of(instrument: Instrument) -> list[DraftObjective]:
    """Return the objectives of a draft in the order of the text, each with its section. One query."""
    objectives = DraftObjective.objects.filter(section__instrument=instrument).select_related("section")
    return list(objectives.order_by("section__position", "section_id", "position", "id"))
