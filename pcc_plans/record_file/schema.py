"""Parses the blocks of a record file into entries, so that a file is known to be well formed before it is loaded."""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from pcc_plans.record_file import days, elections
from pcc_plans.record_file.act_schema import answers, parse_act, recommendations
from pcc_plans.record_file.entries import BodyEntry, Document, InstrumentEntry, PlanEntry
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.evidence_base import parse_items
from pcc_plans.record_file.fields import (
    as_block,
    blocks,
    check_keys,
    choice,
    day,
    flag,
    needed_day,
    number,
    once,
    ref,
    text,
    texts,
)
from pcc_plans.record_file.meetings import parse_meeting
from pcc_plans.record_file.reading import Block
from pcc_plans.record_file.texts import Text, is_digest, parse_text
from plans.statute.kinds import KINDS
from plans.statute.rules import RULES, why_not_held
from plans.statute.terms import BodyKind, InstrumentKind, NationalKind, Office, PlanFamily, Severity

HELD_AS = (Severity.BLOCK.value, Severity.WARN.value)
FORMAT = "pcc-plans/record/1"
BODY_FACTS = (
    "ref",
    "kind",
    "area",
    "name",
    "panel_name",
    "force_name",
    "districts",
    "contact_email",
    "panel_floor_days",
    "bilingual",
    "copies_before_publication",
    *days.FACTS,
    "plan_name",
    "succeeded_by",
    "succeeded_on",
)
BODY_LISTS = (
    "offices",
    "elections",
    "authorities",
    "severities",
    "national_documents",
    "boards",
    "plans",
    "wordings",
    "documents",
    "pictures",
    "instruments",
    "acts",
    *days.LISTS,
)


def parse(top: Block) -> tuple[BodyEntry, ...]:
    """
    Parse a record file.

    :raises FileWrong: with the line and what is wrong there, at the first thing that is not as documented.
    """
    check_keys(top, ("format", "bodies"), "A record file")
    if (given := text(top, "format") or FORMAT) != FORMAT:
        raise FileWrong(top.line_of("format"), f"The format “{given}” is not read here. This is {FORMAT}.")
    entries = blocks(top, "bodies")
    if not entries:
        raise FileWrong(top.line, "The file names no body. Give at least one under “bodies:”.")
    once(entries, lambda entry: str(entry.get("ref")), "The body")
    bodies = tuple(_body(entry) for entry in entries)
    for what, refs in (
        ("plan", [(p.ref, p.line) for b in bodies for p in b.plans]),
        ("instrument", [(i.ref, i.line) for b in bodies for i in b.instruments]),
    ):
        seen: set[str] = set()
        for found, line in refs:
            if found in seen:
                raise FileWrong(line, f"The {what} “{found}” stands twice in the file.")
            seen.add(found)
    return bodies


def _body(block: Block) -> BodyEntry:
    check_keys(block, (*BODY_FACTS, *BODY_LISTS), "A body")
    plans = blocks(block, "plans")
    once(plans, lambda entry: str(entry.get("ref")), "The plan")
    names = _names(block)
    documents = _documents(block)
    instrument_blocks = blocks(block, "instruments")
    once(instrument_blocks, lambda entry: str(entry.get("ref")), "The instrument")
    plan_entries = tuple(_plan(entry) for entry in plans)
    known = {plan.ref: plan.family for plan in plan_entries}
    instruments = tuple(_instrument(entry, known, names, documents) for entry in instrument_blocks)
    by_ref = {instrument.ref: instrument for instrument in instruments}
    for one in instruments:
        if one.came_of and (one.came_of not in by_ref or by_ref[one.came_of].kind is not InstrumentKind.REVIEW):
            raise FileWrong(one.line, f"There is no review “{one.came_of}” that it can have come of.")
    return BodyEntry(
        line=block.line,
        facts=_facts(block),
        successor=_successor(block),
        offices=tuple(_office(entry) for entry in _once(block, "offices", ("office", "from"), "The office")),
        elections=tuple(
            elections.parse_election(entry) for entry in _once(block, "elections", ("expected_on",), "The election of")
        ),
        authorities=tuple(_authority(entry) for entry in _once(block, "authorities", ("ref", "from"), "The authority")),
        severities=tuple(_severity(entry) for entry in blocks(block, "severities")),
        national=tuple(
            _national(entry) for entry in _once(block, "national_documents", ("kind", "title"), "The national document")
        ),
        bank_holidays=days.parse_holidays(block),
        pre_election_periods=days.parse_periods(block),
        period_answers=days.parse_answers(block, set(known)),
        meeting_days=days.parse_meeting_days(block),
        done=days.parse_done(block),
        boards=tuple(texts(block, "boards")),
        plans=plan_entries,
        wordings=_wordings(block, names),
        documents=documents,
        pictures=tuple(_pictures(block)),
        instruments=instruments,
        acts=tuple(parse_act(act, names, by_ref, documents) for act in blocks(block, "acts")),
    )


