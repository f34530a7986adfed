from dataclasses import replace

import pytest

from plans.text.changeset import DoesNotFit, apply, diff, invert, merge, merge_sections, only, settled
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from plans.text.redline import compare

BODY = (
    "<p>The police will cut crime. They report each year to all.</p>"
    "<p>Second paragraph with many words in it.</p>"
    "<ul><li>one thing here</li><li>two things here</li></ul>"
)


def text(html, *more):
    return Outline("A plan", (Section("roads", SectionKind.OTHER, "Roads", html), *more))


def test_two_people_on_different_sentences_of_one_paragraph_both_have_their_words():
    merged = merge(text(BODY), text(BODY.replace("crime", "theft")), text(BODY.replace("each year", "monthly")))

    assert merged.conflicts == ()
    assert merged.outline == text(BODY.replace("crime", "theft").replace("each year", "monthly"))


def test_one_who_moves_a_paragraph_and_one_who_edits_it_both_have_their_way():
    second = "<p>Second paragraph with many words in it.</p>"
    moved = second + BODY.replace(second, "")

    merged = merge(text(BODY), text(moved), text(BODY.replace("many", "few")))

    assert merged.conflicts == ()
    assert merged.outline == text(moved.replace("many", "few"))


def test_the_same_words_changed_otherwise_are_a_conflict_that_keeps_ours_until_it_is_settled():
    merged = merge(text(BODY), text(BODY.replace("crime", "theft")), text(BODY.replace("crime", "fraud")))

    (conflict,) = merged.conflicts
    assert (conflict.section_id, conflict.place) == ("roads", "Paragraph 1.1")
    assert conflict.theirs == "<p>The police will cut fraud. They report each year to all.</p>"
    assert merged.outline == text(BODY.replace("crime", "theft"))
    assert settled(merged, {conflict.key: "theirs"}) == text(BODY.replace("crime", "fraud"))
    assert settled(merged, {conflict.key: "<p>Neither.</p>"}).sections[0].html.startswith("<p>Neither.</p><p>Second")


def test_a_section_that_one_took_out_and_another_edited_is_a_conflict():
    before, after = text(BODY).sections[0], text(BODY.replace("crime", "theft")).sections[0]

    merged = merge_sections(before, None, after)

    (conflict,) = merged.conflicts
    assert merged.outline.sections == ()
    assert settled(merged, {conflict.key: "theirs"}).sections == (after,)


def test_changes_go_forth_and_back_and_fit_no_other_text():
    old, new = text(BODY), text(BODY.replace("many words", "£1,000"))
    changes = diff(old, new)

    assert apply(old, changes) == new
    assert apply(new, invert(changes)) == old
    with pytest.raises(DoesNotFit, match=r"^The section “Roads” is not the one that the changes were made from\.$"):
        apply(new, changes)


def objective(code, *actions):
    return Objective(code, f"Objective {code}", actions=tuple(PriorityAction(*action) for action in actions))


def with_objectives(*objectives, moved=()):
    sections = (
        Section("roads", SectionKind.OTHER, "Roads", BODY, objectives=objectives),
        Section("homes", SectionKind.OTHER, "Homes", "", objectives=moved),
    )
    return Outline("A plan", sections)


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_one_new_code_given_to_two_actions_under_two_objectives_is_a_conflict_and_stands_once(side):
    base = with_objectives(objective("A"), objective("B"))
    ours = with_objectives(objective("A", ("V1", "Patrol the lanes.")), objective("B"))
    theirs = with_objectives(objective("A"), objective("B", ("V1", "Light the yards.")))

    merged = merge(base, ours, theirs)

    (conflict,) = merged.conflicts
    assert conflict.place == "New priority action V1"
    assert (conflict.base, conflict.ours, conflict.theirs) == ("", "V1: Patrol the lanes.", "V1: Light the yards.")
    assert merged.outline == ours
    assert settled(merged, {conflict.key: side}) == {"ours": ours, "theirs": theirs}[side]
    written = settled(merged, {conflict.key: "<p>V1: Neither.</p>"})
    assert written == with_objectives(objective("A", ("V1", "Neither.")), objective("B"))


