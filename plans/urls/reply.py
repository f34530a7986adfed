"""The addresses of the signed link."""

from django.urls import path, re_path

from plans.views.consultations.invited import invited, invited_check, invited_question
from plans.views.dates.reminders import calendar
from plans.views.images import image_of_reply
from plans.views.reply import pack, reply
from plans.views.served import copy, file_of_copy
from plans.views.word import reply_word

urlpatterns = [
    path("reply/copies/<str:token>/", copy, name="copy"),
    path("reply/copies/<str:token>/<str:digest>/", file_of_copy, name="file_of_copy"),
    path("calendar/<str:token>.ics", calendar, name="calendar"),
    path("reply/consultations/<str:token>/", invited, name="reply_consultation"),
    path("reply/consultations/<str:token>/<int:number>/", invited_question, name="reply_consultation_question"),
    path("reply/consultations/<str:token>/check/", invited_check, name="reply_consultation_check"),
    path("reply/<str:token>/", reply, name="reply"),
    path("reply/<str:token>/pack/", pack, name="reply_pack"),
    path("reply/<str:token>/word/", reply_word, {"kind": "clean"}, name="reply_word"),
    path("reply/<str:token>/word/redline/", reply_word, {"kind": "redline"}, name="reply_word_redline"),
    re_path(
        r"^reply/(?P<token>[^/]+)/images/(?P<digest>[0-9a-f]{64})\.(?P<form>png|jpg|webp)$",
        image_of_reply,
        name="image_of_reply",
    ),
]
