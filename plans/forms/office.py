"""Forms with which the office begins a draft plan, a variation, an annual report or a review."""

from collections.abc import Sequence

from django import forms

from plans.forms.layout import page_form
from plans.models import Plan
from plans.statute.dates import year_words

NEW_PLAN, NEW_FIRE_PLAN, ANNUAL_REPORT, REVIEW = "new-plan", "new-fire-plan", "annual-report", "review"


class BeginForm(forms.Form):
    """What to begin: a variation of an issued plan, a new draft plan, an annual report, or a review."""

    what = forms.ChoiceField(
        label="What do you want to begin?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to begin."},
    )
    year = forms.TypedChoiceField(
        label="Financial year, for an annual report",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="From 1 April to 31 March.",
    )
    title = forms.CharField(
        label="Title",
        max_length=200,
        required=False,
        help_text="For a variation, what it is about: “Rural crime and road safety”. For a plan, its full title. "
        "An annual report and a review are named for you.",
    )
    years = forms.CharField(
        label="Years in the title, for a new plan",
        max_length=40,
        required=False,
        help_text="For example, “2025 to 2029”. The legal period is computed when the plan is issued.",
    )

    def __init__(
        self, *args, plans: list[Plan], years: Sequence[int] = (), fire: bool = False, cancel_url: str = "", **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.plans = {plan.ref: plan for plan in plans}
        choices = [(plan.ref, f"A variation of {plan.name}") for plan in plans]
        choices += [(NEW_PLAN, "A new draft plan")]
        choices += [(NEW_FIRE_PLAN, "A new draft fire and rescue plan")] if fire else []
        choices += [(ANNUAL_REPORT, "An annual report")] if years else []
        choices += [(REVIEW, "A review of the plan in force")] if plans else []
        self.fields["what"].choices = choices
        self.fields["year"].choices = [("", "Choose a year"), *((year, year_words(year)) for year in years)]
        names = ["what", *(["year"] if years else []), "title", "years"]
        self.helper = page_form("Begin", *names, cancel_url=cancel_url)

    def clean(self):
        said = super().clean()
        what = said.get("what")
        if what == ANNUAL_REPORT and said.get("year") is None and "year" not in self.errors:
            self.add_error("year", "Choose the financial year of the annual report.")
        if what not in (ANNUAL_REPORT, REVIEW) and not said.get("title") and "title" not in self.errors:
            self.add_error("title", "Enter a title.")
        return said

    @property
    def plan(self) -> Plan | None:
        """The plan to vary, or None for something new."""
        return self.plans.get(self.cleaned_data["what"])
