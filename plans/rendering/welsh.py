"""An edition in Welsh, for print and as a page: the words round the text that was issued, in Welsh."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.template.loader import render_to_string

from plans.rendering.links import without_dead_links
from plans.rendering.paper import paper_section
from plans.rendering.word.document import clean
from plans.rendering.word.identity import Paper
from plans.rendering.word.tongue import Tongue
from plans.text.numbering import Labels, NumberedOutline
from plans.text.outline import Outline

WELSH = Labels(section="Adran", appendix="Atodiad", objective="Amcan", table="Tabl", figure="Ffigur")
# What stands round the objectives and priority actions of a text.
WORDS = {
    "outcomes": "Beth fydd yn wahanol",
    "actions": "Camau gweithredu â blaenoriaeth",
    "action": "Cam gweithredu",
    "code": "Cod",
    "who": "Pwy sy’n arwain",
    "led_by": "Arweinir gan",
    "nobody": "Heb ei enwi eto",
}
MONTHS = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip


def said_in_welsh(on: date) -> str:
    """Return a date as it is said in Welsh: 5 Chwefror 2014."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


TONGUE = Tongue(
    code="cy-GB",
    labels=WELSH,
    contents="Cynnwys",
    outcomes=WORDS["outcomes"],
    actions=WORDS["actions"],
    columns=(WORDS["code"], WORDS["action"], WORDS["who"]),
    nobody=WORDS["nobody"],
    closing="Gwnaed y copi hwn o’r geiriad â’r crynodeb SHA-256",
)


@dataclass(frozen=True, slots=True)
class WelshEdition:
    """Everything that the printed Welsh text of an edition says."""

    body_name: str
    plan: str
    title: str
    number: int
    issued_on: date
    in_force_from: date
    in_force_until: date | None
    wording_digest: str
    text: NumberedOutline

    @property
    def document_title(self) -> str:
        """The title of the document, as a reader's window shows it."""
        return f"{self.title}, argraffiad {self.number}"

    @property
    def issued(self) -> str:
        """How and when it was issued: "cyhoeddwyd ar 28 Mawrth 2013"."""
        how = "cyhoeddwyd ar" if self.number == 1 else "fel y’i hamrywiwyd ar"
        return f"{how} {said_in_welsh(self.issued_on)}"

    @property
    def in_force(self) -> str:
        """From when until when it has effect."""
        until = f" tan {said_in_welsh(self.in_force_until)}" if self.in_force_until else ""
        return f"Mewn grym o {said_in_welsh(self.in_force_from)}{until}"

    @property
    def day(self) -> str:
        """The day of issue in Welsh."""
        return said_in_welsh(self.issued_on)

    @property
    def digest_groups(self) -> tuple[str, ...]:
        """The digest in groups of eight, for reading aloud and comparing."""
        return tuple(self.wording_digest[at : at + 8] for at in range(0, len(self.wording_digest), 8))


def render_welsh_html(edition: WelshEdition) -> str:
    """Return an edition's Welsh text as one HTML document for print: cover, contents, text, and how it was made."""
    sections = [paper_section(section) for section in edition.text.sections]
    context = {"edition": edition, "sections": sections, "words": WORDS}
    return without_dead_links(render_to_string("pdf/welsh.html", context))


def welsh_file(edition: WelshEdition, outline: Outline, images: Mapping[str, bytes]) -> bytes:
    """Return an edition's Welsh text as a Word file; ``images`` are its pictures by their address."""
    paper = Paper(
        office=edition.body_name,
        years="",
        cover=(f"Argraffiad {edition.number}, {edition.issued}", edition.in_force),
        footer=f"Argraffiad {edition.number}, {edition.day}",
        made_on=edition.issued_on,
        wording=edition.wording_digest,
        plan=edition.plan,
        tongue=TONGUE,
    )
    return clean(replace(outline, title=edition.title), paper, images)
