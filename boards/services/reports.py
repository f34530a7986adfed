"""Reports of the house made: generated from the record or begun by hand, and their particulars kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from boards.models import HouseStyle, Report, ReportVersion, SignOff
from boards.models.reports import Signing
from boards.queries.facts import Asking, report_facts
from boards.text.facts import ReportFacts, kept_facts
from boards.text.house import by_hand, generate, title_of
from boards.text.kinds import ReportKind
from plans.models import Body, Committee, Instrument, MeetingDay
from plans.queries.course import instruments_of
from plans.queries.record import holder_on, registers_of
from plans.statute.terms import Actor, Office, PlanFamily
from plans.text.outline import Outline, digest_of, to_data

WHOLE_CHAIN = tuple(Signing)
HEAD = ("title", "to", "sender", "dated", "item_number", "marking", "contact")
"""The particulars of a report: what stands at its head, besides its committee and meeting."""


class NotEditable(Exception):
    """The report is final; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class SavedMeanwhile(Exception):
    """Somebody saved other particulars meanwhile: ``row`` is the report as it now stands."""

    row: Report

    def __str__(self) -> str:
        now = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in head_of(self.row).items() if value)
        return (
            f"Somebody else saved the particulars meanwhile. They are now: {now}. What you typed is still in the "
            "boxes: save again to put it in their place."
        )


class WrongKind(Exception):
    """That kind of report is not on that instrument, or not to that committee; the message says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a kind of report for a committee and its meeting, as of a date; the contact is the writer."""

    kind: ReportKind
    committee: Committee
    dated: date
    meeting_day: MeetingDay | None = None
    title: str = ""
    contact: str = ""


def house_of(body: Body) -> HouseStyle:
    """Return how an office writes its reports; a row that is not kept yet where it has nothing of its own."""
    return HouseStyle.objects.filter(body=body).first() or HouseStyle(body=body)


def chain_of(house: HouseStyle, kind: str) -> list[str]:
    """Return who signs a kind of report, in order."""
    return list(house.chains.get(kind) or WHOLE_CHAIN)


@transaction.atomic
def make_report(*, instrument: Instrument, wanted: Wanted, by: User | None) -> Report:
    """
    Make a report on an instrument from its record, as the record stood on the report's date.

    :raises NotFrozen: if no draft had been frozen by then.
    :raises WrongKind: if that kind is not on such an instrument or not to that committee.
    """
    _check(instrument, wanted)
    body = instrument.plan.body
    house = house_of(body)
    contact = wanted.contact or contact_of(by)
    instrument = instruments_of(body).get(pk=instrument.pk)
    today = timezone.localdate()
    asking = _asking(house, wanted.committee, wanted.meeting_day, _days(wanted.dated, today, today), contact)
    facts = report_facts(instrument, asking)
    title = wanted.title or title_of(wanted.kind, facts)
    text = to_data(generate(wanted.kind, facts, title))
    report = Report(
        instrument=instrument,
        text=text,
        generated=text,
        facts=facts_data(facts),
        sender=_sender(body, wanted),
        contact=contact,
        title=title,
        ref=free_ref(f"{instrument.ref}-{'panel' if wanted.kind is ReportKind.PANEL else 'report'}"),
        **_common(body, house, wanted, by),
    )
    report.save()
    keep_version(report, ReportVersion.How.MADE, by=by)
    return report


@transaction.atomic
def begin_by_hand(*, body: Body, wanted: Wanted, by: User | None) -> Report:
    """Begin a report that is written by hand, with the sections of the house and nothing in them."""
    house = house_of(body)
    report = Report(
        text=to_data(by_hand(wanted.title)),
        sender=_sender(body, wanted),
        contact=contact_of(by),
        title=wanted.title,
        ref=free_ref(slugify(wanted.title)[:50] or "report"),
        **_common(body, house, wanted, by),
    )
    report.save()
    keep_version(report, ReportVersion.How.MADE, by=by)
    return report


def _common(body: Body, house: HouseStyle, wanted: Wanted, by: User | None) -> dict[str, Any]:
    return {
        "body": body,
        "kind": wanted.kind.value,
        "committee": wanted.committee,
        "meeting_day": wanted.meeting_day,
        "to": wanted.committee.name,
        "dated": wanted.dated,
        "marking": house.markings[0] if house.markings else "",
        "chain": chain_of(house, wanted.kind.value),
        "made_by": by,
    }


def _check(instrument: Instrument, wanted: Wanted) -> None:
    if not kinds_for(instrument):
        raise WrongKind(f"There is no report of the house on a {instrument.kind_words}.")
    if wanted.kind not in kinds_for(instrument):
        raise WrongKind(f"That report is not made on a {instrument.kind_words}. Choose another kind.")
    if wanted.committee.is_panel != (wanted.kind is ReportKind.PANEL):
        raise WrongKind("A report to the Panel goes to the Panel, and the others to a board of the office.")


def kinds_for(instrument: Instrument) -> tuple[ReportKind, ...]:
    """Return the kinds of report that can be generated on an instrument; a fire and rescue plan has other law."""
    if instrument.plan.family != PlanFamily.POLICE_AND_CRIME:
        return ()
    if instrument.is_variation:
        return (ReportKind.BOARD_VARIATION, ReportKind.PANEL)
    if instrument.makes_a_plan:
        return (ReportKind.BOARD_PLAN, ReportKind.AUDIT_PLAN, ReportKind.PANEL)
    return ()


def _days(dated: date, made_on: date, today: date) -> tuple[date, date]:
    """
    Return the last day whose acts count for a report, and the day from which things are still to come.

    One that is dated before it was made is of the past, and says what its own day knew; any other follows the record.
    """
    return (dated, dated) if dated < made_on else (max(dated, today), today)


