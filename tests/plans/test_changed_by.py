"""The sections that a draft changes are listed in the order of the text, on every database."""

from plans.models import StepTaken
from plans.queries.record import changed_by


def test_changed_sections_stand_in_the_order_of_the_text():
    draft = StepTaken(particulars={"changed": {"aims": "Our aims", "b": "Money"}, "order": ["b", "aims"]})

    assert list(changed_by(draft).items()) == [("b", "Money"), ("aims", "Our aims")]


def test_a_draft_without_an_order_still_lists_what_it_changes():
    assert changed_by(StepTaken(particulars={"changed": {"b": "Money", "a": "Aims"}})) == {"a": "Aims", "b": "Money"}
    assert changed_by(None) == {}
