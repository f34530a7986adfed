"""
Two thousand acts by anybody, on any day, in any order, without a database: nothing is issued that was not lawful.

What is lawful is judged by an oracle written from the numbered rules of the law. It reads the acts alone, calls no
guard, and counts its own days.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from plans.statute.engine import prospects, refusals, standing
from plans.statute.procedures import POLICE_AND_CRIME_PLAN
from plans.statute.rules import RULES
from plans.statute.terms import (
    Act,
    Actor,
    Authority,
    Election,
    InstrumentKind,
    Limb,
    Office,
    Record,
    Severity,
    Stage,
    Tenure,
)

RUNS, STEPS_EACH = 80, 25
FIRST_DAY, TEXT, OTHER = date(2013, 12, 2), "a" * 64, "b" * 64
JOAN, HELEN = Actor(Office.COMMISSIONER, "Joan Ferris"), Actor(Office.COMMISSIONER, "Helen Marsh")
TOM = Actor(Office.ACTING_COMMISSIONER, "Tom Reed")
STAFF, PANEL = Actor(Office.STAFF, "Priya Nair"), Actor(Office.PANEL, "The Panel")
CHIEF, CEO = Actor(Office.CHIEF_CONSTABLE, "Amir Qureshi"), Actor(Office.CHIEF_EXECUTIVE, "Daniel Okafor")
PEOPLE = (JOAN, HELEN, TOM, STAFF, PANEL, CHIEF, CEO, Actor(Office.COMMISSIONER, "Nobody"), None)
# Joan leaves before Christmas, Tom acts over the new year, Helen follows on 21 January.
IN_OFFICE = {
    JOAN: (date(2012, 11, 22), date(2013, 12, 20)),
    TOM: (date(2013, 12, 21), date(2014, 1, 20)),
    HELEN: (date(2014, 1, 21), date(2014, 12, 31)),
    CHIEF: (date(2012, 11, 22), date(2014, 12, 31)),
    CEO: (date(2012, 11, 22), date(2014, 12, 31)),
}
TENURES = tuple(Tenure(who.office, who.name, *days) for who, days in IN_OFFICE.items())
AUTHORITIES = (
    Authority("vale", "Vale", date(2012, 1, 1)),
    Authority("trust", "Trust", date(2012, 1, 1), date(2014, 2, 28)),
)
ELECTIONS = (Election(True, date(2012, 11, 15)), Election(True, date(2016, 5, 5)))
# An instrument that is a plan is given an election in May 2013: it was due by the end of March 2014.
LATE_FROM = date(2014, 4, 1)
HOLIDAYS = {date(2013, 12, 25), date(2013, 12, 26), date(2014, 1, 1), date(2014, 4, 18), date(2014, 4, 21)}
FLOOR = 20
LIMBS = tuple(sorted(limb.value for limb in Limb))
DUTIES = {"children": "D1", "equality": "D2", "value_for_money": "D3", "guidance": "C8"}
MAY_BE_HELD = ("P11", "C3", "C7", "V1", "V3", "V4", "V5", "V8", "V9", "V10", "V12", "V16", "I7")


@dataclass(frozen=True)
class Issued:
    """What was issued, with everything that stood before it."""

    kind: InstrumentKind
    held: frozenset[str]
    before: tuple[Act, ...]
    act: Act


# ---------- the oracle ----------


def working_days_between(first: date, last: date) -> int:
    days = ((first + timedelta(days=n)) for n in range(1, (last - first).days))
    return sum(day.weekday() < 5 and day not in HOLIDAYS for day in days)


def unmet(case: Issued) -> Iterator[str]:
    """Yield each rule of the law that what was issued does not meet, whether or not it was passed with a reason."""
    issue, acts = case.act, [act for act in case.before if act.on <= case.act.on]

    def all_of(*steps: str) -> list[Act]:
        return [act for act in acts if act.step in steps]

    def after(act: Act, *steps: str) -> list[Act]:
        return [a for a in acts if a.step in steps and acts.index(a) > acts.index(act) and a.on >= act.on]

    if issue.by not in (JOAN, HELEN) or not IN_OFFICE[issue.by][0] <= issue.on <= IN_OFFICE[issue.by][1]:
        yield "P13"
    drafts = [act for act in all_of("prepare_draft") if act.wording == issue.wording]
    if not drafts:
        yield "V2"
        return
    draft = drafts[-1]
    if IN_OFFICE[TOM][0] <= draft.on <= IN_OFFICE[TOM][1]:
        owned = [a for a in after(draft, "own_draft") if a.wording == draft.wording and a.by == HELEN]
        if not owned:
            yield "P11"
    if not any(a.particulars.get("edition") and a.particulars.get("statement") for a in all_of("consider_requirement")):
        yield "V1"
    heard = {a.particulars["authority"] for a in all_of("record_priorities") if a.particulars.get("priorities")}
    if not {"vale", *(["trust"] if issue.on <= date(2014, 2, 28) else [])} <= heard:
        yield "V5"
    if not {"people", "victims"} <= {a.particulars["group"] for a in all_of("obtain_views")}:
        yield "V4"
    stated = {a.particulars["duty"] for a in all_of("state_regard") if a.particulars.get("statement")}
    yield from (rule for duty, rule in DUTIES.items() if duty not in stated)
    asked = all_of("consult_chief_constable", "consult_again")
    if not asked:
        yield "V3"
    if not any(a.wording == issue.wording for a in asked):
        yield "V12"
    sent = all_of("send_to_panel")
    if not sent:
        yield "V7"
        return
    over = after(sent[-1], "report", "no_report")
    if not over:
        yield "V7"
    yield from _panel(issue, acts, sent, over, all_of, after)
    yield from _text(case, draft, sent, all_of)
    if case.kind is InstrumentKind.PLAN and issue.on >= LATE_FROM:
        yield "P1"
    if case.kind is InstrumentKind.PLAN and issue.particulars.get("period_ends_on", "2017-03-31") != "2017-03-31":
        yield "P6"
    effective = issue.particulars.get("effective_from")
    if effective and date.fromisoformat(effective) < issue.on:
        yield "P5"
    if case.kind is InstrumentKind.VARIATION and issue.particulars.get("period_ends_on"):
        yield "P8"


def _panel(issue, acts, sent, over, all_of, after) -> Iterator[str]:
    reports = all_of("report")
    ended = [a for a in over if a.step == "report"]
    had = working_days_between(sent[-1].on, ended[-1].on if ended else issue.on)
    answered_for_then = "V6" in sent[-1].waived and (ended or issue.on >= sent[-1].on)
    if had < FLOOR and not answered_for_then:
        yield "V6"
    for passed_over in all_of("no_report"):
        if "V13" not in passed_over.waived:
            yield "V13"
    for report in reports:
        if report.particulars.get("adopted_by_full_panel") is not True:
            yield "V14"
        if not after(report, "have_regard"):
            yield "V8"
        responses = after(report, "respond")
        answered = {a["number"] for response in responses for a in response.particulars.get("answers", ())}
        if not responses or not {r["number"] for r in report.particulars.get("recommendations", ())} <= answered:
            yield "V9"
        if not after(report, "publish_response"):
            yield "V10"
    responded = all_of("respond")
    if responded and not after(responded[-1], "publish_response"):
        yield "V10"


def _text(case, draft, sent, all_of) -> Iterator[str]:
    accepted = {
        a["number"]
        for r in all_of("respond")
        for a in r.particulars.get("answers", ())
        if a["outcome"] != "not_accepted"
    }
    taken_up = {
        one["concerns"]
        for report in all_of("report")
        for one in report.particulars.get("recommendations", ())
        if one.get("concerns") and one["number"] in accepted
    }
    seen = {section for act in sent for section in act.particulars.get("sections", ())} | taken_up
    if not set(draft.particulars["changed"]) <= seen:
        yield "V16"
    excused = {limb for limb, why in case.act.particulars.get("not_applicable", {}).items() if why} & {"C6", "C7"}
    yield from (limb[:2] for limb in set(LIMBS) - set(draft.particulars["limbs"]) - excused)


def soft(case: Issued) -> frozenset[str]:
    """The rules that an officer may pass by the law's own table, and those that were held so when it was begun."""
    return (
        frozenset({"P1", "P6", "V6", "V13", *DUTIES.values()})
        | case.held
        | ({"V4"} if case.kind is InstrumentKind.VARIATION else set())
    )


