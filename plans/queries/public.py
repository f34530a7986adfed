"""What the public may see, asked in this one place: issued editions, public instruments, and their public lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from plans.models import Body, Edition, FrozenReason, Instrument, Job, Plan, PublishedForm, StepTaken, Wording
from plans.statute.names import Names
from plans.statute.terms import InstrumentKind, Office, PlanFamily, Stage

# Of an instrument that is not issued, only what the Panel did in public, what was put before it, and how it ended.
PUBLIC_BEFORE_ISSUE = (
    "send_to_panel", "panel_meeting", "report", "no_report", "publish_response", "publish", "close", "withdraw",
)  # fmt: skip
OF_PLANS = tuple(kind for kind in InstrumentKind if kind.makes_a_plan or kind.varies)


# Staff act in the office's name; those who hold a public office act in their own.
UNNAMED = (Office.STAFF, Office.DEPUTY_COMMISSIONER)
OFFICES = {
    Office.COMMISSIONER: "Police and Crime Commissioner",
    Office.ACTING_COMMISSIONER: "acting Police and Crime Commissioner",
    Office.CHIEF_EXECUTIVE: "chief executive",
    Office.CHIEF_CONSTABLE: "Chief Constable",
}


def named(office: str, name: str, names: Names) -> str:
    """Return who acted, as the public may know it, by the names of the body."""
    if office in UNNAMED:
        return names.read("the Commissioner’s office")
    return f"{name}, {names.read(OFFICES[Office(office)])}" if office in OFFICES else name


def issued_plans(today: date) -> QuerySet[Plan]:
    """Return the plans that were issued by a day, with their bodies."""
    return Plan.objects.filter(issued_on__lte=today).select_related("body__succeeded_by").order_by("effective_from")


def issued_editions(plan: Plan, today: date) -> list[Edition]:
    """
    Return the editions of a plan issued by a day, first to last, without their texts. One query.

    ``as_history`` tells of each whether a step that made it was recorded as history, with something missing.
    """
    lacking = StepTaken.objects.filter(instrument=OuterRef("instrument")).exclude(missing=[])
    rows = plan.editions.filter(issued_on__lte=today).select_related("instrument", "wording", "welsh")
    rows = rows.annotate(as_history=Exists(lacking))
    return list(rows.defer("wording__content").order_by("number"))


def edition_on(editions: Iterable[Edition], on: date) -> Edition | None:
    """Return which of a plan's editions has effect on a day, or None. No query."""
    begun = [edition for edition in editions if edition.effective_from <= on]
    return max(begun, key=lambda edition: (edition.effective_from, edition.number), default=None)


def held_by(body: Body, plans: Iterable[Plan], today: date) -> list[Plan]:
    """Return which issued plans a body holds on a day: its own, and those of the bodies that it has succeeded."""
    if body.has_ended(today):
        return []

    def is_held(plan: Plan) -> bool:
        return plan.body_id == body.pk or (plan.body.succeeded_by_id == body.pk and plan.body.has_ended(today))

    return [plan for plan in plans if is_held(plan)]


def plan_to_show(plans: Sequence[Plan], on: date) -> Plan | None:
    """
    Return which of a body's issued police and crime plans its first page shows on a day: no query.

    The one in effect; without it the one that is next to take effect; without either the last that had effect.
    """
    first = [plan for plan in plans if plan.family == PlanFamily.POLICE_AND_CRIME]
    plans = first or list(plans)
    begun = [plan for plan in plans if plan.effective_from <= on]
    latest = max(begun, key=lambda plan: plan.effective_from, default=None)
    ahead = min((p for p in plans if p.effective_from > on), key=lambda plan: plan.effective_from, default=None)
    return latest if latest is not None and latest.period_ends_on >= on else ahead or latest


def ended_on(plan: Plan, plans: Iterable[Plan]) -> date:
    """Return the first day on which a plan no longer has effect: its period is over, or a later plan began (P5)."""
    holders = (plan.body_id, plan.body.succeeded_by_id)
    others = (p for p in plans if p.body_id in holders and p.family == plan.family)
    began = (p.effective_from for p in others if p.effective_from > plan.effective_from)
    return min([date.fromordinal(plan.period_ends_on.toordinal() + 1), *began])


def public_instruments(today: date) -> QuerySet[Instrument]:
    """Return the plans and variations that the public may know of on a day: those issued, and those made public."""
    shown = Q(edition__issued_on__lte=today) | Q(public_from__lte=today)
    return Instrument.objects.filter(shown, kind__in=OF_PLANS).select_related(
        "plan__body", "base__wording", "edition__wording"
    )


def public_reports(today: date) -> QuerySet[Instrument]:
    """Return the annual reports that the public may read on a day: published, or shown before that; latest first."""
    published = StepTaken.objects.filter(instrument=OuterRef("pk"), step="publish", taken_on__lte=today)
    rows = Instrument.objects.filter(Q(public_from__lte=today) | Exists(published), kind=InstrumentKind.ANNUAL_REPORT)
    return rows.select_related("plan__body").order_by("-year", "-begun_on", "-pk")


