"""Fields of our own: a date typed as day, month and year."""

from datetime import date

from django import forms
from django.template.loader import render_to_string

PARTS = ("day", "month", "year")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def month_number(typed: str) -> str:
    """Return the number of a month written as a word or by its first three letters or more; anything else as it is."""
    word = typed.casefold().rstrip(".")
    found = [number for number, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.startswith(word)]
    return str(found[0]) if found else typed


class DateTripletWidget(forms.Widget):
    """Three text boxes in one fieldset; whatever was typed is shown again, right or wrong."""

    govuk_kind = "date"
    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        if not any(f"{name}_{part}" in data for part in PARTS):
            return None
        return tuple((data.get(f"{name}_{part}") or "").strip() for part in PARTS)

    def value_omitted_from_data(self, data, files, name):
        return not any(f"{name}_{part}" in data for part in PARTS)

    def format_value(self, value):
        if isinstance(value, date):
            return (str(value.day), str(value.month), str(value.year))
        return tuple(value) if value else ("", "", "")

    def id_for_label(self, id_):
        return f"{id_}_day" if id_ else id_

    def boxes(self, name, value, attrs=None, *, wrong=()):
        """Return what the template needs to draw the three boxes; ``wrong`` names the parts to mark."""
        id_for = (attrs or {}).get("id", f"id_{name}")
        return [
            {
                "id": f"{id_for}_{part}",
                "name": f"{name}_{part}",
                "label": part.capitalize(),
                "value": typed,
                "width": 4 if part == "year" else 2,
                "wrong": part in wrong,
            }
            for part, typed in zip(PARTS, self.format_value(value), strict=True)
        ]

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string("govuk/date_boxes.html", {"boxes": self.boxes(name, value, attrs)})


class DateTripletField(forms.Field):
    """
    A date typed as three numbers, the month also as a word.

    ``called`` is what the errors name it by ("date of the act"); without it they use the label.
    A date that is wrong says which part is, by the error's ``params["parts"]``.
    """

    widget = DateTripletWidget

    def __init__(self, *, called="", **kwargs):
        super().__init__(**kwargs)
        label = str(self.label or "date")
        self.called = called or label[0].lower() + label[1:].rstrip("?")

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return value or None
        if not any(value):
            return None
        self._refuse_missing(value)
        return self._real_date(*value)

    def validate(self, value):
        if self.required and value is None:
            raise self._error(f"Enter the {self.called}.", PARTS)

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except forms.ValidationError:
            return True

    def _refuse_missing(self, value):
        missing = [part for part, typed in zip(PARTS, value, strict=True) if not typed]
        if missing:
            raise self._error(f"The {self.called} must include a {' and a '.join(missing)}.", missing)

    def _real_date(self, day, month, year):
        if not (year.isdecimal() and len(year) == 4):
            raise self._error(f"The year of the {self.called} must have four figures, such as 2026.", ["year"])
        try:
            return date(int(year), int(month_number(month)), int(day))
        except ValueError as wrong:
            raise self._error(f"The {self.called} must be a real date, such as 27 3 2026.", PARTS) from wrong

    def _error(self, message, parts):
        return forms.ValidationError(message, code="invalid", params={"parts": tuple(parts)})
