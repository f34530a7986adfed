"""Which keys each act may have, and how an act of the file is parsed."""

from collections.abc import Callable
from typing import Any

from boards.models import Endorsement
from pcc_plans.record_file.entries import NOBODY, ActEntry, Person, Waived
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.fields import (
    as_block,
    blocks,
    check_keys,
    choice,
    day,
    flag,
    near,
    needed_day,
    number,
    ref,
    text,
    texts,
)
from pcc_plans.record_file.reading import Block, Items
from pcc_plans.record_file.texts import Text, parse_text
from plans.statute.duties import STATED
from plans.statute.guards.reviews import OUTCOMES, TRIGGERS
from plans.statute.rules import RULES
from plans.statute.terms import Office

Take = Callable[[Block, str], Any]
ENDORSE = "endorse"
NOT_RECORDED = "not recorded"
NOT_KEPT = "not kept"
FILES_OWN = ("do", "instrument", "on", "by", "wording", "waive", "evidence", "particulars", "missing")
RULE_KEYS = ("rule", "section", "reason")


def _needed_text(block: Block, key: str) -> str:
    return text(block, key, needed=True)


def _group(block: Block, key: str) -> str:
    return choice(block, key, ("people", "victims"))


def _duty(block: Block, key: str) -> str:
    return choice(block, key, [duty.key for duty in STATED])


def _true_or_false(block: Block, key: str) -> bool:
    return flag(block, key, False)


def _outcome(block: Block, key: str) -> str:
    return choice(block, key, Endorsement.Outcome.values)


def _trigger(block: Block, key: str) -> str:
    return choice(block, key, tuple(TRIGGERS))


def _outcome_of_review(block: Block, key: str) -> str:
    return choice(block, key, tuple(OUTCOMES))


def recommendations(block: Block, key: str) -> list[dict[str, str]]:
    found = []
    for entry in blocks(block, key):
        check_keys(entry, ("words", "concerns"), "A recommendation")
        found.append({"words": text(entry, "words", needed=True), "concerns": ref(entry, "concerns", needed=False)})
    return found


def answers(block: Block, key: str) -> list[dict[str, Any]]:
    found = []
    for entry in blocks(block, key):
        check_keys(entry, ("number", "outcome", "reason"), "An answer")
        outcome = choice(entry, "outcome", ("accepted", "in_part", "not_accepted"))
        if "number" not in entry:
            raise FileWrong(entry.line, "“number” is missing here: the number of the recommendation answered.")
        found.append(
            {
                "number": number(entry, "number", lowest=1),
                "outcome": outcome,
                "reason": text(entry, "reason", needed=True),
            }
        )
    return found


def _reasons(block: Block, key: str) -> dict[str, str]:
    inner = as_block(block[key], block.line_of(key), f"“{key}”")
    return {name: text(inner, name, needed=True) for name in inner}


def _owed(block: Block, key: str) -> dict[str, str] | None:
    """Return who is owed a copy, by reference; None where the line was recorded before that was kept."""
    return None if block[key] == NOT_KEPT else _reasons(block, key)


# fmt: off
KEYS: dict[str, dict[str, Take]] = {
    "consider_requirement":    {"edition": text, "statement": text},
    "state_regard":            {"duty": _duty, "edition": text, "statement": text},
    "record_priorities":       {"authority": ref, "priorities": text, "asked_on": day},
    "obtain_views":            {"group": _group, "found": text},
    "prepare_draft":           {},
    "consult_chief_constable": {"reply_by": day, "addressee": text, "email": text},
    "consult_again":           {"reply_by": day, "addressee": text, "email": text},
    "record_reply":            {"reply": text, "comments": _true_or_false},
    "send_to_panel":           {"sections": texts, "meeting_on": day},
    "report":                  {"report": text, "recommendations": recommendations,
                                "adopted_by_full_panel": _true_or_false, "met_on": day,
                                "copies_owed": _owed},
    "no_report":               {"chased_on": day},
    "have_regard":             {"considered": text},
    "respond":                 {"response": text, "answers": answers},
    "publish_response":        {"manner": text},
    "own_draft":               {"statement": text},
    "record_decision":         {"number": text, "title": text, "decision": text, "published_on": day, "covers": texts},
    "issue":                   {"effective_from": day, "period_ends_on": day, "not_applicable": _reasons,
                                "copies_owed": _owed},
    "send_copy":               {"to": texts, "channel": text, "form": text, "digest": text, "message_id": text},
    "copy_came_back":          {"to": texts, "why": text, "message_id": text},
    "publish":                 {"manner": text},
    "close":                   {},
    "withdraw":                {"why": text},
    "open_review":             {"trigger": _trigger, "annual_report": ref, "edition": text, "why": text},
    "decline_review":          {"trigger": _trigger, "annual_report": ref, "edition": text, "why": text,
                                "reason": text},
    "consider":                {"considered": text},
    "end_review":              {"outcome": _outcome_of_review, "reason": text},
    "panel_meeting":           {"public": _true_or_false, "attended_by": text, "place": text},
    "consider_framework":      {"edition": text, "statement": text},
    ENDORSE:                   {"board": _needed_text, "outcome": _outcome, "minute": text},
}
# fmt: on
MADE_BY_THE_RECORD = {
    "prepare_draft": ("changed", "limbs", "base_edition", "objectives", "year", "plans", "welsh"),
    "issue": ("edition",),
}


