"""The hash chain of the statutory record: how a line is digested and sealed, and how the chain is verified."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from plans.models import Body, Edition, Evidence, Instrument, StepTaken, Wording
from plans.services.severities import altered_severities
from plans.services.wordings import facts_of
from plans.statute.procedures import VERSIONS
from plans.statute.terms import InstrumentKind, Stage
from plans.text.outline import OutlineError, canonical_json, digest_of, from_data
from plans.text.outline import digest as digest_of_outline

LINE_FORMAT = "pcc-plans/line/1"
MAKE_A_PLAN = tuple(kind for kind in InstrumentKind if kind.makes_a_plan)


def digest_line(line: StepTaken, *, body: Body, instrument: Instrument) -> str:
    """Return the digest of a line: of what was done, by whom and when, on which wording, and of the line before."""
    return digest_of(
        {
            "format": LINE_FORMAT,
            "body": body.ref,
            "instrument": instrument.ref,
            "kind": instrument.kind,
            "procedure": instrument.procedure,
            "seq": line.seq,
            "step": line.step,
            "section": line.section,
            "on": line.taken_on.isoformat(),
            "by": {"office": line.by_office, "name": line.by_name},
            "wording": line.wording_id,
            "particulars": line.particulars,
            "evidence": line.evidence,
            "waivers": line.waivers,
            "missing": line.missing,
            "previous": line.previous,
            **_law_held_otherwise(instrument),
        }
    )


def _law_held_otherwise(instrument: Instrument) -> dict[str, Any]:
    """Return the law that an instrument is under, where it is not the table's own."""
    return {"law": instrument.law} if instrument.law.get("held") else {}


def seal_line(line: StepTaken, *, seal_before: str) -> str:
    """Return the seal of a line: over its digest, when and by whom it was typed here, and the seal before."""
    return digest_of(
        {
            "digest": line.digest,
            "recorded_at": line.recorded_at.timestamp(),
            "recorded_by": line.recorded_by_id,
            "seal_before": seal_before,
        }
    )


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the record does not hold: the body, the line's number (0 where no line is to blame), and why."""

    body: str
    seq: int
    why: str

    def __str__(self) -> str:
        where = f"line {self.seq}" if self.seq else "the record"
        return f"{self.body}: {where}: {self.why}"


def breaks_in(body: Body) -> Iterator[Break]:
    """Yield each place where a body's record does not hold, from the first line on."""
    previous = seal = ""
    expected = 1
    sound_wordings: dict[str, str] = {}
    stages: dict[int, tuple[str, int]] = {}
    lines = (
        body.lines.select_related("instrument__plan", "wording", "consultation", "replied_to")
        .prefetch_related("waiver_rows")
        .order_by("seq")
    )
    for line in lines:
        why = _broken(line, body, expected, previous, seal, sound_wordings)
        if why:
            yield Break(body.ref, line.seq, why)
        previous, seal, expected = line.digest, line.seal, line.seq + 1
        step = VERSIONS[line.instrument.procedure].step(line.step)
        stage, count = stages.get(line.instrument_id, (Stage.DRAFTING.value, 0))
        stages[line.instrument_id] = (step.to.value if step.to else stage, count + 1)
    for instrument in Instrument.objects.filter(plan__body=body).order_by("id"):
        if (instrument.stage, instrument.revision) != stages.get(instrument.pk, (Stage.DRAFTING.value, 0)):
            why = f"{instrument.ref} stands at a stage that its lines do not lead to; a line is missing or was added"
            yield Break(body.ref, 0, why)
    yield from _unissued(body)
    for why in altered_severities(body):
        yield Break(body.ref, 0, why)


def _unissued(body: Body) -> Iterator[Break]:
    """Yield each edition and each dated plan that no line of the record issued."""
    issued = body.lines.filter(step="issue").values("instrument")
    for edition in Edition.objects.filter(plan__body=body).exclude(instrument__in=issued).select_related("instrument"):
        yield Break(body.ref, 0, f"{edition.instrument.ref} has an edition that no line issued")
    made = body.lines.filter(step="issue", instrument__kind__in=MAKE_A_PLAN).values("instrument__plan")
    for plan in body.plans.filter(issued_on__isnull=False).exclude(pk__in=made):
        yield Break(body.ref, 0, f"{plan.ref} is dated as issued, and no line issued it")


