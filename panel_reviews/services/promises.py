"""Keeping what was promised to the Panel: the changes, or other acts, that carry out an accepted recommendation."""

from django.contrib.auth.models import User
from django.db import transaction

from panel_reviews.models import CarriedOut, Recommendation
from panel_reviews.queries.promises import promises_in
from panel_reviews.services.opening import ReviewClosed
from plans.models import Instrument
from plans.services.course import lock
from plans.text.changeset.listed import ListedChange


@transaction.atomic
def link_change(*, recommendation: Recommendation, change: ListedChange, by: User | None, name: str = "") -> CarriedOut:
    """
    Say that a change, among those since the draft that the Panel was sent, carries out a recommendation.

    :raises ReviewClosed: if nothing was promised on it, or the instrument is issued or withdrawn.
    """
    _promised(recommendation)
    found = recommendation.carried_out.filter(section_id=change.section_id, mark=change.mark).first()
    return found or _keep(
        recommendation,
        by,
        name,
        section_id=change.section_id,
        mark=change.mark,
        place=f"{change.heading}: {change.place}"[:400] if change.place else change.heading[:400],
        before=change.before,
        after=change.after,
    )


@transaction.atomic
def carried_out_otherwise(
    *, recommendation: Recommendation, reason: str, by: User | None, name: str = ""
) -> CarriedOut:
    """
    Say how a recommendation is carried out otherwise than by a change of the text.

    :raises ReviewClosed: if nothing was promised on it, or the instrument is issued or withdrawn.
    """
    _promised(recommendation)
    return _keep(recommendation, by, name, otherwise=reason)


@transaction.atomic
def unlink(*, link: CarriedOut) -> None:
    """
    Take back what was said of how a recommendation is carried out; the editing history keeps it.

    :raises ReviewClosed: if the instrument is issued or withdrawn.
    """
    _open(link.recommendation)
    if CarriedOut.objects.filter(pk=link.pk).exists():
        link.delete()


def _open(recommendation: Recommendation) -> Instrument:
    instrument = lock(recommendation.instrument)
    if not instrument.is_open:
        raise ReviewClosed(f"This {instrument.kind_words} is {instrument.stage_words}. What carries it out stands.")
    return instrument


def _promised(recommendation: Recommendation) -> None:
    instrument = _open(recommendation)
    lines = instrument.lines.filter(step__in=("send_to_panel", "report", "respond")).order_by("seq")
    if recommendation.number not in [row["number"] for row in promises_in(list(lines))]:
        raise ReviewClosed("No response that was given accepts this recommendation, so nothing has to carry it out.")


def _keep(recommendation: Recommendation, by: User | None, name: str, **what: str) -> CarriedOut:
    name = name or (by.get_full_name() or by.get_username() if by else "")
    return CarriedOut.objects.create(recommendation=recommendation, user=by, name=name, **what)
