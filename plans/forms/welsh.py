"""The Welsh text of one section: its heading, its text, and the words of its objectives and priority actions."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms

from plans.forms.drafting import PlanTextField
from plans.text.outline import Objective, Section


class WelshForm(forms.Form):
    """
    One section in Welsh. Each objective and action of the English has boxes of its own under its code.

    ``english`` is the section that it is made from; codes, kind and limbs are those of the English.
    """

    heading = forms.CharField(
        label="Heading in Welsh", max_length=300, error_messages={"required": "Give the heading in Welsh."}
    )
    html = PlanTextField(label="Text in Welsh", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, *, english: Section, welsh: Section | None = None, revision: int = 0) -> None:
        initial = {"revision": revision}
        if welsh is not None:
            initial |= {"heading": welsh.heading, "html": welsh.html}
        super().__init__(data, initial=initial)
        self.english = english
        for name in ("heading", "html"):
            self.fields[name].widget.attrs["lang"] = "cy"
        for name, label, value, long in _boxes(english, welsh):
            widget = forms.Textarea(attrs={"rows": 3, "lang": "cy"}) if long else forms.TextInput(attrs={"lang": "cy"})
            self.fields[name] = forms.CharField(
                label=label,
                initial=value,
                required=not long or "-a" in name,
                widget=widget,
                error_messages={"required": f"Give {label[0].lower()}{label[1:]}."},
            )

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The boxes of the objectives and priority actions, in the order of the text."""
        return [self[name] for name in self.fields if name.startswith("o")]

    def section(self) -> Section:
        """Return the Welsh section as it was typed."""
        typed = self.cleaned_data
        objectives = tuple(
            replace(
                objective,
                title=typed[f"o{n}-title"],
                aim=typed[f"o{n}-aim"] if objective.aim else "",
                outcomes=_lines(typed[f"o{n}-outcomes"]) if objective.outcomes else (),
                actions=tuple(
                    replace(action, text=typed[f"o{n}-a{m}-text"]) for m, action in enumerate(objective.actions)
                ),
            )
            for n, objective in enumerate(self.english.objectives)
        )
        return replace(self.english, heading=typed["heading"], html=typed["html"], objectives=objectives)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _boxes(english: Section, welsh: Section | None) -> Iterator[tuple[str, str, str, bool]]:
    """Yield the name, label and value of each box, and whether it holds more than a line."""
    known = {objective.code: objective for objective in welsh.objectives} if welsh else {}
    for n, objective in enumerate(english.objectives):
        was = known.get(objective.code, Objective(objective.code, ""))
        texts = {action.code: action.text for action in was.actions}
        yield f"o{n}-title", f"The title of objective {objective.code} in Welsh", was.title, False
        if objective.aim:
            yield f"o{n}-aim", f"The aim of objective {objective.code} in Welsh", was.aim, True
        if objective.outcomes:
            label = f"The outcomes of objective {objective.code} in Welsh, one on each line"
            yield f"o{n}-outcomes", label, "\n".join(was.outcomes), True
        for m, action in enumerate(objective.actions):
            yield f"o{n}-a{m}-text", f"Priority action {action.code} in Welsh", texts.get(action.code, ""), True
