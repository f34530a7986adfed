"""The addresses of the office's working pages."""

from django.urls import include, path

from plans.views.office.begin import begin
from plans.views.office.course import course, show_to_public
from plans.views.office.dashboard import dashboard
from plans.views.office.jobs import jobs, try_again
from plans.views.office.record import evidence, record
from plans.views.office.steps import step

app_name = "office"
urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("begin/", begin, name="begin"),
    path("jobs/", jobs, name="jobs"),
    path("jobs/<int:edition>/again/", try_again, name="try_again"),
    path("evidence/<str:digest>/", evidence, name="evidence"),
    path("variations/<slug:ref>/", course, name="instrument"),
    path("variations/<slug:ref>/show/", show_to_public, name="show_to_public"),
    path("variations/<slug:ref>/record/", record, name="record"),
    path("variations/<slug:ref>/steps/<slug:key>/", step, name="step"),
    path("", include("plans.urls.drafting")),
]
