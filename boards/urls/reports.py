"""The office's addresses of its reports."""

from django.urls import path

from boards.views.reports.editing import add, particulars, remove, section
from boards.views.reports.files import pdf, put, word
from boards.views.reports.making import by_hand, house, reports
from boards.views.reports.page import refresh, report, version, versions
from boards.views.reports.signing import signing

app_name = "reports"
urlpatterns = [
    path("", reports, name="reports"),
    path("new/", by_hand, name="by_hand"),
    path("house/", house, name="house"),
    path("<slug:ref>/", report, name="report"),
    path("<slug:ref>/particulars/", particulars, name="particulars"),
    path("<slug:ref>/sections/", add, name="add_section"),
    path("<slug:ref>/sections/<slug:section_id>/", section, name="section"),
    path("<slug:ref>/sections/<slug:section_id>/remove/", remove, name="remove_section"),
    path("<slug:ref>/refresh/", refresh, name="refresh"),
    path("<slug:ref>/sign/<slug:place>/", signing, name="sign"),
    path("<slug:ref>/versions/", versions, name="versions"),
    path("<slug:ref>/versions/<int:number>/", version, name="version"),
    path("<slug:ref>/pdf/", pdf, name="pdf"),
    path("<slug:ref>/word/", word, name="word"),
    path("<slug:ref>/paper/", put, name="put"),
]
