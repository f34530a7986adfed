"""The whole form about a plan or a variation of the past: its facts and text, and what is known of each step."""

from typing import Any

from pcc_plans.backfill.facts_form import FILE, FactsForm
from pcc_plans.backfill.service import Past
from pcc_plans.backfill.step_form import NOTHING, StepKnownForm
from pcc_plans.backfill.steps import PAST_STEPS
from plans.forms.kept import KeepsDocuments
from plans.models import Body, Plan
from plans.statute.duties import STATED
from plans.statute.terms import InstrumentKind


class PastForms:
    """The whole form: the facts and each step."""

    def __init__(self, body: Body, varies: Plan | None, data: Any = None, files: Any = None) -> None:
        kind = InstrumentKind.VARIATION if varies else InstrumentKind.PLAN
        choices = _choices(body)
        self.varies = varies
        self.facts = FactsForm(data, files, body=body, varies=varies)
        self.steps = [StepKnownForm(data, files, asked=one, kind=kind, choices=choices) for one in PAST_STEPS]

    @property
    def all(self) -> list[KeepsDocuments]:
        """Every form on the page, in order."""
        return [self.facts, *self.steps]

    def is_valid(self) -> bool:
        """Whether everything can be kept; each form is looked at, so that every error is said at once."""
        valid = [form.is_valid() for form in self.all]
        return all(valid)

    def shown_again(self) -> None:
        """Make ready to be shown again with everything that was typed."""
        for form in self.all:
            form.is_valid()
            form.shown_again()

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Every error in words, with the id of its box."""
        found = []
        for form in self.all:
            for name, errors in form.errors.items():
                box = form[name].id_for_label or form[name].auto_id if name in form.fields else ""
                found += [(box, error) for error in errors]
        return found

    def past(self) -> Past:
        """Return what the form says, once it is valid."""
        given = self.facts.cleaned_data
        held = given["file"] if given["held"] == FILE else None
        acts = [act for form in self.steps for act in form.acts(given["issued_on"], held)]
        return Past(
            title=given["title"],
            years=given.get("years", ""),
            outline=self.facts.outline,
            issued_on=given["issued_on"],
            effective_from=given["effective_from"] or given["issued_on"],
            period_ends_on=given.get("period_ends_on"),
            acts=tuple(acts),
            varies=self.varies,
        )

    @property
    def nothing_found(self) -> list[str]:
        """The steps of which nothing was found, in words: they are not recorded at all."""
        told = ("prepare_draft", "issue")
        return [
            form.legend
            for form in self.steps
            if form.cleaned_data.get("found") == NOTHING and form.asked.key not in told
        ]


def _choices(body: Body) -> dict[str, list[tuple[str, str]]]:
    authorities = body.authorities.filter(is_chief_constable=False).order_by("name", "from_on")
    named = list({row.ref: row.name for row in authorities}.items())
    return {
        "authorities": named,
        "recipients": [("chief-constable", "The Chief Constable"), *named],
        "duties": [(duty.key, duty.words[:1].upper() + duty.words[1:]) for duty in STATED],
        "groups": [("people", "People in the area"), ("victims", "Victims of crime in the area")],
    }
