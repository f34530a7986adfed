"""The redline as it is heard, and as it reads without styles: the tree given to a screen reader says each change."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from plans.text.markup import clean
from plans.text.outline import Outline, Section, SectionKind
from plans.text.redline import compare

FIRST = "We tell every victim what happens in the case, from the first call to the day in court."
OTHER = "Each neighbourhood team holds an open meeting four times a year and says what it heard."
HEAD = "<tr><th>Service</th><th>Sum</th></tr>"
HUB = "<tr><th>Hub</th><td>£780,000</td></tr>"
PATROLS = "<tr><th>Patrols by night</th><td>£90,000</td></tr>"
FERRY = "<tr><th>Ferry</th><td>£2,000</td></tr>"
BOATS = "<tr><th>Boats on the river</th><td>£4,000</td></tr>"
FIGURE = '<figure><img src="/images/{}.png" alt="A map of Fenmarch"><figcaption>The teams</figcaption></figure>'
OLD = (
    f"<p>{FIRST} {OTHER}</p><p>We close the police station.</p><p>It is so.</p>"
    f"<ul><li>{FIRST}</li><li>{OTHER}</li></ul><table>{HEAD}{HUB}{PATROLS}{BOATS}</table>" + FIGURE.format("a" * 64)
)
NEW = (
    f"<p>{FIRST}</p><p>{OTHER}</p><p>We do not close the p\u043elice station.</p><p>It is <b>so</b>.</p>"
    f"<ul><li>{FIRST}<ul><li>{OTHER}</li></ul></li></ul>"
    f"<table>{HEAD}{PATROLS}{HUB.replace('780', '845')}{FERRY}</table>" + FIGURE.format("b" * 64)
)


def a_text(html: str) -> Outline:
    return Outline("Fenmarch plan", (Section("one", SectionKind.OTHER, "Victims", clean(html)),))


@pytest.fixture
def heard(page: Page) -> str:
    redline = compare(a_text(OLD), a_text(NEW))
    changes = render_to_string("components/redline/changes.html", {"changes": redline.changes})
    text = render_to_string("components/redline/section.html", {"section": redline.sections[0]})
    page.set_content(f'<!doctype html><html lang="en-GB"><main>{changes}{text}</main></html>')
    return page.locator("main").aria_snapshot()


@pytest.mark.parametrize(
    "line",
    [
        '- insertion: "[added: do not]"',
        '- deletion: "[removed: police]"',
        '- insertion: "[added: p\u043elice]"',
        '- insertion: "[added: £845,000]"',
        "[looks the same, is another letter: Cyrillic small letter o (U+043E)]",
        "[bold added:",
        "[paragraph begins here]",
        "[nested deeper]",
        "difference +£65,000",
        '- deletion: "[moved from here: Hub]"',
        '- rowheader "Moved Hub"',
        '- deletion: "[removed: Boats on the river]"',
        "[removed: £4,000] difference −£4,000",
        '- insertion: "[added: Ferry]"',
        "Picture added, under the same description",
        '- img "A map of Fenmarch"',
    ],
)
def test_a_change_is_said_to_a_screen_reader(heard, line):
    assert line.replace(" ", "") in heard.replace(" ", "")
