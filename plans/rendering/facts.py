"""What a printed edition shows, as plain data: nothing here knows the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from plans.text.diff.document import Redline
from plans.text.numbering import NumberedOutline


@dataclass(frozen=True, slots=True)
class StepFact:
    """One line of the certificate: a statutory step in the Act's words, its section, who took it and when."""

    words: str
    section: str
    who: str
    on: date


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """
    Everything that the printed form of one issued edition says.

    ``in_force_until`` is None while no end is known. ``redline`` is None for a first edition.
    ``reasons`` gives the reason for a change by the change's key.
    """

    body_name: str
    plan_title: str
    years: str
    number: int
    issued_on: date
    in_force_from: date
    in_force_until: date | None
    wording_digest: str
    text: NumberedOutline
    redline: Redline | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[StepFact, ...] = ()
    retired_codes: tuple[str, ...] = ()
    signed_by: str = ""
    under: str = "section 5 of the Police Reform and Social Responsibility Act 2011"
    """Under what law the plan was issued."""
    asked_by: str = "the Act requires"
    """By what the steps are asked for, after "the steps that"."""

    @property
    def is_variation(self) -> bool:
        """True for every edition after the first."""
        return self.number > 1

    @property
    def before(self) -> int:
        """The number of the edition before this one."""
        return self.number - 1

    @property
    def title(self) -> str:
        """The title of the document, as a reader's window shows it."""
        return f"{f'{self.plan_title} {self.years}'.strip()}, edition {self.number}"

    @property
    def digest_groups(self) -> tuple[str, ...]:
        """The digest in groups of eight, for reading aloud and comparing."""
        return tuple(self.wording_digest[at : at + 8] for at in range(0, len(self.wording_digest), 8))