def unlawful_in(case: Issued) -> set[str]:
    return {rule for rule in unmet(case) if not (rule in soft(case) and rule in case.act.waived)}


# ---------- the machine ----------

LAWFUL_WAY = (
    "consider_requirement",
    "record_priorities",
    "obtain_views",
    "state_regard",
    "prepare_draft",
    "consult_chief_constable",
    "record_reply",
    "send_to_panel",
    "report",
    "have_regard",
    "respond",
    "publish_response",
    "own_draft",
    "issue",
)
WHO = {"report": PANEL, "record_reply": CHIEF, "no_report": CEO, "close": CEO}
ANSWERS = [{"number": 1, "outcome": "accepted", "reason": "Clearer."}]
GIVEN: dict[str, tuple[dict[str, Any], ...]] = {
    "consider_requirement": ({"edition": "2012", "statement": "In part 1."}, {"edition": "", "statement": "Yes."}),
    "record_priorities": tuple(
        {"authority": ref, "priorities": said} for ref in ("vale", "trust") for said in ("Speeding.", "")
    ),
    "obtain_views": ({"group": "people"}, {"group": "victims"}),
    "state_regard": (
        *({"duty": duty, "statement": "Considered."} for duty in DUTIES),
        {"duty": "children", "statement": ""},
    ),
    "prepare_draft": (
        {"changed": {"page-7": "Page 7"}, "limbs": LIMBS},
        {"changed": {"page-7": "Page 7", "money": "Money"}, "limbs": LIMBS},
        {"changed": {"page-7": "Page 7"}, "limbs": tuple(limb for limb in LIMBS if limb not in ("C3", "C7"))},
        {"changed": {"page-7": "Page 7", "annex": "Annex"}, "limbs": LIMBS},
    ),
    "send_to_panel": ({"sections": ["page-7"]}, {"sections": []}, {"sections": ["page-7"], "meeting_on": "2014-01-15"}),
    "report": (
        {"report": "Reviewed.", "adopted_by_full_panel": True,
         "recommendations": [{"number": 1, "words": "Say how.", "concerns": "money"}]},
        {"report": "Endorsed.", "adopted_by_full_panel": True},
        {"report": "Looked at.", "adopted_by_full_panel": False},
    ),
    "respond": ({"response": "Thank you.", "answers": ANSWERS}, {"response": "Well."}, {"response": ""}),
    "issue": ({}, {"not_applicable": {"C7": "No grant is made."}}, {"period_ends_on": "2018-03-31"},
              {"effective_from": "2014-01-01"}),
}  # fmt: skip
DAYS = st.integers(0, 140).map(lambda n: FIRST_DAY + timedelta(days=n))
KEYS = [step.key for step in POLICE_AND_CRIME_PLAN.steps if step.key != "withdraw"]
ON_A_DRAFT = ("prepare_draft", "consult_chief_constable", "consult_again", "record_reply", "send_to_panel", "own_draft",
              "record_decision", "issue", "send_copy", "publish")  # fmt: skip
