"""The steps of preparing a draft, and of withdrawing it."""

from django import forms
from django.utils.html import escape

from plans.forms.fields import DateTripletField
from plans.forms.steps.form import StepForm
from plans.statute.dates import said
from plans.statute.guards.duties import requirement_in_force
from plans.statute.kinds import KINDS


class ConsiderRequirementForm(StepForm):
    """The regard had to the Strategic Policing Requirement (s.5(5))."""

    particulars_fields = ("edition", "statement")
    edition = forms.CharField(
        label="Which edition of the Strategic Policing Requirement?",
        max_length=100,
        help_text="For example, “February 2023”.",
        error_messages={"required": "Enter the edition of the Strategic Policing Requirement."},
    )
    statement = forms.CharField(
        label="How was regard had to it?",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One or two sentences: what it asks for that bears on this text, and where the text answers it.",
        error_messages={"required": "Write how regard was had to the Strategic Policing Requirement."},
    )

    def prepare(self) -> None:
        if newest := requirement_in_force(self.standing.record):
            self.fields["edition"].initial = newest.title
            since = said(newest.from_on)
            self.fields["edition"].help_text = escape(f"The edition in force is “{newest.title}”, since {since}.")


class RecordPrioritiesForm(StepForm):
    """The priorities of one responsible authority, or that it was asked and gave none (s.10(1))."""

    particulars_fields = ("authority", "priorities", "asked_on")
    authority = forms.ChoiceField(
        label="Which responsible authority?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the responsible authority."},
    )
    priorities = forms.CharField(
        label="Its priorities",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In its own words, or the document and page where they stand.",
    )
    asked_on = DateTripletField(
        label="If it gave none: when was it asked?",
        called="day on which it was asked",
        required=False,
        help_text="Leave this empty where its priorities are given above.",
    )

    def prepare(self) -> None:
        heard = {str(act.particulars.get("authority")) for act in self.standing.record.taken("record_priorities")}
        register = [
            a for a in self.standing.record.authorities if a.covers(self.standing.on) and not a.is_chief_constable
        ]
        self.fields["authority"].choices = [
            (a.ref, f"{a.name} (on the record already)" if a.ref in heard else a.name)
            for a in sorted(register, key=lambda a: (a.ref in heard, a.name))
        ]

    def clean(self):
        said = self.cleaned_data
        wrong = "priorities" in self.errors or "asked_on" in self.errors
        if not wrong and not said.get("priorities") and not said.get("asked_on"):
            self.add_error(
                "priorities", "Give the authority’s priorities, or the day on which it was asked and gave none."
            )
        return said


class ObtainViewsForm(StepForm):
    """The views of people in the area, or of victims of crime in it: two matters, each with its own entry."""

    particulars_fields = ("group", "found")
    group = forms.ChoiceField(
        label="Whose views?",
        widget=forms.RadioSelect,
        choices=(("people", "People in the area"), ("victims", "Victims of crime in the area")),
        error_messages={"required": "Choose whose views were obtained."},
    )
    found = forms.CharField(
        label="How they were obtained, and what was found",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write how the views were obtained and what was found."},
    )

    def prepare(self) -> None:
        if not KINDS[self.standing.record.kind].answers_s7:
            self.fields["group"].choices = [("people", "People in the area")]
            self.fields["group"].initial = "people"


class PrepareDraftForm(StepForm):
    """Freezing the working draft: its words are kept as they stand, with what they change."""

    button = "Freeze this draft"
    takes_evidence = False


class WithdrawForm(StepForm):
    """Giving a draft up, for good."""

    button = "Withdraw it"
    warning = True
    particulars_fields = ("why",)
    why = forms.CharField(
        label="Why is it withdrawn?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The reason is kept on the record. A withdrawn draft cannot be taken up again.",
        error_messages={"required": "Write why it is withdrawn."},
    )
