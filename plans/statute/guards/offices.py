"""Guards on who acts: the commissioner in person, or whoever held the office on the day."""

from plans.statute.dates import said
from plans.statute.rules import refuse
from plans.statute.terms import NOTHING, Actor, Office, Record, Refusal, Step

OF_THE_BODY = (
    Office.COMMISSIONER,
    Office.ACTING_COMMISSIONER,
    Office.DEPUTY_COMMISSIONER,
    Office.CHIEF_EXECUTIVE,
    Office.STAFF,
)
# Whose hands a step may be in. Personal steps are judged by the_commissioner_acts_in_person instead.
HANDS = {
    Office.COMMISSIONER: OF_THE_BODY,
    Office.CHIEF_EXECUTIVE: (Office.CHIEF_EXECUTIVE, Office.COMMISSIONER, Office.ACTING_COMMISSIONER),
    Office.CHIEF_CONSTABLE: (Office.CHIEF_CONSTABLE,),
    Office.PANEL: (Office.PANEL,),
}


def the_commissioner_acts_in_person(record: Record) -> tuple[Refusal, ...]:
    """Pass if the act is the commissioner's own: not an acting commissioner's (s.62), nor anyone else's (s.18)."""
    if record.by is None:
        return (refuse("P13", f"Nobody is recorded as holding the office of commissioner on {said(record.on)}."),)
    if record.by.office is Office.ACTING_COMMISSIONER:
        return (
            refuse(
                "P10",
                f"{record.by.name} was acting commissioner on {said(record.on)}. An acting commissioner "
                f"may prepare and consult, but may not issue or vary a plan.",
            ),
        )
    if record.by.office is not Office.COMMISSIONER:
        return (refuse("P12", "Only the commissioner in person may issue or vary a plan; it cannot be delegated."),)
    if not any(
        t.office is Office.COMMISSIONER and t.name == record.by.name and t.covers(record.on) for t in record.tenures
    ):
        return (refuse("P13", f"{record.by.name} did not hold the office of commissioner on {said(record.on)}."),)
    return NOTHING


ANSWERS_FOR_A_GATE = (Office.CHIEF_EXECUTIVE, Office.COMMISSIONER, Office.ACTING_COMMISSIONER)


def may_answer_for_a_gate(record: Record, officer: Actor) -> bool:
    """Tell whether an officer may pass a soft gate with a reason: chief executive or commissioner of that day."""
    return officer.office in ANSWERS_FOR_A_GATE and any(
        t.office is officer.office and t.name == officer.name and t.covers(record.on) for t in record.tenures
    )


def somebody_held_the_office(record: Record) -> tuple[Refusal, ...]:
    """Pass if whoever is said to have acted held an office on that day; staff act for the body."""
    if record.by is None:
        return (refuse("P13", f"Nobody held the office that takes this step on {said(record.on)}."),)
    if record.by.office in (Office.STAFF, Office.PANEL):
        return NOTHING
    if any(t.office is record.by.office and t.name == record.by.name and t.covers(record.on) for t in record.tenures):
        return NOTHING
    office = record.by.office.value.replace("_", " ")
    return (refuse("P13", f"{record.by.name} did not hold the office of {office} on {said(record.on)}."),)


def taken_by_those_whose_step_it_is(step: Step, record: Record) -> tuple[Refusal, ...]:
    """Pass if the step is taken by the body's own people, or by the panel or the chief constable where it is theirs."""
    if record.by is None or record.by.office in HANDS[step.by]:
        return NOTHING
    whose = {Office.PANEL: "the Panel's own", Office.CHIEF_CONSTABLE: "the Chief Constable's own"}.get(
        step.by, "the chief executive's" if step.by is Office.CHIEF_EXECUTIVE else "the commissioner's and the office's"
    )
    return (refuse("P13", f"This step is {whose}; {record.by.name} cannot take it."),)
