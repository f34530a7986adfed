"""The forms of the Panel's room, and of the office's response to the Panel."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from panel_reviews.models import Answer, Recommendation, ResponseParagraph
from panel_reviews.services import seen_in
from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form
from plans.forms.steps import StepForm

FULL_PANEL, GROUP = "full_panel", "group"


class RecommendationForm(forms.Form):
    """A recommendation for the Panel to adopt: its words, and the section of the draft that it concerns."""

    words = forms.CharField(
        label="The recommendation",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In the words that the Panel is to adopt.",
        error_messages={"required": "Write the recommendation in the words that the Panel is to adopt."},
    )
    concerns = forms.ChoiceField(
        label="Which section does it concern?",
        required=False,
        error_messages={"invalid_choice": "Choose a section of the draft that was sent, or the draft as a whole."},
    )
    quote = forms.CharField(
        label="Which words of it?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copy them from the draft. Leave the box empty to speak of the section, or of the draft, as a whole.",
    )

    def __init__(
        self, *args, headings: Mapping[str, str], button: str, action: str = "", cancel_url: str = "", **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.fields["concerns"].choices = [("", "The draft as a whole"), *headings.items()]
        self.helper = page_form(button, "words", "concerns", "quote", action=action, cancel_url=cancel_url)


class SeenForm(StepForm):
    """A step taken on rows that stood on the screen: it carries their digest, so that nothing unseen is recorded."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    last_fields = ("seen",)

    def __init__(self, *args, rows: Iterable[Recommendation] | Iterable[Answer], **kwargs):
        self.now = seen_in(rows)
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["seen"].initial = self.now

    def shown_again(self, revision: int | None = None) -> None:
        super().shown_again(revision)
        if revision is not None:
            self.data[self.add_prefix("seen")] = self.now


class AdoptForm(SeenForm):
    """The Panel's report, and who adopted it (s.28(3); Sch.6 para 27)."""

    button = "Record that the report was adopted"
    first_fields = ("report", "together")
    particulars_fields = ("adopted_by", "met_on")
    last_fields = ("response_manner", "seen")
    report = forms.CharField(
        label="What the report says",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Leave it empty only if the Panel made recommendations and no report.",
    )
    together = forms.BooleanField(
        label="The full Panel agreed them together with the report, without a vote on each",
        required=False,
    )
    response_manner = forms.CharField(
        label="In what manner did the Panel determine that the response be published?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="If it has. The office publishes the response in that manner.",
    )
    adopted_by = forms.ChoiceField(
        label="Who adopted it?",
        widget=forms.RadioSelect,
        choices=[
            (FULL_PANEL, "The full Panel, at a meeting"),
            (GROUP, "A working group or sub-committee of the Panel"),
        ],
        help_text="A working group may look at a draft first. The review itself is the full Panel’s.",
        error_messages={"required": "Say who adopted the report: the full Panel, or a group of its members."},
    )
    met_on = DateTripletField(label="When did the Panel meet?", called="day of the Panel’s meeting")

    def __init__(self, *args, rows: Iterable[Recommendation], drafted: bool = False, **kwargs):
        self.waiting = [str(row.number) for row in rows if row.is_open]
        self.drafted = drafted
        super().__init__(*args, rows=rows, **kwargs)

    def prepare(self) -> None:
        super().prepare()
        if self.drafted:  # the text that the chair approved is adopted, and no other
            del self.fields["report"]
        if self.waiting:
            numbers = ", ".join(self.waiting)
            self.fields["together"].help_text = f"No vote is recorded on recommendation {numbers}."
        else:
            del self.fields["together"]
        self.fields["on"].label = f"When was the report given to the {self.standing.names.holder}?"
        self.fields["on"].help_text = "The day that counts as the day of the report."
        self.fields["evidence"].help_text = f"The report or letter itself. {self.fields['evidence'].help_text}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        met, on = cleaned.get("met_on"), cleaned.get("on")
        if met and on and met > on:
            self.add_error("met_on", "The Panel’s meeting cannot be after the day of the report. Correct one of them.")
        return cleaned

    @property
    def particulars(self) -> dict[str, Any]:
        met = self.cleaned_data["met_on"]
        return {"adopted_by_full_panel": self.cleaned_data["adopted_by"] == FULL_PANEL, "met_on": met.isoformat()}


