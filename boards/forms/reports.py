"""The forms of reports: what is asked for, their head, one section, who signs, and the style of the house."""

from typing import Any

from django import forms
from django.utils import timezone

from boards.models import HouseStyle, Report
from boards.models.reports import Signing
from boards.queries.reports import days_for
from boards.services.reports import head_seen
from boards.text.kinds import ReportKind
from plans.forms.drafting import PlanTextField
from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form
from plans.models import AgendaItem, Body, MeetingDay
from plans.statute.dates import said
from plans.text.outline import Section, SectionKind

NO_MEETING = ("", "No meeting yet")
NOT_GENERATED = "Written by hand"
OPTIONAL = (Signing.FINANCE, Signing.LEGAL)


def day_choices(body: Body, of: str) -> list[tuple[str, str]]:
    """Return the meetings that a report can be for, with none first."""
    return [NO_MEETING, *((str(day.pk), f"{day.name}, {said(day.on)}") for day in days_for(body, of))]


class HandWrittenForm(forms.Form):
    """A report that is written by hand: its title, the board that it is to, and its date."""

    title = forms.CharField(
        label="Title of the report", max_length=300, error_messages={"required": "Give the report a title."}
    )
    board = forms.CharField(
        label="Which board is it to?", max_length=200, error_messages={"required": "Enter the name of the board."}
    )
    dated = DateTripletField(label="Date of the report", called="date of the report")
    meeting = forms.ChoiceField(label="Which meeting is it for?", required=False)

    def __init__(self, *args, body: Body, cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = day_choices(body, MeetingDay.Of.BOARD)
        self.fields["dated"].initial = timezone.localdate()
        first = body.committees.filter(kind="board").order_by("name").first()
        self.fields["board"].initial = first.name if first else ""
        self.helper = page_form("Begin the report", "title", "board", "dated", "meeting", cancel_url=cancel_url)


class ParticularsForm(forms.Form):
    """What stands at the head of a report."""

    title = forms.CharField(label="Title", max_length=300, error_messages={"required": "Give the report a title."})
    to = forms.CharField(label="To", max_length=200, error_messages={"required": "Say whom the report is to."})
    sender = forms.CharField(label="From", max_length=200, error_messages={"required": "Say whom the report is from."})
    dated = DateTripletField(
        label="Date",
        called="date of the report",
        help_text="A report that is dated before it was made says what the record showed on that day.",
    )
    meeting = forms.ChoiceField(label="Meeting", required=False)
    item_number = forms.CharField(label="Agenda item number", max_length=20, required=False)
    marking = forms.ChoiceField(label="Marking", required=False)
    contact = forms.CharField(label="Contact officer", max_length=200, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, report: Report, markings: list[str], cancel_url: str, **kwargs):
        day = report.meeting_day
        names = ("title", "to", "sender", "dated", "item_number", "marking", "contact")
        shown = {name: getattr(report, name) for name in names} | {
            "meeting": str(day.pk) if day else "",
            "seen": head_seen(report),
        }
        super().__init__(*args, initial=shown, **kwargs)
        of = MeetingDay.Of.PANEL if report.committee.is_panel else MeetingDay.Of.BOARD
        self.fields["meeting"].choices = day_choices(report.body, of)
        known = list(dict.fromkeys([*markings, *([report.marking] if report.marking else [])]))
        self.fields["marking"].choices = [("", "No marking"), *((one, one) for one in known)]
        self.helper = page_form("Save the particulars", *self.fields, cancel_url=cancel_url)


class ReportSectionForm(forms.Form):
    """One section of a report, with the text that the screen showed, signed."""

    heading = forms.CharField(
        label="Heading", max_length=300, error_messages={"required": "Give the section a heading."}
    )
    html = PlanTextField(label="Text", required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def section(self, section_id: str) -> Section:
        """Return the section as it was typed."""
        return Section(section_id, SectionKind.OTHER, self.cleaned_data["heading"], self.cleaned_data["html"])


class AddReportSectionForm(forms.Form):
    """A new, empty section of a report."""

    heading = forms.CharField(
        label="Heading of the new section", max_length=300, error_messages={"required": "Give the section a heading."}
    )
    after = forms.ChoiceField(label="Where it stands", required=False)

    def __init__(self, *args, sections: list[Section], **kwargs):
        super().__init__(*args, **kwargs)
        places = [(one.id, f"After “{one.heading}”") for one in sections]
        self.fields["after"].choices = [("", "At the beginning"), *places]
        self.fields["after"].initial = places[-1][0] if places else ""


class SigningForm(forms.Form):
    """What a place of the chain says of the report: that it signs, or that it returns it with a comment."""

    name = forms.CharField(label="Who says so?", max_length=200, error_messages={"required": "Say who signs."})
    comment = forms.CharField(
        label="Comment", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        help_text="Needed to return the report, so that its author knows what to change.",
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.data.get("act") == "return" and not cleaned.get("comment"):
            self.add_error("comment", "Write what is to be changed, so that the author knows.")
        return cleaned


class PutForm(forms.Form):
    """The agenda item under which a final report is put."""

    item = forms.ChoiceField(
        label="Under which item?", error_messages={"required": "Choose an item of the agenda."}
    )  # fmt: skip

    def __init__(self, *args, items: list[AgendaItem], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [
            (str(one.pk), f"{one.title} ({said(one.meeting.day.on)})") for one in items
        ]  # fmt: skip


class HouseForm(forms.Form):
    """How an office writes its reports, and who signs which kind."""

    markings = forms.CharField(
        label="Markings", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Your own words, one on each line. The first is what a new report begins with. A report that has an "
        "older marking keeps it.",
    )  # fmt: skip
    location = forms.CharField(
        label="Where source documents lie", max_length=300, required=False, help_text="Such as the office’s address."
    )
    terms_item = forms.CharField(
        label="Item of the Panel’s terms of reference", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Quoted in each report to the Panel.",
    )  # fmt: skip
    finance = forms.CharField(label="Who signs for finance", max_length=200, required=False)
    legal = forms.CharField(label="Who signs for legal", max_length=200, required=False)

    def __init__(self, *args, house: HouseStyle, cancel_url: str, **kwargs):
        names = ("location", "terms_item", "finance", "legal")
        shown = {name: getattr(house, name) for name in names} | {"markings": "\n".join(house.markings)}
        super().__init__(*args, initial=shown, **kwargs)
        for kind in ReportKind:
            own = house.chains.get(kind.value) or list(Signing)
            self.fields[f"chain_{kind.value}"] = forms.MultipleChoiceField(
                label=f"Who signs besides the author and the chief executive: {kind.label[:1].lower()}{kind.label[1:]}",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(one.value, one.label.capitalize()) for one in OPTIONAL],
                initial=[one for one in own if one in OPTIONAL],
            )
        self.helper = page_form("Save the style of the house", *self.fields, cancel_url=cancel_url)

    def clean_markings(self) -> list[str]:
        found = [line.strip() for line in self.cleaned_data["markings"].splitlines() if line.strip()]
        if any(len(line) > 60 for line in found):
            raise forms.ValidationError("A marking has 60 characters at the most. Shorten it.")
        return list(dict.fromkeys(found))

    def chains(self) -> dict[str, list[str]]:
        """Return who signs each kind of report, in order."""
        return {
            kind.value: [
                Signing.AUTHOR.value,
                *(one.value for one in OPTIONAL if one.value in self.cleaned_data[f"chain_{kind.value}"]),
                Signing.CHIEF_EXECUTIVE.value,
            ]
            for kind in ReportKind
        }
