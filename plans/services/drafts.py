"""The working draft of an instrument: begun, edited, brought up to date, frozen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from plans.models import (
    Body,
    DraftSection,
    Edition,
    FrozenReason,
    Instrument,
    Plan,
    StepTaken,
)
from plans.queries.annual_reports import plans_of_year
from plans.queries.reasons import reasons_to_freeze
from plans.queries.record import issued_plans_of
from plans.queries.severities import law_on
from plans.queries.texts import draft_outline
from plans.services.course import Taking, lock, take_step
from plans.services.objectives import put_objectives, refuse_retired
from plans.services.welsh_texts import freeze_welsh, take_over
from plans.services.wordings import changed_sections, freeze
from plans.statute.kinds import KINDS
from plans.statute.profiles import course_for
from plans.statute.terms import Actor, BodyKind, InstrumentKind, Office, PlanFamily
from plans.text.markup import clean
from plans.text.outline import Outline, OutlineError, Section, SectionKind


class NotEditable(Exception):
    """The draft cannot be edited at this stage; the message says why."""


VARIED_BY = {
    PlanFamily.POLICE_AND_CRIME: InstrumentKind.VARIATION,
    PlanFamily.FIRE_AND_RESCUE: InstrumentKind.FIRE_VARIATION,
}


def free_ref(wanted: str) -> str:
    """Return a reference that no instrument has: the one wanted, or with a number after it."""
    taken = set(Instrument.objects.filter(ref__startswith=wanted).values_list("ref", flat=True))
    return next(ref for n in range(1, 10_000) if (ref := wanted if n == 1 else f"{wanted}-{n}") not in taken)


@transaction.atomic
def begin_plan(
    *,
    body: Body,
    title: str,
    years: str,
    on: date,
    ref: str = "",
    instrument_ref: str = "",
    law: Mapping[str, Any] | None = None,
    kind: InstrumentKind = InstrumentKind.PLAN,
    came_of: Instrument | None = None,
) -> Instrument:
    """
    Begin a draft plan with an empty draft: the plan's identity, and the instrument that makes it.

    It stays under the law as the body holds it on that day, or under ``law`` where that is known from a record file.
    ``kind`` may be that of a fire and rescue plan; ``came_of`` is the review that ended in a new plan.

    :raises NotEditable: if bodies of this kind have no such plan.
    """
    course = procedure_of(body, kind)
    plan_ref = ref or slugify(title)[:70]
    while not ref and Plan.objects.filter(ref=plan_ref).exists():
        plan_ref += "-2"
    plan = Plan.objects.create(body=body, ref=plan_ref, title=title, years=years, family=KINDS[kind].family)
    return Instrument.objects.create(
        plan=plan,
        kind=kind,
        ref=instrument_ref or free_ref(f"{on.year}-{kind.value.replace('_', '-')}"),
        title=title,
        law=law or law_on(body, on),
        procedure=course,
        begun_on=on,
        came_of=came_of,
    )


def procedure_of(body: Body, kind: InstrumentKind) -> str:
    """
    Return the version of the course under which a body begins an instrument of a kind.

    :raises NotEditable: if bodies of its kind have no such instrument.
    """
    try:
        return course_for(BodyKind(body.kind), kind).version
    except KeyError:
        raise NotEditable(f"The {body.name} has no {KINDS[kind].on_screen}.") from None


@transaction.atomic
def begin_variation(
    *,
    plan: Plan,
    title: str,
    on: date,
    ref: str = "",
    law: Mapping[str, Any] | None = None,
    came_of: Instrument | None = None,
) -> Instrument:
    """
    Begin a draft variation of a plan as the whole text of its latest edition, under the law as ``begin_plan`` says.

    ``came_of`` is the review that ended in a variation.

    :raises NotEditable: if the plan has not been issued, so that there is nothing to vary.
    """
    base = plan.editions.select_related("wording", "welsh").order_by("-number").first()
    if base is None:
        raise NotEditable("This plan has not been issued yet, so it cannot be varied. Change the draft plan instead.")
    kind = VARIED_BY[PlanFamily(plan.family)]
    instrument = Instrument.objects.create(
        plan=plan,
        kind=kind,
        ref=ref or free_ref(f"{on.year}-variation"),
        title=title,
        base=base,
        law=law or law_on(plan.body, on),
        procedure=procedure_of(plan.body, kind),
        begun_on=on,
        came_of=came_of,
    )
    put_text(instrument=instrument, outline=base.wording.outline)
    if base.welsh:
        take_over(instrument=instrument, welsh=base.welsh.outline, english=base.wording.outline)
    return instrument


def editable(instrument: Instrument) -> Instrument:
    """Lock an instrument whose text is open; :raises NotEditable: if it is closed."""
    instrument = lock(instrument)
    if not instrument.has_text:
        raise NotEditable(f"A {instrument.kind_words} has no text to draft.")
    if not instrument.is_open:
        raise NotEditable(f"This {instrument.kind_words} is {instrument.stage_words} and its text is closed.")
    return instrument


def cleaned(section: Section) -> Section:
    """Return a section with its HTML in canonical form, whatever was typed, pasted or loaded."""
    return Section(
        id=section.id,
        kind=section.kind,
        heading=" ".join(section.heading.split()),
        html=clean(section.html),
        limbs=section.limbs,
        objectives=section.objectives,
    )


@transaction.atomic
def put_text(*, instrument: Instrument, outline: Outline) -> None:
    """
    Replace the whole working draft by an outline (imported, loaded, or restored).

    :raises NotEditable: if the text is closed.
    :raises OutlineError: if a code in it was retired from the plan.
    """
    instrument = editable(instrument)
    refuse_retired(instrument, set(outline.action_codes))
    for section in instrument.draft_sections.all():
        section.delete()
    rows = [
        DraftSection(
            instrument=instrument,
            section_id=section.id,
            position=n,
            kind=section.kind.value,
            heading=section.heading,
            html=section.html,
            limbs=sorted(section.limbs),
        )
        for n, section in enumerate(map(cleaned, outline.sections), start=1)
    ]
    bulk_create_with_history(rows, DraftSection)
    saved = {row.section_id: row for row in instrument.draft_sections.all()}
    for section in outline.sections:
        put_objectives(section=saved[section.id], objectives=section.objectives)


def _also_kept(instrument: Instrument, outline: Outline) -> dict[str, Any]:
    """Return what a frozen draft says of itself where its own course asks: its objectives, or the year's plans."""
    match InstrumentKind(instrument.kind):
        case InstrumentKind.FIRE_PLAN | InstrumentKind.FIRE_VARIATION:
            return {"objectives": [s.id for s in outline.sections if s.kind is SectionKind.OBJECTIVE]}
        case InstrumentKind.ANNUAL_REPORT:
            plans = plans_of_year(issued_plans_of(instrument.plan.body), instrument.year)
            return {"year": instrument.year, "plans": [plan.ref for plan in plans]}
    return {}


