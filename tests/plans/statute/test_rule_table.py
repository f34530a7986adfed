"""
The whole table of rules against a literal typed by hand from the numbered rules of law, and not from the code.

Each row gives what the law table says (its section, how sure it is, how it is to be enforced) and, after that, how the
program holds it. What does not follow by itself from the one to the other is explained in ``READ_HERE``.
"""

import pytest

from plans.statute.rules import FIXED, RULES, TABLE, Severity, as_held, refuse, why_not_held

SIO = "Specified Information Order 2011, para 5(d)"
LGA = "Local Government Act 1972 "
# rule: (section, sureness, enforcement) by the law table, then (section, severity) as held
# fmt: off
BY_HAND = {
    "P1":  (("s.5(1)", "S", "TASK + WARN after date"),                         ("s.5(1)", "warn")),
    "P2":  (("s.5(2)", "S", "SHOW"),                                           ("s.5(2)", "show")),
    "P3":  (("s.5(3), (4)", "S", "-"),                                         ("s.5(4)", "block")),
    "P4":  (("reading of s.5(1)-(2)", "S~/G+", "CFG"),                         ("s.5(1), (2), s.51", "setting")),
    "P5":  (("s.7(3)", "S~", "BLOCK"),                                         ("s.7(3)", "block")),
    "P6":  (("s.7(7)", "S~/G+", "compute; WARN if it differs"),                ("s.7(7)", "warn")),
    "P7":  (("s.7(3), s.8", "S~", "SHOW"),                                     ("s.7(3), s.8", "show")),
    "P8":  (("s.5(4), s.7", "G+", "BLOCK"),                                    ("s.5(4), s.7", "block")),
    "P9":  (("s.5(1)", "S~", "CFG + TASK"),                                    ("s.5(1)", "setting")),
    "P10": (("s.62", "S~", "BLOCK issue/vary only"),                           ("s.62", "block")),
    "P11": (("s.62(1) to (3)", "S~/G+", "role + date-ranged holder"),          ("s.62(1) to (3)", "block")),
    "P12": (("s.18(3), (7)", "S~/G", "BLOCK"),                                 ("s.18(3), (7)", "block")),
    "P13": (("-", "design","CFG"),                                             ("s.5", "block")),
    "C1":  (("s.7(1)(a), (2)", "S~", "BLOCK"),                                 ("s.7(1)(a), (2)", "block")),
    "C2":  (("s.7", "S", "BLOCK"),                                             ("s.7(1)", "block")),
    "C3":  (("s.7", "S", "BLOCK"),                                             ("s.7(1)", "block")),
    "C4":  (("s.7", "S", "BLOCK"),                                             ("s.7(1)", "block")),
    "C5":  (("s.7", "S", "BLOCK"),                                             ("s.7(1)", "block")),
    "C6":  (("s.7", "S/G", "BLOCK"),                                           ("s.7(1)", "block")),
    "C7":  (("s.7(1)(f)", "S~", "BLOCK"),                                      ("s.7(1)(f)", "block")),
    "C8":  (("s.7(4)-(5)", "S~", "-"),                                         ("s.7(4), (5)", "warn")),
    "V1":  (("s.5(5)", "S", "BLOCK"),                                          ("s.5(5)", "block")),
    "V2":  (("s.5(6)(a)", "S", "BLOCK"),                                       ("s.5(6)(a)", "block")),
    "V3":  (("s.5(6)(b)", "S", "BLOCK"),                                       ("s.5(6)(b)", "block")),
    "V4":  (("Police Act 1996 s.96(1A)", "S", "BLOCK plan, WARN variation"),  ("Police Act 1996 s.96(1A)", "block")),
    "V5":  (("s.10(1)-(3)", "S", "BLOCK"),                                     ("s.10(1)", "block")),
    "V6":  (("s.5(6)(c), (7)", "S", "BLOCK send; WARN time"),                  ("s.5(6)(c), (7)", "warn")),
    "V7":  (("s.28(3)", "S", "model"),                                         ("s.28(3)", "block")),
    "V8":  (("s.5(6)(d)", "S", "BLOCK"),                                       ("s.5(6)(d)", "block")),
    "V9":  (("s.5(6)(e)", "S", "BLOCK"),                                       ("s.5(6)(e)", "block")),
    "V10": (("s.5(6)(f)", "S", "BLOCK order"),                                 ("s.5(6)(f)", "block")),
    "V11": (("s.5(12)-(13)", "S~/G+", "WARN"),                                 ("s.5(12), (13)", "warn")),
    "V12": (("s.5(8)", "S", "BLOCK"),                                          ("s.5(8)", "block")),
    "V13": (("s.5(6)(d)", "G+", "WARN path"),                                  ("s.5(6)(d)", "warn")),
    "V14": (("Sch.6 para 27", "G+/S~", "model"),                               ("Sch.6 para 27", "block")),
    "V15": (("cases", "S", "model"),                                           ("s.28(3)", "show")),
    "V16": (("s.5(6)(c)", "S", "BLOCK"),                                       ("s.5(6)(c)", "block")),
    "I1":  (("s.5(10)(a)", "S~/G+", "TASK per RA; WARN until sent"),           ("s.5(10)(a)", "warn")),
    "I2":  (("s.5(10)(b)", "S~/G+", "TASK"),                                   ("s.5(10)(b)", "warn")),
    "I3":  (("s.5(11)", "G+", "option"),                                       ("s.5(11)", "show")),
    "I4":  (("a board paper of 2014", "S~", "CFG"),                            ("s.5(10)", "setting")),
    "I5":  (("s.5(9)", "S~", "TASK"),                                          ("s.5(9)", "task")),
    "I6":  (("s.8(1)-(2)", "S", "SHOW"),                                       ("s.8(1), (2)", "show")),
    "I7":  (("SIO para 5(d)", "S", "BLOCK close"),                             (SIO, "block")),
    "N1":  (("s.28(7)-(9)", "S~/G+", "TASK"),                                  ("s.28(7) to (9)", "task")),
    "N2":  (("s.28(1A)-(2)", "S", "CFG label"),                                ("s.28(1A), (2)", "setting")),
    "N3":  (("LGA 1972 s.100B", "S/G+", "calc + WARN"),                        (f"{LGA}s.100B", "warn")),
    "N4":  (("LGA 1972 s.100A, Sch.12A", "S~/G+", "enumerated reasons"),       (f"{LGA}s.100A, Sch.12A", "show")),
    "N5":  (("LGA 1972 s.100D", "S", "section required"),                      (f"{LGA}s.100D", "task")),
    "N6":  (("LGA 1972 does not bind", "G+", "CFG"),                           (f"{LGA}s.100A", "setting")),
    "N7":  (("Panel agendas", "S", "CFG"),                                     ("The panel's rules", "setting")),
}
# Rules that the law table does not number: duties beside s.5, those of Wales and of a body's own policy, and the other
# courses (the annual report from its table of reports, the fire and rescue plan from its row among the other bodies).
BESIDE = {
    "P14": ("The order that transfers them", "G", "block"),
    "D1":  ("Children Act 2004", "G", "warn"),
    "D2":  ("Equality Act 2010", "G", "warn"),
    "D3":  ("Police Reform and Social Responsibility Act 2011", "G", "warn"),
    "W1":  ("Welsh Language (Wales) Measure 2011", "S~", "block"),
    "E1":  ("The body's own policy", "G", "setting"),
    "R1":  ("s.12(1)", "S", "show"),
    "R2":  ("s.12(2), (3), s.28(4)", "S", "task"),
    "R3":  ("s.12(4) to (7)", "S", "task"),
    "R4":  ("s.9", "S~", "show"),
    "R5":  ("Specified Information Order 2011, para 3(f)", "S", "task"),
    "R6":  ("Specified Information Order 2011, para 5(a) to (c)", "S", "task"),
    "R7":  ("Specified Information Order 2011, para 7A", "S", "show"),
    "R8":  ("s.11(3), (4)", "S", "show"),
    "R9":  ("s.13", "S~", "show"),
    "F1":  ("Fire and Rescue National Framework", "G", "block"),
    "F2":  ("Fire and Rescue National Framework", "G", "block"),
    "F3":  ("Fire and Rescue National Framework", "G", "block"),
    "F4":  ("Fire and Rescue National Framework", "G", "block"),
    "F5":  ("Fire and Rescue National Framework", "G", "block"),
    "F6":  ("Fire and Rescue National Framework", "G", "block"),
}
# fmt: on
BY_WORD = {"BLOCK": "block", "WARN": "warn", "TASK": "task", "SHOW": "show", "CFG": "setting"}
# Where the word of the law table does not by itself say how hard the rule holds, why it holds as it does.
READ_HERE = {
    "P1": "the duty has its date on the dashboard; after its day the plan still issues, with the reason",
    "P3": "a plan may be varied: what is varied is the plan as it stands, or issuing would undo what came between",
    "P6": "the end is computed, and a stated end that differs warns",
    "P11": "the next commissioner must own what was drafted: a gate before deciding and issuing",
    "P13": "a past act is judged by the register, so an act by nobody of the register is refused",
    "C8": "where guidance is known to be in force, issuing warns without a statement on it",
    "V6": "sending is hard, and refused whatever the severity; the time is a local floor and warns",
    "V7": "review, not approval: issuing needs the review to be over, or V13's way round it",
    "V14": "the full Panel's adoption is asked when the report is recorded",
    "V15": "shown as which meeting was the review; a meeting before the sending is refused under V7",
    "I1": "each recipient is a task, and closing warns until all were sent",
    "I2": "closing warns until it is published",
    "I3": "both renderings are always there",
    "N3": "days are counted, and too few warn",
    "N4": "the reasons are listed; a choice among them is the Panel's",
    "N5": "each public report has the section to fill",
}


