"""What the Panel and the office do about a review: recommend, vote, report, have regard, respond, publish."""

from panel_reviews.services.answering import answers_drafted, draft_answer
from panel_reviews.services.opening import ReviewClosed, open_review
from panel_reviews.services.recommending import amend_recommendation, drop_recommendation, recommend
from panel_reviews.services.reviews import (
    FromThePanel,
    adopt_report,
    draw_panel_reports,
    give_response,
    publish_response,
    report_went_by_hand,
    seen_in,
    send_report,
    send_report_to,
)

__all__ = [
    "FromThePanel",
    "ReviewClosed",
    "adopt_report",
    "amend_recommendation",
    "answers_drafted",
    "draft_answer",
    "draw_panel_reports",
    "drop_recommendation",
    "give_response",
    "open_review",
    "publish_response",
    "recommend",
    "report_went_by_hand",
    "seen_in",
    "send_report",
    "send_report_to",
]
