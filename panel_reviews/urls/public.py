"""The public address of the Panel's review."""

from django.urls import path

from panel_reviews.views.public import report_pdf, review

app_name = "panel_public"
urlpatterns = [
    path("<slug:ref>/", review, name="review"),
    path("<slug:ref>/reports/<int:seq>.pdf", report_pdf, name="report_pdf"),
]