def _once(block: Block, key: str, parts: tuple[str, ...], what: str) -> list[Block]:
    entries = blocks(block, key)
    once(entries, lambda entry: tuple(str(entry.get(part)) for part in parts), what)
    return entries


def _facts(block: Block) -> dict[str, Any]:
    return {
        "ref": ref(block, "ref", longest=60),
        "kind": choice(block, "kind", BodyKind, default=BodyKind.COMMISSIONER.value),
        "area": text(block, "area", needed=True, longest=100),
        "name": text(block, "name", needed=True, longest=200),
        "panel_name": text(block, "panel_name", needed=True, longest=200),
        "force_name": text(block, "force_name", needed=True, longest=200),
        "districts": text(block, "districts", longest=400),
        "contact_email": text(block, "contact_email", longest=254),
        "panel_floor_days": number(block, "panel_floor_days", 20, highest=366),
        "bilingual": flag(block, "bilingual", False),
        "copies_before_publication": flag(block, "copies_before_publication", False),
        **days.parse_facts(block),
        "plan_name": text(block, "plan_name", longest=200),
    }


def _successor(block: Block) -> tuple[str, date] | None:
    """Return the body to which the functions passed, by its ref, and the day; None where they have not."""
    by, on = ref(block, "succeeded_by", needed=False, longest=60), day(block, "succeeded_on")
    if bool(by) != bool(on):
        raise FileWrong(block.line, "Give “succeeded_by” and “succeeded_on” together: who took over, and on which day.")
    return (by, on) if on else None


def _office(block: Block) -> tuple[int, dict[str, Any]]:
    check_keys(block, ("office", "name", "title", "email", "from", "to"), "An office-holder")
    return block.line, {
        "office": choice(block, "office", Office),
        "name": text(block, "name", needed=True, longest=200),
        "title": text(block, "title", longest=100),
        "email": text(block, "email", longest=254),
        **_from_to(block),
    }


def _from_to(block: Block) -> dict[str, Any]:
    first, last = needed_day(block, "from"), day(block, "to")
    if last is not None and last < first:
        raise FileWrong(block.line_of("to"), "“to” is before “from”.")
    return {"from_on": first, "to_on": last}


def _authority(block: Block) -> tuple[int, dict[str, Any]]:
    check_keys(block, ("ref", "name", "email", "chief_constable", "local_authority", "from", "to"), "An authority")
    return block.line, {
        "ref": ref(block, "ref", longest=60),
        "name": text(block, "name", needed=True, longest=200),
        "email": text(block, "email", longest=254),
        "is_chief_constable": flag(block, "chief_constable", False),
        "is_local_authority": flag(block, "local_authority", False),
        **_from_to(block),
    }


def _severity(block: Block) -> tuple[int, dict[str, Any]]:
    check_keys(block, ("rule", "severity", "from", "by", "reason"), "A change of severity")
    return block.line, {
        "rule": choice(block, "rule", RULES),
        "severity": Severity(choice(block, "severity", HELD_AS)),
        "on": needed_day(block, "from"),
        "by_name": text(block, "by", needed=True, longest=200),
        "reason": text(block, "reason", needed=True),
    }


def _law(block: Block) -> dict[str, Any]:
    """Return the law that an instrument was begun under."""
    check_keys(block, ("table", "held"), "“law”")
    held = _named(block, "held")
    for rule in held:
        if why := why_not_held(rule, Severity(choice(held, rule, HELD_AS))):
            raise FileWrong(held.line_of(rule), why)
    return {"table": text(block, "table", needed=True, longest=40), "held": {rule: held[rule] for rule in held}}


def _national(block: Block) -> tuple[int, dict[str, Any]]:
    check_keys(block, ("kind", "title", "from", "to"), "A national document")
    title = text(block, "title", needed=True, longest=200)
    return block.line, {"kind": choice(block, "kind", NationalKind), "title": title, **_from_to(block)}


def _plan(block: Block) -> PlanEntry:
    check_keys(block, ("ref", "title", "years", "family", "welsh_title"), "A plan")
    title = text(block, "title", needed=True, longest=200)
    family = choice(block, "family", PlanFamily, default=PlanFamily.POLICE_AND_CRIME.value)
    years, welsh_title = text(block, "years", longest=40), text(block, "welsh_title", longest=200)
    return PlanEntry(block.line, ref(block, "ref"), title, years, welsh_title, PlanFamily(family))


