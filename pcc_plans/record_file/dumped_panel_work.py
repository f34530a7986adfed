"""The working record of the Panel's reviews as a record file has it: what the acts alone would not bring back."""

from typing import Any

from panel_reviews.models import Amendment, Answer, Motion, PanelGroup, PanelRules, Recommendation, Review
from panel_reviews.services.answering import paragraphs_shared
from plans.models import Body, Instrument

Data = dict[str, Any]
How, State = Motion.How, Motion.State


def _full(**data: Any) -> Data:
    return {key: value for key, value in data.items() if value not in (None, "", [], {}, ())}


def rules_data(body: Body) -> Data | None:
    """Return a Panel's own rules, or None where it set none."""
    row = PanelRules.objects.filter(body=body).first()
    return {"casting_vote": row.casting_vote, "shown": row.shown} if row else None


def work_data(instrument: Instrument) -> Data:
    """Return what an instrument's reviews hold beside the record, as the keys of the instrument."""
    reviews = list(instrument.reviews.select_related("report_line", "sent_line").order_by("sent_line__seq"))
    sent = list(instrument.lines.filter(step="send_to_panel").order_by("seq").values_list("pk", flat=True))
    works, plain, answers = [], [], []
    for review in reviews:
        rows = list(review.recommendations.prefetch_related("drafts", "amendments", "carried_out"))
        rows.sort(key=lambda row: (row.number is None, row.number or row.stood_as))
        if not review.is_adopted and all(_is_plain(row) for row in rows):
            plain += [_full(words=row.words, concerns=row.concerns) for row in rows]
            rows = []
        ungiven = _ungiven(review)
        if "answers" in ungiven and "paragraphs" not in ungiven:
            answers += ungiven.pop("answers")
        work = _full(
            groups=[_group(group) for group in review.groups.order_by("pk")],
            recommendations=[_recommendation(row) for row in rows if not _says_nothing_more(row)],
            report=_report(review),
            published=_published(review),
            **ungiven,
            carried_out=[_carried_out(row.number, one) for row in rows for one in _in_order(row.carried_out)],
        )
        if work:
            works.append({"sending": sent.index(review.sent_line_id) + 1, **work})
    return _full(recommendations=plain, answers=answers, panel_work=works)


def _in_order(rows: Any) -> list[Any]:
    return sorted(rows.all(), key=lambda row: row.pk)


def _is_plain(row: Recommendation) -> bool:
    """Tell whether a recommendation is words on a section and nothing more, worded once by nobody who is named."""
    drafts = list(row.drafts.all())
    named = any(draft.name for draft in drafts)
    worked_on = row.moved_by or row.quote or row.proposal_id or list(row.amendments.all())
    return row.is_open and not worked_on and len(drafts) < 2 and not named


def _says_nothing_more(row: Recommendation) -> bool:
    """Tell whether the act of the report says all that is kept of a recommendation."""
    if row.state != State.CARRIED or row.how != How.WITH_THE_REPORT or row.moved_by or row.proposal_id:
        return False
    drafts = list(row.drafts.all())
    return not (list(row.amendments.all()) or len(drafts) > 1 or any(draft.name for draft in drafts))


def _group(group: PanelGroup) -> Data:
    rows = group.proposals.order_by("number")
    return _full(
        name=group.name,
        kind=group.kind,
        met_on=group.met_on,
        found=group.found,
        proposals=[_full(words=row.words, concerns=row.concerns) for row in rows],
    )


def _motion(row: Motion) -> Data:
    vote: Data = {}
    if row.how == How.AGREED:
        vote = {"how": row.how}
    elif row.how == How.COUNTED:
        vote = {"how": row.how, "for": row.votes_for, "against": row.votes_against, "abstained": row.abstained}
        vote |= {"casting": row.casting} if row.casting else {}
    state = "" if row.is_open else row.state
    return _full(moved_by=row.moved_by, seconded_by=row.seconded_by, state=state, vote=vote, decided_on=row.decided_on)


def _recommendation(row: Recommendation) -> Data:
    amendments: list[Amendment] = sorted(row.amendments.all(), key=lambda one: one.number)
    at = {one.pk: one.number for one in amendments}
    return _full(
        number=row.number,
        stood_as=row.stood_as,
        words=row.words,
        concerns=row.concerns,
        quote=row.quote,
        before=row.before,
        after=row.after,
        at=row.at or None,
        **_motion(row),
        amendments=[{"against": one.against, "words": one.words, **_motion(one)} for one in amendments],
        drafts=[
            _full(words=one.words, by=one.name, at=one.made_at.isoformat(), amendment=at.get(one.amendment_id))
            for one in sorted(row.drafts.all(), key=lambda one: (one.made_at, one.pk))
        ],
        group=row.proposal.group.name if row.proposal else None,
        proposal=row.proposal.number if row.proposal else None,
    )


def _report(review: Review) -> Data:
    row = getattr(review, "report_draft", None)
    if row is None:
        return {}
    return _full(
        text=row.text,
        generated=row.generated,
        saved_by=row.saved_by,
        approved_by=row.approved_by,
        approved_on=row.approved_on,
        approved=row.approved_digest,
    )


def _published(review: Review) -> Data:
    if review.published_on is None:
        return {}
    return _full(on=review.published_on, manner=review.published_manner, by=review.published_by)


def _ungiven(review: Review) -> Data:
    """Return the answers that are drafted and not given, with the paragraphs that they share, if any."""
    if review.response_line_id is not None:
        return {}
    rows = Answer.objects.filter(recommendation__review=review).select_related("recommendation")
    answers = list(rows.prefetch_related("paragraphs").order_by("recommendation__number"))
    if not answers:
        return {}
    if shared := paragraphs_shared(answers):
        return {"answers": [{"number": a.recommendation.number, "outcome": a.outcome} for a in answers], **shared}
    return {"answers": [{"number": a.recommendation.number, "outcome": a.outcome, "reason": a.reason} for a in answers]}


def _carried_out(number: int | None, row: Any) -> Data:
    return _full(
        number=number,
        section=row.section_id,
        mark=row.mark,
        place=row.place,
        before=row.before,
        after=row.after,
        otherwise=row.otherwise,
        by=row.name,
        at=row.made_at.isoformat(),
    )