def test_an_objective_that_moves_to_another_section_is_an_operation_there_and_back():
    one, two = objective("A", ("V1", "Patrol.")), objective("B", ("V2", "Light the yards."))
    old = with_objectives(one, two)
    new = with_objectives(two, moved=(objective("A", ("V1", "Patrol often.")),))
    edited = with_objectives(one, objective("B", ("V2", "Light all the yards.")))

    changes, listed = diff(old, new), compare(old, new).changes

    assert (apply(old, changes), apply(new, invert(changes))) == (new, old)
    assert changes.keys <= {change.key for change in listed}
    moved = next(change.key for change in listed if change.kind == "moved")
    assert [o.code for o in apply(old, only(changes, [moved])).sections[1].objectives] == ["A"]
    assert merge(old, new, edited).conflicts == ()
    assert merge(old, new, edited).outline == with_objectives(
        edited.sections[0].objectives[1], moved=new.sections[1].objectives
    )


def test_an_action_that_moves_under_an_objective_of_another_section_takes_the_other_sides_edit_with_it():
    old = with_objectives(objective("A", ("V1", "Patrol the lanes by night.")), moved=(objective("B"),))
    new = with_objectives(objective("A"), moved=(objective("B", ("V1", "Patrol the lanes by night.")),))
    edited = with_objectives(objective("A", ("V1", "Patrol all lanes by night.")), moved=(objective("B"),))

    assert apply(new, invert(diff(old, new))) == old
    assert merge(old, new, edited).conflicts == ()
    assert merge(old, new, edited).outline.sections[1].objectives == (
        objective("B", ("V1", "Patrol all lanes by night.")),
    )


PICTURE = '<figure><img src="/images/{}.png" alt="{}"></figure>'
KINDS = {
    "a paragraph split": (
        "<p>The police will cut crime. They report each year.</p>",
        "<p>The police will cut crime.</p><p>They report each year.</p>",
    ),
    "two paragraphs merged": (
        "<p>The police will cut crime.</p><p>They report each year.</p>",
        "<p>The police will cut crime. They report each year.</p>",
    ),
    "paragraphs made a list": (
        "<p>First we tell victims all.</p><p>Then we tell the courts.</p>",
        "<ul><li>First we tell victims all.</li><li>Then we tell the courts.</li></ul>",
    ),
    "another picture": (PICTURE.format("a" * 64, "A map"), PICTURE.format("b" * 64, "A map")),
    "a picture described otherwise": (PICTURE.format("a" * 64, "A map"), PICTURE.format("a" * 64, "A map of Fenmarch")),
}


@pytest.mark.parametrize(("before", "after"), KINDS.values(), ids=KINDS)
def test_a_block_regrouped_or_a_picture_changed_is_one_operation_that_is_exact_each_way(before, after):
    old, new = text(f"{BODY}{before}<p>The end of it.</p>"), text(f"{BODY}{after}<p>The end of it.</p>")
    elsewhere = text(f"{BODY.replace('crime', 'theft')}{before}<p>The end of it.</p>")
    other = text(f"{BODY}<p>Another thing entirely, of its own.</p><p>The end of it.</p>")

    changes, listed = diff(old, new), compare(old, new).changes

    assert (apply(old, changes), apply(new, invert(changes))) == (new, old)
    assert changes.keys <= {change.key for change in listed}
    assert apply(old, only(changes, [change.key for change in listed])) == new
    assert merge(old, new, elsewhere).outline == merge(old, elsewhere, new).outline
    assert merge(old, new, elsewhere).outline == text(new.sections[0].html.replace("crime", "theft", 1))
    assert merge(old, new, other).conflicts


def test_the_kind_of_a_section_and_its_duties_have_the_keys_of_their_listed_changes():
    old = text(BODY)
    new = old.with_section(replace(old.sections[0], kind=SectionKind.MEASURES, limbs=frozenset({"C1a"})))

    changes, listed = diff(old, new), compare(old, new).changes

    assert changes.keys == {change.key for change in listed}
    kind, limbs = (apply(old, only(changes, [change.key])).sections[0] for change in listed)
    assert (kind.kind, kind.limbs) == (SectionKind.MEASURES, frozenset())
    assert (limbs.kind, limbs.limbs) == (SectionKind.OTHER, frozenset({"C1a"}))


def test_a_paragraph_rewritten_on_both_sides_is_a_conflict_although_a_block_moved_to_its_place():
    first, second, third, moves = (
        f"<p>{words}</p>"
        for words in ("Police cut crime here.", "A middle of it.", "The end of it.", "This one moves a way up.")
    )
    base = text(first + second + third + moves)
    ours = text(moves + "<p>Wholly other ourwords stand there.</p>" + second + third)
    theirs = text("<p>Nothing like before, theirwords.</p>" + second + third + moves)

    for merged in (merge(base, ours, theirs), merge(base, theirs, ours)):
        (conflict,) = merged.conflicts
        assert conflict.base == first
        for side in ("ours", "theirs"):
            assert settled(merged, {conflict.key: side}).sections[0].html.count(moves) == 1


