"""The office's addresses of decisions and endorsements, under one instrument."""

from django.urls import path

from boards.views.office import decision, endorsement

app_name = "boards"
urlpatterns = [
    path("decision/", decision, name="decision"),
    path("endorsements/", endorsement, name="endorsement"),
]