def review_is_public(instrument: Instrument, lines: Iterable[StepTaken]) -> bool:
    """
    Tell whether the public may read a Panel's report on an instrument, of its lines in the order of recording.

    It may once the response to the report is published, or what the report is about is issued. No query.
    """
    reported = False
    for line in lines:
        if line.step == "send_to_panel":
            reported = False
        elif line.step == "report":
            reported = True
            if instrument.stage in (Stage.ISSUED, Stage.CLOSED):
                return True
        elif line.step == "publish_response" and reported:
            return True
    return False


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A public instrument that is not issued, with its public lines in the order of recording."""

    instrument: Instrument
    lines: tuple[StepTaken, ...]


def under_way(body: Body, today: date) -> list[UnderWay]:
    """Return the public instruments of a body that are still on their course. Two queries."""
    open_now = public_instruments(today).filter(
        plan__body=body, stage__in=(Stage.DRAFTING, Stage.WITH_PANEL, Stage.REPORTED)
    )
    instruments = list(open_now.order_by("begun_on", "pk"))
    lines = public_lines(instruments)
    return [UnderWay(each, tuple(line for line in lines if line.instrument_id == each.pk)) for each in instruments]


def public_lines(instruments: Sequence[Instrument]) -> list[StepTaken]:
    """
    Return the lines of public instruments that the public may read, in the order of recording. One query.

    Of an instrument that is not issued, a report is public once the response to it has been published.
    """
    issued = [each.pk for each in instruments if hasattr(each, "edition")]
    shown = Q(instrument__in=issued) | Q(instrument__in=instruments, step__in=PUBLIC_BEFORE_ISSUE)
    lines = list(StepTaken.objects.filter(shown).select_related("instrument__plan__body").order_by("seq"))
    answered = {line.instrument_id: line.seq for line in lines if line.step == "publish_response"}
    return [
        line
        for line in lines
        if line.step != "report" or line.instrument_id in issued or line.seq < answered.get(line.instrument_id, 0)
    ]


def public_wording(instrument: Instrument, lines: Sequence[StepTaken]) -> Wording | None:
    """
    Return the text of a public instrument that the public may read, or None. At most one query.

    It is the text as issued, or of an annual report as published; or else as sent to the Panel, and once a response has
    been published the text that it is about: a draft sent again waits for its own.
    """
    if hasattr(instrument, "edition"):
        return instrument.edition.wording
    published = [line for line in lines if line.step == "publish"]
    if published:
        return Wording.objects.filter(pk=published[-1].wording_id).first()
    answered = [line.seq for line in lines if line.step == "publish_response"]
    sent = [line for line in lines if line.step == "send_to_panel" and not (answered and line.seq > answered[-1])]
    return Wording.objects.filter(pk=sent[-1].wording_id).first() if sent else None


def public_record(plan: Plan, today: date) -> list[StepTaken]:
    """Return the public lines of everything that made or varied a plan. Two queries."""
    return public_lines(list(public_instruments(today).filter(plan=plan)))


def published_forms(edition: Edition) -> dict[str, PublishedForm]:
    """Return the published forms of an edition by their format. One query."""
    return {form.format: form for form in edition.published_forms.all()}


def is_being_made(edition: Edition, kind: str) -> bool:
    """Return whether background work of a kind is under way, or waits, for an edition. One query."""
    alive = (Job.State.QUEUED, Job.State.RUNNING)
    return Job.objects.filter(kind=kind, subject=str(edition.pk), state__in=alive).exists()


@dataclass(frozen=True, slots=True)
class LastChange:
    """The edition that last changed a section, and whether it added it."""

    edition: Edition
    added: bool


def last_changes(editions: Sequence[Edition], upto: Edition) -> dict[str, LastChange]:
    """Return, by section id, the variation that last changed each section of an edition. No query."""
    found: dict[str, LastChange] = {}
    before: dict[str, str] | None = None
    for edition in editions:
        if edition.number > upto.number:
            break
        now = {section["id"]: section["digest"] for section in edition.wording.facts["sections"]}
        if before is not None:
            changed = [key for key in now if now[key] != before.get(key)]
            found |= {key: LastChange(edition, key not in before) for key in changed}
        before = now
    return found


def codes_retired(editions: Sequence[Edition], upto: Edition) -> dict[str, Edition]:
    """Return the action codes that an edition no longer has, each with the edition that retired it. No query."""
    retired: dict[str, Edition] = {}
    before: set[str] = set()
    for edition in editions:
        if edition.number <= upto.number:
            now = set(edition.wording.facts["actions"])
            retired |= dict.fromkeys(sorted(before - now), edition)
            before = now
    return retired


def reasons_between(old: Edition, new: Edition) -> dict[str, str]:
    """Return the reasons given for the changes of the variations after one edition up to another, by key. One query."""
    rows = FrozenReason.objects.filter(
        line__instrument__edition__plan=new.plan,
        line__instrument__edition__number__gt=old.number,
        line__instrument__edition__number__lte=new.number,
        line__wording=F("line__instrument__edition__wording"),
    )
    in_order = rows.order_by("line__instrument__edition__number", "line__seq")
    return dict(in_order.values_list("change_key", "reason"))
