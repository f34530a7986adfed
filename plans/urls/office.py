"""The addresses of the office's working pages."""

from django.urls import include, path

from plans.views.certificate import certificate, certificate_file, certificate_pdf
from plans.views.differences import differences
from plans.views.evidence_base import add_item, edit_item, evidence_base, take_out
from plans.views.office import copies
from plans.views.office.begin import begin, begin_following
from plans.views.office.course import course, show_to_public
from plans.views.office.dashboard import dashboard
from plans.views.office.duties import duties
from plans.views.office.informal import end_informal, informal
from plans.views.office.jobs import jobs, try_again
from plans.views.office.law import law, severity
from plans.views.office.offices import holder, new_holder, offices
from plans.views.office.record import evidence, record
from plans.views.office.reviews import decline_a_review, open_a_review
from plans.views.office.steps import step

app_name = "office"
urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("begin/", begin, name="begin"),
    path("reviews/open/", open_a_review, name="open_review"),
    path("reviews/decline/", decline_a_review, name="decline_review"),
    path("jobs/", jobs, name="jobs"),
    path("jobs/<int:edition>/again/", try_again, name="try_again"),
    path("law/", law, name="law"),
    path("law/<slug:rule_id>/", severity, name="severity"),
    path("offices/", offices, name="offices"),
    path("offices/new/", new_holder, name="new_holder"),
    path("offices/<int:pk>/", holder, name="holder"),
    path("evidence/<str:digest>/", evidence, name="evidence"),
    path("variations/<slug:ref>/", course, name="instrument"),
    path("variations/<slug:ref>/duties/", duties, name="duties"),
    path("variations/<slug:ref>/evidence-base/", evidence_base, name="evidence_base"),
    path("variations/<slug:ref>/evidence-base/add/", add_item, name="add_evidence"),
    path("variations/<slug:ref>/evidence-base/<int:pk>/", edit_item, name="edit_evidence"),
    path("variations/<slug:ref>/evidence-base/<int:pk>/remove/", take_out, name="remove_evidence"),
    path("variations/<slug:ref>/follow/", begin_following, name="begin_following"),
    path("variations/<slug:ref>/show/", show_to_public, name="show_to_public"),
    path("variations/<slug:ref>/informal/", informal, name="informal"),
    path("variations/<slug:ref>/informal/<int:pk>/end/", end_informal, name="end_informal"),
    path("variations/<slug:ref>/record/", record, name="record"),
    path("variations/<slug:ref>/copies/", copies.copies, name="copies"),
    path("variations/<slug:ref>/copies/<slug:recipient>/", copies.copy, name="copy"),
    path("variations/<slug:ref>/copies/<slug:recipient>/send/", copies.send, name="send_copy"),
    path("variations/<slug:ref>/copies/<slug:recipient>/by-hand/", copies.by_hand, name="copy_by_hand"),
    path("variations/<slug:ref>/copies/<slug:recipient>/settle/", copies.settled, name="settle_copy"),
    path("variations/<slug:ref>/copies/<slug:recipient>/letter/", copies.letter, name="copy_letter"),
    path("variations/<slug:ref>/steps/<slug:key>/", step, name="step"),
    path("variations/<slug:ref>/differences/", differences, name="differences"),
    path("", include("plans.urls.dates")),
    path("meetings/", include("plans.urls.meetings"), {"kind": "board"}),
    path("consultations/", include("plans.urls.consultations")),
    path("variations/<slug:ref>/certificate/", certificate, name="certificate"),
    path("variations/<slug:ref>/certificate/pdf/", certificate_pdf, name="certificate_pdf"),
    path("variations/<slug:ref>/certificate/<slug:digest>.pdf", certificate_file, name="certificate_file"),
    path("", include("plans.urls.drafting")),
]