def _broken(line: StepTaken, body: Body, expected: int, previous: str, seal: str, sound: dict[str, str]) -> str:
    if line.seq != expected:
        return f"line {expected} is missing before it"
    if line.previous != previous:
        return "it does not follow the line before it"
    if digest_line(line, body=body, instrument=line.instrument) != line.digest:
        return "its content was altered"
    if seal_line(line, seal_before=seal) != line.seal:
        return "when or by whom it was recorded was altered"
    rows = sorted(canonical_json(waiver_data(w)) for w in line.waiver_rows.all())
    if rows != sorted(canonical_json(w) for w in line.waivers):
        return "its waivers were altered"
    if line.wording is not None and (why := _broken_wording(line.wording, sound)):
        return why
    if why := _broken_evidence(line):
        return why
    return _broken_consultation(line) or _broken_edition(line)


def _broken_consultation(line: StepTaken) -> str:
    asked = getattr(line, "consultation", None)
    if asked is not None and (asked.wording_id, asked.instrument_id) != (line.wording_id, line.instrument_id):
        return "the consultation that it began was altered"
    answered = getattr(line, "replied_to", None)
    if answered is not None and (answered.wording_id, answered.instrument_id) != (line.wording_id, line.instrument_id):
        return "the consultation that it answers was altered"
    return ""


def waiver_data(waiver: Any) -> dict[str, str]:
    """Return a waiver row as it stands in its line."""
    return {
        "rule": waiver.rule,
        "section": waiver.section,
        "refusal": waiver.refusal,
        "reason": waiver.reason,
        "officer": waiver.officer,
        "officer_office": waiver.officer_office,
    }


def _broken_wording(wording: Wording, sound: dict[str, str]) -> str:
    if wording.pk not in sound:
        sound[wording.pk] = "its wording was altered"
        try:
            outline = from_data(wording.data)
        except (OutlineError, ValueError):
            return sound[wording.pk]
        if (digest_of_outline(outline), digest_of(wording.data)) == (wording.pk, wording.pk):
            sound[wording.pk] = "" if facts_of(outline) == wording.facts else "the facts of its wording were altered"
    return sound[wording.pk]


def _broken_evidence(line: StepTaken) -> str:
    for item in line.evidence:
        if digest := item.get("sha256"):
            kept = Evidence.objects.filter(pk=digest).first()
            if kept is None or _digest_of_bytes(kept.content) != digest:
                return f"its evidence “{item.get('title', digest[:12])}” was altered or is gone"
    return ""


def _digest_of_bytes(content: bytes | memoryview | str) -> str:
    # Somebody who forced the column on SQLite may have left text where bytes belong.
    return hashlib.sha256(content.encode() if isinstance(content, str) else bytes(content)).hexdigest()


def _welsh_frozen(line: StepTaken) -> str | None:
    """Return the digest of the Welsh text that was frozen with the wording which a line issued."""
    if not line.body.bilingual:
        return None
    drafts = StepTaken.objects.filter(instrument=line.instrument_id, step="prepare_draft", wording=line.wording_id)
    frozen = drafts.order_by("-seq").values_list("particulars", flat=True).first()
    return frozen.get("welsh", {}).get("wording") if frozen else None


def _broken_edition(line: StepTaken) -> str:
    if line.step != "issue":
        return ""
    edition = Edition.objects.filter(instrument=line.instrument_id).first()
    if edition is None:
        return "the edition that it issued is gone"
    issued = (edition.number, edition.wording_id, edition.issued_on, edition.effective_from.isoformat())
    if issued != (line.particulars["edition"], line.wording_id, line.taken_on, line.particulars["effective_from"]):
        return "the edition that it issued was altered"
    if edition.welsh_id != _welsh_frozen(line):
        return "the Welsh text of the edition that it issued was altered"
    plan = line.instrument.plan
    if edition.plan_id != plan.pk:
        return "the edition that it issued was given to another plan"
    if line.instrument.is_variation:
        return ""
    dated = (plan.issued_on, plan.effective_from, plan.period_ends_on)
    effective, ends = (date.fromisoformat(line.particulars[name]) for name in ("effective_from", "period_ends_on"))
    if dated == (line.taken_on, effective, ends):
        return ""
    moved = plan.period_confirmations.filter(confirmed=True).order_by("-id").values_list("ends_on", flat=True).first()
    return "" if dated == (line.taken_on, effective, moved) else "the dates of the plan that it issued were altered"
