"""Forms of a committee and of what happens at its meetings: seats, who came, interests, outcomes, minutes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from plans.forms.calendar import DayField
from plans.forms.drafting import PlanTextField
from plans.forms.layout import page_form
from plans.models import AgendaItem, Attendance, CommitteeMember, DeclaredInterest
from plans.services.meetings.holding import Seat


class DayForm(forms.Form):
    """A meeting to come, in a room of its own committee."""

    name = forms.CharField(
        label="What is the meeting called?", max_length=200, error_messages={"required": "Enter what it is called."},
        help_text="For a board, the name of the board.",
    )  # fmt: skip
    on = DayField(label="When is it?", called="day of the meeting")

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Add the meeting", cancel_url=cancel_url)


class SeatForm(forms.Form):
    """Who sits on a committee."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Enter the name."})
    role = forms.ChoiceField(
        label="As what?", choices=[(r.value, r.label.capitalize()) for r in CommitteeMember.Role], initial="member"
    )
    represents = forms.CharField(label="For which authority or body?", required=False, max_length=200)
    from_on = DayField(label="First day", called="first day")
    to_on = DayField(label="Last day", called="last day", required=False)

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Keep the seat", cancel_url=cancel_url)

    @property
    def seat(self) -> Seat:
        """The seat, from a valid form."""
        told = self.cleaned_data
        return Seat(told["name"], told["role"], told["represents"], told["from_on"], told["to_on"])


class CommitteeForm(forms.Form):
    """How many make a quorum, and for a board how many clear days its papers are out before."""

    quorum = forms.IntegerField(
        label="How many members make a quorum?", required=False, min_value=1, max_value=100,
        help_text="Leave it empty if no number is kept.",
    )  # fmt: skip
    days_before = forms.IntegerField(
        label="How many clear working days are the papers out before a meeting?", required=False, min_value=0,
        max_value=30, help_text="The office’s own policy: the law’s five clear days do not bind a board (N6).",
    )  # fmt: skip

    def __init__(self, *args, panel: bool, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if panel:
            del self.fields["days_before"]
        self.helper = page_form("Keep it", cancel_url=cancel_url)


class AttendanceForm(forms.Form):
    """Who came: one answer for each member, and who stood in."""

    def __init__(self, *args, members: list[CommitteeMember], came: dict[int, Attendance], cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = [row for row in members if row.role != CommitteeMember.Role.SUBSTITUTE]
        substitutes = [row for row in members if row.role == CommitteeMember.Role.SUBSTITUTE]
        for row in self.members:
            stood = came.get(row.pk)
            self.fields[f"state_{row.pk}"] = forms.ChoiceField(
                label=row.name,
                choices=Attendance.State.choices,
                widget=forms.RadioSelect,
                initial=stood.state if stood else None,
                help_text=row.represents,
                error_messages={"required": f"Choose whether {row.name} came."},
            )
            if substitutes:
                self.fields[f"substitute_{row.pk}"] = forms.ChoiceField(
                    label=f"Who stood in for {row.name}?",
                    required=False,
                    choices=[("", "Nobody"), *((str(each.pk), each.name) for each in substitutes)],
                    initial=str(stood.substitute_id) if stood and stood.substitute_id else "",
                )
        self.helper = page_form("Record who came", cancel_url=cancel_url)

    @property
    def states(self) -> dict[int, str]:
        """The answer for each member, by the number of the seat."""
        return {row.pk: self.cleaned_data[f"state_{row.pk}"] for row in self.members}

    @property
    def substitutes(self) -> dict[int, int | None]:
        """Who stood in for each member, by the numbers of the seats."""
        typed = {row.pk: self.cleaned_data.get(f"substitute_{row.pk}") for row in self.members}
        return {pk: int(number) if number else None for pk, number in typed.items()}


class InterestForm(forms.Form):
    """An interest that a member declared."""

    member = forms.ChoiceField(label="Who declared it?", error_messages={"required": "Choose who declared it."})
    kind = forms.ChoiceField(
        label="What kind of interest is it?",
        choices=DeclaredInterest.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of interest it is."},
    )
    item = forms.ChoiceField(label="In which item?", required=False)
    nature = forms.CharField(
        label="What is the interest?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what the interest is."},
    )
    left_the_room = forms.BooleanField(label="The member left the room for the item", required=False)

    def __init__(self, *args, members: Iterable[CommitteeMember], items: Iterable[Any], cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {str(row.pk): row for row in members}
        self.items_by_key = {str(one.row.pk): one.row for one in items}
        self.fields["member"].choices = [("", "Choose"), *((pk, row.name) for pk, row in self.members.items())]
        self.fields["item"].choices = [
            ("", "None in particular"),
            *((k, row.title) for k, row in self.items_by_key.items()),
        ]
        self.helper = page_form("Record the interest", cancel_url=cancel_url)


class OutcomeForm(forms.Form):
    """What a meeting made of an item."""

    outcome = forms.ChoiceField(
        label="What did the meeting make of it?", required=False, widget=forms.RadioSelect,
        choices=[*AgendaItem.Outcome.choices, ("", "Nothing to record")],
    )  # fmt: skip
    minute = forms.CharField(label="The minute", required=False, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args, panel: bool, cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        # A Panel reviews and never approves; its report on a draft is recorded at the review, not here.
        left_out = ("endorsed", "approved") if panel else ("reviewed",)
        choices = [choice for choice in self.fields["outcome"].choices if choice[0] not in left_out]
        self.fields["outcome"].choices = choices
        self.helper = page_form("Record it", cancel_url=cancel_url)


class MinutesForm(forms.Form):
    """The minutes, as they are edited."""

    text = PlanTextField(label="Minutes", required=False)

    def __init__(self, *args, cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Keep the minutes", cancel_url=cancel_url)


class PublishMinutesForm(forms.Form):
    """Putting the minutes before the public."""

    on = DayField(label="On which day are they published?", called="day of publication")

    def __init__(self, *args, cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = page_form("Publish the minutes", cancel_url=cancel_url)


class ActionForm(forms.Form):
    """What a meeting asked somebody to do."""

    what = forms.CharField(
        label="What is to be done?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what is to be done."},
    )
    owner = forms.CharField(
        label="Who does it?", max_length=200, error_messages={"required": "Enter who does it."}
    )  # fmt: skip
    due_on = DayField(label="By when?", called="day by which it is done", required=False)

    def __init__(self, *args, cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Put it on the log", cancel_url=cancel_url)


class ActionDoneForm(forms.Form):
    """What was done, and when."""

    on = DayField(label="When was it done?", called="day on which it was done")
    note = forms.CharField(
        label="What was done?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what was done."},
    )

    def __init__(self, *args, cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = page_form("Record it as done", cancel_url=cancel_url)
