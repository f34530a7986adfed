"""The working record of the Panel's reviews, put back from a record file as it stood."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from panel_reviews.models import (
    Amendment,
    CarriedOut,
    GroupProposal,
    PanelGroup,
    PanelRules,
    Recommendation,
    RecommendationDraft,
    ReportDraft,
    Review,
)
from panel_reviews.services.answering import put_answers
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.panel_work import Facts, PanelWork
from plans.models import Body, Instrument

Row = TypeVar("Row", bound=models.Model)


def put_rules(body: Body, rules: Facts | None) -> None:
    """Keep a Panel's own rules, once what was adopted under any of them stands."""
    if rules is not None:
        PanelRules.objects.create(body=body, **rules)


def put_work(instrument: Instrument, works: tuple[PanelWork, ...]) -> None:
    """
    Put the working record of each review back as it stood; what stands on the statutory record stays as it is.

    :raises FileWrong: if the draft was not sent so often, or a row is not as its columns ask.
    """
    sent = list(instrument.lines.filter(step="send_to_panel").order_by("seq"))
    for work in works:
        if work.sending > len(sent):
            raise FileWrong(work.line, f"The draft was not sent to the Panel {work.sending} times.")
        line = sent[work.sending - 1]
        review = Review.objects.get_or_create(sent_line=line, defaults={"instrument": instrument})[0]
        try:
            _put(review, work)
        except ValidationError as wrong:
            raise FileWrong(work.line, " ".join(wrong.messages)) from wrong


def _put(review: Review, work: PanelWork) -> None:
    for facts in work.groups:
        own = {key: value for key, value in facts.items() if key != "proposals"}
        group = _kept(PanelGroup(review=review, **own))
        for at, proposal in enumerate(facts["proposals"], 1):
            _kept(GroupProposal(group=group, number=at, **proposal))
    for facts in work.recommendations:
        _put_recommendation(review, facts, work.line)
    if work.report:
        _kept(ReportDraft(review=review, **work.report))
    if work.published:
        for name, value in work.published.items():
            setattr(review, name, value)
        review.save()
    if work.answers:
        outcomes = {one["number"]: one["outcome"] for one in work.answers}
        put_answers(review=review, outcomes=outcomes, paragraphs=work.paragraphs)
    for facts in work.carried_out:
        row = _numbered(review, facts["number"], work.line)
        _kept(CarriedOut(recommendation=row, **{key: value for key, value in facts.items() if key != "number"}))


def _numbered(review: Review, at: int | None, line: int) -> Recommendation:
    row = review.recommendations.filter(number=at).first() if at else None
    if row is None:
        raise FileWrong(line, f"There is no recommendation {at} in this review.")
    return row


def _put_recommendation(review: Review, facts: Mapping[str, Any], line: int) -> None:
    row = review.recommendations.filter(number=facts["number"]).first() if facts["number"] else None
    if row is None:
        if review.is_adopted and facts["number"]:
            raise FileWrong(line, f"The Panel’s report has no recommendation {facts['number']}.")
        row = Recommendation(review=review, instrument=review.instrument)
    for name, value in facts.items():
        if name not in ("amendments", "drafts", "group", "proposal"):
            setattr(row, name, value)
    row.wording = review.sent_line.wording if row.concerns else None
    if facts["group"]:
        row.proposal = GroupProposal.objects.filter(
            group__review=review, group__name=facts["group"], number=facts["proposal"]
        ).first()
    _kept(row)
    row.drafts.all().delete()
    amendments = {
        at: _kept(Amendment(recommendation=row, number=at, **one)) for at, one in enumerate(facts["amendments"], 1)
    }
    for draft in facts["drafts"]:
        own = {key: value for key, value in draft.items() if key != "amendment"}
        _kept(RecommendationDraft(recommendation=row, amendment=amendments.get(draft["amendment"]), **own))


def _kept(row: Row) -> Row:
    row.full_clean(exclude=("user", "approval_recorded_by"))  # accounts are in no file
    row.save()
    return row
