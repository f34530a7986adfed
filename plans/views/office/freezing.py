"""What a drafter should know before a draft is frozen."""

from django.urls import reverse

from plans.models import Instrument
from plans.queries.comments import open_total
from plans.queries.reasons import reasons_of
from plans.queries.texts import draft_outline
from plans.text.markup import undescribed_pictures
from plans.text.outline import Outline
from plans.text.redline import compare


def open_comments(instrument: Instrument) -> str:
    """Say how many comments are open on a draft that is about to be frozen; nothing if none is."""
    count = open_total(instrument)
    are = "1 comment is" if count == 1 else f"{count} comments are"
    return f"{are} open on this draft. It can be frozen all the same." if count else ""


def freezing(instrument: Instrument) -> list[dict[str, str]]:
    """Return what a drafter should know before freezing: which changes have no reason, and which must be checked."""
    draft = draft_outline(instrument)
    pictures = _pictures_to_describe(instrument, draft)
    if instrument.base is None:
        return pictures
    redline = compare(instrument.base.wording.outline, draft)
    reasons = reasons_of(instrument, redline)
    url = reverse("office:changes", args=[instrument.ref]) + "#list"
    facts = [{"term": "What it changes", "fact": f"{len(redline.changes)} in all", "url": url}]
    if missing := reasons.missing(redline):
        facts.append({"term": "Changes without a reason", "fact": str(missing), "url": url})
    if reasons.to_check:
        fact = (
            f"{reasons.to_check} given for earlier words, and frozen as not confirmed unless you confirm or change them"
        )
        facts.append({"term": "Reasons to check", "fact": fact, "url": url})
    if reasons.left_over:
        fact = str(len(reasons.left_over))
        facts.append({"term": "Reasons whose change is gone", "fact": fact, "url": url.replace("#list", "#gone")})
    return facts + pictures


def _pictures_to_describe(instrument: Instrument, draft: Outline) -> list[dict[str, str]]:
    """Return, for each section that has such, how many pictures of a draft say nothing to those who cannot see them."""
    return [
        {
            "term": f"Pictures without a description in “{section.heading}”",
            "fact": str(count),
            "url": reverse("office:section", args=[instrument.ref, section.id]),
        }
        for section in draft.sections
        if (count := undescribed_pictures(section.html))
    ]
