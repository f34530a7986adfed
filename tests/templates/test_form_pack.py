"""The govuk template pack: what it draws is what the design system's own components draw."""

import re

import pytest
from django import forms
from django.template import Context, Template

from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form
from tests.templates.soundness import faults


class EveryForm(forms.Form):
    name = forms.CharField(label="National Insurance number", help_text="On your card.")
    changed = forms.ChoiceField(label="Changed?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    which = forms.MultipleChoiceField(
        label="Which?", choices=[("a", "First"), ("b", "Second")], widget=forms.CheckboxSelectMultiple
    )
    body = forms.ChoiceField(label="Body", choices=[("1", "Fenmarch")])
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 5}))
    paper = forms.FileField(label="Upload a file")
    born = DateTripletField(label="Date of birth")
    sure = forms.BooleanField(label="I am sure")
    key = forms.CharField(widget=forms.HiddenInput, initial="k")
    helper = page_form("Save and go on", cancel_url="/office/")


def close_up(html):
    return re.sub(r"\s+", " ", re.sub(r"\s*(<[^>]+>)\s*", r"\1", html)).strip()


# Written by hand after govuk-frontend 6.6.0's own examples; ids and "required" are Django's.
EXPECTED = {
    "name": """<div class="govuk-form-group"><label class="govuk-label" for="id_name">National Insurance number</label>
        <div id="id_name_helptext" class="govuk-hint">On your card.</div>
        <input type="text" name="name" class="govuk-input" required aria-describedby="id_name_helptext" id="id_name">
        </div>""",
    "changed": """<div class="govuk-form-group"><fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend">Changed?</legend><div class="govuk-radios" data-module="govuk-radios">
        <div class="govuk-radios__item">
        <input class="govuk-radios__input" type="radio" name="changed" value="yes" id="id_changed_0" required>
        <label class="govuk-label govuk-radios__label" for="id_changed_0">Yes</label></div>
        <div class="govuk-radios__item">
        <input class="govuk-radios__input" type="radio" name="changed" value="no" id="id_changed_1" required>
        <label class="govuk-label govuk-radios__label" for="id_changed_1">No</label></div></div></fieldset></div>""",
    "which": """<div class="govuk-form-group"><fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend">Which?</legend>
        <div class="govuk-checkboxes" data-module="govuk-checkboxes"><div class="govuk-checkboxes__item">
        <input class="govuk-checkboxes__input" type="checkbox" name="which" value="a" id="id_which_0">
        <label class="govuk-label govuk-checkboxes__label" for="id_which_0">First</label></div>
        <div class="govuk-checkboxes__item">
        <input class="govuk-checkboxes__input" type="checkbox" name="which" value="b" id="id_which_1">
        <label class="govuk-label govuk-checkboxes__label" for="id_which_1">Second</label></div></div>
        </fieldset></div>""",
    "body": """<div class="govuk-form-group"><label class="govuk-label" for="id_body">Body</label>
        <select name="body" class="govuk-select" id="id_body"><option value="1">Fenmarch</option></select></div>""",
    "reason": """<div class="govuk-form-group"><label class="govuk-label" for="id_reason">Reason</label>
        <textarea name="reason" cols="40" rows="5" class="govuk-textarea" required id="id_reason"></textarea></div>""",
    "paper": """<div class="govuk-form-group"><label class="govuk-label" for="id_paper">Upload a file</label>
        <input type="file" name="paper" class="govuk-file-upload" required id="id_paper"></div>""",
    "born": """<div class="govuk-form-group"><fieldset class="govuk-fieldset" role="group">
        <legend class="govuk-fieldset__legend">Date of birth</legend><div class="govuk-date-input" id="id_born">
        <div class="govuk-date-input__item"><div class="govuk-form-group">
        <label class="govuk-label govuk-date-input__label" for="id_born_day">Day</label>
        <input class="govuk-input govuk-date-input__input govuk-input--width-2" id="id_born_day" name="born_day"
 type="text" inputmode="numeric"></div></div>
        <div class="govuk-date-input__item"><div class="govuk-form-group">
        <label class="govuk-label govuk-date-input__label" for="id_born_month">Month</label>
        <input class="govuk-input govuk-date-input__input govuk-input--width-2" id="id_born_month" name="born_month"
 type="text" inputmode="numeric"></div></div>
        <div class="govuk-date-input__item"><div class="govuk-form-group">
        <label class="govuk-label govuk-date-input__label" for="id_born_year">Year</label>
        <input class="govuk-input govuk-date-input__input govuk-input--width-4" id="id_born_year" name="born_year"
 type="text" inputmode="numeric"></div></div></div></fieldset></div>""",
}


class Alone(forms.Form):
    """One field by itself, so that its markup is all there is."""

    def __init__(self, name, data=None):
        super().__init__(data)
        self.fields[name] = EveryForm.base_fields[name]


def field_html(name, data=None):
    template = Template("{% load crispy_forms_filters %}{{ form|crispy }}")
    return close_up(template.render(Context({"form": Alone(name, data)})))


@pytest.mark.parametrize("name", EXPECTED)
def test_field_is_drawn_as_the_design_system_draws_it(name):
    assert field_html(name) == close_up(EXPECTED[name])


@pytest.mark.parametrize(
    ("name", "error_class"),
    [
        ("name", "govuk-input--error"),
        ("body", "govuk-select--error"),
        ("reason", "govuk-textarea--error"),
        ("paper", "govuk-file-upload--error"),
    ],
)
def test_error_stands_by_the_field_and_is_heard_with_it(name, error_class):
    html = field_html(name, {})

    assert html.count("govuk-form-group--error") == 1
    assert '<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span>' in html
    assert error_class in html
    assert f"id_{name}_error" in re.search(r'aria-describedby="([^"]+)"', html)[1].split()


def test_date_marks_only_the_box_that_is_wrong_and_keeps_what_was_typed():
    html = field_html("born", {"born_day": "31", "born_month": "three", "born_year": ""})

    assert html.count("govuk-input--error") == 1
    assert 'value="31"' in html
    assert 'value="three"' in html


def test_choice_made_stays_made():
    assert re.search(r'value="no" id="id_changed_1" required checked', field_html("changed", {"changed": "no"}))
    assert re.search(r'value="b" id="id_which_1" checked', field_html("which", {"which": ["b"]}))


def test_whole_form_is_sound_and_has_one_button():
    html = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": EveryForm()}))

    assert faults(html) == []
    assert html.count('type="submit"') == 1
    assert "novalidate" in html
    assert 'enctype="multipart/form-data"' in html
    assert '<a class="govuk-link" href="/office/">Cancel</a>' in html
    assert html.count('type="hidden" name="key"') == 1


def test_summary_links_to_the_first_wrong_box():
    form = EveryForm({"born_day": "31", "born_month": "3", "born_year": ""})

    html = Template("{% load crispy_forms_filters %}{{ form|as_crispy_errors }}").render(Context({"form": form}))

    assert '<a href="#id_born_year">The date of birth must include a year.</a>' in html
    assert '<a href="#id_changed_0">' in html
    assert '<a href="#id_name">' in html
