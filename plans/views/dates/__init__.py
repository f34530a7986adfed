"""The pages about days: the clock for everyone, meetings, elections, how days are counted, timetables, reminders."""
