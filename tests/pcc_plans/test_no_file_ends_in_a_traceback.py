"""Whatever is altered in a record file, it loads or is refused in words."""

import json
import random

import pytest
import yaml

from pcc_plans.record_file.errors import NotLoaded
from pcc_plans.record_file.loading import load
from pcc_plans.record_file.reading import read
from tests.pcc_plans.records import RECORD_FILES, a_fresh_database

ODD = [
    None,
    "",
    "x" * 5000,
    0,
    -1,
    10**30,
    1.5,
    True,
    [],
    {},
    [[]],
    [None],
    {"a": {"b": 1}},
    "2014-02-30",
    "\x85\u2028",
    "…",
]
PARTICULARS = [{"reply_by": "soon"}, {"recommendations": 3}, {"answers": [1]}, {"meeting_on": "soon"}, {"waivers": []}]


def places(value: object, path: tuple = ()) -> list[tuple]:
    """Every place in the data, as the keys that lead to it."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inner in inside for place in places(inner, (*path, key)))]


def altered(data: dict, chance: random.Random) -> dict:
    data = json.loads(json.dumps(data))
    place = chance.choice([p for p in places(data) if p])
    parent = data
    for key in place[:-1]:
        parent = parent[key]
    way = chance.randrange(4)
    if way == 0 and isinstance(parent, dict) and "do" in parent:
        parent["particulars"] = chance.choice(PARTICULARS)
    elif way == 1:
        del parent[place[-1]]
    elif way == 2 and isinstance(parent, list):
        parent.insert(0, json.loads(json.dumps(chance.choice(parent))))
    else:
        parent[place[-1]] = chance.choice(ODD)
    return data


@pytest.mark.django_db
@pytest.mark.parametrize("as_history", [False, True])
def test_an_altered_file_loads_or_is_refused_in_words(as_history):
    chance = random.Random(2014)
    whole = read((RECORD_FILES / "decision_wider_than_what_the_panel_saw.yaml").read_bytes())
    data = json.loads(json.dumps(whole, default=str))

    said: list[str] = []
    for _ in range(60):
        content = yaml.safe_dump(altered(data, chance), allow_unicode=True).encode()
        with a_fresh_database():
            try:
                load(content, as_history=as_history)
            except NotLoaded as refused:
                said += refused.reasons

    assert len(said) > 30
    assert [reason for reason in said if "\n" in reason or not reason.endswith((".", "?"))] == []
