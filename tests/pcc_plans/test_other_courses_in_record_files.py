"""Reviews, annual reports, fire plans and other bodies in record files: each dumps to itself, and verifies."""

from datetime import date

import pytest

from pcc_plans.record_file.dumping import dump
from pcc_plans.record_file.loading import load
from plans.models import Body, Instrument, Plan, StepTaken
from plans.queries.texts import plan_in_effect
from plans.services.annual_reports import begin_annual_report
from plans.services.chain import breaks_in
from plans.services.drafts import freeze_draft
from tests.factories import STAFF
from tests.pcc_plans.records import RECORD_FILES, a_fresh_database, loaded

pytestmark = pytest.mark.django_db
FILES = (
    "annual_report_and_the_review_that_came_of_it",
    "body_in_wales",
    "mayor_with_police_functions",
    "police_fire_and_crime_commissioner",
)


def record_of(content: bytes) -> tuple[list[str], bytes]:
    with a_fresh_database():
        load(content)
        assert list(breaks_in(Body.objects.get())) == []
        return list(StepTaken.objects.order_by("seq").values_list("digest", flat=True)), dump(
            Body.objects.all()
        ).encode()


@pytest.mark.parametrize("name", FILES)
def test_a_record_of_another_course_or_body_dumps_to_itself_and_verifies(name):
    digests, first = record_of((RECORD_FILES / f"{name}.yaml").read_bytes())

    assert record_of(first) == (digests, first)


def test_a_variation_stays_linked_to_the_review_that_it_came_of():
    loaded(RECORD_FILES / "annual_report_and_the_review_that_came_of_it.yaml")

    variation = Instrument.objects.get(kind="variation")
    assert (variation.came_of.ref, variation.came_of.stage) == ("2014-review", "closed")
    report = Instrument.objects.get(kind="annual_report")
    assert (report.year, report.stage) == (2013, "closed")
    assert report.lines.get(step="prepare_draft").particulars["plans"] == ["plan-2013"]
    assert Instrument.objects.get(ref="2014-no-review").stage == "withdrawn"


def test_a_fire_and_rescue_plan_has_effect_beside_the_police_and_crime_plan():
    loaded(RECORD_FILES / "police_fire_and_crime_commissioner.yaml")

    fire = Plan.objects.get(family="fire_and_rescue")
    assert (fire.effective_from, fire.period_ends_on) == (date(2022, 3, 27), date(2025, 3, 31))
    assert plan_in_effect(Body.objects.get(), date(2022, 6, 1)).ref == "saltmere-2022"
    assert fire.editions.get().number == 1


def test_a_body_that_was_succeeded_says_by_whom_and_dumps_it():
    both = (RECORD_FILES / "body_in_wales.yaml").read_text() + "\n".join(
        (RECORD_FILES / "mayor_with_police_functions.yaml").read_text().split("bodies:\n")[1:]
    )
    passed_on = "  succeeded_by: northmoor\n  succeeded_on: 2021-05-10\n"
    both = both.replace("  force_name: Morgannwyn", f"{passed_on}  force_name: Morgannwyn")
    load(both.encode().replace(b"2013-plan", b"m-2013-plan"))

    old = Body.objects.get(ref="morgannwyn")
    assert (old.succeeded_by.ref, old.succeeded_on) == ("northmoor", date(2021, 5, 10))
    assert "succeeded_by: northmoor\n  succeeded_on: 2021-05-10" in dump([old])


def test_a_successor_s_report_under_the_plan_that_it_took_over_dumps_to_itself():
    """The report stands with a plan that is yet to be drafted, and its line names the plan of the year."""
    both = (RECORD_FILES / "body_in_wales.yaml").read_text() + "\n".join(
        (RECORD_FILES / "mayor_with_police_functions.yaml").read_text().split("bodies:\n")[1:]
    )
    passed_on = "  succeeded_by: northmoor\n  succeeded_on: 2016-05-10\n"
    with a_fresh_database():
        load(both.replace("  force_name: Morgannwyn", f"{passed_on}  force_name: Morgannwyn").replace(
            "2013-plan", "m-2013-plan").encode())  # fmt: skip
        mayor, year = Body.objects.get(ref="northmoor"), 2015
        report = begin_annual_report(body=mayor, year=year, title="", on=date(2016, 6, 1))
        frozen = freeze_draft(instrument=report, on=date(2016, 6, 2), by=STAFF, as_history=True)
        assert frozen.particulars["plans"] == ["plan-2013"]
        digests, first = (
            list(StepTaken.objects.order_by("body__ref", "seq").values_list("digest", flat=True)),
            dump(Body.objects.all()),
        )
    with a_fresh_database():
        load(first.encode(), as_history=True)
        assert dump(Body.objects.all()) == first
        assert list(StepTaken.objects.order_by("body__ref", "seq").values_list("digest", flat=True)) == digests


@pytest.mark.parametrize(
    ("was", "instead", "said"),
    [
        ("year: 2013}", "year: 2011}", "No plan of this office had effect in 2011 to 2012"),
        (", year: 2013}", "}", "An annual report has a “year”, in which its year begins; nothing else has."),
        ("came_of: 2014-review", "came_of: 2013-plan", "There is no review “2013-plan” that it can have come of."),
        ("kind: review, plan: plan-2013", "kind: fire_plan, plan: plan-2013", "another family"),
        ("trigger: panel_report", "trigger: panel_raport", "panel_report"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_about_another_course_is_refused_in_words(tmp_path, was, instead, said):
    text = (RECORD_FILES / "annual_report_and_the_review_that_came_of_it.yaml").read_text()
    assert was in text
    wrong = tmp_path / "record.yaml"
    wrong.write_text(text.replace(was, instead))

    status, printed = loaded(wrong)

    assert status == 1
    assert said in printed[0]
