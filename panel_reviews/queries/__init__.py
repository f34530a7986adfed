"""What the Panel's pages show."""

from panel_reviews.queries.sendings import (
    REPORT_COPY,
    AsSent,
    Sending,
    answer_drafted,
    copies_owed,
    draft_as_sent,
    instruments_before_the_panel,
    recommendation_on,
    recommendations_of,
    report_copies,
    sendings_of,
    sendings_to_panel_of,
    with_publication,
)

__all__ = [
    "REPORT_COPY",
    "AsSent",
    "Sending",
    "answer_drafted",
    "copies_owed",
    "draft_as_sent",
    "instruments_before_the_panel",
    "recommendation_on",
    "recommendations_of",
    "report_copies",
    "sendings_of",
    "sendings_to_panel_of",
    "with_publication",
]
