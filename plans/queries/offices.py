"""The register of offices: who held which office from when to when, with its vacancies, and how it was edited."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from plans.models import Body, OfficeHolder
from plans.statute.tenures import Span, holding, spans
from plans.statute.terms import Office, Tenure

# In the order of the register. Staff and the Panel are no offices that somebody holds from a day to a day.
REGISTERED = (
    Office.COMMISSIONER,
    Office.ACTING_COMMISSIONER,
    Office.DEPUTY_COMMISSIONER,
    Office.CHIEF_EXECUTIVE,
    Office.CHIEF_CONSTABLE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register: some days of an office, and the row that says who held it, or None for a vacancy."""

    span: Span
    holder: OfficeHolder | None


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office of the register: its rows, latest first, and who holds it on the day."""

    office: Office
    rows: tuple[Row, ...]
    now: Tenure | None


def tenure_of(row: OfficeHolder) -> Tenure:
    """Return a row of the register as the law reads it."""
    return Tenure(Office(row.office), row.name, row.from_on, row.to_on, row.title)


def register_of_offices(body: Body, on: date) -> tuple[OfficeHeld, ...]:
    """Return the register of offices of a body, as it stands on a day. One query."""
    rows = {(row.office, row.from_on): row for row in body.office_holders.order_by("from_on", "pk")}
    tenures = [tenure_of(row) for row in rows.values()]
    return tuple(_office(office, rows, tenures, on) for office in REGISTERED)


def _office(office: Office, rows: dict[tuple[str, date], OfficeHolder], tenures: list[Tenure], on: date) -> OfficeHeld:
    found = [Row(span, rows[office, span.from_on] if span.tenure else None) for span in spans(tenures, office)]
    return OfficeHeld(office, tuple(reversed(found)), holding(tenures, office, on))


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a row: when, by whom, why, and each thing changed, as (what, before, after)."""

    at: datetime
    by: str
    why: str
    changes: tuple[tuple[str, object, object], ...]
    added: bool


NAMES = {"name": "Name", "title": "Rank or title", "email": "E-mail", "from_on": "From", "to_on": "Last day"}


def edits_of(holder: OfficeHolder) -> tuple[Edit, ...]:
    """Return how a row of the register was edited, latest first. One query."""
    return tuple(_edits(holder))


def _edits(holder: OfficeHolder) -> Iterator[Edit]:
    kept = list(holder.history.select_related("history_user").order_by("-history_id"))
    for now, before in zip(kept, [*kept[1:], None], strict=True):
        by = now.history_user
        changes = tuple(
            (words, getattr(before, name), getattr(now, name))
            for name, words in NAMES.items()
            if before is not None and getattr(before, name) != getattr(now, name)
        )
        if changes or before is None:
            who = (by.get_full_name() or by.get_username()) if by else ""
            yield Edit(now.history_date, who, now.history_change_reason or "", changes, before is None)
