"""Cross-references: computed words that follow their part, and a text that a move elsewhere leaves as it was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.text.diff.operations import Kind
from plans.text.diff.reading import as_read
from plans.text.inline import Run
from plans.text.markup import clean, plain_text, word_count
from plans.text.numbering import broken_references, numbered
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind, section_digests
from plans.text.redline import accepted, compare, rejected
from plans.text.references import reference, runs_with_words, with_words

MONEY, VICTIMS, V8 = reference("#section-money"), reference("#objective-V"), reference("#action-V8")
AIMS = Objective("V", "Victims", actions=(PriorityAction("V8", "Open a house."),))
FIRST = Section(
    "first",
    SectionKind.OTHER,
    "First",
    clean(f"<p>What it costs is in {MONEY}, and why in {VICTIMS} and <strong>{V8}</strong>.</p>"),
)
COSTS = Section("money", SectionKind.RESOURCES, "Money", "<p>Sums.</p>")
HELP = Section("help", SectionKind.OBJECTIVE, "Help", "<p>Help.</p>", objectives=(Objective("S", "Streets"), AIMS))
LISTS = Section("lists", SectionKind.APPENDIX, "Lists", "<p>Names.</p>")
PLAN = Outline("Plan", (FIRST, COSTS, HELP, LISTS))
MOVED = Outline("Plan", (FIRST, HELP, COSTS, LISTS))


def read(outline: Outline, section_id: str = "first") -> str:
    section = numbered(outline).section(section_id)
    assert section is not None
    return "".join(block.html for block in section.blocks)


def test_the_words_of_a_reference_are_computed_and_lead_to_the_anchor_of_its_part():
    assert read(PLAN) == (
        '<p>What it costs is in <a href="#s-money">Section 2</a>, and why in <a href="#objective-2">Objective 2</a> '
        'and <a href="#action-V8"><strong>V8</strong></a>.</p>'
    )


def test_the_words_follow_a_section_that_moves():
    assert "Section 2" in plain_text(read(PLAN))
    assert "Section 3" in plain_text(read(MOVED))
    assert "Appendix 1" in plain_text(read(replace(PLAN, sections=(_refers("#section-lists"), LISTS))))


def _refers(address: str) -> Section:
    return replace(FIRST, html=f"<p>See {reference(address)}.</p>")


@pytest.mark.parametrize("html", [FIRST.html, f"<p>{MONEY}{MONEY} and {MONEY} {MONEY}</p>", f"<ul><li>{V8}</li></ul>"])
def test_a_reference_is_canonical_as_it_is_kept(html):
    kept = clean(html)

    assert clean(kept) == kept
    assert plain_text(kept).count("section_money") == html.count(">section_money<")


def test_a_move_is_the_only_change_and_no_digest_of_another_section_changes():
    redline = compare(PLAN, MOVED)

    assert [(change.kind, change.section_id) for change in redline.changes] == [("moved", "help")]
    assert section_digests(PLAN) == section_digests(MOVED)
    assert word_count(FIRST.html) == 12


@given(st.permutations(PLAN.sections))
def test_moving_sections_never_lists_a_change_in_a_section_that_stayed(order):
    redline = as_read(compare(PLAN, moved := Outline("Plan", tuple(order))), PLAN, moved)

    assert {change.kind for change in redline.changes} <= {"moved"}
    assert all(block.diff.kind is Kind.SAME for section in redline.sections for block in section.blocks)
    place = [s.id for s in order if s.kind is not SectionKind.APPENDIX].index("money") + 1
    shown = next(section for section in redline.sections if section.section_id == "first")
    assert f'<a href="#s-money">Section {place}</a>' in shown.blocks[0].diff.html


def test_a_reference_turned_to_another_part_is_a_change_of_words_with_each_side_in_its_own_numbers():
    turned = replace(FIRST, html=FIRST.html.replace(MONEY, reference("#section-help")))
    old, new = PLAN, Outline("Plan", (turned, HELP, COSTS, LISTS))

    redline = compare(old, new)
    shown = as_read(redline, old, new)

    assert (accepted(redline), rejected(redline)) == (new, old)
    assert [change.kind for change in redline.changes] == ["changed", "moved"]
    pieces = [(p.kind, p.html) for p in shown.sections[0].blocks[0].diff.pieces if p.kind is not Kind.SAME]
    assert pieces == [(Kind.REMOVED, "Section 2"), (Kind.ADDED, '<a href="#s-help">Section 2</a>')]


def test_a_new_reference_is_a_change():
    old = Outline("Plan", (replace(FIRST, html="<p>What it costs is in Section 2.</p>"), COSTS))
    new = Outline("Plan", (replace(FIRST, html=f"<p>What it costs is in {MONEY}.</p>"), COSTS))

    assert [change.kind for change in compare(old, new).changes] == ["changed"]


def test_a_link_to_what_did_not_change_leads_to_where_it_stands():
    new = replace(PLAN, sections=(replace(FIRST, html=FIRST.html.replace("why", "how")), *PLAN.sections[1:]))

    shown = as_read(compare(PLAN, new), PLAN, new, elsewhere="?view=clean")

    assert '<a href="?view=clean#s-money">Section 2</a>' in "".join(
        piece.html for piece in shown.sections[0].blocks[0].diff.pieces
    )


def test_a_reference_to_what_is_gone_is_said_and_stands_in_brackets_without_a_link():
    less = Outline("Plan", (FIRST, replace(HELP, objectives=(Objective("S", "Streets"),))))

    assert broken_references(less) == {"first": ("section-money", "objective-V", "action-V8")}
    assert plain_text(read(less)) == (
        "What it costs is in [section not in this plan], and why in [objective V not in this plan] and "
        "[action V8 not in this plan]."
    )
    assert "<a " not in read(less)
    assert broken_references(PLAN) == {}


def test_a_link_with_words_of_its_own_keeps_them_and_leads_to_its_part():
    assert with_words('<a href="#section-money">the sums</a>', {}) == "the sums"
    own = replace(FIRST, html='<p>See <a href="#section-money">the sums</a>.</p>')
    assert read(Outline("Plan", (own, COSTS))) == '<p>See <a href="#s-money">the sums</a>.</p>'


def test_inline_text_is_read_as_html_is():
    run = Run("section_money", ("em",), "#section-money")

    assert runs_with_words((run,), {}) == (Run("[section not in this plan]", ("em",)),)
    assert runs_with_words((Run("x", (), "#p1-1"),), {}) == (Run("x", (), "#p1-1"),)


several = st.lists(
    st.sampled_from(["section-a", "section-a-b", "section-a--b", "objective-V", "action-V8"]), max_size=5
)


@given(several, several)
def test_no_reference_is_ever_cut_in_two(before, after):
    sections = tuple(Section(key, SectionKind.OTHER, key) for key in ("a", "a-b", "a--b"))
    old, new = (
        Outline("", (*sections, Section("x", SectionKind.OTHER, "X", clean(f"<p>{''.join(words)}</p>"))))
        for words in ([f"12£{reference(f'#{address}')}s, " for address in addresses] for addresses in (before, after))
    )

    shown = as_read(compare(old, new), old, new)

    for block in (b for section in shown.sections for b in section.blocks):
        assert not any(
            kept in piece.text for piece in block.diff.pieces for kept in ("section_", "objective_", "action_")
        )
