"""The record file's page: its example loads, and it names every key and step that is read."""

import re
from pathlib import Path

import pytest

from pcc_plans.record_file import agendas, committees
from pcc_plans.record_file.act_schema import FILES_OWN, KEYS
from pcc_plans.record_file.schema import BODY_FACTS, BODY_LISTS
from plans.models import Body, Instrument
from plans.services.chain import breaks_in
from plans.statute.procedures import VERSIONS
from plans.statute.terms import Stage
from tests.pcc_plans.records import loaded

PAGE = Path(__file__).parents[2] / "docs" / "record-file.md"


@pytest.mark.django_db
def test_the_example_on_the_page_loads_by_the_law(tmp_path):
    example = tmp_path / "example.yaml"
    example.write_text(re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1])

    assert loaded(example) == (0, ["Loaded eastmere: 20 acts."])
    assert Instrument.objects.get().stage == Stage.CLOSED
    assert list(breaks_in(Body.objects.get())) == []


def test_the_page_names_every_key_that_is_read():
    named = set(re.findall(r"`([a-z_]+)`", PAGE.read_text(encoding="utf-8")))

    known = {*BODY_FACTS, *BODY_LISTS, *FILES_OWN, *KEYS, *(key for keys in KEYS.values() for key in keys)}
    known |= {*committees.COMMITTEE, *committees.SEAT, *agendas.MEETING, *agendas.ITEM, *agendas.PAPER}
    known |= {*agendas.ACTION, *agendas.ODDITY, *agendas.ATTENDANCE, *agendas.SITTER, *agendas.INTEREST}
    assert known - named == set()


def test_every_step_of_every_course_can_stand_in_a_record_file():
    assert set(KEYS) - {"endorse"} == {step.key for course in VERSIONS.values() for step in course.steps}
