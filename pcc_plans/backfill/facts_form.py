"""The form about the facts and the text of a plan or a variation of the past."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import escape

from plans.forms.fields import DateTripletField
from plans.forms.kept import KeepsDocuments
from plans.forms.steps.form import THE_ACT_PASSED
from plans.models import Body, Evidence, Plan
from plans.services.importing import whole_text
from plans.text.outline import Outline, Section, SectionKind
from plans.text.papers.paper import PaperRefused

FILE, PASTED, GONE = "file", "pasted", "gone"
NOT_HELD = "The text of this plan is no longer held"


def past_day(day: date | None) -> date | None:
    """Return a day of the past, or none; :raises ValidationError: if it is ahead, or before the Act."""
    if day and day > timezone.localdate():
        raise forms.ValidationError("This day is in the future. Only what has happened is history.")
    if day and day < THE_ACT_PASSED:
        raise forms.ValidationError("This day is before the Police Reform and Social Responsibility Act 2011.")
    return day


class FactsForm(KeepsDocuments):
    """What the plan or variation is, its dates, and its text."""

    documents = ("file",)
    title = forms.CharField(label="Its title", max_length=200, error_messages={"required": "Enter its title."})
    years = forms.CharField(
        label="The years in its title", max_length=40, required=False, help_text="For example, “2013 to 2017”."
    )
    issued_on = DateTripletField(label="When was it issued?", called="day of issue")
    effective_from = DateTripletField(
        label="From when did it have effect?",
        called="day from which it had effect",
        required=False,
        help_text="Leave it empty for the day of issue.",
    )
    period_ends_on = DateTripletField(
        label="When did its planning period end?",
        called="last day of the planning period",
        help_text="The legal period, which may differ from the years in the title.",
    )
    held = forms.ChoiceField(
        label="What do you hold of its text?",
        widget=forms.RadioSelect,
        choices=(
            (FILE, "A file of it"),
            (PASTED, "Its words, to paste here"),
            (GONE, "We no longer hold the text"),
        ),
        error_messages={"required": "Choose what you hold of its text."},
    )
    file = forms.FileField(
        label="The file",
        required=False,
        help_text="A text, Word (.docx) or PDF file of up to 20 MB. It is kept as evidence of the issue too.",
    )
    text = forms.CharField(label="The words", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8}))
    known = forms.CharField(
        label="What is known of a text that is no longer held",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="At least what its title page said, or where it is mentioned. The public reads this in its place.",
    )

    def __init__(self, *args, body: Body, varies: Plan | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.body, self.varies, self.outline = body, varies, None
        if varies:
            del self.fields["years"], self.fields["period_ends_on"]
            self.fields["title"].help_text = "What the variation was about."
            self.fields["text"].label = "The words of the whole plan as varied"

    def clean_issued_on(self):
        return past_day(self.cleaned_data["issued_on"])

    def clean(self):
        given = self.cleaned_data
        issued = given.get("issued_on")
        effect = given.get("effective_from") or issued
        ends = given.get("period_ends_on")
        if issued and effect and effect < issued:
            self.add_error("effective_from", "It cannot have had effect before it was issued.")
        if effect and ends and ends < effect:
            self.add_error("period_ends_on", "Its period cannot end before it has effect.")
        if issued and effect:
            self._refuse_what_is_here(issued, effect)
        if given.get("held"):
            self._read(given)
        return given

    def _refuse_what_is_here(self, issued: date, effect: date) -> None:
        if self.varies is None:
            if other := self.body.plans.filter(effective_from=effect).first():
                self.add_error("effective_from", f"“{other.name}” has effect from that day already.")
            return
        latest = self.varies.editions.order_by("-number").first()
        if latest and issued <= latest.issued_on:
            self.add_error(
                "issued_on",
                f"Edition {latest.number} of the plan was issued on {latest.issued_on:%-d %B %Y}. "
                "Bring variations in one after another, the earliest first.",
            )

    def _read(self, given: dict[str, Any]) -> None:
        """Read the text, and say at its own field what is wrong with it."""
        name = {FILE: "file", PASTED: "text", GONE: "known"}[given["held"]]
        wanted = {FILE: "Choose the file.", PASTED: "Paste the words.", GONE: "Write what is known of the text."}
        if name in self.errors:
            return
        if not given.get(name) or not (name == "file" or given[name].strip()):
            self.add_error(name, wanted[given["held"]])
            return
        try:
            self.outline = self._outline(given)
        except PaperRefused as refused:
            self.add_error(name, str(refused))

    def _outline(self, given: dict[str, Any]) -> Outline:
        title = self.varies.title if self.varies else given.get("title", "")
        if given["held"] == GONE:
            html = "".join(f"<p>{escape(line)}</p>" for line in given["known"].splitlines() if line.strip())
            return Outline(title, (Section("text-not-held", SectionKind.OTHER, NOT_HELD, html),))
        if given["held"] == PASTED:
            return Outline(title, whole_text(name="pasted.txt", data=given["text"].encode()).sections)
        kept = Evidence.objects.get(pk=given["file"]["sha256"])
        return Outline(title, whole_text(name=given["file"]["title"], data=bytes(kept.content)).sections)
