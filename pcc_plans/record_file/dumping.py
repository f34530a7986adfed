"""Writes a record file: everything kept of a body's plans, so that it loads to the same record."""

import base64
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from boards.models import Endorsement
from boards.queries import boards_of
from panel_reviews.models import Answer
from pcc_plans.record_file.days import dumped_answers, dumped_days, dumped_done
from pcc_plans.record_file.dumped_acts import act_data
from pcc_plans.record_file.elections import dumped_elections
from pcc_plans.record_file.evidence_base import items_data
from pcc_plans.record_file.meetings import meeting_data, open_meeting
from pcc_plans.record_file.schema import FORMAT
from plans.models import Body, DraftMeeting, Evidence, EvidenceItem, Image, Instrument, Plan, StepTaken, Wording
from plans.queries.images import digests_in
from plans.queries.texts import draft_outline
from plans.statute.rules import TABLE
from plans.statute.terms import PlanFamily
from plans.text.outline import Outline, digest, section_to_data

WIDTH = 110
Data = dict[str, Any]


def dump(bodies: Iterable[Body]) -> str:
    """Return bodies as a record file; the same record always gives the same file, byte for byte."""
    data = {"format": FORMAT, "bodies": [_body(body) for body in bodies]}
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


class _Dumper(yaml.SafeDumper):
    """Writes every value out where it stands: a record file has no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def without_empty(**data: Any) -> Data:
    """Return the keys that have something to say."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {}, ())}


def _body(body: Body) -> Data:
    lines = list(body.lines.select_related("instrument__plan", "wording", "consultation", "decision").order_by("seq"))
    instruments = list(
        Instrument.objects.filter(plan__body=body)
        .select_related("plan", "base__wording", "came_of", "planned_meeting")
        .order_by("begun_on", "ref")
    )
    drafts = {instrument.ref: _working_draft(instrument, lines) for instrument in instruments}
    meetings = {instrument.ref: open_meeting(instrument) for instrument in instruments}
    texts = [*drafts.values(), *(meeting.outline for meeting in meetings.values() if meeting)]
    severities = _severities(body)
    return {
        "ref": body.ref,
        "kind": body.kind,
        "area": body.area,
        "name": body.name,
        "panel_name": body.panel_name,
        "force_name": body.force_name,
        **without_empty(districts=body.districts, contact_email=body.contact_email),
        "panel_floor_days": body.panel_floor_days,
        **without_empty(bilingual=body.bilingual or None),
        **({"copies_before_publication": True} if body.copies_before_publication else {}),
        **dumped_days(body),
        **without_empty(
            plan_name=body.plan_name,
            succeeded_by=body.succeeded_by.ref if body.succeeded_by else None,
            succeeded_on=body.succeeded_on,
        ),
        **_registers(body),
        **without_empty(
            severities=severities,
            boards=[board.name for board in boards_of(body)],
            plans=[
                without_empty(
                    ref=plan.ref,
                    title=plan.title,
                    years=plan.years,
                    family=_family(plan),
                    welsh_title=plan.welsh_title,
                )
                for plan in body.plans.order_by("ref")
            ],
            wordings=_wordings(lines, texts),
            documents=_documents(lines, instruments),
            pictures=_pictures(lines, texts),
            instruments=[
                _instrument(instrument, lines, drafts[instrument.ref], meetings[instrument.ref])
                | _law(instrument, ever_changed=bool(severities))
                for instrument in instruments
            ],
            acts=_acts(lines, instruments),
            period_answers=dumped_answers(body),
            done=dumped_done(body),
        ),
    }


def _family(plan: Plan) -> str:
    return "" if plan.family == PlanFamily.POLICE_AND_CRIME else plan.family


def _registers(body: Body) -> Data:
    return without_empty(
        offices=[
            without_empty(
                office=row.office,
                name=row.name,
                title=row.title,
                email=row.email,
                **{"from": row.from_on, "to": row.to_on},
            )
            for row in body.office_holders.order_by("from_on", "id")
        ],
        elections=dumped_elections(body),
        authorities=[
            {
                **without_empty(ref=row.ref, name=row.name, email=row.email),
                "chief_constable": row.is_chief_constable,
                **({"local_authority": True} if row.is_local_authority else {}),
                **without_empty(**{"from": row.from_on, "to": row.to_on}),
            }
            for row in body.authorities.order_by("from_on", "ref")
        ],
        national_documents=[
            without_empty(kind=row.kind, title=row.title, **{"from": row.from_on, "to": row.to_on})
            for row in body.national_documents.order_by("from_on", "kind", "title")
        ],
    )


def _severities(body: Body) -> list[Data]:
    return [
        {
            "rule": row.rule,
            "severity": row.severity,
            "from": row.from_on,
            "by": row.by_name,
            "reason": row.reason,
        }
        for row in body.severity_changes.order_by("seq")
    ]


def _law(instrument: Instrument, *, ever_changed: bool) -> Data:
    """Return the law of an instrument as its key, where its body ever held a rule otherwise than the table does."""
    if not ever_changed:
        return {}
    held = instrument.law.get("held", {})
    return {"law": {"table": instrument.law.get("table", TABLE), "held": {rule: held[rule] for rule in sorted(held)}}}


