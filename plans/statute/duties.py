"""The duties to have regard while a plan or variation is prepared: one row each, with the step that states it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from plans.statute.rules import RULES, Rule

STATE_REGARD = "state_regard"


@dataclass(frozen=True, slots=True)
class Duty:
    """
    One duty to have regard.

    ``words`` name what regard is had to, ``asks`` says what a statement answers, ``step`` is the step that puts it on
    the record, and ``proof`` names the document that goes with the statement, or "".
    """

    key: str
    words: str
    asks: str
    rule: str
    step: str = STATE_REGARD
    proof: str = ""

    @property
    def held_by(self) -> Rule:
        """The rule that holds the duty: its section, how sure the reading is, and how hard it holds."""
        return RULES[self.rule]


# fmt: off
DUTIES = (
    Duty("requirement",     "the Strategic Policing Requirement",
         "What the Requirement asks for that bears on this text, and where the text answers it.",
         "V1", "consider_requirement"),
    Duty("priorities",      "the priorities of the responsible authorities",
         "Each authority’s relevant priorities, or the day on which it was asked and gave none.",
         "V5", "record_priorities"),
    Duty("children",        "the safeguarding of children and their welfare",
         "What the text does for the safety and welfare of children, or why it does not bear on them.", "D1"),
    Duty("equality",        "equality",
         "Whom the text may serve better or worse than others, and what was done about it.",
         "D2", proof="the equality impact assessment"),
    Duty("value_for_money", "value for money",
         "How what the text asks for is paid for, and how it was judged to be worth its cost.", "D3"),
    Duty("guidance",        "the Secretary of State’s guidance and codes",
         "What the guidance asks for, and where the text follows it or why it does not.", "C8"),
)
# fmt: on
BY_KEY: Mapping[str, Duty] = MappingProxyType({duty.key: duty for duty in DUTIES})
STATED = tuple(duty for duty in DUTIES if duty.step == STATE_REGARD)
"""The duties that the step ``state_regard`` puts on the record."""