def surest(sureness: str) -> str:
    """What is seen of the wording decides; where nothing of it is, it is our reading."""
    parts = {part.rstrip("+") for part in sureness.split("/")}
    return next((known for known in ("S", "S~") if known in parts), "G")


def test_the_table_of_rules_is_the_one_typed_by_hand_from_the_law():
    held = {rule: (section, severity, surest(law[1])) for rule, (law, (section, severity)) in BY_HAND.items()}

    held |= {rule: (section, severity, sure) for rule, (section, sure, severity) in BESIDE.items()}
    assert {rule.id: (rule.section, rule.severity.value, rule.confidence) for rule in RULES.values()} == held


@pytest.mark.parametrize("rule", BY_HAND)
def test_each_severity_is_the_laws_word_or_is_explained(rule):
    (_, _, enforced), (_, severity) = BY_HAND[rule]
    first = enforced.split(" ")[0]

    assert rule in READ_HERE or BY_WORD[first] == severity


def test_a_section_is_quoted_as_the_acts_only_where_its_wording_was_seen():
    ours = {rule.id for rule in RULES.values() if rule.cited != rule.section}

    numbered = {rule for rule, (law, _) in BY_HAND.items() if surest(law[1]) == "G"}
    assert numbered == {"P8", "P13", "V13", "I3", "N6"}
    assert ours == numbered | {rule for rule, (_, sure, _) in BESIDE.items() if sure == "G"}


