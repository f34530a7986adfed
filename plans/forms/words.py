"""What a form says of a field that was left empty: what to do, by the name the field has on the page."""

from django import forms

# The first that fits counts: CheckboxSelectMultiple is a kind of RadioSelect.
WORDS = (
    (forms.CheckboxInput, "Tick “{label}”."),
    (forms.FileInput, "Choose a file for “{label}”."),
    ((forms.RadioSelect, forms.Select), "Choose an answer to “{label}”."),
    (forms.Widget, "Fill in “{label}”."),
)


def say_what_is_missing(form):
    """
    This function will make each field of a form say what to do when it is left empty: "Fill in “Reason”."

    A field with words of its own keeps them. Call it at the end of the form's ``__init__``.
    """
    for bound in form:
        messages = bound.field.error_messages
        if messages.get("required") == forms.Field.default_error_messages["required"]:
            words = next(words for widgets, words in WORDS if isinstance(bound.field.widget, widgets))
            messages["required"] = words.format(label=str(bound.label).rstrip(":?"))
