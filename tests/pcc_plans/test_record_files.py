"""The law, tested by record files: each ends as its head says."""

from datetime import date

import pytest

from plans.models import Body, StepTaken
from plans.queries.texts import plan_in_effect, text_as_at
from tests.pcc_plans.records import RECORD_FILES, loaded

pytestmark = pytest.mark.django_db
FILES = sorted(RECORD_FILES.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_record_file_ends_as_its_head_says(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    ends = [line.removeprefix("# ends: ") for line in lines if line.startswith("# ends: ")]

    status, printed = loaded(path)

    assert printed == ends
    assert status == (1 if ends[0].startswith("refused: ") else 0)


@pytest.mark.parametrize("path", [p for p in FILES if "# ends: refused" in p.read_text()], ids=lambda path: path.stem)
def test_nothing_is_written_of_a_file_that_is_refused(path):
    loaded(path)

    assert (Body.objects.count(), StepTaken.objects.count()) == (0, 0)


def test_an_acting_commissioner_may_draft_consult_and_respond(tmp_path):
    whole = (RECORD_FILES / "issued_by_an_acting_commissioner.yaml").read_text()
    before_issue = tmp_path / "record.yaml"
    before_issue.write_text("\n".join(line for line in whole.splitlines() if "do: issue" not in line))

    assert loaded(before_issue) == (0, ["Loaded fenmarch: 15 acts."])
    by = StepTaken.objects.filter(by_office="acting_commissioner").order_by("seq").values_list("step", flat=True)
    assert list(by) == [
        "consider_requirement",
        "record_priorities",
        *["state_regard"] * 3,
        "obtain_views",
        "obtain_views",
        "prepare_draft",
        "consult_chief_constable",
        "send_to_panel",
        "have_regard",
        "respond",
        "publish_response",
    ]


def test_a_plan_issued_in_february_for_april_leaves_the_old_one_in_effect_until_31_march():
    loaded(RECORD_FILES / "issued_in_february_for_april.yaml")

    body = Body.objects.get()
    in_effect = {
        day: plan_in_effect(body, date.fromisoformat(day)).years for day in ("2017-02-28", "2017-03-31", "2017-04-01")
    }
    assert in_effect == {"2017-02-28": "2013 to 2017", "2017-03-31": "2013 to 2017", "2017-04-01": "2017 to 2021"}
    assert text_as_at(body, date(2017, 3, 31)).plan.ref == "plan-2013"
    assert text_as_at(body, date(2017, 4, 1)).issued_on == date(2017, 2, 28)
