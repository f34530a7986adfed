"""Any course that anybody could have gone, lawful or not, dumps to a file that loads to the same record."""

import json
from datetime import date, timedelta

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcc_plans.record_file.dumping import dump
from pcc_plans.record_file.loading import load
from plans.models import Body, StepTaken
from plans.services.chain import breaks_in
from tests.pcc_plans.records import a_fresh_database

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30
)
DAYS = st.dates(date(2012, 11, 1), date(2014, 12, 31)).map(date.isoformat)
PEOPLE = st.sampled_from(
    [
        "commissioner",
        "chief_constable",
        "chief_executive",
        "panel",
        "not recorded",
        {"office": "staff", "name": "Priya Nair"},
        {"office": "commissioner", "name": "Nobody We Know"},
    ]
)
TEXT = st.fixed_dictionaries(
    {
        "sections": st.lists(
            st.fixed_dictionaries(
                {
                    "id": st.sampled_from(["page-7", "appendices", "measures"]),
                    "heading": st.sampled_from(["Page 7", "Money: and people", "Yes"]),
                    "text": WORDS,
                    "limbs": st.lists(st.sampled_from(["C1a", "C2", "C7"]), unique=True),
                }
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda section: section["id"],
        )
    }
)
# fmt: off
STEPS: dict[str, dict[str, st.SearchStrategy]] = {
    "consider_requirement": {"edition": WORDS, "statement": WORDS, "particulars": st.just({"more": [1, None, True]})},
    "record_priorities": {"authority": st.just("wendle-vale"), "priorities": WORDS},
    "state_regard": {"duty": st.sampled_from(["children", "guidance"]), "edition": WORDS, "statement": WORDS},
    "obtain_views": {"group": st.sampled_from(["people", "victims"]), "found": WORDS},
    "prepare_draft": {"text": TEXT},
    "consult_chief_constable": {"reply_by": DAYS},
    "send_to_panel": {"meeting_on": DAYS, "waive": st.just({"V6": {"reason": "The chair agreed.", "by": "panel"}})},
    "have_regard": {"considered": WORDS},
    "no_report": {"chased_on": DAYS},
    "publish_response": {"manner": WORDS},
    "endorse": {"board": st.just("Board"), "outcome": st.just("noted"), "minute": WORDS},
}
# fmt: on


@st.composite
def an_act(draw: st.DrawFn) -> dict:
    do = draw(st.sampled_from(sorted(STEPS)))
    act = {"do": do, "on": draw(DAYS), "by": draw(PEOPLE)}
    act |= {key: draw(value) for key, value in STEPS[do].items() if draw(st.integers(0, 3)) or do == "endorse"}
    if do == "endorse":
        del act["by"]
    elif draw(st.booleans()):
        act["evidence"] = [{"title": draw(WORDS)}, {"title": "The minutes", "document": "minutes"}]
    return act


@st.composite
def a_record(draw: st.DrawFn) -> bytes:
    """A body with one draft plan and acts in any order on any days; the Board meets once a day."""
    acts = draw(st.lists(an_act(), min_size=1, max_size=10))
    for n, act in enumerate(acts):
        if act["do"] == "endorse":
            act["on"] = (date(2013, 1, 1) + timedelta(days=n)).isoformat()
    first = {"do": "prepare_draft", "on": "2012-12-10", "by": "commissioner", "text": draw(TEXT)}
    body = {
        "ref": "fenmarch",
        "area": "Fenmarch",
        "name": "Police and Crime Commissioner for Fenmarch",
        "panel_name": "Fenmarch Police and Crime Panel",
        "force_name": "Fenmarch Constabulary",
        "offices": [{"office": "commissioner", "name": "Helen Marsh", "from": "2012-11-22", "to": "2013-12-31"}],
        "plans": [{"ref": "plan", "title": "The plan"}],
        "documents": {"minutes": {"name": "minutes.txt", "media_type": "text/plain", "content": "aGVsbG8="}},
        "instruments": [
            {"ref": "draft", "kind": "plan", "plan": "plan", "title": "The plan", "begun_on": "2012-12-03"}
        ],
        "acts": [first, *acts],
    }
    without_aliases = json.loads(json.dumps({"bodies": [body]}))
    return yaml.safe_dump(without_aliases, allow_unicode=True).encode()


def loaded_and_dumped(content: bytes) -> tuple[list[str], bytes]:
    with a_fresh_database():
        load(content, as_history=True)
        digests = list(StepTaken.objects.order_by("seq").values_list("digest", flat=True))
        assert list(breaks_in(Body.objects.get())) == []
        return digests, dump(Body.objects.all()).encode()


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(a_record())
def test_any_course_dumps_to_a_file_that_loads_to_the_same_record(content):
    digests, first = loaded_and_dumped(content)

    again, second = loaded_and_dumped(first)

    assert (again, second) == (digests, first)
