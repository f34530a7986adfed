"""The forms of the office's board, and of the commissioner's decision."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from boards.models import Endorsement
from boards.services import next_decision_number
from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form
from plans.forms.steps import StepForm
from plans.queries.record import changed_by


class DecisionForm(StepForm):
    """The record of the commissioner's decision to issue a plan or variation (I7)."""

    button = "Record and publish the decision"
    particulars_fields = ("number", "title", "decision", "covers", "published_on")
    number = forms.CharField(
        label="Number of the decision",
        max_length=40,
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", "Use letters, figures, points and hyphens only.")],
        help_text="The next free number is proposed.",
        error_messages={"required": "Enter the number of the decision."},
    )
    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter the title of the decision."}
    )
    decision = forms.CharField(
        label="What is decided",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write what is decided."},
    )
    covers = forms.MultipleChoiceField(
        label="Which changed sections does it cover?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each of them must have been before the Panel.",
    )
    published_on = DateTripletField(
        label="When is the record of it published?",
        called="day of publication",
        help_text="It can be read by everyone from that day.",
    )

    def prepare(self) -> None:
        draft = self.standing.line("prepare_draft")
        changed = changed_by(draft)
        self.fields["covers"].choices = list(changed.items())
        self.fields["covers"].initial = list(changed)
        if not changed:
            del self.fields["covers"]
        instrument, today = self.standing.instrument, timezone.localdate()
        self.fields["number"].initial = next_decision_number(instrument.plan.body, today)
        self.fields["title"].initial = f"To issue: {instrument.title}"
        self.fields["on"].label = "When was it decided?"
        self.fields["decision"].help_text = f"What the {self.standing.names.holder} decides, and why."
        self.fields["published_on"].initial = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, published = cleaned.get("on"), cleaned.get("published_on")
        if on and published and published < on:
            self.add_error("published_on", "A decision cannot be published before it is made. Correct one of the days.")
        return cleaned


class EndorsementForm(forms.Form):
    """What a board of the office made of a plan or variation. It is not the decision."""

    board = forms.CharField(
        label="Name of the board", max_length=200, error_messages={"required": "Enter the name of the board."}
    )
    met_on = DateTripletField(label="When did it meet?", called="day of the meeting")
    outcome = forms.ChoiceField(
        label="What did it make of it?",
        widget=forms.RadioSelect,
        choices=Endorsement.Outcome.choices,
        error_messages={"required": "Choose what the board made of it."},
    )
    minute = forms.CharField(label="The minute", required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Record it", "board", "met_on", "outcome", "minute", cancel_url=cancel_url)

    def clean_met_on(self):
        met_on = self.cleaned_data["met_on"]
        if met_on > timezone.localdate():
            raise forms.ValidationError("The meeting cannot be in the future. Record it when it has been held.")
        return met_on
