"""Forms with which the office begins a draft plan or a variation."""

from django import forms

from plans.forms.layout import page_form
from plans.models import Plan


class BeginForm(forms.Form):
    """What to begin: a variation of an issued plan, or a new draft plan."""

    what = forms.ChoiceField(
        label="What do you want to begin?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to begin."},
    )
    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="For a variation, what it is about: “Rural crime and road safety”. For a plan, its full title.",
        error_messages={"required": "Enter a title."},
    )
    years = forms.CharField(
        label="Years in the title, for a new plan",
        max_length=40,
        required=False,
        help_text="For example, “2025 to 2029”. The legal period is computed when the plan is issued.",
    )

    def __init__(self, *args, plans: list[Plan], cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.plans = {plan.ref: plan for plan in plans}
        choices = [(plan.ref, f"A variation of {plan.name}") for plan in plans]
        self.fields["what"].choices = [*choices, ("new-plan", "A new draft plan")]
        self.helper = page_form("Begin", "what", "title", "years", cancel_url=cancel_url)

    @property
    def plan(self) -> Plan | None:
        """The plan to vary, or None for a new one."""
        return self.plans.get(self.cleaned_data["what"])