class AnswerForm(forms.Form):
    """The answer to one recommendation, as drafted (s.5(6)(e)): a reason of its own, or paragraphs that it shares."""

    outcome = forms.ChoiceField(
        label="What is the answer?",
        widget=forms.RadioSelect,
        choices=Answer.Outcome.choices,
        error_messages={"required": "Choose what the answer is."},
    )
    reason = forms.CharField(
        label="The reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="It is given to the Panel and published with the answer.",
    )
    shared = forms.ModelMultipleChoiceField(
        label="Paragraphs of the response that answer it too",
        queryset=ResponseParagraph.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "That paragraph is not there any more. Choose among those below."},
    )

    def __init__(self, *args, cancel_url: str, others: QuerySet[ResponseParagraph] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if others:
            self.fields["shared"].queryset = others
        else:
            del self.fields["shared"]
        self.helper = page_form("Save this answer", *self.fields, cancel_url=cancel_url)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "reason" in cleaned and not cleaned["reason"] and not cleaned.get("shared") and "shared" not in self.errors:
            self.add_error("reason", "Write the reason for the answer.")
        return cleaned


class ParagraphForm(forms.Form):
    """A paragraph of the response, and which recommendations it answers."""

    words = forms.CharField(
        label="The paragraph",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write the paragraph."},
    )
    recommendations = forms.ModelMultipleChoiceField(
        label="Which recommendations does it answer?",
        queryset=Recommendation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Each of them has an answer already: accepted, in part or not.",
        error_messages={"required": "Choose which recommendations it answers."},
    )

    def __init__(self, *args, answered: QuerySet[Recommendation], cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recommendations"].queryset = answered
        self.fields["recommendations"].label_from_instance = lambda row: f"{row.number}. {row.words}"
        self.helper = page_form("Save this paragraph", *self.fields, cancel_url=cancel_url)


class CarryOutForm(forms.Form):
    """What carries out an accepted recommendation: changes of the text, or something else."""

    changes = forms.MultipleChoiceField(
        label="Which changes carry it out?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "The text has changed since this page was shown. Choose among these."},
    )
    otherwise = forms.CharField(
        label="Or how is it carried out otherwise, and why so?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: the hours are published every quarter, so no word of the plan changes.",
    )

    def __init__(self, *args, changes: Iterable[tuple[str, str]], cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        choices = list(changes)
        if choices:
            self.fields["changes"].choices = choices
        else:
            del self.fields["changes"]
        self.helper = page_form("Save what carries it out", *self.fields, cancel_url=cancel_url)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("changes") and not cleaned.get("otherwise"):
            self.add_error("otherwise", "Choose a change, or write how the recommendation is carried out otherwise.")
        return cleaned


class RespondForm(SeenForm):
    """Giving the Panel the response to its report and to each recommendation (s.5(6)(e))."""

    button = "Give the Panel the response"
    first_fields = ("response",)
    response = forms.CharField(
        label="Response to the report as a whole",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="It is needed where the report makes no recommendation: an endorsement is responded to as well.",
    )


class PublishResponseForm(StepForm):
    """Publishing the response, in the manner that the Panel determined (s.5(6)(f))."""

    button = "Publish the response"
    particulars_fields = ("manner",)
    manner = forms.CharField(
        label="In what manner did the Panel determine that it be published?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: on this page, and on the Panel’s own pages.",
        error_messages={"required": "Write in what manner the Panel determined that the response be published."},
    )
