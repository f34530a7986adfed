"""The form about a plan or a variation of the past: its facts and text, and what is known of each step."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import escape

from pcc_plans.backfill.service import Past, PastAct
from pcc_plans.backfill.steps import PAST_STEPS, PastStep
from plans.forms.fields import DateTripletField
from plans.forms.kept import KeepsDocuments
from plans.forms.steps.form import THE_ACT_PASSED
from plans.models import Body, Evidence, Plan
from plans.services.importing import whole_text
from plans.statute.duties import STATED
from plans.statute.terms import InstrumentKind
from plans.text.outline import Outline, Section, SectionKind
from plans.text.papers.paper import PaperRefused

FILE, PASTED, GONE = "file", "pasted", "gone"
PROVED, UNPROVED, NOTHING = "proved", "unproved", "nothing"
NOT_HELD = "The text of this plan is no longer held"


def _past_day(day: date | None) -> date | None:
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
        return _past_day(self.cleaned_data["issued_on"])

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


class StepKnownForm(KeepsDocuments):
    """What is known of one step: its day, by whom, what it said and what shows it; or that nothing was found."""

    documents = ("evidence",)
    found = forms.ChoiceField(
        label="What was found?",
        widget=forms.RadioSelect,
        initial=NOTHING,
        choices=(
            (PROVED, "Its day, and a document that shows it"),
            (UNPROVED, "Its day, and no document"),
            (NOTHING, "No evidence found"),
        ),
        error_messages={"required": "Choose what was found."},
    )
    on = DateTripletField(label="When was it done?", called="day of the step", required=False)
    by = forms.CharField(
        label="By whom?", required=False, max_length=200, help_text="Empty: whoever held the office on that day."
    )
    edition = forms.CharField(label="Which edition?", required=False, max_length=100)
    several = forms.MultipleChoiceField(label="For whom?", required=False, widget=forms.CheckboxSelectMultiple)
    says = forms.CharField(label="What it said", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    full_panel = forms.BooleanField(label="The full Panel adopted it", required=False)
    published_on = DateTripletField(label="When was its record published?", called="day of publication", required=False)
    evidence = forms.FileField(label="The document", required=False, help_text="Up to 20 MB.")

    def __init__(self, *args, asked: PastStep, kind: InstrumentKind, choices: Mapping[str, list], **kwargs):
        super().__init__(*args, prefix=asked.key, **kwargs)
        self.asked, self.kind = asked, kind
        self.legend = asked.legend(kind)
        self.section = asked.step.section_for(kind)
        absent = {
            "edition": asked.key != "consider_requirement",
            "several": not asked.several,
            "says": not asked.says,
            "full_panel": asked.key != "report",
            "published_on": asked.key != "record_decision",
            "by": asked.key == "report",
            "on": asked.key == "issue",
        }
        for name in (name for name, is_absent in absent.items() if is_absent):
            del self.fields[name]
        if asked.several:
            self.fields["several"].choices = choices[asked.several]
            self.fields["several"].label = {"duties": "To what?", "groups": "Whose views?"}.get(asked.several, "Which?")
        if asked.says:
            self.fields["says"].label = asked.words
            self.fields["says"].help_text = asked.hint
        else:
            self.fields["found"].help_text = asked.hint
        if asked.key == "issue":
            self.fields["found"].choices = [(PROVED, "A document that shows it"), (NOTHING, "No evidence found")]

    @property
    def is_told(self) -> bool:
        """Whether anything was said of the step, so that it is shown open."""
        return bool(self.errors) or (self.is_bound and self.data.get(self.add_prefix("found")) not in (None, NOTHING))

    def clean_on(self):
        return _past_day(self.cleaned_data["on"])

    def clean(self):
        given = self.cleaned_data
        found = given.get("found")
        if found == NOTHING or found is None:
            return given
        if "on" in self.fields and not given.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the day, or say that no evidence was found.")
        if found == PROVED and not given.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", "Choose the document that shows it, or say that there is none.")
        if self.asked.several and not given.get("several"):
            self.add_error("several", "Choose at least one.")
        return given

    def acts(self, issued_on: date, held: Mapping[str, str] | None) -> list[PastAct]:
        """Return the acts of the step; ``held`` is the file of the text, which shows the issue where no other does."""
        given = self.cleaned_data
        evidence = given["evidence"] if given["found"] == PROVED else None
        if self.asked.key == "issue":
            evidence = evidence or held
            return [PastAct("issue", issued_on, given["by"], {}, evidence, unproven=evidence is None)]
        if given["found"] == NOTHING:
            return []
        every = given.get("several") or [""]
        particulars = [self._one(one) for one in every]
        if self.asked.several == "recipients":
            particulars = [self._one(every)]
        return [
            PastAct(self.asked.key, given["on"], given.get("by", ""), one, evidence, unproven=evidence is None)
            for one in particulars
        ]

    def _one(self, one: str | list[str]) -> dict[str, Any]:
        given = self.cleaned_data
        said: dict[str, Any] = {}
        if self.asked.each:
            said[self.asked.each] = one
        if self.asked.says and given.get("says"):
            said[self.asked.says] = given["says"]
        if given.get("edition"):
            said["edition"] = given["edition"]
        if self.asked.key == "report":
            said["adopted_by_full_panel"] = given["full_panel"]
        if self.asked.key == "record_reply":
            said["comments"] = bool(given.get("says"))
        if given.get("published_on"):
            said["published_on"] = given["published_on"].isoformat()
        return said


class PastForms:
    """The whole form: the facts and each step."""

    def __init__(self, body: Body, varies: Plan | None, data: Any = None, files: Any = None) -> None:
        kind = InstrumentKind.VARIATION if varies else InstrumentKind.PLAN
        choices = _choices(body)
        self.varies = varies
        self.facts = FactsForm(data, files, body=body, varies=varies)
        self.steps = [StepKnownForm(data, files, asked=one, kind=kind, choices=choices) for one in PAST_STEPS]

    @property
    def all(self) -> list[KeepsDocuments]:
        """Every form on the page, in order."""
        return [self.facts, *self.steps]

    def is_valid(self) -> bool:
        """Whether everything can be kept; each form is looked at, so that every error is said at once."""
        valid = [form.is_valid() for form in self.all]
        return all(valid)

    def shown_again(self) -> None:
        """Make ready to be shown again with everything that was typed."""
        for form in self.all:
            form.is_valid()
            form.shown_again()

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Every error in words, with the id of its box."""
        found = []
        for form in self.all:
            for name, errors in form.errors.items():
                box = form[name].id_for_label or form[name].auto_id if name in form.fields else ""
                found += [(box, error) for error in errors]
        return found

    def past(self) -> Past:
        """Return what the form says, once it is valid."""
        given = self.facts.cleaned_data
        held = given["file"] if given["held"] == FILE else None
        acts = [act for form in self.steps for act in form.acts(given["issued_on"], held)]
        return Past(
            title=given["title"],
            years=given.get("years", ""),
            outline=self.facts.outline,
            issued_on=given["issued_on"],
            effective_from=given["effective_from"] or given["issued_on"],
            period_ends_on=given.get("period_ends_on"),
            acts=tuple(acts),
            varies=self.varies,
        )

    @property
    def nothing_found(self) -> list[str]:
        """The steps of which nothing was found, in words: they are not recorded at all."""
        told = ("prepare_draft", "issue")
        return [
            form.legend
            for form in self.steps
            if form.cleaned_data.get("found") == NOTHING and form.asked.key not in told
        ]


def _choices(body: Body) -> dict[str, list[tuple[str, str]]]:
    authorities = body.authorities.filter(is_chief_constable=False).order_by("name", "from_on")
    named = list({row.ref: row.name for row in authorities}.items())
    return {
        "authorities": named,
        "recipients": [("chief-constable", "The Chief Constable"), *named],
        "duties": [(duty.key, duty.words[:1].upper() + duty.words[1:]) for duty in STATED],
        "groups": [("people", "People in the area"), ("victims", "Victims of crime in the area")],
    }
