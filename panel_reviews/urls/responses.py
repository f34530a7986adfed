"""The addresses where the office answers the Panel."""

from django.urls import path

from panel_reviews.views.paragraphs import paragraph
from panel_reviews.views.promises import carry_out, promises, unlink
from panel_reviews.views.response import answer, publish, respond

app_name = "responses"
urlpatterns = [
    path("", respond, name="respond"),
    path("recommendations/<int:number>/", answer, name="answer"),
    path("paragraphs/", paragraph, name="new_paragraph"),
    path("paragraphs/<int:position>/", paragraph, name="paragraph"),
    path("promises/", promises, name="promises"),
    path("promises/<int:number>/", carry_out, name="carry_out"),
    path("promises/<int:number>/<int:pk>/", unlink, name="unlink"),
    path("publish/", publish, name="publish"),
]
