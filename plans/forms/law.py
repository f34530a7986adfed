"""The form by which the administrator changes how a rule is held."""

from django import forms

from plans.forms.layout import page_form
from plans.statute.terms import Severity


class HoldRuleForm(forms.Form):
    """How a rule that refuses is held from today on, and why."""

    severity = forms.ChoiceField(
        label="How is it to be held from today?",
        widget=forms.RadioSelect,
        choices=((Severity.BLOCK.value, "It refuses"), (Severity.WARN.value, "It yields to an officer’s reason")),
        error_messages={"required": "Choose how the rule is to be held."},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Who decided it, and on what advice. It is kept for good and shown to the whole office.",
        error_messages={"required": "Write why the rule is to be held otherwise."},
    )
    understood = forms.BooleanField(
        label="I understand that the law asks for the same as before, whatever is chosen here.",
        error_messages={"required": "Confirm that you understand what the change does and does not do."},
    )

    def __init__(self, *args, cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        names = ("severity", "reason", "understood")
        self.helper = page_form("Change how it is held", *names, cancel_url=cancel_url, warning=True)
