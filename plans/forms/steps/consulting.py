"""The steps of consulting the Chief Constable."""

from django import forms
from django.utils import timezone

from plans.forms.fields import DateTripletField
from plans.forms.steps.form import StepForm


class ConsultForm(StepForm):
    """Asking the Chief Constable about the latest frozen draft, by a signed link."""

    button = "Ask the Chief Constable"
    particulars_fields = ("reply_by",)
    first_fields = ("addressee", "email")
    addressee = forms.CharField(
        label="Who is asked?", max_length=200, error_messages={"required": "Enter who is asked, by name and rank."}
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="The signed link is sent there. Without an address, copy the link from the next page and send it.",
        error_messages={"invalid": "Enter an e-mail address, such as name@example.police.uk."},
    )
    reply_by = DateTripletField(label="Reply asked for by", called="day by which a reply is asked for", required=False)

    def clean_reply_by(self):
        by = self.cleaned_data.get("reply_by")
        if by and by < timezone.localdate():
            raise forms.ValidationError("The day by which a reply is asked for has passed. Choose a later day.")
        return by


class ReplyByLetterForm(StepForm):
    """A reply of the Chief Constable that came by letter or e-mail, keyed in by the office."""

    first_fields = ("comments", "reply")
    comments = forms.ChoiceField(
        label="Does the Chief Constable have comments?",
        choices=(("yes", "Yes, comments"), ("no", "No comments")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether there are comments."},
    )
    reply = forms.CharField(
        label="The reply, in its own words",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Copy what the reply says."},
    )
