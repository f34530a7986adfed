"""Brings a past plan or variation in: every act by the service that takes it, as history, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.text import slugify

from pcc_plans.backfill.steps import BY_KEY, OF_THE_COMMISSIONER, OFFICE_OF, ORDER
from pcc_plans.record_file.acts import Performer
from pcc_plans.record_file.entries import ActEntry, BodyEntry, Document, Person
from pcc_plans.record_file.errors import NotLoaded
from pcc_plans.record_file.wordings import Wordings
from plans.models import Body, Evidence, Instrument, Plan, StepTaken
from plans.services.course import NO_EVIDENCE
from plans.services.drafts import begin_plan, begin_variation, put_text
from plans.statute.terms import InstrumentKind, Limb, Office
from plans.text.outline import Outline


class NotBroughtIn(Exception):
    """The past plan or variation cannot be kept; the message says why, in sentences."""


@dataclass(frozen=True, slots=True)
class PastAct:
    """
    One step of the past: when, by whom (a name, or "" for whoever held the office), what it said.

    ``evidence`` is {"title", "sha256"}, or None where no document shows it; ``unproven`` marks it so.
    """

    key: str
    on: date
    by: str = ""
    particulars: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, str] | None = None
    unproven: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """A plan or a variation of the past: what it is, its text, its dates, and its steps in any order."""

    title: str
    years: str
    outline: Outline
    issued_on: date
    effective_from: date
    period_ends_on: date | None
    acts: tuple[PastAct, ...]
    varies: Plan | None = None

    @property
    def kind(self) -> InstrumentKind:
        """Whether it is a plan or a variation."""
        return InstrumentKind.VARIATION if self.varies else InstrumentKind.PLAN


def with_limbs(outline: Outline, limbs: Mapping[Limb, str]) -> Outline:
    """Return a text with each content of s.7 marked on the section that is said to set it out."""
    sections = []
    for section in outline.sections:
        own = frozenset(limb for limb, section_id in limbs.items() if section_id == section.id)
        sections.append(replace(section, limbs=own))
    return Outline(outline.title, tuple(sections))


@transaction.atomic
def bring_in(*, body: Body, past: Past, recorded_by: AbstractBaseUser | None) -> tuple[Instrument, list[StepTaken]]:
    """
    Record a past plan or variation as history, with what each of its steps lacks; return it with its lines.

    :raises NotBroughtIn: with every reason, if it cannot be kept even as history; nothing is written then.
    """
    instrument = _begun(body, past)
    put_text(instrument=instrument, outline=past.outline)
    documents = _documents(past)
    entry = BodyEntry(line=0, facts={"ref": body.ref}, offices=(), elections=(), authorities=(), documents=documents)
    performer = Performer(body, entry, Wordings(entry), True, recorded_by)
    lines = []
    try:
        for act in _in_order(past):
            line = performer.perform(_entry(act, instrument), Instrument.objects.get(pk=instrument.pk))
            if line is not None:
                lines.append(line)
    except NotLoaded as refused:
        raise NotBroughtIn(" ".join(_sentence(reason) for reason in refused.reasons)) from refused
    return instrument, lines


def look_over(*, body: Body, past: Past, recorded_by: AbstractBaseUser | None) -> list[StepTaken]:
    """
    Return the lines as ``bring_in`` would write them, and write nothing.

    :raises NotBroughtIn: as ``bring_in`` does.
    """
    with transaction.atomic():
        _, lines = bring_in(body=body, past=past, recorded_by=recorded_by)
        transaction.set_rollback(True)
    return lines


def _begun(body: Body, past: Past) -> Instrument:
    begun_on = min([act.on for act in past.acts] + [past.issued_on])
    if past.varies:
        return begin_variation(plan=past.varies, title=past.title, on=begun_on)
    ref = wanted = slugify(f"{past.title} {past.years}".strip())[:70] or "plan"
    number = 1
    while Plan.objects.filter(ref=ref).exists():
        number += 1
        ref = f"{wanted}-{number}"
    return begin_plan(body=body, title=past.title, years=past.years, on=begun_on, ref=ref)


def _in_order(past: Past) -> list[PastAct]:
    """Return the acts by date, those of one day as the course has them; a draft without a day is frozen when needed."""
    acts = list(past.acts)
    if not any(act.key == "prepare_draft" for act in acts):
        later = (act.on for act in acts if ORDER[act.key] > ORDER["prepare_draft"])
        acts.append(PastAct("prepare_draft", min([*later, past.issued_on]), unproven=True))
    dates = {"effective_from": past.effective_from.isoformat()}
    if past.period_ends_on:
        dates["period_ends_on"] = past.period_ends_on.isoformat()
    issue = next((act for act in acts if act.key == "issue"), PastAct("issue", past.issued_on, unproven=True))
    acts = [act for act in acts if act.key != "issue"]
    acts.append(replace(issue, on=past.issued_on, particulars={**issue.particulars, **dates}))
    return sorted(acts, key=lambda act: (act.on, ORDER[act.key]))


def _documents(past: Past) -> dict[str, Document]:
    wanted = {act.evidence["sha256"] for act in past.acts if act.evidence}
    rows = Evidence.objects.filter(pk__in=wanted)
    return {row.pk: Document(row.pk, row.name, row.media_type, bytes(row.content), 0) for row in rows}


def _entry(act: PastAct, instrument: Instrument) -> ActEntry:
    marked = {NO_EVIDENCE: True} if act.unproven else {}
    return ActEntry(
        line=0,
        do=act.key,
        instrument=instrument.ref,
        on=act.on,
        by=_person(act),
        given=dict(act.particulars),
        particulars=marked,
        evidence=((act.evidence["title"], act.evidence["sha256"]),) if act.evidence else (),
    )


def _person(act: PastAct) -> Person:
    whose = BY_KEY[act.key].step.by
    if whose in OFFICE_OF:
        return Person(OFFICE_OF[whose].value, "" if whose is Office.PANEL else act.by)
    if act.by and act.key not in OF_THE_COMMISSIONER:
        return Person(Office.STAFF.value, act.by)
    return Person(Office.COMMISSIONER.value, act.by)


def _sentence(reason: str) -> str:
    """Return a refusal of the loader without its lead: "refused: issue: s.5(1): Why." becomes "Why. (s.5(1))"."""
    parts = reason.split(": ", 3)
    return f"{parts[3]} ({parts[2]})" if len(parts) == 4 and parts[0] == "refused" else reason
