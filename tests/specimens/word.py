"""Texts before and after each kind of change, and the paper that Word files of them are written for."""

from datetime import UTC, date, datetime

from plans.rendering.word.document import clean, tracked
from plans.rendering.word.identity import Paper
from plans.text.markup import clean as canonical
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind, digest
from plans.text.redline import compare

OFFICE = "Police and Crime Commissioner for Fenmarch"
A, B, C = (
    "<p>First words of the text.</p>",
    "<p>Another thing altogether is here.</p>",
    "<p>Closing remarks are written at the end.</p>",
)
T = "<table><caption>Money</caption><tr><th>A</th><th>B</th></tr><tr><td>x</td><td>1</td></tr></table>"
THREE = ["<li>first thing of all</li>", "<li>second thing of all</li>", "<li>third thing here now</li>"]
# fmt: off
CASES = {
    "words": (A, A.replace("First", "The £1,000 of")),
    "paragraphs added": (A, A + B + C),
    "paragraph added behind words added at an end": (A[:-5] + "</p>" + C, A + B + C),
    "paragraph added at the end behind words changed at an end": (A, A.replace("text.", "plan") + B),
    "list added behind words added at the end of a heading": (f"<h3>Roads</h3>{C}",
                                                              f"<h3>Roads here</h3><ul>{''.join(THREE)}</ul>{C}"),
    "list added behind words added at the end of a list": (
        f"<ol>{THREE[0]}</ol>", f"<ol>{THREE[0].replace('all', 'all this')}</ol><ul>{THREE[1]}{THREE[2]}</ul>"),
    "paragraph added in a cell behind words added at an end": (
        T.replace("<td>1<", "<td><p>1 and</p><p>2 more of it</p><"),
        T.replace("<td>1<", "<td><p>1 and two</p><p>Another thing altogether.</p><p>2 more of it</p><")),
    "everything replaced": (A + B, C + "<h3>Hi</h3>"),
    "paragraph moved": (A + B + C, C + A + B),
    "paragraph moved and edited": (A + B + C, C.replace("remarks", "words") + A + B),
    "paragraph moved and edited at its end": (A + B + C, C.replace("end.", "close") + A + B),
    "heading made of a paragraph": (A + "<p>Now a heading it is</p>", A + "<h3>Now a heading it is</h3>"),
    "paragraph made a list": (A + B, f"{A}<ul><li>{B[3:-4]}</li></ul>"),
    "paragraph made a quotation": (A + B, f"{A}<blockquote>{B}</blockquote>"),
    "bullets made numbers": ("<ul><li>one thing</li><li>two</li></ul>", "<ol><li>one thing</li><li>two</li></ol>"),
    "list reordered": (f"<ol>{''.join(THREE)}</ol>", f"<ol>{''.join(THREE[2:] + THREE[:2])}</ol>"),
    "nested list": ("<ul><li>one<ul><li>inner a</li><li>inner b</li></ul></li><li>two</li></ul>",
                    "<ul><li>one<ul><li>inner b</li></ul></li><li>two<ol><li>new</li></ol></li></ul>"),
    "quotation": ("<blockquote><p>Quoted words are said.</p><p>Second</p></blockquote>",
                  "<blockquote><p>Quoted words are spoken.</p></blockquote>"),
    "bold": ("<p>some bold words are here</p>", "<p>some <strong>bold</strong> words are here</p>"),
    "bold and italic": ("<p>some <strong>bold <em>it</em></strong> words</p>", "<p>some bold it words</p>"),
    "superscript and struck through": ("<p>some m2 words here</p>", "<p>some m<sup>2</sup> <s>words</s> here</p>"),
    "link": ('<p>see <a href="https://a.example/1">it</a> there</p>',
             '<p>see <a href="https://a.example/2">it</a> there</p>'),
    "table added": (A + B, A + T + B),
    "table at the start": (B, T + B),
    "table at the end": (A, A + T),
    "column added": (A + T, A + T.replace("<th>B", "<th>New</th><th>B").replace("<td>1", "<td>2</td><td>1")),
    "row added and removed": (T.replace("</table>", "<tr><td>y</td><td>2</td></tr></table>"),
                              T.replace("<tr><td>x", "<tr><td>z</td><td>7</td></tr><tr><td>x")),
    "figure": (T, T.replace("<td>1", "<td>£1,000")),
    "paragraph in a cell": (T.replace("<td>1<", "<td><p>1</p><p>2 and more</p><"), T),
    "cell emptied": (T, T.replace("<td>1", "<td>")),
    "cell over two rows": (T.replace("</table>", "<tr><td>y</td><td>2</td></tr></table>"),
                           T.replace("<td>x", "<td rowspan=2>x").replace("</table>", "<tr><td>2</td></tr></table>")),
}
# fmt: on


def text(html: str, title: str = "Plan") -> Outline:
    """A text of two sections, the first with this body."""
    last = Section("two", SectionKind.OTHER, "Two", "<p>Last words of it.</p>")
    return Outline(title, (Section("one", SectionKind.OTHER, "One", canonical(html)), last))


def _records() -> tuple[Outline, Outline]:
    actions = (PriorityAction("V1", "Run the hub."), PriorityAction("V2", "Tell people.", "Chief Constable"))
    later = (actions[1], PriorityAction("V1", "Run the hub well.", "Office"), PriorityAction("V3", "Ask."))
    old = Objective("V", "help", "All are helped.", ("Less harm.",), actions)
    new = Objective("V", "help at once", "", ("Less harm.", "More trust."), later)
    sections = [Section("one", SectionKind.OBJECTIVE, "One", canonical(A), objectives=(o,)) for o in (old, new)]
    return Outline("Plan", (sections[0],)), Outline("New plan", (sections[1],))


def _sections() -> tuple[Outline, Outline]:
    kinds = [SectionKind.OTHER] * 3 + [SectionKind.APPENDIX]
    one, two, three, four = (
        Section(
            name,
            kind,
            name.capitalize(),
            canonical(f"<p>The words of {name} are these.</p><p>All {name} lie in the county.</p>"),
        )
        for name, kind in zip(("roads", "rivers", "towns", "terms"), kinds, strict=True)
    )
    moved = Section(three.id, three.kind, "Towns and villages", three.html.replace("these", "those"))
    five = Section("parks", SectionKind.OTHER, "Parks", canonical("<p>Parks are open to all who come.</p>"))
    return Outline("Plan", (one, two, five, three, four)), Outline("Plan", (one, moved, five, four))


PAIRS = {name: (text(old), text(new)) for name, (old, new) in CASES.items()}
PAIRS |= {f"{name}, undone": (new, old) for name, (old, new) in PAIRS.items()}
PAIRS |= {"objective and actions": _records(), "sections moved, removed and retitled": _sections()}


def paper(outline: Outline) -> Paper:
    """The paper of a Word file of a text."""
    cover = ("Edition 2, as varied on 12 March 2026", "In force from 12 March 2026 until 31 March 2029")
    day = date(2026, 3, 12)
    return Paper(OFFICE, "2025 to 2029", cover, "Edition 2, 12 March 2026", day, digest(outline), "fenmarch-2025")


def clean_file(outline: Outline, images: dict[str, bytes] | None = None) -> bytes:
    """A text as a Word file."""
    return clean(outline, paper(outline), images or {})


def tracked_file(
    old: Outline, new: Outline, reasons: dict[str, str] | None = None, images: dict[str, bytes] | None = None
) -> bytes:
    """What lies between two texts as a Word file with tracked changes."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return tracked(
        compare(old, new), paper(new), author="The office", at=at, reasons=reasons or {}, images=images or {}
    )
