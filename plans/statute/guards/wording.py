"""Guards on the wording to be issued: seen by the chief constable and the panel, and complete."""

from plans.statute.dates import said
from plans.statute.guards.drafting import CONSULTATIONS, has_replied
from plans.statute.rules import refuse
from plans.statute.terms import LIMB_WORDS, NOTHING, InstrumentKind, Limb, Record, Refusal

LIMBS_THAT_MAY_NOT_APPLY = (Limb.SERVICES, Limb.GRANTS)


def chief_constable_saw_this_text(record: Record) -> tuple[Refusal, ...]:
    """
    Pass if the wording to be issued is one on which the chief constable was consulted.

    s.5(8) says "to the extent that" the plan differs. Read here as: any change of wording calls for consultation
    on that wording.
    """
    consulted = [act for act in record.taken(*CONSULTATIONS) if act.wording == record.wording]
    if not consulted:
        return (
            refuse(
                "V12",
                f"The wording to be issued differs from the draft on which the Chief Constable was "
                f"consulted. Nobody had consulted the Chief Constable on it by {said(record.on)}.",
                clears="consult_again",
                proof="the consultation on this wording",
            ),
        )
    if any(has_replied(record, act) for act in consulted):
        return NOTHING
    return (
        refuse(
            "V12",
            f"The Chief Constable was asked about this wording on {said(consulted[-1].on)} and had not replied.",
            clears="record_reply",
            proof="the reply",
            waivable=True,
        ),
    )


def _taken_up(record: Record) -> set[str]:
    """Return the sections that a recommendation concerns which the commissioner accepted, wholly or in part."""
    outcomes = {
        str(answer["number"]): answer.get("outcome")
        for act in record.taken("respond")
        for answer in act.particulars.get("answers", ())
    }
    return {
        str(recommendation["concerns"])
        for act in record.taken("report")
        for recommendation in act.particulars.get("recommendations", ())
        if recommendation.get("concerns") and outcomes.get(str(recommendation["number"])) in ("accepted", "in_part")
    }


def everything_varied_was_before_the_panel(record: Record) -> tuple[Refusal, ...]:
    """Pass if each section that the wording, or the decision, changes was before the panel as a change."""
    draft = next((a for a in reversed(record.taken("prepare_draft")) if a.wording == record.wording), None)
    changed: dict[str, str] = dict(draft.particulars.get("changed", {})) if draft else {}
    for section_id in record.particulars.get("covers", ()):
        changed.setdefault(str(section_id), str(section_id))
    seen = {str(s) for act in record.taken("send_to_panel") for s in act.particulars.get("sections", ())}
    seen |= _taken_up(record)
    return tuple(
        refuse(
            "V16",
            f"{heading} is changed, but that change was not before the Panel.",
            clears="send_to_panel",
            proof="the papers sent to the Panel",
        )
        for section_id, heading in changed.items()
        if section_id not in seen
    )


def plan_as_it_stands_is_varied(record: Record) -> tuple[Refusal, ...]:
    """Pass if a variation was drafted on the plan's latest edition; another may have been issued since it was begun."""
    if record.kind is InstrumentKind.PLAN or record.varies_latest_edition:
        return NOTHING
    reason = "Another variation of the plan has been issued since this one was begun. Bring the draft up to date first."
    return (refuse("P3", reason, clears="prepare_draft", proof="the edition in force"),)


def plan_is_complete(record: Record) -> tuple[Refusal, ...]:
    """Pass if each content that s.7 asks for stands in the plan (as varied); C6 and C7 may be said not to apply."""
    draft = next((a for a in reversed(record.taken("prepare_draft")) if a.wording == record.wording), None)
    if draft is None:
        return NOTHING  # wording_is_a_frozen_draft refuses
    present = {str(limb) for limb in draft.particulars.get("limbs", ())}
    excused = {str(k): v for k, v in dict(record.particulars.get("not_applicable", {})).items() if v}
    return tuple(
        refuse(
            limb.value[:2],
            f"No section of the plan sets out {LIMB_WORDS[limb]}.",
            clears="prepare_draft",
            proof="a section marked as answering it",
        )
        for limb in Limb
        if limb.value not in present and not (limb in LIMBS_THAT_MAY_NOT_APPLY and limb.value in excused)
    )
