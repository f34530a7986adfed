"""The certificate of compliance as plain data, and as one HTML document for print: nothing here knows the database."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

CERTIFICATE_FORMAT = "pcc-plans/certificate/1"  # part of a certificate's key: raise it when what is drawn changes


@dataclass(frozen=True, slots=True)
class Kept:
    """A document kept as evidence: its title, and the SHA-256 digest of its bytes."""

    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A soft gate that was passed: what stood in the way of which step, the reason, and the officer who answers."""

    step: str
    on: date
    section: str
    refusal: str
    reason: str
    officer: str


@dataclass(frozen=True, slots=True)
class CertifiedLine:
    """One line of the record: its number, day, actor, what it says, its wording's digest, and its evidence."""

    seq: int
    on: date
    who: str
    what: str
    wording: str
    evidence: tuple[Kept, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CertifiedStep:
    """A step of the course with its lines; ``gap`` says that nothing shows it, ``note`` why it was not called for."""

    words: str
    section: str
    lines: tuple[CertifiedLine, ...]
    gap: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CertifiedDifference:
    """A difference from the draft first consulted on, and how it was consulted on."""

    heading: str
    place: str
    kind: str
    before: str
    after: str
    how: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class CertifiedRecommendation:
    """A recommendation of the Panel with the answer to it; the outcome is empty where there is none."""

    number: int
    words: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class CertifiedReport:
    """A report of the Panel, and the response to it."""

    on: date
    met_on: date | None
    words: str
    recommendations: tuple[CertifiedRecommendation, ...]
    response: str
    responded_on: date | None
    published_on: date | None
    manner: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of what was issued: to whom it was sent, when and how."""

    to: str
    on: date | None
    channel: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """A wording of the instrument: its digest, the day it was frozen, and what was done with it."""

    digest: str
    on: date
    uses: str


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """
    Everything that the certificate of one instrument says, as the record stood at its line ``head_seq``.

    ``gaps`` are sentences, one for each thing that nothing on the record shows. ``is_public`` tells the form without
    what is kept from the public: replies, findings, titles of evidence, names of staff.
    """

    body_name: str
    body_ref: str
    plan_title: str
    title: str
    ref: str
    kind_words: str
    stage: str
    begun_on: date
    procedure: str
    is_public: bool
    issued_on: date | None
    edition: int | None
    effective_from: date | None
    steps: tuple[CertifiedStep, ...]
    gaps: tuple[str, ...]
    consulted_on: date | None
    differences: tuple[CertifiedDifference, ...]
    reports: tuple[CertifiedReport, ...]
    passed: tuple[Passed, ...]
    copies: tuple[Copy, ...]
    decisions: tuple[str, ...]
    publications: tuple[str, ...]
    wordings: tuple[Frozen, ...]
    officer: str
    head_seq: int
    head: str
    head_on: date | None

    @property
    def document_title(self) -> str:
        """The title of the document, as a reader's window shows it."""
        return f"Certificate of compliance: {self.title}"

    @property
    def is_complete(self) -> bool:
        """Whether the record shows everything that the course asks for."""
        return not self.gaps

    @property
    def data(self) -> dict[str, Any]:
        """Everything as plain data, to be digested or written."""
        return asdict(self)

    @property
    def head_groups(self) -> tuple[str, ...]:
        """The digest of the last line in groups of eight, for reading aloud and comparing."""
        return tuple(self.head[at : at + 8] for at in range(0, len(self.head), 8))


def render_certificate_html(facts: CertificateFacts) -> str:
    """Return the certificate as one HTML document for print."""
    return render_to_string("pdf/certificate/certificate.html", {"certificate": facts})