def _asking(
    house: HouseStyle, committee: Committee, day: MeetingDay | None, days: tuple[date, date], contact: str
) -> Asking:
    return Asking(
        committee=committee.name,
        meets_on=day.on if day else None,
        on=days[0],
        ahead_of=days[1],
        to_panel=committee.is_panel,
        contact=contact,
        location=house.location,
        terms_item=house.terms_item,
    )


def facts_now(report: Report) -> ReportFacts:
    """
    Return what the record says now of what a report is on; of a report of the past, as its own day knew it.

    :raises NotFrozen: if no draft had been frozen by that date.
    """
    instrument = instruments_of(report.body).get(pk=report.instrument_id)
    house = house_of(report.body)
    days = _days(report.dated, timezone.localdate(report.made_at), timezone.localdate())
    return report_facts(instrument, _asking(house, report.committee, report.meeting_day, days, report.contact))


def facts_data(facts: ReportFacts) -> dict[str, Any]:
    """Return the facts as they are kept with a report: head of the record, wordings, and each value by its name."""
    kept = {name: {"label": one.label, "value": one.value} for name, one in kept_facts(facts).items()}
    head = {"seq": facts.head[0], "digest": facts.head[1]}
    return {"head": head, "wording": facts.wording, "before": facts.before, "values": kept}


def _sender(body: Body, wanted: Wanted) -> str:
    tenures = registers_of(body)[0]
    office = Office.COMMISSIONER if wanted.kind is ReportKind.PANEL else Office.CHIEF_EXECUTIVE
    holder = holder_on(tenures, office, wanted.dated)
    title = next((t.title for t in tenures if holder and t.name == holder.name and t.office is holder.office), "")
    return f"{holder.name}, {title or _office_words(body, holder)}" if holder else f"Office of the {body.names.body}"


def _office_words(body: Body, holder: Actor) -> str:
    if holder.office is Office.COMMISSIONER:
        return body.names.body
    words = holder.office.value.replace("_", " ")
    return body.names.read(words[:1].upper() + words[1:])


def contact_of(by: User | None) -> str:
    """Return how somebody who writes a report is named as its contact officer."""
    return (by.get_full_name() or by.get_username()) if by else "The office"


def free_ref(start: str) -> str:
    """Return a reference that no report has yet."""
    start = start[:60]
    taken = set(Report.objects.filter(ref__startswith=start).values_list("ref", flat=True))
    tries = (start if n == 1 else f"{start}-{n}" for n in range(1, len(taken) + 3))
    return next(ref for ref in tries if ref not in taken)


def keep_version(report: Report, how: str, *, what: str = "", by: User | None) -> ReportVersion:
    """Keep a report as it stands as its next version."""
    return ReportVersion.objects.create(
        report=report,
        number=report.revision,
        how=how,
        what=what,
        head=head_of(report),
        text=report.text,
        saved_by=by,
    )


def head_of(report: Report) -> dict[str, str]:
    """Return the particulars of a report as plain data."""
    return {name: str(getattr(report, name)) for name in HEAD}


def head_seen(report: Report) -> str:
    """Return the digest of what stands at the head of a report, by which a screen knows whether it moved meanwhile."""
    return digest_of([head_of(report), report.meeting_day_id])


def locked(report: Report) -> Report:
    """
    Return the report locked for writing, within the caller's transaction.

    :raises NotEditable: if it is final.
    """
    found = Report.objects.select_for_update().get(pk=report.pk)
    if found.is_final:
        raise NotEditable("Everybody has signed this report, so it changes no more. Begin another report instead.")
    return found


def write(report: Report, text: Outline | None, how: str, *, what: str, by: User | None) -> None:
    """Save a locked report, keep its version, and clear the sign-offs: nobody signed what now stands."""
    if text is not None:
        report.text = to_data(text)
    report.revision += 1
    report.save()
    keep_version(report, how, what=what, by=by)
    clear_sign_offs(report, f"The report was edited after it: {what}"[:300])


def clear_sign_offs(report: Report, why: str) -> int:
    """Clear the sign-offs that stand, and return how many there were."""
    standing = SignOff.objects.filter(report=report, outcome=SignOff.Outcome.SIGNED, cleared_at__isnull=True)
    return standing.update(cleared_at=timezone.now(), cleared_why=why)


@transaction.atomic
def keep_particulars(
    *, report: Report, by: User | None, meeting_day: MeetingDay | None, seen: str = "", **particulars: Any
) -> None:
    """
    Keep what stands at the head of a report, and the meeting that it is for; ``seen`` is what the screen showed.

    :raises NotEditable: if the report is final.
    :raises SavedMeanwhile: if somebody saved other particulars since the screen was shown; nothing is written.
    """
    row = locked(report)
    if seen and seen != head_seen(row):
        raise SavedMeanwhile(row)
    before = (head_of(row), row.meeting_day_id)
    for name, value in particulars.items():
        setattr(row, name, value)
    row.meeting_day = meeting_day
    if (head_of(row), row.meeting_day_id) != before:
        text = Outline(row.title, row.outline.sections)
        write(row, text, ReportVersion.How.EDITED, what="the particulars", by=by)


@transaction.atomic
def keep_house(*, house: HouseStyle, chains: dict[str, list[str]], **particulars: Any) -> None:
    """Keep how the office writes its reports; those that are begun already keep their chain and their marking."""
    kept = HouseStyle.objects.select_for_update().filter(body=house.body)
    row = kept.first() or HouseStyle(body=house.body)
    row.chains = chains
    for name, value in particulars.items():
        setattr(row, name, value)
    row.save()
