"""Small counts are held back, and enough beside them that no subtraction brings them out again."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.queries.exercises.suppression import shown_alone, shown_parts, shown_total

NAMES = "abcdefgh"


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"Yes": 40, "No": 20}, {"Yes": 40, "No": 20}),
        ({"Yes": 40, "No": 0}, {"Yes": 40, "No": 0}),  # nobody at all points at nobody
        ({"Yes": 40, "No": 20, "Maybe": 3}, {"Yes": 40, "No": None, "Maybe": None}),
        ({"Yes": 40, "No": 2, "Maybe": 3}, {"Yes": 40, "No": None, "Maybe": None}),
        ({"Yes": 40, "No": 1, "Maybe": 1}, {"Yes": None, "No": None, "Maybe": None}),  # 42 less 40 would leave 1 and 1
        ({"Yes": 4, "No": 0}, {"Yes": None, "No": None}),
    ],
)
def test_a_small_count_is_held_back_with_the_next_smallest(parts, shown):
    assert shown_parts(parts) == shown


@pytest.mark.parametrize(
    ("count", "total", "shown"), [(0, 30, 0), (4, 30, None), (5, 30, 5), (27, 30, None), (30, 30, 30)]
)
def test_a_count_is_held_back_where_it_or_the_rest_is_small(count, total, shown):
    assert shown_alone(count, total) == shown


def test_a_total_of_one_to_four_is_held_back():
    assert [shown_total(n) for n in (0, 1, 4, 5)] == [0, None, None, 5]


@given(st.lists(st.integers(min_value=0, max_value=12), min_size=2, max_size=5))
def test_nothing_that_is_held_back_can_be_worked_out_from_the_total(counts):
    parts = dict(zip(NAMES, counts, strict=False))
    shown = shown_parts(parts)
    held = [name for name in parts if shown[name] is None]

    assert all(shown[name] is None for name, count in parts.items() if 1 <= count <= 4)
    if held and len(held) < len(parts):
        rest = sum(parts[name] for name in held)
        possible = [guess for guess in product(range(1, rest + 1), repeat=len(held)) if sum(guess) == rest]
        for place, name in enumerate(held):
            assert len({guess[place] for guess in possible}) > 1, (parts, shown, name)
