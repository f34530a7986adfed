"""A section saved by two people at once, by itself and by hand: nothing is lost, and the history is not flooded."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from plans.models import DraftAction, DraftSection, Membership
from plans.services.editing_history import BURST
from plans.services.saving import Choices, Conflict, base_token, save_section, text_of_token
from plans.text.outline import Objective, OutlineError, PriorityAction
from tests.factories import a_body, a_draft_plan, a_user

TEXT = "<p>Patrols are seen.</p><p>Lanes are lit.</p><p>Schools are asked.</p>"


@pytest.fixture
def row(db) -> DraftSection:
    instrument = a_draft_plan(a_body())
    row = instrument.draft_sections.get(section_id="safer-streets")
    return written(row, TEXT).row


@pytest.fixture
def priya(row):
    return a_user(row.instrument.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair")


@pytest.fixture
def daniel(row):
    return a_user(row.instrument.plan.body, Membership.Role.CHIEF_EXECUTIVE, "Daniel Okafor")


def written(row: DraftSection, html: str, *, revision: int | None = None, **how):
    section = replace(row.as_section(), html=html)
    return save_section(row=row, section=section, revision=row.revision if revision is None else revision, **how)


def fresh(row: DraftSection) -> DraftSection:
    return DraftSection.objects.get(pk=row.pk)


def test_changes_to_different_words_of_one_section_are_both_in_it(row, priya, daniel):
    base = row.as_section()
    written(row, TEXT.replace("seen", "seen and known"), base=base, by=daniel)

    saved = written(row, TEXT.replace("asked", "visited"), base=base, by=priya)

    assert fresh(row).html == "<p>Patrols are seen and known.</p><p>Lanes are lit.</p><p>Schools are visited.</p>"
    assert saved.theirs_by == "Daniel Okafor"
    assert saved.theirs.html == TEXT.replace("seen", "seen and known")


def test_the_same_words_changed_twice_are_a_conflict_and_nothing_is_written(row, priya, daniel):
    base = row.as_section()
    written(row, TEXT.replace("lit", "bright"), base=base, by=daniel)

    with pytest.raises(Conflict) as met:
        written(row, TEXT.replace("lit", "dark"), base=base, by=priya)

    assert fresh(row).html == TEXT.replace("lit", "bright")
    assert met.value.by == "Daniel Okafor"
    assert "dark" in met.value.yours.html
    assert "bright" in met.value.conflicts[0].theirs
    assert "dark" in met.value.conflicts[0].ours


@pytest.mark.parametrize(
    ("choice", "there", "gone"), [("ours", "dark", "bright"), ("theirs", "bright", "dark"), ("both", "dark", "")]
)
def test_a_conflict_is_settled_as_it_was_chosen(row, choice, there, gone):
    base = row.as_section()
    theirs = written(row, TEXT.replace("lit", "bright"), base=base).row
    mine = TEXT.replace("lit", "dark").replace("asked", "visited")
    with pytest.raises(Conflict) as met:
        written(row, mine, base=base)

    chosen = Choices(theirs.revision, {conflict.key: choice for conflict in met.value.conflicts})
    written(row, mine, base=base, choices=chosen)

    assert there in fresh(row).html
    assert not gone or gone not in fresh(row).html
    assert choice != "both" or "bright" in fresh(row).html
    assert "visited" in fresh(row).html


def test_a_choice_made_before_somebody_saved_again_settles_nothing(row):
    base = row.as_section()
    theirs = written(row, TEXT.replace("lit", "bright"), base=base).row
    with pytest.raises(Conflict) as met:
        written(row, TEXT.replace("lit", "dark"), base=base)
    chosen = Choices(theirs.revision, {conflict.key: "ours" for conflict in met.value.conflicts})
    written(theirs, TEXT.replace("lit", "brighter"))

    with pytest.raises(Conflict):
        written(row, TEXT.replace("lit", "dark"), base=base, choices=chosen)

    assert "brighter" in fresh(row).html


def test_a_text_whose_beginning_is_not_known_never_overwrites_another(row):
    revision = row.revision
    written(row, "<p>Theirs.</p>")

    with pytest.raises(Conflict):
        written(row, "<p>Mine.</p>", revision=revision, base=None)

    assert fresh(row).html == "<p>Theirs.</p>"


def test_a_screen_on_which_nothing_was_typed_takes_in_what_others_saved_and_writes_nothing(row, daniel):
    base, before = row.as_section(), row.revision
    theirs = written(row, TEXT + "<p>More.</p>", by=daniel).row

    saved = save_section(row=row, section=base, revision=before, base=base)

    assert saved.stands.html == TEXT + "<p>More.</p>"
    assert fresh(row).revision == theirs.revision


def test_a_burst_of_automatic_saves_is_one_line_of_history_that_holds_the_last(row, priya):
    before = row.history.count()
    for words in ("One", "One two", "One two three"):
        row = written(row, f"<p>{words}</p>", automatic=True, by=priya).row

    assert row.history.count() == before + 1
    assert row.history.first().html == "<p>One two three</p>"
    assert row.history.first().history_user == priya


def test_another_person_and_another_quarter_of_an_hour_have_lines_of_their_own(row, priya, daniel):
    before = row.history.count()
    row = written(row, "<p>Hers</p>", automatic=True, by=priya).row
    row = written(row, "<p>His</p>", automatic=True, by=daniel).row
    row.history.update(history_date=timezone.now() - BURST - timedelta(seconds=1))
    row = written(row, "<p>His, later</p>", automatic=True, by=daniel).row

    assert [line.html for line in row.history.all()[:3]] == ["<p>His, later</p>", "<p>His</p>", "<p>Hers</p>"]
    assert row.history.count() == before + 3


def test_what_was_saved_by_hand_stays_in_the_history_whatever_is_written_next(row, priya):
    row = written(row, "<p>By itself</p>", automatic=True, by=priya).row
    row = written(row, "<p>By itself</p>", by=priya).row
    row = written(row, "<p>By hand</p>", by=priya).row
    row = written(row, "<p>Next</p>", automatic=True, by=priya).row

    assert [line.html for line in row.history.all()[:3]] == ["<p>Next</p>", "<p>By hand</p>", "<p>By itself</p>"]


@pytest.mark.parametrize("automatic", [True, False])
def test_a_save_that_changes_nothing_writes_nothing(row, priya, automatic):
    before = (row.revision, row.saved_at, row.history.count(), DraftAction.history.count())

    written(row, TEXT, automatic=automatic, by=priya)

    now = fresh(row)
    assert (now.revision, now.saved_at, now.history.count(), DraftAction.history.count()) == before


def test_objectives_that_stay_are_the_same_rows_with_their_history(row, priya):
    was = {action.code: action.pk for action in DraftAction.objects.filter(instrument=row.instrument)}
    objective = row.as_section().objectives[0]
    s1, s2 = objective.actions
    new = replace(objective, actions=(s2, replace(s1, text="Walk each town."), PriorityAction("S3", "Ask.")))

    save_section(row=row, section=replace(row.as_section(), objectives=(new,)), revision=row.revision, by=priya)

    now = {action.code: action for action in DraftAction.objects.filter(instrument=row.instrument)}
    assert fresh(row).as_section().objectives == (new,)
    assert {code: now[code].pk for code in was} == was
    assert [line.history_type for line in now["S1"].history.all()] == ["~", "+"]
    assert not DraftAction.history.filter(history_type="-").exists()


def test_an_action_moves_to_another_objective_and_an_objective_goes(row):
    first = row.as_section().objectives[0]
    second = Objective("T", "Trust", "", (), (PriorityAction("T1", "Listen."),))
    row = save_section(
        row=row, section=replace(row.as_section(), objectives=(first, second)), revision=row.revision
    ).row
    pk = DraftAction.objects.get(code="S2").pk
    only = replace(second, actions=(first.actions[1], *second.actions))

    save_section(row=row, section=replace(row.as_section(), objectives=(only,)), revision=row.revision)

    assert fresh(row).as_section().objectives == (only,)
    assert DraftAction.objects.get(code="S2").pk == pk
    assert not DraftAction.objects.filter(code="S1").exists()


def test_a_code_of_another_section_is_refused(row):
    other = row.instrument.draft_sections.get(section_id="resources")
    taken = (Objective("S", "Again", "", (), (PriorityAction("S1", "Twice."),)),)

    with pytest.raises(OutlineError, match="The code S1 stands more than once"):
        save_section(row=other, section=replace(other.as_section(), objectives=taken), revision=other.revision)


def test_the_text_a_screen_began_from_comes_back_and_only_to_its_own_section(row):
    token = base_token(row, row.as_section())

    assert text_of_token(row, token) == row.as_section()
    assert text_of_token(row.instrument.draft_sections.get(section_id="resources"), token) is None
    assert text_of_token(row, token[:-2]) is None
    assert text_of_token(row, "") is None


@pytest.mark.django_db(transaction=True)
def test_racing_saves_lose_nothing(row):
    base, revision = row.as_section(), row.revision
    paragraphs = ["Patrols are seen", "Lanes are lit", "Schools are asked"]
    ready = Barrier(len(paragraphs))
    failed: list[BaseException] = []

    def write(words: str) -> None:
        try:
            mine = replace(base, html=TEXT.replace(words, f"{words} by day and night"))
            ready.wait()
            save_section(row=row, section=mine, revision=revision, base=base, automatic=True)
        except BaseException as wrong:
            failed.append(wrong)
        finally:
            connection.close()

    threads = [Thread(target=write, args=(words,)) for words in paragraphs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert fresh(row).html.count("by day and night") == 3
    assert fresh(row).revision == revision + 3
