"""The Panel's reviews in the administration: read, never changed."""

from django.contrib import admin

from panel_reviews.models import Answer, Recommendation, Review
from plans.admin import ReadOnly

admin.site.register(Review, ReadOnly, own="instrument__plan__body", list_display=("instrument", "sent_line"))
admin.site.register(
    Recommendation, ReadOnly, own="instrument__plan__body", list_display=("number", "instrument", "words")
)
admin.site.register(
    Answer, ReadOnly, own="recommendation__instrument__plan__body", list_display=("recommendation", "outcome")
)
