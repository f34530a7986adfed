"""Keeping a plan under review: what asks for a review, opening and declining one, and what follows from it."""

from datetime import date

import pytest

from plans.models import Body, Election, Instrument, NationalDocument, OfficeHolder, Plan
from plans.queries.course import dashboard_of
from plans.queries.record import issued_plans_of
from plans.queries.to_do import plan_under_review
from plans.services.annual_reports import begin_annual_report
from plans.services.beginning import begin_once
from plans.services.chain import breaks_in
from plans.services.course import ChangedMeanwhile, Taking
from plans.services.drafts import NotEditable, freeze_draft, put_text
from plans.services.reviews import begin_what_follows, decline_review, open_review
from plans.statute.terms import NotPermitted, Stage
from tests.factories import (
    CHIEF_EXECUTIVE,
    COMMISSIONER,
    STAFF,
    a_body,
    a_draft_plan,
    a_variation,
    an_issued_plan,
    an_outline,
    reported,
    taken,
)

pytestmark = pytest.mark.django_db
ON = date(2014, 8, 1)


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def plan(body):
    return an_issued_plan(body)


def a_report(body: Body, *, on: date = date(2014, 5, 6)) -> Instrument:
    """The annual report on the year of the plan's issue, prepared."""
    report = begin_annual_report(body=body, year=2013, title="", on=on)
    freeze_draft(instrument=report, on=date(2014, 6, 2), by=STAFF)
    return report


def a_reported_report(body: Body) -> Instrument:
    """The same, on which the Panel has reported with one recommendation."""
    report = a_report(body)
    taken(report, "send_to_panel", date(2014, 6, 3))
    taken(report, "panel_meeting", date(2014, 6, 25), public=True, attended_by="Helen Marsh")
    reported(report, date(2014, 6, 27), "Measure speeding.")
    return report


def tasks(body: Body, on: date) -> list[tuple[str, str, int]]:
    return [(task.what, task.section, task.days) for task in dashboard_of(body, on).tasks]


def opening(on: date = ON, **particulars) -> Taking:
    return Taking(key="open_review", on=on, by=STAFF, particulars=particulars)


def test_the_panels_report_on_an_annual_report_asks_for_a_review_until_one_is_opened(body, plan):
    report = a_reported_report(body)
    assert tasks(body, date(2014, 7, 27)) == [("review", "s.5(9)", 30)]

    trigger = dashboard_of(body, ON).tasks[0].trigger
    review = open_review(plan=plan, taking=opening(**trigger.particulars))

    assert trigger.particulars == {"trigger": "panel_report", "annual_report": report.ref}
    assert (review.kind, review.plan, review.stage) == ("review", plan, Stage.DRAFTING)
    assert tasks(body, ON) == []


def test_a_new_edition_of_the_requirement_asks_for_a_review_until_it_is_declined_with_a_reason(body, plan):
    a_reported_report(body)
    for edition, made_on in (("2012", date(2012, 7, 31)), ("2014", date(2014, 7, 22))):
        NationalDocument.objects.create(body=body, kind="requirement", title=edition, from_on=made_on)
    asked = dashboard_of(body, ON).tasks
    assert [task.trigger.of for task in asked] == ["2013-annual-report", "2014"]

    declining = Taking(key="", on=ON, by=CHIEF_EXECUTIVE, particulars={**asked[1].trigger.particulars})
    with pytest.raises(NotPermitted, match=r"Say why no review is opened\."):
        decline_review(plan=plan, taking=declining)
    reason = {**asked[1].trigger.particulars, "reason": "Section 1 answers it already."}
    declined = decline_review(plan=plan, taking=Taking(key="", on=ON, by=CHIEF_EXECUTIVE, particulars=reason))

    assert declined.stage == Stage.WITHDRAWN
    assert declined.lines.get().particulars["reason"] == "Section 1 answers it already."
    assert [task.trigger.of for task in dashboard_of(body, ON).tasks] == ["2013-annual-report"]
    assert list(breaks_in(body)) == []


def test_one_trigger_leads_to_one_review(body, plan):
    report = a_reported_report(body)
    said = {"trigger": "panel_report", "annual_report": report.ref}
    open_review(plan=plan, taking=opening(**said))

    with pytest.raises(ChangedMeanwhile, match="answered already, on 1 August 2014"):
        open_review(plan=plan, taking=opening(**said))
    assert Instrument.objects.filter(kind="review").count() == 1


def test_a_plan_is_reviewed_for_other_reasons_as_often_as_there_are(body, plan):
    for why in ("Burglary has doubled.", "The county council was divided."):
        open_review(plan=plan, taking=opening(trigger="other", why=why))

    assert Instrument.objects.filter(kind="review").values_list("ref", flat=True).count() == 2


