"""The addresses of a room's meetings; the office's and the Panel's rooms include them with the kind of committee."""

from django.urls import path

from plans.views.committees import actions, agenda, holding, listing, packs, papers

urlpatterns = [
    path("", listing.meetings, name="meetings"),
    path("days/new/", listing.new_day, name="new_meeting_day"),
    path("days/<int:pk>/begin/", listing.begin, name="begin_agenda"),
    path("committees/<slug:ref>/", listing.committee, name="committee"),
    path("committees/<slug:ref>/seats/new/", listing.new_seat, name="new_seat"),
    path("committees/<slug:ref>/seats/<int:pk>/", listing.seat, name="seat"),
    path("forward-plan/", actions.forward, name="forward_plan"),
    path("actions/", actions.log, name="actions"),
    path("actions/<int:pk>/done/", actions.done, name="action_done"),
    path("<slug:ref>/", agenda.agenda, name="agenda"),
    path("<slug:ref>/particulars/", agenda.particulars, name="particulars"),
    path("<slug:ref>/open/", agenda.open_to_public, name="open_agenda"),
    path("<slug:ref>/cancel/", agenda.cancel, name="cancel_meeting"),
    path("<slug:ref>/items/new/", agenda.add_item, name="add_item"),
    path("<slug:ref>/items/<int:pk>/", agenda.item, name="item"),
    path("<slug:ref>/items/<int:pk>/up/", agenda.item_up, name="item_up"),
    path("<slug:ref>/items/<int:pk>/down/", agenda.item_down, name="item_down"),
    path("<slug:ref>/items/<int:pk>/drop/", agenda.drop_item, name="drop_item"),
    path("<slug:ref>/items/<int:pk>/papers/new/", papers.add_paper, name="add_paper"),
    path("<slug:ref>/items/<int:pk>/actions/new/", actions.add, name="add_action"),
    path("<slug:ref>/items/<int:pk>/outcome/", holding.outcome, name="outcome"),
    path("<slug:ref>/papers/<int:pk>/", papers.paper, name="paper"),
    path("<slug:ref>/papers/<int:pk>/file/", papers.paper_file, name="paper_file"),
    path("<slug:ref>/papers/<int:pk>/change/", papers.change_paper, name="change_paper"),
    path("<slug:ref>/papers/<int:pk>/take-off/", papers.take_off_paper, name="take_off_paper"),
    path("<slug:ref>/papers/<int:pk>/withdraw/", papers.withdraw_paper, name="withdraw_paper"),
    path("<slug:ref>/packs/make/", packs.make, name="make_packs"),
    path("<slug:ref>/packs/<int:pk>/", packs.pack_file, name="agenda_pack"),
    path("<slug:ref>/packs/<int:pk>/send/", packs.send, name="send_pack"),
    path("<slug:ref>/attendance/", holding.attendance, name="attendance"),
    path("<slug:ref>/interests/new/", holding.add_interest, name="add_interest"),
    path("<slug:ref>/interests/<int:pk>/drop/", holding.drop_interest, name="drop_interest"),
    path("<slug:ref>/minutes/", holding.minutes, name="minutes"),
    path("<slug:ref>/minutes/publish/", holding.publish_minutes, name="publish_minutes"),
]
