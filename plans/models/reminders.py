"""Who is reminded, what they were reminded of, and the key of their calendar."""

from django.conf import settings
from django.db import models

from plans.models.letters import Letter


class ReminderChoice(models.Model):
    """
    Whether a person is reminded by e-mail, and the key in the address of their calendar: a new one ends the old.

    Who has chosen nothing has no row: they are reminded, and their calendar has its first address.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminder_choice")
    by_mail = models.BooleanField(default=True)
    calendar_key = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        return f"{self.user}: {'reminded' if self.by_mail else 'not reminded'}"


class Reminder(models.Model):
    """
    One reminder of one thing on one day to one person: ``key`` says which, and stands once, so that it is written once.

    What became of it is with its letter. One that went before reminders were letters has none.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    key = models.CharField(max_length=250)
    due_on = models.DateField()
    threshold = models.SmallIntegerField(help_text="Days before; -1 for the day after it is missed.")
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="reminder")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key", "due_on", "threshold"], name="a_reminder_goes_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} on {self.due_on} to {self.user}"