def test_a_review_is_of_an_issued_plan(body):
    draft = a_draft_plan(body)

    with pytest.raises(NotPermitted, match="has not been issued"):
        open_review(plan=draft.plan, taking=opening(trigger="other", why="Early."))
    assert not Instrument.objects.filter(kind="review").exists()


def ended(plan: Plan, outcome: str) -> Instrument:
    review = open_review(plan=plan, taking=opening(trigger="other", why="Burglary has doubled."))
    taken(review, "consider", date(2014, 8, 4), considered="Where, and why.")
    taken(review, "end_review", date(2014, 8, 18), COMMISSIONER, outcome=outcome, reason="It has.")
    return Instrument.objects.get(pk=review.pk)


def test_a_review_that_ended_in_a_variation_begins_it_once_and_the_two_are_linked(body, plan):
    review = ended(plan, "vary")

    variation, new = begin_what_follows(review=review, on=date(2014, 8, 19))
    again, second = begin_what_follows(review=review, on=date(2014, 8, 20))

    assert (variation.kind, variation.came_of, variation.base.number, new) == ("variation", review, 1, True)
    assert (again, second) == (variation, False)
    assert review.stage == Stage.CLOSED


def test_a_review_that_ended_in_a_new_plan_begins_a_draft_plan(body, plan):
    made, _ = begin_what_follows(review=ended(plan, "new_plan"), on=date(2014, 8, 19))

    assert (made.kind, made.plan == plan, made.came_of.kind) == ("plan", False, "review")


def test_nothing_follows_from_a_review_that_ended_in_no_change(body, plan):
    with pytest.raises(NotEditable, match="nothing follows"):
        begin_what_follows(review=ended(plan, "no_change"), on=date(2014, 8, 19))


def test_a_review_has_no_text_to_draft(body, plan):
    review = open_review(plan=plan, taking=opening(trigger="other", why="Burglary has doubled."))

    with pytest.raises(NotEditable, match=r"A review has no text to draft\."):
        put_text(instrument=review, outline=an_outline())


def test_an_annual_report_begins_with_a_section_for_each_objective_and_says_which_plans_it_is_against(body, plan):
    report = a_report(body)

    assert list(report.draft_sections.order_by("position").values_list("heading", flat=True)) == [
        "The year 2013 to 2014",
        "Progress: Streets where people feel safe",
        "Services for victims",
    ]
    frozen = report.lines.get().particulars
    assert (frozen["year"], frozen["plans"]) == (2013, [plan.ref])
    assert (report.ref, report.title) == ("2013-annual-report", "Annual report 2013 to 2014")


def test_a_year_in_which_two_plans_had_effect_is_reported_on_against_both(body, plan):
    later = Plan.objects.create(
        body=body, ref="later", title="A later plan", issued_on=date(2013, 9, 2), effective_from=date(2013, 10, 1),
        period_ends_on=date(2017, 3, 31),
    )  # fmt: skip

    report = a_report(body)

    assert report.plan == later
    assert report.lines.get().particulars["plans"] == [plan.ref, "later"]


def test_an_annual_report_is_begun_once_for_a_year_in_which_a_plan_had_effect(body, plan):
    a_report(body)

    with pytest.raises(NotEditable, match="is begun already: “Annual report 2013 to 2014”"):
        begin_annual_report(body=body, year=2013, title="", on=ON)
    with pytest.raises(NotEditable, match="No plan of this office had effect in 2011 to 2012"):
        begin_annual_report(body=body, year=2011, title="", on=ON)


def test_the_report_on_the_year_that_is_over_is_asked_for_and_its_sending_is_counted_in_days(body, plan):
    assert tasks(body, date(2014, 4, 11)) == [("report", "s.12(1)", 10)]

    report = a_report(body)
    assert tasks(body, date(2014, 6, 9)) == [("send", "s.12(2)", 7)]

    taken(report, "send_to_panel", date(2014, 6, 10))
    assert tasks(body, date(2014, 6, 11)) == []


def test_an_acting_commissioner_makes_the_annual_report(body, plan):
    held = OfficeHolder.objects.get(body=body, office="commissioner")
    held.to_on = date(2014, 5, 31)
    held.save()
    OfficeHolder.objects.create(body=body, office="acting_commissioner", name="Tom Reed", from_on=date(2014, 6, 1))
    report = a_report(body)

    taken(report, "send_to_panel", date(2014, 6, 3))
    taken(report, "panel_meeting", date(2014, 6, 25), public=True, attended_by="Tom Reed")

    assert Instrument.objects.get(pk=report.pk).stage == Stage.WITH_PANEL


# A switch of regime by date: commissioners are expected to end in May 2028 (STATUTE section 3).


