"""Guards on closing the file: copies sent, plan published, decision recorded."""

from collections.abc import Mapping
from datetime import date

from plans.statute.dates import said
from plans.statute.rules import refuse
from plans.statute.terms import NOTHING, Act, Record, Refusal

CHIEF_CONSTABLE = {"chief-constable": "the Chief Constable"}
OWED = "copies_owed"


def owed_on(record: Record, day: date) -> dict[str, str]:
    """Return by the register who is owed a copy of what is issued on a day: reference and name."""
    return CHIEF_CONSTABLE | {a.ref: a.name for a in record.authorities if a.covers(day) and not a.is_chief_constable}


def recipients_of_copies(record: Record) -> dict[str, str]:
    """
    Return the chief constable and the other responsible authorities of the day of issue: nobody before it.

    They are those whom the line of issue names. A line of before that was kept names nobody: the register does. The
    names stand under the references by which the record knows them.
    """
    issued = record.last("issue")
    if issued is None:
        return {}
    owed = issued.particulars.get(OWED)
    if not owed:
        return owed_on(record, issued.on)
    named = {str(ref): str(name) for ref, name in owed.items()}
    return {ref: named[ref] for ref in sorted(named, key=lambda ref: (ref not in CHIEF_CONSTABLE, named[ref]))}


def corrected_since(record: Record) -> tuple[dict[str, str], dict[str, str]]:
    """
    Return how the register now differs from whom the line of issue names: who came, and who went, by reference.

    What was owed stays what it was. Somebody who came may be sent a copy all the same.
    """
    issued = record.last("issue")
    if issued is None:
        return {}, {}
    return differing(recipients_of_copies(record), owed_on(record, issued.on))


def differing(owed: Mapping[str, str], now: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return who stands in the second list and not in the first, and who in the first and not in the second."""
    came = {ref: name for ref, name in now.items() if ref not in owed}
    return came, {ref: name for ref, name in owed.items() if ref not in now}


def copies_that_stand(record: Record) -> dict[str, Act]:
    """Return, by the reference of the recipient, the last copy that was sent and has not come back."""
    came_back = record.taken("copy_came_back")
    return {
        to: act for act in record.taken("send_copy") for to in sent_to(act) if not _has_come_back(act, to, came_back)
    }


def sent_to(act: Act) -> tuple[str, ...]:
    """Return the references of those whom a copy was sent to, or from whom it came back."""
    return tuple(str(to) for to in act.particulars.get("to") or ())


def _has_come_back(sent: Act, to: str, came_back: tuple[Act, ...]) -> bool:
    """Tell whether this very copy came back: by its Message-ID, or where none is given any copy sent until then."""
    message_id = sent.particulars.get("message_id")
    return any(
        act.seq > sent.seq and to in sent_to(act) and act.particulars.get("message_id") in (None, "", message_id)
        for act in came_back
    )


def recipients_owed(record: Record) -> dict[str, str]:
    """
    Return who of the chief constable and the responsible authorities of the day of issue has no copy yet.

    A copy that came back was not served. The names stand under the references by which the record knows them.
    """
    served = copies_that_stand(record)
    return {ref: name for ref, name in recipients_of_copies(record).items() if ref not in served}


def recipients_without_a_copy(record: Record) -> tuple[str, ...]:
    """Return by name who of those that are owed a copy has none yet."""
    return tuple(recipients_owed(record).values())


def copies_sent(record: Record) -> tuple[Refusal, ...]:
    """Pass if the chief constable and each responsible authority of the day of issue were sent a copy."""
    return tuple(
        refuse("I1", f"No copy has been sent to {name}.", clears="send_copy", proof="the copy sent")
        for name in recipients_without_a_copy(record)
    )


def copies_go_first(record: Record) -> tuple[Refusal, ...]:
    """Pass if no local rule puts the copies before publication, or everybody who is owed one has it."""
    owed = recipients_without_a_copy(record)
    if record.copies_go_first is False or not owed:
        return NOTHING
    others = f" and {len(owed) - 1} more" if len(owed) > 1 else ""
    reason = f"This office sends the copies before it publishes, and none has been sent to {owed[0]}{others}."
    return (refuse("I4", reason, clears="send_copy", proof="the copies sent", waivable=True),)


def what_came_back_was_sent(record: Record) -> tuple[Refusal, ...]:
    """Pass if each copy that is said to have come back stands on the record as sent."""
    sent = {to for act in record.taken("send_copy") for to in sent_to(act)}
    names = recipients_of_copies(record)
    wanted = [str(to) for to in record.particulars.get("to") or ()]
    return tuple(
        refuse("I1", f"No copy to {names.get(to, to)} is on the record that could have come back.", waivable=False)
        for to in wanted
        if to not in sent
    )


def plan_published(record: Record) -> tuple[Refusal, ...]:
    """Pass if the issued plan or variation has been published."""
    if record.last("publish") is None:
        return (refuse("I2", f"The {record.kind.noun} has not been published.", clears="publish", proof="the page"),)
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
    reason = f"{what} is not the {record.kind.noun} in the words in which it had been issued by {said(record.on)}."
    return (refuse(rule, reason, clears="issue", proof="the edition issued", waivable=False),)


def decision_recorded(record: Record) -> tuple[Refusal, ...]:
    """Pass if the commissioner's decision has a published record; a board's endorsement is not the decision."""
    if not any(_published_by_then(record, decision) for decision in record.taken("record_decision")):
        return (
            refuse(
                "I7",
                f"There is no published record of the commissioner's decision to issue the "
                f"{record.kind.noun}. A board's endorsement is not that decision.",
                clears="record_decision",
                proof="the decision record",
            ),
        )
    return NOTHING
