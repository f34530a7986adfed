"""The addresses under which an office brings in its past."""

from django.urls import path

from pcc_plans.backfill.views import past_plan, past_variation, plans

app_name = "past"
urlpatterns = [
    path("", plans, name="plans"),
    path("plan/", past_plan, name="plan"),
    path("<slug:plan>/variation/", past_variation, name="variation"),
]
