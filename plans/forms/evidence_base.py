"""The form of one item of the evidence base."""

from collections.abc import Mapping

from django import forms
from django.utils import timezone

from plans.forms.fields import DateTripletField
from plans.forms.kept import KeepsDocuments
from plans.forms.layout import page_form
from plans.models import EvidenceItem
from plans.services.evidence_base import ItemFacts

PUBLISHING = "The public reads it on the page that says how this plan was made, once the plan or variation is public."


class EvidenceItemForm(KeepsDocuments):
    """One item: who led it, what it is, what it says, where it came from, and what it shaped."""

    documents = ("document",)
    led_by = forms.ChoiceField(
        label="Who led it?",
        widget=forms.RadioSelect,
        choices=EvidenceItem.LedBy.choices,
        error_messages={"required": "Choose who led it."},
    )
    kind = forms.ChoiceField(
        label="What is it?",
        widget=forms.RadioSelect,
        choices=EvidenceItem.Kind.choices,
        error_messages={"required": "Choose what it is."},
    )
    title = forms.CharField(label="Its title", max_length=200, error_messages={"required": "Enter its title."})
    says = forms.CharField(
        label="What does it say that bears on this text?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One sentence or more, without the names of people who answered.",
        error_messages={"required": "Write what it says, in a sentence or more."},
    )
    source = forms.CharField(
        label="Which organisation is it from?",
        max_length=200,
        error_messages={"required": "Enter the organisation that it is from."},
    )
    dated = DateTripletField(label="Its date", called="date of the item", required=False)
    document = forms.FileField(
        label="The document itself",
        required=False,
        help_text="PDF, Word, Excel, picture, e-mail or text, up to 20 MB.",
    )
    shaped = forms.MultipleChoiceField(
        label="Which objectives and priority actions did it shape?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those of the working draft.",
    )
    may_be_published = forms.BooleanField(label="It may be published", required=False, help_text=PUBLISHING)

    def __init__(
        self, *args, codes: Mapping[str, str], item: EvidenceItem | None = None, cancel_url: str = "", **kwargs
    ):
        if item is not None:
            kwargs["initial"] = _initial(item)
        super().__init__(*args, **kwargs)
        self.item = item
        gone = [code for code in (item.shaped if item else ()) if code not in codes]
        choices = [(code, f"{code}: {words}") for code, words in codes.items()]
        self.fields["shaped"].choices = [*choices, *((code, f"{code} (no longer in the draft)") for code in gone)]
        if not self.fields["shaped"].choices:
            self.fields["shaped"].help_text = "The working draft has no objective yet."
        if item and item.document:
            self.fields["document"].help_text = f"“{item.document.name}” is kept. Choose another to put in its place."
        button = "Save the item" if item else "Add the item"
        self.helper = page_form(button, *self.fields, cancel_url=cancel_url)

    def clean_dated(self):
        dated = self.cleaned_data["dated"]
        if dated and dated > timezone.localdate():
            raise forms.ValidationError("The date of the item cannot be in the future.")
        return dated

    @property
    def facts(self) -> ItemFacts:
        """What the item says, as it is kept; a document kept before stays where no other was chosen."""
        given = self.cleaned_data
        kept = self.item.document_id if self.item else None
        return ItemFacts(
            led_by=given["led_by"],
            kind=given["kind"],
            title=given["title"],
            says=given["says"],
            source=given["source"],
            dated=given["dated"],
            document=given["document"]["sha256"] if given["document"] else kept,
            shaped=tuple(given["shaped"]),
            may_be_published=given["may_be_published"],
        )


def _initial(item: EvidenceItem) -> dict:
    names = ("led_by", "kind", "title", "says", "source", "dated", "shaped", "may_be_published")
    return {name: getattr(item, name) for name in names}


class WhetherPublicForm(forms.Form):
    """Of an item of what is issued: whether it may be published."""

    may_be_published = forms.BooleanField(label="It may be published", required=False, help_text=PUBLISHING)

    def __init__(self, *args, item: EvidenceItem, cancel_url: str = "", **kwargs):
        super().__init__(*args, initial={"may_be_published": item.may_be_published}, **kwargs)
        self.helper = page_form("Save", "may_be_published", cancel_url=cancel_url)
