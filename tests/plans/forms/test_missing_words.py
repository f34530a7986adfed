"""A field left empty says what to do, by its own name."""

from django import forms

from plans.forms.fields import DateTripletField
from plans.forms.words import say_what_is_missing


class Form(forms.Form):
    reason = forms.CharField(label="Reason", error_messages={"max_length": "Too long."})
    said = forms.ChoiceField(label="What was said?", choices=[("a", "A")], widget=forms.RadioSelect)
    body = forms.ChoiceField(label="Body", choices=[("", "Choose")])
    letter = forms.FileField(label="The letter")
    sure = forms.BooleanField(label="I have read the draft")
    name = forms.CharField(error_messages={"required": "Enter who replied."})
    done_on = DateTripletField(label="Date of the act")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_what_is_missing(self)


def test_empty_form_says_what_to_do_for_each_field():
    assert Form({}).errors == {
        "reason": ["Fill in “Reason”."],
        "said": ["Choose an answer to “What was said”."],
        "body": ["Choose an answer to “Body”."],
        "letter": ["Choose a file for “The letter”."],
        "sure": ["Tick “I have read the draft”."],
        "name": ["Enter who replied."],
        "done_on": ["Enter the date of the act."],
    }


def test_one_form_does_not_change_the_words_of_another():
    class Plain(forms.Form):
        reason = forms.CharField()

    Form({})

    assert Plain({}).errors == {"reason": ["This field is required."]}
