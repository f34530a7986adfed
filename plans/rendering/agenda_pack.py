"""The papers of a meeting as one HTML document for print: the agenda, contents with page numbers, each paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from plans.rendering.links import without_dead_links
from plans.rendering.paper import on_paper
from plans.text.markup import blocks

AGENDA_PACK_FORMAT = "pcc-plans/agenda-pack/1"  # part of a pack's key: raise it when what is drawn changes


@dataclass(frozen=True, slots=True)
class PackPaper:
    """One paper of a pack; ``html`` is canonical blocks, ``anchor`` its id in the document."""

    anchor: str
    number: str
    title: str
    sender: str
    marking: str
    html: str
    background: Sequence[str]
    closed: str = ""
    beside: str = ""
    """The name of a file that is offered beside the pack, where the paper has no text."""

    @property
    def blocks(self) -> list[SafeString]:
        """The text in blocks for the page."""
        found, under_h3 = [], False
        for html in blocks(self.html):
            found.append(on_paper(html, under_h3=under_h3))
            under_h3 = under_h3 or "<h3" in html
        return found


@dataclass(frozen=True, slots=True)
class PackItem:
    """One item of the agenda as it stands at the head of a pack."""

    number: int
    title: str
    asked: str
    closed: str
    urgent: str
    papers: Sequence[PackPaper]


@dataclass(frozen=True, slots=True)
class AgendaPackFacts:
    """Everything that a pack says. ``number`` is 0 for the agenda's own; pages count on from ``first_page``."""

    body_name: str
    committee: str
    meeting: str
    when: str
    place: str
    dated: date
    number: int
    public: bool
    first_page: int
    items: Sequence[PackItem]
    late: str = ""

    @property
    def title(self) -> str:
        """What the document is called."""
        what = f"Supplement {self.number}" if self.number else "Agenda and papers"
        return f"{what}: {self.meeting}" if self.public else f"{what}, private: {self.meeting}"

    @property
    def papers(self) -> list[PackPaper]:
        """Every paper of the pack, in order."""
        return [paper for item in self.items for paper in item.papers]

    @property
    def letter(self) -> str:
        """What stands before each page number: P in private, so that two packs are never taken for one."""
        return "" if self.public else "P"

    @property
    def before_first(self) -> int:
        """The number that the count of pages starts from."""
        return self.first_page - 1


def render_agenda_pack(facts: AgendaPackFacts) -> str:
    """Return the whole pack as one HTML document for print."""
    html = render_to_string("pdf/agenda/pack.html", {"pack": facts})
    return without_dead_links(html.replace("</head>", f"<style>{_page_numbers(facts)}</style></head>", 1))


def _page_numbers(facts: AgendaPackFacts) -> str:
    """Return the rules by which the pages of this pack are counted: no stylesheet can take a number from the text."""
    rules = f"@page :first {{ counter-reset: page {int(facts.first_page)} }}"
    if facts.letter:
        rules += f' @page {{ @bottom-right {{ content: "{facts.letter}" counter(page) }} }}'
        rules += f' .toc li::after {{ content: "{facts.letter}" target-counter(attr(data-to), page) }}'
    return rules
