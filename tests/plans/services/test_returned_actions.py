"""A priority action that somebody wrote into a Word file comes in as one, under a code that was never used."""

import pytest

from plans.models import Instrument, ProposedChange, ReturnedPaper
from plans.queries.drafting import used_codes
from plans.queries.texts import draft_outline
from plans.services.drafts import put_text
from plans.services.returned import accept, accept_all, keep_returned
from plans.services.returned_actions import Asks, actions_brought, proposed_codes
from plans.services.wordings import freeze
from plans.statute.terms import Limb
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from tests.factories import a_body, a_variation, an_issued_plan
from tests.plans.text.returned.word_files import line, table, word_file

pytestmark = pytest.mark.django_db

KEPT = PriorityAction("V1", "Call back.", "Office")
RETIRED = PriorityAction("V4", "Write letters.", "Office")
NEW_ROW = "+Ann:[+V4|Ann] / [+Visit every victim.|Ann] / [+Comms|Ann]"


def aims(*actions: PriorityAction) -> Outline:
    objective = Objective("V", "Victims first", "Nobody waits.", (), actions)
    return Outline(
        "The plan", (Section("aims", SectionKind.OBJECTIVE, "Aims", "<p>Why.</p>", frozenset(Limb), (objective,)),)
    )


@pytest.fixture
def draft() -> Instrument:
    """A draft that has dropped V4, which stands in the edition in force."""
    instrument = a_variation(an_issued_plan(a_body(), outline=aims(KEPT, RETIRED)))
    put_text(instrument=instrument, outline=aims(KEPT))
    return instrument


def came_back(draft: Instrument, *rows: str, after: tuple[str, ...] = ()) -> ReturnedPaper:
    head = (line("1\tAims", "Heading1"), line("1.1\tWhy."), line("Objective 1: Victims first"), line("Nobody waits."))
    actions = table("V1 / Call back. / Office", *rows)
    data = word_file(*head, actions, *after)
    return keep_returned(instrument=draft, name="back.docx", data=data, by=None, wording=freeze(aims(KEPT)))


def only(paper: ReturnedPaper) -> ProposedChange:
    return paper.changes.get()


def actions(draft: Instrument) -> list[PriorityAction]:
    return list(draft_outline(draft).sections[0].objectives[0].actions)


def test_a_new_row_is_a_new_priority_action_under_the_code_that_somebody_confirms(draft):
    change = only(came_back(draft, NEW_ROW))
    [new] = actions_brought(change.sections)
    assert (new.theme, new.typed, new.text) == ("V", "V4", "Visit every victim.")
    assert proposed_codes(set(used_codes(draft)), [new]) == {new.mark: "V5"}

    accept(change=change, by=None, codes={new.mark: "V5"})

    assert actions(draft) == [KEPT, PriorityAction("V5", "Visit every victim.", "Comms")]
    assert list(actions_brought(only(change.paper).sections)) == []


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("", "Confirm the code"),
        ("new", "is no code"),
        ("V1", "was used before, and no code is used again. The next free one is V5"),
        ("V4", "was used before, and no code is used again. The next free one is V5"),
    ],
)
def test_a_code_that_is_missing_wrong_or_was_ever_used_is_refused_and_nothing_is_written(draft, code, why):
    change = only(came_back(draft, NEW_ROW))
    [new] = actions_brought(change.sections)

    with pytest.raises(Asks, match=why):
        accept(change=change, by=None, codes={new.mark: code})

    assert actions(draft) == [KEPT]
    assert only(change.paper).state == ProposedChange.State.WAITING


def test_a_code_that_the_file_gives_is_proposed_where_it_is_free(draft):
    change = only(came_back(draft, NEW_ROW.replace("V4", "V7")))
    assert list(proposed_codes(set(used_codes(draft)), actions_brought(change.sections)).values()) == ["V7"]


def test_two_new_rows_get_two_codes_and_accepting_all_leaves_them_to_be_confirmed(draft):
    paper = came_back(draft, NEW_ROW, NEW_ROW.replace("every victim", "again"))
    done = accept_all(paper=paper, by=None)
    assert (done.accepted, [why for _, why in done.left]) == (
        0,
        ["Confirm the code of the new priority action, then accept it."] * 2,
    )
    for change in paper.changes.order_by("number"):
        accept(change=change, by=None, codes=proposed_codes(set(used_codes(draft)), actions_brought(change.sections)))
    assert [(action.code, action.text) for action in actions(draft)[1:]] == [
        ("V5", "Visit every victim."),
        ("V6", "Visit again."),
    ]


@pytest.mark.parametrize("meant", ["paragraphs", "actions"])
def test_what_was_written_after_the_actions_is_what_somebody_says_it_is(draft, meant):
    change = only(came_back(draft, after=(line("[+Visit every victim.|Ann][+¶|Ann]"),)))
    with pytest.raises(Asks, match="Say whether"):
        accept(change=change, by=None)

    accept(change=change, by=None, meant=meant, codes={"V+p1": "V5"})

    section = draft_outline(draft).sections[0]
    if meant == "paragraphs":
        assert (section.html, actions(draft)) == ("<p>Why.</p><p>Visit every victim.</p>", [KEPT])
    else:
        assert section.html == "<p>Why.</p>"
        assert actions(draft)[1] == PriorityAction("V5", "Visit every victim.", "")
