"""The addresses where the office answers the Panel."""

from django.urls import path

from panel_reviews.views.response import answer, publish, respond

app_name = "responses"
urlpatterns = [
    path("", respond, name="respond"),
    path("recommendations/<int:number>/", answer, name="answer"),
    path("publish/", publish, name="publish"),
]
