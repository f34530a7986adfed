from plans.text.numbering import numbered, section_numbers
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind

TABLE = "<table><caption>Money &amp; people</caption><tbody><tr><td>£1</td></tr></tbody></table>"
BARE_TABLE = "<table><tbody><tr><td>£2</td></tr></tbody></table>"
VICTIMS = Objective("V", "Victims", "Help", ("Heard",), (PriorityAction("V1", "Listen", "PCC"),))
COURTS = Objective("C", "Courts")

PLAN = Outline(
    "Fenmarch Police and Crime Plan",
    (
        Section("foreword", SectionKind.FOREWORD, "Foreword", "<p>One.</p><h3>Sub</h3><p>Two <em>words</em>.</p>"),
        Section("money", SectionKind.APPENDIX, "Money", f"<p>Sums.</p>{TABLE}"),
        Section(
            "aims", SectionKind.OBJECTIVE, "Aims", f"<ul><li>a</li></ul>{BARE_TABLE}", objectives=(VICTIMS, COURTS)
        ),
        Section("staff", SectionKind.APPENDIX, "Staff", "<blockquote><p>Said.</p></blockquote><p>Who.</p>"),
    ),
)


def test_sections_and_appendices_count_by_themselves_wherever_they_stand():
    assert section_numbers(PLAN) == {
        "foreword": ("1", "Section 1"),
        "money": ("A1", "Appendix 1"),
        "aims": ("2", "Section 2"),
        "staff": ("A2", "Appendix 2"),
    }
    assert [(s.number, s.label, s.anchor, s.is_appendix) for s in numbered(PLAN).sections] == [
        ("1", "Section 1", "s-foreword", False),
        ("A1", "Appendix 1", "s-money", True),
        ("2", "Section 2", "s-aims", False),
        ("A2", "Appendix 2", "s-staff", True),
    ]


def test_only_paragraphs_and_tables_have_numbers_and_every_block_has_its_anchor():
    assert [[(b.kind, b.number, b.anchor) for b in s.blocks] for s in numbered(PLAN).sections] == [
        [("paragraph", "1.1", "p1-1"), ("heading", "", "s-foreword-b2"), ("paragraph", "1.2", "p1-2")],
        [("paragraph", "A1.1", "pA1-1"), ("table", "Table 1", "table-1")],
        [("list", "", "s-aims-b1"), ("table", "Table 2", "table-2")],
        [("quote", "", "s-staff-b1"), ("paragraph", "A2.1", "pA2-1")],
    ]


def test_a_block_gives_its_html_whole_and_from_inside():
    foreword, money, aims, _ = numbered(PLAN).sections

    assert (foreword.blocks[2].html, foreword.blocks[2].inner_html) == (
        "<p>Two <em>words</em>.</p>",
        "Two <em>words</em>.",
    )
    table = money.blocks[1]
    assert (table.html, table.caption, table.caption_text) == (TABLE, "Money &amp; people", "Money & people")
    assert table.inner_html == "<tbody><tr><td>£1</td></tr></tbody>"
    assert (aims.blocks[1].caption, aims.blocks[1].inner_html) == ("", "<tbody><tr><td>£2</td></tr></tbody>")


def test_objectives_are_numbered_through_the_plan_and_read_like_themselves():
    objectives = numbered(PLAN).sections[2].objectives

    assert [(o.label, o.anchor, o.code, o.title) for o in objectives] == [
        ("Objective 1", "objective-1", "V", "Victims"),
        ("Objective 2", "objective-2", "C", "Courts"),
    ]
    assert (objectives[0].aim, objectives[0].outcomes, objectives[0].actions) == ("Help", ("Heard",), VICTIMS.actions)


def test_blocks_joined_are_the_section_and_sections_are_found_by_id():
    plan = numbered(PLAN)

    assert ["".join(b.html for b in s.blocks) for s in plan.sections] == [s.html for s in PLAN.sections]
    assert plan.section("aims") == plan.sections[2]
    assert plan.section("none") is None