# How an office may hold a rule otherwise

MAY_BE_CHANGED = {
    "C1", "C2", "C3", "C4", "C5", "C6", "C7", "F1", "F2", "F3", "F4", "F5", "F6", "I7", "P11", "V1", "V3", "V4", "V5",
    "V8", "V9", "V10", "V12", "V16", "W1",
}  # fmt: skip
ALWAYS = {"P3", "P5", "P8", "P10", "P12", "P13", "P14", "V2", "V7", "V14"}


def test_each_rule_that_refuses_may_be_held_otherwise_or_says_why_not():
    refusing = {rule for rule, (_, (_, severity)) in BY_HAND.items() if severity == "block"}
    refusing |= {rule for rule, (*_, severity) in BESIDE.items() if severity == "block"}

    assert set(FIXED) == ALWAYS
    assert {rule for rule in RULES if not why_not_held(rule, Severity.WARN)} == MAY_BE_CHANGED == refusing - ALWAYS


@pytest.mark.parametrize("severity", [Severity.TASK, Severity.SHOW, Severity.SETTING])
def test_no_rule_is_put_below_a_warning(severity):
    assert all(why_not_held(rule, severity) for rule in RULES)


@pytest.mark.parametrize("rule", sorted(MAY_BE_CHANGED))
def test_a_rule_held_as_a_warning_yields_and_cites_the_same_section(rule):
    refusal = refuse(rule, "It is missing.")
    held = as_held(refusal, {rule: Severity.WARN})

    assert (refusal.waivable, held.waivable) == (False, True)
    assert (held.rule, held.section, held.reason) == (rule, RULES[rule].cited, "It is missing.")


@pytest.mark.parametrize("rule", sorted(ALWAYS))
def test_a_rule_that_always_refuses_does_so_whatever_was_frozen_with_the_instrument(rule):
    assert not as_held(refuse(rule, "It is missing."), {rule: Severity.WARN}).waivable


def test_what_no_severity_can_cure_stays_refused_under_a_rule_held_as_a_warning():
    assert not as_held(refuse("V3", "Nobody was asked.", waivable=False), {"V3": Severity.WARN}).waivable


def test_a_rule_that_is_not_there_cannot_be_held():
    assert why_not_held("Z9", Severity.WARN) == "There is no rule Z9."
    assert TABLE == "pcc-rules-1"
