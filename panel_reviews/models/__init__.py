"""The tables of the Panel's side."""

from panel_reviews.models.groups import GroupProposal, PanelGroup
from panel_reviews.models.motions import Motion, PanelRules
from panel_reviews.models.recommendations import Amendment, Recommendation, RecommendationDraft
from panel_reviews.models.responses import Answer, CarriedOut, ResponseParagraph
from panel_reviews.models.reviews import ReportDraft, Review

__all__ = [
    "Amendment",
    "Answer",
    "CarriedOut",
    "GroupProposal",
    "Motion",
    "PanelGroup",
    "PanelRules",
    "Recommendation",
    "RecommendationDraft",
    "ReportDraft",
    "ResponseParagraph",
    "Review",
]
