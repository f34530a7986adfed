"""Keeping the evidence base of a draft plan or a variation: items put in, changed and taken out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from plans.models import EvidenceItem, Instrument
from plans.services.course import lock
from plans.services.drafts import NotEditable


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """
    What an item of the evidence base says.

    ``document`` is the digest of a document kept as evidence, or None; ``shaped`` are codes of objectives and actions.
    """

    led_by: str
    kind: str
    title: str
    says: str
    source: str
    dated: date | None = None
    document: str | None = None
    shaped: tuple[str, ...] = ()
    may_be_published: bool = False


@transaction.atomic
def put_item(*, instrument: Instrument, facts: ItemFacts, item: EvidenceItem | None = None) -> EvidenceItem:
    """
    Add an item to the evidence base of an instrument, or change one; return it.

    :raises NotEditable: if the instrument is issued or withdrawn: what shaped it stands as it was.
    """
    _open(instrument)
    item = item or EvidenceItem(instrument=instrument)
    item.led_by, item.kind, item.title = facts.led_by, facts.kind, facts.title
    item.says, item.source, item.dated = facts.says, facts.source, facts.dated
    item.document_id, item.may_be_published = facts.document, facts.may_be_published
    item.shaped = sorted(dict.fromkeys(facts.shaped))
    item.save()
    return item


@transaction.atomic
def say_whether_public(*, item: EvidenceItem, may_be_published: bool) -> None:
    """Say whether the public may see an item, at any stage: what it says stays as it was."""
    EvidenceItem.objects.filter(pk=item.pk).update(may_be_published=may_be_published)


@transaction.atomic
def remove_item(*, item: EvidenceItem) -> None:
    """
    Take an item out of the evidence base; a document kept with it stays kept.

    :raises NotEditable: if the instrument is issued or withdrawn.
    """
    _open(item.instrument)
    item.delete()


@transaction.atomic
def copy_items(*, items: Collection[ItemFacts], instrument: Instrument) -> None:
    """Put in the items that a record file gives, at whatever stage its acts have led to."""
    EvidenceItem.objects.bulk_create(
        EvidenceItem(
            instrument=instrument,
            led_by=facts.led_by,
            kind=facts.kind,
            title=facts.title,
            says=facts.says,
            source=facts.source,
            dated=facts.dated,
            document_id=facts.document,
            shaped=sorted(dict.fromkeys(facts.shaped)),
            may_be_published=facts.may_be_published,
        )
        for facts in items
    )


def _open(instrument: Instrument) -> None:
    if not lock(instrument).is_open:
        raise NotEditable(
            f"This {instrument.kind_words} is {instrument.get_stage_display()}: what shaped it stands as it was. "
            "Only whether an item may be published can still be changed."
        )