def _instrument(
    block: Block, plans: dict[str, PlanFamily], names: dict[str, int], documents: dict[str, Document]
) -> InstrumentEntry:
    keys = ("ref", "kind", "plan", "title", "begun_on", "base", "hoped_for_issue_on", "public_from", "rebased_on")
    keys += ("planned_meeting",)
    keys += ("year", "came_of", "law", "draft", "conflicts", "recommendations", "answers", "reasons", "evidence_base")
    check_keys(block, keys, "An instrument")
    plan = ref(block, "plan")
    if plan not in plans:
        raise FileWrong(block.line_of("plan"), f"There is no plan “{plan}” under “plans:”.")
    kind = InstrumentKind(choice(block, "kind", InstrumentKind))
    base = number(block, "base", lowest=1)
    if base is not None and not kind.varies:
        raise FileWrong(block.line_of("base"), f"A {KINDS[kind].on_screen} varies no edition. Leave “base” out.")
    if (kind.makes_a_plan or kind.varies) and plans[plan] is not KINDS[kind].family:
        raise FileWrong(block.line_of("kind"), f"The plan “{plan}” is of another family than a {kind.value} makes.")
    year = number(block, "year", lowest=2011)
    if (year is not None) is not (kind is InstrumentKind.ANNUAL_REPORT):
        raise FileWrong(
            block.line_of("year"), "An annual report has a “year”, in which its year begins; nothing else has."
        )
    reasons = as_block(block.get("reasons", Block(block.line)), block.line_of("reasons"), "“reasons”")
    return InstrumentEntry(
        line=block.line,
        ref=ref(block, "ref"),
        kind=kind,
        plan=plan,
        title=text(block, "title", needed=True, longest=200),
        begun_on=needed_day(block, "begun_on"),
        base=base,
        hoped_for_issue_on=day(block, "hoped_for_issue_on"),
        planned_meeting=day(block, "planned_meeting"),
        public_from=day(block, "public_from"),
        rebased_on=number(block, "rebased_on", lowest=1),
        year=year,
        came_of=ref(block, "came_of", needed=False),
        draft=parse_text(block["draft"], block.line_of("draft"), names) if "draft" in block else None,
        recommendations=tuple(recommendations(block, "recommendations")),
        answers=tuple(answers(block, "answers")),
        reasons={key: text(reasons, key, needed=True) for key in reasons},
        meeting=parse_meeting(_named(block, "conflicts"), names) if "conflicts" in block else None,
        law=_law(_named(block, "law")) if "law" in block else None,
        evidence_base=parse_items(block, documents),
    )


def _named(block: Block, key: str) -> Block:
    value = block.get(key)
    return as_block(value, block.line_of(key), f"“{key}”") if value is not None else Block(block.line)


def _names(block: Block) -> dict[str, int]:
    return _named(block, "wordings").lines


def _wordings(block: Block, names: dict[str, int]) -> dict[str, Text]:
    """Return the named texts; one may be given as changes against another that stands before it."""
    found: dict[str, Text] = {}
    named = _named(block, "wordings")
    for name in named:
        before = {other: names[other] for other in found}
        found[name] = parse_text(named[name], named.line_of(name), before)
    return found


def _documents(block: Block) -> dict[str, Document]:
    found: dict[str, Document] = {}
    named = _named(block, "documents")
    for key in named:
        entry = as_block(named[key], named.line_of(key), f"The document “{key}”")
        check_keys(entry, ("name", "media_type", "content", "sha256"), f"The document “{key}”")
        content = _decoded(entry, "content", key)
        said = text(entry, "sha256") or (key if is_digest(key) else "")
        if said and said != hashlib.sha256(content).hexdigest():
            raise FileWrong(entry.line_of("sha256"), f"The content of “{key}” does not have the digest given for it.")
        name = text(entry, "name", needed=True, longest=200)
        found[key] = Document(key, name, text(entry, "media_type", needed=True, longest=100), content, entry.line)
    return found


def _pictures(block: Block) -> Iterator[tuple[int, bytes]]:
    """Yield each picture, named by its digest, with its line."""
    named = _named(block, "pictures")
    for key in named:
        content = _decoded(named, key, key)
        if key != hashlib.sha256(content).hexdigest():
            raise FileWrong(
                named.line_of(key), f"A picture is named by its digest, and “{key[:12]}” is not that of this."
            )
        yield named.line_of(key), content


def _decoded(block: Block, key: str, what: str) -> bytes:
    try:
        return base64.b64decode("".join(text(block, key).split()), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise FileWrong(block.line_of(key), f"The content of “{what}” is not base64.") from wrong
