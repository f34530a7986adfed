"""Inline text as runs: stretches of characters that share their marks, and their one canonical HTML."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

MARKS = ("strong", "em", "s", "sub", "sup")
LINE_BREAK = "\n"
_SPACES = re.compile(" {2,}")
_SPECIAL = re.compile("[&<>]")
_UNTIDY = re.compile("^ | $|  |\n")
_BLANK_TO_SPACE = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\f": " "})


@dataclass(frozen=True, slots=True)
class Run:
    """Some characters with the same marks (in the order of ``MARKS``) and link; a line break is a run of newlines."""

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""


Runs = tuple[Run, ...]


def escape(text: str) -> str:
    """Return text as canonical HTML characters: only ``&``, ``<`` and ``>`` are written as entities."""
    if _SPECIAL.search(text) is None:
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(html: str) -> str:
    """Return the characters of text as nh3 and ``escape`` write it."""
    if "&" not in html:
        return html
    for entity, character in (("&nbsp;", "\u00a0"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        html = html.replace(entity, character)
    return html


def blanks_to_spaces(text: str) -> str:
    """Return text with tabs and newlines as plain spaces."""
    return text.translate(_BLANK_TO_SPACE)


def merged(runs: Iterable[Run]) -> Runs:
    """Return the runs without empty ones and with neighbours of the same marks and link joined."""
    joined: list[Run] = []
    for (marks, href), alike in groupby((run for run in runs if run.text), key=lambda run: (run.marks, run.href)):
        first, *more = alike
        joined.append(Run("".join([first.text, *(run.text for run in more)]), marks, href) if more else first)
    return tuple(joined)


def tidied(runs: Iterable[Run]) -> Runs:
    """
    Return runs as they stand in a canonical block.

    Spaces are single and never at the edges of the block or beside a line break; a space or line break carries only
    the marks that the text on both of its sides carries.
    """
    runs = tuple(runs)
    if len(runs) == 1 and runs[0].text and _UNTIDY.search(runs[0].text) is None:
        return runs
    out: list[Run] = []
    previous: Run | None = None
    gap = ""
    for run in runs:
        if run.text.strip(LINE_BREAK) == "" or run.text.strip(" ") == "":
            gap = _wider(gap, run.text)
            continue
        core = run.text.strip(" ")
        if run.text[0] == " ":
            gap = _wider(gap, " ")
        if previous is not None and gap:
            marks = tuple(mark for mark in previous.marks if mark in run.marks)
            out.append(Run(gap, marks, previous.href if previous.href == run.href else ""))
        out.append(Run(_SPACES.sub(" ", core), run.marks, run.href))
        previous, gap = run, " " if run.text[-1] == " " else ""
    return merged(out)


def _wider(gap: str, more: str) -> str:
    if LINE_BREAK in more:
        return gap.replace(" ", "") + more
    return gap if LINE_BREAK in gap else " " if more else gap


def runs_to_html(runs: Iterable[Run]) -> str:
    """Return the one canonical HTML of runs: link outermost, then the marks in their fixed order."""
    runs = tuple(runs)
    if len(runs) == 1 and not runs[0].marks and not runs[0].href:
        return escape(runs[0].text).replace(LINE_BREAK, "<br>")
    parts: list[str] = []
    opened: list[str] = []
    for run in runs:
        wanted = ([f'a href="{escape(run.href).replace(chr(34), "&quot;")}"'] if run.href else []) + list(run.marks)
        shared = 0
        while shared < min(len(opened), len(wanted)) and opened[shared] == wanted[shared]:
            shared += 1
        parts.extend(f"</{tag.split(' ')[0]}>" for tag in reversed(opened[shared:]))
        parts.extend(f"<{tag}>" for tag in wanted[shared:])
        opened = wanted
        parts.append(escape(run.text).replace(LINE_BREAK, "<br>"))
    parts.extend(f"</{tag.split(' ')[0]}>" for tag in reversed(opened))
    return "".join(parts)


def text_of(runs: Iterable[Run]) -> str:
    """Return the bare characters of runs."""
    return "".join(run.text for run in runs)
