"""Letters: what the office or the Panel writes to somebody, how it left, and what came back."""

import uuid

from django.db import models
from django.db.models import Q

from plans.models.bodies import Body
from plans.models.exercises import Invitation
from plans.models.plans import Instrument
from plans.models.record import StepTaken


class Letter(models.Model):
    """
    One letter to one addressee: a row before it is sent, and everything that is known of it afterwards.

    Written by ``plans.services.post`` alone. ``about`` is the line of the record that it serves, and ``recipient`` the
    reference of the addressee there; ``invitation`` is what it asks an organisation to answer. Without ``to_email`` it
    goes on paper. ``links`` are the pages that it names, as label and path; ``attachments`` are files that are kept
    here, as name, media type, SHA-256 digest and size.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting to be sent"
        SENDING = "sending", "being sent"
        UNKNOWN = "unknown", "not known whether it left"
        SENT = "sent", "sent"
        REFUSED = "refused", "could not be sent"
        BOUNCED = "bounced", "came back"
        ACKNOWLEDGED = "acknowledged", "acknowledged"
        POSTED = "posted", "posted"

    body = models.ForeignKey(Body, models.PROTECT, related_name="letters")
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, blank=True, related_name="letters")
    about = models.ForeignKey(StepTaken, models.PROTECT, null=True, blank=True, related_name="letters")
    invitation = models.ForeignKey(Invitation, models.PROTECT, null=True, blank=True, related_name="letters")
    kind = models.CharField(max_length=40)
    key = models.CharField(
        max_length=200, null=True, blank=True, unique=True, help_text="A letter with a key is written once."
    )
    recipient = models.CharField(max_length=60, blank=True)
    to_name = models.CharField(max_length=200)
    to_email = models.EmailField(blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    from_email = models.EmailField(blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    links = models.JSONField(default=list, blank=True)
    attachments = models.JSONField(default=list, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    by_office = models.CharField(max_length=30, blank=True)
    by_name = models.CharField("who had it sent", max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    state_at = models.DateTimeField()
    detail = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField("when a mail server took it", null=True, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField("when its addresses were erased", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(to_email="", detail=""), name="an_erased_letter_has_no_address"
            ),
            models.CheckConstraint(
                condition=~Q(state="posted") | Q(posted_on__isnull=False), name="a_posted_letter_has_its_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "bounced"]) | Q(sent_at__isnull=False),
                name="a_sent_letter_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["about", "kind"], name="letters_about_a_line"),
            models.Index(fields=["state"], name="letters_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, to {self.to_name}: {self.get_state_display()}"

    @property
    def is_under_way(self) -> bool:
        """Whether it may still leave, or may have left, without anybody writing another."""
        return self.state in (self.State.WAITING, self.State.SENDING, self.State.UNKNOWN)

    @property
    def stands(self) -> bool:
        """Whether it left and has not come back."""
        return self.state in (self.State.SENT, self.State.ACKNOWLEDGED, self.State.POSTED)

    @property
    def digest(self) -> str:
        """The SHA-256 digest of the document that went with it, or ""."""
        return str(self.attachments[0]["sha256"]) if self.attachments else ""


class LetterEvent(models.Model):
    """Something that happened to a letter, in order: an attempt, an answer of a mail server, a message that came."""

    class What(models.TextChoices):
        ATTEMPT = "attempt", "sending began"
        DEFERRED = "deferred", "put off by a mail server"
        SENT = "sent", "taken by the mail server"
        UNKNOWN = "unknown", "not known whether it left"
        REFUSED = "refused", "refused"
        DELAYED = "delayed", "delayed on its way"
        BOUNCED = "bounced", "came back"
        REPLIED = "replied", "answered"
        AUTOMATIC = "automatic", "answered by a machine"
        OPENED = "opened", "shown to the addressee"
        ACKNOWLEDGED = "acknowledged", "acknowledged"
        POSTED = "posted", "posted"
        SETTLED = "settled", "settled by hand"
        NOTED = "noted", "noted"

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    what = models.CharField(max_length=12, choices=What)
    detail = models.TextField(blank=True)
    incoming = models.CharField("Message-ID of what came", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "incoming"], condition=~Q(incoming=""), name="what_came_is_noted_once"
            ),
        ]
        indexes = [models.Index(fields=["letter", "at"], name="events_of_a_letter")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_what_display()}"


def new_message_id(domain: str) -> str:
    """Return a Message-ID that nobody can guess."""
    return f"<{uuid.uuid4().hex}@{domain}>"
