"""Word files that came back for a draft: which there are, and how their changes stand."""

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet

from plans.models import Instrument, ProposedChange, ReturnedPaper
from plans.statute.dates import said

State = ProposedChange.State


def returned_papers(instrument: Instrument) -> QuerySet[ReturnedPaper]:
    """Return the files of an instrument, newest first, each with ``waiting`` and ``all_changes`` counted. One query."""
    papers = instrument.returned_papers.select_related("made_by").defer("file")
    return papers.annotate(
        all_changes=Count("changes"), waiting=Count("changes", filter=Q(changes__state=State.WAITING))
    ).order_by("-made_at", "-id")


def texts_sent_out(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Yield the frozen drafts of an instrument and the edition that it varies, by digest and in words. One query."""
    frozen = instrument.lines.filter(step="prepare_draft").order_by("-seq")
    seen = set()
    for digest, on in frozen.values_list("wording_id", "taken_on"):
        if digest and digest not in seen:
            seen.add(digest)
            yield digest, f"The draft frozen on {said(on)}"
    if instrument.base:
        yield instrument.base.wording_id, f"Edition {instrument.base.number}"
