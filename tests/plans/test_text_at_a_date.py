"""The text of a plan on a day is read from its snapshot: the length of the drafts' history makes no difference."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.models import DraftSection
from plans.queries.texts import text_as_at
from tests.factories import a_body, a_variation, an_issued_plan

pytestmark = pytest.mark.django_db


def saves(section: DraftSection, count: int) -> None:
    """Add the history of so many saves of a section, without the saves themselves."""
    history = DraftSection.history.model
    fields = {field.attname: getattr(section, field.attname) for field in DraftSection._meta.concrete_fields}
    rows = (history(**fields, history_date=timezone.now(), history_type="~") for _ in range(count))
    history.objects.bulk_create(rows, batch_size=500)


def test_the_text_at_a_date_takes_the_same_queries_after_100_edits_and_after_3000():
    body = a_body()
    section = a_variation(an_issued_plan(body)).draft_sections.first()
    counted = []
    for count in (100, 2_900):
        saves(section, count)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            edition = text_as_at(body, date(2014, 1, 1))
            assert edition.wording.outline.sections[0].heading == "Safer streets"
        counted.append(len(queries))

    assert counted[0] == counted[1]
    assert counted[0] <= 3
