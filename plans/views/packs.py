"""The redline pack on a page: asked for, on its way, ready or failed. Who may read the wording is settled before."""

import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify

from plans.models import Instrument, Job, Wording
from plans.queries.comparing import Text, wording_of
from plans.queries.packs import PackStanding, pack_standings
from plans.queries.reasons import reasons_against
from plans.services.packs import ask_for_pack, file_of, key_of

EXTENTS = (
    ("changed", "The sections that change", "the clean text of the sections that change"),
    ("whole", "The whole draft", "the clean text of the whole draft"),
)
PRIVATE = "private, no-store"

log = logging.getLogger(__name__)


def packs_shown(
    request: HttpRequest,
    instrument: Instrument,
    wording: Wording,
    texts: Sequence[Text],
    *,
    url: str,
    here: str,
    upto: int | None = None,
) -> dict[str, Any] | None:
    """
    Return what templates/components/pack.html takes; None where there is no text to compare with.

    ``texts`` are those that this reader may have the wording held against, the first unless the address asks for
    another. ``url`` is the address of ``pack_view`` for this reader, ``here`` that of the page; ``upto`` is the number
    of the line at which the reader was shown the wording.
    """
    texts = [text for text in texts if text.digest != wording.pk]
    if not texts:
        return None
    against = _chosen(texts, request.GET.get("against", ""))
    reasons = reasons_against(instrument, wording, _wording(instrument, against), upto=upto)
    keys = [key_of(instrument, wording.pk, against.digest, reasons, whole=name == "whole") for name, _, _ in EXTENTS]
    place = "" if against == texts[0] else urlencode({"against": against.key})
    rows = [_row(one, extent, url, place) for one, extent in zip(pack_standings(keys), EXTENTS, strict=True)]
    return {
        "rows": rows,
        "moving": any(row["moving"] for row in rows),
        "url": url,
        "here": f"{here}?{place}#pack" if place else f"{here}#pack",
        "texts": texts if len(texts) > 1 else [],
        "against": against,
        "view": request.GET.get("view", ""),
    }


def _chosen(texts: Sequence[Text], key: str) -> Text:
    return next((text for text in texts if text.key == key), texts[0])


def _wording(instrument: Instrument, text: Text) -> Wording:
    base = instrument.base
    return base.wording if base and base.wording_id == text.digest else wording_of(text)


def _row(standing: PackStanding, extent: tuple[str, str, str], url: str, place: str) -> dict[str, Any]:
    name, title, with_text = extent
    pack, job = standing.pack, standing.job
    row: dict[str, Any] = {
        "name": name,
        "id": f"pack-{name}",
        "title": title,
        "with_text": with_text,
        "moving": standing.is_moving,
        "failed": standing.has_failed,
        "done": job.progress if job else 0,
    }
    if standing.is_made and pack:
        pages = f"{pack.pages} page{'' if pack.pages == 1 else 's'}"
        row |= {
            "url": f"{url}?text={name}" + (f"&{place}" if place else ""),
            "note": f"PDF, {pages}, {filesizeformat(pack.size)}",
        }
    elif job and standing.is_moving:
        row["state"] = "running" if job.state == Job.State.RUNNING else "waiting"
        row["words"] = f"{job.message or 'Waiting to be made'}. This takes less than a minute."
    elif job and standing.has_failed:
        row["words"] = f"It could not be made. {job.error}"
    return row


def pack_view(
    request: HttpRequest,
    instrument: Instrument,
    wording: Wording,
    texts: Sequence[Text],
    *,
    back: str,
    upto: int | None = None,
) -> HttpResponseBase:
    """
    Answer at a pack's own address: a post has it made, a get gives the file or leads back to the page that says why.

    ``back`` is that page, on which the reader asks for the pack; ``texts`` and ``upto`` are as there.
    """
    texts = [text for text in texts if text.digest != wording.pk]
    if not texts:
        return redirect(back)
    asked = request.POST if request.method == "POST" else request.GET
    against = _chosen(texts, asked.get("against", ""))
    back = back if against == texts[0] else f"{back}?{urlencode({'against': against.key})}"
    whole, before = asked.get("text") == "whole", _wording(instrument, against)
    if request.method == "POST":
        ask_for_pack(instrument=instrument, wording=wording, before=before, whole=whole, upto=upto)
        return redirect(f"{back}#pack")
    reasons = reasons_against(instrument, wording, before, upto=upto)
    [standing] = pack_standings([key_of(instrument, wording.pk, before.pk, reasons, whole=whole)])
    if not standing.is_made or standing.pack is None:
        return redirect(f"{back}#pack")
    try:
        file = file_of(standing.pack).open("rb")
    except FileNotFoundError:
        log.error("%s is on record as made, but its file is not there.", standing.pack)
        ask_for_pack(instrument=instrument, wording=wording, before=before, whole=whole, upto=upto)
        messages.error(request, "The file of the redline pack was not there. It is being made again.")
        return redirect(f"{back}#pack")
    name = f"{slugify(instrument.title)}-redline.pdf"
    return FileResponse(file, filename=name, content_type="application/pdf", headers={"Cache-Control": PRIVATE})
