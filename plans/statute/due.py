"""What is due: the form in which it is counted, shown, reminded of, and written into calendars."""

from dataclasses import dataclass
from datetime import date

from plans.statute.milestones import Holder, State


@dataclass(frozen=True, slots=True)
class Due:
    """
    One thing that is due: by which day, under which rule, and who holds it.

    ``key`` is the same for the same thing on every day. ``state`` is that of a milestone, or "owed" where the Act
    sets no day and ``on`` is the day since which it is owed. ``passes`` marks what nobody records: it is not missed.
    ``recorded`` marks what whoever holds it says was done, since no step of the record is it.
    ``for_panel`` marks what the Panel may see: nothing of a draft that it was not sent.
    """

    key: str
    what: str
    on: date
    rule: str
    holder: Holder | None
    url: str = ""
    about: str = ""
    state: str = State.DUE.value
    passes: bool = False
    for_panel: bool = False
    why: str = ""
    recorded: bool = False

    def is_late(self, today: date) -> bool:
        """Tell whether its day is past and somebody could still say that it was done."""
        return self.on < today and not self.passes and self.state != "owed"
