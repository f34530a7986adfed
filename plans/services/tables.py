"""Tables of a section, saved as the section is: found again where they stand, and only they replaced."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from plans.models import DraftSection, TotalMark
from plans.services.drafts import editable
from plans.services.saving import save_section
from plans.text.changeset import merge_sections
from plans.text.tables.grid import Placed, digest_of, find_table, tables_in, with_table


@dataclass(frozen=True, slots=True)
class TableChanged(Exception):
    """Somebody else changed the table, or took it out, since it was opened; ``theirs`` is what stands in its place."""

    section: DraftSection
    theirs: Placed | None

    def __str__(self) -> str:
        if self.theirs is None:
            return (
                "Somebody else has taken this table out of the section meanwhile. What you typed is still below: "
                "save it to put the table back at the end of the section."
            )
        return (
            "Somebody else has saved this table meanwhile. What you typed is still in the boxes, and the table as it "
            "stands now is shown below. Copy from it what you need, and save again."
        )


@transaction.atomic
def save_table(
    *, row: DraftSection, number: int, opened: str, html: str, was: str = "", marks: Mapping[str, bool] | None = None
) -> DraftSection:
    """
    Save one table of a section: in the place of the one opened, or at the end if ``opened`` (its digest) is empty.

    Whatever else of the section was saved meanwhile stands. ``html`` is canonical; empty, it takes the table out.
    ``was`` is the table as it was opened: by it the changes that somebody else saved in it meanwhile are kept too.

    :raises NotEditable: if the text is closed.
    :raises TableChanged: if both changed the same of it, or it is not there any more; nothing is written.
    :raises plans.text.markup.MarkupError: if the section becomes too long.
    """
    instrument = editable(row.instrument)
    current = DraftSection.objects.select_for_update().get(pk=row.pk)
    placed = find_table(current.html, number, opened) if opened else None
    if opened and placed is None:
        there = {table.number: table for table in tables_in(current.html)}
        placed = there.get(number)
        both = _both(current, opened, was, html, placed.html) if placed and html else None
        if both is None:
            raise TableChanged(current, placed)
        html = both
    for name, is_total in (marks or {}).items():
        TotalMark.objects.update_or_create(
            plan=instrument.plan, section_id=current.section_id, name=name, defaults={"is_total": is_total}
        )
    whole = replace(current.as_section(), html=with_table(current.html, placed, html))
    return save_section(row=current, section=whole, revision=current.revision).row


def _both(row: DraftSection, opened: str, was: str, ours: str, theirs: str) -> str | None:
    """Return the table with what both changed in the one that was opened; None where they changed the same."""
    if not was or digest_of(was) != opened:
        return None
    section = row.as_section()
    texts = [replace(section, html=html) for html in (was, ours, theirs)]
    merged = merge_sections(*texts)
    html = merged.outline.sections[0].html
    return html if not merged.conflicts and len(tables_in(html)) == 1 and tables_in(html)[0].html == html else None