def test_two_paragraphs_put_in_side_by_side_keep_their_order_when_they_are_accepted_one_after_the_other():
    sent = text(BODY)
    first, second = "<p>One new thing stands.</p>", "<p>Another matter follows it.</p>"
    at = BODY.index("<ul>")
    new = text(BODY[:at] + first + second + BODY[at:])
    changes = diff(sent, new)
    keys = [change.key for change in compare(sent, new).changes]

    draft = sent
    for key in keys:
        draft = merge(sent, draft, apply(sent, only(changes, [key]))).outline
    assert draft == new


def test_what_two_parts_of_the_changes_put_in_at_one_place_stands_as_it_stood_or_with_ours_first():
    old = text("<p>The first thing.</p><p>The last thing.</p>")
    one, two, three = (f"<p>Here is {n} of the new paragraphs.</p>" for n in ("alpha", "beta", "gamma"))
    new = text(f"<p>The first thing.</p>{one}{two}{three}<p>The last thing.</p>")
    changes = diff(old, new)
    keys = [change.key for change in compare(old, new).changes]
    middle, others = (apply(old, only(changes, some)) for some in (keys[1:2], [keys[0], keys[2]]))

    assert merge(old, middle, others, ordered_as=new).outline == new
    assert merge(old, others, middle, ordered_as=new).outline == new
    assert settled(merge(old, middle, others, ordered_as=new), {"none": "ours"}) == new
    assert merge(old, middle, others).outline.sections[0].html == (
        f"<p>The first thing.</p>{two}{one}{three}<p>The last thing.</p>"
    )


def test_items_put_into_one_list_by_two_parts_of_the_changes_stand_as_they_stood():
    old = text("<ul><li>first</li><li>last</li></ul>")
    ours = text("<ul><li>first</li><li>we came second</li><li>last</li></ul>")
    theirs = text("<ul><li>first</li><li>they came before us</li><li>last</li></ul>")
    both = text("<ul><li>first</li><li>they came before us</li><li>we came second</li><li>last</li></ul>")
    more = text(both.sections[0].html.replace("<li>we", "<li>more</li><li>we"))

    assert merge(old, ours, theirs, ordered_as=both).outline == both
    assert merge(old, ours, theirs, ordered_as=more).outline == both
    assert merge(old, theirs, ours).outline == both


CAPTIONED = (
    '<figure><img src="/images/{}.png" alt="A map"><figcaption>The {} of Fenmarch by night</figcaption></figure>'
)


def test_a_picture_that_moves_and_gets_another_caption_goes_and_comes_by_one_listed_change():
    before, after = (CAPTIONED.format("a" * 64, f"{count} divisions") for count in ("four", "five"))
    elsewhere = Section("b", SectionKind.OTHER, "B")
    old, new = text(f"<p>Here.</p>{before}", elsewhere), text("<p>Here.</p>", replace(elsewhere, html=after))

    changes, (listed,) = diff(old, new), compare(old, new).changes

    assert listed.kind == "moved"
    assert changes.keys == {listed.key}
    assert (apply(old, only(changes, [listed.key])), apply(new, invert(changes))) == (new, old)


def test_each_of_two_equal_pictures_that_move_goes_by_its_own_listed_change():
    picture = CAPTIONED.format("a" * 64, "divisions")
    htmls = {"a": f"<p>One.</p>{picture}{picture}", "b": "<p>Two.</p>", "c": "<p>Three.</p>"}
    old = Outline("", tuple(Section(key, SectionKind.OTHER, key, html) for key, html in htmls.items()))
    moved = {"a": "<p>One.</p>", "b": f"<p>Two.</p>{picture}", "c": f"<p>Three.</p>{picture}"}
    new = Outline("", tuple(Section(key, SectionKind.OTHER, key, html) for key, html in moved.items()))

    changes, listed = diff(old, new), compare(old, new).changes

    assert changes.keys == {change.key for change in listed}
    assert apply(old, only(changes, [listed[0].key])).sections[1].html == moved["b"]
    assert (apply(old, changes), apply(new, invert(changes))) == (new, old)


