"""What may be sent of an issued edition (s.5(11)): the plan, or both renderings of a variation."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import slugify

from plans.models import Edition, PublishedForm, RedlinePack
from plans.queries.reasons import reasons_frozen_with
from plans.services import packs

PLAN, AS_VARIED, ALONE = "plan", "varied", "variation"
FORMS = {PLAN: "the plan", AS_VARIED: "the plan as varied", ALONE: "the variation alone"}  # s.5(11)
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Rendering:
    """
    One of the two documents that may be sent (s.5(11)): its file, once it is made, and the page that reads the same.

    ``attachment`` is None while the file is not there.
    """

    key: str
    page: str
    attachment: Mapping[str, str] | None

    @property
    def words(self) -> str:
        """What it is called: "the plan as varied"."""
        return FORMS.get(self.key, self.key)


def renderings_of(edition: Edition) -> tuple[Rendering, ...]:
    """Return what may be sent of an issued edition: the plan, or of a variation both renderings. Three queries."""
    key = AS_VARIED if edition.instrument.is_variation else PLAN
    form = edition.published_forms.filter(format=PublishedForm.Format.PDF).first()
    whole = Rendering(key, edition.get_absolute_url(), _file(edition, key, form.sha256 if form else ""))
    if not edition.instrument.is_variation:
        return (whole,)
    pack = _pack_of(edition)
    sha256 = pack.sha256 if pack and packs.is_there(pack) else ""
    page = reverse("public:variation", args=[edition.instrument.ref])
    return (whole, Rendering(ALONE, page, _file(edition, ALONE, sha256)))


def _file(edition: Edition, key: str, sha256: str) -> dict[str, str] | None:
    if not sha256:
        return None
    named = edition.instrument.title if key == ALONE else f"{edition.plan.name} edition {edition.number}"
    return {"name": f"{slugify(named)}.pdf", "media_type": PDF, "sha256": sha256, "what": FORMS[key]}


def _pack_of(edition: Edition) -> RedlinePack | None:
    """Return the variation by itself, as it was issued, against the edition that it varies. Two queries."""
    instrument, base = edition.instrument, edition.instrument.base
    reasons = reasons_frozen_with(instrument, edition.wording_id)
    key = packs.key_of(instrument, edition.wording_id, base.wording_id, reasons, whole=False, as_issued=True)
    return RedlinePack.objects.filter(key=key).first()


def ask_for(rendering: Rendering, edition: Edition) -> None:
    """Have a rendering made that is not there yet; asking again is harmless."""
    if rendering.key == ALONE:
        base = edition.instrument.base
        packs.ask_for_pack(
            instrument=edition.instrument, wording=edition.wording, before=base.wording, whole=False, as_issued=True
        )
