"""The evidence base of an instrument in a record file: parsed, put in, and written out."""

from collections.abc import Mapping
from typing import Any

from pcc_plans.record_file.entries import Document
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.fields import blocks, check_keys, choice, day, flag, text, texts
from pcc_plans.record_file.reading import Block
from plans.models import EvidenceItem, Instrument
from plans.services.evidence import keep_as_given
from plans.services.evidence_base import ItemFacts, copy_items

KEYS = ("led_by", "kind", "title", "says", "source", "dated", "document", "shaped", "may_be_published")


def parse_items(block: Block, documents: Mapping[str, Document]) -> tuple[dict[str, Any], ...]:
    """
    Parse the items under "evidence_base".

    :raises FileWrong: if a key is unknown or missing, or a document is not in the file.
    """
    return tuple(_item(entry, documents) for entry in blocks(block, "evidence_base"))


def _item(entry: Block, documents: Mapping[str, Document]) -> dict[str, Any]:
    check_keys(entry, KEYS, "An item of the evidence base")
    key = text(entry, "document")
    if key and key not in documents:
        raise FileWrong(entry.line_of("document"), f"There is no document “{key}” under “documents:”.")
    return {
        "led_by": choice(entry, "led_by", EvidenceItem.LedBy.values),
        "kind": choice(entry, "kind", EvidenceItem.Kind.values),
        "title": text(entry, "title", needed=True, longest=200),
        "says": text(entry, "says", needed=True),
        "source": text(entry, "source", needed=True, longest=200),
        "dated": day(entry, "dated"),
        "document": key,
        "shaped": tuple(texts(entry, "shaped")),
        "may_be_published": flag(entry, "may_be_published", False),
    }


def put_items(instrument: Instrument, items: tuple[dict[str, Any], ...], documents: Mapping[str, Document]) -> None:
    """Put the items of the file into the evidence base of an instrument, with their documents."""
    facts = []
    for item in items:
        found = documents.get(item["document"])
        digest = keep_as_given(name=found.name, media_type=found.media_type, content=found.content) if found else None
        facts.append(ItemFacts(**item | {"document": digest}))
    copy_items(items=facts, instrument=instrument)


def items_data(instrument: Instrument) -> list[dict[str, Any]]:
    """Return the evidence base of an instrument as the file has it."""
    return [
        {
            "led_by": item.led_by,
            "kind": item.kind,
            "title": item.title,
            "says": item.says,
            "source": item.source,
            **({"dated": item.dated} if item.dated else {}),
            **({"document": item.document_id} if item.document_id else {}),
            **({"shaped": item.shaped} if item.shaped else {}),
            "may_be_published": item.may_be_published,
        }
        for item in instrument.evidence_items.order_by("id")
    ]
