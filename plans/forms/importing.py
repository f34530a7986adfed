"""Forms of the import: a paper or pasted text, and what becomes of each section found in it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.html import escape

from plans.forms.drafting import KINDS
from plans.models import DraftSection
from plans.services.importing import Arriving
from plans.text.outline import SectionKind

NEW, JOIN, LEAVE = "new", "join", "leave"


class PaperForm(forms.Form):
    """A paper as a file, or as pasted text."""

    file = forms.FileField(
        label="The paper",
        help_text="A text, Word (.docx) or PDF file of up to 20 MB.",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput({"accept": ".txt,.docx,.pdf"}),
    )
    text = forms.CharField(label="Or paste its text", required=False, strip=False, widget=forms.Textarea({"rows": 8}))

    def clean(self):
        found = super().clean()
        if not self.errors and not found.get("file") and not (found.get("text") or "").strip():
            self.add_error("file", "Choose the file of a paper, or paste its text into the box.")
        return found

    def paper(self) -> tuple[str, bytes]:
        """Return the name and the bytes of what came in."""
        file = self.cleaned_data["file"]
        return (file.name, file.read()) if file else ("pasted text.txt", self.cleaned_data["text"].encode())


class ArrivingForm(forms.Form):
    """What becomes of one section found in a paper."""

    heading = forms.CharField(
        label="Heading",
        help_text="Empty: a replaced section keeps its own.",
        max_length=300,
        required=False,
    )
    place = forms.ChoiceField(label="Where it goes")
    kind = forms.ChoiceField(label="What the section is", choices=KINDS)

    def __init__(self, *args, found: Mapping[str, Any], rows: Iterable[DraftSection], first: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = found
        self.rows = {row.section_id: row for row in rows}
        join = [] if first else [(JOIN, "Join it to the section before it")]
        self.fields["place"].choices = [
            (NEW, "A new section at the end"),
            *join,
            (LEAVE, "Leave it out"),
            ("Take the place of the text of", [(place_of(row), row.heading) for row in self.rows.values()]),
        ]

    def clean(self):
        found = super().clean()
        if found.get("place") == NEW and not found.get("heading"):
            self.add_error("heading", "Give the section a heading, or leave the section out.")
        return found

    def arriving(self) -> Arriving:
        place, heading = self.cleaned_data["place"], self.cleaned_data["heading"]
        if place == NEW:
            return Arriving(heading, SectionKind(self.cleaned_data["kind"]), self.found["html"])
        section_id, revision = place.rsplit("@", 1)
        row = self.rows[section_id]
        return Arriving(heading or row.heading, SectionKind(row.kind), self.found["html"], section_id, int(revision))


def place_of(row: DraftSection) -> str:
    """Name a section of the draft and the revision on the screen, so that newer words are never written over."""
    return f"{row.section_id}@{row.revision}"


class PreviewForms:
    """The sections found in a paper, each with its form."""

    def __init__(
        self, sections: list[Mapping[str, Any]], rows: list[DraftSection], data: Mapping | None = None
    ) -> None:
        by_heading = {row.heading.casefold(): row for row in rows}
        self.forms = []
        for n, section in enumerate(sections):
            same = by_heading.get(section["heading"].casefold())
            shown = {"heading": section["heading"], "kind": section["kind"], "place": place_of(same) if same else NEW}
            form = ArrivingForm(data, prefix=f"s{n}", initial=shown, found=section, rows=rows, first=n == 0)
            self.forms.append(form)

    def is_valid(self) -> bool:
        if not self.errors:
            self._refuse_clashes()
        return not self.errors

    def _refuse_clashes(self) -> None:
        used: set[str] = set()
        for form in self.forms:
            place = form.cleaned_data["place"]
            if place == JOIN and not used:
                form.add_error("place", "Every section before this one is left out. Choose where this one goes.")
            elif place in used and place not in (NEW, JOIN):
                form.add_error("place", "A section above already goes there. Join the two, or choose another place.")
            elif place != LEAVE:
                used.add(place)
        if not used and self.forms:
            self.forms[0].add_error("place", "Every section is left out. Choose where at least one goes.")

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Every error in words with the id of its box."""
        return [
            (form[name].id_for_label, e) for form in self.forms for name, errors in form.errors.items() for e in errors
        ]

    def arriving(self) -> tuple[Arriving, ...]:
        """Return what lands, in order, joined as chosen."""
        landing: list[Arriving] = []
        for form in self.forms:
            place = form.cleaned_data["place"]
            if place == JOIN:
                landing[-1] = _joined(landing[-1], form.cleaned_data["heading"], form.found["html"])
            elif place != LEAVE:
                landing.append(form.arriving())
        return tuple(landing)


def _joined(above: Arriving, heading: str, html: str) -> Arriving:
    within = f"<h3>{escape(heading)}</h3>" if heading else ""
    return replace(above, html=f"{above.html}{within}{html}")
