"""Guards on the duties to have regard: each stated, and stated against what was in force on the day."""

from plans.statute.dates import said
from plans.statute.duties import BY_KEY, STATE_REGARD, STATED, Duty
from plans.statute.rules import refuse
from plans.statute.terms import NOTHING, Act, NationalDocument, NationalKind, Record, Refusal


def documents_in_force(record: Record, kind: NationalKind) -> tuple[NationalDocument, ...]:
    """Return the national documents of a kind that are in force on the record's day, the newest last."""
    known = (one for one in record.national or () if one.kind is kind and one.covers(record.on))
    return tuple(sorted(known, key=lambda one: one.from_on))


def requirement_in_force(record: Record) -> NationalDocument | None:
    """Return the newest edition of the Strategic Policing Requirement on the record's day, or None if none is known."""
    return next(reversed(documents_in_force(record, NationalKind.REQUIREMENT)), None)


def statements_of(record: Record, duty: str) -> tuple[Act, ...]:
    """Return the acts that state regard to one duty in words, in the order of recording."""
    return tuple(
        act
        for act in record.taken(STATE_REGARD)
        if act.particulars.get("duty") == duty and act.particulars.get("statement")
    )


def newest_requirement_considered(record: Record) -> tuple[Refusal, ...]:
    """Pass if no edition of the Requirement came after the statement, or was in force beside the one it names."""
    act, newest = record.last("consider_requirement"), requirement_in_force(record)
    if act is None or newest is None:
        return NOTHING  # without a statement: strategic_policing_requirement_considered refuses
    edition = str(act.particulars.get("edition", ""))
    listed = {one.title for one in record.national or () if one.kind is NationalKind.REQUIREMENT}
    if newest.from_on <= act.on and (edition == newest.title or edition not in listed):
        return NOTHING
    reason = (
        f"The statement on the Strategic Policing Requirement was made on {said(act.on)} against the edition "
        f"“{edition}”. The edition “{newest.title}” is in force since {said(newest.from_on)}."
    )
    return (refuse("V1", reason, clears="consider_requirement", proof="the statement", waivable=True),)


def duty_is_named(record: Record) -> tuple[Refusal, ...]:
    """Pass if a statement says to which duty regard was had, and how."""
    if record.particulars.get("duty") and record.particulars.get("statement"):
        return NOTHING
    reason = "A statement of regard says to which duty regard was had, and how."
    named = BY_KEY.get(str(record.particulars.get("duty")))
    rule = named.rule if named else STATED[0].rule
    return (refuse(rule, reason, clears=STATE_REGARD, proof="the statement", waivable=False),)


def duties_stated(record: Record) -> tuple[Refusal, ...]:
    """Pass if regard is stated to each duty that a statement answers, and the impact assessment is with its own."""
    return tuple(refusal for duty in STATED for refusal in _of_duty(record, duty))


def _of_duty(record: Record, duty: Duty) -> tuple[Refusal, ...]:
    if duty.key == "guidance":
        return _guidance(record, duty)
    made = statements_of(record, duty.key)
    if not made:
        return (_without(duty, f"There is no statement of the regard had to {duty.words}."),)
    if duty.proof and not any(act.evidence for act in made):
        return (_without(duty, f"The statement on {duty.words} has no document with it: {duty.proof}."),)
    return NOTHING


def _guidance(record: Record, duty: Duty) -> tuple[Refusal, ...]:
    """Refuse for each guidance in force without a statement; where it is not known what is, any statement answers."""
    made = statements_of(record, duty.key)
    if record.national is None:
        return NOTHING if made else (_without(duty, f"There is no statement of the regard had to {duty.words}."),)
    stated = {str(act.particulars.get("edition", "")) for act in made}
    return tuple(
        _without(duty, f"There is no statement of the regard had to “{one.title}”, in force since {said(one.from_on)}.")
        for one in documents_in_force(record, NationalKind.GUIDANCE)
        if one.title not in stated
    )


def _without(duty: Duty, reason: str) -> Refusal:
    return refuse(duty.rule, reason, clears=STATE_REGARD, proof=duty.proof or "the statement")


def duty_in_words(key: object) -> str:
    """Return what a duty of the record has regard to, in words; the key itself where it is no duty's."""
    return BY_KEY[str(key)].words if str(key) in BY_KEY else str(key)
