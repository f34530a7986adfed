"""What each kind of instrument is called, what its course leads to, and what its stages are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from plans.statute.terms import InstrumentKind, PlanFamily, Stage

STAGE_WORDS = {
    Stage.DRAFTING: "being drafted",
    Stage.WITH_PANEL: "with the Panel",
    Stage.REPORTED: "reported on by the Panel",
    Stage.ISSUED: "issued",
    Stage.CLOSED: "closed",
    Stage.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """
    What is particular to a kind of instrument in words.

    ``on_screen`` is what it is called there. ``goal`` is the step whose gates are shown while it is open, ``act`` that
    step as "issuing", and ``not_yet`` what is said while something stands in its way.
    """

    on_screen: str
    goal: str = "issue"
    act: str = "issuing"
    not_yet: str = "It cannot be issued yet."
    family: PlanFamily = PlanFamily.POLICE_AND_CRIME
    text: str = "plan"
    """What its text is the text of."""
    has_text: bool = True
    """Whether it has a text of its own, which is drafted and frozen."""
    answers_s7: bool = True
    """Whether s.7 says what its text sets out."""
    has_floor: bool = True
    """Whether the Panel is given the office's floor of working days with it."""
    stages: Mapping[Stage, str] = field(default_factory=dict)

    def stage_words(self, stage: Stage) -> str:
        """Return where an instrument of this kind stands, after "it is": "being drafted"."""
        return self.stages.get(stage, STAGE_WORDS[stage])


KINDS: Mapping[InstrumentKind, Kind] = {
    InstrumentKind.PLAN: Kind("draft plan"),
    InstrumentKind.VARIATION: Kind("variation"),
    InstrumentKind.REVIEW: Kind(
        "review",
        goal="end_review",
        act="ending the review",
        not_yet="It cannot be ended yet.",
        has_text=False,
        answers_s7=False,
        stages={Stage.DRAFTING: "under way", Stage.CLOSED: "ended", Stage.WITHDRAWN: "declined"},
    ),
    InstrumentKind.ANNUAL_REPORT: Kind(
        "annual report",
        goal="close",
        act="closing the file",
        not_yet="The file cannot be closed yet.",
        text="annual report",
        answers_s7=False,
        has_floor=False,
        stages={Stage.DRAFTING: "being prepared"},
    ),
    InstrumentKind.FIRE_PLAN: Kind("draft fire and rescue plan", family=PlanFamily.FIRE_AND_RESCUE, answers_s7=False),
    InstrumentKind.FIRE_VARIATION: Kind("variation", family=PlanFamily.FIRE_AND_RESCUE, answers_s7=False),
}
