"""The public address of a decision."""

from django.urls import path

from boards.views.public import decision

app_name = "decisions"
urlpatterns = [path("<str:number>/", decision, name="decision")]