TOGETHER = ("record_priorities", "obtain_views", "state_regard")
BADLY = {"badly": 1, "otherwise": 2, "otherwise again": 3}
WAYS_TO_SPOIL = ("left out", "by another", *BADLY)
SOME_REASONS = st.sampled_from([frozenset(), frozenset(["V6"]), frozenset(RULES), frozenset(RULES)])
REASONS = st.frozensets(st.sampled_from(sorted(RULES)), max_size=6)
seen: Counter[str] = Counter()


class Course(RuleBasedStateMachine):
    """One instrument, kept in memory, and everybody who may try to take it anywhere."""

    @initialize(
        kind=st.sampled_from(list(InstrumentKind)[:2]),
        held=st.frozensets(st.sampled_from(MAY_BE_HELD), max_size=3),
        start=st.sampled_from([0, 12]),
        spoilt=st.sampled_from(["nothing is tried yet", "", *LAWFUL_WAY]),
        how=st.sampled_from(WAYS_TO_SPOIL),
        waived=SOME_REASONS,
    )
    def begin(self, kind, held, start=0, spoilt="nothing is tried yet", how="left out", waived=frozenset()):
        """Begin it, and perhaps go the whole way at once, with one thing wrong."""
        self.kind, self.held = kind, held
        self.acts: tuple[Act, ...] = ()
        self.stages: tuple[Stage, ...] = (Stage.DRAFTING,)
        self.day, self.issued = FIRST_DAY + timedelta(days=start), None
        self.kept: list[str] = []
        if spoilt != "nothing is tried yet":
            self.go(14, spoilt, how, 42, waived)

    def record(self, on: date, by: Actor | None, wording: str | None, given: dict[str, Any]) -> Record:
        then = [i for i, act in enumerate(self.acts) if act.on <= on and self._moved(i)]
        return Record(
            kind=self.kind,
            stage=self.stages[-1],
            on=on,
            by=by,
            acts=tuple(act for act in self.acts if act.on <= on),
            stage_then=self.stages[then[-1] + 1] if then else Stage.DRAFTING,
            wording=wording,
            particulars=given,
            tenures=TENURES,
            authorities=AUTHORITIES,
            elections=(replace(ELECTIONS[0], expected_on=date(2013, 5, 2)), ELECTIONS[1])
            if self.kind is InstrumentKind.PLAN
            else ELECTIONS,
            plan_period_ends_on=date(2017, 3, 31),
            varies_latest_edition=True,
            held=dict.fromkeys(self.held, Severity.WARN),
            copies_go_first=False,
        )

    def _moved(self, i: int) -> bool:
        return POLICE_AND_CRIME_PLAN.step(self.acts[i].step).to is not None

    def attempt(self, key, on, by, wording, given, waived=frozenset()) -> bool:
        step = POLICE_AND_CRIME_PLAN.step(key)
        record = self.record(on, by, wording if key in ON_A_DRAFT else None, given)
        found = refusals(step, record)
        seen["attempts"] += 1
        for refusal in found:
            assert refusal.section, refusal
            assert refusal.rule in RULES or "open" in refusal.reason, refusal
            seen[refusal.rule] += 1
        if standing(step, record, waived):
            return False
        passed = frozenset(r.rule for r in found if r.waivable and r.rule in waived)
        proof = ("An assessment",) if given.get("duty") == "equality" else ()
        act = Act(key, on, by, record.wording, given, len(self.acts) + 1, passed, evidence=proof)
        if key == "issue":
            self.issued = Issued(self.kind, self.held, self.acts, act)
            seen["issued"] += 1
            seen["issued with a reason"] += bool(passed)
        self.acts, self.stages = (*self.acts, act), (*self.stages, step.to or self.stages[-1])
        return True

    @rule(key=st.sampled_from(KEYS), on=DAYS, by=st.sampled_from(PEOPLE), wording=st.sampled_from((TEXT, OTHER)),
          pick=st.integers(0, 5), waived=REASONS)  # fmt: skip
    def try_anything(self, key, on, by, wording, pick, waived):
        choices = GIVEN.get(key, ({},))
        self.attempt(key, on, by, wording, choices[pick % len(choices)], waived)

    @rule(steps=st.integers(5, 14), spoilt=st.sampled_from(["", *LAWFUL_WAY]), how=st.sampled_from(WAYS_TO_SPOIL),
          panel_has=st.sampled_from([42, 42, 42, 9]), waived=SOME_REASONS)  # fmt: skip
    def go_the_lawful_way(self, steps, spoilt, how, panel_has, waived):
        self.go(steps, spoilt, how, panel_has, waived)

    def go(self, steps, spoilt, how, panel_has, waived):
        skipped = {spoilt} if how == "left out" else set()
        for _ in range(steps):
            taken = {act.step for act in self.acts}
            key = next((key for key in LAWFUL_WAY if key not in taken | skipped), None)
            if key is None:
                return
            self.day = min(self.day + timedelta(days=panel_has if key == "report" else 4), date(2014, 12, 31))
            choices = GIVEN.get(key, ({},))
            given = self._whole(key) if key in TOGETHER else choices[:1]
            if key == spoilt and how in BADLY:
                given = given[:1] if key in TOGETHER else choices[BADLY[how] % len(choices) :][:1]
            who = STAFF if key == spoilt and how == "by another" else self._who(key)
            done = [self.attempt(key, self.day, who, TEXT, one, waived) for one in given]
            if not any(done):
                skipped.add(key)

    def _who(self, key: str) -> Actor:
        now = next((who for who in (JOAN, TOM, HELEN) if self.day <= IN_OFFICE[who][1]), HELEN)
        return WHO.get(key, now if key in ("issue", "own_draft", "have_regard", "respond") else STAFF)

    def _whole(self, key: str) -> tuple[dict[str, Any], ...]:
        return tuple(g for g in GIVEN[key] if g.get("priorities") != "" and g.get("statement") != "")

    @rule(waived=st.sampled_from([frozenset(), frozenset(RULES)]), on=st.integers(0, 60))
    @precondition(lambda self: self.stages[-1] is Stage.REPORTED)
    def press_for_issue(self, waived, on):
        """Whoever is in office tries to issue, perhaps with a reason for passing everything that there is."""
        day = max([self.day, *(act.on for act in self.acts)]) + timedelta(days=on)
        now = next((who for who in (JOAN, TOM, HELEN) if day <= IN_OFFICE[who][1]), HELEN)
        self.attempt("issue", day, now, TEXT, {}, waived)

    @invariant()
    def what_is_issued_was_issued_lawfully(self):
        if self.issued is not None:
            assert unlawful_in(self.issued) == set()

    @invariant()
    def no_act_that_stood_is_lost_or_changed(self):
        now = [repr(act) for act in self.acts]
        assert now[: len(self.kept)] == self.kept
        self.kept = now

    @invariant()
    def asking_is_doing_without_the_act(self):
        record = self.record(self.day, STAFF, TEXT, {})
        for prospect in prospects(POLICE_AND_CRIME_PLAN, record):
            assert prospect.refusals == refusals(prospect.step, record)


