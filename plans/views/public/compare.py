"""What changed between two editions of a plan, and why."""

from collections.abc import Sequence
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from plans.models import Edition
from plans.queries.public import reasons_between
from plans.statute.dates import said
from plans.text.diff.document import Redline
from plans.text.redline import compare as redline_of
from plans.views.public.found import issued_edition
from plans.views.public.frame import frame
from plans.views.public.page import public_page
from plans.views.public.words import variation_of
from plans.views.reading import reading


@public_page
def compare(request: HttpRequest, plan: str, before: int, after: int) -> HttpResponse:
    new, editions = issued_edition(plan, after, timezone.localdate())
    old = next((edition for edition in editions if edition.number == before), None)
    if old is None or old is new:
        raise Http404("A comparison needs two issued editions.")
    if before > after:
        return redirect("public:compare", plan=plan, before=after, after=before, permanent=True)
    texts = (old.wording.outline, new.wording.outline)
    redline = redline_of(*texts)
    names = (f"Edition {before}", f"Edition {after}")
    context = frame(new.plan, editions, "compare") | reading(request.GET, redline, texts, names)
    context |= {
        "kicker": new.plan.name,
        "title": f"What changed from edition {before} to edition {after}",
        "lead": lead(redline, f"The {variation_of(new)}" if after == before + 1 else "The variations between them"),
        "facts": _status(old, new),
        "figures": figures(redline),
        "given": [{"key": key, "reason": reason} for key, reason in reasons_between(old, new).items()],
        "edition": before,
        "made_by": _made_by(editions, old, new),
        "others": _others(editions, old, new),
    }
    return render(request, "plans/public/compare.html", context)


def lead(redline: Redline, what: str, does: str = "made") -> str:
    """Return one sentence that says how much a redline changes."""
    changes, sections = len(redline.changes), len(redline.changed_sections)
    if not changes:
        return "The two texts are the same, word for word."
    made = f"{changes} change{'s' if changes > 1 else ''} in {sections} section{'s' if sections > 1 else ''}"
    return f"{what} {does} {made}. Everything else reads as before."


def figures(redline: Redline) -> list[dict[str, str]]:
    """Return how much a redline adds, removes and moves."""
    return [
        {"term": "Words added", "fact": f"{redline.words_added:,}" if redline.words_added else "none"},
        {"term": "Words removed", "fact": f"{redline.words_removed:,}" if redline.words_removed else "none"},
        {"term": "Paragraphs moved", "fact": str(redline.blocks_moved or "none")},
    ]


def _status(old: Edition, new: Edition) -> list[dict[str, str]]:
    return [
        {"term": term, "fact": f"edition {each.number}, {said(each.issued_on)}", "url": each.get_absolute_url()}
        for term, each in (("Before", old), ("After", new))
    ]


def _made_by(editions: Sequence[Edition], old: Edition, new: Edition) -> list[dict[str, str]]:
    return [
        {
            "words": f"{edition.instrument.title}, issued on {said(edition.issued_on)}",
            "url": reverse("public:variation", args=[edition.instrument.ref]),
        }
        for edition in editions
        if old.number < edition.number <= new.number
    ]


def _others(editions: Sequence[Edition], old: Edition, new: Edition) -> list[dict[str, str]]:
    """Return the comparisons of neighbouring editions that this one is not."""
    return [
        {
            "words": f"Edition {b.number} with edition {a.number}",
            "url": reverse("public:compare", args=[new.plan.ref, b.number, a.number]),
        }
        for b, a in pairwise(editions)
        if (b.number, a.number) != (old.number, new.number)
    ]
