"""One line of the record as an act of a record file, so that taking it again writes the same line."""

import json
from typing import Any

import yaml
from django.db.models import QuerySet

from pcc_plans.record_file.act_schema import KEYS, MADE_BY_THE_RECORD, NOT_KEPT, NOT_RECORDED
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.reading import read
from plans.models import ChangeReason, Consultation, FrozenReason, StepTaken
from plans.statute.guards.afterwards import OWED
from plans.statute.terms import Office

Data = dict[str, Any]
WITH_COPIES = ("issue", "report")
ANY_ADDRESSEE = "the Chief Constable"


def act_data(line: StepTaken, base: dict[int, int | None]) -> Data:
    """Return a line as an act; ``base`` keeps, by instrument, the edition on which its last draft stood."""
    data: Data = {"do": line.step, "instrument": line.instrument.ref, "on": line.taken_on, "by": _by(line)}
    if line.wording_id:
        data["wording"] = line.wording_id
    if line.step == "prepare_draft":
        number = line.particulars.get("base_edition")
        if line.instrument_id in base and base[line.instrument_id] != number:
            data["base"] = number
        base[line.instrument_id] = number
        frozen, given = (dict(rows.values_list("change_key", "reason")) for rows in _reasons(line))
        if frozen != given:
            data["reasons"] = frozen
        if welsh := line.particulars.get("welsh"):
            data["welsh"] = welsh["wording"]
            if welsh["order"]:
                data["welsh_behind"] = welsh["order"]
    inline, others = _particulars(line)
    data |= inline
    if line.step in WITH_COPIES and OWED not in line.particulars:
        data[OWED] = NOT_KEPT
    if others:
        data["particulars"] = others
    if line.waivers:
        data["waive"] = {
            w["rule"]: {"reason": w["reason"], "by": {"office": w["officer_office"], "name": w["officer"]}}
            for w in line.waivers
        }
    if line.evidence:
        data["evidence"] = [_evidence(item) for item in line.evidence]
    if line.missing:
        data["missing"] = [
            {key: one[key] for key in ("rule", "section", "reason") if one.get(key)} for one in line.missing
        ]
    return data


def _reasons(line: StepTaken) -> tuple[QuerySet[FrozenReason], QuerySet[ChangeReason]]:
    """Return the reasons frozen with a draft, and those that its instrument has now."""
    return line.reasons.order_by("change_key"), line.instrument.change_reasons.order_by("change_key")


def _by(line: StepTaken) -> Any:
    if (line.by_office, line.by_name) == (Office.STAFF.value, NOT_RECORDED):
        return NOT_RECORDED
    return {"office": line.by_office, "name": line.by_name}


def _evidence(item: dict[str, str]) -> Data:
    kept = {"title": item["title"]}
    return {**kept, "document": item["sha256"]} if item.get("sha256") else kept


def _particulars(line: StepTaken) -> tuple[Data, Data]:
    """Return the particulars that stand as keys of the act, and those that can only stand as they are."""
    wanted = {key: value for key, value in line.particulars.items() if key not in MADE_BY_THE_RECORD.get(line.step, ())}
    if line.step == "issue":
        if wanted.get("effective_from") == line.taken_on.isoformat():
            del wanted["effective_from"]
        if wanted.get("period_ends_on") is None:
            wanted.pop("period_ends_on", None)
    written = {**wanted, **_addressee(line)}
    if line.step == "report":
        written["recommendations"] = (
            [
                {key: value for key, value in one.items() if key != "number" and value}
                for one in wanted["recommendations"]
            ]
            if wanted.get("recommendations")
            else []
        )
    inline = {
        key: written[key] for key in KEYS[line.step] if key in written and _reads_back(line.step, key, written, wanted)
    }
    return inline, {key: value for key, value in wanted.items() if key not in inline}


def _addressee(line: StepTaken) -> Data:
    asked: Consultation | None = getattr(line, "consultation", None)
    if asked is None:
        return {}
    addressee = {} if asked.addressee == ANY_ADDRESSEE else {"addressee": asked.addressee}
    return {**addressee, **({"email": asked.email} if asked.email else {})}


def _reads_back(step: str, key: str, written: Data, wanted: Data) -> bool:
    """Tell whether a value written as a key of the act is read as the value that the line has."""
    block = read(yaml.safe_dump({key: written[key]}, allow_unicode=True).encode())
    try:
        found = json.loads(json.dumps(KEYS[step][key](block, key), default=str))
    except FileWrong:
        return False
    if (step, key) == ("report", "recommendations"):
        return found == [{name: one.get(name, "") for name in ("words", "concerns")} for one in wanted.get(key, ())]
    return key not in wanted or found == wanted[key]
