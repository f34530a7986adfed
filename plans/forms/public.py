"""The one form of the public pages: a day to see the plan as it then read."""

from django import forms

from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form


class DayForm(forms.Form):
    """The day to show a plan at."""

    day = DateTripletField(label="Which day?", help_text="For example, 27 3 2026.", called="day")

    def __init__(self, *args, action: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Show the plan on that day", "day", action=action)
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
