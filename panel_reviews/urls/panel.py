"""The addresses of the Panel's room."""

from django.urls import path

from panel_reviews.views.review import adopt, amend, drop, new_recommendation, review
from panel_reviews.views.room import room

app_name = "panel"
urlpatterns = [
    path("", room, name="room"),
    path("reviews/<slug:ref>/", review, name="review"),
    path("reviews/<slug:ref>/recommend/", new_recommendation, name="recommend"),
    path("reviews/<slug:ref>/recommendations/<int:number>/", amend, name="amend"),
    path("reviews/<slug:ref>/recommendations/<int:number>/drop/", drop, name="drop"),
    path("reviews/<slug:ref>/adopt/", adopt, name="adopt"),
]
