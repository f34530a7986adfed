"""The working record of the Panel's reviews in a record file, parsed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from panel_reviews.models import Motion, PanelGroup, PanelRules
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.fields import as_block, as_items, blocks, check_keys, choice, day, flag, number, ref, text
from pcc_plans.record_file.reading import Block

MOTION = ("moved_by", "seconded_by", "state", "vote", "decided_on")
ANCHOR = ("quote", "before", "after", "at")
VOTE = ("how", "for", "against", "abstained", "casting")
REVIEW = ("sending", "groups", "recommendations", "report", "published", "answers", "paragraphs", "carried_out")
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PanelWork:
    """What the file says of the work on one sending of a draft to the Panel: plain facts, by the keys of the file."""

    line: int
    sending: int
    groups: tuple[Facts, ...]
    recommendations: tuple[Facts, ...]
    report: Facts
    published: Facts
    answers: tuple[Facts, ...]
    paragraphs: tuple[Facts, ...]
    carried_out: tuple[Facts, ...]


def parse_rules(block: Block) -> Facts | None:
    """Return a Panel's own rules as the file has them, or None."""
    if block.get("panel_rules") is None:
        return None
    rules = as_block(block["panel_rules"], block.line_of("panel_rules"), "“panel_rules”")
    check_keys(rules, ("casting_vote", "shown"), "“panel_rules”")
    shown = choice(rules, "shown", PanelRules.Shown.values, default=PanelRules.Shown.COUNTS.value)
    return {"casting_vote": flag(rules, "casting_vote", True), "shown": shown}


def parse_vote(block: Block, key: str) -> Facts:
    """Return how a motion was decided; nothing where it was agreed together with the report, or is not decided."""
    if block.get(key) is None:
        return {}
    vote = as_block(block[key], block.line_of(key), f"“{key}”")
    check_keys(vote, VOTE, "A vote")
    how = choice(vote, "how", (Motion.How.COUNTED.value, Motion.How.AGREED.value))
    if how == Motion.How.AGREED:
        return {"how": how}
    counts = {name: number(vote, name, 0, highest=200) for name in ("for", "against", "abstained")}
    return {
        "how": how,
        **counts,
        **({"casting": choice(vote, "casting", ("for", "against"))} if "casting" in vote else {}),
    }


def parse_paragraphs(block: Block, key: str) -> list[Facts]:
    """Return the paragraphs of a response, each with the numbers of the recommendations that it answers."""
    found = []
    for entry in blocks(block, key):
        check_keys(entry, ("words", "numbers"), "A paragraph")
        numbers = list(as_items(entry.get("numbers"), entry.line_of("numbers"), "“numbers”"))
        if not numbers or any(type(one) is not int for one in numbers):
            raise FileWrong(entry.line_of("numbers"), "“numbers” lists the recommendations that the paragraph answers.")
        found.append({"words": text(entry, "words", needed=True), "numbers": numbers})
    return found


def parse_work(block: Block) -> tuple[PanelWork, ...]:
    """
    Parse what an instrument says under "panel_work".

    :raises FileWrong: if a key is unknown or missing, or a value is not what the key takes.
    """
    return tuple(_review(entry) for entry in blocks(block, "panel_work"))


def _review(block: Block) -> PanelWork:
    check_keys(block, REVIEW, "A review of the Panel")
    return PanelWork(
        line=block.line,
        sending=number(block, "sending", 1, lowest=1) or 1,
        groups=tuple(_group(entry) for entry in blocks(block, "groups")),
        recommendations=tuple(_recommendation(entry) for entry in blocks(block, "recommendations")),
        report=_report(block),
        published=_published(block),
        answers=tuple(_answer(entry) for entry in blocks(block, "answers")),
        paragraphs=tuple(parse_paragraphs(block, "paragraphs")),
        carried_out=tuple(_carried_out(entry) for entry in blocks(block, "carried_out")),
    )


def _group(block: Block) -> Facts:
    check_keys(block, ("name", "kind", "met_on", "found", "proposals"), "A group")
    return {
        "name": text(block, "name", needed=True, longest=200),
        "kind": choice(block, "kind", PanelGroup.Kind.values),
        "met_on": day(block, "met_on"),
        "found": text(block, "found"),
        "proposals": [_proposal(entry) for entry in blocks(block, "proposals")],
    }


