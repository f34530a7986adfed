"""Objectives and their priority actions as rows of boxes: added, moved, pasted and taken out without a script."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django import forms

from plans.forms.pasted_actions import CODE, pasted_actions
from plans.models import DraftObjective
from plans.text.outline import Objective, PriorityAction

THEME = re.compile(r"[A-Z]{1,3}")
Propose = Callable[[str, tuple[str, ...]], str]


def _code_field(label, pattern, example, **kwargs):
    return forms.RegexField(
        pattern,
        label=label,
        strip=True,
        error_messages={
            "required": f"Give the {label.lower()}, such as {example}.",
            "invalid": f"Give the {label.lower()} in capital letters, such as {example}.",
        },
        **kwargs,
    )


class ObjectiveForm(forms.Form):
    """One police and crime objective. The boxes of a row that is left empty are no objective."""

    code = _code_field(
        "Theme letter",
        rf"^{THEME.pattern}$",
        "V",
        max_length=3,
        widget=forms.TextInput({"class": "pc-rows__short"}),
    )
    title = forms.CharField(
        label="Objective", max_length=300, error_messages={"required": "Say the objective in a few words."}
    )
    aim = forms.CharField(label="Aim", required=False, widget=forms.Textarea({"rows": 2}))
    outcomes = forms.CharField(
        label="Shared outcomes",
        help_text="One on each line.",
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class ActionForm(forms.Form):
    """One priority action; ``saved`` and ``issued`` say whether the draft and an edition have its code already."""

    saved = issued = movable = False
    code = _code_field("Code", rf"^{CODE.pattern}$", "V8", max_length=6)
    text = forms.CharField(
        label="Priority action",
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Say what the priority action is, or leave the whole row empty."},
    )
    lead = forms.CharField(label="Who leads", max_length=100, required=False)


@dataclass
class ObjectiveRow:
    """An objective on the screen with its priority actions, and rows pasted for more of them that could not be read."""

    form: ObjectiveForm
    actions: list[ActionForm]
    pasted: str = ""
    problems: tuple[str, ...] = ()


OBJECTIVE_BOXES = ("code", "title", "aim", "outcomes")
ACTION_BOXES = ("code", "text", "lead")
EMPTY_ACTION = dict.fromkeys(ACTION_BOXES, "")
MOST_ROWS = 200
REPEATED = "The code {} is that of priority action {} too. Each has its own code: give this one another."


def typed_objectives(data: Mapping) -> list[dict]:
    """Return what was typed into the boxes of the objectives, row by row, nothing checked."""

    def boxes(prefix: str, names: Iterable[str]) -> dict:
        return {name: str(data.get(f"{prefix}-{name}", "")) for name in names}

    return [
        boxes(f"o{n}", (*OBJECTIVE_BOXES, "pasted"))
        | {"actions": [boxes(f"o{n}-a{m}", ACTION_BOXES) for m in range(_rows(data, f"o{n}-rows"))]}
        for n in range(_rows(data, "o-rows"))
    ]


def _rows(data: Mapping, name: str) -> int:
    said = str(data.get(name, "0"))
    return min(int(said), MOST_ROWS) if said.isdecimal() else 0


def with_row_changed(typed: list[dict], act: str, propose: Propose) -> list[dict]:
    """
    Return the rows after a button was pressed: "add-objective", "remove-objective-1", "up-objective-1",
    "down-action-0-2", "add-action-0", "remove-action-0-2", "paste-actions-0".

    ``propose`` gives the next free code of a theme letter, apart from those on the screen.
    """
    verb, _, rest = act.partition("-")
    what, *places = rest.split("-")
    numbers = [int(place) for place in places if place.isdecimal()]
    rows = [row | {"actions": list(row["actions"])} for row in typed]
    if (verb, what) == ("add", "objective"):
        rows.append(dict.fromkeys(OBJECTIVE_BOXES, "") | {"actions": []})
    elif what == "objective" and len(numbers) == 1:
        _change(rows, verb, numbers[0])
    elif numbers and numbers[0] < len(rows):
        _change_actions(rows, rows[numbers[0]], f"{verb}-{what}", numbers[1:], propose)
    return rows


def _change(rows: list[dict], verb: str, place: int) -> None:
    """Remove a row, or move it one place up or down."""
    there = place + {"up": -1, "down": 1}.get(verb, 0)
    if not (0 <= place < len(rows) and 0 <= there < len(rows)):
        return
    if verb == "remove":
        del rows[place]
    else:
        rows[place], rows[there] = rows[there], rows[place]


def _change_actions(rows: list[dict], row: dict, act: str, places: list[int], propose: Propose) -> None:
    actions, theme = row["actions"], row["code"].strip()
    on_screen = [action["code"] for other in rows for action in other["actions"]]
    if act == "add-action":
        actions.append(EMPTY_ACTION | {"code": propose(theme, tuple(on_screen)) if THEME.fullmatch(theme) else ""})
    elif act == "paste-actions" and not (found := pasted_actions(row["pasted"], on_screen)).problems:
        for action in found.actions:
            code = action["code"] or (propose(theme, tuple(on_screen)) if THEME.fullmatch(theme) else "")
            on_screen.append(code)
            actions.append(action | {"code": code})
        row["pasted"] = ""
    elif act == "paste-actions":
        row["problems"] = found.problems
    elif places:
        _change(actions, act.removesuffix("-action"), places[0])


class ObjectivesForms:
    """
    The objectives of a section with their priority actions: rows of boxes that can be added to without a script.

    The boxes are named ``o0-title``, ``o0-a1-code``; ``o-rows`` and ``o0-rows`` say how many rows there are. A row in
    which nothing but a code is typed counts for nothing when it is saved.
    """

    def __init__(self, typed: list[dict], *, bound: bool) -> None:
        self.rows = [
            ObjectiveRow(
                _row_form(ObjectiveForm, f"o{n}", objective, bound=bound),
                [_row_form(ActionForm, f"o{n}-a{m}", a, bound=bound) for m, a in enumerate(objective["actions"])],
                objective.get("pasted", ""),
                objective.get("problems", ()),
            )
            for n, objective in enumerate(typed)
        ]
        self._name_repeated_codes()

    def _name_repeated_codes(self) -> None:
        """Say at the box of each code that stands on the screen before it as well."""
        first: dict[str, str] = {}
        for n, row in enumerate(self.rows, start=1):
            for m, action in enumerate(row.actions, start=1):
                code = action.cleaned_data.get("code") if action.is_bound and action.is_valid() else ""
                if code and first.setdefault(code, f"{n}.{m}") != f"{n}.{m}":
                    action.add_error("code", REPEATED.format(code, first[code]))

    @classmethod
    def of(cls, objectives: Iterable[Objective]) -> "ObjectivesForms":
        return cls(
            [
                {
                    "code": objective.code,
                    "title": objective.title,
                    "aim": objective.aim,
                    "outcomes": "\n".join(objective.outcomes),
                    "actions": [{"code": a.code, "text": a.text, "lead": a.lead} for a in objective.actions],
                }
                for objective in objectives
            ],
            bound=False,
        )

    @property
    def forms(self) -> list[forms.Form]:
        return [form for row in self.rows for form in (row.form, *row.actions)]

    def is_valid(self) -> bool:
        return not self.errors

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Every error in words, the objective and priority action first, with the id of its box."""
        found = []
        for n, row in enumerate(self.rows, start=1):
            found += [(f"id_o{n - 1}-pasted", f"Objective {n}, pasted rows. {problem}") for problem in row.problems]
            found += _errors_of(row.form, f"Objective {n}")
            for m, action in enumerate(row.actions, start=1):
                found += _errors_of(action, f"Priority action {n}.{m}")
        return found

    def keep_codes(self, saved: Collection[str], issued: Collection[str], objectives: int) -> None:
        """
        Let the codes that are saved stand as they are; what an edition has as well is retired, not just removed.

        A box that shows such a code can be read, and no longer changed. ``objectives`` is how many the draft has.
        """
        for row in self.rows:
            for action in row.actions:
                code = action["code"].value()
                action.issued = code in issued
                action.saved = code in saved or action.issued
                action.movable = code in saved and objectives > 1
                if action.saved:
                    action.fields["code"].widget.attrs["readonly"] = True

    def objectives(self) -> tuple[Objective, ...]:
        """Return what the rows say, once they are valid."""
        return tuple(
            Objective(
                code=row.form.cleaned_data["code"],
                title=row.form.cleaned_data["title"],
                aim=row.form.cleaned_data["aim"],
                outcomes=tuple(line.strip() for line in row.form.cleaned_data["outcomes"].splitlines() if line.strip()),
                actions=tuple(PriorityAction(**action.cleaned_data) for action in row.actions if action.is_bound),
            )
            for row in self.rows
            if row.form.is_bound
        )


def _errors_of(form: forms.Form, where: str) -> list[tuple[str, str]]:
    return [
        (form[name].id_for_label, f"{where}: {error}")
        for name, errors in (form.errors if form.is_bound else {}).items()
        for error in errors
    ]


def _row_form(kind: type[forms.Form], prefix: str, typed: Mapping, *, bound: bool) -> forms.Form:
    boxes = {name: value for name, value in typed.items() if name in kind.base_fields}
    said = any(value.strip() for name, value in boxes.items() if name != "code")
    said = said or any(_row_said(action) for action in typed.get("actions", ()))
    if not (bound and said):
        return kind(prefix=prefix, initial=boxes)
    return kind({f"{prefix}-{name}": value for name, value in boxes.items()}, prefix=prefix)


def _row_said(action: Mapping) -> bool:
    return any(value.strip() for name, value in action.items() if name != "code")


class MoveActionForm(forms.Form):
    """To which objective a priority action goes."""

    to = forms.ChoiceField(
        label="Which objective does it belong to?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the objective that the priority action goes to."},
    )

    def __init__(self, *args, objectives: Iterable[DraftObjective], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [
            (str(objective.pk), f"{objective.code}: {objective.title} ({objective.section.heading})")
            for objective in objectives
        ]
