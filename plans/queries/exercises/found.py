"""The consultations of an office and those that the public may know of, and the replies of one."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from plans.models import Body, ConsultationExercise, Instrument, Submission
from plans.statute.terms import Stage

State = Submission.State
OPEN_STAGES = (Stage.DRAFTING, Stage.WITH_PANEL, Stage.REPORTED)


def exercises_of(body: Body) -> QuerySet[ConsultationExercise]:
    """Return the consultations of a body, the latest first, each with its summary and how many replies it has."""
    sent = Count("submissions", filter=Q(submissions__state__in=(State.SUBMITTED, State.ERASED)))
    held = Count("submissions", filter=Q(submissions__state=State.HELD))
    rows = ConsultationExercise.objects.filter(body=body).select_related("body", "instrument__plan", "summary")
    return rows.annotate(replies=sent, held=held).order_by("-opens_on", "-pk")


def open_instruments_of(body: Body) -> list[Instrument]:
    """Return the drafts that a consultation can be about. One query."""
    rows = Instrument.objects.filter(plan__body=body, stage__in=OPEN_STAGES).select_related("plan")
    return list(rows.order_by("-begun_on", "-pk"))


def public_exercises(on: date) -> QuerySet[ConsultationExercise]:
    """
    Return the consultations that the public may know of on a day, with their summaries: those it can take part in,
    from their opening day, and of every other kind those whose summary is published.
    """
    people = (ConsultationExercise.Audience.PUBLIC, ConsultationExercise.Audience.VICTIMS)
    begun = Q(audience__in=people, state=ConsultationExercise.State.LAUNCHED, opens_on__lte=on)
    rows = ConsultationExercise.objects.filter(begun | Q(summary__published_on__lte=on))
    return rows.select_related("body", "summary", "instrument").order_by("-closes_on", "-pk")
