"""A box that refuses says what to do next, whatever was put into it."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.forms.drafting import AddSectionForm
from plans.forms.importing import PaperForm
from plans.forms.office import BeginForm
from plans.forms.plain_words import CHOOSE, NULL


def refused(form, name: str) -> list[str]:
    return form.errors.get(name, [])


def test_an_answer_that_the_page_does_not_list_is_refused_in_words():
    form = BeginForm({"what": "a-planet", "title": "Roads"}, plans=[], cancel_url="/office/")

    assert refused(form, "what") == [CHOOSE]


def test_a_heading_that_is_too_long_is_told_how_long_it_may_be():
    form = AddSectionForm({"heading": "a" * 301, "kind": "other"}, sections=[])

    assert refused(form, "heading") == ["This is 301 characters long. Shorten it to 300 or fewer."]


@pytest.mark.parametrize("typed", ["x\x00y", "\x00"])
def test_a_null_character_is_refused_with_what_to_do_about_it(typed):
    assert refused(PaperForm({"text": typed}), "text") == [NULL]


def test_an_empty_document_is_refused_with_what_to_do_about_it():
    class Document(forms.Form):
        file = forms.FileField()

    form = Document({}, {"file": SimpleUploadedFile("letter.pdf", b"")})

    assert refused(form, "file") == ["The file is empty. Choose another file."]