def test_in_two_thousand_acts_by_anybody_nothing_is_issued_that_was_not_lawful():
    seen.clear()
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS_EACH,
            deadline=None,
            derandomize=True,  # the counts below are of these runs
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
    assert seen["attempts"] >= RUNS * STEPS_EACH
    assert seen["issued"] > seen["issued with a reason"] > 0, seen


def test_a_course_with_any_one_thing_wrong_is_issued_only_where_the_law_lets_it():
    kinds = (InstrumentKind.PLAN, InstrumentKind.VARIATION)
    every = product(kinds, (0, 12), ("", *LAWFUL_WAY), WAYS_TO_SPOIL, (frozenset(), frozenset(RULES)))
    issued = 0
    for kind, start, spoilt, how, waived in every:
        course = Course()
        course.begin(kind, frozenset(), start=start, spoilt=spoilt, how=how, waived=waived)
        if course.issued is not None:
            issued += 1
            assert unlawful_in(course.issued) == set(), (kind, start, spoilt, how, waived)
    assert issued > 100


# The oracle is itself shown to see: what is taken out of a lawful course, it misses.


def lawful_case(**changes: Any) -> Issued:
    course = Course()
    course.begin(InstrumentKind.VARIATION, frozenset(), start=12, spoilt="")  # the draft is prepared under Tom
    assert course.issued is not None, [act.step for act in course.acts]
    return replace(course.issued, **changes)


def test_the_oracle_finds_nothing_wrong_with_a_lawful_course_and_misses_each_step_that_is_taken_out_of_it():
    case = lawful_case()
    assert unlawful_in(case) == set()
    misses = {
        step: unlawful_in(replace(case, before=tuple(act for act in case.before if act.step != step)))
        for step in {act.step for act in case.before}
    }
    assert misses == {
        "consider_requirement": {"V1"},
        "record_priorities": {"V5"},
        "obtain_views": {"V4"},
        "state_regard": {"C8", "D1", "D2", "D3"},
        "prepare_draft": {"V2"},
        "consult_chief_constable": {"V3", "V12"},
        "record_reply": set(),  # the Act asks for consultation and not for a reply
        "send_to_panel": {"V7"},
        "report": {"V7"},
        "have_regard": {"V8"},
        "respond": {"V9"},
        "publish_response": {"V10"},
        "own_draft": {"P11"},
    }
