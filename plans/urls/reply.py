"""The address of the signed link."""

from django.urls import path

from plans.views.reply import reply

urlpatterns = [path("reply/<str:token>/", reply, name="reply")]
