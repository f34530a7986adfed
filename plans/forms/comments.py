"""Forms of the comments: a new one on some words, a reply, other words for one's own."""

from collections.abc import Iterable

from django import forms


def _said(label: str, rows: int = 3, **kwargs) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea({"rows": rows, "spellcheck": "true"}),
        error_messages={"required": "Write what you want to say."},
        **kwargs,
    )


class NewCommentForm(forms.Form):
    """A comment on words of a section; the words around them are filled in where they were selected by a script."""

    section = forms.ChoiceField(label="Section", error_messages={"invalid_choice": "Choose a section of this text."})
    quote = forms.CharField(
        label="The words it is about",
        help_text="Copy them from the text. Leave the box empty to comment on the whole section.",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 2}),
    )
    text = _said("Your comment")
    before = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    after = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    wording = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, sections: Iterable[tuple[str, str]], only: str = "", **kwargs):
        super().__init__(*args, auto_id="comment_%s", **kwargs)
        self.fields["section"].choices = sections
        if only:
            self.fields["section"].widget = forms.HiddenInput()
            self.initial["section"] = only


class ReplyForm(forms.Form):
    """A reply; a resolved thread stays resolved unless the box is ticked."""

    text = _said("Your reply")
    reopening = forms.BooleanField(label="Reopen the thread with this reply", required=False)

    def __init__(self, *args, thread_id: int, resolved: bool, **kwargs):
        super().__init__(*args, auto_id=f"reply_{thread_id}_%s", **kwargs)
        if not resolved:
            del self.fields["reopening"]


class EditCommentForm(forms.Form):
    """Other words for a comment of one's own."""

    text = _said("Your comment", rows=5)
