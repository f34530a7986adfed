"""The addresses of the Panel's room."""

from django.urls import include, path

from panel_reviews.views import copies, groups, motions, reporting, said
from panel_reviews.views.dates import dates, done, reminders, renew
from panel_reviews.views.device import device, worker
from panel_reviews.views.differences import differences
from panel_reviews.views.reading import read, reading
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
    path("device/", device, name="device"),
    path("worker.js", worker, name="worker"),
    path("reviews/<slug:ref>/read/", read, name="read"),
    path("reviews/<slug:ref>/read/<slug:which>/", reading, name="reading"),
    path("reviews/<slug:ref>/say/", said.say, name="say"),
    path("reviews/<slug:ref>/notes/<int:pk>/", said.note, name="note"),
    path("reviews/<slug:ref>/comments/<int:pk>/", said.thread, name="thread"),
    path("reviews/<slug:ref>/comments/<int:pk>/<int:comment>/", said.comment, name="comment"),
    path("reviews/<slug:ref>/sections/<slug:section_id>/read/", said.section_read, name="section_read"),
    path("reviews/<slug:ref>/", review, name="review"),
    path("reviews/<slug:ref>/pack/", pack, name="pack"),
    path("reviews/<slug:ref>/differences/", differences, name="differences"),
    path("reviews/<slug:ref>/recommend/", new_recommendation, name="recommend"),
    path("reviews/<slug:ref>/recommendations/<int:number>/", amend, name="amend"),
    path("reviews/<slug:ref>/recommendations/<int:number>/drop/", drop, name="drop"),
    path("reviews/<slug:ref>/recommendations/<int:number>/whole/", motions.recommendation, name="recommendation"),
    path("reviews/<slug:ref>/recommendations/<int:number>/mover/", motions.mover, name="mover"),
    path("reviews/<slug:ref>/recommendations/<int:number>/vote/", motions.vote, name="vote"),
    path("reviews/<slug:ref>/recommendations/<int:number>/withdraw/", motions.withdraw, name="withdraw"),
    path("reviews/<slug:ref>/recommendations/<int:number>/amendments/", motions.move_amendment, name="move_amendment"),
    path(
        "reviews/<slug:ref>/recommendations/<int:number>/amendments/<int:at>/vote/",
        motions.vote_on_amendment,
        name="vote_on_amendment",
    ),
    path(
        "reviews/<slug:ref>/recommendations/<int:number>/amendments/<int:at>/withdraw/",
        motions.withdraw_amendment,
        name="withdraw_amendment",
    ),
    path("reviews/<slug:ref>/groups/", groups.new_group, name="new_group"),
    path("reviews/<slug:ref>/groups/<int:pk>/", groups.propose, name="propose"),
    path("reviews/<slug:ref>/groups/<int:pk>/proposals/<int:number>/", groups.take_up, name="take_up"),
    path("reviews/<slug:ref>/report/", reporting.report, name="report"),
    path("reviews/<slug:ref>/report/write/", reporting.write, name="write_report"),
    path("reviews/<slug:ref>/report/approval/", reporting.approve, name="approve_report"),
    path("reviews/<slug:ref>/reports/<int:seq>/publish/", reporting.publish, name="publish_report"),
    path("rules/", motions.rules, name="rules"),
    path("reviews/<slug:ref>/adopt/", adopt, name="adopt"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/", copies.copies, name="copies"),
    path("reviews/<slug:ref>/reports/<int:seq>/pdf/", copies.pdf, name="report_pdf"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/<slug:recipient>/", copies.copy, name="copy"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/<slug:recipient>/send/", copies.send, name="send_copy"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/<slug:recipient>/by-hand/", copies.by_hand, name="copy_by_hand"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/<slug:recipient>/settle/", copies.settled, name="settle_copy"),
    path("reviews/<slug:ref>/reports/<int:seq>/copies/<slug:recipient>/letter/", copies.letter, name="copy_letter"),
]
