"""How the public pages name plans, editions, instruments and office-holders."""

from collections.abc import Iterable

from plans.models import Edition, Instrument, Plan, StepTaken
from plans.statute.dates import said
from plans.statute.terms import Stage


def period(plan: Plan) -> str:
    """Return the legal period of a plan in words."""
    return f"{said(plan.effective_from)} to {said(plan.period_ends_on)}"


def variation_of(edition: Edition) -> str:
    """Return how an edition's instrument is named: "variation of 12 March 2026"."""
    return f"variation of {said(edition.issued_on)}"


def issued(edition: Edition) -> str:
    """Return when an edition was issued, and from when it has effect where that is another day."""
    if edition.effective_from == edition.issued_on:
        return said(edition.issued_on)
    return f"Issued {said(edition.issued_on)}, in force {said(edition.effective_from)}"


def reached(instrument: Instrument, lines: Iterable[StepTaken]) -> str:
    """Return how far a public instrument that is not issued has come, from its public lines."""
    return instrument.plan.body.names.read(_reached(instrument, lines))


def _reached(instrument: Instrument, lines: Iterable[StepTaken]) -> str:
    last = {line.step: line.taken_on for line in lines}
    match Stage(instrument.stage):
        case Stage.WITHDRAWN:
            return f"It was withdrawn on {said(last['withdraw'])}." if "withdraw" in last else "It was withdrawn."
        case Stage.REPORTED if "report" in last:
            reported = said(last["report"])
            return f"The Police and Crime Panel reported on it on {reported}, and the response has been published."
        case Stage.REPORTED:
            return "The Police and Crime Panel’s review is over. Its report will be here with the response to it."
        case Stage.WITH_PANEL:
            return f"It has been with the Police and Crime Panel since {said(last['send_to_panel'])}."
    return "It is being drafted."
