"""The texts that a draft can be held against: editions, frozen drafts and versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plans.models import Edition, Instrument, Wording
from plans.statute.dates import said

SHOWN_TO = {
    "consult_chief_constable": "the Chief Constable was asked about it",
    "consult_again": "the Chief Constable was asked about it",
    "own_draft": "the Commissioner owned it",
    "send_to_panel": "the Panel was sent it",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text to compare with: its key in an address, its name in a list and in a sentence, and its digest."""

    key: str
    label: str
    digest: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen draft in the list of versions: its digest, the days it was frozen, and to whom it was shown."""

    digest: str
    frozen_on: date
    shown: tuple[str, ...]
    sections: int

    @property
    def label(self) -> str:
        """Its name in a list."""
        return ", ".join([f"Draft frozen on {said(self.frozen_on)}", *self.shown])


def frozen_drafts(instrument: Instrument) -> tuple[Frozen, ...]:
    """Return the frozen wordings of an instrument, newest first, with who was shown each. One query."""
    found: dict[str, tuple[date, list[str], int]] = {}
    lines = instrument.lines.exclude(wording=None).order_by("seq")
    for digest, step, on, particulars in lines.values_list("wording_id", "step", "taken_on", "particulars"):
        if step == "prepare_draft":
            found[digest] = (on, found[digest][1] if digest in found else [], len(particulars.get("changed", ())))
        elif step in SHOWN_TO and digest in found and SHOWN_TO[step] not in found[digest][1]:
            found[digest][1].append(SHOWN_TO[step])
    newest_first = reversed(found.items())
    return tuple(Frozen(digest, on, tuple(shown), sections) for digest, (on, shown, sections) in newest_first)


def texts_to_compare(instrument: Instrument) -> tuple[Text, ...]:
    """
    Return what a draft can be held against: the edition varied first, then frozen drafts, versions, other editions.

    Three queries, however many there are.
    """
    return tuple(_texts(instrument))


def _texts(instrument: Instrument) -> Iterator[Text]:
    base = instrument.base
    yield from _text_varied(instrument)
    for frozen in frozen_drafts(instrument):
        yield Text(frozen.digest, frozen.label, frozen.digest)
    versions = instrument.versions.order_by("-number").values_list("number", "name", "wording_id")
    for number, name, digest in versions:
        yield Text(f"version-{number}", f"Version {number}, {name}", digest)
    editions = Edition.objects.filter(plan=instrument.plan_id).order_by("-number").values_list("number", "wording_id")
    for number, digest in editions:
        if base is None or number != base.number:
            yield Text(f"edition-{number}", f"Edition {number}", digest)


def text_varied(instrument: Instrument) -> tuple[Text, ...]:
    """Return the edition that an instrument varies, as the one text to hold it against; nothing if it varies none."""
    return tuple(_text_varied(instrument))


def _text_varied(instrument: Instrument) -> Iterator[Text]:
    if base := instrument.base:
        yield Text(f"edition-{base.number}", f"Edition {base.number}, which it varies", base.wording_id)


def wording_of(text: Text) -> Wording:
    """Return the wording of a text. One query."""
    return Wording.objects.get(pk=text.digest)


def frozen_on(instrument: Instrument, wording: str) -> date | None:
    """Return the day on which a wording was first frozen for an instrument, or None. One query."""
    lines = instrument.lines.filter(wording_id=wording, step="prepare_draft").order_by("seq")
    return lines.values_list("taken_on", flat=True).first()


def spoken_of(instrument: Instrument, wording: str) -> str:
    """Return how a text that a draft is compared with is spoken of: an edition, a frozen draft, or a version."""
    edition = instrument.plan.editions.filter(wording_id=wording).order_by("-number").first()
    if edition is not None:
        return f"edition {edition.number}, issued on {said(edition.issued_on)}"
    day = frozen_on(instrument, wording)
    if day:
        return f"the draft frozen on {said(day)}"
    version = instrument.versions.filter(wording_id=wording).order_by("-number").first()
    return f"version {version.number} of the draft, “{version.name}”" if version else "an earlier text"
