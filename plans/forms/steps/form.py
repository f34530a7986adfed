"""What the form of every statutory step has: its date, evidence, the revision on the screen, reasons for waiving."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.html import escape

from plans.forms.fields import DateTripletField
from plans.forms.layout import page_form
from plans.queries.standing import Standing
from plans.services.evidence import EvidenceRefused, keep_evidence, refuse_size
from plans.statute.rules import RULES, refuse
from plans.statute.terms import Refusal

SALT = "plans.evidence"
THE_ACT_PASSED = date(2011, 9, 15)


class StepForm(forms.Form):
    """
    The form of a statutory step.

    A subclass adds the fields of its particulars, in ``particulars_fields``; it may say otherwise in ``particulars``.
    ``first_fields`` and ``last_fields`` stand before and after them and are no particulars. ``button`` is what the
    button says, ``warning`` that the act cannot be undone, ``takes_evidence`` whether a document may be kept with it.

    ``passable`` are the refusals for which a reason may be typed; without it, those whose reason the posted page has.
    """

    button = "Record this step"
    warning = False
    takes_evidence = True
    first_fields: tuple[str, ...] = ()
    particulars_fields: tuple[str, ...] = ()
    last_fields: tuple[str, ...] = ()

    on = DateTripletField(
        label="When was it done?", called="date of the act", help_text="The day of the act itself, not of typing it in."
    )
    evidence = forms.FileField(
        label="Evidence",
        required=False,
        help_text="The letter, paper or minute that shows it. PDF, Word, Excel, picture, e-mail or text, up to 20 MB.",
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args, standing: Standing, passable: Iterable[Refusal] | None = None, cancel_url: str = "", **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.fields["on"].initial = timezone.localdate()
        self.fields["revision"].initial = standing.instrument.revision
        if not self.takes_evidence:
            del self.fields["evidence"], self.fields["kept"]
        self.waiving: dict[str, str] = {}
        self.cancel_url = cancel_url
        self._add_reasons(self._posted() if passable is None else passable)
        self.prepare()
        self._lay_out()

    def _lay_out(self) -> None:
        order = (*self.first_fields, *self.particulars_fields, *self.waiving, "on", "evidence", *self.last_fields)
        names = [name for name in (*order, "kept", "revision") if name in self.fields]
        self.helper = page_form(self.button, *names, cancel_url=self.cancel_url, warning=self.warning)

    def prepare(self) -> None:
        """Fit the fields to where the instrument stands; nothing to fit, unless a subclass says so."""

    def _posted(self) -> list[Refusal]:
        """Return a refusal for each rule for which the posted page had a field for the reason."""
        posted = [rule for rule in RULES.values() if self.is_bound and self.add_prefix(f"waive_{rule.id}") in self.data]
        return [refuse(rule.id, rule.says, waivable=True) for rule in posted]

    def offer_reasons(self, refusals: Iterable[Refusal]) -> None:
        """Let there be, after a refusal, a field for the reason of each rule that may be passed, and no other."""
        for name in self.waiving:
            del self.fields[name]
        self.waiving = {}
        self._add_reasons(refusals)
        self._lay_out()

    def _add_reasons(self, passable: Iterable[Refusal]) -> None:
        """Add a field for the reason of each rule that may be passed, and keep the rule by the name of the field."""
        said: dict[str, list[Refusal]] = {}
        for refusal in passable:
            said.setdefault(refusal.rule, []).append(refusal)
        for rule, found in said.items():
            self.fields[f"waive_{rule}"] = forms.CharField(
                label=f"Your reason for going on all the same, {found[0].section}",
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=escape(" ".join(r.reason for r in found) + " Your reason is kept on the record and shown."),
            )
            self.waiving[f"waive_{rule}"] = rule

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Say why the step was refused, each reason at the field where it can be passed, if there is one."""
        for refusal in refusals:
            field = f"waive_{refusal.rule}" if refusal.waivable else ""
            self.add_error(field if field in self.fields else None, f"{refusal.reason} ({refusal.section})")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("The date of the act cannot be in the future. Record it on the day.")
        if on < THE_ACT_PASSED:
            raise forms.ValidationError(
                "The date of the act is before the Police Reform and Social Responsibility Act 2011. Correct the year."
            )
        return on

    def clean_evidence(self) -> dict[str, str] | None:
        upload = self.cleaned_data.get("evidence")
        if not upload:
            return self._kept_before()
        try:
            refuse_size(upload.size)  # before it is read
            upload.seek(0)  # a form that is made again after a refusal reads it again
            row = keep_evidence(name=upload.name, content=upload.read())
        except EvidenceRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return {"title": upload.name, "sha256": row.digest}

    def _kept_before(self) -> dict[str, str] | None:
        try:
            return signing.loads(self.data.get(self.add_prefix("kept")) or "", salt=SALT)
        except signing.BadSignature:
            return None

    def shown_again(self, revision: int | None = None) -> None:
        """Make ready to be shown again: the document stays kept, and the revision is the one given, if any."""
        self.data = self.data.copy()
        if revision is not None:
            self.data[self.add_prefix("revision")] = str(revision)
        if kept := self.cleaned_data.get("evidence"):
            self.data[self.add_prefix("kept")] = signing.dumps(kept, salt=SALT)
            self["evidence"].help_text = escape(f"“{kept['title']}” is kept; you need not choose it again.")

    @property
    def particulars(self) -> dict[str, Any]:
        """What the step's line on the record says of it."""
        said = ((name, self.cleaned_data.get(name)) for name in self.particulars_fields)
        return {name: value for name, value in said if value not in (None, "", [])}

    @property
    def evidence_items(self) -> tuple[Mapping[str, str], ...]:
        """The evidence that goes with the step."""
        item = self.cleaned_data.get("evidence")
        return (item,) if item else ()

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons given for passing a rule, by rule."""
        given = {rule: (self.cleaned_data.get(name) or "").strip() for name, rule in self.waiving.items()}
        return {rule: reason for rule, reason in given.items() if reason}
