"""Guards on preparing the draft: the frozen draft, regard had, views obtained, the chief constable consulted."""

from datetime import date

from plans.statute.dates import said
from plans.statute.rules import refuse
from plans.statute.terms import NOTHING, Act, InstrumentKind, Record, Refusal

CONSULTATIONS = ("consult_chief_constable", "consult_again")


def wording_is_a_frozen_draft(record: Record) -> tuple[Refusal, ...]:
    """Pass if the wording of the act is one that was frozen as a draft of this instrument by that day."""
    frozen = {act.wording for act in record.taken("prepare_draft")}
    if record.wording in frozen:
        return NOTHING
    reason = (
        "That wording had not been frozen as a draft by then."
        if frozen
        else (f"No draft of the {record.kind.noun} had been prepared and frozen by {said(record.on)}.")
    )
    return (refuse("V2", reason, clears="prepare_draft", proof="the frozen draft"),)


def strategic_policing_requirement_considered(record: Record) -> tuple[Refusal, ...]:
    """Pass if a statement on the Strategic Policing Requirement, with its edition, is on the record."""
    act = record.last("consider_requirement")
    if act is None or not act.particulars.get("edition") or not act.particulars.get("statement"):
        return (
            refuse(
                "V1",
                "There is no statement of the regard had to the Strategic Policing Requirement, "
                "with the edition it was made against.",
                clears="consider_requirement",
                proof="the statement",
            ),
        )
    return NOTHING


def chief_constable_consulted(record: Record) -> tuple[Refusal, ...]:
    """
    Pass if the chief constable was consulted on a draft and has replied.

    The Act asks for consultation and not for a reply: without one, an officer answers for going on.
    """
    asked = record.taken(*CONSULTATIONS)
    if not asked:
        return (
            refuse(
                "V3",
                f"The Chief Constable had not been consulted on a draft by {said(record.on)}.",
                clears="consult_chief_constable",
                proof="the consultation and the reply",
            ),
        )
    if any(has_replied(record, act) for act in asked):
        return NOTHING
    return (
        refuse(
            "V3",
            f"The Chief Constable was asked on {said(asked[-1].on)} and had not replied.",
            clears="record_reply",
            proof="the Chief Constable's reply",
            waivable=True,
        ),
    )


def has_replied(record: Record, asked: Act) -> bool:
    """Tell whether the chief constable had replied, by the day of the act, to a request about a wording."""
    return any(act.wording == asked.wording and act.seq > asked.seq for act in record.taken("record_reply"))


def chief_constable_was_asked_on_this_wording(record: Record) -> tuple[Refusal, ...]:
    """Pass if the reply is to a wording that the chief constable was asked about."""
    if record.wording not in {act.wording for act in record.taken(*CONSULTATIONS)}:
        return (
            refuse(
                "V3",
                "The Chief Constable was not asked about that wording by that day.",
                clears="consult_chief_constable",
                proof="the consultation",
                waivable=False,
            ),
        )
    return NOTHING


def views_obtained(record: Record) -> tuple[Refusal, ...]:
    """Pass if the views of people in the area, and of victims, are both on the record: two matters, not one."""
    groups = {str(act.particulars.get("group")) for act in record.taken("obtain_views")}
    waivable = True if record.kind is InstrumentKind.VARIATION else None
    return tuple(
        refuse(
            "V4",
            f"The views of {words} on the {record.kind.noun} are not on the record.",
            clears="obtain_views",
            proof="the consultation and what it found",
            waivable=waivable,
        )
        for group, words in (("people", "people in the area"), ("victims", "victims of crime in the area"))
        if group not in groups
    )


def _asked_by(act: Act) -> bool:
    """Tell whether the authority had been asked by the day of the entry that says so."""
    asked = act.particulars.get("asked_on")
    return bool(asked) and date.fromisoformat(str(asked)) <= act.on


def every_authority_heard(record: Record) -> tuple[Refusal, ...]:
    """Pass if each responsible authority of that day has priorities on the record, or was asked and gave none."""
    heard = {
        str(act.particulars.get("authority"))
        for act in record.taken("record_priorities")
        if act.particulars.get("priorities") or _asked_by(act)
    }
    standing = [a for a in record.authorities if a.covers(record.on) and not a.is_chief_constable]
    if not standing:
        return (
            refuse(
                "V5",
                f"No responsible authority is on the register on {said(record.on)}.",
                proof="the register of responsible authorities",
            ),
        )
    return tuple(
        refuse(
            "V5",
            f"{authority.name} has neither priorities on the record nor an entry that it was asked and supplied none.",
            clears="record_priorities",
            proof="the priorities, or the request",
        )
        for authority in standing
        if authority.ref not in heard
    )
