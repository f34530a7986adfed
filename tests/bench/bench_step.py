"""A statutory step, beside the least a database can do for one: lock a row, change it, commit."""

import time
from collections.abc import Callable
from datetime import date
from statistics import median

import pytest
from django.db import connection, transaction

from plans.models import Instrument
from tests.factories import a_body, a_draft_plan, prepared, sent

TIMES = 10


def milliseconds(acts: list[Callable[[], object]]) -> float:
    """Return the median of the times that the acts take, each done once."""
    taken = []
    for act in acts:
        began = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - began))
    return median(taken)


def change_a_row(instrument: Instrument) -> None:
    with transaction.atomic():
        row = Instrument.objects.select_for_update().get(pk=instrument.pk)
        row.save()


@pytest.mark.django_db(transaction=True)
def test_one_step():
    drafts = [a_draft_plan(a_body(f"fenmarch-{number}")) for number in range(TIMES)]
    for draft in drafts:
        prepared(draft, date(2013, 1, 8))

    least = milliseconds([lambda draft=draft: change_a_row(draft) for draft in drafts])
    step = milliseconds([lambda draft=draft: sent(draft, date(2013, 1, 9)) for draft in drafts])

    print(f"one row {least:.1f} ms; a step {step:.1f} ms; ratio {step / least:.1f} on {connection.vendor}")
