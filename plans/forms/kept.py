"""Documents that come with a form: kept at once, so that a form with an error elsewhere does not lose them."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.html import escape

from plans.services.evidence import EvidenceRefused, keep_evidence, refuse_size

SALT = "plans.kept"


class KeepsDocuments(forms.Form):
    """
    A form whose file fields, named in ``documents``, hold {"title", "sha256"} once cleaned, or None.

    Beside each of them stands a hidden field ``<name>_kept``; show it with the form.
    """

    documents: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.documents:
            self.fields[f"{name}_kept"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name in self.documents:
            if name not in self._errors:
                self._keep(name)

    def _keep(self, name: str) -> None:
        upload = self.cleaned_data.get(name)
        if not upload:
            self.cleaned_data[name] = self._kept_before(name)
            return
        try:
            refuse_size(upload.size)
            upload.seek(0)
            row = keep_evidence(name=upload.name, content=upload.read())
            self.cleaned_data[name] = {"title": upload.name, "sha256": row.digest}
        except EvidenceRefused as refused:
            self.add_error(name, str(refused))

    def _kept_before(self, name: str) -> dict[str, str] | None:
        try:
            return signing.loads(self.data.get(self.add_prefix(f"{name}_kept")) or "", salt=SALT)
        except signing.BadSignature:
            return None

    def shown_again(self) -> None:
        """Make ready to be shown again after an error: each document stays kept, and the page says so."""
        self.data = self.data.copy()
        for name in self.documents:
            if kept := self.cleaned_data.get(name):
                self.data[self.add_prefix(f"{name}_kept")] = signing.dumps(kept, salt=SALT)
                self[name].help_text = escape(f"“{kept['title']}” is kept; you need not choose it again.")
