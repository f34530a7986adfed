"""The particulars of a step are of the kind that the step asks for, and read back as they were written."""

import pytest

from plans.statute.particulars import wrong_in

WRONG = [
    ("state_regard", {"duty": "parking"},
     "“duty” is not a duty. It can be children, equality, value_for_money, guidance."),
    ("send_to_panel", {"sections": "page-7"}, "“sections” is not a list of words. Give it as a list."),
    ("send_to_panel", {"meeting_on": "soon"},
     "“meeting_on” is not a date. Give it as year, month and day, such as 2014-02-05."),
    ("send_to_panel", {"meeting_on": "20140205"},
     "“meeting_on” is not a date. Give it as year, month and day, such as 2014-02-05."),
    ("send_copy", {"to": 5}, "“to” is not a list of words. Give it as a list."),
    ("send_copy", {"to": None}, "“to” is not a list of words. Give it as a list."),
    ("report", {"recommendations": None},
     "“recommendations” is not a list of numbered entries. Give each with its “number”."),
    ("report", {"recommendations": [{"words": "No number."}]},
     "“recommendations” is not a list of numbered entries. Give each with its “number”."),
    ("respond", {"answers": {"1": "Yes."}},
     "“answers” is not a list of numbered entries. Give each with its “number”."),
    ("record_decision", {"covers": "page-7"}, "“covers” is not a list of words. Give it as a list."),
    ("issue", {"not_applicable": "C7"}, "“not_applicable” is not reasons by name. Give a reason in words for each."),
    ("have_regard", {"considered": ["x"]}, "“considered” is not words. Write it as text."),
]  # fmt: skip


@pytest.mark.parametrize(("step", "particulars", "said"), WRONG)
def test_what_a_guard_could_not_read_is_refused_in_words(step, particulars, said):
    assert list(wrong_in(step, particulars)) == [said]


@pytest.mark.parametrize("value", [1e22, 1e-7, -0.0, float("nan"), "a\x00b", "\ud800", 10**400, {"x": 1e300}, [[-0.0]]])
def test_what_a_database_would_write_otherwise_is_refused(value):
    said = "“'other'” holds what the record cannot keep. Use words, whole numbers, dates and lists."

    assert list(wrong_in("publish", {"other": value})) == [said]


@pytest.mark.parametrize("value", ["C:\\u0000 as typed", 2014, 1.5, True, None, ["a", {"b": [1]}], "2014-02-05"])
def test_plain_values_are_kept(value):
    assert list(wrong_in("publish", {"other": value})) == []
