"""The act of issuing."""

from typing import Any

from django import forms

from plans.forms.fields import DateTripletField
from plans.forms.steps.form import StepForm
from plans.statute.guards.wording import LIMBS_THAT_MAY_NOT_APPLY
from plans.statute.terms import LIMB_WORDS


class IssueForm(StepForm):
    """Issuing a plan or variation, by the commissioner in person."""

    particulars_fields = ("effective_from",)
    last_fields = ("confirmed",)
    effective_from = DateTripletField(
        label="When does it take effect?",
        called="day on which it takes effect",
        required=False,
        help_text="Leave it empty for the day of issue. It may be later, never earlier.",
    )
    confirmed = forms.BooleanField(error_messages={"required": "Confirm that you issue it in the words shown."})

    def prepare(self) -> None:
        kind = self.standing.record.kind
        self.button = f"Issue this {kind}"
        self.fields["confirmed"].label = f"I issue this {kind} in the words of the frozen draft shown above."
        self.limbs = self._limbs_without_a_section()
        for limb in self.limbs:
            self.fields[f"without_{limb}"] = forms.CharField(
                label=f"Why does the plan not set out {LIMB_WORDS[limb]}?",
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Say why this does not apply, or go back and mark the section that answers it. s.7(1)",
            )
        self.particulars_fields += tuple(f"without_{limb}" for limb in self.limbs)

    def _limbs_without_a_section(self) -> list:
        draft = self.standing.line("prepare_draft")
        present = set(draft.particulars.get("limbs", ())) if draft else set()
        return [limb for limb in LIMBS_THAT_MAY_NOT_APPLY if limb not in present]

    @property
    def particulars(self) -> dict[str, Any]:
        """The day of effect where it is not the day of issue, and why a content of s.7 does not apply."""
        said = {limb.value: self.cleaned_data.get(f"without_{limb}") for limb in self.limbs}
        reasons = {limb: reason for limb, reason in said.items() if reason}
        effective = self.cleaned_data.get("effective_from")
        return {
            **({"effective_from": effective} if effective else {}),
            **({"not_applicable": reasons} if reasons else {}),
        }
