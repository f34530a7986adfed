"""The form for a Word file that came back."""

from django import forms

from plans.models import Instrument, Wording
from plans.queries.returned import texts_sent_out


class ReturnedForm(forms.Form):
    """The file, and the text that it was made from where the file does not say so itself."""

    file = forms.FileField(
        label="The Word file",
        help_text="A .docx of up to 20 MB, with the changes tracked and the comments that people made in it.",
        widget=forms.ClearableFileInput({"accept": ".docx"}),
        error_messages={"required": "Choose the Word file that came back.", "empty": "The file is empty."},
    )
    wording = forms.ChoiceField(
        label="The text that it was made from",
        help_text="A file that was downloaded here says so itself.",
        required=False,
    )

    def __init__(self, *args, instrument: Instrument, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wording"].choices = [("", "The file says so itself"), *texts_sent_out(instrument)]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > 20 * 1024 * 1024:
            raise forms.ValidationError("The file is larger than 20 MB. Take its pictures out and try again.")
        if not file.name.lower().endswith(".docx"):
            raise forms.ValidationError("Only a Word file (.docx) can carry tracked changes. Save it as one.")
        return file

    def chosen(self) -> Wording | None:
        """Return the wording that was chosen, or None where the file is to say so."""
        return Wording.objects.filter(pk=self.cleaned_data["wording"]).first()
