"""The steps between the office and the Panel that the office records."""

from django import forms

from plans.forms.fields import DateTripletField
from plans.forms.steps.form import StepForm
from plans.queries.record import changed_by
from plans.statute.kinds import KINDS


class SendToPanelForm(StepForm):
    """Sending the frozen draft to the Panel, with the changes that are put before it (s.5(6)(c))."""

    button = "Send it to the Panel"
    particulars_fields = ("sections", "meeting_on")
    sections = forms.MultipleChoiceField(
        label="Which changed sections are sent?",
        widget=forms.CheckboxSelectMultiple,
        help_text="What is not sent cannot be issued: everything that is varied must have been before the Panel.",
        error_messages={"required": "Choose at least one changed section to send."},
    )
    meeting_on = DateTripletField(
        label="When does the Panel meet to review it?",
        called="day of the Panel’s meeting",
        required=False,
        help_text="Leave it empty if the day is not known yet.",
    )

    def prepare(self) -> None:
        draft = self.standing.line("prepare_draft")
        changed = changed_by(draft)
        if not KINDS[self.standing.record.kind].has_floor:  # an annual report goes to the Panel whole
            changed = {}
        if not changed:
            del self.fields["sections"]
            return
        self.fields["sections"].choices = list(changed.items())
        self.fields["sections"].initial = list(changed)


class NoReportForm(StepForm):
    """Going on without a report, after a reasonable time and with the chief executive's reason."""

    button = "Go on without a report"
    warning = True
    particulars_fields = ("chased_on",)
    chased_on = DateTripletField(
        label="When was the Panel last reminded?", called="day of the last reminder", required=False
    )


class HaveRegardForm(StepForm):
    """The commissioner's regard to the Panel's report or recommendations (s.5(6)(d))."""

    particulars_fields = ("considered",)
    considered = forms.CharField(
        label="How was each recommendation considered?",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What was weighed, and what was made of it. The answers themselves are given in the response.",
        error_messages={"required": "Write how the report or recommendations were considered."},
    )
