"""The address of the signed link to a copy of the Panel's report."""

from django.urls import path

from panel_reviews.views.copies import report_copy

urlpatterns = [path("reply/reports/<str:token>/", report_copy, name="report_copy")]
