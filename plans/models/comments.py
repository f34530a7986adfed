"""Comments on the text of an instrument: threads that hang on its words, and what was said in them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from plans.models.texts import Wording
from plans.text.anchors import Anchor


class Room(models.TextChoices):
    """Whose comments they are: what is said in one room is not shown in another."""

    OFFICE = "office", "the office"
    PANEL = "panel", "the Panel"


class OnWords(models.Model):
    """Something that hangs on words of one text, or on one of its sections as a whole."""

    section_id = models.SlugField(max_length=80)
    quote = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    at = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def anchor(self) -> Anchor:
        """The words it hangs on, and their place in the text as its writer saw it."""
        return Anchor(self.section_id, self.quote, self.before, self.after, self.at)


class CommentThread(OnWords):
    """
    Comments that hang on words of one text, or on one of its sections as a whole.

    ``wording`` is the text as the first commenter saw it, whether it was frozen or the draft of that minute: the words
    are followed from there, and what somebody spoke of can always be read again. Working papers, not the record.
    """

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="comment_threads")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="comment_threads")
    room = models.CharField(max_length=10, choices=Room)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        indexes = [models.Index(fields=["instrument", "room", "resolved_at"], name="open_threads_of_a_room")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resolved_at__isnull=False) | models.Q(resolved_by__isnull=True),
                name="an_open_thread_is_resolved_by_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.quote or self.section_id


class Comment(models.Model):
    """
    What one person said, under their name at the time; ``author`` is their account, if they have one.

    A comment is withdrawn, never deleted; the editing history keeps earlier words. ``client_id`` is the name that its
    writer's browser gave it, so that sending it twice makes one.
    """

    thread = models.ForeignKey(CommentThread, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    text = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    client_id = models.UUIDField(null=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "client_id"], name="one_comment_sent_under_an_id")]

    def __str__(self) -> str:
        return self.text
