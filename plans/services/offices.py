"""Keeping the register of offices: who held which office from when to when, asked about where tenures meet."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction

from plans.models import Body, OfficeHolder
from plans.queries.offices import tenure_of
from plans.statute.dates import said
from plans.statute.tenures import BESIDE, meet
from plans.statute.terms import Office, Tenure


class TenureRefused(Exception):
    """The register cannot say that; the message says why and what to do."""


class TenureAsked(Exception):
    """Somebody else is on the register for the same days; the message asks whether both held office then."""


@transaction.atomic
def keep_holder(
    *,
    body: Body,
    office: Office,
    name: str,
    from_on: date,
    to_on: date | None = None,
    title: str = "",
    email: str = "",
    account: User | None = None,
    why: str = "",
    both: bool = False,
    holder: OfficeHolder | None = None,
    by: AbstractBaseUser | None = None,
) -> OfficeHolder:
    """
    Enter somebody in the register of offices, or correct the row of somebody who is in it.

    ``both`` says that two who are on the register for the same days were both in office: an acting commissioner beside
    one who is incapacitated (s.62(1)), or a temporary chief constable beside one who is away.

    :raises TenureRefused: if the office was somebody else's on those days, or the dates are the wrong way round.
    :raises TenureAsked: if two may have been in office on the same days, and ``both`` does not say so.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    tenure = Tenure(office, name, from_on, to_on, title)
    if to_on is not None and to_on < from_on:
        raise TenureRefused("The last day in office cannot be before the first.")
    rows = body.office_holders.order_by("from_on", "pk")
    others = [tenure_of(row) for row in rows if holder is None or row.pk != holder.pk]
    _refuse_a_second(tenure, others)
    if not both:
        _ask_about(tenure, others)
    row = holder or OfficeHolder(body=body, office=office)
    row.name, row.title, row.email = name, title, email
    row.from_on, row.to_on, row.user = from_on, to_on, account
    row._history_user = by
    row._change_reason = why[:100] or None
    row.save()
    return row


def _refuse_a_second(tenure: Tenure, others: list[Tenure]) -> None:
    for other in others:
        same_office = other.office is tenure.office
        if same_office and other.from_on == tenure.from_on:
            raise TenureRefused(f"{other.name} is on the register for this office from that very day. Change that row.")
        if same_office and tenure.office not in BESIDE.get(tenure.office, ()) and meet(tenure, other):
            raise TenureRefused(
                f"{_held(other)} One person holds this office at a time. Enter that tenure’s end first."
            )


def _ask_about(tenure: Tenure, others: list[Tenure]) -> None:
    for other in others:
        if other.office in BESIDE.get(tenure.office, ()) and meet(tenure, other):
            raise TenureAsked(f"{_held(other)} {_what_follows(tenure)}")


def _held(other: Tenure) -> str:
    office = other.office.value.replace("_", " ")
    until = f"from {said(other.from_on)} to {said(other.to_on)}" if other.to_on else f"since {said(other.from_on)}"
    return f"{other.name} is on the register as {office} {until}."


def _what_follows(tenure: Tenure) -> str:
    if tenure.office is Office.CHIEF_CONSTABLE:
        return (
            "If that person is away and this one takes the place, both stand, and the later appointed is consulted. "
            "Otherwise enter the end of that tenure first."
        )
    return (
        "If the commissioner is incapacitated or suspended, both stand, and nothing can be issued on those days "
        "(s.62). Otherwise enter the end of that tenure first."
    )
