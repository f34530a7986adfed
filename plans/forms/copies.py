"""Forms with which copies are served: to everybody, to one address, by hand, and what became of a letter."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils import timezone

from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form

CHANNELS = (("post", "By post"), ("hand", "By hand"))
Choices = Sequence[tuple[str, str]]


class WhatIsSent(forms.Form):
    """Which of the documents is sent, where there is a choice (s.5(11))."""

    form = forms.ChoiceField(
        label="What is sent?",
        widget=forms.RadioSelect,
        help_text="The plan as varied may stand for the variation (section 5(11)). Both are held.",
        error_messages={"required": "Choose what is sent."},
    )

    def __init__(self, *args, renderings: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        field.choices, field.initial = list(renderings), renderings[0][0] if renderings else None
        if len(renderings) == 1:
            field.widget = forms.HiddenInput()


class SendAllForm(WhatIsSent):
    """Sending to everybody who is owed a copy and has an address."""

    def __init__(self, *args, count: int, **kwargs):
        super().__init__(*args, **kwargs)
        button = "Send the copy that is owed" if count == 1 else f"Send all {count} that are owed"
        self.helper = page_form(button, "form")


class SendOneForm(WhatIsSent):
    """Sending to one recipient, at an address that may be corrected."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="A corrected address is used for this letter. The administrator corrects the register.",
        error_messages={
            "required": "Enter the e-mail address.",
            "invalid": "Enter an e-mail address, such as clerk@council.example.",
        },
    )

    def __init__(self, *args, action: str, again: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Send it again" if again else "Send it", "email", "form", action=action)


class ByHandForm(WhatIsSent):
    """Recording that a copy on paper was posted or handed over."""

    channel = forms.ChoiceField(
        label="How did it go?",
        widget=forms.RadioSelect,
        choices=CHANNELS,
        initial="post",
        error_messages={"required": "Choose how it went."},
    )
    on = DateTripletField(label="On which day?", called="day on which it went")

    def __init__(self, *args, action: str, not_before: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.not_before = not_before
        self.fields["on"].initial = timezone.localdate()
        self.helper = page_form("Record that it went", "form", "channel", "on", action=action)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("The day on which it went cannot be in the future. Record it on the day.")
        if on < self.not_before:
            raise forms.ValidationError("The day on which it went is before there was anything to send. Correct it.")
        return on


class SettleForm(forms.Form):
    """What the mail server's log shows of a letter of which nobody knew whether it left."""

    left = forms.ChoiceField(
        label="What does the mail server’s log show?",
        widget=forms.RadioSelect,
        choices=(("yes", "The letter left"), ("no", "The letter did not leave")),
        error_messages={"required": "Say what the mail server’s log shows."},
    )

    def __init__(self, *args, action: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Record it", "left", action=action)
