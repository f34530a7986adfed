"""Forms of the drafting room: a section with its text, its objectives and priority actions, and reasons for changes."""

import re
from collections.abc import Callable, Iterable, Mapping

from django import forms
from django.utils.html import escape
from django_prose_editor.widgets import ProseEditorWidget, importmap, prose_editor_js
from js_asset import Media, Script

from plans.models import DraftSection
from plans.queries.drafting import KIND_WORDS
from plans.statute.terms import LIMB_WORDS, Limb
from plans.text.markup import CANONICAL_TAGS, MarkupError, clean
from plans.text.outline import Objective, PriorityAction, Section, SectionKind

KINDS = [(kind.value, words[0].upper() + words[1:]) for kind, words in KIND_WORDS.items()]
LIMBS = [(limb.value, words[0].upper() + words[1:]) for limb, words in LIMB_WORDS.items()]
THEME = re.compile(r"[A-Z]{1,3}")
CODE = re.compile(r"[A-Z]{1,3}[0-9]{1,3}")
_ANY_ELEMENT = re.compile(rf"</?(?:{'|'.join(sorted(CANONICAL_TAGS))}|div|span|b|i|h\d|script|style)\b", re.IGNORECASE)


class PlanTextWidget(ProseEditorWidget):
    """The rich text editor with the project's own preset; without a script it is a box of text."""

    govuk_kind = "rich"

    def __init__(self, attrs=None):
        attrs = {"rows": 18, "class": "govuk-textarea pc-plan-source", "spellcheck": "true"} | (attrs or {})
        super().__init__(attrs=attrs, preset="plan", config={"extensions": {}})

    @property
    def media(self):
        return Media(importmap=importmap, js=[prose_editor_js, Script("js/plan-editor.js", type="module")])


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


class SectionForm(forms.Form):
    """One section of the draft, with the revision that was on the screen."""

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

    @classmethod
    def of(cls, row: DraftSection) -> "SectionForm":
        shown = {"heading": row.heading, "kind": row.kind, "limbs": row.limbs, "html": row.html}
        return cls(initial=shown | {"revision": row.revision})

    def section(self, section_id: str, objectives: tuple[Objective, ...]) -> Section:
        return Section(
            id=section_id,
            kind=SectionKind(self.cleaned_data["kind"]),
            heading=self.cleaned_data["heading"],
            html=self.cleaned_data["html"],
            limbs=frozenset(Limb(limb) for limb in self.cleaned_data["limbs"]),
            objectives=objectives,
        )


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
    """One priority action."""

    code = _code_field("Code", rf"^{CODE.pattern}$", "V8", max_length=6)
    text = forms.CharField(
        label="Priority action",
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Say what the priority action is, or leave the whole row empty."},
    )
    lead = forms.CharField(label="Who leads", max_length=100, required=False)


class ObjectiveRow:
    """An objective on the screen with its priority actions."""

    def __init__(self, form: ObjectiveForm, actions: list[ActionForm]) -> None:
        self.form = form
        self.actions = actions


OBJECTIVE_BOXES = ("code", "title", "aim", "outcomes")
ACTION_BOXES = ("code", "text", "lead")
MOST_ROWS = 200


def typed_objectives(data: Mapping) -> list[dict]:
    """Return what was typed into the boxes of the objectives, row by row, nothing checked."""

    def boxes(prefix: str, names: Iterable[str]) -> dict:
        return {name: str(data.get(f"{prefix}-{name}", "")) for name in names}

    return [
        boxes(f"o{n}", OBJECTIVE_BOXES)
        | {"actions": [boxes(f"o{n}-a{m}", ACTION_BOXES) for m in range(_rows(data, f"o{n}-rows"))]}
        for n in range(_rows(data, "o-rows"))
    ]


def _rows(data: Mapping, name: str) -> int:
    said = str(data.get(name, "0"))
    return min(int(said), MOST_ROWS) if said.isdecimal() else 0


def with_row_changed(typed: list[dict], act: str, propose: Callable[[str], str]) -> list[dict]:
    """
    Return the rows after a button was pressed: "add-objective", "remove-objective-1", "add-action-0",
    "remove-action-0-2". ``propose`` gives the next free code of a theme letter.
    """
    verb, _, rest = act.partition("-")
    what, *places = rest.split("-")
    numbers = [int(place) for place in places if place.isdecimal()]
    rows = [row | {"actions": list(row["actions"])} for row in typed]
    if (verb, what) == ("add", "objective"):
        rows.append(dict.fromkeys(OBJECTIVE_BOXES, "") | {"actions": []})
    elif numbers and numbers[0] < len(rows):
        row = rows[numbers[0]]
        if (verb, what) == ("remove", "objective"):
            rows.remove(row)
        elif (verb, what) == ("add", "action"):
            theme = row["code"].strip()
            row["actions"].append({"code": propose(theme) if THEME.fullmatch(theme) else "", "text": "", "lead": ""})
        elif (verb, what) == ("remove", "action") and len(numbers) == 2 and numbers[1] < len(row["actions"]):
            del row["actions"][numbers[1]]
    return rows


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
            )
            for n, objective in enumerate(typed)
        ]

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
        """Every error in words with the id of its box."""
        return [
            (form[name].id_for_label, error)
            for form in self.forms
            if form.is_bound
            for name, errors in form.errors.items()
            for error in errors
        ]

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


def _row_form(kind: type[forms.Form], prefix: str, typed: Mapping, *, bound: bool) -> forms.Form:
    boxes = {name: value for name, value in typed.items() if name != "actions"}
    said = any(value.strip() for name, value in boxes.items() if name != "code")
    said = said or any(_row_said(action) for action in typed.get("actions", ()))
    if not (bound and said):
        return kind(prefix=prefix, initial=boxes)
    return kind({f"{prefix}-{name}": value for name, value in boxes.items()}, prefix=prefix)


def _row_said(action: Mapping) -> bool:
    return any(value.strip() for name, value in action.items() if name != "code")


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
