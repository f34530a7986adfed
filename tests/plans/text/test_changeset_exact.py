import json
import re
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from plans.text.changeset import apply, diff, from_data, invert, merge, only, settled, to_data
from plans.text.changeset.applying import patched
from plans.text.changeset.conflicts import show_section
from plans.text.changeset.forms import WORDS
from plans.text.changeset.steps import Arrive, Edit, Swap
from plans.text.diff.operations import Kind
from plans.text.markup import clean, plain_text
from plans.text.redline import changed_section_ids, compare
from tests.plans.text.documents import forked, lawful, outline, pairs

MARKED = re.compile(r"(?:our|their)word\d+x")


def marked_in(*texts):
    return Counter(MARKED.findall(" ".join(texts)))


def words_of(text):
    return " ".join(plain_text(show_section(section)) for section in text.sections)


def is_canonical(text):
    return all(clean(section.html) == section.html for section in text.sections)


@given(pairs, st.data())
def test_changes_lead_forth_and_back_are_kept_as_json_and_any_of_them_apply_alone(pair, data):
    old, new = pair
    changes = diff(old, new)

    assert apply(old, changes) == new
    assert apply(new, invert(changes)) == old
    assert invert(invert(changes)) == changes
    assert changes.is_empty == (old == new)
    assert from_data(json.loads(json.dumps(to_data(changes)))) == changes
    assert only(changes, changes.keys) == changes
    assert only(changes, ()).is_empty
    assert changes.keys <= {change.key for change in compare(old, new).changes}
    keys = data.draw(st.sets(st.sampled_from(sorted(changes.keys)))) if changes.keys else set()
    assert is_canonical(apply(old, only(changes, keys)))


@given(outline)
def test_equal_texts_have_no_changes(text):
    assert diff(text, text).is_empty
    assert merge(text, text, text).outline == text


@given(forked())
def test_no_word_of_either_side_is_lost_or_stands_twice_however_the_conflicts_are_settled(texts):
    base, ours, theirs = texts
    merged = merge(base, ours, theirs)

    kept = marked_in(words_of(merged.outline), *(conflict.theirs for conflict in merged.conflicts))
    assert kept.keys() == marked_in(words_of(ours), words_of(theirs)).keys()
    for side, text in (("ours", ours), ("theirs", theirs)):
        made = settled(merged, {conflict.key: side for conflict in merged.conflicts})
        assert is_canonical(made)
        assert set(marked_in(words_of(made)).values()) <= {1}
        assert marked_in(words_of(text)).keys() <= marked_in(words_of(made)).keys()
        assert len(set(made.action_codes)) == len(made.action_codes)


@given(forked())
def test_it_is_the_same_conflict_whoever_is_called_ours_and_none_where_one_side_changed_nothing(texts):
    base, ours, theirs = texts

    one, other = merge(base, ours, theirs), merge(base, theirs, ours)

    assert {(c.key, c.base, c.ours, c.theirs) for c in one.conflicts} == {
        (c.key, c.base, c.theirs, c.ours) for c in other.conflicts
    }
    assert (merge(base, ours, base).outline, merge(base, base, theirs).outline) == (ours, theirs)
    assert merge(base, ours, ours).outline == ours


@given(lawful, st.data())
def test_one_word_changed_in_two_ways_is_always_a_conflict_and_two_words_apart_are_none(base, data):
    places = [(s, m) for s in base.sections for m in re.finditer(r"(?<=[ >])(?:police|victims)(?=[ <])", s.html)]
    if places:
        section, word = data.draw(st.sampled_from(places))
        before, after = section.html[: word.start()], section.html[word.end() :]
        texts = [
            base.with_section(replace(section, html=f"{before}{new}{after}")) for new in ("ourword1", "theirword1")
        ]
        apart = base.with_section(replace(section, html=f"{section.html}<p>theirword1 by itself</p>"))

        assert merge(base, *texts).conflicts
        assert merge(base, texts[0], apart).conflicts == ()
        assert merge(base, texts[0], apart).outline == merge(base, apart, texts[0]).outline


def come(patch):
    """Yield what the steps of a patch put in, words apart."""
    for name, script in patch.parts:
        for step in script:
            if isinstance(step, Edit):
                yield from come(step.patch)
            elif isinstance(step, Arrive):
                yield patched(step.thing, step.patch)
            elif isinstance(step, Swap) and name not in WORDS:
                yield from step.new


@given(forked(), st.data())
def test_what_was_left_out_of_some_changes_is_put_back_by_merging_it(texts, data):
    old, new, _ = texts
    changes = diff(old, new)
    keys = data.draw(st.sets(st.sampled_from(sorted(changes.keys)))) if changes.keys else set()

    some, rest = (apply(old, only(changes, chosen)) for chosen in (keys, changes.keys - keys))
    merged = merge(old, some, rest, ordered_as=new)

    assert marked_in(words_of(merged.outline), *(one.theirs for one in merged.conflicts)) >= marked_in(words_of(new))
    both = {*come(diff(old, some).patch)} & {*come(diff(old, rest).patch)}  # what both put in alike stands once
    if not merged.conflicts and not both:
        assert merged.outline == new


@given(forked())
def test_changes_of_different_sections_are_merged_as_if_one_was_made_after_the_other_in_either_order(texts):
    base, *sides = texts
    ours, theirs = (
        base.with_section(next((s for s in side.sections if s.id == base.sections[at].id), base.sections[at]))
        if len(base.sections) > 1
        else base
        for at, side in enumerate(sides)
    )
    after = [diff(base, ours).patch, diff(base, theirs).patch]

    merged = merge(base, ours, theirs)

    assert merged.conflicts == ()
    assert merged.outline == patched(patched(base, after[0]), after[1]) == patched(patched(base, after[1]), after[0])


@given(forked())
def test_every_operation_stays_inside_its_own_section_and_block(texts):
    old, new, _ = texts
    changes = diff(old, new)
    moved = {block.diff.kind for section in compare(old, new).sections for block in section.blocks}

    listed = {change.key: change.section_id for change in compare(old, new).changes}
    assert changes.keys <= listed.keys()
    for key in changes.keys:
        made = apply(old, only(changes, {key}))
        if not moved & {Kind.MOVED_HERE, Kind.MOVED_AWAY}:
            assert changed_section_ids(old, made) <= {listed[key]}
