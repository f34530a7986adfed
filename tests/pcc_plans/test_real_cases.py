"""The dated chains of real cases (STATUTE 4) as record files: lawful where they were, else with the breach named."""

from dataclasses import dataclass, field
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from plans.models import Body, Plan, StepTaken
from tests.pcc_plans.records import RECORD_FILES, a_fresh_database, dumped, loaded

pytestmark = pytest.mark.django_db
FOLDER = RECORD_FILES / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """How a case loads, by hand: its known dates by step, and each breach as the step and the rule that names it."""

    dates: dict[str, str]
    breaches: list[tuple[str, str]] = field(default_factory=list)


# fmt: off
CASES = {
    # The Panel had five clear days and only the page; the decision was on the page and the appendix.
    "variation_of_2014": Case(
        {"send_to_panel": "2014-01-28", "report": "2014-02-05"},
        [("send_to_panel", "V6"), ("record_decision", "V16"), ("issue", "V6"), ("issue", "V16")]),
    # An informal look in September is not the review (V15); 28 clear days from December to February.
    "plan_of_2017": Case({"report": "2017-02-01", "issue": "2017-02-28"}),
    # A bare endorsement is responded to all the same (V9), and before the issue (V10).
    "appendix_varied_in_2019": Case({"report": "2019-06-26", "respond": "2019-07-24"}),
    # Fourteen days from the Panel to the launch are lawful where the response is published in them.
    "launched_fourteen_days_after_the_panel_in_2021": Case({"report": "2021-11-15", "issue": "2021-11-29"}),
    # The years of the title are not the legal period (P6, P8).
    "plan_titled_to_2028": Case({"obtain_views": "2024-08-16", "issue": "2025-03-10"}),
    # Two sendings, two reports, both answered; the Chief Constable asked again about what changed (V12).
    "before_the_panel_twice_in_2021": Case({"obtain_views": "2021-11-01"}),
    "response_in_a_table_in_2013": Case({"respond": "2013-03-13"}),
    "two_rounds_of_consultation_in_2016": Case({}),
    # Two looks before the review; the report is dated 28 days after the meeting.
    "three_looks_by_the_panel_in_2016": Case({"report": "2016-12-08"}),
    "letter_three_weeks_after_the_panel_in_2024": Case({"report": "2024-10-22"}),
    # Fourteen days over August and a bank holiday.
    "fourteen_days_in_august_2017": Case(
        {"send_to_panel": "2017-08-16", "report": "2017-08-30"}, [("send_to_panel", "V6")]),
    "noted_before_the_consultation_in_2016": Case({"obtain_views": "2016-09-02"}),
    "varied_every_year_since_2014": Case({}),
    # A variation has no period of its own.
    "addendum_of_2020": Case({}, [("issue", "P8")]),
}
# fmt: on
IN_BREACH = [name for name in CASES if CASES[name].breaches]


def verified() -> str:
    out = StringIO()
    call_command("verify_record", stdout=out)
    return out.getvalue()


def test_every_case_in_the_folder_has_its_row():
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_case_loads_with_its_breach_named_dumps_to_itself_and_verifies(name, tmp_path):
    case = CASES[name]
    history = {"as_history": bool(case.breaches)}
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    with a_fresh_database():
        assert loaded(FOLDER / f"{name}.yaml", **history)[0] == 0
        lines = list(StepTaken.objects.order_by("seq"))
        days = {line.step: line.taken_on for line in lines}
        head, bytes_of_first = lines[-1].digest, dumped(first)
        assert verified().startswith("sound: ")

    assert [(line.step, one["rule"]) for line in lines for one in line.missing] == case.breaches
    assert {step: days[step] for step in case.dates} == {s: date.fromisoformat(day) for s, day in case.dates.items()}
    with a_fresh_database():
        assert loaded(first, **history)[0] == 0
        assert StepTaken.objects.order_by("-seq").first().digest == head
        assert dumped(second) == bytes_of_first


@pytest.mark.parametrize("name", IN_BREACH)
def test_a_case_in_breach_is_refused_where_it_is_not_loaded_as_history(name):
    status, printed = loaded(FOLDER / f"{name}.yaml")

    assert (status, Body.objects.count()) == (1, 0)
    assert printed[0].startswith(f"refused: {CASES[name].breaches[0][0]}: ")


@pytest.mark.parametrize(
    ("name", "review", "look"),
    [
        ("plan_of_2017", "met_on: 2017-02-01", "met_on: 2016-09-07"),
        ("three_looks_by_the_panel_in_2016", "met_on: 2016-11-10", "met_on: 2016-09-08"),
    ],
)
def test_an_earlier_look_of_the_panel_is_not_its_review(name, review, look, tmp_path):
    path = tmp_path / "record.yaml"
    path.write_text((FOLDER / f"{name}.yaml").read_text(encoding="utf-8").replace(review, look), encoding="utf-8")

    status, printed = loaded(path)

    assert status == 1
    assert printed[0].startswith("refused: report: s.28(3): The Panel is said to have met on ")


def test_the_period_of_a_plan_titled_to_2028_ends_with_the_year_of_the_next_election():
    loaded(FOLDER / "plan_titled_to_2028.yaml")

    plan = Plan.objects.get()
    assert (plan.years, plan.period_ends_on) == ("2025 to 2028", date(2029, 3, 31))


def test_a_plan_titled_to_2028_whose_period_is_said_to_end_then_needs_a_reason(tmp_path):
    text = (FOLDER / "plan_titled_to_2028.yaml").read_text(encoding="utf-8")
    path = tmp_path / "record.yaml"
    path.write_text(text.replace("effective_from: ", "period_ends_on: 2028-03-31, effective_from: "), encoding="utf-8")

    assert loaded(path) == (
        1,
        [
            "refused: issue: s.7(7): The planning period is said to end on 31 March 2028; the table of elections gives "
            "31 March 2029."
        ],
    )
