"""New priority actions of a returned Word file: each gets a code that somebody confirms, and that was never used."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from plans.models import Instrument, ProposedChange
from plans.models.texts import ACTION_CODE
from plans.queries.drafting import next_free_code, used_codes
from plans.text.outline import section_from_data, section_to_data
from plans.text.returned.new_actions import NewAction, as_actions, new_actions, with_codes


class Asks(Exception):
    """A change cannot be accepted until somebody says more about it; the message asks for it."""


def actions_brought(sections: list[dict[str, Any]]) -> Iterator[NewAction]:
    """Yield the priority actions that the sections of a change bring and that have no code yet."""
    for pair in sections:
        before, after = (section_from_data(pair[side]) if pair[side] else None for side in ("before", "after"))
        known = {new.mark for new in new_actions(before)}
        yield from (new for new in new_actions(after) if new.mark not in known)


def sections_as_actions(change: ProposedChange) -> list[dict[str, Any]]:
    """Return the sections of a change with the lines written among priority actions as such, each under a mark."""
    found = []
    for pair in change.sections:
        theme, count = pair.get("among") or ("", 0)
        after = as_actions(section_from_data(pair["after"]), theme, count) if theme else None
        found.append({"before": pair["before"], "after": section_to_data(after)} if after else pair)
    return found


def proposed_codes(used: set[str], brought: Iterable[NewAction]) -> dict[str, str]:
    """
    Return a code for each new priority action by its mark: what the file gives, if it is free, or else the next one.

    ``used`` are the codes that cannot be used; those that are proposed are added, so that none is proposed twice.
    """
    found = {}
    for new in brought:
        free = new.typed not in used and ACTION_CODE.regex.search(new.typed) and new.typed.startswith(new.theme)
        found[new.mark] = new.typed if free else next_free_code(used, new.theme)
        used.add(found[new.mark])
    return found


def give_codes(instrument: Instrument, change: ProposedChange, codes: Mapping[str, str]) -> None:
    """
    Give each new priority action of a change its code, in every change of the file that speaks of it.

    :raises Asks: if a code is missing, is none, or was used before: a code is never used again.
    """
    brought = list(actions_brought(change.sections))
    if not brought:
        return
    used, given = set(used_codes(instrument)), {}
    for new in brought:
        code = given[new.mark] = codes.get(new.mark, "").strip()
        if not code:
            raise Asks("Confirm the code of the new priority action, then accept it.")
        if not ACTION_CODE.regex.search(code):
            raise Asks(f"“{code}” is no code. Give capital letters and a number, such as V8.")
        if code in used:
            free = next_free_code(used, new.theme)
            raise Asks(f"The code {code} was used before, and no code is used again. The next free one is {free}.")
        used.add(code)
    for other in [change, *change.paper.changes.exclude(pk=change.pk)]:
        coded = [_coded(pair, given) for pair in other.sections]
        if coded != other.sections:
            other.sections = coded
            if other.pk != change.pk:
                other.save()


def _coded(pair: dict[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    sides = {
        side: section_to_data(with_codes(section_from_data(pair[side]), codes))
        for side in ("before", "after")
        if pair[side]
    }
    return {**pair, **sides}
