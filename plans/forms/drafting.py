"""Forms of the drafting room: a section with its text, a new section, and reasons for changes."""

import re
from collections.abc import Iterable

from django import forms
from django.utils.html import escape
from django_prose_editor.widgets import ProseEditorWidget, importmap, prose_editor_js
from js_asset import ImportMap, Media, Script

from plans.models import DraftSection
from plans.queries.drafting import KIND_WORDS
from plans.services.saving import base_token
from plans.statute.terms import LIMB_WORDS, Limb
from plans.text.markup import CANONICAL_TAGS, MarkupError, clean, undescribed_pictures
from plans.text.outline import Objective, Section, SectionKind

KINDS = [(kind.value, words[0].upper() + words[1:]) for kind, words in KIND_WORDS.items()]
LIMBS = [(limb.value, words[0].upper() + words[1:]) for limb, words in LIMB_WORDS.items()]
_OUR_MODULES = ImportMap({"plan-pictures": "js/plan-pictures.js"})
NO_DESCRIPTION = (
    "Describe the picture, so that everybody learns what it tells: choose it in the text, press “Picture”, and write "
    "what it shows."
)
_ANY_ELEMENT = re.compile(rf"</?(?:{'|'.join(sorted(CANONICAL_TAGS))}|div|span|b|i|h\d|script|style)\b", re.IGNORECASE)


class PlanTextWidget(ProseEditorWidget):
    """The rich text editor with the project's own preset; without a script it is a box of text."""

    govuk_kind = "rich"

    def __init__(self, attrs=None):
        attrs = {"rows": 18, "class": "govuk-textarea pc-plan-source", "spellcheck": "true"} | (attrs or {})
        super().__init__(attrs=attrs, preset="plan", config={"extensions": {}})

    @property
    def media(self):
        return Media(
            importmap=importmap | _OUR_MODULES, js=[prose_editor_js, Script("js/plan-editor.js", type="module")]
        )


def paragraphs_of(text: str) -> str:
    """Return what was typed: HTML as it is, plain text as one paragraph for each part between blank lines."""
    if _ANY_ELEMENT.search(text):
        return text
    return "".join(f"<p>{escape(part.strip())}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())


class PlanTextField(forms.CharField):
    """The text of a section: whatever arrives, canonical HTML comes out."""

    widget = PlanTextWidget

    def to_python(self, value):
        try:
            return clean(paragraphs_of(str(value or "").replace("\r\n", "\n")))
        except MarkupError as wrong:
            raise forms.ValidationError(str(wrong), code="markup") from wrong

    def validate(self, value):
        super().validate(value)
        if undescribed_pictures(value):
            raise forms.ValidationError(NO_DESCRIPTION, code="picture")


class SectionForm(forms.Form):
    """One section of the draft, with the revision that was on the screen and, signed, the text it showed."""

    heading = forms.CharField(
        label="Heading", max_length=300, error_messages={"required": "Give the section a heading."}
    )
    html = PlanTextField(label="Text", required=False)
    kind = forms.ChoiceField(label="What the section is", choices=KINDS)
    limbs = forms.MultipleChoiceField(
        label="What the section sets out",
        help_text="The contents that the Police Reform and Social Responsibility Act 2011, s.7, asks of a plan.",
        choices=LIMBS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, row: DraftSection) -> "SectionForm":
        shown = {"heading": row.heading, "kind": row.kind, "limbs": row.limbs, "html": row.html}
        return cls(initial=shown | {"revision": row.revision, "base": base_token(row, row.as_section())})

    def section(self, section_id: str, objectives: tuple[Objective, ...]) -> Section:
        return Section(
            id=section_id,
            kind=SectionKind(self.cleaned_data["kind"]),
            heading=self.cleaned_data["heading"],
            html=self.cleaned_data["html"],
            limbs=frozenset(Limb(limb) for limb in self.cleaned_data["limbs"]),
            objectives=objectives,
        )


class AddSectionForm(forms.Form):
    """A new, empty section."""

    heading = forms.CharField(
        label="Heading of the new section", max_length=300, error_messages={"required": "Give the section a heading."}
    )
    kind = forms.ChoiceField(label="What the section is", choices=KINDS, initial=SectionKind.OTHER.value)
    after = forms.ChoiceField(label="Where it stands", required=False)

    def __init__(self, *args, sections: Iterable[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        after = [(section_id, f"After {words}") for section_id, words in sections]
        self.fields["after"].choices = [("", "At the end"), *after]


class ReasonForm(forms.Form):
    """Why a change is made."""

    reason = forms.CharField(
        label="Why this change is made",
        help_text="One or two sentences. The Panel and the public read them beside the change.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Say in a sentence why this change is made."},
    )


class ReasonsForm(ReasonForm):
    """Why some changes are made: one reason for all that are ticked."""

    reason = forms.CharField(
        label="Why the ticked changes are made",
        help_text="One or two sentences. The Panel and the public read them beside each of these changes.",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say in a sentence why these changes are made."},
    )


class VersionForm(forms.Form):
    """The name of a version."""

    name = forms.CharField(
        label="Name of the version",
        help_text="Such as “As read by the Commissioner”.",
        max_length=80,
        error_messages={"required": "Give the version a name."},
    )
