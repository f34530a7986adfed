"""The addresses of the office's consultations."""

from django.urls import path

from plans.views.consultations import answers, comments, exercise, invitations, making, summary, taking_in

urlpatterns = [
    path("", exercise.consultations, name="consultations"),
    path("new/", making.new, name="new_consultation"),
    path("<slug:ref>/", exercise.consultation, name="consultation"),
    path("<slug:ref>/change/", making.change, name="change_consultation"),
    path("<slug:ref>/launch/", making.launch, name="launch_consultation"),
    path("<slug:ref>/questions/new/", making.new_question, name="new_question"),
    path("<slug:ref>/questions/<int:number>/", making.question, name="question"),
    path("<slug:ref>/questions/<int:number>/remove/", making.remove, name="remove_question"),
    path("<slug:ref>/questions/<int:number>/up/", making.move_up, name="move_question_up"),
    path("<slug:ref>/invitations/send/", invitations.send, name="send_invitations"),
    path("<slug:ref>/invitations/remind/", invitations.remind, name="send_reminders"),
    path("<slug:ref>/invitations/<int:pk>/sent/", invitations.sent, name="invitation_sent"),
    path("<slug:ref>/letters/<int:pk>/settle/", invitations.settled, name="settle_letter"),
    path("<slug:ref>/key-in/", taking_in.key_in, name="key_in"),
    path("<slug:ref>/import/", taking_in.take_in_sheet, name="import_replies"),
    path("<slug:ref>/import/replies.csv", taking_in.sheet_to_fill_in, name="sheet_to_fill_in"),
    path("<slug:ref>/answers/", answers.answers, name="answers"),
    path("<slug:ref>/answers/<int:pk>/", answers.reply, name="answer"),
    path("<slug:ref>/answers/<int:pk>/documents/<int:document>/", answers.document, name="answer_document"),
    path("<slug:ref>/answers.csv", answers.answers_csv, name="answers_csv"),
    path("<slug:ref>/counts.csv", answers.counts_csv, name="counts_csv"),
    path("<slug:ref>/held/", answers.held, name="held_answers"),
    path("<slug:ref>/comments/", comments.comments, name="consultation_comments"),
    path("<slug:ref>/comments/<int:pk>/", comments.comment, name="consultation_comment"),
    path("<slug:ref>/summary/", summary.summary, name="consultation_summary"),
    path("<slug:ref>/views/", summary.record_views, name="record_views"),
    path("<slug:ref>/priorities/", summary.priorities, name="consultation_priorities"),
    path("<slug:ref>/erase/", summary.erase, name="erase_answers"),
]
