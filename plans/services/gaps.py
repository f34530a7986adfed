"""What nothing on the record of an instrument shows, in sentences: a certificate says what is missing as missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.queries.ledger import ASKED, OPEN, Ledger
from plans.statute.guards import offices, panel
from plans.statute.guards.afterwards import recipients_without_a_copy
from plans.statute.terms import InstrumentKind, Record, Step

NOTHING_SHOWS = "Nothing on the record shows"
# Taken instead of the course's own next step: where they were not taken, nothing is missing.
BESIDE = ("no_report", "withdraw", "copy_came_back")
ON_THE_REPORT = ("report", "have_regard", "respond", "publish_response")
# Said in full by ``found``, one by one.
ONE_BY_ONE = ("record_priorities", "obtain_views", "send_copy", "consult_again")
SHOWS = {
    "consider_requirement": "that regard was had to the Strategic Policing Requirement",
    "record_priorities": "the priorities of any responsible authority",
    "obtain_views": "the views of anybody",
    "prepare_draft": "that a draft was prepared and frozen",
    "consult_chief_constable": "that the Chief Constable was consulted in preparing the draft",
    "record_reply": "a reply of the Chief Constable",
    "send_to_panel": "that a draft was sent to the Panel",
    "report": "a report or recommendations of the Panel",
    "have_regard": "that the Commissioner had regard to a report of the Panel",
    "respond": "a response to the Panel",
    "publish_response": "that a response to the Panel was published",
    "consult_again": "that the Chief Constable was consulted again on what differs",
    "record_decision": "a decision of the Commissioner to issue it",
    "issue": "that it was issued",
    "send_copy": "that a copy was sent to anybody",
    "publish": "that it was published",
    "close": "that the file was closed",
}
GROUPS = {"people": "people in the area", "victims": "victims of crime in the area"}


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing on a record (with its register of responsible authorities) of a course, given the ledger."""

    record: Record
    steps: Sequence[Step]
    ledger: Ledger | None

    def is_beside(self, key: str) -> bool:
        """Tell whether a step stands beside the course."""
        return key in BESIDE

    def not_called_for(self, key: str) -> str:
        """Return why a step that was not taken was not called for, or ""."""
        if key == "consult_again" and self.ledger is not None and not self.ledger.open_entries:
            return "Not called for: nothing differs from what the Chief Constable was consulted on."
        if key == "own_draft" and not offices.draft_is_the_commissioners_own(self.record):
            return "Not called for: the draft was not prepared under an acting commissioner."
        passed_over = self.record.last("no_report") is not None and self.record.last("report") is None
        if key in ON_THE_REPORT and passed_over:
            return "Not called for: the Panel made no report, and an officer answered for going on."
        return ""

    def of_step(self, step: Step) -> str:
        """Return the sentence that nothing shows a step."""
        return f"{NOTHING_SHOWS} {self._shows(step)}."

    def _shows(self, step: Step) -> str:
        words = step.words_for(self.record.kind)
        return SHOWS.get(step.key, f"this step: {words[:1].lower()}{words[1:]}")

    def found(self) -> tuple[str, ...]:
        """Return everything that is missing, in the order of the course."""
        return tuple(f"{NOTHING_SHOWS} {what}." for what in self._missing())

    def _missing(self) -> Iterator[str]:
        for step in self.steps:
            if step.key in ONE_BY_ONE:
                yield from self._one_by_one(step.key)
            elif self.record.last(step.key) is None and not self.is_beside(step.key):
                yield from () if self.not_called_for(step.key) else (self._shows(step),)
            if step.key == "respond":
                yield from self._unanswered()

    def _one_by_one(self, key: str) -> Iterator[str]:
        if key == "obtain_views":
            yield from self._views()
        elif key == "record_priorities":
            yield from self._priorities()
        elif key == "consult_again":
            yield from self._differences()
        elif self.record.last("issue") is None:
            yield SHOWS[key]
        else:
            yield from (f"that a copy was sent to {name}" for name in self.copies_owed())

    def _views(self) -> Iterator[str]:
        groups = {str(act.particulars.get("group")) for act in self.record.taken("obtain_views")}
        asked = ", which the Act asks for before a plan is issued" if self._is_variation else ""
        yield from (f"the views of {words}{asked}" for group, words in GROUPS.items() if group not in groups)

    @property
    def _is_variation(self) -> bool:
        return self.record.kind is InstrumentKind.VARIATION

    def _priorities(self) -> Iterator[str]:
        heard = {str(act.particulars.get("authority")) for act in self.record.taken("record_priorities")}
        issued = self.record.last("issue")
        on = issued.on if issued else self.record.on
        for authority in self.record.authorities:
            if authority.covers(on) and not authority.is_chief_constable and authority.ref not in heard:
                yield f"the priorities of {authority.name}, or that it was asked for them"

    def _differences(self) -> Iterator[str]:
        for entry in self.ledger.entries if self.ledger else ():
            place = entry.difference.place[:1].lower() + entry.difference.place[1:]
            if entry.state == OPEN:
                yield f"that the Chief Constable was consulted on {place}, which differs from the draft first shown"
            elif entry.state == ASKED:
                yield f"a reply of the Chief Constable on {place}, which was asked about"

    def _unanswered(self) -> Iterator[str]:
        if self.record.last("respond") is not None:
            yield from (f"a response to recommendation {number}" for number in panel.unanswered(self.record, {}))

    def copies_owed(self) -> tuple[str, ...]:
        """Return by name who of those that are owed a copy of what was issued has none on the record."""
        return recipients_without_a_copy(self.record)
