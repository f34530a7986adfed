"""A plan as a Word file: a clean text, or a redline with real tracked changes. The same input gives the same bytes."""

from collections.abc import Mapping
from datetime import datetime

from plans.rendering.word import front, package
from plans.rendering.word.body import Writer
from plans.rendering.word.content import Paragraph, Shape, Stretch, Style
from plans.rendering.word.identity import Paper, bookmarks_of
from plans.rendering.word.marked import drawn
from plans.rendering.word.objectives import in_tongue
from plans.rendering.word.pictures import pictures_of
from plans.text.diff.document import Redline
from plans.text.diff.reading import as_read
from plans.text.diff.rebuild import accepted, rejected
from plans.text.inline import Run
from plans.text.numbering import section_numbers
from plans.text.outline import Outline
from plans.text.redline import compare


def clean(outline: Outline, paper: Paper, images: Mapping[str, bytes]) -> bytes:
    """
    Return a text of a plan as a Word file, without any mark: a redline in which nothing changed.

    ``images`` are the pictures in it by their address in the text; one that is missing is told in words.
    """
    return _file(compare(outline, outline), outline, outline, paper, Writer("", "", pictures=pictures_of(images)), {})


def tracked(
    redline: Redline,
    paper: Paper,
    *,
    author: str,
    at: datetime,
    reasons: Mapping[str, str],
    images: Mapping[str, bytes],
) -> bytes:
    """
    Return a redline as a Word file with tracked changes by ``author``, at a time, and the reasons as comments.

    Accepting every change in it gives the new text, and rejecting every change the old. ``reasons`` gives the reason
    for a change by its key, ``images`` the pictures of both texts by their address.
    """
    writer = Writer(author, at.strftime("%Y-%m-%dT%H:%M:%SZ"), pictures=pictures_of(images))
    return _file(redline, rejected(redline), accepted(redline), paper, writer, reasons)


def _file(
    redline: Redline, old: Outline, new: Outline, paper: Paper, writer: Writer, reasons: Mapping[str, str]
) -> bytes:
    bookmarks = bookmarks_of([*(section.section_id for section in redline.sections)])
    writer.anchors = {f"#{start}{key}": name for key, name in bookmarks.items() for start in ("section-", "s-")}
    tongue = paper.tongue
    text = drawn(redline, as_read(redline, old, new, labels=tongue.labels), reasons, bookmarks)
    numbers = section_numbers(new, tongue.labels)
    entries = [
        (label if number.startswith("A") else number, section.heading, bookmarks[section.id])
        for section in new.sections
        for number, label in [numbers[section.id]]
    ]
    closing = Paragraph(Shape(Style.CLOSING), (Stretch((Run(_closing(paper)),)),))
    cover = front.cover(paper.office, text.title, paper.years, paper.cover)
    body = (
        writer.write(cover)
        + front.contents(entries, tongue.contents)
        + writer.write((*in_tongue(text.body, tongue), closing))
    )
    return package.packed(body, writer, title=_title(new, paper), paper=paper)


def _title(text: Outline, paper: Paper) -> str:
    return f"{text.title} {paper.years}".strip()


def _closing(paper: Paper) -> str:
    groups = " ".join(paper.wording[at : at + 8] for at in range(0, len(paper.wording), 8))
    return f"{paper.tongue.closing} {groups}."
