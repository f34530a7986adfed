"""The redline as it is drawn: everything that changed is said in words, and nothing else is."""

import re

import pytest
from django.template.loader import render_to_string

from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from plans.text.redline import compare
from tests.templates.soundness import faults

TABLE = (
    '<table><caption>Services</caption><thead><tr><th scope="col">Service</th><th scope="col">Sum</th></tr></thead>'
    '<tbody><tr><th scope="row">Hub</th><td>{hub}</td></tr>{more}</tbody></table>'
)
MEETINGS = "<p>Each team meets every parish council once a year and publishes what it heard.</p>"


def objective(aim, *actions):
    return Objective("R", "Quick answers", aim, ("Calls are answered.",), actions)


def plan(*sections):
    return Outline("Fenmarch plan", sections)


def section(html, *, key="roads", heading="Roads", objectives=()):
    return Section(key, SectionKind.OTHER, heading, html, objectives=objectives)


OLD = plan(
    section("<p>One.</p>", key="safer", heading="Safer places"),
    section(
        "<p>Stays.</p><p>The team of six officers covers Marsh Hundred by day.</p>"
        + MEETINGS
        + "<ul><li>First</li><li>Third</li></ul>"
        + TABLE.format(hub="£780,000", more='<tr><th scope="row">Pilot</th><td>£20,000</td></tr>'),
        objectives=(
            objective("People are safe.", PriorityAction("R1", "Answer calls."), PriorityAction("R2", "Pilot.")),
        ),
    ),
    section("<p>Nobody needs this.</p>", key="old", heading="Old matters"),
)
NEW = plan(
    section("<p>One.</p>" + MEETINGS, key="safer", heading="Safer places"),
    section(
        "<p>Stays.</p><p>The team of ten officers covers Marsh Hundred by day.</p><p>Speed is checked each term.</p>"
        "<ul><li>First</li><li>Fourth</li></ul>"
        + TABLE.format(hub="£845,000", more='<tr><th scope="row">Companions</th><td>£74,000</td></tr>'),
        heading="Roads and villages",
        objectives=(
            objective(
                "People are safe and heard.", PriorityAction("R1", "Answer calls."), PriorityAction("R3", "Tell.")
            ),
        ),
    ),
    section("<p>All new.</p>", key="new", heading="New matters"),
)


def drawn(old, new, **context):
    return "".join(
        render_to_string("components/redline/section.html", {"section": diff, **context})
        for diff in compare(old, new).changed_sections
    )


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_redline_is_sound_html_with_each_change_once():
    redline = compare(OLD, NEW)

    html = drawn(OLD, NEW)

    assert faults(html) == []
    assert [html.count(f'id="{change.anchor}"') for change in redline.changes] == [1] * len(redline.changes)


@pytest.mark.parametrize(
    "said",
    [
        "[removed: six]",
        "[added: ten]",
        "[removed: £780,000] [added: £845,000]",
        "difference +£65,000",
        "[added: Companions]",
        "[removed: Pilot]",
        "[added: Speed is checked each term.]",
        "[removed: Third]",
        "[added: Fourth]",
        "[added: and villages]",
        "Words unchanged.",
        "[added: New matters]",
        "[removed: Old matters]",
    ],
)
def test_change_is_said_in_words(said):
    assert said.replace(" ", "") in words(drawn(OLD, NEW)).replace(" ", "")


def test_what_is_unchanged_is_folded_unless_the_whole_is_asked_for():
    folded, whole = drawn(OLD, NEW), drawn(OLD, NEW, whole=True)

    assert "Paragraph 2.1 is unchanged." in folded
    assert "<details" not in whole
    assert "Stays." in whole


def test_equal_texts_show_nothing():
    assert drawn(OLD, OLD) == ""
    assert "word for word" in render_to_string(
        "components/redline/changes.html", {"changes": compare(OLD, OLD).changes}
    )


def test_reason_stands_with_its_change():
    redline = compare(OLD, NEW)
    reasons = [{"key": redline.changes[0].key, "reason": "It was asked for.", "edit_url": "/reasons/1/"}]

    html = render_to_string("components/redline/changes.html", {"changes": redline.changes, "reasons": reasons})

    assert faults(html) == []
    assert html.count("It was asked for.") == 1
    assert drawn(OLD, NEW, reasons=reasons).count("It was asked for.") == 1
