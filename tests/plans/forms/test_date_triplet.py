"""The date of three boxes: what it takes, what it refuses and in which words."""

from datetime import date

import pytest
from django import forms

from plans.forms.fields import DateTripletField


class ActForm(forms.Form):
    done_on = DateTripletField(label="Date of the act")


def bound(day, month, year):
    return ActForm({"done_on_day": day, "done_on_month": month, "done_on_year": year})


@pytest.mark.parametrize(
    "typed",
    [
        ("5", "2", "2014"),
        ("05", "02", "2014"),
        (" 5 ", "Feb", "2014"),
        ("5", "february", "2014"),
        ("5", "Febr.", "2014"),
    ],
)
def test_date_is_read_however_it_is_typed(typed):
    form = bound(*typed)

    assert form.is_valid()
    assert form.cleaned_data == {"done_on": date(2014, 2, 5)}


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (("", "", ""), "Enter the date of the act.", ("day", "month", "year")),
        (("5", "2", ""), "The date of the act must include a year.", ("year",)),
        (("", "", "2014"), "The date of the act must include a day and a month.", ("day", "month")),
        (("5", "2", "14"), "The year of the date of the act must have four figures, such as 2026.", ("year",)),
        (("30", "2", "2014"), "The date of the act must be a real date, such as 27 3 2026.", ("day", "month", "year")),
        (("x", "y", "2014"), "The date of the act must be a real date, such as 27 3 2026.", ("day", "month", "year")),
        (
            ("5", "Marchhare", "2014"),
            "The date of the act must be a real date, such as 27 3 2026.",
            ("day", "month", "year"),
        ),
        (("5", "ma", "2014"), "The date of the act must be a real date, such as 27 3 2026.", ("day", "month", "year")),
        (("5", "2", "２０１４年"), "The year of the date of the act must have four figures, such as 2026.", ("year",)),
    ],
)
def test_wrong_date_is_refused_in_words(typed, message, wrong):
    form = bound(*typed)

    assert form.errors == {"done_on": [message]}
    assert form.errors["done_on"].as_data()[0].params == {"parts": wrong}


def test_date_that_may_be_left_out_is_nothing():
    class Form(forms.Form):
        done_on = DateTripletField(required=False)

    form = Form({})

    assert form.is_valid()
    assert form.cleaned_data == {"done_on": None}


def test_form_with_the_same_date_has_not_changed():
    form = ActForm(
        {"done_on_day": "5", "done_on_month": "2", "done_on_year": "2014"}, initial={"done_on": date(2014, 2, 5)}
    )

    assert not form.has_changed()
    assert bound("99", "2", "2014").has_changed()


def test_question_names_the_date_in_the_errors():
    class Form(forms.Form):
        met_on = DateTripletField(label="When did the Panel meet?", called="date of the meeting")

    assert Form({}).errors == {"met_on": ["Enter the date of the meeting."]}