def _working_draft(instrument: Instrument, lines: Sequence[StepTaken]) -> Outline | None:
    """Return the working draft where it says something else than what was frozen last, or than the edition varied."""
    outline = draft_outline(instrument)
    if not instrument.is_open or not outline.sections:
        return None
    frozen = [ln.wording_id for ln in lines if ln.instrument_id == instrument.pk and ln.step == "prepare_draft"]
    base = instrument.base.wording_id if instrument.base else None
    return outline if digest(outline) != (frozen[-1] if frozen else base) else None


def _wordings(lines: Iterable[StepTaken], drafts: Iterable[Outline | None]) -> Data:
    found: dict[str, Outline] = {}
    for line in lines:
        wording: Wording | None = line.wording
        if wording is not None and wording.pk not in found:
            found[wording.pk] = wording.outline
    welsh = {line.particulars.get("welsh", {}).get("wording") for line in lines} - {None}
    for wording in Wording.objects.filter(pk__in=welsh).order_by("digest"):
        found.setdefault(wording.pk, wording.outline)
    for draft in drafts:
        if draft is not None:
            found.setdefault(digest(draft), draft)
    return {key: {"sections": [_section(section) for section in found[key].sections]} for key in found}


def _section(section: Any) -> Data:
    data = section_to_data(section)
    objectives = [
        without_empty(**{**objective, "actions": [without_empty(**action) for action in objective["actions"]]})
        for objective in data.pop("objectives")
    ]
    return without_empty(**data, objectives=objectives)


def _documents(lines: Iterable[StepTaken], instruments: Iterable[Instrument]) -> Data:
    wanted = {item["sha256"] for line in lines for item in line.evidence if item.get("sha256")}
    kept = EvidenceItem.objects.filter(instrument__in=instruments, document__isnull=False)
    wanted |= set(kept.values_list("document", flat=True))
    return {
        kept.pk: {
            "name": kept.name,
            "media_type": kept.media_type,
            "content": base64.b64encode(bytes(kept.content)).decode("ascii"),
        }
        for kept in Evidence.objects.filter(pk__in=wanted).order_by("digest")
    }


def _pictures(lines: Iterable[StepTaken], drafts: Iterable[Outline | None]) -> Data:
    texts = [line.wording.content for line in lines if line.wording is not None]
    texts += [section.html for draft in drafts if draft is not None for section in draft.sections]
    wanted = {digest for text in dict.fromkeys(texts) for digest in digests_in(text)}
    return {
        kept.pk: base64.b64encode(bytes(kept.content)).decode("ascii")
        for kept in Image.objects.filter(pk__in=wanted).order_by("digest")
    }


def _instrument(
    instrument: Instrument, lines: Sequence[StepTaken], draft: Outline | None, meeting: DraftMeeting | None
) -> Data:
    own = [line for line in lines if line.instrument_id == instrument.pk]
    based = [line.particulars.get("base_edition") for line in own if line.step == "prepare_draft"]
    now = instrument.base.number if instrument.base else None
    first, last = (based[0], based[-1]) if based else (now, now)
    reasons = instrument.change_reasons.order_by("change_key").values_list("change_key", "reason")
    return {
        **without_empty(
            ref=instrument.ref,
            kind=instrument.kind,
            plan=instrument.plan.ref,
            title=instrument.title,
            begun_on=instrument.begun_on,
            year=instrument.year,
            came_of=instrument.came_of.ref if instrument.came_of else None,
            base=first,
            hoped_for_issue_on=instrument.hoped_for_issue_on,
            planned_meeting=instrument.planned_meeting.on if instrument.planned_meeting else None,
            public_from=instrument.public_from,
            rebased_on=now if now != last else None,
            draft=digest(draft) if draft else None,
            conflicts=meeting_data(meeting) if meeting else None,
            reasons=dict(reasons),
            evidence_base=items_data(instrument),
        ),
        **_work_of_the_panel(instrument),
    }


def _work_of_the_panel(instrument: Instrument) -> Data:
    open_recommendations = instrument.recommendations.filter(review__report_line=None).order_by("number")
    ungiven = Answer.objects.filter(
        recommendation__instrument=instrument, recommendation__review__response_line=None
    ).order_by("recommendation__number")
    return without_empty(
        recommendations=[without_empty(words=row.words, concerns=row.concerns) for row in open_recommendations],
        answers=[
            {"number": row.recommendation.number, "outcome": row.outcome, "reason": row.reason}
            for row in ungiven.select_related("recommendation")
        ],
    )


def _acts(lines: Sequence[StepTaken], instruments: Sequence[Instrument]) -> list[Data]:
    """Return the acts in the order of the body's record, each endorsement before what came after its meeting."""
    waiting: dict[int, list[Endorsement]] = {instrument.pk: [] for instrument in instruments}
    endorsements = Endorsement.objects.filter(instrument__in=instruments).select_related("board", "instrument")
    for row in endorsements.order_by("met_on", "board__name"):
        waiting[row.instrument_id].append(row)
    base: dict[int, int | None] = {}
    acts: list[Data] = []
    for line in lines:
        queue = waiting[line.instrument_id]
        while queue and queue[0].met_on < line.taken_on:
            acts.append(_endorsement(queue.pop(0)))
        acts.append(act_data(line, base))
    for instrument in instruments:
        acts += [_endorsement(row) for row in waiting[instrument.pk]]
    return acts


def _endorsement(row: Endorsement) -> Data:
    return without_empty(
        do="endorse",
        instrument=row.instrument.ref,
        on=row.met_on,
        board=row.board.name,
        outcome=row.outcome,
        minute=row.minute,
    )
