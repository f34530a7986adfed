"""The form of one row of the register of offices."""

from collections.abc import Iterable

from django import forms
from django.contrib.auth.models import User

from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form
from plans.queries.offices import REGISTERED

OFFICES = {office.value: office.value.replace("_", " ").capitalize() for office in REGISTERED}


class OfficeHolderForm(forms.Form):
    """
    Somebody in the register of offices: which office, who, from when to when.

    ``people`` are those whose account may be tied to the office; None for who may not say so.
    """

    office = forms.ChoiceField(
        label="Which office?",
        widget=forms.RadioSelect,
        choices=OFFICES.items(),
        error_messages={"required": "Choose the office."},
    )
    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Enter the name."})
    title = forms.CharField(
        label="Rank or title",
        max_length=100,
        required=False,
        help_text="For example, “Temporary Chief Constable”. It is kept with what that person is asked and says.",
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        error_messages={"invalid": "Enter an e-mail address, such as name@example.police.uk."},
    )
    from_on = DateTripletField(
        label="First day in office",
        called="first day in office",
        help_text="A commissioner’s term begins on the seventh day after the poll.",
    )
    to_on = DateTripletField(
        label="Last day in office",
        called="last day in office",
        required=False,
        help_text="Leave it empty while there is no end.",
    )
    account = forms.ChoiceField(
        label="Who signs in as this person?",
        required=False,
        help_text="What that account records is then recorded in this office’s name.",
        error_messages={"invalid_choice": "Choose one of the people of this office."},
    )
    both = forms.BooleanField(label="Both were in office on those days", required=False)
    why = forms.CharField(
        label="Why is it changed?",
        max_length=100,
        help_text="For example, “Term ended at the election” or “Date corrected from the letter of appointment”.",
        error_messages={"required": "Write why the register is changed."},
    )

    def __init__(self, *args, people: Iterable[User] | None, new: bool, cancel_url: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people or ()}
        names = {key: person.get_full_name() or person.get_username() for key, person in self.people.items()}
        self.fields["account"].choices = [("", "Nobody"), *names.items()]
        if people is None:
            del self.fields["account"]
        self.button, self.cancel_url = ("Add to the register" if new else "Save the change"), cancel_url
        if new:
            del self.fields["why"]
        else:
            del self.fields["office"]
        self._lay_out(asked=False)

    def _lay_out(self, *, asked: bool) -> None:
        names = [name for name in self.fields if asked or name != "both"]
        self.helper = page_form(self.button, *names, cancel_url=self.cancel_url)

    def ask(self, question: str) -> None:
        """Ask whether two were in office on the same days, at a box to tick."""
        self._lay_out(asked=True)
        self.add_error("both", f"{question} Tick the box if both were in office.")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "The last day in office cannot be before the first.")
        return cleaned

    @property
    def account_chosen(self) -> User | None:
        """The account that this person signs in with, if one was chosen."""
        return self.people.get(self.cleaned_data.get("account", ""))
