"""The kinds of report that the house writes, and how each stands on the page."""

from dataclasses import dataclass
from enum import StrEnum


class ReportKind(StrEnum):
    """What a report is for. The values are stored."""

    BOARD_VARIATION = "board_variation"
    BOARD_PLAN = "board_plan"
    AUDIT_PLAN = "audit_plan"
    PANEL = "panel"
    FREE = "free"

    @property
    def label(self) -> str:
        """What it is called on screen."""
        return LABELS[self]


LABELS = {
    ReportKind.BOARD_VARIATION: "To the Board, asking it to endorse a variation",
    ReportKind.BOARD_PLAN: "To the Board, asking it to endorse a draft plan",
    ReportKind.AUDIT_PLAN: "To the audit committee, on the making of a plan",
    ReportKind.PANEL: "To the Panel, asking for its review",
    ReportKind.FREE: "Written by hand",
}


@dataclass(frozen=True, slots=True)
class House:
    """
    How a kind of report stands on the page.

    ``repeats`` shows the recommendation again at the end; ``lists_appendices`` has a section that names them.
    """

    repeats: bool
    lists_appendices: bool


BIBLIOGRAPHY, BACKGROUND_DOCUMENTS = "Bibliography", "Background documents"
HOUSES = {kind: House(repeats=True, lists_appendices=False) for kind in ReportKind}
HOUSES[ReportKind.PANEL] = House(repeats=False, lists_appendices=True)
