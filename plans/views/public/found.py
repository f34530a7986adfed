"""Finding what a public address names, or answering that there is no such page."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from plans.models import Edition, Plan
from plans.queries.public import issued_editions, issued_plans


def issued_plan(ref: str, today: date) -> tuple[Plan, list[Edition]]:
    """
    Return an issued plan and its issued editions. Two queries.

    :raises Http404: if no plan of that name was issued.
    """
    plan = get_object_or_404(issued_plans(today), ref=ref)
    editions = issued_editions(plan, today)
    if not editions:
        raise Http404("No edition of this plan was issued.")
    for edition in editions:
        edition.plan = plan
    return plan, editions


def issued_edition(ref: str, number: int, today: date) -> tuple[Edition, list[Edition]]:
    """
    Return an issued edition of a plan by its number, and all of them. Two queries.

    :raises Http404: if no edition of that number was issued.
    """
    _, editions = issued_plan(ref, today)
    for edition in editions:
        if edition.number == number:
            return edition, editions
    raise Http404("No edition of that number was issued.")
