"""What the templates of a form need to know about a field: its kind, its control, its first wrong box."""

from django import forms, template

register = template.Library()

# The first that fits counts: CheckboxSelectMultiple is a kind of RadioSelect.
KINDS = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
CLASSES = {
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
}
ERROR_CLASSES = {
    "input": "govuk-input--error",
    "password": "govuk-input--error",
    "select": "govuk-select--error",
    "textarea": "govuk-textarea--error",
    "file": "govuk-file-upload--error",
}


@register.filter
def govuk_kind(field):
    """Return which GOV.UK component draws a bound field; a widget may say so itself in ``govuk_kind``."""
    widget = field.field.widget
    own = getattr(widget, "govuk_kind", None)
    return own or next((kind for widget_class, kind in KINDS if isinstance(widget, widget_class)), "input")


@register.filter
def govuk_control(field):
    """Return the control of a bound field, with the classes that its kind and its errors call for."""
    kind, own = govuk_kind(field), field.field.widget.attrs.get("class", "")
    wanted = [CLASSES.get(kind, ""), own, ERROR_CLASSES.get(kind, "") if field.errors else ""]
    attrs = {"class": " ".join(filter(None, wanted))} if any(wanted) else {}
    if kind == "password":
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    return field.as_widget(attrs=attrs)


@register.filter
def wrong_parts(field):
    """Return the parts of a date that its errors point at; all three when an error names none."""
    parts = [part for error in field.errors.as_data() for part in (error.params or {}).get("parts", ())]
    return parts or (("day", "month", "year") if field.errors else ())


@register.filter
def date_boxes(field):
    """Return the three boxes of a date, with those marked that are wrong."""
    widget = field.field.widget
    attrs = {"id": field.auto_id} if field.auto_id else {}
    return widget.boxes(field.html_name, field.value(), attrs, wrong=wrong_parts(field))


@register.filter
def first_wrong_id(field):
    """Return the id that a link from the error summary goes to."""
    kind = govuk_kind(field)
    if kind == "date":
        return f"{field.auto_id}_{wrong_parts(field)[0]}"
    if kind in ("radios", "checkboxes"):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
