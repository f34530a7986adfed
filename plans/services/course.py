"""Taking a statutory step: one locked transaction, judged on the day of the act, one line on the record."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from plans.models import Edition, Instrument, Plan, StepTaken, Waiver
from plans.queries.conflicts import open_conflicts
from plans.queries.copies import councils_on
from plans.queries.record import lines_and_head, record_for, wording_for
from plans.services.chain import digest_line, seal_line, waiver_data
from plans.services.publishing import publish_edition
from plans.statute.dates import planning_period_end
from plans.statute.engine import refusals
from plans.statute.guards.afterwards import OWED, owed_on
from plans.statute.guards.offices import may_answer_for_a_gate
from plans.statute.particulars import wrong_in
from plans.statute.procedures import VERSIONS
from plans.statute.tenures import holding
from plans.statute.terms import Actor, InstrumentKind, NotPermitted, Office, Record, Refusal, Step

ASKED_OR_ANSWERED = ("consult_chief_constable", "consult_again", "record_reply")
NO_EVIDENCE = "no_evidence"
"""The particular that says of a step recorded as history that nothing was found which shows it."""


class ChangedMeanwhile(Exception):
    """The instrument has moved on since the page was shown; the message says what was done, by whom, when."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a soft gate is passed, and the officer who answers for it."""

    reason: str
    officer: Actor


@dataclass(frozen=True, slots=True)
class Taking:
    """
    One act to be recorded: which step, on which day, by whom, about what.

    ``by`` is a person, or an office whose holder of that day acts. ``wording`` is a digest; where a step concerns
    the latest frozen draft it may be left out. ``evidence`` holds {"title", "sha256"} items. ``revision`` is the
    instrument's revision that was on the screen; None where there was no screen.
    """

    key: str
    on: date
    by: Actor | Office | None
    wording: str | None = None
    particulars: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Mapping[str, str], ...] = ()
    waivers: Mapping[str, Reason] = field(default_factory=dict)
    recorded_by: AbstractBaseUser | None = None
    revision: int | None = None
    as_history: bool = False


class Refused(NotPermitted):
    """The statute does not allow what was tried: which act, on which instrument, by whom."""

    def __init__(
        self,
        step: Step,
        refusals: tuple[Refusal, ...],
        *,
        instrument: Instrument,
        taking: Taking,
        by: Actor | None = None,
    ) -> None:
        super().__init__(step, refusals)
        self.instrument, self.taking = instrument, taking
        self.by = by or (taking.by if isinstance(taking.by, Actor) else None)


def lock(instrument: Instrument) -> Instrument:
    """
    Lock an instrument and its body's record until the transaction ends, and return the instrument as it now stands.

    ``latest_edition`` is the number of the plan's latest edition, or None; ``conflicts_open`` is how many conflicts of
    the draft nobody has settled. A variation asks for both in a query of its own, which sees what was issued while the
    first waited for the lock.
    """
    rows = Instrument.objects.select_for_update(of=("self", "plan", "plan__body")).select_related("plan__body", "base")
    locked = rows.get(pk=instrument.pk)
    editions = Edition.objects.filter(plan=locked.plan_id).order_by("-number")
    # A plan is issued once, so only a variation asks.
    asked = editions.annotate(conflicts_open=open_conflicts(locked.pk)).values_list("number", "conflicts_open")
    locked.latest_edition, locked.conflicts_open = (locked.is_variation and asked.first()) or (None, 0)
    return locked


