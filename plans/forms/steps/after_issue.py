"""The steps after issue: copies, publication, closing the file."""

from django import forms

from plans.forms.steps.form import StepForm
from plans.statute.guards.afterwards import copies_that_stand, corrected_since, recipients_of_copies, recipients_owed


class SendCopyForm(StepForm):
    """Copies to the Chief Constable and each responsible authority (s.5(10)(a))."""

    button = "Record the copies sent"
    particulars_fields = ("to", "channel")
    to = forms.MultipleChoiceField(
        label="To whom was a copy sent?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose to whom a copy was sent."},
    )
    channel = forms.ChoiceField(
        label="How was it sent?",
        widget=forms.RadioSelect,
        choices=(("e-mail", "By e-mail"), ("post", "By post"), ("hand", "By hand")),
        error_messages={"required": "Choose how it was sent."},
    )

    def prepare(self) -> None:
        record = self.standing.record
        owed, (came, _), stand = recipients_owed(record), corrected_since(record), copies_that_stand(record)
        added = {ref: f"{name} (on the register of that day since)" for ref, name in came.items() if ref not in stand}
        self.fields["to"].choices = [(ref, name[0].upper() + name[1:]) for ref, name in (owed | added).items()]
        self.fields["to"].initial = list(owed)
        if not owed:
            self.fields["to"].help_text = "Everybody who is owed a copy has one."


class CopyCameBackForm(StepForm):
    """A copy that came back by post, or of which the recipient says that it never came."""

    button = "Record that it came back"
    particulars_fields = ("to", "why")
    to = forms.MultipleChoiceField(
        label="Whose copy came back?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Only those whose copy stands as sent are listed.",
        error_messages={"required": "Choose whose copy came back."},
    )
    why = forms.CharField(
        label="Why did it come back?",
        max_length=300,
        help_text="It stands on the public record: write no personal address.",
        error_messages={"required": "Say why it came back."},
    )

    def prepare(self) -> None:
        names, stand = recipients_of_copies(self.standing.record), copies_that_stand(self.standing.record)
        self.fields["to"].choices = [(ref, name[0].upper() + name[1:]) for ref, name in names.items() if ref in stand]


class PublishForm(StepForm):
    """Publication of the plan or variation (s.5(10)(b))."""

    button = "Record the publication"
    particulars_fields = ("manner",)
    manner = forms.CharField(
        label="How was it published?",
        max_length=300,
        initial="On the office’s website",
        error_messages={"required": "Say how it was published."},
    )


class CloseForm(StepForm):
    """Closing the file, once copies are sent, the plan is published and the decision is on record."""

    button = "Close the file"
    takes_evidence = False
