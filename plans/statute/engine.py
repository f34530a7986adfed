"""The engine: one function answers whether a step may be taken, and taking it asks the same function."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from plans.statute.dates import said
from plans.statute.guards.offices import (
    somebody_held_the_office,
    taken_by_those_whose_step_it_is,
    the_body_has_its_functions,
    the_commissioner_acts_in_person,
    whoever_holds_the_office_acts,
)
from plans.statute.kinds import KINDS
from plans.statute.profiles import PROFILES
from plans.statute.rules import as_held
from plans.statute.terms import NotPermitted, Procedure, Record, Refusal, Stage, Step


def refusals(step: Step, record: Record) -> tuple[Refusal, ...]:
    """Return every reason why the step may not be taken on the record's day; none means that it may."""
    found = [*_stage_refusals(step, record)]
    if step.personal:
        found += the_commissioner_acts_in_person(record)
    elif step.held:
        found += whoever_holds_the_office_acts(record)
    else:
        found += taken_by_those_whose_step_it_is(step, record) or somebody_held_the_office(record)
    found += the_body_has_its_functions(record)
    for guard in step.requires:
        found += [refusal for refusal in guard(record) if refusal not in found]
    names = PROFILES[record.body_kind].names
    return tuple(replace(as_held(one, record.held), reason=names.read(one.reason)) for one in found)


def _stage_refusals(step: Step, record: Record) -> tuple[Refusal, ...]:
    section, kind = step.section_for(record.kind), KINDS[record.kind]
    if record.stage not in step.at:
        reason = f"This step is not open while the {record.kind.noun} is {kind.stage_words(record.stage)}."
        return (Refusal("", section, reason),)
    if record.stage_then is not None and record.stage_then not in step.at:
        was = kind.stage_words(record.stage_then)
        reason = f"This step was not open on {said(record.on)}: the {record.kind.noun} was then {was}."
        return (Refusal("", section, reason),)
    return ()


def standing(step: Step, record: Record, waived: Collection[str] = ()) -> tuple[Refusal, ...]:
    """Return the refusals that remain once the waivable ones of the waived rules are passed."""
    return tuple(r for r in refusals(step, record) if not (r.waivable and r.rule in waived))


def next_stage(step: Step, record: Record, waived: Collection[str] = ()) -> Stage:
    """
    Return the stage after the step.

    :raises NotPermitted: with every remaining reason, if the step may not be taken.
    """
    if why := standing(step, record, waived):
        raise NotPermitted(step, why)
    return step.to or record.stage


@dataclass(frozen=True, slots=True)
class Prospect:
    """A step that the stage offers, with what stands in its way today."""

    step: Step
    refusals: tuple[Refusal, ...]

    @property
    def may_be_taken(self) -> bool:
        """Tell whether nothing stands in the way, or only what can be passed with a reason."""
        return all(refusal.waivable for refusal in self.refusals)


def prospects(procedure: Procedure, record: Record) -> tuple[Prospect, ...]:
    """Return, in the Act's order, each step open at this stage with its refusals: asking is doing without the act."""
    return tuple(Prospect(step, refusals(step, record)) for step in procedure.steps if record.stage in step.at)