@transaction.atomic
def take_step(*, instrument: Instrument, taking: Taking) -> StepTaken:
    """
    Take one statutory step and write it to the record.

    :raises ChangedMeanwhile: if the instrument's revision is no longer the one that was on the screen.
    :raises NotPermitted: if the statute does not allow the step on its day, with every reason.
    """
    instrument = lock(instrument)
    lines, head = lines_and_head(instrument)
    _refuse_stale(instrument, lines, taking)
    step = VERSIONS[instrument.procedure].step(taking.key)
    _refuse_always(step, instrument, taking)
    particulars = _plain(taking.particulars)
    wording = taking.wording or wording_for(taking.key, lines)
    particulars |= _derived(instrument, taking, particulars, lines, wording)
    record = record_for(instrument, on=taking.on, by=taking.by, lines=lines, wording=wording, particulars=particulars)
    found = [*refusals(step, record), *_unproven(step, record)]
    answered = {rule for rule, reason in taking.waivers.items() if _answers_for(reason, record)}
    remaining = [r for r in found if not (r.waivable and r.rule in answered)]
    # What happened anyway keeps its reason too, whoever gave it, beside what is missing.
    kept = taking.waivers if taking.as_history else answered
    passed = [r for r in found if r.waivable and r.rule in kept]
    if remaining and not taking.as_history:
        raise Refused(step, tuple(remaining), instrument=instrument, taking=taking, by=record.by)
    if taking.key == "issue":
        particulars |= _dates_of_issue(instrument, record, particulars)
    particulars = _chief_constable(record, taking.key) | _copies_owed(record, taking.key, instrument) | particulars
    if particulars.get(OWED, {}) is None:  # a line of before it was kept, loaded again as it was
        del particulars[OWED]
    line = _write_line(instrument, step, record, taking, head, passed, remaining, wording, particulars)
    instrument.stage = (step.to or record.stage).value
    instrument.revision += 1
    # No history row: the statutory record is the history of these two columns.
    Instrument.objects.filter(pk=instrument.pk).update(stage=instrument.stage, revision=instrument.revision)
    if taking.key == "issue":
        publish_edition(edition=_make_edition(instrument, line))
    return line


def _refuse_stale(instrument: Instrument, lines: list[StepTaken], taking: Taking) -> None:
    if taking.revision is None or taking.revision == instrument.revision:
        return
    done = ""
    if lines:
        step = VERSIONS[instrument.procedure].step(lines[-1].step)
        words = step.words_for(InstrumentKind(instrument.kind))
        done = f" “{words}” was recorded by {lines[-1].by_name}."
    raise ChangedMeanwhile(
        f"Nothing was recorded, because the record has moved on since this page was shown.{done} "
        f"Look at where the {instrument.kind_words} stands now, and decide again."
    )


def _plain(particulars: Mapping[str, Any]) -> dict[str, Any]:
    """Return particulars as the JSON that is stored and digested: dates as text, no spaces around words."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(particulars), default=str))
    return {key: value.strip() if isinstance(value, str) else value for key, value in plain.items()}


def _derived(
    instrument: Instrument, taking: Taking, particulars: dict[str, Any], lines: list[StepTaken], wording: str | None
) -> dict[str, Any]:
    """Return what the record adds of itself: the changed sections that were sent to the Panel."""
    if taking.key != "send_to_panel":
        return {}
    draft = next((ln for ln in reversed(lines) if ln.step == "prepare_draft" and ln.wording_id == wording), None)
    changed = list(draft.particulars.get("changed", {})) if draft else []
    sent = particulars.get("sections")
    # Sorted: the digest of the line covers this list, and PostgreSQL hands back keys in an order of its own.
    return {"sections": sorted(s for s in changed if sent is None or s in sent)}


def _chief_constable(record: Record, key: str) -> dict[str, Any]:
    """Return the rank of whoever was asked or replied, where it is not simply Chief Constable, and the name asked."""
    holder = holding(record.tenures, Office.CHIEF_CONSTABLE, record.on) if key in ASKED_OR_ANSWERED else None
    if holder is None or holder.title in ("", "Chief Constable"):
        return {}
    return {"rank": holder.title} | ({} if key == "record_reply" else {"asked": holder.name})


def _copies_owed(record: Record, key: str, instrument: Instrument) -> dict[str, Any]:
    """Return who is owed a copy of what is issued (I1), or of the Panel's report (N1), by the registers of the day."""
    match key:
        case "issue":
            return {OWED: owed_on(record, record.on)}
        case "report":
            return {OWED: councils_on(instrument.plan.body, record.on)}
        case _:
            return {}


