"""Priority actions pasted from a spreadsheet, and rows moved about."""

import pytest

from plans.forms.objectives import with_row_changed
from plans.forms.pasted_actions import pasted_actions


def proposed(theme: str, on_screen: tuple[str, ...]) -> str:
    return f"{theme}{10 + len(on_screen)}"


def an_objective(*codes: str, **more: str) -> dict:
    return {
        "code": "S",
        "title": "Safe",
        "actions": [{"code": code, "text": code, "lead": ""} for code in codes],
    } | more


def codes(rows: list[dict]) -> list[list[str]]:
    return [[action["code"] for action in row["actions"]] for row in rows]


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("V8\tWalk home, safely.\tChief Constable", [("V8", "Walk home, safely.", "Chief Constable")]),
        ("V8\tWalk home.", [("V8", "Walk home.", "")]),
        ("Walk home.\tChief Constable", [("", "Walk home.", "Chief Constable")]),
        ("Walk home, safely.\nLight the path.", [("", "Walk home, safely.", ""), ("", "Light the path.", "")]),
        ("Code\tPriority action\tLead\n\tWalk home.\t", [("", "Walk home.", "")]),
    ],
)
def test_rows_of_code_words_and_lead_are_read_with_the_code_or_the_lead_left_out(text, actions):
    found = pasted_actions(text, [])

    assert found.problems == ()
    assert [tuple(action.values()) for action in found.actions] == actions


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("V8\tWalk.\tA\tB", "Row 1: it has 4 columns. Paste the code, the priority action and who leads, no more."),
        (
            "\tFine.\t\nv8\tWalk.\tA",
            "Row 2: “v8” is no code. Give capital letters and a number, such as V8, or leave it",
        ),
        ("V1\tWalk.\t", "Row 1: the code V1 stands already."),
        ("V8\tWalk.\tA\nV8\tRun.\tB", "Row 2: the code V8 stands in row 1."),
        ("V8\t\tA", "Row 1: say what the priority action is."),
        ("", "There are no rows to paste."),
    ],
)
def test_what_is_wrong_is_said_by_row_and_nothing_is_added(text, problem):
    found = pasted_actions(text, ["V1"])

    assert found.actions == ()
    assert found.problems[0].startswith(problem)


def test_pasted_actions_are_given_free_codes_after_those_on_the_screen():
    [row] = with_row_changed([an_objective("S1", pasted="Walk.\nRun.")], "paste-actions-0", proposed)

    assert codes([row]) == [["S1", "S11", "S12"]]
    assert row["pasted"] == ""


def test_rows_that_could_not_be_read_stay_in_their_box_with_what_is_wrong():
    [row] = with_row_changed([an_objective("S1", pasted="S1\tWalk.")], "paste-actions-0", proposed)

    assert codes([row]) == [["S1"]]
    assert row["pasted"] == "S1\tWalk."
    assert row["problems"] == ("Row 1: the code S1 stands already.",)


def test_objectives_and_actions_move_one_place_and_stop_at_the_ends():
    rows = [an_objective("S1", "S2"), an_objective("V1")]

    assert codes(with_row_changed(rows, "down-action-0-0", proposed)) == [["S2", "S1"], ["V1"]]
    assert codes(with_row_changed(rows, "up-action-0-0", proposed)) == [["S1", "S2"], ["V1"]]
    assert codes(with_row_changed(rows, "down-objective-0", proposed)) == [["V1"], ["S1", "S2"]]
    assert codes(with_row_changed(rows, "up-objective-1", proposed)) == [["V1"], ["S1", "S2"]]
    assert codes(with_row_changed(rows, "down-objective-1", proposed)) == codes(rows)
    assert codes(with_row_changed(rows, "remove-action-0-1", proposed)) == [["S1"], ["V1"]]
    assert codes(with_row_changed(rows, "up-action-9-9", proposed)) == codes(rows)
