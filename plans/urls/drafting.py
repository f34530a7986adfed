"""Addresses of the drafting room, the changes and the import; plans.urls.office includes them under "office"."""

from django.urls import path

from plans.views import changes, drafting, importing, rebasing

urlpatterns = [
    path("variations/<slug:ref>/draft/", drafting.draft, name="draft"),
    path("variations/<slug:ref>/draft/<slug:section_id>/", drafting.section, name="section"),
    path("variations/<slug:ref>/draft/<slug:section_id>/move/", drafting.move_section, name="move_section"),
    path("variations/<slug:ref>/draft/<slug:section_id>/remove/", drafting.remove_section, name="remove_section"),
    path("variations/<slug:ref>/add-section/", drafting.add_section, name="add_section"),
    path("variations/<slug:ref>/changes/", changes.changes, name="changes"),
    path("variations/<slug:ref>/changes/<str:key>/", changes.reason, name="reason"),
    path("variations/<slug:ref>/up-to-date/", rebasing.rebase, name="rebase"),
    path("variations/<slug:ref>/import/", importing.import_paper, name="import"),
    path("variations/<slug:ref>/import/<int:pk>/", importing.import_preview, name="import_preview"),
    path("wordings/<slug:ref>/<str:digest>/", changes.wording, name="wording"),
]
