"""Records for tests of the law, made by hand: no database."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from plans.statute.terms import (
    Act,
    Actor,
    Authority,
    Election,
    InstrumentKind,
    Limb,
    NationalDocument,
    NationalKind,
    Office,
    Record,
    Stage,
    Tenure,
)

COMMISSIONER = Actor(Office.COMMISSIONER, "Helen Marsh")
ACTING = Actor(Office.ACTING_COMMISSIONER, "Tom Reed")
STAFF = Actor(Office.STAFF, "Priya Nair")
PANEL = Actor(Office.PANEL, "The Panel")
TENURES = (
    Tenure(Office.COMMISSIONER, "Helen Marsh", date(2012, 11, 22), date(2019, 11, 11)),
    Tenure(Office.ACTING_COMMISSIONER, "Tom Reed", date(2019, 11, 12), date(2021, 5, 12)),
    Tenure(Office.CHIEF_CONSTABLE, "Amir Qureshi", date(2012, 11, 22)),
    Tenure(Office.CHIEF_EXECUTIVE, "Daniel Okafor", date(2012, 11, 22)),
)
AUTHORITIES = (
    Authority("wendle-vale", "Wendle Vale Council", date(2012, 1, 1)),
    Authority("old-trust", "Old Health Trust", date(2012, 1, 1), date(2013, 3, 31)),
    Authority("constabulary", "Fenmarch Constabulary", date(2012, 1, 1), is_chief_constable=True),
)
ELECTIONS = (
    Election(ordinary=True, expected_on=date(2012, 11, 15)),
    Election(ordinary=True, expected_on=date(2016, 5, 5)),
    Election(
        ordinary=True,
        expected_on=date(2020, 5, 7),
        postponed_to=date(2021, 5, 6),
        postponed_by_decision_on=date(2020, 3, 13),
    ),
)
LIMBS = sorted(limb.value for limb in Limb)
TEXT, OTHER_TEXT = "a" * 64, "b" * 64

# A variation's whole way in the days of 2014, act by act.
LAWFUL: tuple[tuple[str, date, Actor, str | None, dict[str, Any]], ...] = (
    ("consider_requirement", date(2013, 12, 2), STAFF, None, {"edition": "2012", "statement": "Answered in part 1."}),
    ("record_priorities", date(2013, 12, 2), STAFF, None, {"authority": "wendle-vale", "priorities": "Speeding."}),
    ("state_regard", date(2013, 12, 2), STAFF, None, {"duty": "children", "statement": "Schools are visited."}),
    ("state_regard", date(2013, 12, 2), STAFF, None, {"duty": "equality", "statement": "Nobody is served worse."}),
    ("state_regard", date(2013, 12, 2), STAFF, None, {"duty": "value_for_money", "statement": "Within the budget."}),
    ("obtain_views", date(2013, 12, 2), STAFF, None, {"group": "people", "found": "A survey."}),
    ("obtain_views", date(2013, 12, 2), STAFF, None, {"group": "victims", "found": "Talks."}),
    ("prepare_draft", date(2013, 12, 2), STAFF, TEXT, {"changed": {"page-7": "Page 7"}, "limbs": LIMBS}),
    ("consult_chief_constable", date(2013, 12, 3), STAFF, TEXT, {}),
    ("record_reply", date(2013, 12, 10), Actor(Office.CHIEF_CONSTABLE, "Amir Qureshi"), TEXT, {"reply": "Content."}),
    ("send_to_panel", date(2014, 1, 6), STAFF, TEXT, {"sections": ["page-7"]}),
    (
        "report",
        date(2014, 2, 5),
        PANEL,
        None,
        {
            "report": "Reviewed.",
            "adopted_by_full_panel": True,
            "recommendations": [{"number": 1, "words": "Say how.", "concerns": "page-7"}],
        },
    ),
    ("have_regard", date(2014, 2, 10), COMMISSIONER, None, {"considered": "One by one."}),
    (
        "respond",
        date(2014, 2, 12),
        COMMISSIONER,
        None,
        {"response": "Thank you.", "answers": [{"number": 1, "outcome": "accepted", "reason": "Clearer."}]},
    ),
    ("publish_response", date(2014, 2, 13), STAFF, None, {"manner": "website"}),
    ("issue", date(2014, 2, 14), COMMISSIONER, TEXT, {}),
    ("send_copy", date(2014, 2, 14), STAFF, TEXT, {"to": ["chief-constable", "wendle-vale"]}),
    ("publish", date(2014, 2, 14), STAFF, TEXT, {}),
    ("record_decision", date(2014, 2, 14), COMMISSIONER, TEXT, {"published_on": "2014-02-14"}),
    ("close", date(2014, 2, 20), Actor(Office.CHIEF_EXECUTIVE, "Daniel Okafor"), None, {}),
)
STAGE_BEFORE = {
    "report": Stage.WITH_PANEL,
    "have_regard": Stage.REPORTED,
    "respond": Stage.REPORTED,
    "publish_response": Stage.REPORTED,
    "issue": Stage.REPORTED,
    "send_copy": Stage.ISSUED,
    "publish": Stage.ISSUED,
    "record_decision": Stage.ISSUED,
    "close": Stage.ISSUED,
}


def acts_before(key: str, without: tuple[str, ...] = ()) -> tuple[Act, ...]:
    """The lawful acts that stand before the first of this key, without some of them."""
    acts: list[Act] = []
    for seq, (step, on, by, wording, particulars) in enumerate(LAWFUL, start=1):
        if step == key:
            break
        if step not in without:
            evidence = ("Equality impact assessment",) if particulars.get("duty") == "equality" else ()
            acts.append(Act(step, on, by, wording, particulars, seq, evidence=evidence))
    return tuple(acts)


def record_before(key: str, *, without: tuple[str, ...] = (), **changes: Any) -> Record:
    """The record on which the lawful act of this key is judged, with some acts left out and facts changed."""
    _step, on, by, wording, particulars = next(row for row in LAWFUL if row[0] == key)
    record = Record(
        kind=InstrumentKind.VARIATION,
        stage=STAGE_BEFORE.get(key, Stage.DRAFTING),
        on=on,
        by=by,
        acts=acts_before(key, without),
        wording=wording,
        particulars=particulars,
        tenures=TENURES,
        authorities=AUTHORITIES,
        elections=ELECTIONS,
        plan_period_ends_on=date(2017, 3, 31),
        varies_latest_edition=True,
        national=(NationalDocument(NationalKind.REQUIREMENT, "2012", date(2012, 7, 31)),),
        copies_go_first=False,
    )
    return replace(record, **changes)


def with_particulars(record: Record, step: str, **particulars: Any) -> Record:
    """The record with the particulars of the last act of a step changed."""
    last = record.last(step)
    assert last is not None
    acts = tuple(
        replace(act, particulars={**act.particulars, **particulars}) if act is last else act for act in record.acts
    )
    return replace(record, acts=acts)


def redated(record: Record, step: str, on: date) -> Record:
    """The record with each act of a step moved to a day; acts after the day of judgement are not on it."""
    acts = (replace(act, on=on) if act.step == step else act for act in record.acts)
    return replace(record, acts=tuple(act for act in acts if act.on <= record.on))


def day_after(on: date) -> date:
    """The next day."""
    return on + timedelta(days=1)
