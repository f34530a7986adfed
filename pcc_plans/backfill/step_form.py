"""The form about what is known of one step of the past."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from pcc_plans.backfill.facts_form import past_day
from pcc_plans.backfill.service import PastAct
from pcc_plans.backfill.steps import PastStep
from plans.forms.fields import DateTripletField
from plans.forms.kept import KeepsDocuments
from plans.statute.terms import InstrumentKind

PROVED, UNPROVED, NOTHING = "proved", "unproved", "nothing"


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
        return past_day(self.cleaned_data["on"])

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
