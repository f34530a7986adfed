"""What a box says when it refuses: the framework's own sentences put so that they say what to do next."""

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator

CHOOSE = "Choose one of the answers that the page lists. If what you want is not there, load the page again."
SAID: dict[type[forms.Field], dict[str, str]] = {
    forms.ChoiceField: {"invalid_choice": CHOOSE},
    forms.MultipleChoiceField: {"invalid_choice": CHOOSE, "invalid_list": CHOOSE},
    forms.IntegerField: {"invalid": "Write a whole number in figures, such as 12."},
    forms.FileField: {
        "empty": "The file is empty. Choose another file.",
        "missing": "No file came with the form. Choose it again.",
        "invalid": "No file came with the form. Choose it again.",
    },
}
TOO_LONG = "This is %(show_value)d characters long. Shorten it to %(limit_value)d or fewer."
NULL = "The text holds a character that cannot be kept. Type it again, or paste it as plain text."


def speak_plainly() -> None:
    """Put the sentences in place, before any form is made."""
    for field, sentences in SAID.items():
        field.default_error_messages = field.default_error_messages | sentences
    MaxLengthValidator.message = TOO_LONG
    ProhibitNullCharactersValidator.message = NULL
