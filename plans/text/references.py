"""
Cross-references: links to a part of the plan by its stable id, whose words are computed and never typed.

In the text a reference is ``<a href="#section-money">section_money</a>``: the address is the id of a section, the theme
letter of an objective (``#objective-V``) or the code of a priority action (``#action-V8``), and the words that are kept
with it repeat the address as one word. So a section that moves changes no other section, no digest and no redline; a
reference turned to another part is another word. A link to such an address with words of its own keeps its words.
Paragraphs, tables and lists have no id that lasts, so nothing can refer to one: refer to its section.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from plans.text.inline import Run, Runs

_ADDRESS = re.compile(r"#((?:section|objective|action)-([\w.-]+))\Z")
_LINK = re.compile(r'<a href="(#(?:section|objective|action)-[\w.-]+)">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MAYBE = 'href="#'
_NOT_THERE = {
    "section": "[section not in this plan]",
    "objective": "[objective {} not in this plan]",
    "action": "[action {} not in this plan]",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A part of the plan that can be referred to: its words ("Section 4", "V8") and where a link leads, "" for none."""

    words: str
    url: str


Targets = Mapping[str, Target]
"""What can be referred to in one text, by its address without the "#" ("section-money")."""


def kept_words(address: str) -> str:
    """Return the one word that is kept in a reference to ``#section-money``: "section_money"."""
    return re.sub(r"\W", "_", address.removeprefix("#"))


def reference(address: str) -> str:
    """Return a reference as it is kept in the text; ``address`` is "#section-money"."""
    return f'<a href="{address}">{kept_words(address)}</a>'


def addresses_in(html: str) -> Iterator[str]:
    """Yield the addresses of the parts of the plan that some canonical HTML refers to, "section-money"."""
    if _MAYBE in html:
        for link in _LINK.finditer(html):
            yield link[1].removeprefix("#")


def without_links(targets: Targets) -> Targets:
    """Return the same words for a text that is shown where its links would lead nowhere."""
    return {address: replace(target, url="") for address, target in targets.items()}


def with_words(html: str, targets: Targets) -> str:
    """Return canonical HTML as it is read: each reference with its computed words, leading to its part."""
    return _LINK.sub(lambda link: _link(link[1], link[2], targets), html) if _MAYBE in html else html


def runs_with_words(runs: Iterable[Run], targets: Targets) -> Runs:
    """Return inline text as it is read, as ``with_words`` does for HTML."""
    return tuple(_run(run, targets) if run.href.startswith("#") else run for run in runs)


def printed(html: str, targets: Targets) -> str:
    """Return canonical HTML with the words of its references, each still leading to its address: see ``unprinted``."""
    return _LINK.sub(lambda link: _printed(link[1], link[2], targets), html) if _MAYBE in html else html


def unprinted(html: str, targets: Targets) -> str:
    """Return canonical HTML as it is kept, from HTML with the words of references that still lead to their address."""
    return _LINK.sub(lambda link: _unprinted(link[1], link[2], targets), html) if _MAYBE in html else html


def _printed(address: str, inner: str, targets: Targets) -> str:
    words, _ = _said(address, _TAG.sub("", inner), targets)
    return f'<a href="{address}">{inner.replace(kept_words(address), words) if words else inner}</a>'


def _unprinted(address: str, inner: str, targets: Targets) -> str:
    words, _ = _said(address, kept_words(address), targets)
    is_whole = _TAG.sub("", inner) == words
    return f'<a href="{address}">{inner.replace(words, kept_words(address)) if is_whole else inner}</a>'


def _link(address: str, inner: str, targets: Targets) -> str:
    words, url = _said(address, _TAG.sub("", inner), targets)
    if words:
        inner = inner.replace(kept_words(address), words)
    return f'<a href="{url}">{inner}</a>' if url else inner


def _run(run: Run, targets: Targets) -> Run:
    if not _ADDRESS.match(run.href):
        return run
    words, url = _said(run.href, run.text, targets)
    return Run(run.text.replace(kept_words(run.href), words) if words else run.text, run.marks, url)


def _said(address: str, text: str, targets: Targets) -> tuple[str, str]:
    """Return the words of a reference ("" where the link has words of its own) and where it leads."""
    found = _ADDRESS.match(address)
    target = targets.get(found[1]) if found else None
    is_computed = not text.replace(kept_words(address), "").strip()
    if target is not None:
        return (target.words if is_computed else ""), target.url
    kind, _, key = address.removeprefix("#").partition("-")
    return (_NOT_THERE[kind].format(key) if is_computed else ""), ""
