"""The small parts that the sections of a report are written with: paragraphs, lists and tables of canonical HTML."""

from collections.abc import Iterable, Sequence

from plans.text.inline import escape
from plans.text.markup import clean
from plans.text.outline import Section, SectionKind
from plans.text.references import reference

REDLINE, CLEAN = "redline", "clean"
"""The ids of the appendices."""


def paragraphs(*words: str) -> str:
    """Return paragraphs of plain words; those that are empty are left out."""
    return "".join(f"<p>{escape(one)}</p>" for one in words if one)


def with_references(words: str) -> str:
    """Return a paragraph in which "{redline}" and "{clean}" refer to the appendices, by numbers that are computed."""
    html = escape(words)
    for name in (REDLINE, CLEAN):
        html = html.replace(f"{{{name}}}", reference(f"#section-{name}"))
    return f"<p>{html}</p>"


def bullets(lines: Iterable[str]) -> str:
    """Return a list with a bullet for each line, or nothing without lines."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of plain words whose first column names the row, or nothing without rows."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(one)}</td>" for one in rest)}</tr>'
        for first, *rest in rows
    )
    if not body:
        return ""
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def section(section_id: str, heading: str, *html: str) -> Section:
    """Return a section of a report, in the canonical form in which every text here is kept."""
    return Section(section_id, SectionKind.OTHER, heading, clean("".join(html)))


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with what it counts: "1 change", "3 changes", "no changes"."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
