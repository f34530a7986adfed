"""Addresses of the office's room."""

from django.http import HttpResponse
from django.urls import include, path

app_name = "office"
urlpatterns = [
    path("variations/<slug:ref>/", lambda request, ref: HttpResponse(ref), name="instrument"),
    path("variations/<slug:ref>/steps/<slug:key>/", lambda request, ref, key: HttpResponse(key), name="step"),
    path("", include("plans.urls.drafting")),
]
