"""Guards on who acts: the commissioner in person, or whoever held the office on the day."""

from plans.statute.dates import said
from plans.statute.rules import refuse
from plans.statute.tenures import acting_on
from plans.statute.terms import NOTHING, Act, Actor, Office, Record, Refusal, Step

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
    if acting := acting_on(record.tenures, record.on):
        return (
            refuse(
                "P10",
                f"{acting.name} was acting commissioner on {said(record.on)}. While an acting commissioner holds the "
                f"office, the commissioner does not issue or vary a plan.",
            ),
        )
    return NOTHING


def the_body_has_its_functions(record: Record) -> tuple[Refusal, ...]:
    """Pass if the body's functions had not passed to another body by the day of the act."""
    if record.body_ended_on is None or record.on < record.body_ended_on:
        return NOTHING
    reason = f"The functions of this body passed to another on {said(record.body_ended_on)}. Its record can be read."
    return (refuse("P14", f"{reason} Nothing is added to it after that day."),)


ANSWERS_FOR_A_GATE = (Office.CHIEF_EXECUTIVE, Office.COMMISSIONER, Office.ACTING_COMMISSIONER)


def may_answer_for_a_gate(record: Record, officer: Actor) -> bool:
    """Tell whether an officer may pass a soft gate with a reason: chief executive or commissioner of that day."""
    return officer.office in ANSWERS_FOR_A_GATE and any(
        t.office is officer.office and t.name == officer.name and t.covers(record.on) for t in record.tenures
    )


def whoever_holds_the_office_acts(record: Record) -> tuple[Refusal, ...]:
    """Pass if the act is that of the commissioner, or of the acting commissioner, of the day."""
    by = record.by
    if by is None or by.office not in (Office.COMMISSIONER, Office.ACTING_COMMISSIONER):
        return (refuse("P13", "This step is for the commissioner, or for whoever acts as commissioner, in person."),)
    return somebody_held_the_office(record)


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


def prepared_under_an_acting_commissioner(record: Record) -> Act | None:
    """Return the act that froze the wording concerned, where an acting commissioner held the office on its day."""
    frozen = [act for act in record.taken("prepare_draft") if act.wording == record.wording]
    return frozen[-1] if frozen and acting_on(record.tenures, frozen[-1].on) else None


def _owned(record: Record, draft: Act) -> bool:
    return any(
        act.wording == draft.wording and act.by.office is Office.COMMISSIONER and act.follows(draft)
        for act in record.taken("own_draft")
    )


def draft_is_the_commissioners_own(record: Record) -> tuple[Refusal, ...]:
    """
    Pass if the wording was frozen under a commissioner, or a commissioner has owned it since (P11, our reading).

    While a commissioner is acting there is nobody to own it: P10 stands in the way, and this is not asked.
    """
    draft = prepared_under_an_acting_commissioner(record)
    if draft is None or _owned(record, draft) or acting_on(record.tenures, record.on):
        return NOTHING
    acting = acting_on(record.tenures, draft.on)
    reason = (
        f"The draft was prepared on {said(draft.on)}, while {acting.name if acting else 'somebody'} was acting "
        f"commissioner. The commissioner had not owned it by {said(record.on)}."
    )
    return (refuse("P11", reason, clears="own_draft", proof="the commissioner's own word for the draft"),)


def there_is_a_draft_to_own(record: Record) -> tuple[Refusal, ...]:
    """Pass if the wording was prepared while an acting commissioner held the office: no other draft waits for it."""
    if prepared_under_an_acting_commissioner(record) is not None:
        return NOTHING
    reason = "The draft was not prepared under an acting commissioner, so there is nothing to own."
    return (refuse("P11", reason, proof="the register of offices", waivable=False),)