def parse_act(block: Block, names: dict[str, int], instruments: dict[str, Any], documents: dict[str, Any]) -> ActEntry:
    """
    Parse one act.

    :raises FileWrong: if the step is unknown, a key is unknown or missing, or a value is not what the key takes.
    """
    do = text(block, "do", needed=True)
    if do not in KEYS:
        raise FileWrong(block.line_of("do"), f"There is no step “{do}”.{near(do, KEYS)}")
    for entry in blocks(block, "missing"):
        check_keys(entry, RULE_KEYS, "What is missing")
    own = (*FILES_OWN, "text", "base", "reasons", "welsh", "welsh_behind") if do == "prepare_draft" else FILES_OWN
    check_keys(block, (*own, *KEYS[do]), f"“{do}”")
    if "text" in block and "wording" in block:
        raise FileWrong(block.line_of("wording"), "A draft is given either as “text” or as “wording”, not both.")
    return ActEntry(
        line=block.line,
        do=do,
        instrument=_instrument(block, instruments),
        on=needed_day(block, "on"),
        by=parse_person(block, "by") if do != ENDORSE else NOBODY,
        given=_given(block, do),
        particulars=_others(block, do),
        wording=_wording(block, do, names),
        text=_text(block, do, names),
        base=number(block, "base", lowest=1),
        reasons=_reasons(block, "reasons") if "reasons" in block else None,
        welsh=parse_text(block["welsh"], block.line_of("welsh"), names) if "welsh" in block else None,
        welsh_behind=tuple(texts(block, "welsh_behind")),
        waived=_waived(block),
        evidence=_evidence(block, documents),
    )


def _given(block: Block, do: str) -> dict[str, Any]:
    given = {key: take(block, key) for key, take in KEYS[do].items() if key in block}
    if do == ENDORSE:
        given = {"board": _needed_text(block, "board"), "outcome": _outcome(block, "outcome"), **given}
    return given


def _instrument(block: Block, instruments: dict[str, Any]) -> str:
    found = ref(block, "instrument", needed=len(instruments) != 1)
    if not found:
        return next(iter(instruments))
    if found not in instruments:
        raise FileWrong(block.line_of("instrument"), f"There is no instrument “{found}”.{near(found, instruments)}")
    return found


def parse_person(block: Block, key: str) -> Person:
    """Parse who acts: an office, whose holder of the day acts, or an office and a name."""
    value = block.get(key)
    if value == NOT_RECORDED:
        return NOBODY
    if isinstance(value, Block):
        check_keys(value, ("office", "name"), "A person")
        return Person(choice(value, "office", Office), text(value, "name", needed=True, longest=200))
    office = choice(block, key, Office)
    if office == Office.STAFF:
        raise FileWrong(block.line_of(key), "Staff are named: write “by: {office: staff, name: ...}”.")
    return Person(office)


def _others(block: Block, do: str) -> dict[str, Any]:
    others = block.get("particulars")
    if others is None:
        return {}
    others = as_block(others, block.line_of("particulars"), "“particulars”")
    for name in others:
        if name in block:
            raise FileWrong(others.line_of(name), f"“{name}” is a key of the act already. Give it once.")
        if name in MADE_BY_THE_RECORD.get(do, ()):
            raise FileWrong(others.line_of(name), f"“{name}” is made by the record itself. Leave it out.")
    return {name: _plain(value) for name, value in others.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Block):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, Items) else value


def _wording(block: Block, do: str, names: dict[str, int]) -> str:
    name = text(block, "wording")
    if name and name not in names:
        raise FileWrong(block.line_of("wording"), f"No text is named “{name}” under “wordings:”.")
    return "" if do == "prepare_draft" else name


def _text(block: Block, do: str, names: dict[str, int]) -> Text | None:
    if do != "prepare_draft":
        return None
    key = "text" if "text" in block else "wording"
    return parse_text(block[key], block.line_of(key), names) if key in block else None


def _waived(block: Block) -> tuple[Waived, ...]:
    if block.get("waive") is None:
        return ()
    rules = as_block(block["waive"], block.line_of("waive"), "“waive”")
    found = []
    for rule in rules:
        if rule not in RULES:
            raise FileWrong(rules.line_of(rule), f"There is no rule “{rule}”.{near(rule, RULES)}")
        entry = as_block(rules[rule], rules.line_of(rule), f"The waiver of {rule}")
        check_keys(entry, ("reason", "by"), f"The waiver of {rule}")
        by = parse_person(entry, "by")
        if by == NOBODY:
            raise FileWrong(entry.line_of("by"), "A waiver names the officer who answers for it.")
        found.append(Waived(rule, text(entry, "reason", needed=True), by))
    return tuple(found)


def _evidence(block: Block, documents: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    found = []
    for entry in blocks(block, "evidence"):
        check_keys(entry, ("title", "document"), "Evidence")
        key = text(entry, "document")
        if key and key not in documents:
            raise FileWrong(entry.line_of("document"), f"There is no document “{key}” under “documents:”.")
        found.append((text(entry, "title", needed=True), key))
    return tuple(found)
