"""Guards on closing the file: copies sent, plan published, decision recorded."""

from datetime import date

from plans.statute.dates import said
from plans.statute.rules import refuse
from plans.statute.terms import NOTHING, Act, Record, Refusal


def recipients_owed(record: Record) -> dict[str, str]:
    """
    Return who of the chief constable and the responsible authorities of the day of issue has no copy yet.

    The names stand under the references by which the record knows them.
    """
    issued = record.last("issue")
    if issued is None:
        return {}
    sent = {str(to) for act in record.taken("send_copy") for to in act.particulars.get("to", ())}
    owed = {"chief-constable": "the Chief Constable"} | {
        a.ref: a.name for a in record.authorities if a.covers(issued.on) and not a.is_chief_constable
    }
    return {ref: name for ref, name in owed.items() if ref not in sent}


def recipients_without_a_copy(record: Record) -> tuple[str, ...]:
    """Return by name who of those that are owed a copy has none yet."""
    return tuple(recipients_owed(record).values())


def copies_sent(record: Record) -> tuple[Refusal, ...]:
    """Pass if the chief constable and each responsible authority of the day of issue were sent a copy."""
    return tuple(
        refuse("I1", f"No copy has been sent to {name}.", clears="send_copy", proof="the copy sent")
        for name in recipients_without_a_copy(record)
    )


def plan_published(record: Record) -> tuple[Refusal, ...]:
    """Pass if the issued plan or variation has been published."""
    if record.last("publish") is None:
        return (refuse("I2", f"The {record.kind} has not been published.", clears="publish", proof="the page"),)
    return NOTHING


def _published_by_then(record: Record, decision: Act) -> bool:
    """Tell whether the decision is to issue what was issued, and its record was published by the day of the act."""
    issued, published = record.last("issue"), decision.particulars.get("published_on")
    on_this = issued is None or decision.wording == issued.wording
    return on_this and bool(published) and date.fromisoformat(str(published)) <= record.on


def copy_is_of_what_was_issued(record: Record) -> tuple[Refusal, ...]:
    """Pass if what is sent is the wording that was issued, and no earlier draft of it."""
    return _of_what_was_issued(record, "I1", "The copy that is sent")


def publication_is_of_what_was_issued(record: Record) -> tuple[Refusal, ...]:
    """Pass if what is published is the wording that was issued, and no earlier draft of it."""
    return _of_what_was_issued(record, "I2", "What is published")


def _of_what_was_issued(record: Record, rule: str, what: str) -> tuple[Refusal, ...]:
    issued = record.last("issue")
    if issued is not None and record.wording == issued.wording:
        return NOTHING
    reason = f"{what} is not the {record.kind} in the words in which it had been issued by {said(record.on)}."
    return (refuse(rule, reason, clears="issue", proof="the edition issued", waivable=False),)


def decision_recorded(record: Record) -> tuple[Refusal, ...]:
    """Pass if the commissioner's decision has a published record; a board's endorsement is not the decision."""
    if not any(_published_by_then(record, decision) for decision in record.taken("record_decision")):
        return (
            refuse(
                "I7",
                f"There is no published record of the commissioner's decision to issue the "
                f"{record.kind}. A board's endorsement is not that decision.",
                clears="record_decision",
                proof="the decision record",
            ),
        )
    return NOTHING
