"""Every component is drawn with sample data, and what comes out is sound HTML."""

from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string

from tests.templates.samples import OFFICE, SAMPLES, SIGNED_IN
from tests.templates.soundness import faults

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
DRAWN = [(name, number, context) for name, contexts in SAMPLES.items() for number, context in enumerate(contexts)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>sound<br></p>", []),
        ("<p><b>crossed</p></b>", ["</p> closes nothing", "</b> closes nothing"]),
        ('<p style="color:red">x</p>', ["style on <p>"]),
        ('<p id="a">x</p><p id="a">y</p>', ["id a twice"]),
        ("<ul><li>x</li>", ["<ul> is never closed"]),
    ],
)
def test_checker_finds_what_is_unsound(html, expected):
    assert faults(html) == expected


@pytest.mark.parametrize(("name", "number", "context"), DRAWN, ids=[f"{name}-{number}" for name, number, _ in DRAWN])
def test_component_is_sound_html(name, number, context):
    html = render_to_string(f"components/{name}.html", context)

    assert faults(html) == []


def test_every_component_has_a_sample():
    components = {path.relative_to(COMPONENTS).with_suffix("").as_posix() for path in COMPONENTS.rglob("*.html")}
    drawn_elsewhere = {name for name in components if name.startswith(("icons/", "redline/"))} | {"error_summary"}

    assert components - drawn_elsewhere == set(SAMPLES)


@pytest.mark.parametrize("path", sorted((COMPONENTS / "icons").glob("*.html")), ids=lambda path: path.stem)
def test_icon_is_hidden_beside_a_word_and_named_when_alone(path):
    beside, alone = (
        render_to_string(f"components/icons/{path.name}", context) for context in ({}, {"title": "Must be done"})
    )

    assert faults(beside) == []
    assert 'aria-hidden="true"' in beside
    if "pc-shape" in beside:
        assert "<title>Must be done</title>" in alone
        assert "aria-hidden" not in alone


@pytest.mark.parametrize("path", sorted(Path(settings.BASE_DIR, "templates").rglob("*.html")), ids=lambda p: p.stem)
def test_template_says_what_it_takes(path):
    opening = path.read_text().split("\n", 3)[:3]

    assert any("{% comment %}" in line for line in opening)


@pytest.mark.parametrize("room", ["base", "base_public", "base_office", "base_panel", "base_reply"])
def test_room_is_a_sound_page(room):
    class Form(forms.Form):
        when = forms.CharField(label="When")

    context = {"office": OFFICE, "nav": SAMPLES["nav"][0]["links"], "form": Form({}), "user": SIGNED_IN,
               "signed_in_as": "Alex Marsh", "replying_as": "the Chief Constable"}  # fmt: skip

    html = render_to_string(f"{room}.html", context)

    assert faults(html) == []
    assert html.count("<main") == html.count('<h2 class="govuk-error-summary__title">') == 1
    assert "<title>Error: Fenmarch" in html


def test_page_of_nobody_in_particular_offers_no_sign_out():
    html = render_to_string("base_public.html", {"office": OFFICE})

    assert "Sign out" not in html


def test_refusal_that_can_be_waived_looks_and_reads_otherwise_than_one_that_cannot():
    html = render_to_string("components/gates.html", SAMPLES["gates"][0])

    assert html.count("<title>Must be done</title>") == 2
    assert html.count("<title>Can be passed with a reason</title>") == 1
    assert html.count("It can be passed with a reason that is kept and shown.") == 1


def test_way_that_is_clear_is_said():
    html = render_to_string("components/gates.html", {"id": "stop", "act": "issuing", "refusals": []})

    assert "Nothing stands in the way of issuing" in html


def test_text_from_people_is_escaped():
    html = render_to_string("components/head.html", {"title": "<script>alert(1)</script>"})

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
