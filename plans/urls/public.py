"""The public addresses, stable for ever."""

from django.urls import path, re_path

from plans.views.public.accessibility import accessibility
from plans.views.public.compare import compare
from plans.views.public.files import published_form
from plans.views.public.plan import as_at, choose_day, edition, home, plan
from plans.views.public.record import record
from plans.views.public.variation import variation

app_name = "public"
urlpatterns = [
    path("", home, name="home"),
    path("plans/<slug:plan>/", plan, name="plan"),
    path("plans/<slug:plan>/editions/<int:number>/", edition, name="edition"),
    re_path(
        r"^plans/(?P<plan>[-\w]+)/editions/(?P<number>[0-9]{1,4})\.(?P<form>pdf|json)$",
        published_form,
        name="published_form",
    ),
    path("plans/<slug:plan>/as-at/", choose_day, name="choose_day"),
    path("plans/<slug:plan>/as-at/<str:day>/", as_at, name="as_at"),
    path("plans/<slug:plan>/compare/<int:before>/<int:after>/", compare, name="compare"),
    path("plans/<slug:plan>/record/", record, name="record"),
    path("variations/<slug:ref>/", variation, name="variation"),
    path("accessibility/", accessibility, name="accessibility"),
]
