"""The objectives and priority actions of a section of a draft: what stays is kept, what changed is written."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model

from plans.models import DraftAction, DraftObjective, DraftSection, Instrument
from plans.queries.texts import retired_codes
from plans.services.editing_history import keep
from plans.text.outline import Objective, OutlineError


def refuse_retired(instrument: Instrument, codes: set[str]) -> None:
    """:raises OutlineError: if an edition of the plan retired one of the codes. One query."""
    retired = retired_codes(instrument.plan)
    again = sorted(code for code in codes if code in retired)
    if again:
        raise OutlineError(
            f"Priority action {', '.join(again)} was retired by an earlier edition, and its code is not used again. "
            f"Give the action a new code."
        )


@transaction.atomic
def put_objectives(
    *,
    section: DraftSection,
    objectives: tuple[Objective, ...],
    by: AbstractBaseUser | None = None,
    automatic: bool = False,
) -> None:
    """
    Make the objectives and priority actions of a section of the draft read so; rows that stay are the same rows.

    An objective is known by its theme letter, a priority action by its code, wherever in the section it now stands.

    :raises OutlineError: if a code stands twice in the draft, or was retired.
    """
    rows = sorted(section.objectives.all(), key=lambda row: row.position)
    actions = {action.code: action for row in rows for action in row.actions.all()}
    codes = [action.code for objective in objectives for action in objective.actions]
    _refuse_twice(section, codes, new=set(codes) - actions.keys())
    for code in actions.keys() - set(codes):
        _take_out(actions[code], by)
    matched, left = _matched(rows, objectives)
    for n, objective in enumerate(objectives, start=1):
        row = matched[n - 1] or DraftObjective(section=section)
        said = {
            "section": section,
            "position": n,
            "code": objective.code,
            "title": objective.title,
            "aim": objective.aim,
            "outcomes": "\n".join(objective.outcomes),
        }
        _put(row, said, by=by, automatic=automatic)
        for m, action in enumerate(objective.actions, start=1):
            said = {"objective_id": row.pk, "position": m, "code": action.code, "text": action.text}
            found = actions.get(action.code) or DraftAction(instrument_id=section.instrument_id)
            _put(found, said | {"lead": action.lead}, by=by, automatic=automatic)
    for row in left:
        _take_out(row, by)
    section._prefetched_objects_cache = {}


def _refuse_twice(section: DraftSection, codes: list[str], *, new: set[str]) -> None:
    elsewhere: set[str] = set()
    if new:
        others = DraftAction.objects.filter(instrument=section.instrument_id, code__in=new)
        elsewhere = set(others.exclude(objective__section=section).values_list("code", flat=True))
    twice = sorted({code for code in codes if codes.count(code) > 1 or code in elsewhere})
    if twice:
        raise OutlineError(f"The code {', '.join(twice)} stands more than once. Each priority action has its own code.")
    if new:
        refuse_retired(section.instrument, new)


def _matched(
    rows: list[DraftObjective], objectives: Iterable[Objective]
) -> tuple[list[DraftObjective | None], list[DraftObjective]]:
    """Return for each objective the row that it is, or None, and the rows that are no objective any more."""
    by_code = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    matched = [by_code[objective.code].pop(0) if by_code[objective.code] else None for objective in objectives]
    left = [row for row in rows if row not in matched]
    for n, row in enumerate(matched):
        if row is None and left:
            matched[n] = left.pop(0)
    return matched, left


def _put(row: Model, said: dict, *, by: AbstractBaseUser | None, automatic: bool) -> None:
    if row.pk and all(getattr(row, name) == value for name, value in said.items()):
        return
    for name, value in said.items():
        setattr(row, name, value)
    keep(row, by=by, automatic=automatic)


def _take_out(row: Model, by: AbstractBaseUser | None) -> None:
    if by is not None:
        row._history_user = by
    row.delete()
