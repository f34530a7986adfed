"""Characters that nobody can see, written out where changes are shown, so that no change hides behind them."""

import re

from django.utils.safestring import SafeString, mark_safe

from plans.text.diff.characters import HIDDEN, name_of

_TAG_OR_HIDDEN = re.compile(f"<[^>]*>|{HIDDEN.pattern}")
_AROUND = '<span class="pc-hidden">[{}]</span>'


def hidden_shown(html: str) -> SafeString:
    """
    Return canonical HTML, safe to draw, with the name of each hidden character in its place, in square brackets.

    So a character that turns letters round turns nothing on the page that warns of it.
    """
    if html.isascii() or not HIDDEN.search(html):
        return mark_safe(html)  # noqa: S308 -- cleaned by plans.text.markup
    return mark_safe(_TAG_OR_HIDDEN.sub(_shown, html))  # noqa: S308 -- cleaned by plans.text.markup


def _shown(found: re.Match[str]) -> str:
    whole = found[0]
    return whole if whole.startswith("<") else _AROUND.format(name_of(whole))
