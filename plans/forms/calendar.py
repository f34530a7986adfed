"""Forms about days: meetings, holidays, pre-election periods, elections, how days are counted, timetables."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django import forms

from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form
from plans.models import BankHoliday, Body, MeetingDay

FIRST, LAST = date(2011, 1, 1), date(2099, 12, 31)


class DayField(DateTripletField):
    """A date between 2011, the year of the Act, and the end of the century."""

    def validate(self, value):
        super().validate(value)
        if value is not None and not FIRST <= value <= LAST:
            raise forms.ValidationError(
                f"The {self.called} must be between 2011 and 2099.", code="invalid", params={"parts": ("year",)}
            )


class MeetingForm(forms.Form):
    """A day on which the Panel or the Board meets."""

    of = forms.ChoiceField(
        label="Who meets?",
        choices=[(MeetingDay.Of.PANEL, "The Panel"), (MeetingDay.Of.BOARD, "The office’s Board")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who meets."},
    )
    name = forms.CharField(
        label="What is the meeting called?",
        max_length=200,
        help_text="For example, “Police and Crime Panel, winter meeting”.",
        error_messages={"required": "Enter what the meeting is called."},
    )
    on = DayField(label="When is it?", called="day of the meeting")

    def __init__(self, *args, cancel_url: str = "", button: str = "Add the meeting", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form(button, cancel_url=cancel_url)


class HolidayForm(forms.Form):
    """A one-off bank holiday, or a usual one that was moved to another day."""

    on = DayField(label="Which day?", called="day")
    name = forms.CharField(
        label="What is it for?",
        max_length=200,
        help_text="For example, “Coronation” or “Early May bank holiday, moved to 8 May”.",
        error_messages={"required": "Enter what the day is for."},
    )
    counts = forms.ChoiceField(
        label="What is different?",
        choices=BankHoliday.Counts.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is different about the day."},
    )

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Keep the day", cancel_url=cancel_url)


class PeriodForm(forms.Form):
    """A pre-election period by hand, for an election that is not in the table."""

    why = forms.CharField(
        label="Which election is it for?",
        max_length=200,
        help_text="For example, “the county council election of 1 May 2025”.",
        error_messages={"required": "Enter which election it is for."},
    )
    from_on = DayField(label="First day", called="first day")
    to_on = DayField(label="Last day", called="last day")

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Keep the period", cancel_url=cancel_url)

    def clean(self):
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "The last day cannot be before the first day.")


class RulesForm(forms.ModelForm):
    """How a body counts its days."""

    pre_election_gate = forms.BooleanField(
        label="Ask for a reason, kept on the record, for issuing in a pre-election period",
        required=False,
        help_text="Otherwise it is shown, and stands in the way of nothing.",
    )

    class Meta:
        model = Body
        fields = (
            "nation",
            "clear_days_counted",
            "panel_floor_days",
            "reply_days",
            "response_days",
            "questions_days",
            "questions_hour",
            "pre_election_days",
        )
        widgets = dict.fromkeys(("nation", "clear_days_counted"), forms.RadioSelect)  # fmt: skip
        labels: ClassVar = {
            "nation": "Whose bank holidays, and whose rule on open papers?",
            "clear_days_counted": "Clear days before a meeting are counted in",
            "panel_floor_days": "Clear working days that the Panel has at least",
            "reply_days": "Clear working days planned for the Chief Constable’s reply",
            "response_days": "Clear working days planned for the response to the Panel",
            "questions_days": "Working days before a meeting by which the public’s questions are in",
            "questions_hour": "Hour by which they are in, from 0 to 23",
            "pre_election_days": "Days before a poll that the pre-election period begins",
        }
        help_texts: ClassVar = {
            "nation": "Papers are open five clear days before a meeting in England, and three in Wales.",
            "panel_floor_days": "Your own policy. The Act says only “a reasonable amount of time”.",
            "reply_days": "Your own allowance.",
            "response_days": "Your own allowance, from the Panel’s report to the published response.",
            "questions_days": "The Panel’s own rule. Leave it empty if the Panel has none.",
            "pre_election_days": "Your own policy: no Act fixes it for commissioners.",
        }

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pre_election_gate"].initial = self.instance.pre_election_gate_from is not None
        for name, highest in (
            ("panel_floor_days", 120),
            ("reply_days", 60),
            ("response_days", 60),
            ("questions_days", 20),
            ("questions_hour", 23),
            ("pre_election_days", 120),
        ):
            field = self.fields[name]
            message = f"Enter a whole number from 0 to {highest}."
            self.fields[name] = forms.IntegerField(
                label=field.label,
                help_text=field.help_text,
                required=name != "questions_days",
                min_value=0,
                max_value=highest,
                error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), message),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
            )
        self.helper = page_form("Keep these rules", cancel_url=cancel_url)


class ElectionForm(forms.Form):
    """An election to be added to the table."""

    expected_on = DayField(label="On which day is it expected?", called="day of the election")
    ordinary = forms.ChoiceField(
        label="Which kind of election?",
        choices=[
            ("yes", "An ordinary election: a plan is due within its financial year (s.5(1))"),
            ("no", "A by-election: the predecessor’s plan stays, and no new day is set"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which kind of election it is."},
    )

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Add the election", cancel_url=cancel_url)


class PostponeForm(forms.Form):
    """That an election was put off: on which day it was decided, to when, and why; again, or instead of a wrong row."""

    corrects = forms.ChoiceField(
        label="What do you record?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it was put off again, or a row is corrected."},
    )
    postponed_by_decision_on = DayField(
        label="When was it decided?",
        called="day of the decision",
        help_text="From this day on the new day counts. What was done before is judged by the old one.",
    )
    postponed_to = DayField(label="To which day is it put off?", called="new day of the election")
    why = forms.CharField(
        label="Why, and by which decision?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, “Coronavirus Act 2020, section 60”. It is kept with your name and shown.",
        error_messages={"required": "Enter why it was put off, and by which decision."},
    )

    def __init__(self, *args, standing: Iterable[tuple[int, str]], cancel_url: str = "", **kwargs):
        """``standing`` are the postponements that stand: the number of each, and its words."""
        super().__init__(*args, **kwargs)
        wrong = [(str(pk), f"{words} was entered wrongly, and this stands instead") for pk, words in standing]
        if wrong:
            self.fields["corrects"].choices = [("again", "It was put off again"), *wrong]
        else:
            del self.fields["corrects"]
        self.helper = page_form("Record the postponement", cancel_url=cancel_url)


class AnswerPeriodForm(forms.Form):
    """The monitoring officer's answer to a proposed end of a plan's period."""

    answer = forms.ChoiceField(
        label="Does the end of the plan move?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the end moves."},
    )
    reason = forms.CharField(
        label="Your reason",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="It is kept with your name and the day, cannot be changed, and is shown.",
        error_messages={"required": "Write your reason."},
    )
    ends_on = forms.DateField(widget=forms.HiddenInput)

    def __init__(self, *args, yes: str, no: str, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [("confirm", yes), ("decline", no)]
        self.helper = page_form("Record my answer", cancel_url=cancel_url)


class TimetableForm(forms.Form):
    """What people choose for a timetable: the Panel's meeting, and the day on which issue is hoped for."""

    meeting = forms.ChoiceField(
        label="Which meeting of the Panel?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a meeting, or let the timetable choose."},
    )
    hoped_for_issue_on = DayField(
        label="By which day do you hope to issue it?",
        called="day hoped for",
        required=False,
        help_text="Leave it empty to plan for the day that the Act sets, or for the earliest that works.",
    )

    def __init__(self, *args, meetings: Iterable[tuple[str, str]], cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", "The latest that fits"), *meetings]
        self.fields["meeting"].required = False
        self.helper = page_form("Plan with these", cancel_url=cancel_url)


class RemindersForm(forms.Form):
    """Whether a person is reminded by e-mail."""

    by_mail = forms.ChoiceField(
        label="Do you want reminders by e-mail?",
        choices=[("yes", "Yes, of what I hold: 14, 7 and 2 days before, and when a day was missed"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you want reminders."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Keep my choice")


class DoneForm(forms.Form):
    """That something was done, on which day and how; or, where that was recorded already, that it was a mistake."""

    done = forms.ChoiceField(
        label="What do you record?",
        choices=[
            ("yes", "It was done, and this corrects the day or the note"),
            ("no", "It was not done: it was recorded by mistake"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it was done."},
    )
    on = DayField(label="On which day was it done?", called="day on which it was done")
    note = forms.CharField(
        label="What was done, and where can it be seen?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A sentence or two. It is kept with your name and the day.",
        error_messages={"required": "Say what was done."},
    )

    def __init__(self, *args, recorded: bool, cancel_url: str = "", **kwargs):
        """``recorded`` tells that it was said to be done before."""
        super().__init__(*args, **kwargs)
        if not recorded:
            del self.fields["done"]
        self.helper = page_form("Record it", cancel_url=cancel_url)
