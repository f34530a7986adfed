"""The sections of a working draft: added, moved and taken out. How one is saved is in plans.services.saving."""

import re
from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.text import slugify

from plans.models import DraftSection, Instrument
from plans.queries.earlier import removal_of
from plans.services.drafts import NotEditable, editable
from plans.services.editing_history import keep
from plans.services.objectives import put_objectives
from plans.text.outline import Section, SectionKind


@transaction.atomic
def add_section(
    *, instrument: Instrument, heading: str, kind: SectionKind = SectionKind.OTHER, after: str = ""
) -> DraftSection:
    """Add an empty section after another (or at the end), with an id of its own that no edition ever had."""
    instrument = editable(instrument)
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


class OrderChanged(Exception):
    """The sections stand in another order than the screen showed; the message says what to do."""

    def __str__(self) -> str:
        return (
            "Somebody else added, moved or removed a section meanwhile, so nothing was moved. "
            "The outline is shown as it stands now: look at it, and move the section again."
        )


@transaction.atomic
def put_order(*, instrument: Instrument, order: Sequence[str], seen: Sequence[str] | None = None) -> None:
    """
    Put the sections of the draft in an order, by their ids; each stays itself.

    ``seen`` is the order that the screen began from, None where there was no screen.

    :raises NotEditable: if the text is closed.
    :raises OrderChanged: if the sections no longer stand as they were seen, or ``order`` names others than there are.
    """
    instrument = editable(instrument)
    rows = {row.section_id: row for row in instrument.draft_sections.order_by("position", "id")}
    if (seen is not None and list(seen) != list(rows)) or sorted(order) != sorted(rows):
        raise OrderChanged
    _reorder([rows[section_id] for section_id in order])


@transaction.atomic
def place_section(*, row: DraftSection, after: str, seen: Sequence[str] | None = None) -> None:
    """
    Put a section of the draft after another, by its id, or first where ``after`` is empty.

    :raises NotEditable: if the text is closed.
    :raises OrderChanged: if the sections no longer stand as they were seen, or the other one is gone.
    """
    instrument = editable(row.instrument)
    order = list(instrument.draft_sections.order_by("position", "id").values_list("section_id", flat=True))
    if seen is not None and list(seen) != order:
        raise OrderChanged
    if after == row.section_id:
        return
    order.remove(row.section_id)
    if after and after not in order:
        raise OrderChanged
    order.insert(order.index(after) + 1 if after else 0, row.section_id)
    put_order(instrument=instrument, order=order)


@transaction.atomic
def restore_section(*, instrument: Instrument, section_id: str) -> DraftSection:
    """
    Put back a section that the draft leaves out: the text of the edition varied, under its own id, where it stood.

    :raises NotEditable: if the text is closed, or the edition has no such section, or the draft has it.
    :raises plans.text.outline.OutlineError: if a code of it was given to another priority action meanwhile.
    """
    instrument = editable(instrument)
    base = instrument.base.wording.outline.sections if instrument.base else ()
    rows = list(instrument.draft_sections.order_by("position", "id"))
    here = {row.section_id for row in rows}
    section = next((s for s in base if s.id == section_id), None)
    if section is None or section_id in here:
        raise NotEditable("The draft has this section, or the edition varied does not. Nothing was put back.")
    before = {s.id for s in base[: base.index(section)]}
    place = max((n for n, row in enumerate(rows, start=1) if row.section_id in before), default=0)
    return _insert(instrument, rows, section, place)


@transaction.atomic
def put_back_with(*, instrument: Instrument, section: Section, by: AbstractBaseUser | None = None) -> DraftSection:
    """
    Put back a section that was removed while somebody wrote in it, with what they wrote, where it last stood.

    :raises NotEditable: if the text is closed, or the draft has the section, or never had it.
    :raises plans.text.outline.OutlineError: if a code of it was given to another priority action meanwhile.
    """
    instrument = editable(instrument)
    rows = list(instrument.draft_sections.order_by("position", "id"))
    removed = removal_of(instrument, section.id)
    if removed is None or section.id in {row.section_id for row in rows}:
        raise NotEditable("The draft has this section again. Open it, and write your text there.")
    return _insert(instrument, rows, section, min(removed.position - 1, len(rows)), by)


def _insert(
    instrument: Instrument, rows: list[DraftSection], section: Section, place: int, by: AbstractBaseUser | None = None
) -> DraftSection:
    """Write a section into a draft after the first ``place`` of its sections."""
    new = DraftSection(
        instrument=instrument,
        section_id=section.id,
        position=len(rows) + 1,
        kind=section.kind.value,
        heading=section.heading,
        html=section.html,
        limbs=sorted(section.limbs),
    )
    keep(new, by=by)
    put_objectives(section=new, objectives=section.objectives)
    _reorder([*rows[:place], new, *rows[place:]])
    return new


def _reorder(rows: list[DraftSection]) -> None:
    for n, row in enumerate(rows, start=1):
        if row.position != n:
            row.position = n
            row.save()


@transaction.atomic
def remove_section(*, row: DraftSection) -> None:
    """Take a section out of the draft; earlier editions and the editing history keep it."""
    instrument = editable(row.instrument)
    row.delete()
    _reorder(list(instrument.draft_sections.order_by("position", "id")))
