"""The steps of an annual report that no plan has."""

from typing import Any

from django import forms

from plans.forms.steps.form import StepForm
from plans.queries.record import holder_on
from plans.statute.terms import Office


class PanelMeetingForm(StepForm):
    """The Panel's public meeting on the annual report, which the office-holder attends (s.12(2), (3))."""

    particulars_fields = ("public", "attended_by", "place")
    public = forms.TypedChoiceField(
        label="Was it a public meeting?",
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=(("yes", "Yes"), ("no", "No")),
        error_messages={"required": "Say whether the meeting was public."},
    )
    attended_by = forms.CharField(label="Who attended, presented the report and answered questions?", max_length=200)
    place = forms.CharField(label="Where it was held", max_length=200, required=False)

    def prepare(self) -> None:
        record = self.standing.record
        holder = holder_on(record.tenures, Office.COMMISSIONER, record.on)
        who = self.standing.names.holder
        self.fields["on"].label = "When did the Panel meet?"
        self.fields["on"].called = "day of the Panel’s meeting"
        self.fields["attended_by"].initial = holder.name if holder else ""
        self.fields["attended_by"].help_text = f"The name of the {who}, or of whoever acts as {who}. It is in person."
        self.fields["attended_by"].error_messages["required"] = "Enter who attended the meeting."

    @property
    def particulars(self) -> dict[str, Any]:
        """Whether it was public, who attended, and where it was."""
        return {**super().particulars, "public": self.cleaned_data["public"]}


class ConsiderFrameworkForm(StepForm):
    """The regard had to the Fire and Rescue National Framework, for a fire and rescue plan."""

    particulars_fields = ("edition", "statement")
    edition = forms.CharField(
        label="Which edition of the Fire and Rescue National Framework?",
        max_length=100,
        help_text="For example, “May 2018”.",
        error_messages={"required": "Enter the edition of the Fire and Rescue National Framework."},
    )
    statement = forms.CharField(
        label="How was regard had to it?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What it asks for that bears on this text, and where the text answers it.",
        error_messages={"required": "Write how regard was had to the Fire and Rescue National Framework."},
    )
