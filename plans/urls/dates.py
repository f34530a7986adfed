"""Addresses of the pages about days; plans.urls.office includes them under "office"."""

from django.urls import path

from plans.views.dates import clock, counting, done, elections, reminders, timetable

urlpatterns = [
    path("dates/", clock.dates, name="dates"),
    path("dates/meetings/new/", clock.new_meeting, name="new_meeting"),
    path("dates/meetings/<int:pk>/", clock.meeting, name="meeting"),
    path("dates/meetings/<int:pk>/remove/", clock.remove_meeting, name="remove_meeting"),
    path("dates/done/<str:key>/", done.done, name="done"),
    path("dates/counting/", counting.counting, name="counting"),
    path("dates/counting/rules/", counting.rules, name="counting_rules"),
    path("dates/counting/holidays/new/", counting.new_holiday, name="new_holiday"),
    path("dates/counting/holidays/<int:pk>/remove/", counting.remove_holiday, name="remove_holiday"),
    path("dates/counting/periods/new/", counting.new_period, name="new_period"),
    path("dates/counting/periods/<int:pk>/remove/", counting.remove_period, name="remove_period"),
    path("elections/", elections.elections, name="elections"),
    path("elections/new/", elections.new_election, name="new_election"),
    path("elections/<int:pk>/postpone/", elections.postpone, name="postpone"),
    path("elections/periods/<slug:ref>/", elections.period, name="period"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/renew/", reminders.renew, name="renew_calendar"),
    path("variations/<slug:ref>/timetable/", timetable.timetable, name="timetable"),
]
