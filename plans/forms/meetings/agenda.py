"""Forms of an agenda: particulars, items, papers, opening it to the public, cancelling and withdrawing."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.utils import timezone

from plans.forms.calendar import DayField
from plans.forms.drafting import PlanTextField
from plans.forms.kept import KeepsDocuments
from plans.forms.layout import page_form
from plans.models import Access, AgendaItem
from plans.services.meetings.agenda import Closing, Item
from plans.services.meetings.papers import Written
from plans.statute.access import EXEMPT, wrong_with

SHOWN_KINDS = [(kind.value, kind.label) for kind in AgendaItem.Kind]
PARAGRAPHS = [(str(number), f"{number}: {words}") for number, words in EXEMPT.items()]


class HourField(forms.CharField):
    """A time of the day as people write it: 10:30, 10.30 or 2pm."""

    def to_python(self, value: Any) -> time | None:
        typed = (super().to_python(value) or "").strip().lower().replace(".", ":").replace(" ", "")
        if not typed:
            return None
        afternoon = typed.endswith("pm")
        figures = typed.removesuffix("pm").removesuffix("am")
        hour, _, minute = figures.partition(":")
        try:
            number = int(hour) % 12 + 12 if afternoon else int(hour)
            return time(number, int(minute or 0))
        except ValueError as wrong:
            raise forms.ValidationError("Enter a time such as 10:30 or 2pm.") from wrong

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class ClosingFields(forms.Form):
    """How closed an item or a paper is, with its reason (STATUTE N4)."""

    access = forms.ChoiceField(
        label="May the public have it?",
        choices=Access.choices,
        initial=Access.PUBLIC,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the public may have it."},
    )
    exempt_paragraphs = forms.MultipleChoiceField(
        label="If it is exempt, under which paragraphs of Schedule 12A?",
        required=False,
        choices=PARAGRAPHS,
        widget=forms.CheckboxSelectMultiple,
        help_text="Local Government Act 1972. It is information:",
    )
    access_reason = forms.CharField(
        label="If it is closed, why?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For exempt information, why the public interest is in keeping it closed. For confidential "
        "information, which department gave it on terms, or which enactment or court bars it.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        paragraphs = [int(number) for number in cleaned.get("exempt_paragraphs") or ()]
        wrong = wrong_with(cleaned.get("access") or Access.PUBLIC, paragraphs, cleaned.get("access_reason") or "")
        if wrong and wrong.field not in self.errors:
            self.add_error(wrong.field, wrong.message)
        return cleaned

    @property
    def closing(self) -> Closing:
        """How closed it is, from a valid form."""
        told = self.cleaned_data
        paragraphs = tuple(int(number) for number in told["exempt_paragraphs"])
        return Closing(told["access"], paragraphs, told["access_reason"].strip())


class ParticularsForm(forms.Form):
    """When and where a meeting is held, and whether in public."""

    starts_at = HourField(label="When does it begin?", required=False, max_length=10, help_text="For example, 10:30.")
    place = forms.CharField(label="Where is it held?", required=False, max_length=300)
    in_public = forms.BooleanField(label="The public may come", required=False)

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Keep it", cancel_url=cancel_url)


class ItemForm(ClosingFields):
    """One item of an agenda."""

    field_order = ("title", "kind", "asked", "instrument", "access", "exempt_paragraphs", "access_reason")
    title = forms.CharField(
        label="What is the item called?",
        max_length=300,
        help_text="The public reads the title of a closed item too: name nothing in it that is closed.",
        error_messages={"required": "Enter what the item is called."},
    )
    kind = forms.ChoiceField(label="What kind of item is it?", choices=SHOWN_KINDS, initial=AgendaItem.Kind.REPORT)
    asked = forms.CharField(
        label="What is the meeting asked to do?",
        required=False,
        max_length=300,
        help_text="For example, “To review the draft variation and make a report or recommendations”.",
    )
    instrument = forms.ChoiceField(label="Which draft plan or variation is it about?", required=False)
    urgent_reason = forms.CharField(
        label="Which special circumstances make it urgent?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The agenda is open already. The chair’s reason is put on the agenda (s.100B(4) of the 1972 Act).",
    )

    def __init__(self, *args, instruments: Iterable[Any], late: bool, cancel_url: str = "", new: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.instruments = {str(row.pk): row for row in instruments}
        named = [(pk, row.title) for pk, row in self.instruments.items()]
        self.fields["instrument"].choices = [("", "None of them"), *named]
        if not late:
            del self.fields["urgent_reason"]
        self.helper = page_form("Add the item" if new else "Keep the change", cancel_url=cancel_url)

    @property
    def item(self) -> Item:
        """What the item says, from a valid form."""
        told = self.cleaned_data
        return Item(
            title=told["title"],
            kind=told["kind"],
            asked=told["asked"],
            instrument=self.instruments.get(told["instrument"]),
            closing=self.closing,
            urgent_reason=told.get("urgent_reason", "").strip(),
        )


class PaperForm(KeepsDocuments, ClosingFields):
    """A paper: written here, or brought in from a file, or both."""

    documents = ("file",)
    field_order = (
        "title", "sender", "marking", "file", "text", "background_papers", "access", "exempt_paragraphs",
        "access_reason",
    )  # fmt: skip
    title = forms.CharField(
        label="Title", required=False, max_length=300, help_text="Left empty, it is the title that the file gives."
    )
    sender = forms.CharField(label="From", required=False, max_length=200, help_text="The officer whose paper it is.")
    marking = forms.CharField(label="Marking", required=False, max_length=60)
    file = forms.FileField(
        label="A file",
        required=False,
        help_text="The words of a Word, PDF or text file are read into the text below; correct them there. A file of "
        "another kind is offered beside the pack.",
    )
    text = PlanTextField(label="Text", required=False)
    background_papers = forms.CharField(
        label="Background papers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One in each line: documents with facts that it rests on to a material extent (s.100D).",
    )

    def __init__(self, *args, cancel_url: str = "", new: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        if not new:
            del self.fields["file"], self.fields["file_kept"]
            self.documents = ()
        self.new = new
        self.helper = page_form("Add the paper" if new else "Keep the paper", cancel_url=cancel_url)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.new and not cleaned.get("text") and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("text", "Write the paper, or choose its file.")
        if not cleaned.get("title") and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("title", "Enter the title of the paper.")
        return cleaned

    @property
    def written(self) -> Written:
        """What the paper says, from a valid form."""
        told = self.cleaned_data
        background = (line.strip() for line in told["background_papers"].splitlines())
        return Written(
            title=told["title"],
            sender=told["sender"],
            marking=told["marking"],
            text=told["text"],
            background_papers=tuple(line for line in background if line),
            closing=self.closing,
        )


class OpenAgendaForm(forms.Form):
    """Opening agenda and papers to the public; a late one is answered for."""

    on = DayField(label="On which day is it opened?", called="day of opening")
    late_reason = forms.CharField(
        label="Why is it late?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only if it is. The reason is shown with the agenda.",
    )
    late_by = forms.CharField(label="Who answers for that?", required=False, max_length=200)

    def __init__(self, *args, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = page_form("Open the agenda to the public", cancel_url=cancel_url)


class WhyForm(forms.Form):
    """A reason, for what is cancelled or withdrawn."""

    why = forms.CharField(
        label="Why?", widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Write why."}
    )

    def __init__(self, *args, button: str, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form(button, cancel_url=cancel_url, warning=True)
