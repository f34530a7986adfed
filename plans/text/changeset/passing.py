"""What the parts of a merge share while it passes over the texts."""

from dataclasses import dataclass, field
from typing import Protocol

from plans.text.changeset.conflicts import Ledger
from plans.text.changeset.fates import MoveEnds, Path
from plans.text.changeset.forms import Things
from plans.text.changeset.ordering import Order
from plans.text.changeset.places import Places
from plans.text.changeset.steps import Patch, Thing


@dataclass(slots=True)
class Landed:
    """What is known of the moves of both sides after a pass: what they carry, and which do not happen."""

    carried: dict[tuple[str, str], Things] = field(default_factory=dict)
    cancelled: set[tuple[str, str]] = field(default_factory=set)
    emitted: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Several:
    """What somebody wrote instead of one thing: none, one or more."""

    things: Things


class Whole(Protocol):
    """The merge that a sequence is a part of."""

    places: Places
    ends: dict[str, MoveEnds]
    landed: Landed
    ledger: Ledger
    order: Order

    def thing(
        self, form: str, base: Thing, ours: Patch | None, theirs: Patch | None, path: Path, section_id: str
    ) -> Thing:
        """Return what comes of one thing that both sides keep."""
