"""What a certificate says, read from the record of one instrument alone: what no line shows is said as missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from plans.models import Instrument, StepTaken
from plans.queries.ledger import ASKED, COVERED, PASSED, Entry, Ledger, ledger_of, record_of
from plans.queries.public import named
from plans.queries.record import BodyFacts, holder_on
from plans.queries.record import facts_of as facts_of_body
from plans.rendering.certificate import (
    CertificateFacts,
    CertifiedDifference,
    CertifiedLine,
    CertifiedRecommendation,
    CertifiedReport,
    CertifiedStep,
    Copy,
    Frozen,
    Kept,
    Passed,
)
from plans.services.gaps import Gaps
from plans.services.lines_in_words import in_words
from plans.statute.dates import said
from plans.statute.differing import clipped
from plans.statute.kinds import KINDS
from plans.statute.procedures import VERSIONS
from plans.statute.terms import InstrumentKind, Office, Stage, Step

OUTCOMES = {"accepted": "Accepted", "in_part": "Accepted in part", "not_accepted": "Not accepted"}
USES = {
    "consult_chief_constable": "consulted on",
    "consult_again": "consulted on again",
    "send_to_panel": "sent to the Panel",
    "record_decision": "decided on",
    "issue": "issued",
    "publish": "published",
}


def certificate_of(instrument: Instrument, *, public: bool = False) -> CertificateFacts:
    """
    Return what the certificate of an instrument says, as its record now stands.

    ``public`` leaves out what is kept from the public. ``instrument`` comes with its plan, body and base. At most six
    queries, whatever the length of the record.
    """
    for_office, for_public = both_certificates_of(instrument)
    return for_public if public else for_office


def both_certificates_of(instrument: Instrument) -> tuple[CertificateFacts, CertificateFacts]:
    """Return what the certificate says to the office, and what it says to the public. At most six queries for both."""
    lines = list(instrument.lines.order_by("seq"))
    body, ledger = facts_of_body(instrument.plan.body), ledger_of(instrument, lines)
    one, other = (_Certifying(instrument, lines, body, ledger, public=public).facts() for public in (False, True))
    return one, other


class _Certifying:
    """One certificate on its way."""

    def __init__(
        self,
        instrument: Instrument,
        lines: Sequence[StepTaken],
        body: BodyFacts,
        ledger: Ledger | None,
        *,
        public: bool,
    ) -> None:
        self.instrument, self.lines, self.body, self.ledger, self.public = instrument, lines, body, ledger, public
        self.kind = InstrumentKind(instrument.kind)

    def facts(self) -> CertificateFacts:
        instrument, head = self.instrument, self.lines[-1] if self.lines else None
        plan, issued = instrument.plan, self._last("issue")
        body = self.body
        authorities = {authority.ref: authority.name for authority in body.authorities}
        record = replace(record_of(instrument, self.lines), authorities=body.authorities)
        gaps = Gaps(record, VERSIONS[instrument.procedure].steps, self.ledger)
        on = head.taken_on if head else instrument.begun_on
        officer = holder_on(body.tenures, Office.CHIEF_EXECUTIVE, on)
        steps = tuple(self._steps(gaps, authorities))
        return CertificateFacts(
            body_name=plan.body.name,
            body_ref=plan.body.ref,
            plan_title=plan.name,
            title=instrument.title,
            ref=instrument.ref,
            kind_words=instrument.kind_words,
            stage=KINDS[self.kind].stage_words(Stage(instrument.stage)),
            begun_on=instrument.begun_on,
            procedure=instrument.procedure,
            is_public=self.public,
            issued_on=issued.taken_on if issued else None,
            edition=issued.particulars.get("edition") if issued else None,
            effective_from=_day(issued.particulars.get("effective_from")) if issued else None,
            steps=steps,
            gaps=(*gaps.found(), *(gap for step in steps for line in step.lines for gap in line.missing)),
            consulted_on=self.ledger.first.on if self.ledger else None,
            differences=tuple(_difference(entry) for entry in self.ledger.entries) if self.ledger else (),
            reports=tuple(self._reports()),
            passed=tuple(self._passed()),
            copies=tuple(self._copies(authorities, gaps)),
            decisions=tuple(self._decisions()),
            publications=tuple(self._publications()),
            wordings=tuple(self._wordings()),
            officer=officer.name if officer else "",
            head_seq=head.seq if head else 0,
            head=head.digest if head else "",
            head_on=on if head else None,
        )

    def _all(self, *keys: str) -> list[StepTaken]:
        return [line for line in self.lines if line.step in keys]

    def _last(self, *keys: str) -> StepTaken | None:
        return next(reversed(self._all(*keys)), None)

    def _who(self, line: StepTaken) -> str:
        if self.public:
            return named(line.by_office, line.by_name, self.instrument.plan.body.names)
        return f"{line.by_name}, {line.get_by_office_display()}"

    def _steps(self, gaps: Gaps, authorities: Mapping[str, str]) -> Iterator[CertifiedStep]:
        for step in VERSIONS[self.instrument.procedure].steps:
            lines = tuple(self._line(step, line, authorities) for line in self._all(step.key))
            if not lines and gaps.is_beside(step.key):
                continue
            note = "" if lines else gaps.not_called_for(step.key)
            gap = "" if lines or note else gaps.of_step(step)
            yield CertifiedStep(step.words_for(self.kind), step.section_for(self.kind), lines, gap, note)

    def _line(self, step: Step, line: StepTaken, authorities: Mapping[str, str]) -> CertifiedLine:
        words = step.words_for(self.kind)
        return CertifiedLine(
            seq=line.seq,
            on=line.taken_on,
            who=self._who(line),
            what=in_words(line, authorities, public=self.public),
            wording=line.wording_id or "",
            evidence=tuple(
                Kept("" if self.public else str(item.get("title", "")), str(item.get("sha256", "")))
                for item in line.evidence
            ),
            missing=tuple(
                f"“{words}”, on {said(line.taken_on)}, was recorded as history: {gap['reason']} {gap['section']}"
                for gap in line.missing
            ),
        )

    def _reports(self) -> Iterator[CertifiedReport]:
        for report in self._all("report"):
            later = [line for line in self.lines if line.seq > report.seq]
            responses = [line for line in later if line.step == "respond"]
            answers = {a["number"]: a for line in responses for a in line.particulars.get("answers", ())}
            published = next((ln for ln in later if ln.step == "publish_response"), None) if responses else None
            yield CertifiedReport(
                on=report.taken_on,
                met_on=_day(report.particulars.get("met_on")),
                words=str(report.particulars.get("report", "")),
                recommendations=tuple(
                    _recommendation(row, answers.get(row["number"]))
                    for row in report.particulars.get("recommendations", ())
                ),
                response=str(responses[-1].particulars.get("response", "")) if responses else "",
                responded_on=responses[-1].taken_on if responses else None,
                published_on=published.taken_on if published else None,
                manner=str(published.particulars.get("manner") or "").strip().rstrip(".") if published else "",
            )

    def _passed(self) -> Iterator[Passed]:
        course = VERSIONS[self.instrument.procedure]
        for line in self.lines:
            for waiver in line.waivers:
                office, name = str(waiver["officer_office"]), str(waiver["officer"])
                yield Passed(
                    step=course.step(line.step).words_for(self.kind),
                    on=line.taken_on,
                    section=str(waiver["section"]),
                    refusal=str(waiver["refusal"]),
                    reason=str(waiver["reason"]),
                    officer=named(office, name, self.instrument.plan.body.names)
                    if self.public
                    else f"{name}, {office.replace('_', ' ')}",
                )

    def _copies(self, authorities: Mapping[str, str], gaps: Gaps) -> Iterator[Copy]:
        names = {"chief-constable": "the Chief Constable", **authorities}
        for line in self._all("send_copy"):
            for ref in line.particulars.get("to", ()):
                yield Copy(names.get(str(ref), str(ref)), line.taken_on, str(line.particulars.get("channel", "")))
        yield from (Copy(name, None, "") for name in gaps.copies_owed())

    def _decisions(self) -> Iterator[str]:
        for line in self._all("record_decision"):
            number, title = line.particulars.get("number"), line.particulars.get("title")
            published = _day(line.particulars.get("published_on"))
            what = " ".join(
                filter(None, (f"Decision {number}" if number else "A decision", f"“{title}”" if title else ""))
            )
            when = f", its record published on {said(published)}" if published else ", its record not published"
            yield f"{what}, taken on {said(line.taken_on)} by {self._who(line)}{when}."

    def _publications(self) -> Iterator[str]:
        for line in self._all("publish"):
            manner = str(line.particulars.get("manner") or "").strip().rstrip(".")
            yield f"Published on {said(line.taken_on)}{f': {manner}' if manner else ''}."

    def _wordings(self) -> Iterator[Frozen]:
        frozen: dict[str, StepTaken] = {}
        for line in self._all("prepare_draft"):
            frozen.setdefault(line.wording_id or "", line)
        for digest, line in frozen.items():
            uses = (USES[ln.step] for ln in self.lines if ln.wording_id == digest and ln.step in USES)
            yield Frozen(digest, line.taken_on, ", ".join(dict.fromkeys(uses)))


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _recommendation(row: Mapping[str, Any], answer: Mapping[str, Any] | None) -> CertifiedRecommendation:
    outcome = OUTCOMES.get(str(answer.get("outcome")), "Answered") if answer else ""
    return CertifiedRecommendation(
        row["number"], str(row.get("words", "")), outcome, str(answer.get("reason", "")) if answer else ""
    )


def _difference(entry: Entry) -> CertifiedDifference:
    found = entry.difference
    return CertifiedDifference(
        heading=found.heading,
        place=found.place,
        kind=found.kind,
        before=clipped(found.before),
        after=clipped(found.after),
        how=_how(entry),
        is_open=entry.state not in (COVERED, PASSED),
    )


def _how(entry: Entry) -> str:
    days = _days(act.on for act in entry.asked)
    if entry.state == COVERED and entry.reply is not None:
        return f"Consulted on again on {days}, replied on {said(entry.reply.on)}."
    if entry.state == PASSED:
        return f"Consulted on again on {days}; an officer answered for going on without a reply."
    if entry.state == ASKED:
        return f"Consulted on again on {days}. Nothing on the record shows a reply."
    return "Nothing on the record shows a consultation on it."


def _days(days: Iterable[date]) -> str:
    return " and ".join(said(day) for day in dict.fromkeys(days))
