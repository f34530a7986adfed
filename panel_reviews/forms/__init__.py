"""The forms of the Panel's room, and of the office's response to the Panel."""

from panel_reviews.forms.steps import AdoptForm, AnswerForm, PublishResponseForm, RecommendationForm, RespondForm

__all__ = ["AdoptForm", "AnswerForm", "PublishResponseForm", "RecommendationForm", "RespondForm"]
