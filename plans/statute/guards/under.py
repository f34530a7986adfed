"""One guard asked under another rule: the annual report and the fire and rescue plan are before the same Panel."""

from functools import wraps

from plans.statute.rules import refuse
from plans.statute.terms import Guard, Record, Refusal


def under(rule: str, guard: Guard, *, it: str = "draft", waivable: bool | None = None) -> Guard:
    """
    Return a guard that asks the same under another rule, whose section its refusals then cite.

    ``it`` is what is before the Panel, where that is no draft. ``waivable`` says so for all of its refusals; without
    it each stays as it was.
    """

    @wraps(guard)
    def asked(record: Record) -> tuple[Refusal, ...]:
        return tuple(
            refuse(
                rule,
                refusal.reason.replace("draft", it),
                clears=refusal.clears,
                proof=refusal.proof.replace("draft", it),
                waivable=refusal.waivable if waivable is None else waivable,
            )
            for refusal in guard(record)
        )

    return asked
