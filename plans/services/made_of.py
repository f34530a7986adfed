"""How an instrument came to be, as its printed forms say it: each act of its course once, in order."""

from collections import Counter

from plans.models import Instrument, StepTaken
from plans.rendering.facts import StepFact
from plans.statute.procedures import VERSIONS
from plans.statute.terms import InstrumentKind


def steps_until(instrument: Instrument, last: StepTaken | None) -> tuple[StepFact, ...]:
    """
    Return the acts of an instrument up to a line, that one included; none without a line. One query.

    What was done several times on one day by one person, such as hearing each authority, is said once.
    """
    if last is None:
        return ()
    course, kind = VERSIONS[instrument.procedure], InstrumentKind(instrument.kind)
    names = instrument.plan.body.names
    lines = StepTaken.objects.filter(instrument=instrument, seq__lte=last.seq).order_by("seq")
    times = Counter(
        (
            course.step(line.step).words_for(kind),
            line.section,
            names.read(f"{line.by_name}, {line.get_by_office_display()}"),
            line.taken_on,
        )
        for line in lines
    )
    return tuple(
        StepFact(words if count == 1 else f"{words} ({count} times)", section, who, on)
        for (words, section, who, on), count in times.items()
    )
