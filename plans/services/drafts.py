"""The working draft of an instrument: begun, edited, brought up to date, frozen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from plans.models import (
    Body,
    DraftAction,
    DraftObjective,
    DraftSection,
    Edition,
    Instrument,
    Plan,
    StepTaken,
)
from plans.queries.texts import draft_outline, retired_codes
from plans.services.course import Taking, lock, take_step
from plans.services.wordings import changed_sections, freeze
from plans.statute.procedures import PROCEDURES
from plans.statute.terms import Actor, BodyKind, InstrumentKind, Office
from plans.text.markup import clean
from plans.text.outline import Objective, Outline, OutlineError, Section, SectionKind


class NotEditable(Exception):
    """The draft cannot be edited at this stage; the message says why."""


@dataclass(frozen=True, slots=True)
class Conflict(Exception):
    """Somebody else saved the section first: what stands now, and what was being saved."""

    section: DraftSection
    yours: Section

    def __str__(self) -> str:
        return (
            f"“{self.section.heading}” was saved by somebody else while you were writing. Both texts are shown below; "
            f"nothing has been lost."
        )


def _free_ref(wanted: str) -> str:
    taken = set(Instrument.objects.filter(ref__startswith=wanted).values_list("ref", flat=True))
    return next(ref for n in range(1, 10_000) if (ref := wanted if n == 1 else f"{wanted}-{n}") not in taken)


@transaction.atomic
def begin_plan(*, body: Body, title: str, years: str, on: date, ref: str = "", instrument_ref: str = "") -> Instrument:
    """Begin a draft plan with an empty draft: the plan's identity, and the instrument that makes it."""
    plan_ref = ref or slugify(title)[:70]
    while not ref and Plan.objects.filter(ref=plan_ref).exists():
        plan_ref += "-2"
    plan = Plan.objects.create(body=body, ref=plan_ref, title=title, years=years)
    return Instrument.objects.create(
        plan=plan,
        kind=InstrumentKind.PLAN,
        ref=instrument_ref or _free_ref(f"{on.year}-plan"),
        title=title,
        procedure=PROCEDURES[BodyKind(body.kind)].version,
        begun_on=on,
    )


@transaction.atomic
def begin_variation(*, plan: Plan, title: str, on: date, ref: str = "") -> Instrument:
    """
    Begin a draft variation of a plan as the whole text of its latest edition.

    :raises NotEditable: if the plan has not been issued, so that there is nothing to vary.
    """
    base = plan.editions.select_related("wording").order_by("-number").first()
    if base is None:
        raise NotEditable("This plan has not been issued yet, so it cannot be varied. Change the draft plan instead.")
    instrument = Instrument.objects.create(
        plan=plan,
        kind=InstrumentKind.VARIATION,
        ref=ref or _free_ref(f"{on.year}-variation"),
        title=title,
        base=base,
        procedure=PROCEDURES[BodyKind(plan.body.kind)].version,
        begun_on=on,
    )
    put_text(instrument=instrument, outline=base.wording.outline)
    return instrument


def _editable(instrument: Instrument) -> Instrument:
    instrument = lock(instrument)
    if not instrument.is_open:
        raise NotEditable(f"This {instrument.kind_words} is {instrument.get_stage_display()} and its text is closed.")
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
    instrument = _editable(instrument)
    _refuse_retired(instrument, set(outline.action_codes))
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


def _refuse_retired(instrument: Instrument, codes: set[str]) -> None:
    retired = retired_codes(instrument.plan)
    again = sorted(code for code in codes if code in retired)
    if again:
        raise OutlineError(
            f"Priority action {', '.join(again)} was retired by an earlier edition, and its code is not used again. "
            f"Give the action a new code."
        )