def _refuse_always(step: Step, instrument: Instrument, taking: Taking) -> None:
    """Refuse what is not kept even as history: an act of tomorrow, and particulars that no guard could read."""
    section = step.section_for(InstrumentKind(instrument.kind))
    reasons = list(wrong_in(taking.key, taking.particulars))
    if taking.on > timezone.localdate():
        reasons.append("The date of the act is in the future.")
    if reasons:
        found = tuple(Refusal("", section, reason) for reason in reasons)
        raise Refused(step, found, instrument=instrument, taking=taking)


def _unproven(step: Step, record: Record) -> tuple[Refusal, ...]:
    """Refuse a step of which it is said that no evidence was found: it is kept as history, and marked."""
    if record.particulars.get(NO_EVIDENCE) is not True:
        return ()
    return (Refusal("", step.section_for(record.kind), "No evidence of this step was found."),)


def _answers_for(reason: Reason, record: Record) -> bool:
    return bool(reason.reason.strip()) and may_answer_for_a_gate(record, reason.officer)


def _dates_of_issue(instrument: Instrument, record: Record, particulars: dict[str, Any]) -> dict[str, Any]:
    latest = getattr(instrument, "latest_edition", None) or 0
    effective = particulars.get("effective_from") or record.on.isoformat()
    dates: dict[str, Any] = {"edition": latest + 1, "effective_from": effective}
    if not instrument.is_variation:
        ends = planning_period_end(record.on, record.elections)
        dates["period_ends_on"] = particulars.get("period_ends_on") or (ends.isoformat() if ends else None)
    return dates


def _write_line(
    instrument: Instrument,
    step: Step,
    record: Record,
    taking: Taking,
    head: StepTaken | None,
    passed: list[Refusal],
    remaining: list[Refusal],
    wording: str | None,
    particulars: dict[str, Any],
) -> StepTaken:
    body = instrument.plan.body
    by = record.by or Actor(Office.STAFF, "not recorded")
    waivers = [_waiver(refusal, taking.waivers[refusal.rule]) for refusal in passed]
    line = StepTaken(
        body=body,
        instrument=instrument,
        seq=head.seq + 1 if head else 1,
        step=step.key,
        section=step.section_for(record.kind),
        taken_on=taking.on,
        by_office=by.office.value,
        by_name=by.name,
        wording_id=wording,
        particulars=particulars,
        evidence=[dict(item) for item in taking.evidence],
        waivers=[waiver_data(waiver) for waiver in waivers],
        missing=[{"rule": r.rule, "section": r.section, "reason": r.reason} for r in remaining],
        previous=head.digest if head else "",
        recorded_at=timezone.now(),
        recorded_by=taking.recorded_by,
    )
    line.digest = digest_line(line, body=body, instrument=instrument)
    line.seal = seal_line(line, seal_before=head.seal if head else "")
    line.save(force_insert=True)
    for waiver in waivers:
        waiver.line = line
    Waiver.objects.bulk_create(waivers)
    return line


def _waiver(refusal: Refusal, reason: Reason) -> Waiver:
    return Waiver(
        rule=refusal.rule,
        section=refusal.section,
        refusal=refusal.reason,
        reason=reason.reason,
        officer=reason.officer.name,
        officer_office=reason.officer.office.value,
    )


def _make_edition(instrument: Instrument, line: StepTaken) -> Edition:
    effective = date.fromisoformat(line.particulars["effective_from"])
    if not instrument.is_variation:
        # No history row: the line on the statutory record is the history of a plan's legal dates.
        Plan.objects.filter(pk=instrument.plan_id).update(
            issued_on=line.taken_on, effective_from=effective, period_ends_on=line.particulars["period_ends_on"]
        )
    return Edition.objects.create(
        plan=instrument.plan,
        number=line.particulars["edition"],
        wording_id=line.wording_id,
        welsh_id=_welsh_of(instrument, line.wording_id),
        instrument=instrument,
        issued_on=line.taken_on,
        effective_from=effective,
    )


def _welsh_of(instrument: Instrument, wording: str | None) -> str | None:
    """Return the digest of the Welsh text that was frozen with a wording, or None where the body has none."""
    drafts = instrument.lines.filter(step="prepare_draft", wording=wording).order_by("-seq")
    frozen = drafts.values_list("particulars", flat=True).first() if instrument.plan.body.bilingual else None
    return frozen.get("welsh", {}).get("wording") if frozen else None