@transaction.atomic
def freeze_draft(
    *,
    instrument: Instrument,
    on: date,
    by: Actor | Office,
    recorded_by: AbstractBaseUser | None = None,
    revision: int | None = None,
    as_history: bool = False,
    particulars: dict | None = None,
    evidence: tuple[Mapping[str, str], ...] = (),
    reasons: Mapping[str, str] | None = None,
) -> StepTaken:
    """
    Freeze the working draft: make its wording, and write s.5(6)(a) to the record with what it changes and answers.

    The reasons given by then are kept with it, so that a later word does not reach those who were shown this wording;
    one given for earlier words of its change is kept with the change of now, and says that it was not confirmed.
    ``reasons`` are those, by the key of the change, where they are known from elsewhere than the draft.

    :raises OutlineError: if the draft has no section, or uses a code twice or again.
    :raises NotPermitted: if the statute does not allow a draft to be prepared at this stage.
    """
    instrument = lock(instrument)  # the draft may have been brought up to date since it was read
    outline = draft_outline(instrument)
    if not outline.sections:
        raise OutlineError("The draft has no text yet. Write or import at least one section, then freeze it.")
    refuse_retired(instrument, set(outline.action_codes))
    wording = freeze(outline)
    base: Edition | None = instrument.base
    changed = changed_sections(base.wording.outline if base else None, outline)
    stand = [section.id for section in outline.sections if section.id in changed]
    found = {
        "changed": changed,
        # Kept besides, because a database keeps the names of an object in an order of its own.
        "order": stand + sorted(changed.keys() - set(stand)),
        "limbs": wording.facts["limbs"],
        "base_edition": base.number if base else None,
        **freeze_welsh(instrument),
        **_also_kept(instrument, outline),
    }
    taking = Taking(
        key="prepare_draft",
        on=on,
        by=by,
        wording=wording.pk,
        particulars={**(particulars or {}), **found},
        recorded_by=recorded_by,
        revision=revision,
        as_history=as_history,
        evidence=evidence,
    )
    line = take_step(instrument=instrument, taking=taking)
    if reasons is None:
        reasons = reasons_to_freeze(instrument, outline)
    FrozenReason.objects.bulk_create(
        FrozenReason(line=line, change_key=key, reason=reason) for key, reason in reasons.items()
    )
    return line
