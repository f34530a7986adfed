"""Priority actions pasted from a spreadsheet: read row by row, or refused with what is wrong in each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plans.text.tables.pasted import NotRows, rows_of

CODE = re.compile(r"[A-Z]{1,3}[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class PastedActions:
    """Priority actions as they were pasted, an empty code where there was none, or what is wrong, by row."""

    actions: tuple[dict[str, str], ...] = ()
    problems: tuple[str, ...] = ()


def pasted_actions(text: str, taken: Iterable[str]) -> PastedActions:
    """
    Return the priority actions of rows pasted from a spreadsheet.

    The columns are code, words and who leads; the code or who leads may be left out. A first row of headings counts
    for nothing. ``taken`` are the codes that stand already.
    """
    try:
        rows = rows_of(text, commas=False)
    except NotRows as refused:
        return PastedActions(problems=refused.problems)
    seen, actions, problems = {code: 0 for code in taken if code}, [], []
    headings = {cell.casefold() for cell in rows[0]} & {"code", "action", "priority action", "lead", "who leads"}
    for n, row in enumerate(rows, start=1):
        if n == 1 and headings:
            continue
        code, words, lead, wrong = _pasted_action(row)
        if wrong:
            problems.append(f"Row {n}: {wrong}")
        elif code in seen:
            problems.append(f"Row {n}: the code {code} stands {f'in row {seen[code]}' if seen[code] else 'already'}.")
        elif code:
            seen[code] = n
        actions.append({"code": code, "text": words, "lead": lead})
    return PastedActions(() if problems else tuple(actions), tuple(problems))


def _pasted_action(row: tuple[str, ...]) -> tuple[str, str, str, str]:
    """Return the code, words, who leads and what is wrong of one pasted row."""
    cells = [cell for cell in row if cell]
    if len(row) > 3:
        return "", "", "", f"it has {len(row)} columns. Paste the code, the priority action and who leads, no more."
    if len(row) == 3:
        code, words, lead = row
    elif CODE.fullmatch(row[0]):
        code, words, lead = row[0], " ".join(row[1:]), ""
    else:
        code, words, lead = "", row[0], " ".join(row[1:])
    if code and not CODE.fullmatch(code):
        return "", "", "", f"“{code}” is no code. Give capital letters and a number, such as V8, or leave it empty."
    if not words or not cells:
        return "", "", "", "say what the priority action is."
    if len(lead) > 100:
        return "", "", "", "who leads is longer than 100 characters."
    return code, words, lead, ""
