"""The addresses of the Panel's room."""

from django.urls import include, path

from panel_reviews.views import copies
from panel_reviews.views.dates import dates, done, reminders, renew
from panel_reviews.views.differences import differences
from panel_reviews.views.review import adopt, amend, drop, new_recommendation, pack, review
from panel_reviews.views.room import room

app_name = "panel"
urlpatterns = [
    path("", room, name="room"),
    path("dates/", dates, name="dates"),
    path("meetings/", include("plans.urls.meetings"), {"kind": "panel"}),
    path("dates/done/<str:key>/", done, name="done"),
    path("reminders/", reminders, name="reminders"),
    path("reminders/renew/", renew, name="renew_calendar"),
    path("reviews/<slug:ref>/", review, name="review"),
    path("reviews/<slug:ref>/pack/", pack, name="pack"),
    path("reviews/<slug:ref>/differences/", differences, name="differences"),
    path("reviews/<slug:ref>/recommend/", new_recommendation, name="recommend"),
    path("reviews/<slug:ref>/recommendations/<int:number>/", amend, name="amend"),
    path("reviews/<slug:ref>/recommendations/<int:number>/drop/", drop, name="drop"),
    path("reviews/<slug:ref>/adopt/", adopt, name="adopt"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/", copies.copies, name="copies"),
    path("reviews/<slug:ref>/reports/<int:seq>/pdf/", copies.pdf, name="report_pdf"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/<slug:recipient>/", copies.copy, name="copy"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/<slug:recipient>/send/", copies.send, name="send_copy"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/<slug:recipient>/by-hand/", copies.by_hand, name="copy_by_hand"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/<slug:recipient>/settle/", copies.settled, name="settle_copy"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/<slug:recipient>/letter/", copies.letter, name="copy_letter"),
]