@transaction.atomic
def put_objectives(*, section: DraftSection, objectives: tuple[Objective, ...]) -> None:
    """
    Replace the objectives and priority actions of a section of the draft.

    :raises OutlineError: if a code stands twice in the draft, or was retired.
    """
    codes = [action.code for objective in objectives for action in objective.actions]
    elsewhere = set(
        DraftAction.objects.filter(instrument=section.instrument_id)
        .exclude(objective__section=section)
        .values_list("code", flat=True)
    )
    twice = sorted({code for code in codes if codes.count(code) > 1 or code in elsewhere})
    if twice:
        raise OutlineError(f"The code {', '.join(twice)} stands more than once. Each priority action has its own code.")
    _refuse_retired(section.instrument, set(codes))
    for row in section.objectives.all():
        row.delete()
    for n, objective in enumerate(objectives, start=1):
        row = DraftObjective.objects.create(
            section=section,
            position=n,
            code=objective.code,
            title=objective.title,
            aim=objective.aim,
            outcomes="\n".join(objective.outcomes),
        )
        for m, action in enumerate(objective.actions, start=1):
            DraftAction.objects.create(
                instrument=section.instrument,
                objective=row,
                position=m,
                code=action.code,
                text=action.text,
                lead=action.lead,
            )


@transaction.atomic
def save_section(*, row: DraftSection, section: Section, revision: int) -> DraftSection:
    """
    Save a section of the draft as edited on the screen that showed ``revision``.

    :raises NotEditable: if the text is closed.
    :raises Conflict: if somebody else saved it first; nothing is written, and both texts are in the exception.
    :raises plans.text.markup.MarkupError: if the text cannot be read as text.
    """
    _editable(row.instrument)
    current = DraftSection.objects.select_for_update().get(pk=row.pk)
    section = cleaned(section)
    if current.revision != revision and current.as_section() != section:
        raise Conflict(current, section)
    current.kind, current.heading, current.html = section.kind.value, section.heading, section.html
    current.limbs = sorted(section.limbs)
    current.revision += 1
    current.save()
    if tuple(section.objectives) != current.as_section().objectives:
        put_objectives(section=current, objectives=section.objectives)
    return current


@transaction.atomic
def add_section(
    *, instrument: Instrument, heading: str, kind: SectionKind = SectionKind.OTHER, after: str = ""
) -> DraftSection:
    """Add an empty section after another (or at the end), with an id of its own that no edition ever had."""
    instrument = _editable(instrument)
    heading = " ".join(heading.split())
    rows = list(instrument.draft_sections.order_by("position", "id"))
    used = {row.section_id for row in rows}
    for facts in instrument.plan.editions.values_list("wording__facts", flat=True):
        used |= {section["id"] for section in facts["sections"]}
    stem = re.sub(r"-+$", "", slugify(heading)[:60]) or "section"
    section_id = next(i for n in range(1, 10_000) if (i := stem if n == 1 else f"{stem}-{n}") not in used)
    new = DraftSection.objects.create(
        instrument=instrument, section_id=section_id, position=len(rows) + 1, kind=kind.value, heading=heading
    )
    place = next((n for n, row in enumerate(rows, start=1) if row.section_id == after), len(rows))
    _reorder([*rows[:place], new, *rows[place:]])
    return new


def _reorder(rows: list[DraftSection]) -> None:
    for n, row in enumerate(rows, start=1):
        if row.position != n:
            row.position = n
            row.save()


@transaction.atomic
def move_section(*, row: DraftSection, up: bool) -> None:
    """Move a section of the draft one place up or down; it stays itself."""
    instrument = _editable(row.instrument)
    rows = list(instrument.draft_sections.order_by("position", "id"))
    here = next(n for n, other in enumerate(rows) if other.pk == row.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        _reorder(rows)


@transaction.atomic
def remove_section(*, row: DraftSection) -> None:
    """Take a section out of the draft; earlier editions and the editing history keep it."""
    instrument = _editable(row.instrument)
    row.delete()
    _reorder(list(instrument.draft_sections.order_by("position", "id")))


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
) -> StepTaken:
    """
    Freeze the working draft: make its wording, and write s.5(6)(a) to the record with what it changes and answers.

    :raises OutlineError: if the draft has no section, or uses a code twice or again.
    :raises NotPermitted: if the statute does not allow a draft to be prepared at this stage.
    """
    instrument = lock(instrument)  # the draft may have been brought up to date since it was read
    outline = draft_outline(instrument)
    if not outline.sections:
        raise OutlineError("The draft has no text yet. Write or import at least one section, then freeze it.")
    _refuse_retired(instrument, set(outline.action_codes))
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
    return take_step(instrument=instrument, taking=taking)
