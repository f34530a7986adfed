"""The numbered rules that refuse: what each says, its section, how sure the reading is, and how hard it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from plans.statute.terms import Refusal


class Severity(StrEnum):
    """BLOCK refuses; WARN yields to a reason recorded by a named officer."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: ``confidence`` is S (seen), S~ (seen in part) or G (general knowledge)."""

    id: str
    says: str
    section: str
    confidence: str
    severity: Severity

    @property
    def cited(self) -> str:
        """The section as shown: a reading of general knowledge says that it is ours."""
        return self.section if self.confidence.startswith("S") else f"{self.section} (our reading)"


# fmt: off
_ROWS = (
    Rule("P1",  "A plan is issued within the financial year of the ordinary election.",       "s.5(1)",        "S",  Severity.WARN),
    Rule("P3",  "What is varied is the plan as it now stands.",                               "s.5(4)",        "S",  Severity.BLOCK),
    Rule("P5",  "Exactly one plan has effect on any day.",                                    "s.7(3)",        "S~", Severity.BLOCK),
    Rule("P6",  "The planning period ends with the year of the next ordinary election.",      "s.7(7)",        "S~", Severity.WARN),
    Rule("P8",  "A variation has no period of its own and cannot extend the plan's.",         "s.5(4), s.7",   "G",  Severity.BLOCK),
    Rule("P10", "An acting commissioner may not issue or vary a plan.",                       "s.62",          "S~", Severity.BLOCK),
    Rule("P12", "Issuing and varying are for the commissioner in person.",                    "s.18(3), (7)",  "S~", Severity.BLOCK),
    Rule("P13", "An act is judged by who held the office on its day.",                        "s.5",           "S",  Severity.BLOCK),
    Rule("C1",  "The plan sets out the police and crime objectives, all three kinds.",        "s.7(1)(a), (2)", "S~", Severity.BLOCK),
    Rule("C2",  "The plan sets out the policing that the chief constable is to provide.",     "s.7(1)",        "S",  Severity.BLOCK),
    Rule("C3",  "The plan sets out the resources for the chief constable.",                   "s.7(1)",        "S",  Severity.BLOCK),
    Rule("C4",  "The plan sets out how the chief constable reports.",                         "s.7(1)",        "S",  Severity.BLOCK),
    Rule("C5",  "The plan sets out how performance is measured.",                             "s.7(1)",        "S",  Severity.BLOCK),
    Rule("C6",  "The plan sets out the services to be provided or arranged.",                 "s.7(1)",        "S",  Severity.BLOCK),
    Rule("C7",  "The plan sets out the grants to be made and their conditions.",              "s.7(1)(f)",     "S~", Severity.BLOCK),
    Rule("V1",  "Have regard to the Strategic Policing Requirement.",                         "s.5(5)",        "S",  Severity.BLOCK),
    Rule("V2",  "Prepare a draft, and freeze it.",                                            "s.5(6)(a)",     "S",  Severity.BLOCK),
    Rule("V3",  "Consult the chief constable in preparing the draft.",                        "s.5(6)(b)",     "S",  Severity.BLOCK),
    Rule("V4",  "Obtain the views of people in the area and of victims on the plan.",         "Police Act 1996 s.96(1A)", "S", Severity.BLOCK),
    Rule("V5",  "Have regard to the priorities of each responsible authority.",               "s.10(1)",       "S",  Severity.BLOCK),
    Rule("V6",  "Send the draft to the panel, and give it a reasonable amount of time.",      "s.5(6)(c), (7)", "S", Severity.WARN),
    Rule("V7",  "The panel reviews the draft and makes a report or recommendations.",         "s.28(3)",       "S",  Severity.BLOCK),
    Rule("V8",  "Have regard to the report or recommendations.",                              "s.5(6)(d)",     "S",  Severity.BLOCK),
    Rule("V9",  "Give the panel a response to any report or recommendations.",                "s.5(6)(e)",     "S",  Severity.BLOCK),
    Rule("V10", "Publish the response before issuing or varying.",                            "s.5(6)(f)",     "S",  Severity.BLOCK),
    Rule("V12", "Consult the chief constable again on what differs from the draft.",          "s.5(8)",        "S",  Severity.BLOCK),
    Rule("V13", "Go on without a report only after a reasonable time, with reasons.",         "s.5(6)(d)",     "G",  Severity.WARN),
    Rule("V14", "The review is the full panel's; a group only recommends to it.",             "Sch.6 para 27", "S~", Severity.BLOCK),
    Rule("V16", "Everything that is varied has been before the panel.",                       "s.5(6)(c)",     "S",  Severity.BLOCK),
    Rule("I1",  "Send a copy to the chief constable and each other responsible authority.",   "s.5(10)(a)",    "S~", Severity.WARN),
    Rule("I2",  "Publish the plan or variation.",                                             "s.5(10)(b)",    "S~", Severity.WARN),
    Rule("I7",  "Publish a record of the decision to issue or vary.",                         "Specified Information Order 2011, para 5(d)", "S", Severity.BLOCK),
)
# fmt: on
RULES: Mapping[str, Rule] = {rule.id: rule for rule in _ROWS}


def refuse(rule_id: str, reason: str, *, clears: str = "", proof: str = "", waivable: bool | None = None) -> Refusal:
    """Make a refusal under a rule, with its section; ``waivable`` follows the rule's severity unless given."""
    rule = RULES[rule_id]
    if waivable is None:
        waivable = rule.severity is Severity.WARN
    return Refusal(rule_id, rule.cited, reason, clears=clears, waivable=waivable, proof=proof)
