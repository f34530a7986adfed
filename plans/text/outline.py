"""The text of a plan as data: sections, objectives and priority actions, and its digest."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

FORMAT = "pcc-plans/wording/1"


class SectionKind(StrEnum):
    """What a section of a plan is for."""

    FOREWORD = "foreword"
    PLAN_ON_A_PAGE = "plan_on_a_page"
    OBJECTIVE = "objective"
    PRIORITY_ACTIONS = "priority_actions"
    RESOURCES = "resources"
    WORKFORCE = "workforce"
    GRANTS = "grants"
    MEASURES = "measures"
    REPORTING = "reporting"
    APPENDIX = "appendix"
    OTHER = "other"


class OutlineError(ValueError):
    """The data is not the text of a plan; the message says where and why in a user's words."""


@dataclass(frozen=True, slots=True)
class PriorityAction:
    """One priority action: a code (theme letter and number, "V8"), its words, and who leads it."""

    code: str
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """One police and crime objective, with its theme letter ("V"), aim, shared outcomes and priority actions."""

    code: str
    title: str
    aim: str = ""
    outcomes: tuple[str, ...] = ()
    actions: tuple[PriorityAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """
    One section of a plan.

    ``id`` is stable across editions and variations; ``html`` is canonical (see ``plans.text.markup.clean``);
    ``limbs`` are the contents duties of s.7 that the section answers ("C1a", "C2", ...: STATUTE 1b).
    """

    id: str
    kind: SectionKind
    heading: str
    html: str = ""
    limbs: frozenset[str] = frozenset()
    objectives: tuple[Objective, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole text of a plan, in order."""

    title: str
    sections: tuple[Section, ...] = field(default=())

    def section(self, section_id: str) -> Section | None:
        """Find a section by its stable id, or return None."""
        return next((section for section in self.sections if section.id == section_id), None)

    def with_section(self, changed: Section) -> "Outline":
        """Return the outline with the section of the same id replaced."""
        return replace(self, sections=tuple(changed if s.id == changed.id else s for s in self.sections))

    @property
    def action_codes(self) -> tuple[str, ...]:
        """The codes of all priority actions, in the order of the text."""
        return tuple(code for section in self.sections for code in codes_of(section))


def codes_of(section: Section) -> tuple[str, ...]:
    """Return the codes of a section's priority actions, in the order of the text."""
    return tuple(action.code for objective in section.objectives for action in objective.actions)


def section_to_data(section: Section) -> dict[str, Any]:
    """Return a section as plain JSON data."""
    return {
        "id": section.id,
        "kind": section.kind.value,
        "heading": section.heading,
        "html": section.html,
        "limbs": sorted(section.limbs),
        "objectives": [
            {
                "code": objective.code,
                "title": objective.title,
                "aim": objective.aim,
                "outcomes": list(objective.outcomes),
                "actions": [{"code": a.code, "text": a.text, "lead": a.lead} for a in objective.actions],
            }
            for objective in section.objectives
        ],
    }


def to_data(outline: Outline) -> dict[str, Any]:
    """Return the outline as plain JSON data, the content of a wording."""
    return {
        "format": FORMAT,
        "title": outline.title,
        "sections": [section_to_data(section) for section in outline.sections],
    }


def section_from_data(data: dict[str, Any]) -> Section:
    """
    Read one section back from its data.

    :raises OutlineError: if the data is not a section.
    """
    try:
        return Section(
            id=str(data["id"]),
            kind=SectionKind(data.get("kind", "other")),
            heading=str(data["heading"]),
            html=str(data.get("html", "")),
            limbs=frozenset(str(limb) for limb in data.get("limbs", ())),
            objectives=tuple(
                Objective(
                    code=str(o["code"]),
                    title=str(o["title"]),
                    aim=str(o.get("aim", "")),
                    outcomes=tuple(str(outcome) for outcome in o.get("outcomes", ())),
                    actions=tuple(
                        PriorityAction(str(a["code"]), str(a["text"]), str(a.get("lead", "")))
                        for a in o.get("actions", ())
                    ),
                )
                for o in data.get("objectives", ())
            ),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as wrong:
        raise OutlineError(f"A section of the text cannot be read: {wrong}.") from wrong


def from_data(data: dict[str, Any]) -> Outline:
    """
    Read an outline back from its data.

    :raises OutlineError: if the data is not the text of a plan, or an id or action code stands twice.
    """
    try:
        outline = Outline(str(data["title"]), tuple(section_from_data(s) for s in data["sections"]))
    except (KeyError, TypeError) as wrong:
        raise OutlineError(f"The text cannot be read: {wrong}.") from wrong
    for what, keys in (("section id", [s.id for s in outline.sections]), ("action code", outline.action_codes)):
        twice = sorted({key for key in keys if list(keys).count(key) > 1})
        if twice:
            raise OutlineError(f"The {what} {', '.join(twice)} is used more than once.")
    return outline


def canonical_json(data: Any) -> str:
    """Write data in the one form that a digest is taken of: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(data: Any) -> str:
    """Return the SHA-256 hex digest of data in its canonical form."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def digest(outline: Outline) -> str:
    """Return the digest under which the outline's wording is kept."""
    return digest_of(to_data(outline))


def section_digests(outline: Outline) -> dict[str, str]:
    """Return the digest of each section by its stable id, in the order of the text."""
    return {section.id: digest_of(section_to_data(section)) for section in outline.sections}
