"""The public address of the Panel's review."""

from django.urls import path

from panel_reviews.views.public import review

app_name = "panel_public"
urlpatterns = [path("<slug:ref>/", review, name="review")]