TWICE = '<table><tbody><tr><th scope="row">Courts</th><td>many</td><td>5%</td></tr></tbody></table>'
OWN = "<p>Here is a paragraph of its own.</p>"


@pytest.mark.parametrize("taken", [(1,), (2,), (0, 1), (0, 2)])
def test_what_is_put_in_beside_one_of_two_equal_blocks_stands_as_it_stood_whichever_of_them_went(taken):
    old, new = text(TWICE + TWICE), text(OWN + TWICE.replace("Courts", "Victims"))
    keys = [change.key for change in compare(old, new).changes]
    changes, some = diff(old, new), {keys[at] for at in taken}

    merged = merge(old, apply(old, only(changes, some)), apply(old, only(changes, {*keys} - some)), ordered_as=new)

    assert (merged.outline, merged.conflicts) == (new, ())


def test_the_order_of_a_text_does_not_undo_a_move_that_a_side_made():
    one, two, three = (f"<p>Here is {n} of the new paragraphs.</p>" for n in ("alpha", "beta", "gamma"))
    old, both = text(one + two), text(one + two + three)

    assert merge(old, text(two + one), both, ordered_as=both).outline == text(two + one + three)


def test_a_heading_that_two_parts_of_the_changes_both_bring_to_one_place_stands_once():
    link, over = "<h3>The way to the station</h3>", "<s>Turned over</s>"
    old = text(f"{link}<h4>{over}</h4><h4>{over}</h4>")
    new = text(f"<h3>{over}</h3><h4>{over}</h4>{link}")
    first, second = (change.key for change in compare(old, new).changes if change.kind == "added")
    one, other = (apply(old, only(diff(old, new), [key])) for key in (first, second))

    assert one == other == text(f"<h3>{over}</h3>{link}<h4>{over}</h4><h4>{over}</h4>")
    assert merge(old, one, other, ordered_as=new).outline == one


@pytest.mark.parametrize("order", ["before", "after"])
def test_a_paragraph_put_in_beside_a_picture_stands_on_its_side_of_it_whoever_changed_the_caption(order):
    picture, again = (CAPTIONED.format("a" * 64, f"{count} divisions") for count in ("four", "five"))
    old, ours = text(f"<p>Here.</p>{picture}"), text(f"<p>Here.</p>{again}")
    words = {"before": ("<p>Look at this.</p>", ""), "after": ("", "<p>You saw this.</p>")}[order]
    theirs = text(f"<p>Here.</p>{words[0]}{picture}{words[1]}")

    both = text(f"<p>Here.</p>{words[0]}{again}{words[1]}")
    for merged in (merge(old, ours, theirs), merge(old, theirs, ours)):
        assert (merged.outline, merged.conflicts) == (both, ())


SPANNED = "<table><tbody><tr><th{1}>North</th><td>{0}</td></tr>{2}</tbody></table>".replace("<th", '<th scope="row"')


def test_a_cell_reaches_over_the_row_that_one_side_put_in_where_the_other_took_one_out():
    second, third = ("<tr><td>two</td></tr>", "<tr><td>third</td></tr>")
    two = ' rowspan="2"'
    old = text(SPANNED.format("one", two, second))
    ours = text(SPANNED.format("one", "", ""))
    theirs = text(SPANNED.format("one", two, second + third))
    edited = text(SPANNED.format("first", "", ""))

    for base, side, other, made in (
        (old, ours, theirs, text(SPANNED.format("one", two, third))),
        (old, edited, theirs, text(SPANNED.format("first", two, third))),
        (old, ours, edited, edited),
    ):
        for merged in (merge(base, side, other), merge(base, other, side)):
            assert (merged.outline, merged.conflicts) == (made, ())


def test_a_span_that_a_side_cut_with_the_rows_left_standing_is_a_change_of_its_own():
    two = ' rowspan="2"'
    old = text(SPANNED.format("one", two, "<tr><td>two</td></tr>"))
    ours = text(SPANNED.format("one", "", '<tr><th scope="row">South</th><td>two</td></tr>'))
    theirs = text(SPANNED.format("one", two, "<tr><td>two</td></tr><tr><td>third</td></tr>"))

    for merged in (merge(old, ours, theirs), merge(old, theirs, ours)):
        assert merged.outline.sections[0].html == SPANNED.format(
            "one", "", '<tr><th scope="row">South</th><td>two</td></tr><tr><td>third</td></tr>'
        )
