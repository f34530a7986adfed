"""Every role, every step, every stage: who is shown the form of an act, who is told why not, and who may not ask."""

from datetime import date
from itertools import product

import pytest
from django.db import transaction
from django.test import Client

from plans.models import Instrument, StepTaken
from plans.statute.procedures import POLICE_AND_CRIME_PLAN
from plans.statute.terms import Stage
from tests.factories import (
    CHIEF_EXECUTIVE,
    STAFF,
    a_body,
    a_user,
    a_variation,
    an_issued_plan,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
    taken,
)

OFFICE = ("policy_officer", "chief_executive", "commissioner")
NOT_OF_THE_OFFICE = ("panel_support", "panel_member", "administrator")
# step: which of the office record it, and at which stages it is open (STATUTE.md; plans/permissions.py)
WHOLE_OFFICE = "policy_officer chief_executive commissioner"
BEFORE_ISSUE = "drafting with_panel reported"
BY_HAND = {
    "consider_requirement": (WHOLE_OFFICE, BEFORE_ISSUE),
    "state_regard": (WHOLE_OFFICE, BEFORE_ISSUE),
    "record_priorities": (WHOLE_OFFICE, BEFORE_ISSUE),
    "obtain_views": (WHOLE_OFFICE, BEFORE_ISSUE),
    "prepare_draft": (WHOLE_OFFICE, "drafting reported"),
    "consult_chief_constable": (WHOLE_OFFICE, "drafting"),
    "record_reply": (WHOLE_OFFICE, BEFORE_ISSUE),
    "send_to_panel": (WHOLE_OFFICE, "drafting reported"),
    "no_report": ("chief_executive", "with_panel"),
    "have_regard": ("chief_executive commissioner", "reported"),
    "consult_again": (WHOLE_OFFICE, "with_panel reported"),
    "own_draft": ("commissioner", BEFORE_ISSUE),
    "issue": ("commissioner", "reported"),
    "send_copy": (WHOLE_OFFICE, "issued closed"),
    "copy_came_back": (WHOLE_OFFICE, "issued closed"),
    "publish": (WHOLE_OFFICE, "issued"),
    "close": ("chief_executive", "issued"),
    "withdraw": ("chief_executive commissioner", BEFORE_ISSUE),
}
# These have pages of their own (the Panel's room, the response, the decision): tests/test_every_address.py.
ELSEWHERE = {"report": 403, "respond": 302, "publish_response": 302, "record_decision": 302}


def expected(role: str, key: str, stage: Stage) -> int:
    """What the page of a step answers: its form, why it is not open now, or that this person may not ask."""
    if role in NOT_OF_THE_OFFICE:
        return 403
    if key in ELSEWHERE:
        return ELSEWHERE[key]
    roles, stages = (words.split() for words in BY_HAND[key])
    if role not in roles:
        return 403
    return 200 if stage.value in stages else 409


def at_each_stage(body) -> dict[Stage, Instrument]:
    """One variation of one plan standing at each stage of the course."""
    plan = an_issued_plan(body)
    way = {
        Stage.DRAFTING: lambda v: prepared(v, date(2013, 12, 9)),
        Stage.WITH_PANEL: lambda v: sent(v, date(2014, 1, 6)),
        Stage.REPORTED: lambda v: reported(v, date(2014, 2, 5), "Say how."),
        Stage.ISSUED: lambda v: (
            responded(v, date(2014, 2, 12)),
            decided(v, date(2014, 2, 14)),
            issued(v, date(2014, 2, 14)),
        ),
        Stage.CLOSED: lambda v: (
            taken(v, "send_copy", date(2014, 2, 14), to=["chief-constable", "wendle-vale"]),
            taken(v, "publish", date(2014, 2, 14)),
            taken(v, "close", date(2014, 2, 20), CHIEF_EXECUTIVE),
        ),
    }
    standing = {}
    withdrawn = a_variation(plan)
    taken(withdrawn, "withdraw", date(2014, 1, 6), STAFF)
    standing[Stage.WITHDRAWN] = withdrawn
    # The two that are issued come one after the other: the second is begun on the edition of the first.
    for stage in (Stage.CLOSED, Stage.ISSUED, Stage.REPORTED, Stage.WITH_PANEL, Stage.DRAFTING):
        variation = a_variation(plan, words=f"Patrols, until {stage}.")
        for step in list(way)[: list(way).index(stage) + 1]:
            way[step](variation)
        standing[stage] = variation
    return {stage: Instrument.objects.get(pk=variation.pk) for stage, variation in standing.items()}


def test_the_table_names_every_step():
    assert {*BY_HAND, *ELSEWHERE} == {step.key for step in POLICE_AND_CRIME_PLAN.steps}


@pytest.mark.django_db
def test_every_role_meets_every_step_at_every_stage_as_the_table_says():
    body = a_body()
    standing = at_each_stage(body)
    assert {stage: variation.stage for stage, variation in standing.items()} == {s: s.value for s in Stage}
    lines = StepTaken.objects.count()
    wrong = []
    for role in (*OFFICE, *NOT_OF_THE_OFFICE):
        client = Client()
        client.force_login(a_user(body, role))
        for key, stage in product([*BY_HAND, *ELSEWHERE], Stage):
            page = f"/office/variations/{standing[stage].ref}/steps/{key}/"
            asked, wanted = client.get(page).status_code, expected(role, key, stage)
            with transaction.atomic():
                pressed = client.post(page, {"revision": "0"}).status_code
            # An empty or outdated form takes effect for nobody: it is shown again with what is wrong.
            if asked != wanted or pressed not in ((422, 409) if wanted in (200, 409) else (wanted,)):
                wrong.append((role, key, stage.value, asked, pressed, "expected", wanted))

    assert wrong == []
    assert StepTaken.objects.count() == lines
