"""How an edition is shown to the public: its head, contents, sections with what last changed them, and facts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from plans.models import Edition, Plan, PublishedForm
from plans.queries.public import LastChange, UnderWay, codes_retired, is_being_made, last_changes, published_forms
from plans.services.publishing import PUBLISH_EDITION
from plans.statute.dates import said
from plans.text.numbering import numbered
from plans.views.public.words import issued, reached, variation_of


def text_of(edition: Edition, editions: Sequence[Edition]) -> dict[str, Any]:
    """Return the contents and the sections of an edition, each with the variation that last changed it. One query."""
    changes = last_changes(editions, edition)
    text = numbered(edition.wording.outline)
    sections = [
        {"section": section, "provenance": _provenance(edition.plan, section.anchor, changes.get(section.id))}
        for section in text.sections
    ]
    contents = [
        {
            "number": section.number,
            "heading": section.heading,
            "url": f"#{section.anchor}",
            "flag": _flag(changes.get(section.id)),
        }
        for section in text.sections
    ]
    return {"edition": edition, "sections": sections, "contents": contents, "retired": _retired(edition, editions)}


def _provenance(plan: Plan, anchor: str, change: LastChange | None) -> dict[str, str] | None:
    if change is None:
        return None
    edition = change.edition
    compare = reverse("public:compare", args=[plan.ref, edition.number - 1, edition.number])
    return {
        "did": "Added by" if change.added else "Changed by",
        "words": variation_of(edition),
        "url": reverse("public:variation", args=[edition.instrument.ref]),
        "compare_url": f"{compare}#{anchor}",
    }


def _flag(change: LastChange | None) -> str:
    if change is None:
        return ""
    return f"{'Added' if change.added else 'Changed'} {said(change.edition.issued_on)}"


def _retired(edition: Edition, editions: Sequence[Edition]) -> list[dict[str, str]]:
    return [
        {
            "objective": code.rstrip("0123456789"),
            "words": f"{code} was retired on {said(by.issued_on)}; its number is not used again.",
        }
        for code, by in codes_retired(editions, edition).items()
    ]


_LABELS = {
    PublishedForm.Format.PDF: "PDF",
    PublishedForm.Format.WORD: "Word",
    PublishedForm.Format.JSON: "Data (JSON)",
}


def downloads(edition: Edition) -> list[dict[str, str]]:
    """Return the published forms of an edition with their pages and size. One query, two while one is missing."""
    forms = published_forms(edition)
    missing = ""
    if len(forms) < len(PublishedForm.Format.values):
        making = is_being_made(edition, PUBLISH_EDITION)
        missing = "Being made: look again in a minute." if making else "Not made yet."
    return [_download(edition, form, forms.get(form), missing) for form in PublishedForm.Format]


def _download(edition: Edition, kind: PublishedForm.Format, form: PublishedForm | None, missing: str) -> dict[str, str]:
    label = _LABELS[kind]
    if form is None:
        return {"label": label, "note": missing}
    size = filesizeformat(form.size)
    pages = f"{form.pages} page{'' if form.pages == 1 else 's'}, " if form.pages else ""
    tagged = ", tagged for screen readers" if kind is PublishedForm.Format.PDF else ""
    url = reverse("public:published_form", args=[edition.plan.ref, edition.number, kind.value])
    return {"label": label, "url": url, "note": f"{pages}{size}{tagged}"}


def timeline(editions: Sequence[Edition], shown: Edition, today: date, ahead: Sequence[UnderWay]) -> list[dict]:
    """Return the editions of a plan, newest first, after what is under way. No query."""
    plan = shown.plan
    coming = [
        {
            "title": f"{each.instrument.kind_words.capitalize()} under way",
            "when": reached(each.instrument, each.lines),
            "url": reverse("public:variation", args=[each.instrument.ref]),
            "link": each.instrument.title,
            "ahead": True,
        }
        for each in ahead
    ]
    return coming + [_event(plan, edition, shown) for edition in reversed(editions)]


def _event(plan: Plan, edition: Edition, shown: Edition) -> dict[str, Any]:
    event: dict[str, Any] = {"title": f"Edition {edition.number}", "when": issued(edition)}
    if edition.number > 1:
        event["url"] = reverse("public:compare", args=[plan.ref, edition.number - 1, edition.number])
        event["link"] = f"Changes from edition {edition.number - 1}"
    elif edition is not shown:
        event["url"] = edition.get_absolute_url()
        event["link"] = "Read edition 1"
    if edition is shown:
        event |= {"current": True, "title": f"Edition {edition.number}, shown here"}
    return event


def facts_of(edition: Edition) -> list[dict[str, str]]:
    """Return what a reader wants to know of a plan at a glance. No query."""
    plan, body = edition.plan, edition.plan.body
    return [
        {"term": "Issued by", "fact": f"the {body.name}"},
        {"term": "Covers", "fact": body.districts or f"the police area of {body.area}"},
        {"term": "First issued", "fact": said(plan.issued_on)},
        {"term": "Digest of this text", "fact": edition.wording_id[:16]},
    ]


def status(edition: Edition) -> list[dict[str, str]]:
    """Return the line of facts under the title: the period, and which edition this is. No query."""
    plan = edition.plan
    return [
        {"term": "In force from", "fact": said(plan.effective_from)},
        {"term": "until", "fact": said(plan.period_ends_on)},
        {"term": "You are reading", "fact": f"edition {edition.number}, issued {said(edition.issued_on)}"},
    ]
