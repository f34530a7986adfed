"""The office's addresses of decisions and endorsements, under one instrument."""

from django.urls import path

from boards.views.office import decision, endorsement
from boards.views.reports.making import on_instrument

app_name = "boards"
urlpatterns = [
    path("decision/", decision, name="decision"),
    path("endorsements/", endorsement, name="endorsement"),
    path("reports/", on_instrument, name="reports"),
]
