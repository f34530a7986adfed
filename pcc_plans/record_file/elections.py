"""The elections of a body in a record file, each with its postponements: parsed, kept, and dumped."""

from typing import Any

from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.fields import blocks, check_keys, day, flag, needed_day, number, text
from pcc_plans.record_file.reading import Block
from plans.models import Body, Election, Postponement
from plans.services.calendar import CannotBeKept, postpone_election

Data = dict[str, Any]


def parse_election(block: Block) -> tuple[int, Data]:
    """
    Return what an election says, with its line; ``postponements`` are those in the order in which they were recorded.

    :raises FileWrong: if a key is unknown, or it is said in two ways how the election was put off.
    """
    keys = ("expected_on", "ordinary", "postponed_to", "postponed_by_decision_on", "postponements")
    check_keys(block, keys, "An election")
    expected, later = needed_day(block, "expected_on"), day(block, "postponed_to")
    if later is not None and later <= expected:
        raise FileWrong(block.line_of("postponed_to"), "An election is put off to a later day than it was expected on.")
    put_off = [_postponement(entry, at) for at, entry in enumerate(blocks(block, "postponements"), 1)]
    if later is not None:
        if put_off:
            raise FileWrong(block.line, "Give “postponed_to”, or “postponements” where there were several, not both.")
        put_off = [{"to": later, "decided_on": day(block, "postponed_by_decision_on"), "line": block.line}]
    facts = {"ordinary": flag(block, "ordinary", True), "expected_on": expected, "postponements": put_off}
    return block.line, facts


def _postponement(block: Block, at: int) -> Data:
    check_keys(block, ("to", "decided_on", "why", "by", "corrects"), "A postponement")
    corrects = number(block, "corrects", lowest=1)
    if corrects is not None and corrects >= at:
        raise FileWrong(block.line_of("corrects"), "A postponement corrects one that stands before it in the list.")
    return {
        "to": needed_day(block, "to"),
        "decided_on": day(block, "decided_on"),
        "why": text(block, "why"),
        "by_name": text(block, "by", longest=200),
        "corrects": corrects,
        "line": block.line,
    }


def put_off(election: Election, postponements: list[Data]) -> None:
    """
    Put an election off as a file says.

    :raises FileWrong: at the first postponement that cannot be kept, with why.
    """
    kept: list[Postponement] = []
    for facts in postponements:
        line, corrects = facts["line"], facts.get("corrects")
        given = {key: facts[key] for key in ("to", "decided_on", "why", "by_name") if key in facts}
        try:
            postpone_election(election=election, corrects=kept[corrects - 1] if corrects else None, **given)
        except CannotBeKept as why:
            raise FileWrong(line, str(why)) from why
        kept.append(election.postponements.latest("pk"))


def dumped_elections(body: Body) -> list[Data]:
    """Return the elections of a body; one that was put off once, with nothing said of why, is written shortly."""
    rows = body.elections.order_by("expected_on").prefetch_related("postponements")
    return [_dumped(row, sorted(row.postponements.all(), key=lambda each: each.pk)) for row in rows]


def _dumped(row: Election, postponements: list[Postponement]) -> Data:
    data: Data = {"expected_on": row.expected_on, "ordinary": row.ordinary}
    if any(each.why or each.by_name for each in postponements) or len(postponements) > 1:
        numbers = {each.pk: at for at, each in enumerate(postponements, 1)}
        said = (
            {
                "to": each.to,
                "decided_on": each.decided_on,
                "why": each.why,
                "by": each.by_name,
                "corrects": numbers.get(each.corrects_id) if each.corrects_id else None,
            }
            for each in postponements
        )
        return data | {"postponements": [{key: value for key, value in one.items() if value} for one in said]}
    short = {"postponed_to": row.postponed_to, "postponed_by_decision_on": row.postponed_by_decision_on}
    return data | {key: value for key, value in short.items() if value}
