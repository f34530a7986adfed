"""The step that states the regard had to a duty beside s.5."""

from django import forms
from django.utils.html import escape

from plans.forms.steps.form import StepForm
from plans.statute.duties import STATED
from plans.statute.guards.duties import documents_in_force, statements_of
from plans.statute.terms import NationalKind


class StateRegardForm(StepForm):
    """The regard had to children, equality, value for money, or guidance: a statement for each, with its evidence."""

    particulars_fields = ("duty", "edition", "statement")
    duty = forms.ChoiceField(
        label="Regard to what?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose to what regard was had."},
    )
    edition = forms.CharField(
        label="For guidance or a code: its title",
        required=False,
        max_length=200,
        help_text="Leave this empty for the other duties.",
    )
    statement = forms.CharField(
        label="How was regard had to it?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One or two sentences. That the text does not bear on it is a statement too, with the reason.",
        error_messages={"required": "Write how regard was had to it."},
    )

    def prepare(self) -> None:
        record = self.standing.record
        self.fields["duty"].choices = [(duty.key, self._label(duty.key, duty.words)) for duty in STATED]
        guidance = documents_in_force(record, NationalKind.GUIDANCE)
        if guidance:
            named = "; ".join(f"“{one.title}”" for one in guidance)
            self.fields["edition"].help_text = escape(f"In force: {named}. Leave this empty for the other duties.")
        if len(guidance) == 1 and self.initial.get("duty") == "guidance":
            self.fields["edition"].initial = guidance[0].title
        self.fields["evidence"].help_text += " With a statement on equality goes the equality impact assessment."

    def _label(self, key: str, words: str) -> str:
        words = words[:1].upper() + words[1:]
        return f"{words} (stated already)" if statements_of(self.standing.record, key) else words

    def clean(self):
        given = self.cleaned_data
        if given.get("duty") == "guidance" and not given.get("edition"):
            self.add_error("edition", "Enter the title of the guidance or code to which regard was had.")
        return given
