"""An office may hold a rule otherwise: recorded for good, frozen with what is begun after it, and verified."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from pcc_plans.record_file.dumping import dump
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.loading import load
from plans.models import Body, Instrument, RefusedAttempt, SeverityChange, StepTaken, triggers
from plans.queries.severities import law_on
from plans.services.chain import breaks_in, digest_line
from plans.services.course import Reason, Taking, take_step
from plans.services.severities import SeverityRefused, hold_rule
from plans.statute.rules import TABLE
from plans.statute.terms import NotPermitted, Severity
from tests.factories import (
    CHIEF_EXECUTIVE,
    COMMISSIONER,
    a_body,
    a_draft_plan,
    a_variation,
    an_issued_plan,
    prepared,
    reported,
    sent,
    taken,
)
from tests.pcc_plans.records import a_fresh_database

pytestmark = pytest.mark.django_db
WHY = "Counsel's advice of 2 January."


@pytest.fixture
def body():
    return a_body()


def held(body, rule="V8", severity=Severity.WARN, on=date(2013, 1, 2), reason=WHY, by="Ada Quill"):
    return hold_rule(body=body, rule=rule, severity=severity, reason=reason, by_name=by, on=on)


def test_a_rule_is_held_otherwise_from_a_day_by_somebody_for_a_reason_and_back(body):
    held(body)
    held(body, severity=Severity.BLOCK, on=date(2013, 5, 1), reason="It was asked for after all.")

    kept = body.severity_changes.order_by("seq").values_list("rule", "severity", "from_on", "by_name", "reason")
    assert list(kept) == [
        ("V8", "warn", date(2013, 1, 2), "Ada Quill", WHY),
        ("V8", "block", date(2013, 5, 1), "Ada Quill", "It was asked for after all."),
    ]
    assert list(breaks_in(body)) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rule": "P10"}, "Section 62 leaves"),
        ({"rule": "V6"}, "does not refuse"),
        ({"rule": "Z1"}, "no rule Z1"),
        ({"severity": Severity.SHOW}, "never put below"),
        ({"severity": Severity.BLOCK}, "is held so already"),
        ({"reason": " "}, "for a reason"),
        ({"by": ""}, "for a reason"),
        ({"on": timezone.localdate() + timedelta(days=1)}, "in the future"),
    ],
)
def test_what_cannot_be_held_so_is_refused_in_words(body, changes, message):
    with pytest.raises(SeverityRefused, match=message):
        held(body, **changes)

    assert not SeverityChange.objects.exists()


def test_changes_stand_in_the_order_of_their_days(body):
    held(body, on=date(2013, 5, 1))
    with pytest.raises(SeverityRefused, match="order of their days"):
        held(body, rule="V9", on=date(2013, 4, 30))


def test_an_instrument_keeps_the_law_as_it_stood_when_it_was_begun(body):
    before = a_draft_plan(body, on=date(2013, 1, 1))
    held(body, rule="V9")
    held(body, rule="I7")
    elsewhere = a_draft_plan(a_body("saltreach"), on=date(2013, 1, 3))

    assert (before.law, elsewhere.law) == ({"table": TABLE, "held": {}},) * 2
    assert law_on(body, date(2013, 1, 1)) == {"table": TABLE, "held": {}}
    assert law_on(body, date(2013, 1, 2)) == {"table": TABLE, "held": {"V9": "warn", "I7": "warn"}}


def reported_on(body) -> Instrument:
    """A variation that the Panel reported on, begun on 2 December 2013, with nothing done since."""
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5))
    return Instrument.objects.get(pk=variation.pk)


def issuing(**waivers: Reason) -> Taking:
    return Taking(key="issue", on=date(2014, 2, 14), by=COMMISSIONER, waivers=waivers)


def test_a_rule_held_as_a_warning_yields_to_an_officer_and_a_change_made_later_does_not_reach_back(body):
    reason = Reason("The report is an endorsement of one line.", CHIEF_EXECUTIVE)
    responding = Taking(key="respond", on=date(2014, 2, 6), by=COMMISSIONER, particulars={"response": "Thank you."})
    held(body, on=date(2013, 11, 30))
    variation = reported_on(body)
    assert variation.law["held"] == {"V8": "warn"}
    held(body, severity=Severity.BLOCK, on=date(2014, 1, 1), reason="No longer.")

    with pytest.raises(NotPermitted) as refused:
        take_step(instrument=variation, taking=responding)
    line = take_step(
        instrument=variation,
        taking=Taking(
            key="respond",
            on=date(2014, 2, 6),
            by=COMMISSIONER,
            particulars={"response": "Thank you."},
            waivers={"V8": reason},
        ),
    )

    assert [(r.rule, r.waivable) for r in refused.value.refusals] == [("V8", True)]
    assert [(w["rule"], w["officer"]) for w in line.waivers] == [("V8", CHIEF_EXECUTIVE.name)]
    assert list(breaks_in(body)) == []


def test_what_was_begun_before_a_change_is_refused_as_before(body):
    variation = reported_on(body)
    held(body, on=date(2014, 2, 6))
    reason = Reason("It was agreed.", CHIEF_EXECUTIVE)

    with pytest.raises(NotPermitted) as refused:
        take_step(instrument=variation, taking=issuing(V8=reason, V9=reason, V10=reason))

    assert {r.rule for r in refused.value.refusals} == {"V8", "V9", "V10"}


def test_the_law_is_part_of_the_digest_of_a_line_only_where_it_differs_from_the_table(body):
    plan = a_draft_plan(body)
    taken(plan, "consider_requirement", date(2013, 1, 8), edition="2012", statement="Answered.")
    line = StepTaken.objects.get()
    digests = []
    for law in ({}, {"table": TABLE, "held": {}}, {"table": TABLE, "held": {"V8": "warn"}}):
        plan.law = law
        digests.append(digest_line(line, body=body, instrument=plan))

    assert digests[0] == digests[1] == line.digest
    assert digests[2] != line.digest


def forced(statement: str) -> None:
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    triggers.make(connection)


def test_the_database_refuses_to_change_a_change(body):
    held(body)
    for undo in ({"reason": "Another."}, {"severity": "block"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            SeverityChange.objects.update(**undo)
    with pytest.raises(DatabaseError), transaction.atomic():
        SeverityChange.objects.all().delete()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE plans_severitychange SET reason = 'Another.' WHERE seq = 1", "number 1, of rule V8, was altered"),
        ("DELETE FROM plans_severitychange WHERE seq = 1", "before number 2 is missing"),
        ('UPDATE plans_instrument SET law = \'{"held": {"V10": "warn"}}\'', "under a law that was not the body's"),
    ],
)
def test_verifying_names_what_was_altered_of_the_law(body, statement, said):
    a_draft_plan(body, on=date(2013, 1, 1))
    held(body)
    held(body, rule="V9")
    forced(statement)

    assert any(said in str(found) for found in breaks_in(body))


def test_a_record_file_carries_how_rules_were_held_and_what_each_instrument_was_begun_under(body):
    held(body, on=date(2013, 1, 7))  # the day on which the plan is begun: before it, and back after it
    plan = a_draft_plan(body)
    taken(plan, "consider_requirement", date(2013, 1, 8), edition="2012", statement="Answered.")
    held(body, severity=Severity.BLOCK, on=date(2013, 1, 7) + timedelta(days=1), reason="No longer.")
    digests = list(StepTaken.objects.values_list("digest", flat=True))
    first = dump(Body.objects.all())
    assert "held:\n        V8: warn" in first
    triggers.drop(connection)
    for model in (StepTaken, SeverityChange):
        model.objects.all().delete()
    triggers.make(connection)
    plan.draft_sections.all().delete()
    Instrument.objects.all().delete()
    body.plans.all().delete()
    for rows in (body.office_holders, body.authorities, body.elections):
        rows.all().delete()
    body.delete()

    with a_fresh_database():
        load(first.encode())
        again = Body.objects.get()
        assert list(StepTaken.objects.values_list("digest", flat=True)) == digests
        assert Instrument.objects.get().law == {"table": TABLE, "held": {"V8": "warn"}}
        assert list(breaks_in(again)) == []
        assert dump(Body.objects.all()) == first
        assert not RefusedAttempt.objects.exists()


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("severities: [{rule: P10, severity: warn, from: 2013-01-01, by: Ada Quill, reason: x}]", "Section 62"),
        ("severities: [{rule: V99, severity: warn, from: 2013-01-01, by: Ada Quill, reason: x}]", "cannot be “V99”"),
        ("severities: [{rule: V1, severity: show, from: 2013-01-01, by: Ada Quill, reason: x}]", "cannot be “show”"),
    ],
)
def test_a_record_file_that_holds_a_rule_as_it_cannot_be_is_refused(what, said):
    content = f"""
bodies:
- ref: x
  area: X
  name: X
  panel_name: X
  force_name: X
  {what}
"""
    with pytest.raises(FileWrong, match=said):
        load(content.encode())


def test_a_law_that_was_not_the_bodys_on_the_day_is_refused():
    content = """
bodies:
- ref: x
  area: X
  name: X
  panel_name: X
  force_name: X
  plans: [{ref: p, title: P}]
  instruments:
  - {ref: i, kind: plan, plan: p, title: P, begun_on: 2013-01-07, law: {table: pcc-rules-1, held: {V1: warn}}}
"""
    with pytest.raises(FileWrong, match="not the body’s on that day"):
        load(content.encode())
