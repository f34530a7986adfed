"""Addresses of the drafting room, the changes and the import; plans.urls.office includes them under "office"."""

from django.urls import path

from plans.views import changes, comments, images, importing, rebasing, returned, word
from plans.views.drafting import autosave, draft, earlier, objectives, section, tables, text, versions, welsh

urlpatterns = [
    path("variations/<slug:ref>/draft/", draft.draft, name="draft"),
    path("variations/<slug:ref>/draft/<slug:section_id>/", section.section, name="section"),
    path("variations/<slug:ref>/draft/<slug:section_id>/compare/", text.compare_section, name="compare_section"),
    path("variations/<slug:ref>/draft/<slug:section_id>/earlier/", earlier.earlier, name="earlier"),
    path(
        "variations/<slug:ref>/draft/<slug:section_id>/earlier/<int:number>/", earlier.earlier_save, name="earlier_save"
    ),
    path("variations/<slug:ref>/draft/<slug:section_id>/put-back/", draft.put_back_section, name="put_back_section"),
    path(
        "variations/<slug:ref>/draft/<slug:section_id>/actions/<str:code>/", objectives.move_action, name="move_action"
    ),
    path("variations/<slug:ref>/draft/<slug:section_id>/tables/new/", tables.new_table, name="new_table"),
    path("variations/<slug:ref>/draft/<slug:section_id>/tables/<int:number>/", tables.table, name="table"),
    path("variations/<slug:ref>/draft/<slug:section_id>/autosave/", autosave.autosave, name="autosave"),
    path("variations/<slug:ref>/draft/<slug:section_id>/look/", autosave.look, name="look"),
    path("variations/<slug:ref>/draft/<slug:section_id>/beside/", autosave.beside, name="beside"),
    path("variations/<slug:ref>/draft/<slug:section_id>/remove/", draft.remove_section, name="remove_section"),
    path("variations/<slug:ref>/welsh/", welsh.welsh, name="welsh"),
    path("variations/<slug:ref>/welsh/<slug:section_id>/", welsh.welsh_section, name="welsh_section"),
    path("variations/<slug:ref>/add-image/", images.add_image, name="add_image"),
    path("variations/<slug:ref>/add-section/", draft.add_section, name="add_section"),
    path("variations/<slug:ref>/order/", draft.order, name="order"),
    path("variations/<slug:ref>/text/", text.text, name="text"),
    path("variations/<slug:ref>/versions/", versions.versions, name="versions"),
    path("variations/<slug:ref>/versions/<int:number>/", versions.version, name="version"),
    path("variations/<slug:ref>/versions/<int:number>/restore/", versions.restore, name="restore_version"),
    path("variations/<slug:ref>/changes/", changes.changes, name="changes"),
    path("variations/<slug:ref>/reasons/", changes.reasons, name="reasons"),
    path("variations/<slug:ref>/changes/<str:key>/", changes.reason, name="reason"),
    path("variations/<slug:ref>/up-to-date/", rebasing.rebase, name="rebase"),
    path("variations/<slug:ref>/up-to-date/<int:pk>/", rebasing.settle_conflict, name="settle"),
    path("variations/<slug:ref>/import/", importing.import_paper, name="import"),
    path("variations/<slug:ref>/import/<int:pk>/", importing.import_preview, name="import_preview"),
    path("variations/<slug:ref>/returned/", returned.papers, name="returned"),
    path("variations/<slug:ref>/returned/<int:pk>/", returned.paper, name="returned_paper"),
    path("variations/<slug:ref>/returned/<int:pk>/all/", returned.accept_all, name="accept_changes"),
    path("variations/<slug:ref>/returned/<int:pk>/<int:number>/", returned.settle, name="settle_change"),
    path("variations/<slug:ref>/word/", word.word, name="word"),
    path("variations/<slug:ref>/word/redline/", word.word_redline, name="word_redline"),
    path("variations/<slug:ref>/comments/", comments.listing, name="comments"),
    path("variations/<slug:ref>/comments/new/", comments.new, name="comment"),
    path("variations/<slug:ref>/comments/<int:pk>/", comments.thread, name="comment_thread"),
    path("variations/<slug:ref>/comments/<int:pk>/<int:comment>/", comments.edit, name="edit_comment"),
    path("wordings/<slug:ref>/<str:digest>/", changes.wording, name="wording"),
    path("wordings/<slug:ref>/<str:digest>/pack/", changes.pack, name="pack"),
]
