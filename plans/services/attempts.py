"""Keeping what was tried and refused, after the transaction of the act has been undone."""

from plans.models import RefusedAttempt
from plans.services.course import Refused
from plans.statute.terms import NotPermitted


def keep_attempt(refused: NotPermitted) -> None:
    """
    Keep an act that was refused on a page: which, of which day, by whom, and every reason.

    It is called where the refusal is caught, so that it stands although nothing of the act does.
    """
    if not isinstance(refused, Refused):
        return
    user = refused.taking.recorded_by
    name = user.get_full_name() or user.get_username() if user is not None else refused.by.name if refused.by else ""
    RefusedAttempt.objects.create(
        instrument=refused.instrument,
        step=refused.step.key,
        acted_on=refused.taking.on,
        by_name=name or "not recorded",
        refusals=[{"rule": r.rule, "section": r.section, "reason": r.reason} for r in refused.refusals],
    )
