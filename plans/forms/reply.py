"""The form with which the Chief Constable replies through a signed link."""

from django import forms

from plans.forms.layout import page_form

COMMENTS = (("yes", "I have comments"), ("no", "I have no comments"))


class ReplyForm(forms.Form):
    """The reply to a consultation: comments, or a plain statement that there are none."""

    comments = forms.ChoiceField(
        label="Do you have comments on this draft?",
        choices=COMMENTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you have comments."},
    )
    reply = forms.CharField(
        label="Your comments",
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Give the number of the paragraph that each comment is about. They become part of the public record.",
        error_messages={"max_length": "The reply is longer than 50,000 characters. Send it as a letter instead."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("Send the reply", "comments", "reply")

    def clean(self):
        said = self.cleaned_data
        if said.get("comments") == "yes" and not (said.get("reply") or "").strip() and "reply" not in self.errors:
            self.add_error("reply", "Write your comments, or choose that you have none.")
        if said.get("comments") == "no" and (said.get("reply") or "").strip():
            self.add_error(
                "comments",
                "You wrote comments and chose that you have none. Take the words out, or choose "
                "that you have comments.",
            )
        return said

    @property
    def has_comments(self) -> bool:
        """Whether comments were made."""
        return self.cleaned_data["comments"] == "yes"

    @property
    def words(self) -> str:
        """The reply in words: what was written, or that there is nothing to say."""
        return self.cleaned_data["reply"].strip() or "I have no comments on this draft."
