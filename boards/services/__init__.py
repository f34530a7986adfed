"""What the office does with its boards: endorsements and decisions; the services of reports are in modules beside."""

from boards.services.decisions import (
    AlreadyRecorded,
    altered_decisions,
    next_decision_number,
    record_decision,
    record_endorsement,
)

__all__ = ["AlreadyRecorded", "altered_decisions", "next_decision_number", "record_decision", "record_endorsement"]
