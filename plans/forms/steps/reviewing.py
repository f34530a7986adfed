"""The steps of keeping a plan under review."""

from typing import Any

from django import forms

from plans.forms.steps.form import StepForm
from plans.statute.guards.reviews import OTHER, OUTCOMES, PANEL_REPORT, REQUIREMENT

ON_A_REPORT = "Choose the annual report on which the Panel reported."


class OpenReviewForm(StepForm):
    """Opening a review of the plan in force, and what set it off (s.5(9))."""

    button = "Open the review"
    particulars_fields = ("trigger", "annual_report", "edition", "why")
    trigger = forms.ChoiceField(
        label="What sets the review off?",
        widget=forms.RadioSelect,
        choices=(
            (PANEL_REPORT, "The Panel’s report or recommendations on an annual report"),
            (REQUIREMENT, "A change of the Strategic Policing Requirement"),
            (OTHER, "Something else"),
        ),
        error_messages={"required": "Choose what sets the review off."},
    )
    annual_report = forms.ChoiceField(label="Which annual report, if the Panel’s report on one", required=False)
    edition = forms.CharField(
        label="Which edition, if the Strategic Policing Requirement",
        max_length=100,
        required=False,
        help_text="For example, “February 2023”.",
    )
    why = forms.CharField(
        label="Why the plan is reviewed",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed if it is something else.",
    )

    def __init__(self, *args, reports: list[tuple[str, str]], **kwargs):
        self.reports = reports
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["annual_report"].choices = [("", "None"), *self.reports]
        self.fields["on"].label = "When is the review opened?"

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        needed = {
            PANEL_REPORT: ("annual_report", ON_A_REPORT),
            REQUIREMENT: ("edition", "Enter the edition of the Strategic Policing Requirement."),
            OTHER: ("why", "Write why the plan is reviewed."),
        }
        field, words = needed.get(said.get("trigger", ""), ("", ""))
        if field and not said.get(field) and field not in self.errors:
            self.add_error(field, words)
        return said

    @property
    def particulars(self) -> dict[str, Any]:
        """The trigger with what it names, and nothing that belongs to another trigger."""
        kept = {PANEL_REPORT: "edition", REQUIREMENT: "annual_report"}
        drop = (kept[self.cleaned_data["trigger"]],) if self.cleaned_data["trigger"] in kept else kept.values()
        return {name: value for name, value in super().particulars.items() if name not in drop}


class DeclineReviewForm(OpenReviewForm):
    """Recording why something leads to no review; the reason stays on the record."""

    button = "Record that no review is opened"
    particulars_fields = ("trigger", "annual_report", "edition", "why", "reason")
    reason = forms.CharField(
        label="Why is no review opened?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The reason is kept on the record under your name.",
        error_messages={"required": "Write why no review is opened."},
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = "When was this decided?"


class ConsiderForm(StepForm):
    """What was considered in the review."""

    particulars_fields = ("considered",)
    considered = forms.CharField(
        label="What was considered, and what was made of it?",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Each recommendation, or each change of the Requirement, and what it means for the plan.",
        error_messages={"required": "Write what was considered."},
    )


class EndReviewForm(StepForm):
    """The outcome of the review, with its reason."""

    button = "End the review"
    particulars_fields = ("outcome", "reason")
    outcome = forms.ChoiceField(
        label="What comes of the review?",
        widget=forms.RadioSelect,
        choices=tuple(OUTCOMES.items()),
        help_text="A variation or a new plan is begun from the review’s page and stays linked to it.",
        error_messages={"required": "Choose what comes of the review."},
    )
    reason = forms.CharField(
        label="The reason",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write why the review ends so."},
    )
