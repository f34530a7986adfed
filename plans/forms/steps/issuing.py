"""The acts of the commissioner in person: owning a draft that an acting commissioner left, and issuing."""

from typing import Any

from django import forms

from plans.forms.fields import DateTripletField
from plans.forms.steps.form import StepForm
from plans.statute.guards.wording import LIMBS_THAT_MAY_NOT_APPLY
from plans.statute.kinds import KINDS
from plans.statute.terms import LIMB_WORDS


class OwnDraftForm(StepForm):
    """Owning a draft that was prepared while an acting commissioner held the office (P11)."""

    button = "Own this draft"
    takes_evidence = False
    particulars_fields = ("statement",)
    last_fields = ("confirmed",)
    statement = forms.CharField(
        label="What do you make of it?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example, what you looked at before making it your own. It is kept on the record.",
    )
    confirmed = forms.BooleanField(
        label="I have read the frozen draft shown above, and it is mine.",
        error_messages={"required": "Confirm that you have read the draft and that it is yours."},
    )


class IssueForm(StepForm):
    """Issuing a plan or variation, by the commissioner in person."""

    particulars_fields = ("effective_from", "period_ends_on")
    last_fields = ("confirmed",)
    effective_from = DateTripletField(
        label="When does it take effect?",
        called="day on which it takes effect",
        required=False,
        help_text="Leave it empty for the day of issue. It may be later, never earlier.",
    )
    period_ends_on = DateTripletField(
        label="When does the plan’s period end?",
        called="day on which the plan’s period ends",
        help_text="A fire and rescue plan says this for itself: about three years is usual.",
    )
    confirmed = forms.BooleanField(error_messages={"required": "Confirm that you issue it in the words shown."})

    def prepare(self) -> None:
        kind = self.standing.record.kind
        self.button = f"Issue this {kind.noun}"
        self.fields["confirmed"].label = f"I issue this {kind.noun} in the words of the frozen draft shown above."
        if not kind.makes_a_plan or KINDS[kind].answers_s7:
            del self.fields["period_ends_on"]  # s.7 gives the period of a police and crime plan
        self.limbs = self._limbs_without_a_section() if KINDS[kind].answers_s7 else []
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
        effective, ends = (self.cleaned_data.get(name) for name in ("effective_from", "period_ends_on"))
        return {
            **({"period_ends_on": ends} if ends else {}),
            **({"effective_from": effective} if effective else {}),
            **({"not_applicable": reasons} if reasons else {}),
        }