def _proposal(block: Block) -> Facts:
    check_keys(block, ("words", "concerns"), "A proposal")
    return {"words": text(block, "words", needed=True), "concerns": ref(block, "concerns", needed=False)}


def _motion(block: Block) -> Facts:
    state = choice(block, "state", Motion.State.values, default=Motion.State.PROPOSED.value)
    vote = parse_vote(block, "vote")
    together = state == Motion.State.CARRIED and not vote
    return {
        "moved_by": text(block, "moved_by", longest=200),
        "seconded_by": text(block, "seconded_by", longest=200),
        "state": state,
        "how": Motion.How.WITH_THE_REPORT.value if together else vote.get("how", ""),
        "votes_for": vote.get("for"),
        "votes_against": vote.get("against"),
        "abstained": vote.get("abstained"),
        "casting": vote.get("casting", ""),
        "decided_on": day(block, "decided_on"),
    }


def _recommendation(block: Block) -> Facts:
    known = ("number", "stood_as", "words", "concerns", *ANCHOR, *MOTION, "drafts", "amendments", "group", "proposal")
    check_keys(block, known, "A recommendation")
    return {
        "number": number(block, "number", lowest=1),
        "stood_as": number(block, "stood_as", lowest=1),
        "words": text(block, "words", needed=True),
        "concerns": ref(block, "concerns", needed=False),
        "at": number(block, "at", 0, highest=10**8),
        **{key: text(block, key) for key in ("quote", "before", "after")},
        **_motion(block),
        "amendments": [_amendment(entry) for entry in blocks(block, "amendments")],
        "drafts": [_draft(entry) for entry in blocks(block, "drafts")],
        "group": text(block, "group"),
        "proposal": number(block, "proposal", lowest=1),
    }


def _amendment(block: Block) -> Facts:
    check_keys(block, ("against", "words", *MOTION), "An amendment")
    return {
        "against": text(block, "against", needed=True),
        "words": text(block, "words", needed=True),
        **_motion(block),
    }


def _draft(block: Block) -> Facts:
    check_keys(block, ("words", "by", "at", "amendment"), "A wording")
    return {
        "words": text(block, "words", needed=True),
        "name": text(block, "by", longest=200),
        "made_at": moment(block, "at"),
        "amendment": number(block, "amendment", lowest=1),
    }


def moment(block: Block, key: str) -> datetime:
    """Return the time under a key, which says how far it is from Greenwich."""
    try:
        found = datetime.fromisoformat(text(block, key, needed=True))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise FileWrong(block.line_of(key), f"“{key}” is not a time. Write it as 2014-02-05T19:30:00+00:00.")
    return found


def _report(block: Block) -> Facts:
    if block.get("report") is None:
        return {}
    entry = as_block(block["report"], block.line_of("report"), "“report”")
    check_keys(entry, ("text", "generated", "saved_by", "approved_by", "approved_on", "approved"), "The report’s text")
    return {
        "text": text(entry, "text"),
        "generated": text(entry, "generated"),
        "saved_by": text(entry, "saved_by", longest=200),
        "approved_by": text(entry, "approved_by", longest=200),
        "approved_on": day(entry, "approved_on"),
        "approved_digest": text(entry, "approved", longest=64),
    }


def _published(block: Block) -> Facts:
    if block.get("published") is None:
        return {}
    entry = as_block(block["published"], block.line_of("published"), "“published”")
    check_keys(entry, ("on", "manner", "by"), "A publication")
    return {
        "published_on": day(entry, "on"),
        "published_manner": text(entry, "manner"),
        "published_by": text(entry, "by", longest=200),
    }


def _answer(block: Block) -> Facts:
    check_keys(block, ("number", "outcome"), "An answer")
    outcome = choice(block, "outcome", ("accepted", "in_part", "not_accepted"))
    return {"number": number(block, "number", lowest=1), "outcome": outcome}


def _carried_out(block: Block) -> Facts:
    known = ("number", "section", "mark", "place", "before", "after", "otherwise", "by", "at")
    check_keys(block, known, "What carries out a recommendation")
    words = {key: text(block, key) for key in ("mark", "place", "before", "after", "otherwise")}
    return {
        "number": number(block, "number", lowest=1),
        "section_id": ref(block, "section", needed=False),
        **words,
        "name": text(block, "by", longest=200),
        "made_at": moment(block, "at"),
    }
