"""The forms of what the full Panel does with its motions, of its groups, and of the text of its report."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from panel_reviews.models import Motion, PanelGroup, PanelRules
from panel_reviews.statute import Votes, VoteUnclear, is_carried
from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form

WHOLE = ("", "The draft as a whole")
COUNTED, AGREED = Motion.How.COUNTED.value, Motion.How.AGREED.value
MOST_VOTES = 200


def words_field(label: str, missing: str, *, rows: int = 5, **kwargs: Any) -> forms.CharField:
    """Return a box for words that are needed."""
    errors = {"required": missing}
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), error_messages=errors, **kwargs)


def _name_field(label: str, required: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "panel-members", "autocomplete": "off"}),
        error_messages={"required": required},
    )


class PageForm(forms.Form):
    """A form with one button. A day that it asks for is not in the future."""

    button = "Save"
    warning = False

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.prepare()
        self.helper = page_form(self.button, *self.fields, cancel_url=cancel_url, warning=self.warning)

    def prepare(self) -> None:
        """Fit the fields to what they are about; nothing to fit, unless a subclass says so."""

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and on > timezone.localdate():
            raise forms.ValidationError("This day is in the future. Record it when it has come.")
        return on


class MoverForm(PageForm):
    """By whom a recommendation was moved and seconded."""

    button = "Record who moved and seconded it"
    moved_by = _name_field("Who moved it?", "Write who moved it.")
    seconded_by = _name_field("Who seconded it?", "Write who seconded it.")


class AmendmentForm(PageForm):
    """An amendment: the recommendation as it is to read, and by whom it was moved and seconded."""

    button = "Record the amendment"
    words = words_field(
        "The recommendation as it is to read",
        "Write the recommendation as it is to read.",
        help_text="Change the words that are amended; leave the others as they stand.",
    )
    moved_by = _name_field("Who moved the amendment?", "Write who moved the amendment.")
    seconded_by = _name_field("Who seconded it?", "Write who seconded it.")


class VoteForm(PageForm):
    """How the full Panel decided a motion: by votes that were counted, or agreed without a count."""

    button = "Record what the full Panel decided"
    how = forms.ChoiceField(
        label="How was it decided?",
        widget=forms.RadioSelect,
        choices=[(COUNTED, "The votes were counted"), (AGREED, "It was agreed without a count")],
        error_messages={"required": "Say whether the votes were counted."},
    )
    votes_for = forms.IntegerField(label="Votes for", required=False, min_value=0, max_value=MOST_VOTES)
    votes_against = forms.IntegerField(label="Votes against", required=False, min_value=0, max_value=MOST_VOTES)
    abstained = forms.IntegerField(label="Abstained", required=False, min_value=0, max_value=MOST_VOTES)
    casting = forms.ChoiceField(
        label="The chair’s casting vote",
        required=False,
        choices=[("", "None was used"), ("for", "For it"), ("against", "Against it")],
        help_text="Only where the votes were equal.",
    )
    on = DateTripletField(label="When did the full Panel decide it?", called="day of the decision")

    def __init__(self, *args, rules: PanelRules, **kwargs):
        self.rules = rules
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        if not self.rules.casting_vote:
            del self.fields["casting"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("how") == COUNTED:
            for name in ("votes_for", "votes_against"):
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, f"Enter how many votes were {name.removeprefix('votes_')} it; 0 if none was.")
            self._decide()
        return cleaned

    def _decide(self) -> None:
        if self.errors:
            return
        try:
            is_carried(self.votes, has_casting_vote=self.rules.casting_vote)
        except VoteUnclear as unclear:
            self.add_error("casting" if "casting vote" in str(unclear) else "votes_for", str(unclear))

    @property
    def votes(self) -> Votes | None:
        """The votes, or None if it was agreed without a count."""
        said = self.cleaned_data
        if said.get("how") == AGREED:
            return None
        return Votes(said["votes_for"], said["votes_against"], said.get("abstained") or 0, said.get("casting") or "")


class WithdrawForm(PageForm):
    """The day on which a motion was withdrawn."""

    button = "Record that it was withdrawn"
    warning = True
    on = DateTripletField(label="When was it withdrawn?", called="day of the withdrawal")


class GroupForm(PageForm):
    """A group of the Panel's members that looked at the draft, or at the plan before it."""

    button = "Note this group"
    name = forms.CharField(
        label="What is the group called?",
        max_length=200,
        help_text="For example: Plan working group.",
        error_messages={"required": "Write what the group is called."},
    )
    kind = forms.ChoiceField(
        label="What is it?",
        widget=forms.RadioSelect,
        choices=PanelGroup.Kind.choices,
        help_text="None of them is the Panel’s review, which is the full Panel’s.",
        error_messages={"required": "Say what it is."},
    )
    on = DateTripletField(label="When did it meet?", called="day on which it met", required=False)
    found = words_field("What did it find?", "", required=False, help_text="It stays with the Panel.")


class ProposalForm(PageForm):
    """What a group proposes to the full Panel."""

    button = "Record the proposal"
    words = words_field("The proposal", "Write what the group proposes.")
    concerns = forms.ChoiceField(
        label="Which section does it concern?",
        required=False,
        error_messages={"invalid_choice": "Choose a section of the draft that was sent, or the draft as a whole."},
    )

    def __init__(self, *args, headings: Mapping[str, str], **kwargs):
        self.headings = headings
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["concerns"].choices = [WHOLE, *self.headings.items()]


class RulesForm(PageForm):
    """A Panel's own rules of voting, and what of its votes it shows."""

    button = "Save the Panel’s rules"
    casting_vote = forms.BooleanField(label="The chair has a casting vote where the votes are equal", required=False)
    shown = forms.ChoiceField(
        label="What of its votes does the Panel show?",
        widget=forms.RadioSelect,
        choices=PanelRules.Shown.choices,
        help_text="In its report and on the public record. What was adopted before stays as it is.",
    )


class ReportForm(PageForm):
    """The text of the Panel's report, as it is edited."""

    button = "Save the text"
    text = words_field("The text of the report", "Write the report, or leave this page without saving.", rows=22)
    seen = forms.CharField(widget=forms.HiddenInput)


class ApproveForm(PageForm):
    """The chair's approval of the text as it stands, by name and date."""

    button = "Record the chair’s approval"
    chair = _name_field("Which chair approved it?", "Write the name of the chair who approved it.")
    on = DateTripletField(label="When?", called="day of the approval")
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, is_chair: bool = False, **kwargs):
        self.is_chair = is_chair
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        if self.is_chair:  # the chair approves it here, under the name of the seat
            del self.fields["chair"]
            self.button = "Approve this text"


class PublishReportForm(PageForm):
    """The day and the manner in which the Panel published its report (s.28)."""

    button = "Record that the Panel published it"
    on = DateTripletField(label="When did the Panel publish it?", called="day of publication")
    manner = words_field(
        "In what manner?",
        "Write in what manner the Panel published it.",
        rows=3,
        help_text="For example: on this page, and on the council’s own pages.",
    )
