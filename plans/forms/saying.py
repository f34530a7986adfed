"""What a member of the Panel says about a draft, to themselves or to the room, and how a page sends it."""

from uuid import uuid4

from django import forms

from plans.forms.comments import NewCommentForm, ReplyForm
from plans.forms.fields import DateTripletField


class SentFromAPage(forms.Form):
    """The id that something was given where it was written, and who was signed in there."""

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SayForm(NewCommentForm, SentFromAPage):
    """Something said on words of a section, or on all of it: a private note, or a comment to the Panel's room."""

    NOTE, COMMENT = "note", "comment"

    who = forms.ChoiceField(
        label="Who reads it",
        choices=[(NOTE, "Only you"), (COMMENT, "Everyone in the Panel’s room")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who reads it."},
    )
    field_order = ("section", "quote", "text", "who")

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "What you want to say"
        self.initial |= {"who": self.NOTE, "client_id": uuid4()} | (initial or {})


class RoomReplyForm(ReplyForm, SentFromAPage):
    """A reply in the Panel's room."""

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"client_id": uuid4()} | (initial or {})


class LookForm(forms.Form):
    """Which frozen draft the Panel is shown informally, when, and where."""

    draft = forms.ChoiceField(
        label="Which draft",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a draft that was frozen."},
    )
    on = DateTripletField(label="Day on which the Panel sees it")
    occasion = forms.CharField(
        label="Where the Panel sees it",
        help_text="For example: the Panel’s workshop, or its working group.",
        max_length=200,
        error_messages={"required": "Say where the Panel sees it."},
    )
