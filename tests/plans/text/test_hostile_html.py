"""Hostile, broken and endless HTML comes out clean, with its words, in a moment."""

import base64
import time
from contextlib import suppress
from html import escape

import pytest

from plans.text.markup import LONGEST, LONGEST_UNCLEAN, MarkupError, clean, plain_text

WORDS = "Patrols are seen in £3,000 lanes"
WORD_PASTE = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style><!-- p.MsoNormal {margin:0} --></style>"
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>"
    "<body><!--StartFragment--><p class=MsoNormal style='mso-margin-top-alt:auto'><b><span lang=EN-GB style='mso-"
    f"fareast-language:EN-GB'>{WORDS}<o:p></o:p></span></b></p><p class=MsoListParagraph><![if !supportLists]>"
    "<span style='mso-list:Ignore'>1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
    "First item</p><!--EndFragment--></body></html>"
)
DOCS_PASTE = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="color:#000">'
    f'<span style="font-size:11pt;font-weight:700">{WORDS}</span></p><br><ul><li dir="ltr" aria-level="1">'
    '<p dir="ltr" role="presentation"><span>First item</span></p></li></ul></b>'
)
PICTURE = base64.b64encode(bytes(range(256)) * 4000).decode()
# fmt: off
CORPUS = {
    "a script":                f"<p>{WORDS}</p><script>alert('stolen')</script>",
    "a script never closed":   f"<p>{WORDS}</p><script>alert('stolen')",
    "a handler":               f"<p onclick=alert(1) style='x:expression(1)'>{WORDS}</p><img src=x onerror=alert(1)>",
    "a link that runs":        f"<p><a href=' java\tscript:alert(1)'>{WORDS}</a></p>",
    "a picture with markup":   f"<svg><g onload=alert(1)><text>{WORDS}</text></g></svg><p>{WORDS}</p>",
    "a form and a frame":      f"<form action=//x><input value=x><p>{WORDS}</p></form><iframe srcdoc='<p>x'></iframe>",
    "a template and a base":   f"<base href=//x><template><p>{WORDS}</p></template><p>{WORDS}</p>",
    "markup that changes":     f"<p>{WORDS}</p><math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;'>",
    "tables in tables":        "<table><tr><td>" * 30 + WORDS + "</td></tr></table>" * 30,
    "ten thousand tags deep":  "<div>" * 10_000 + WORDS + "</div>" * 10_000,
    "ten thousand never shut": "<b><i>" * 10_000 + WORDS,
    "ten thousand shut alone": WORDS + "</p></div>" * 10_000,
    "a paste from Word":       WORD_PASTE,
    "a paste from Docs":       DOCS_PASTE,
    "half tags":               f"<p>{WORDS}</p><p <b <<>> </ <a href='<table",
    "half of a pair":          f"<p>{WORDS}\ud83d</p><p>\udc00</p>",
    "what is no character":    f"<p>{WORDS}</p><p>\x00\x0b\ufffe\uffff&#0;&#xD800;&#x1F;</p>",
    "text turned round":       f"<p>{WORDS}</p><p>\u202eevil\u202c \u2066x\u2069</p>",
    "a picture in the text":   f"<p>{WORDS}</p><img src='data:image/png;base64,{PICTURE}'>",
    "a great span of cells":   f"<table><tr><td colspan=99999999 rowspan=99999999>{WORDS}</td></tr></table>",
    "a long list of entities": f"<p>{WORDS}</p>" + "&amp;lt;" * 20_000,
    "comments and sections":   f"<!-- <p>x --><![CDATA[ {WORDS} ]]><?php x ?><p>{WORDS}</p><!-- never shut",
}
# fmt: on
NEVER = (
    "<script",
    "onerror",
    "onclick",
    "onload",
    "javascript:",
    "<svg",
    "<iframe",
    "<form",
    "style=",
    "data:",
    "<img",
)


@pytest.mark.parametrize("html", CORPUS.values(), ids=CORPUS.keys())
def test_it_comes_out_clean_with_its_words_in_a_moment(html):
    began = time.process_time()

    once = clean(html)

    assert time.process_time() - began < 20
    assert WORDS in plain_text(once)
    assert not [bad for bad in NEVER if bad in once]
    assert clean(once) == once
    once.encode()


@pytest.mark.parametrize("html", [WORD_PASTE, DOCS_PASTE])
def test_what_office_programs_paste_keeps_its_items(html):
    assert "First item" in plain_text(clean(html))


@pytest.mark.parametrize("unit", [f"<p>{WORDS}</p>", "<td>", "&"], ids=escape)
def test_two_million_characters_are_cleaned_or_refused_in_words_in_bounded_time(unit):
    html = unit * (LONGEST_UNCLEAN // len(unit))
    began = time.process_time()

    with suppress(MarkupError):
        assert len(clean(html)) <= LONGEST

    assert time.process_time() - began < 30
