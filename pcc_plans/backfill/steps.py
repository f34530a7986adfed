"""The steps of s.5 that the form about the past asks for, each with what is asked of it."""

from dataclasses import dataclass

from plans.statute.procedures import POLICE_AND_CRIME_PLAN
from plans.statute.terms import InstrumentKind, Office, Step


@dataclass(frozen=True, slots=True)
class PastStep:
    """
    One step as the form asks for it.

    ``words`` is the label of what it said, kept under the particular ``says``; ``several`` names what it was done for
    one by one ("authorities", "duties", "groups", "recipients"), each a line of its own but for the recipients, and
    ``each`` the particular that holds it. ``hint`` helps.
    """

    key: str
    says: str = ""
    words: str = ""
    hint: str = ""
    several: str = ""
    each: str = ""

    @property
    def step(self) -> Step:
        """The step of the course."""
        return POLICE_AND_CRIME_PLAN.step(self.key)

    def legend(self, kind: InstrumentKind) -> str:
        """The step in words."""
        return self.step.words_for(kind)


# fmt: off
PAST_STEPS = (
    PastStep("consider_requirement",    "statement",  "How was regard had to it?"),
    PastStep("record_priorities",       "priorities", "Their priorities",
             "In a few words, or the paper and page where they stand.", "authorities", "authority"),
    PastStep("state_regard",            "statement",  "How was regard had?", "", "duties", "duty"),
    PastStep("obtain_views",            "found",      "How they were obtained, and what was found", "",
             "groups", "group"),
    PastStep("prepare_draft",           "",           "",
             "If its day is not known, it is recorded on the day of the first known step after it, and marked."),
    PastStep("consult_chief_constable"),
    PastStep("record_reply",            "reply",      "What the Chief Constable replied"),
    PastStep("send_to_panel"),
    PastStep("report",                  "report",     "What the Panel reported or recommended"),
    PastStep("have_regard",             "considered", "How regard was had to it"),
    PastStep("respond",                 "response",   "The response"),
    PastStep("publish_response",        "manner",     "How it was published"),
    PastStep("record_decision",         "decision",   "The decision"),
    PastStep("issue",                   "",           "", "Its day stands above. Here is what shows it."),
    PastStep("send_copy",               "channel",    "How they were sent", "", "recipients", "to"),
    PastStep("publish",                 "manner",     "How it was published"),
)
# fmt: on
ORDER = {one.key: n for n, one in enumerate(PAST_STEPS)}
BY_KEY = {one.key: one for one in PAST_STEPS}
# The commissioner's own acts, whoever wrote them down.
OF_THE_COMMISSIONER = ("have_regard", "respond", "record_decision", "issue")
OFFICE_OF = {Office.PANEL: Office.PANEL, Office.CHIEF_CONSTABLE: Office.CHIEF_CONSTABLE}
