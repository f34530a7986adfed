"""Where two open variations of one plan touch the same text, so that both drafters see it early."""

from dataclasses import dataclass

from plans.models import Instrument
from plans.statute.terms import Stage
from plans.text.changeset import merge
from plans.text.outline import Outline
from plans.text.redline import changed_section_ids

OPEN = (Stage.DRAFTING, Stage.WITH_PANEL, Stage.REPORTED)


@dataclass(frozen=True, slots=True)
class SharedSection:
    """A section that both drafts change; ``places`` are those where they change the same words differently."""

    section_id: str
    heading: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another open variation of the plan, and the sections that it and the draft both change."""

    ref: str
    title: str
    sections: tuple[SharedSection, ...]

    @property
    def is_conflict(self) -> bool:
        """Whether the two change the same words in different ways."""
        return any(section.places for section in self.sections)


def overlaps(instrument: Instrument, draft: Outline, section_id: str = "") -> tuple[Overlap, ...]:
    """
    Return the other open variations whose drafts touch what a draft touches (in one section, if it is given).

    Both are compared with the edition from which the earlier of the two began. Four queries, however many there are.
    """
    if instrument.base is None:
        return ()
    others = Instrument.objects.filter(plan=instrument.plan_id, kind=instrument.kind, stage__in=OPEN)
    rows = others.exclude(pk=instrument.pk).select_related("base__wording").order_by("begun_on", "id")
    found = []
    for other in rows.prefetch_related("draft_sections__objectives__actions"):
        kept = sorted(other.draft_sections.all(), key=lambda row: (row.position, row.pk))
        theirs = Outline(draft.title, tuple(row.as_section() for row in kept))
        base = min((instrument.base, other.base), key=lambda edition: edition.number).wording.outline
        shared = _shared(base, draft, theirs)
        if section_id:
            shared = tuple(section for section in shared if section.section_id == section_id)
        if shared:
            found.append(Overlap(other.ref, other.title, shared))
    return tuple(found)


def _shared(base: Outline, ours: Outline, theirs: Outline) -> tuple[SharedSection, ...]:
    both = changed_section_ids(base, ours) & changed_section_ids(base, theirs)
    both = frozenset(key for key in both if ours.section(key) != theirs.section(key))
    if not both:
        return ()
    conflicts = merge(base, ours, theirs).conflicts
    headings = {section.id: section.heading for text in (base, theirs, ours) for section in text.sections}
    return tuple(
        SharedSection(key, heading, tuple(one.place for one in conflicts if one.section_id == key))
        for key, heading in headings.items()
        if key in both
    )