@pytest.fixture
def successor(body, plan):
    """The mayor to whom the functions pass on 11 May 2028, while the plan has effect until 31 March 2029."""
    Plan.objects.filter(pk=plan.pk).update(period_ends_on=date(2029, 3, 31))
    mayor = Body.objects.create(
        ref="fenmarch-mayor", kind="mayor", area="Fenmarch", name="Mayor of Fenmarch",
        panel_name="Fenmarch Police and Crime Panel", force_name="Fenmarch Constabulary",
    )  # fmt: skip
    Election.objects.create(body=mayor, expected_on=date(2028, 5, 4))
    OfficeHolder.objects.create(body=mayor, office="commissioner", name="Ros Tarn", from_on=date(2028, 5, 8))
    body.succeeded_by, body.succeeded_on = mayor, date(2028, 5, 11)
    body.save()
    return mayor


def test_a_successor_holds_the_plan_and_has_inherited_it(successor, plan):
    held = dashboard_of(successor, date(2028, 5, 12)).plans

    assert [(row.plan, row.has_effect, row.inherited) for row in held] == [(plan, True, True)]


def test_nothing_is_begun_in_the_record_of_a_body_that_has_ended(body, successor, plan):
    after = date(2028, 5, 12)

    with pytest.raises(NotEditable, match="passed to the Mayor of Fenmarch on 11 May 2028"):
        begin_once(body=body, plan=plan, title="Late", years="", on=after)
    with pytest.raises(NotEditable, match="passed to the Mayor of Fenmarch"):
        begin_annual_report(body=body, year=2027, title="", on=after)
    assert dashboard_of(body, after).tasks == ()


def test_a_successor_does_not_vary_the_plan_it_holds_but_issues_its_own(successor, plan):
    after = date(2028, 5, 12)
    with pytest.raises(NotEditable, match="issue a plan of your own, which takes its place"):
        begin_once(body=successor, plan=plan, title="Early", years="", on=after)

    draft, new = begin_once(body=successor, plan=None, title="Mayor's plan", years="2028 to 2033", on=after)

    assert (new, draft.procedure) == (True, "mayor-1")
    assert [held.ref for held in issued_plans_of(successor)] == [plan.ref]
    assert plan_under_review(issued_plans_of(successor), successor, after) is None


def test_a_step_dated_after_the_functions_passed_on_is_refused_and_one_before_is_not(
    body, successor, plan, monkeypatch
):
    variation = a_variation(plan, on=date(2028, 1, 3))
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2028, 5, 12))

    freeze_draft(instrument=variation, on=date(2028, 5, 10), by=STAFF)
    with pytest.raises(NotPermitted, match="passed to another on 11 May 2028"):
        freeze_draft(instrument=variation, on=date(2028, 5, 11), by=STAFF)
    assert variation.lines.count() == 1


def test_a_successor_reports_on_the_year_of_the_plan_that_it_took_over(successor, plan, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2028, 5, 12))
    after = date(2028, 5, 12)
    assert [task[0] for task in tasks(successor, after)].count("report") == 1

    report = begin_annual_report(body=successor, year=2027, title="", on=after)
    frozen = freeze_draft(instrument=report, on=after, by=STAFF)

    assert (report.plan.body, report.plan.issued_on) == (successor, None)
    assert report.procedure == "mayor-annual-report-1"
    assert frozen.particulars["plans"] == [plan.ref]
    assert f"of {plan.name}: " in frozen.wording.content
    assert "report" not in [task[0] for task in tasks(successor, after)]
    with pytest.raises(NotEditable, match="begun already"):
        begin_annual_report(body=successor, year=2027, title="", on=after)


def test_a_successor_reports_against_both_plans_of_the_year_in_which_its_own_took_effect(successor, plan, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2029, 4, 6))
    own = begin_once(body=successor, plan=None, title="Mayor's plan", years="2028 to 2033", on=date(2028, 6, 1))[0].plan
    Plan.objects.filter(pk=own.pk).update(
        issued_on=date(2028, 10, 2), effective_from=date(2028, 10, 2), period_ends_on=date(2033, 3, 31)
    )

    report = begin_annual_report(body=successor, year=2028, title="", on=date(2029, 4, 5))
    frozen = freeze_draft(instrument=report, on=date(2029, 4, 6), by=STAFF)

    assert report.plan == own
    assert frozen.particulars["plans"] == [plan.ref, own.ref]


def test_a_report_that_the_body_made_before_it_ended_is_not_asked_of_its_successor(body, plan, successor):
    begin_annual_report(body=body, year=2027, title="", on=date(2028, 5, 2))

    assert "report" not in [task[0] for task in tasks(successor, date(2028, 5, 12))]
    with pytest.raises(NotEditable, match="begun already"):
        begin_annual_report(body=successor, year=2027, title="", on=date(2028, 5, 12))
