"""The forms with which the office makes a consultation: what, of whom, from when until when, and its questions."""

from datetime import date

from django import forms

from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form
from plans.models import ConsultationExercise, Instrument, Question
from plans.services.exercises.making import Particulars, wrong_dates

Kind = Question.Kind
DATES = ("opens_on", "closes_on", "retention_until")
MOST_OPTIONS = 20


class ExerciseForm(forms.Form):
    """What the office decides of a consultation. Once it is launched, only the closing day and the day of erasure."""

    audience = forms.ChoiceField(
        label="Who is asked?",
        choices=ConsultationExercise.Audience.choices,
        widget=forms.RadioSelect,
        help_text="What victims answer is opened only by those whom an administrator has named for it.",
        error_messages={"required": "Choose who is asked."},
    )
    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="For example, “What should the next plan do?”",
        error_messages={"required": "Enter a title."},
    )
    instrument = forms.ChoiceField(
        label="Which draft is it about?",
        required=False,
        help_text="What was found then goes on the statutory record of that draft.",
    )
    introduction = forms.CharField(
        label="Introduction",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What it is about, why you ask, and what will be done with the answers.",
        error_messages={"required": "Write an introduction."},
    )
    opens_on = DateTripletField(label="Opens on", called="opening day")
    closes_on = DateTripletField(
        label="Closes on", called="closing day", help_text="Answers are taken until the end of this day."
    )
    retention_until = DateTripletField(
        label="Answers are erased on",
        called="day of erasure",
        help_text="On this day answers, names and documents are erased by themselves. Counts and the summary stay.",
    )
    takes_attachments = forms.BooleanField(
        label="Documents may be attached", required=False, help_text="Up to 5, each up to 10 MB."
    )

    def __init__(
        self,
        *args,
        instruments: list[Instrument],
        today: date,
        exercise: ConsultationExercise | None = None,
        cancel_url: str = "",
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.today, self.exercise = today, exercise
        self.instruments = {one.ref: one for one in instruments}
        choices = [(one.ref, f"{one.title} ({one.kind_words} {one.ref})") for one in instruments]
        self.fields["instrument"].choices = [("", "No draft in particular"), *choices]
        if exercise is not None:
            del self.fields["audience"]
        if self.is_launched:
            for name in set(self.fields) - {"closes_on", "retention_until"}:
                del self.fields[name]
        button = "Save" if exercise else "Go on to the questions"
        self.helper = page_form(button, *self.fields, cancel_url=cancel_url)

    @property
    def is_launched(self) -> bool:
        return self.exercise is not None and self.exercise.is_launched

    def clean(self):
        said = self.cleaned_data
        opens_on = self.exercise.opens_on if self.is_launched else said.get("opens_on")
        if opens_on and not self.is_launched and opens_on < self.today:
            self.add_error("opens_on", "The opening day has passed. Choose today or a later day.")
        if self.is_launched and said.get("closes_on") and said["closes_on"] < self.today:
            self.add_error("closes_on", "The closing day cannot be put into the past. Choose today or a later day.")
        if opens_on and said.get("closes_on") and said.get("retention_until"):
            for name, words in wrong_dates(opens_on, said["closes_on"], said["retention_until"]).items():
                if name in self.fields and name not in self.errors:
                    self.add_error(name, words)
        return said

    @property
    def particulars(self) -> Particulars:
        """What was decided, as the service takes it."""
        given = {name: self.cleaned_data.get(name) for name in Particulars.__dataclass_fields__}
        if self.is_launched:
            fixed = {name: getattr(self.exercise, name) for name in given if name not in self.fields}
            return Particulars(**(given | fixed))
        return Particulars(**(given | {"instrument": self.instruments.get(given["instrument"] or "")}))


class QuestionForm(forms.Form):
    """One question of a set."""

    words = forms.CharField(label="Question", max_length=500, error_messages={"required": "Write the question."})
    hint = forms.CharField(label="Help under the question", max_length=500, required=False)
    kind = forms.ChoiceField(
        label="How is it answered?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is answered."},
    )
    options = forms.CharField(
        label="Answers to choose from",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Each on a line of its own. For a number from 1 to 5: what 1 means, and below it what 5 means.",
    )
    required = forms.BooleanField(label="It must be answered", required=False)
    gives_priorities = forms.BooleanField(
        label="The answer is the authority’s priorities",
        required=False,
        help_text="It goes on the statutory record as what the authority gave (s.10(1)).",
    )

    def __init__(self, *args, exercise: ConsultationExercise, cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if exercise.audience != ConsultationExercise.Audience.AUTHORITIES:
            del self.fields["gives_priorities"]
        self.helper = page_form("Save the question", *self.fields, cancel_url=cancel_url)

    def clean_options(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["options"].splitlines()]
        return [line for line in lines if line]

    def clean(self):
        said = self.cleaned_data
        kind, options = said.get("kind"), said.get("options")
        if kind is None or options is None:
            return said
        if kind in (Kind.ONE, Kind.SEVERAL):
            self._refuse_poor(options)
        elif kind == Kind.SCALE and len(options) > 2:
            self.add_error("options", "A number from 1 to 5 has two meanings at most: of 1, and of 5.")
        elif kind == Kind.TEXT:
            said["options"] = []
        if said.get("gives_priorities") and kind != Kind.TEXT:
            self.add_error("gives_priorities", "Priorities are given in words. Choose an answer in their own words.")
        return said

    def _refuse_poor(self, options: list[str]) -> None:
        if len(options) < 2:
            self.add_error("options", "Give at least two answers to choose from, each on a line of its own.")
        elif len({option.casefold() for option in options}) < len(options):
            self.add_error("options", "An answer stands there twice. Take one of them out.")
        elif len(options) > MOST_OPTIONS:
            self.add_error("options", f"Give {MOST_OPTIONS} answers at most.")
        elif any(";" in option or len(option) > 200 for option in options):
            self.add_error("options", "An answer has no semicolon, and 200 characters at most.")

    def put(self, question: Question) -> Question:
        """Write what was decided onto a question."""
        for name in self.fields:
            setattr(question, name, self.cleaned_data[name])
        return question
