"""The answers to consultations: working data with a day of erasure, in no record and in no history."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.exercises import ConsultationExercise, Invitation, Question


class SpreadsheetImport(models.Model):
    """A spreadsheet whose answers were taken in; the digest of its rows keeps the same answers from coming in twice."""

    exercise = models.ForeignKey(ConsultationExercise, models.CASCADE, related_name="imports")
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exercise", "digest"], name="the_same_answers_come_in_once")]

    def __str__(self) -> str:
        return f"{self.rows} answers to {self.exercise}"


class Submission(models.Model):
    """
    The answers of one person or one organisation.

    ``key_digest`` is the keyed digest of the code with which whoever began may go on; the code itself is not kept.
    """

    class Channel(models.TextChoices):
        FORM = "form", "Public form"
        LINK = "link", "Signed link"
        EMAIL = "email", "E-mail, keyed in"
        PAPER = "paper", "Paper, keyed in"
        SPREADSHEET = "spreadsheet", "Spreadsheet"

    class State(models.TextChoices):
        BEGUN = "begun", "begun"
        SUBMITTED = "submitted", "submitted"
        HELD = "held", "held apart"
        LEFT_OUT = "left_out", "left out"
        ERASED = "erased", "erased"

    exercise = models.ForeignKey(ConsultationExercise, models.CASCADE, related_name="submissions")
    invitation = models.OneToOneField(Invitation, models.CASCADE, null=True, blank=True, related_name="submission")
    channel = models.CharField(max_length=12, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.BEGUN)
    key_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 -- unique where there is one
    reference = models.CharField(max_length=60, blank=True, help_text="The office's own reference: “Letter 12”.")
    begun_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    suspicions = models.JSONField(default=list, help_text="Why it is held apart, a sentence each.")
    looked_at_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    spreadsheet = models.ForeignKey(SpreadsheetImport, models.SET_NULL, null=True, related_name="submissions")

    class Meta:
        indexes = [models.Index(fields=["exercise", "state"], name="answers_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "reference"], condition=~Q(reference=""), name="reference_once_in_a_consultation"
            )
        ]

    def __str__(self) -> str:
        return f"Answers {self.pk} to {self.exercise_id}"


class Answer(models.Model):
    """The answer to one question: words, or the places of what was chosen among the question's labels."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    text = models.TextField(blank=True)
    chosen = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "question"], name="one_answer_to_a_question")]

    def __str__(self) -> str:
        return f"Answer to question {self.question_id}"


class Attachment(models.Model):
    """A document that came with the answers. Kept in the database, so that erasing is one act."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Disposition(models.Model):
    """
    What became of one comment, and the change of the draft that it led to.

    After the erasure the answer, the reason and the released words are gone; the outcome and the change stay.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in_part", "Accepted in part"
        NOT_ACCEPTED = "not_accepted", "Not accepted"
        OUT_OF_SCOPE = "out_of_scope", "Out of scope"

    question = models.ForeignKey(Question, models.CASCADE, related_name="dispositions")
    answer = models.OneToOneField(Answer, models.SET_NULL, null=True, related_name="disposition")
    outcome = models.CharField(max_length=12, choices=Outcome)
    led_to = models.CharField(max_length=200, blank=True, help_text="“section:<id>” or “change:<key>” of the draft.")
    led_to_words = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    released_words = models.TextField(blank=True, help_text="The comment as it may be published; empty if it may not.")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(led_to="") | Q(outcome__in=["accepted", "in_part"]),
                name="only_an_accepted_comment_leads_to_a_change",
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
