"""The evidence base as it is read: by who led it, and from the side of the objectives that it shaped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from plans.models import EvidenceItem, Instrument, Plan
from plans.queries.public import public_instruments
from plans.text.outline import Outline

LEADS = tuple(EvidenceItem.LedBy)


@dataclass(frozen=True, slots=True)
class Shaped:
    """
    An objective of a draft with what shaped it.

    ``items`` shaped the objective as a whole; ``actions`` are its priority actions, each with the items that name it.
    """

    code: str
    title: str
    items: tuple[EvidenceItem, ...]
    actions: tuple[tuple[str, str, tuple[EvidenceItem, ...]], ...]

    @property
    def by_nothing(self) -> bool:
        """Whether no item names the objective or any of its priority actions."""
        return not self.items and not any(items for _, _, items in self.actions)


def items_of(instrument: Instrument) -> QuerySet[EvidenceItem]:
    """Return the items of an instrument with their documents' names, by who led them and date. One query."""
    return instrument.evidence_items.select_related("document", "instrument").defer("document__content")


def items_of_plan(plan: Plan) -> QuerySet[EvidenceItem]:
    """Return the items of everything that made or varied a plan. One query."""
    rows = EvidenceItem.objects.filter(instrument__plan=plan).select_related("document", "instrument")
    return rows.defer("document__content").order_by("led_by", "instrument__begun_on", "dated", "id")


def shaped_by(outline: Outline, items: Iterable[EvidenceItem]) -> tuple[Shaped, ...]:
    """Return each objective of a text, in order, with the items that shaped it. No query."""
    every = tuple(items)

    def naming(code: str) -> tuple[EvidenceItem, ...]:
        return tuple(item for item in every if code in item.shaped)

    return tuple(
        Shaped(
            objective.code,
            objective.title,
            naming(objective.code),
            tuple((action.code, action.text, naming(action.code)) for action in objective.actions),
        )
        for section in outline.sections
        for objective in section.objectives
    )


def codes_in(outline: Outline) -> dict[str, str]:
    """Return the words of each objective and priority action of a text, by code, in order. No query."""
    found: dict[str, str] = {}
    for section in outline.sections:
        for objective in section.objectives:
            found[objective.code] = objective.title
            found |= {action.code: action.text for action in objective.actions}
    return found


def public_items(plan: Plan, today: date) -> list[EvidenceItem]:
    """Return the items of a plan that the public may see on a day: of public instruments, and marked so. One query."""
    shown = items_of_plan(plan).filter(may_be_published=True, instrument__in=public_instruments(today))
    return list(shown)


def public_document(digest: str, today: date) -> EvidenceItem | None:
    """Return an item with this document that the public may see on a day, or None. One query."""
    rows = EvidenceItem.objects.filter(
        document_id=digest, may_be_published=True, instrument__in=public_instruments(today)
    )
    return rows.select_related("document").first()
