"""The text of a report edited and brought up to date; what two people wrote, or the record and a person, is merged."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.utils.text import slugify

from boards.models import Report, ReportVersion
from boards.services.reports import NotEditable, facts_data, facts_now, locked, write
from boards.text.house import RECOMMENDATION, SOURCES, generate
from boards.text.kinds import ReportKind
from plans.text import changeset
from plans.text.outline import Outline, Section, SectionKind, digest_of, from_data, section_from_data, section_to_data
from plans.text.outline import to_data as data_of

SALT = "boards.report-section"
KEPT_SECTIONS = (RECOMMENDATION, SOURCES)


@dataclass(frozen=True, slots=True)
class Conflict(Exception):
    """
    Words that both changed in different ways. Nothing was written.

    ``at`` is the digest of what was met (a choice is of that alone), ``points`` what must be settled, ``theirs`` the
    whole text that was met, ``who`` whose it is, in words.
    """

    at: str
    points: tuple[changeset.Conflict, ...]
    ours: Outline
    theirs: Outline
    who: str

    def __str__(self) -> str:
        return f"{self.who} changed the same words."


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for each conflict, by its key ("ours", "theirs", "both"), and of which text it was chosen."""

    at: str = ""
    chosen: Mapping[str, str] | None = None

    def of(self, at: str) -> Mapping[str, str]:
        """Return the choices if they were made of this text, and none otherwise."""
        return (self.chosen or {}) if self.at == at else {}


def token_of(report: Report, section: Section) -> str:
    """Return the text of a section that a screen begins from, signed, so that a save can be merged against it."""
    return signing.dumps({"r": report.pk, "s": section_to_data(section)}, salt=SALT, compress=True)


def text_of_token(report: Report, token: str) -> Section | None:
    """Return the text that a screen began from, or None where the token is not of this report."""
    try:
        data = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return section_from_data(data["s"]) if data.get("r") == report.pk else None


@transaction.atomic
def save_section(
    *, report: Report, section: Section, base: Section | None, choices: Choices | None = None, by: User | None
) -> Report:
    """
    Save a section as edited on a screen that showed ``base``; what somebody else saved meanwhile is merged.

    :raises NotEditable: if the report is final, or the section is gone.
    :raises Conflict: if both changed the same words and it is not settled; nothing is written.
    """
    row = locked(report)
    stands = row.outline.section(section.id)
    if stands is None:
        raise NotEditable("Somebody took this section out meanwhile. Copy your words from the box into another one.")
    if section == stands:
        return row
    text = section
    if base != stands:
        merged = changeset.merge_sections(base, section, stands)
        found = _settled(merged, choices, digest_of(section_to_data(stands)), _who(row))
        text = found.section(section.id) or section
    write(row, row.outline.with_section(text), ReportVersion.How.EDITED, what=text.heading, by=by)
    return row


@transaction.atomic
def add_section(*, report: Report, heading: str, after: str, by: User | None) -> Section:
    """
    Add an empty section after another one, or at the beginning.

    :raises NotEditable: if the report is final.
    """
    row = locked(report)
    sections = list(row.outline.sections)
    taken = {one.id for one in sections}
    start = slugify(heading)[:60] or "section"
    names = (start if n == 1 else f"{start}-{n}" for n in range(1, len(taken) + 3))
    new = Section(next(name for name in names if name not in taken), SectionKind.OTHER, heading)
    at = next((n + 1 for n, one in enumerate(sections) if one.id == after), 0)
    text = Outline(row.title, (*sections[:at], new, *sections[at:]))
    write(row, text, ReportVersion.How.EDITED, what=f"{heading}, added", by=by)
    return new


@transaction.atomic
def remove_section(*, report: Report, section_id: str, by: User | None) -> str:
    """
    Take a section out, and return its heading; the versions keep it.

    :raises NotEditable: if the report is final, the section is gone, or every report of the house has it.
    """
    row = locked(report)
    gone = row.outline.section(section_id)
    if gone is None:
        raise NotEditable("This section was taken out already.")
    if section_id in KEPT_SECTIONS:
        raise NotEditable("Every report of the house has its recommendation and its sources. Edit the section instead.")
    rest = tuple(one for one in row.outline.sections if one.id != section_id)
    write(row, Outline(row.title, rest), ReportVersion.How.EDITED, what=f"{gone.heading}, taken out", by=by)
    return gone.heading


@transaction.atomic
def refresh(*, report: Report, choices: Choices | None = None, by: User | None) -> bool:
    """
    Bring a generated report up to date with the record, keeping what people edited; tell whether anything changed.

    :raises NotEditable: if the report is final, or is written by hand.
    :raises Conflict: if the record and somebody changed the same words and it is not settled; nothing is written.
    :raises boards.queries.facts.NotFrozen: if no draft is frozen by the report's date.
    """
    row = locked(report)
    if row.generated is None:
        raise NotEditable("This report is written by hand: there is nothing to bring up to date.")
    facts = facts_now(row)
    base, ours = from_data(row.generated), row.outline
    theirs = generate(ReportKind(row.kind), facts, base.title)
    merged = changeset.merge(base, replace(ours, title=base.title), theirs)
    text = _settled(merged, choices, digest_of(data_of(theirs)), "The record")
    text = replace(text, title=row.title)
    kept = facts_data(facts)
    if (text, kept, data_of(theirs)) == (ours, row.facts, row.generated):
        return False
    row.facts, row.generated = kept, data_of(theirs)
    if text == ours:  # what the record says now, somebody had written already: no word changes, so no signature falls
        row.save()
        return True
    write(row, text, ReportVersion.How.REFRESHED, what="brought up to date with the record", by=by)
    return True


def _settled(merged: changeset.Merged, choices: Choices | None, at: str, who: str) -> Outline:
    chosen = choices.of(at) if choices else {}
    points = {point.key: point for point in merged.conflicts}
    if any(key not in chosen for key in points):
        raise Conflict(at, tuple(merged.conflicts), merged.ours, merged.theirs, who)
    answers = {key: _answer(points[key], chosen[key]) for key in points}
    return changeset.settled(merged, answers)


def _answer(point: changeset.Conflict, choice: str) -> str:
    return point.theirs + point.ours if choice == "both" else choice


def _who(report: Report) -> str:
    last = report.versions.select_related("saved_by").order_by("-number").first()
    person = last.saved_by if last else None
    return (person.get_full_name() or person.get_username()) if person else "Somebody else"
