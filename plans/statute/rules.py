"""The numbered rules that refuse: what each says, its section, how sure the reading is, and how hard it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from plans.statute.terms import Refusal
from plans.statute.terms import Severity as Severity

TABLE = "pcc-rules-1"
"""The version of this table: kept with each instrument when it is begun."""


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule: ``confidence`` is S (seen), S~ (seen in part) or G (general knowledge).

    ``reading`` says how the Act is read here where it is silent or unclear.
    """

    id: str
    says: str
    section: str
    confidence: str
    severity: Severity
    reading: str = ""

    @property
    def cited(self) -> str:
        """The section as shown: a reading of general knowledge says that it is ours."""
        return self.section if self.confidence.startswith("S") else f"{self.section} (our reading)"


BLOCK, WARN, TASK, SHOW, SETTING = Severity

# fmt: off
_ROWS = (
    Rule("P1",  "A plan is issued within the financial year of the ordinary election.",                   "s.5(1)",                         "S",  WARN,
         "After its day a plan is still issued, with the reason for its being late."),
    Rule("P2",  "A plan is issued as soon as practicable after taking office.",                           "s.5(2)",                         "S",  SHOW,
         "The term begins on the seventh day after the poll."),
    Rule("P3",  "What is varied is the plan as it now stands.",                                           "s.5(4)",                         "S",  BLOCK,
         "A variation begun on an earlier edition is brought up to date first."),
    Rule("P4",  "A by-election sets no new day by which a plan is due.",                                  "s.5(1), (2), s.51",              "S~", SETTING,
         "The predecessor's plan stays in force."),
    Rule("P5",  "Exactly one plan has effect on any day.",                                                "s.7(3)",                         "S~", BLOCK,
         "A plan gives way on the day its successor has effect, not on the day that one is issued."),
    Rule("P6",  "The planning period ends with the year of the next ordinary election.",                  "s.7(7)",                         "S~", WARN,
         "The next ordinary election is the one expected on the day of issue."),
    Rule("P7",  "A plan binds a new commissioner until the next one has effect.",                         "s.7(3), s.8",                    "S~", SHOW),
    Rule("P8",  "A variation has no period of its own and cannot extend the plan's.",                     "s.5(4), s.7",                    "G",  BLOCK),
    Rule("P9",  "Where an election is put off, the day by which a plan is due moves with it.",            "s.5(1)",                         "S~", SETTING,
         "Whether the end of an issued plan moves too is not settled: it is proposed, and moves when the monitoring officer confirms it."),
    Rule("P10", "An acting commissioner may not issue or vary a plan.",                                   "s.62",                           "S~", BLOCK,
         "Nothing else is barred: an acting commissioner may draft and consult. While one holds the office, the commissioner issues nothing either."),
    Rule("P11", "The commissioner owns what was drafted while an acting commissioner held the office.",   "s.62(1) to (3)",                 "S~", BLOCK,
         "The Panel appoints an acting commissioner from the commissioner's staff. What is drafted meanwhile waits for the next commissioner, who owns it in person before deciding on it or issuing it: that is our reading."),
    Rule("P12", "Issuing and varying are for the commissioner in person.",                                "s.18(3), (7)",                   "S~", BLOCK,
         "Varying is treated like issuing."),
    Rule("P13", "An act is judged by who held the office on its day.",                                    "s.5",                            "G",  BLOCK),
    Rule("P14", "When a body's functions pass to another, its record is closed and stays readable.",      "The order that transfers them",  "G",  BLOCK,
         "The successor holds the plan in force. No text was seen that lets it vary that plan: it issues its own."),
    Rule("C1",  "The plan sets out the police and crime objectives, all three kinds.",                    "s.7(1)(a), (2)",                 "S~", BLOCK,
         "A variation is checked on the plan as varied."),
    Rule("C2",  "The plan sets out the policing that the chief constable is to provide.",                 "s.7(1)",                         "S",  BLOCK),
    Rule("C3",  "The plan sets out the resources for the chief constable.",                               "s.7(1)",                         "S",  BLOCK),
    Rule("C4",  "The plan sets out how the chief constable reports.",                                     "s.7(1)",                         "S",  BLOCK),
    Rule("C5",  "The plan sets out how performance is measured.",                                         "s.7(1)",                         "S",  BLOCK),
    Rule("C6",  "The plan sets out the services to be provided or arranged.",                             "s.7(1)",                         "S",  BLOCK,
         "It may be said not to apply, with the reason."),
    Rule("C7",  "The plan sets out the grants to be made and their conditions.",                          "s.7(1)(f)",                      "S~", BLOCK,
         "It may be said not to apply, with the reason."),
    Rule("C8",  "Have regard to the Secretary of State's guidance on contents.",                          "s.7(4), (5)",                    "S~", WARN,
         "Our own reading: each guidance named in the table of national documents and in force is answered by a statement."),
    Rule("V1",  "Have regard to the Strategic Policing Requirement.",                                     "s.5(5)",                         "S",  BLOCK),
    Rule("V2",  "Prepare a draft, and freeze it.",                                                        "s.5(6)(a)",                      "S",  BLOCK),
    Rule("V3",  "Consult the chief constable in preparing the draft.",                                    "s.5(6)(b)",                      "S",  BLOCK,
         "The Act asks for consultation and not for a reply: without one, an officer answers for going on."),
    Rule("V4",  "Obtain the views of people in the area and of victims on the plan.",                     "Police Act 1996 s.96(1A)",       "S",  BLOCK,
         "It is asked before a plan is issued; on a variation an officer may answer for going on."),
    Rule("V5",  "Have regard to the priorities of each responsible authority.",                           "s.10(1)",                        "S",  BLOCK,
         "An authority that was asked and gave none counts as heard."),
    Rule("V6",  "Send the draft to the panel, and give it a reasonable amount of time.",                  "s.5(6)(c), (7)",                 "S",  WARN,
         "The Act gives no number: the body's own floor of working days is used."),
    Rule("V7",  "The panel reviews the draft and makes a report or recommendations.",                     "s.28(3)",                        "S",  BLOCK,
         "It reviews: it neither approves nor forbids."),
    Rule("V8",  "Have regard to the report or recommendations.",                                          "s.5(6)(d)",                      "S",  BLOCK),
    Rule("V9",  "Give the panel a response to any report or recommendations.",                            "s.5(6)(e)",                      "S",  BLOCK,
         "A bare report and an endorsement are answered too, and before the draft is sent again."),
    Rule("V10", "Publish the response before issuing or varying.",                                        "s.5(6)(f)",                      "S",  BLOCK),
    Rule("V11", "The panel determines how the response is published.",                                    "s.5(12), (13)",                  "S~", WARN),
    Rule("V12", "Consult the chief constable again on what differs from the draft.",                      "s.5(8)",                         "S",  BLOCK,
         "Change by change: one is consulted on where a later consultation was on a wording in which it already stood."),
    Rule("V13", "Go on without a report only after a reasonable time, with reasons.",                     "s.5(6)(d)",                      "G",  WARN,
         "The Act gives neither a deadline nor a veto."),
    Rule("V14", "The review is the full panel's; a group only recommends to it.",                         "Sch.6 para 27",                  "S~", BLOCK),
    Rule("V15", "An earlier informal look by the panel is not its review.",                               "s.28(3)",                        "S",  SHOW),
    Rule("V16", "Everything that is varied has been before the panel.",                                   "s.5(6)(c)",                      "S",  BLOCK,
         "A section also counts as before the panel where a recommendation on it was accepted, wholly or in part. "
         "For a section that was before it and was changed materially since, an officer may answer."),
    Rule("D1",  "Have regard to the safeguarding of children and their welfare.",                         "Children Act 2004",              "G",  WARN,
         "A statement that the text does not bear on children is a statement."),
    Rule("D2",  "Have due regard to equality, with an assessment of the impact.",                         "Equality Act 2010",              "G",  WARN,
         "The equality impact assessment is kept as evidence with the statement."),
    Rule("D3",  "Have regard to value for money.",                                                        "Police Reform and Social Responsibility Act 2011","G",  WARN,
         "A statement says how what the text asks for is paid for and was judged worth its cost."),
    Rule("I1",  "Send a copy to the chief constable and each other responsible authority.",               "s.5(10)(a)",                     "S~", WARN,
         "Those on the register on the day of issue. A copy that came back was not sent."),
    Rule("I2",  "Publish the plan or variation.",                                                         "s.5(10)(b)",                     "S~", WARN),
    Rule("I3",  "The plan as varied may stand for the variation in copies and publication.",              "s.5(11)",                        "G",  SHOW,
         "Both are always held."),
    Rule("I4",  "Copies go out before the plan is published.",                                            "s.5(10)",                        "S~", SETTING,
         "No such order was found in the Act: a body may make it its own. It then yields to an officer's reason."),
    Rule("I5",  "Keep the plan under review.",                                                            "s.5(9)",                         "S~", TASK),
    Rule("I6",  "Commissioner and chief constable have regard to the plan.",                              "s.8(1), (2)",                    "S",  SHOW),
    Rule("I7",  "Publish a record of the decision to issue or vary.",                                     "Specified Information Order 2011, para 5(d)","S",  BLOCK,
         "A board's endorsement is not that decision."),
    Rule("N1",  "The panel publishes its report and sends copies to each local authority.",               "s.28(7) to (9)",                 "S~", TASK),
    Rule("N2",  "The panel's functions are exercised with a view to supporting the commissioner.",        "s.28(1A), (2)",                  "S",  SETTING,
         "Where the commissioner is the fire authority too, the panel's name says so."),
    Rule("N3",  "Agenda and papers are open five clear days before the panel's meeting.",                 "Local Government Act 1972 s.100B","S",  WARN,
         "Three in Wales. Neither the day of publication nor that of the meeting counts; working days are counted, unless the body counts every day."),
    Rule("N4",  "Exempt matters may be taken in private by resolution; confidential ones must be.",       "Local Government Act 1972 s.100A, Sch.12A","S~", SHOW),
    Rule("N5",  "Each public report lists its background papers.",                                        "Local Government Act 1972 s.100D","S",  TASK),
    Rule("N6",  "The five clear days do not bind the office's own board.",                                "Local Government Act 1972 s.100A","G",  SETTING,
         "A board's own deadline is its own rule."),
    Rule("N7",  "The deadline for public questions is the panel's own.",                                  "The panel's rules",              "S",  SETTING),
    Rule("W1",  "The Welsh text of a plan or variation says what the English says.",                      "Welsh Language (Wales) Measure 2011","S~", BLOCK,
         "It holds for a body whose compliance notice asks for Welsh; the Welsh is made from the very English that is issued."),
    Rule("E1",  "Publicity waits while an election is near.",                                             "The body's own policy",          "G",  SETTING,
         "No Act fixes a pre-election period for commissioners. It is shown; a body may ask itself for the reason for issuing in one."),
    Rule("R1",  "Make an annual report on the year: functions, and progress against the plan's objectives.", "s.12(1)",                      "S",  SHOW,
         "A year in which two plans had effect is reported on against both."),
    Rule("R2",  "Send it to the panel; attend its public meeting; the panel reports or recommends.",      "s.12(2), (3), s.28(4)",          "S",  TASK,
         "As soon as practicable after it is made: the days are counted and shown."),
    Rule("R3",  "Respond to the panel, and publish the response and the annual report.",                  "s.12(4) to (7)",                 "S",  TASK,
         "The panel determines how the response is published, the body how the report is. It need not be reviewed first."),
    Rule("R4",  "A crime and disorder reduction grant may be made to anybody, on any conditions.",        "s.9",                            "S~", SHOW),
    Rule("R5",  "Publish each grant with its conditions, recipient, purpose and reasons.",                "Specified Information Order 2011, para 3(f)","S",  TASK,
         "Monthly, as soon as practicable after the end of the month."),
    Rule("R6",  "Publish when and where each public meeting is, its papers and its minutes.",             "Specified Information Order 2011, para 5(a) to (c)","S",  TASK,
         "Minutes of other meetings too, where they discuss matters of significant public interest."),
    Rule("R7",  "Publish how the force contributes to the national priorities that apply.",               "Specified Information Order 2011, para 7A","S",  SHOW),
    Rule("R8",  "Publish what people need to judge the commissioner and the chief constable.",            "s.11(3), (4)",                   "S",  SHOW),
    Rule("R9",  "Give the panel the information that it reasonably requires.",                            "s.13",                           "S~", SHOW,
         "Not what would harm operations."),
    Rule("F1",  "A fire and rescue plan sets out priorities and objectives.",                             "Fire and Rescue National Framework","G",  BLOCK,
         "It is drafted, frozen and varied like a police and crime plan, without what s.7 asks for."),
    Rule("F2",  "Have regard to the Fire and Rescue National Framework.",                                 "Fire and Rescue National Framework","G",  BLOCK),
    Rule("F3",  "Obtain the views of the community on the fire and rescue plan.",                         "Fire and Rescue National Framework","G",  BLOCK,
         "On a variation an officer may answer for going on."),
    Rule("F4",  "The police, fire and crime panel scrutinises the plan; its report is answered.",         "Fire and Rescue National Framework","G",  BLOCK,
         "Read like the review of a police and crime plan: its time, its report, the response published before issue."),
    Rule("F5",  "The fire and rescue plan says when its period ends; one has effect at a time.",          "Fire and Rescue National Framework","G",  BLOCK,
         "About three years. No rule was found that computes the end."),
    Rule("F6",  "Publish the fire and rescue plan.",                                                      "Fire and Rescue National Framework","G",  BLOCK),
)
# fmt: on
RULES: Mapping[str, Rule] = {rule.id: rule for rule in _ROWS}


