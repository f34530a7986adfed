"""The forms with which the office takes answers in, says what became of comments, and publishes what was found."""

from django import forms
from django.utils import timezone

from plans.forms.consultations.answering import chosen_of, field_for
from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form
from plans.models import ConsultationExercise, Disposition, Invitation, Submission
from plans.services.exercises.attachments import AttachmentRefused, refuse_size
from plans.services.exercises.keying import Keyed

Channel = Submission.Channel


class KeyingForm(forms.Form):
    """One reply that came by e-mail or on paper."""

    channel = forms.ChoiceField(
        label="How did it come?",
        choices=((Channel.EMAIL, "By e-mail"), (Channel.PAPER, "On paper")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it came."},
    )
    received_on = DateTripletField(label="When did it come?", called="day on which it came")
    reference = forms.CharField(
        label="Your own reference",
        max_length=60,
        required=False,
        help_text="For example, “Letter 12”. It keeps the same reply from being taken in twice. Do not write a name.",
    )

    def __init__(self, *args, exercise: ConsultationExercise, invitations: list[Invitation], cancel_url="", **kwargs):
        super().__init__(*args, **kwargs)
        self.invitations = {str(one.pk): one for one in invitations}
        self.questions = list(exercise.questions.order_by("number"))
        if exercise.asks_organisations:
            self.fields["organisation"] = forms.ChoiceField(
                label="Which organisation answered?",
                choices=[("", "Choose"), *((pk, one.name) for pk, one in self.invitations.items())],
                error_messages={"required": "Choose the organisation that answered."},
            )
        for question in self.questions:
            field = field_for(question)
            field.label = f"{question.number}. {question.words}"
            field.required = False
            self.fields[f"answer_{question.number}"] = field
        self.fields["document"] = forms.FileField(
            label="The reply itself", required=False, help_text="The scan or the e-mail, up to 10 MB."
        )
        self.helper = page_form("Take this reply in", *self.fields, cancel_url=cancel_url)

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("The day on which it came cannot be in the future.")
        return day

    def clean_document(self):
        document = self.cleaned_data.get("document")
        if document:
            try:
                refuse_size(document.size)
            except AttachmentRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return document

    def clean(self):
        said = self.cleaned_data
        if not self.errors and not any(said.get(f"answer_{q.number}") for q in self.questions) and not said["document"]:
            self.add_error(None, "Key in at least one answer, or attach the reply itself.")
        return said

    def keyed(self, by) -> Keyed:
        """Return what was keyed in, as the service takes it."""
        said = self.cleaned_data
        answers = {}
        for question in self.questions:
            value = said[f"answer_{question.number}"]
            answers[question.number] = (value, ()) if question.is_text else ("", chosen_of(value))
        document = said["document"]
        return Keyed(
            channel=said["channel"],
            received_on=said["received_on"],
            answers=answers,
            reference=said["reference"],
            invitation=self.invitations.get(said.get("organisation", "")),
            document=(document.name, document.read()) if document else None,
            by=by,
        )


class SheetForm(forms.Form):
    """A spreadsheet of replies."""

    file = forms.FileField(
        label="The spreadsheet",
        help_text="CSV or Excel (.xlsx), up to 10 MB. The first row holds the headings, each further row one reply.",
        widget=forms.ClearableFileInput({"accept": ".csv,.xlsx"}),
        error_messages={"required": "Choose the spreadsheet.", "empty": "The file is empty. Choose another file."},
    )

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Import the replies", "file", cancel_url=cancel_url)


class DispositionForm(forms.Form):
    """What becomes of one comment, or of several at once."""

    outcome = forms.ChoiceField(
        label="What became of it?",
        choices=Disposition.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what became of it."},
    )
    led_to = forms.ChoiceField(
        label="Which change of the draft did it lead to?",
        required=False,
        error_messages={"invalid_choice": "The draft has no such change any more. Choose another, or none."},
    )
    reason = forms.CharField(
        label="What we did, and why",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is published beside the comment, if the comment is released. Do not write names.",
    )

    def __init__(self, *args, places: list[tuple[str, str]], tag: bool = True, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["led_to"].choices = [("", "None"), *places]
        if not places:
            del self.fields["led_to"]
        self.helper = page_form("Save", *self.fields, tag=tag, cancel_url=cancel_url)

    def clean(self):
        said = self.cleaned_data
        if said.get("led_to") and said.get("outcome") not in ("accepted", "in_part", None):
            self.add_error("led_to", "Only a comment that is accepted, or in part, leads to a change. Choose none.")
        return said


class ReleaseForm(forms.Form):
    """The words of one comment as they may be published, confirmed by the officer who read them."""

    words = forms.CharField(
        label="The comment as it is published",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Take out what names somebody or could show who wrote it. Write […] in its place.",
        error_messages={"required": "Write the comment as it is published."},
    )
    names_nobody = forms.BooleanField(
        label="I have read these words. They name nobody, and nobody can be recognised from them",
        error_messages={"required": "Confirm that the words name nobody, or do not release the comment."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Release these words", "words", "names_nobody")


class SummaryForm(forms.Form):
    """What the consultation found, in the office's words, to stand above the counts."""

    found = forms.CharField(
        label="What was found",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="A few sentences for the public and for the statutory record. No names.",
        error_messages={"required": "Write what was found."},
    )
    names_nobody = forms.BooleanField(
        label="Nothing on this page names or shows a person",
        error_messages={"required": "Confirm that nothing names or shows a person."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Publish the summary", "found", "names_nobody")


class EraseForm(forms.Form):
    """The confirmation of an act that cannot be undone."""

    sure = forms.BooleanField(
        label="Erase the answers, names and documents for good",
        error_messages={"required": "Confirm that the answers are to be erased."},
    )

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Erase the answers", "sure", warning=True, cancel_url=cancel_url)
