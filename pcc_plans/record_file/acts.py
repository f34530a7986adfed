"""Performs the acts of a record file: each by the service that the browser uses for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils import timezone

from boards.services import AlreadyRecorded, record_decision, record_endorsement
from panel_reviews.services import (
    ReviewClosed,
    adopt_report,
    draft_answer,
    give_response,
    open_review,
    publish_response,
    recommend,
)
from panel_reviews.services.answering import put_answers
from panel_reviews.services.motions import move
from panel_reviews.services.motions import vote as decide
from panel_reviews.services.recommending import QuoteNotFound
from panel_reviews.statute import Votes, VoteUnclear
from pcc_plans.record_file.act_schema import ENDORSE
from pcc_plans.record_file.entries import NOBODY, ActEntry, BodyEntry, Document, Person
from pcc_plans.record_file.errors import FileWrong, NotLoaded
from pcc_plans.record_file.instruments import put_on_edition
from pcc_plans.record_file.wordings import Wordings
from plans.models import Body, Instrument, StepTaken
from plans.queries.record import holder_on, registers_of
from plans.queries.texts import draft_outline
from plans.services.consulting import ReplyRefused, consult, may_reply, receive_reply
from plans.services.course import Reason, Taking, take_step
from plans.services.drafts import NotEditable, freeze_draft, put_text
from plans.services.evidence import keep_as_given
from plans.services.welsh_texts import take_over
from plans.statute.procedures import VERSIONS
from plans.statute.terms import Actor, NotPermitted, Office
from plans.text.markup import MarkupError
from plans.text.outline import OutlineError

Done = StepTaken | None
REFUSED = (
    AlreadyRecorded,
    NotEditable,
    OutlineError,
    MarkupError,
    ReviewClosed,
    ReplyRefused,
    QuoteNotFound,
    VoteUnclear,
)


class Performer:
    """Performs the acts of one body, in their order."""

    def __init__(
        self,
        body: Body,
        entry: BodyEntry,
        wordings: Wordings,
        as_history: bool,
        recorded_by: AbstractBaseUser | None = None,
    ) -> None:
        self._body = body
        self._documents = entry.documents
        self._wordings = wordings
        self._as_history = as_history
        self._recorded_by = recorded_by
        self._tenures = registers_of(body)[0]
        self._count = 0
        self._ways: dict[str, Callable[[ActEntry, Instrument, Taking], Done]] = {
            ENDORSE: self._endorse,
            "prepare_draft": self._prepare_draft,
            "consult_chief_constable": self._consult,
            "consult_again": self._consult,
            "record_reply": self._reply,
            "report": self._report,
            "respond": self._respond,
            "publish_response": lambda act, instrument, taking: publish_response(instrument=instrument, taking=taking),
            "record_decision": self._decide,
        }

    def perform(self, act: ActEntry, instrument: Instrument) -> Done:
        """
        Perform one act and return its line on the record; an endorsement has none.

        :raises NotLoaded: with each refusal of it, one a line.
        """
        self._count += 1
        self._step, self._place = (
            act.do,
            f"act {self._count}, {act.do} of {act.instrument} on {act.on}, line {act.line}",
        )
        section = self._section(act, instrument)
        if act.on > timezone.localdate():
            raise self._refused((section, "The date of the act is in the future."))
        way = self._ways.get(act.do, self._take)
        try:
            return way(act, instrument, self._taking(act, instrument))
        except NotPermitted as refused:
            raise self._refused(*((r.section, r.reason) for r in refused.refusals)) from refused
        except REFUSED as refused:
            raise self._refused((section, str(refused))) from refused
        except (DatabaseError, ValidationError) as refused:
            raise self._refused((section, _in_words(act))) from refused
        except (TypeError, ValueError, KeyError, AttributeError) as wrong:
            if not act.particulars:
                raise
            raise self._refused((section, "What stands under “particulars” is not what the step asks for.")) from wrong

    def _refused(self, *reasons: tuple[str, str]) -> NotLoaded:
        return NotLoaded(*(f"refused: {self._step}: {section}: {why}" for section, why in reasons), place=self._place)

    def _section(self, act: ActEntry, instrument: Instrument) -> str:
        if act.do == ENDORSE:
            return "the Board"
        return VERSIONS[instrument.procedure].step(act.do).section_for(instrument.kind)

    def _taking(self, act: ActEntry, instrument: Instrument) -> Taking:
        return Taking(
            key=act.do,
            on=act.on,
            by=self._who(act.by),
            wording=self._wordings.digest_for(instrument, act.wording, act.line) if act.wording else None,
            particulars={**act.particulars, **act.given},
            evidence=tuple(self._evidence(title, key) for title, key in act.evidence),
            waivers={w.rule: Reason(w.reason, self._officer(w.by, act)) for w in act.waived},
            as_history=self._as_history,
            recorded_by=self._recorded_by,
        )

    def _who(self, person: Person) -> Actor | Office | None:
        if person == NOBODY:
            return None
        office = Office(person.office)
        if person.name:
            return Actor(office, person.name)
        return Actor(office, self._body.panel_name) if office is Office.PANEL else office

    def _officer(self, person: Person, act: ActEntry) -> Actor:
        who = self._who(person)
        if isinstance(who, Office):
            who = holder_on(self._tenures, who, act.on)
        if who is None:
            office = person.office.replace("_", " ")
            raise FileWrong(act.line, f"Nobody held the office of {office} on {act.on} to answer for the waiver.")
        return who

    def _evidence(self, title: str, key: str) -> dict[str, str]:
        if not key:
            return {"title": title}
        document: Document = self._documents[key]
        digest = keep_as_given(name=document.name, media_type=document.media_type, content=document.content)
        return {"title": title, "sha256": digest}

    def _take(self, act: ActEntry, instrument: Instrument, taking: Taking) -> Done:
        return take_step(instrument=instrument, taking=taking)

    def _endorse(self, act: ActEntry, instrument: Instrument, taking: Taking) -> Done:
        record_endorsement(
            instrument=instrument,
            board=act.given["board"],
            met_on=act.on,
            outcome=act.given["outcome"],
            minute=act.given.get("minute", ""),
        )
        return None

    def _prepare_draft(self, act: ActEntry, instrument: Instrument, taking: Taking) -> Done:
        if act.base is not None:
            put_on_edition(instrument, act.base, act.line)
        if act.text is not None:
            outline = self._wordings.text_for(instrument, act.text)
            if outline != draft_outline(instrument):
                put_text(instrument=instrument, outline=outline)
        if act.welsh is not None:
            welsh = self._wordings.welsh_for(instrument, act.welsh)
            english = draft_outline(instrument)
            take_over(instrument=instrument, welsh=welsh, english=english, behind=act.welsh_behind)
        return freeze_draft(
            instrument=instrument,
            on=taking.on,
            by=taking.by,
            as_history=taking.as_history,
            recorded_by=taking.recorded_by,
            particulars=dict(taking.particulars),
            evidence=taking.evidence,
            reasons=act.reasons,
        )

    def _consult(self, act: ActEntry, instrument: Instrument, taking: Taking) -> Done:
        particulars = dict(taking.particulars)
        addressee = particulars.pop("addressee", "") or "the Chief Constable"
        email = particulars.pop("email", "")
        asked = consult(instrument=instrument, taking=_with(taking, particulars), addressee=addressee, email=email)
        return asked.asked_line

    def _reply(self, act: ActEntry, instrument: Instrument, taking: Taking) -> Done:
        asked = instrument.consultations.order_by("-asked_line__seq")
        if taking.wording:
            asked = asked.filter(wording=taking.wording)
        consultation = asked.filter(reply_line=None).first() or asked.first()
        if consultation is None or (self._as_history and not may_reply(consultation)):
            return take_step(instrument=instrument, taking=taking)
        return receive_reply(consultation=consultation, taking=_with(taking, wording=consultation.wording_id))

    def _report(self, act: ActEntry, instrument: Instrument, taking: Taking) -> Done:
        particulars = dict(taking.particulars)
        words, wanted = particulars.pop("report", ""), particulars.pop("recommendations", [])
        manner = particulars.pop("response_manner", "")
        review = open_review(instrument=instrument)
        if review is None:
            numbered: list[dict[str, Any]] = [{"number": n, **one} for n, one in enumerate(wanted, start=1)]
            particulars |= {"report": words, "recommendations": numbered}
            particulars |= {"response_manner": manner} if manner else {}
            return take_step(instrument=instrument, taking=_with(taking, particulars))
        for one in wanted:
            row = recommend(review=review, words=one["words"], concerns=one["concerns"], quote=one.get("quote", ""))
            if vote := one.get("vote"):
                move(recommendation=row, moved_by=one["moved_by"], seconded_by=one["seconded_by"])
                decide(recommendation=row, votes=_votes(vote), on=taking.on)
        return adopt_report(
            review=review,
            taking=_with(taking, particulars),
            report=words,
            together=True,
            response_manner=manner,
        )

    def _respond(self, act: ActEntry, instrument: Instrument, taking: Taking) -> Done:
        particulars = dict(taking.particulars)
        response, answers = particulars.pop("response", ""), particulars.pop("answers", [])
        review = open_review(instrument=instrument)
        if review is None:
            particulars |= {"response": response, "answers": answers}
            return take_step(instrument=instrument, taking=_with(taking, particulars))
        if paragraphs := particulars.pop("paragraphs", None):
            outcomes = {answer["number"]: answer["outcome"] for answer in answers}
            put_answers(review=review, outcomes=outcomes, paragraphs=paragraphs)
        else:
            for answer in answers:
                self._answer(act, instrument, answer)
        return give_response(review=review, taking=_with(taking, particulars), response=response)

    def _answer(self, act: ActEntry, instrument: Instrument, answer: dict[str, Any]) -> None:
        row = instrument.recommendations.filter(number=answer["number"]).select_related("answer").first()
        if row is None:
            raise self._refused((self._section(act, instrument), f"There is no recommendation {answer['number']}."))
        given = getattr(row, "answer", None)
        if given is None or (given.outcome, given.reason) != (answer["outcome"], answer["reason"]):
            draft_answer(recommendation=row, outcome=answer["outcome"], reason=answer["reason"])

    def _decide(self, act: ActEntry, instrument: Instrument, taking: Taking) -> Done:
        return record_decision(instrument=instrument, taking=taking).line


def _votes(vote: dict[str, Any]) -> Votes | None:
    if vote["how"] != "counted":
        return None
    return Votes(vote["for"], vote["against"], vote["abstained"], vote.get("casting", ""))


def _with(taking: Taking, particulars: dict[str, Any] | None = None, *, wording: str | None = None) -> Taking:
    given = taking.particulars if particulars is None else particulars
    return replace(taking, wording=wording or taking.wording, particulars=given)


def _in_words(act: ActEntry) -> str:
    """Return what the database would not keep, said for the step that it came from."""
    if act.do == "issue":
        return (
            "An edition has a text and dates. Freeze a draft before it, and give “effective_from” on or after the day "
            "of issue and “period_ends_on” after that."
        )
    if act.do == "record_decision":
        return f"A decision with the number {act.given.get('number', '')} is on the record already."
    if act.do == ENDORSE:
        return "The Board made something of this instrument on that day already."
    return "The database does not keep this act; look for a value that is too long or stands twice."