FIXED: Mapping[str, str] = {
    "P3": "What was issued meanwhile would be undone, and no reason puts it back.",
    "P5": "Nobody could tell which plan has effect on a day.",
    "P8": "The period is the Act's: a variation could not move it, whatever was recorded.",
    "P10": "Section 62 leaves an acting commissioner no power to issue or vary, and a reason gives none.",
    "P12": "Section 18 lets nobody but the commissioner do it, so no officer can answer for another's doing it.",
    "P13": "Whether somebody held the office is a fact of the register. If the register is wrong, correct the register.",
    "P14": "Its functions are another body's: whatever was recorded here would not be that body's act.",
    "V2": "Without a frozen draft there is no wording to consult on, to send or to issue.",
    "V7": "Going on without the Panel's report has a step of its own (V13), which asks for the reason.",
    "V14": "It is asked of the Panel's own act, for which no officer of the commissioner can answer.",
}
"""The rules that guard what the record is made of, or a power that nobody can lend: their severity stays, and why."""


def why_not_held(rule_id: str, severity: Severity) -> str:
    """
    Return in a sentence why an office cannot hold a rule like that, or "".

    Only a rule that refuses can be made to yield to an officer's reason, and back; none is put below that.
    """
    rule = RULES.get(rule_id)
    if rule is None:
        return f"There is no rule {rule_id}."
    if rule.severity is not BLOCK:
        return f"Rule {rule_id} does not refuse, so there is nothing to change."
    if severity not in (BLOCK, WARN):
        return f"Rule {rule_id} either refuses or yields to an officer's reason. It is never put below that."
    return FIXED.get(rule_id, "")


def as_held(refusal: Refusal, held: Mapping[str, Severity]) -> Refusal:
    """Return a refusal as its rule is held: it yields to a reason where the office holds the rule as a warning."""
    if held.get(refusal.rule) is not WARN or refusal.fixed or refusal.rule in FIXED:
        return refusal
    return replace(refusal, waivable=True)


def refuse(rule_id: str, reason: str, *, clears: str = "", proof: str = "", waivable: bool | None = None) -> Refusal:
    """
    Make a refusal under a rule, with its section.

    ``waivable`` follows the rule's severity unless given; where it is given as False, no office can make it yield.
    """
    rule = RULES[rule_id]
    fixed = waivable is False
    if waivable is None:
        waivable = rule.severity is WARN
    return Refusal(rule_id, rule.cited, reason, clears=clears, waivable=waivable, proof=proof, fixed=fixed)
