from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plans.text.diff.operations import Kind
from plans.text.diff.rebuild import text_of_pieces
from plans.text.diff.words import pieces_between, text_pieces
from plans.text.inline import Run, tidied
from plans.text.outline import digest
from plans.text.redline import accepted, changed_section_ids, compare, differences, new_html, old_html, rejected
from tests.plans.text.documents import edited, outline, pairs, runs


@given(pairs)
def test_accepting_gives_exactly_the_new_text_and_rejecting_the_old(pair):
    old, new = pair
    redline = compare(old, new)

    assert accepted(redline) == new
    assert rejected(redline) == old


@given(edited())
def test_an_edited_text_is_rebuilt_exactly_both_ways(pair):
    old, new = pair
    redline = compare(old, new)

    assert accepted(redline) == new
    assert rejected(redline) == old
    for section in redline.sections:
        assert old_html(section) == (section.old.html if section.old else "")
        assert new_html(section) == (section.new.html if section.new else "")


@given(outline)
def test_equal_texts_give_no_change(text):
    redline = compare(text, text)

    assert redline.changes == ()
    assert redline.changed_sections == ()
    assert (redline.words_added, redline.words_removed, redline.blocks_moved) == (0, 0, 0)
    assert changed_section_ids(text, text) == frozenset()
    assert differences(text, text) == ()


@given(pairs)
def test_texts_of_different_digests_list_a_change_and_texts_of_one_digest_none(pair):
    old, new = pair

    assert (compare(old, new).changes == ()) is (digest(old) == digest(new))


@given(edited())
def test_every_section_that_differs_shows_it_and_no_other(pair):
    old, new = pair
    redline = compare(old, new)

    # A block that moved is one change, of the section where it stands now; the section that it left shows it too.
    left = {s.section_id for s in redline.sections for block in s.blocks if block.diff.kind == "moved_away"}
    assert {change.section_id for change in redline.changes} | left == changed_section_ids(old, new)
    assert [change.number for change in redline.changes] == list(range(1, len(redline.changes) + 1))
    assert len({change.key for change in redline.changes}) == len(redline.changes)


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_pieces_of_any_two_texts_rebuild_both(old, new):
    pieces = text_pieces(old, new)

    assert text_of_pieces(pieces, new=False) == old
    assert text_of_pieces(pieces, new=True) == new


@given(runs, runs)
def test_pieces_are_never_empty_and_never_two_of_a_kind_side_by_side(old, new):
    pieces = pieces_between(old, new)

    assert all(piece.runs for piece in pieces)
    kinds = [(piece.kind, piece.note) for piece in pieces]
    assert all(one != other for one, other in pairwise(kinds))


@given(runs)
def test_the_same_words_without_marks_are_only_formatted(old):
    bare = tidied([Run(run.text) for run in old])

    kinds = {piece.kind for piece in pieces_between(old, bare)}

    assert kinds <= {Kind.SAME, Kind.FORMATTED}
