"""The forms with which people answer: one question a page, the start with its trap for machines, the code."""

from django import forms
from django.utils.html import escape

from plans.forms.layout import page_form
from plans.models import Answer, Question
from plans.services.exercises.attachments import AttachmentRefused, refuse_size

Kind = Question.Kind
LONGEST = 5000
TRAP = "website"
"""The name of the box that people do not see and machines fill in."""


def field_for(question: Question) -> forms.Field:
    """Return the field of a question, as it is asked on a page."""
    required = {"required": "Answer this question."}
    told = {
        "label": question.words,
        "help_text": escape(question.hint),
        "required": question.required,
        "error_messages": required,
    }
    if question.is_text:
        too_long = {"max_length": f"The answer is longer than {LONGEST:,} characters. Shorten it."}
        box = forms.Textarea(attrs={"rows": 8})
        return forms.CharField(**told | {"max_length": LONGEST, "widget": box, "error_messages": required | too_long})
    choices = [(str(place), label) for place, label in enumerate(question.labels)]
    wrong = {"invalid_choice": "Choose one of the answers on the page."}
    if question.kind == Kind.SEVERAL:
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(
            **told | {"choices": choices, "widget": boxes, "error_messages": required | wrong}
        )
    return forms.ChoiceField(
        **told | {"choices": choices, "widget": forms.RadioSelect, "error_messages": required | wrong}
    )


class AnswerForm(forms.Form):
    """One question, with what was answered before."""

    def __init__(self, *args, question: Question, before: Answer | None, button: str = "Save and continue", **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["answer"] = field_for(question)
        self.fields["answer"].initial = _initial(question, before)
        self.helper = page_form(button, "answer")

    @property
    def text(self) -> str:
        return self.cleaned_data["answer"] if self.question.is_text else ""

    @property
    def chosen(self) -> tuple[int, ...]:
        if self.question.is_text:
            return ()
        return chosen_of(self.cleaned_data["answer"])


def chosen_of(said: str | list[str]) -> tuple[int, ...]:
    """Return the places of what was chosen, from the value of a choice field."""
    values = said if isinstance(said, list) else [said]
    return tuple(int(value) for value in values if value)


def _initial(question: Question, before: Answer | None) -> str | list[str]:
    if before is None:
        return ""
    if question.is_text:
        return before.text
    places = [str(place) for place in before.chosen]
    return places if question.kind == Kind.SEVERAL else places[0] if places else ""


class CodeForm(forms.Form):
    """The code with which somebody goes on where they stopped."""

    code = forms.CharField(
        label="Your code",
        max_length=40,
        help_text="It has three groups of four letters and figures, such as K7QF-9XPM-2HTR.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Enter your code."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Go on", "code")


class AttachForm(forms.Form):
    """A document that goes with the answers."""

    document = forms.FileField(
        label="Attach a document",
        help_text="PDF, Word, Excel, OpenDocument, picture or text, up to 10 MB.",
        error_messages={"required": "Choose a document to attach.", "empty": "The document is empty."},
    )

    def clean_document(self):
        document = self.cleaned_data["document"]
        try:
            refuse_size(document.size)
        except AttachmentRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return document
