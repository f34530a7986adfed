"""A returned Word file as its page shows it: section by section, each change as a redline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from plans.models import Instrument, ProposedChange
from plans.queries.drafting import used_codes
from plans.services.returned import Clash
from plans.services.returned_actions import actions_brought, proposed_codes, sections_as_actions
from plans.statute.dates import said
from plans.text.diff.document import PlacedBlock, SectionDiff
from plans.text.diff.operations import Kind
from plans.text.outline import Outline, Section
from plans.text.redline import compare
from plans.text.returned.new_actions import with_codes


@dataclass(frozen=True, slots=True)
class Refused:
    """The number of a change that could not be accepted as asked, why not, what was sent, and whether it is unclear."""

    number: int
    words: str
    sent: Mapping[str, str]
    among: bool = False

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong, with the id of the box to mend it in."""
        box = "paragraphs" if self.among and self.sent.get("meant") != "actions" else "code-1"
        return [(f"change-{self.number}-{box}", self.words)]


def asked_of(
    instrument: Instrument, changes: Iterable[ProposedChange], refused: Refused | None = None
) -> dict[int, dict[str, Any]]:
    """Return what must be said of a change before it is accepted, by its number. Two queries if there is any such."""
    found: dict[int, dict[str, Any]] = {}
    open_changes = [change for change in changes if change.state != ProposedChange.State.ACCEPTED]
    brought = {change.number: list(actions_brought(change.sections)) for change in open_changes}
    among = {
        change.number: list(actions_brought(sections_as_actions(change))) for change in open_changes if change.among
    }
    if not any(brought.values()) and not among:
        return found
    used = set(used_codes(instrument))
    proposed = proposed_codes(used, {new.mark: new for news in brought.values() for new in news}.values())
    for change in open_changes:
        news = among.get(change.number) or brought[change.number]
        codes = proposed_codes(used, news) if change.number in among else proposed
        sent = refused.sent if refused and refused.number == change.number else {}
        if news:
            found[change.number] = {
                "among": bool(change.among),
                "meant": sent.get("meant", ""),
                "error": refused.words if sent else "",
                "codes": [
                    {
                        "mark": new.mark,
                        "code": sent.get(f"code-{new.mark}", codes[new.mark]),
                        "typed": new.typed if new.typed != codes[new.mark] else "",
                        "text": new.text,
                    }
                    for new in news
                ],
            }
    return found


def sections_shown(
    sent: Outline, changes: Iterable[ProposedChange], asked: Mapping[int, dict[str, Any]]
) -> list[dict[str, Any]]:
    """
    Return the sections of the text that was sent out in which something is proposed, each with its changes.

    ``asked`` is what ``asked_of`` found: a new priority action is shown under the code that is proposed for it.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    codes = {code["mark"]: code["code"] for one in asked.values() if not one["among"] for code in one["codes"]}
    for change in changes:
        shown = change_shown(sent, change, codes) | {"asked": asked.get(change.number)}
        found.setdefault(shown["section_id"], []).append(shown)
    order = [section.id for section in sent.sections]
    headings = {section.id: section.heading for section in sent.sections}
    keys = sorted(found, key=lambda key: order.index(key) if key in order else len(order))
    return [{"id": key, "heading": headings.get(key, "A new section"), "changes": found[key]} for key in keys]


def change_shown(sent: Outline, change: ProposedChange, codes: Mapping[str, str]) -> dict[str, Any]:
    """Return one change for the page: who, when, where in words, and what became of each block it touches."""
    pairs = [tuple(with_codes(side, codes) if side else None for side in pair) for pair in change.pairs]
    redline = compare(_with(sent, pairs, new=False), _with(sent, pairs, new=True))
    first = next((section for pair in pairs if (section := pair[0] or pair[1])), None)
    return {
        "change": change,
        "on": _day(change.dated),
        "section_id": first.id if first else "",
        "places": list(dict.fromkeys(each.place for each in redline.changes)),
        "kinds": list(dict.fromkeys(each.kind for each in redline.changes)),
        "sections": [
            {
                "section": section,
                "blocks": _blocks(section),
                "is_whole": section.kind in (Kind.ADDED, Kind.REMOVED),
                "is_retitled": any(piece.kind is not Kind.SAME for piece in section.heading),
            }
            for section in redline.changed_sections
        ],
    }


def _with(sent: Outline, pairs: Iterable[tuple[Section | None, Section | None]], *, new: bool) -> Outline:
    """Return the text that was sent out without the change, or with it; only the sections concerned have words."""
    now = {section.id: pair[new] for pair in pairs for section in pair if section}
    stubs = [replace(s, html="", objectives=()) if s.id not in now else now[s.id] for s in sent.sections]
    more = [section for key, section in now.items() if sent.section(key) is None]
    return Outline(sent.title, tuple(section for section in [*stubs, *more] if section))


def _blocks(section: SectionDiff) -> list[PlacedBlock]:
    """Return the blocks that are not the same; which change they are is said above them."""
    return [replace(block, changes=()) for block in section.blocks if block.diff.kind is not Kind.SAME]


def _day(dated: str) -> str:
    """Return the day of a time as a Word file writes it, in words; nothing if it is no time."""
    try:
        return said(date.fromisoformat(dated[:10]))
    except ValueError:
        return ""


def clash_shown(clash: Clash, sent: Outline) -> dict[str, Any]:
    """Return a clash for the page: the change, and for each place the draft's words and the file's."""
    return {"shown": change_shown(sent, clash.change, {}), "words": str(clash), "conflicts": clash.conflicts}
