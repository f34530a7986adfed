"""Whatever people try, in whatever order and on whatever day: what is issued was issued lawfully."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from panel_reviews.models import Answer
from panel_reviews.services import ReviewClosed, draft_answer, give_response, open_review, recommend
from panel_reviews.services import adopt_report as adopt
from plans.models import Edition, Instrument, StepTaken
from plans.services.chain import breaks_in
from plans.services.consulting import ReplyRefused, consult, receive_reply, reply_of
from plans.services.course import Reason, Taking, take_step
from plans.services.drafts import NotEditable, freeze_draft, put_text
from plans.statute.rules import RULES
from plans.statute.terms import Actor, NotPermitted, Office, Stage
from tests.factories import (
    CHIEF_EXECUTIVE,
    COMMISSIONER,
    PANEL,
    STAFF,
    a_body,
    a_variation,
    an_issued_plan,
    an_outline,
    regard_stated,
)

FIRST_DAY = date(2013, 12, 2)
days = st.integers(0, 90).map(lambda n: FIRST_DAY + timedelta(days=n))
people = st.sampled_from([STAFF, COMMISSIONER, CHIEF_EXECUTIVE, PANEL, Actor(Office.ACTING_COMMISSIONER, "Tom Reed")])
REFUSED = (NotPermitted, NotEditable, ReviewClosed, ReplyRefused)


LAWFUL_WAY = (
    "consider_requirement",
    "prepare_draft",
    "record_reply",
    "send_to_panel",
    "report",
    "have_regard",
    "respond",
    "publish_response",
    "issue",
    "publish",
)


class Course(RuleBasedStateMachine):
    """One variation, and everybody who may try to take it anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.body = a_body()
        self.variation = a_variation(an_issued_plan(self.body), on=FIRST_DAY)
        self.day = FIRST_DAY
        self.kept: list[tuple] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def attempt(self, act) -> None:
        """Do something that may be refused; what is refused writes nothing, and says under which section."""
        before = (
            StepTaken.objects.count(),
            Instrument.objects.values_list("stage", "revision").get(pk=self.variation.pk),
        )
        try:
            with transaction.atomic():
                act()
        except REFUSED as refused:
            for refusal in getattr(refused, "refusals", ()):
                assert refusal.section, refusal
                assert refusal.rule in RULES or refusal.rule == "", refusal
            after = (
                StepTaken.objects.count(),
                Instrument.objects.values_list("stage", "revision").get(pk=self.variation.pk),
            )
            assert after == before

    def step(self, key: str, on: date, by: Actor, **particulars) -> None:
        waivers = {
            rule: Reason("It was agreed.", CHIEF_EXECUTIVE) for rule in ("V6", "V13", "V4", "V3", "V12", "I1", "I2")
        }
        taking = Taking(key=key, on=on, by=by, particulars=particulars, waivers=waivers)
        self.attempt(lambda: take_step(instrument=self.variation, taking=taking))

    @rule(on=days)
    def lay_the_ground(self, on):
        self.ground(on)

    def ground(self, on):
        self.step("consider_requirement", on, STAFF, edition="2012", statement="Answered.")
        self.step("record_priorities", on, STAFF, authority="wendle-vale", priorities="Speeding.")
        self.attempt(lambda: regard_stated(self.variation, on))
        self.step("obtain_views", on, STAFF, group="people", found="A survey.")

    @rule(steps=st.integers(1, 12), left_out=st.sampled_from(["", *LAWFUL_WAY]))
    def go_the_lawful_way_for_a_while(self, steps, left_out):
        """Take the steps that are due, a week apart, perhaps leaving one out: the far end of the course is reached."""
        for _ in range(steps):
            taken = set(self.variation.lines.values_list("step", flat=True))
            due = next((key for key in LAWFUL_WAY if key not in taken and key != left_out), None)
            if due is not None:
                self.day += timedelta(days=7)
                self.lawful_way[due](self.day)

    @property
    def lawful_way(self):
        return {
            "consider_requirement": self.ground,
            "prepare_draft": lambda on: self.attempt(lambda: freeze_draft(instrument=self.variation, on=on, by=STAFF)),
            "record_reply": lambda on: self.asked(on, "consult_chief_constable", 0),
            "send_to_panel": lambda on: self.step("send_to_panel", on, STAFF),
            "report": lambda on: self.reported(on, PANEL, True, "Say how."),
            "have_regard": lambda on: self.step("have_regard", on, COMMISSIONER, considered="Each."),
            "respond": lambda on: self.responded(on, COMMISSIONER, True, "Thank you."),
            "publish_response": lambda on: self.step("publish_response", on, STAFF, manner="website"),
            "issue": lambda on: self.step("issue", on, COMMISSIONER),
            "publish": lambda on: self.step("publish", on, STAFF),
        }

    @rule(words=st.sampled_from(["Patrols walk.", "Patrols ride.", "Patrols are asked for."]))
    def edit(self, words):
        self.attempt(lambda: put_text(instrument=self.variation, outline=an_outline(words=words)))

    @rule(on=days)
    def freeze(self, on):
        self.attempt(lambda: freeze_draft(instrument=self.variation, on=on, by=STAFF))

    @rule(on=days, key=st.sampled_from(["consult_chief_constable", "consult_again"]), reply_after=st.integers(-2, 9))
    def consult(self, on, key, reply_after):
        self.asked(on, key, reply_after)

    def asked(self, on, key, reply_after):
        def ask_and_reply():
            asked = consult(instrument=self.variation, taking=Taking(key=key, on=on, by=STAFF), addressee="the Chief")
            reply = reply_of(asked, on=on + timedelta(days=reply_after), text="Content.", comments=False)
            receive_reply(consultation=asked, taking=reply)

        self.attempt(ask_and_reply)

    @rule(on=days, by=people)
    def send(self, on, by):
        self.step("send_to_panel", on, by)

    @rule(on=days, by=people, full=st.booleans(), words=st.sampled_from(["", "Say how."]))
    def report(self, on, by, full, words):
        self.reported(on, by, full, words)

    def reported(self, on, by, full, words):
        def act():
            review = open_review(instrument=self.variation)
            if review is None:
                raise ReviewClosed("Nothing was sent.")
            if words:
                recommend(review=review, words=words)
            taking = Taking(key="report", on=on, by=by, particulars={"adopted_by_full_panel": full})
            adopt(review=review, taking=taking, report="Reviewed.", together=True)

        self.attempt(act)

    @rule(on=days, by=people)
    def have_regard(self, on, by):
        self.step("have_regard", on, by, considered="One by one.")

    @rule(on=days, by=people, answer=st.booleans(), words=st.sampled_from(["", "Thank you."]))
    def respond(self, on, by, answer, words):
        self.responded(on, by, answer, words)

    def responded(self, on, by, answer, words):
        def act():
            review = open_review(instrument=self.variation)
            if review is None:
                raise ReviewClosed("Nothing was sent.")
            for recommendation in review.recommendations.all() if answer else ():
                draft_answer(recommendation=recommendation, outcome=Answer.Outcome.ACCEPTED, reason="Clearer.")
            give_response(review=review, taking=Taking(key="respond", on=on, by=by), response=words)

        self.attempt(act)

    @rule(
        key=st.sampled_from(["publish_response", "no_report", "issue", "send_copy", "publish", "close", "withdraw"]),
        on=days,
        by=people,
    )
    def go_on(self, key, on, by):
        if key != "withdraw" or on.day in (1, 2):  # withdrawn now and then, or nothing else is ever tried
            self.step(key, on, by, manner="website")

    @invariant()
    def the_chain_is_sound(self):
        assert list(breaks_in(self.body)) == []

    @invariant()
    def no_line_is_lost_or_changed(self):
        now = list(self.body.lines.order_by("seq").values_list("seq", "step", "taken_on", "digest", "seal"))
        assert now[: len(self.kept)] == self.kept
        self.kept = now

    @invariant()
    def an_edition_stands_if_and_only_if_it_was_issued(self):
        stage = Instrument.objects.get(pk=self.variation.pk).stage
        assert Edition.objects.filter(instrument=self.variation).exists() is (stage in (Stage.ISSUED, Stage.CLOSED))

    @invariant()
    def what_is_issued_was_issued_lawfully(self):
        lines = list(self.variation.lines.order_by("seq"))
        issue = next((line for line in lines if line.step == "issue"), None)
        if issue is None:
            return
        before = [line for line in lines if line.seq < issue.seq and line.taken_on <= issue.taken_on]

        def day_of(*keys, wording=None):
            found = [ln.taken_on for ln in before if ln.step in keys and wording in (None, ln.wording_id)]
            return max(found) if found else None

        assert (issue.by_office, issue.by_name) == (Office.COMMISSIONER, COMMISSIONER.name)
        assert day_of("consult_chief_constable", "consult_again", wording=issue.wording_id)
        assert None not in [day_of(key) for key in ("send_to_panel", "consider_requirement", "record_priorities")]
        if day_of("report"):
            assert None not in [day_of(key) for key in ("have_regard", "respond", "publish_response")]
        else:
            assert day_of("no_report")


@pytest.mark.django_db
def test_whatever_people_try_what_is_issued_was_issued_lawfully():
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
