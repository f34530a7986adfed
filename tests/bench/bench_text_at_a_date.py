"""The text of a plan on a day, from its snapshot, beside django-simple-history's as_of on the same edits."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.models import DraftSection
from plans.queries.texts import text_as_at
from tests.factories import a_body, a_variation, an_issued_plan

EDITS = (100, 1_000, 10_000, 100_000)
TIMES = 5


def save_often(sections: list[DraftSection], count: int) -> None:
    """Write the history of so many saves, spread over the sections, as the saves themselves would have."""
    history = DraftSection.history.model
    fields = [field.attname for field in DraftSection._meta.concrete_fields]
    kept = [{name: getattr(section, name) for name in fields} for section in sections]
    began = timezone.now() - timedelta(days=400)
    rows = (
        history(**kept[n % len(kept)], history_date=began + timedelta(minutes=5 * n), history_type="~")
        for n in range(count)
    )
    history.objects.bulk_create(rows, batch_size=500)


def milliseconds(act: Callable[[], object]) -> float:
    """Return the median of the times that an act takes, once it is warm."""
    act()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - began))
    return median(taken)


@pytest.mark.django_db
def test_text_at_a_date():
    body = a_body()
    variation = a_variation(an_issued_plan(body))
    sections = list(variation.draft_sections.all())

    def snapshot() -> object:
        return text_as_at(body, date(2014, 1, 1)).wording.outline

    def replayed() -> list[str]:
        rows = DraftSection.history.as_of(timezone.now()).filter(instrument=variation).order_by("position")
        return [row.html for row in rows]

    there, first = 0, 0.0
    print(f"\n{'edits':>9}{'snapshot':>12}{'queries':>9}{'as_of':>12}{'as_of / snapshot':>18}{'to 100 edits':>14}")
    for edits in EDITS:
        save_often(sections, edits - there)
        there = edits
        with CaptureQueriesContext(connection) as queries:
            snapshot()
        ours = milliseconds(snapshot)
        first = first or ours
        theirs = milliseconds(replayed)
        beside = f"{theirs:>9.1f} ms{theirs / ours:>18.1f}"
        print(f"{edits:>9,}{ours:>9.2f} ms{len(queries):>9}{beside}{ours / first:>14.2f}  {connection.vendor}")
        assert len(queries) <= 3
