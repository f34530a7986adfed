"""The public addresses, stable for ever."""

from django.urls import path, re_path

from plans.views.certificate import public_certificate, public_certificate_file
from plans.views.consultations.answering import check, going_on, question, start
from plans.views.consultations.public import consultation, consultations
from plans.views.images import image
from plans.views.public.accessibility import accessibility
from plans.views.public.compare import compare
from plans.views.public.evidence import evidence_document
from plans.views.public.files import published_form
from plans.views.public.meetings import agenda_pack, meeting, meetings, paper, paper_file
from plans.views.public.plan import as_at, choose_day, edition, home, plan
from plans.views.public.record import record
from plans.views.public.report import report
from plans.views.public.variation import variation
from plans.views.public.welsh import edition_in_welsh

app_name = "public"
urlpatterns = [
    path("", home, name="home"),
    path("plans/<slug:plan>/", plan, name="plan"),
    path("plans/<slug:plan>/editions/<int:number>/", edition, name="edition"),
    path("plans/<slug:plan>/editions/<int:number>/cymraeg/", edition_in_welsh, name="edition_in_welsh"),
    re_path(
        r"^plans/(?P<plan>[-\w]+)/editions/(?P<number>[0-9]{1,4})\.(?P<form>pdf|docx|json)$",
        published_form,
        name="published_form",
    ),
    path("plans/<slug:plan>/as-at/", choose_day, name="choose_day"),
    path("plans/<slug:plan>/as-at/<str:day>/", as_at, name="as_at"),
    path("plans/<slug:plan>/compare/<int:before>/<int:after>/", compare, name="compare"),
    path("plans/<slug:plan>/record/", record, name="record"),
    path("evidence/<str:digest>/", evidence_document, name="evidence"),
    re_path(r"^images/(?P<digest>[0-9a-f]{64})\.(?P<form>png|jpg|webp)$", image, name="image"),
    path("variations/<slug:ref>/", variation, name="variation"),
    path("consultations/", consultations, name="consultations"),
    path("consultations/<slug:ref>/", consultation, name="consultation"),
    path("consultations/<slug:ref>/start/", start, name="consultation_start"),
    path("consultations/<slug:ref>/continue/", going_on, name="consultation_continue"),
    path("consultations/<slug:ref>/answer/<str:code>/<int:number>/", question, name="consultation_question"),
    path("consultations/<slug:ref>/answer/<str:code>/check/", check, name="consultation_check"),
    path("reports/<slug:ref>/", report, name="report"),
    path("variations/<slug:ref>/certificate/", public_certificate, name="certificate"),
    path("variations/<slug:ref>/certificate/<slug:digest>.pdf", public_certificate_file, name="certificate_file"),
    path("meetings/", meetings, name="meetings"),
    path("meetings/<slug:ref>/", meeting, name="meeting"),
    path("meetings/<slug:ref>/packs/<int:number>.pdf", agenda_pack, name="agenda_pack"),
    path("meetings/<slug:ref>/papers/<int:pk>/", paper, name="paper"),
    path("meetings/<slug:ref>/papers/<int:pk>/file/", paper_file, name="paper_file"),
    path("accessibility/", accessibility, name="accessibility"),
]
