"""Answers to the Panel while they are drafted: an outcome for each recommendation, and paragraphs that they share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from panel_reviews.models import Answer, Recommendation, ResponseParagraph, Review
from panel_reviews.services.opening import ReviewClosed
from plans.services.course import lock


def answers_drafted(review: Review) -> list[Answer]:
    """Return the answers to a review's recommendations as they are drafted now, by number. Two queries."""
    rows = Answer.objects.filter(recommendation__review=review).select_related("recommendation")
    return list(rows.prefetch_related("paragraphs").order_by("recommendation__number"))


@transaction.atomic
def draft_answer(
    *, recommendation: Recommendation, outcome: str, reason: str = "", shared: Sequence[ResponseParagraph] = ()
) -> Answer:
    """
    Draft the answer to a recommendation; it is given to the Panel by ``give_response``.

    ``reason`` is a paragraph for this recommendation alone, beside which those that are ``shared`` answer it too.

    :raises ReviewClosed: if the response has been given, or no reason is left.
    """
    review = _still_drafted(recommendation)
    answer = Answer.objects.filter(recommendation=recommendation).first() or Answer(recommendation=recommendation)
    answer.outcome = outcome
    answer.save()
    own = own_paragraphs(answer)
    if reason:
        paragraph = own[0] if own else _new_paragraph(review)
        paragraph.words = reason
        paragraph.save()
        own, spare = [paragraph], own[1:]
    else:
        own, spare = [], own
    if not own and not shared:
        raise ReviewClosed("Write the reason for the answer, or choose a paragraph of the response that answers it.")
    answer.paragraphs.set([*own, *shared])
    for paragraph in spare:
        paragraph.delete()
    drop_unused(review)
    return answer


def own_paragraphs(answer: Answer) -> list[ResponseParagraph]:
    """Return the paragraphs that answer this recommendation and no other, in their order."""
    rows = answer.paragraphs.prefetch_related("answers").order_by("position")
    return [row for row in rows if len(row.answers.all()) == 1]


@transaction.atomic
def put_paragraph(
    *,
    review: Review,
    words: str,
    recommendations: Iterable[Recommendation],
    paragraph: ResponseParagraph | None = None,
) -> ResponseParagraph:
    """
    Word a paragraph of the response that answers several recommendations; each of them has an outcome already.

    :raises ReviewClosed: if the response has been given, it answers none, or one of them has no outcome yet.
    """
    rows = list(recommendations)
    if not rows:
        raise ReviewClosed("Choose which recommendations this paragraph answers.")
    for row in rows:
        _still_drafted(row)
    answers = list(Answer.objects.filter(recommendation__in=rows))
    if len(answers) < len(rows):
        have = {answer.recommendation_id for answer in answers}
        missing = ", ".join(str(row.number) for row in rows if row.pk not in have)
        raise ReviewClosed(f"Say first whether recommendation {missing} is accepted, in part or not.")
    left = list(paragraph.answers.exclude(pk__in=[a.pk for a in answers])) if paragraph else []
    for answer in left:
        if answer.paragraphs.count() == 1:
            number = answer.recommendation.number
            raise ReviewClosed(
                f"Recommendation {number} has no other paragraph. Give it one before it leaves this one."
            )
    row = paragraph or _new_paragraph(review)
    row.words = words
    row.save()
    row.answers.set(answers)
    return row


@transaction.atomic
def put_answers(
    *, review: Review, outcomes: Mapping[int, str], paragraphs: Sequence[Mapping[str, Any]]
) -> list[ResponseParagraph]:
    """
    Put the whole draft of a response at once: an outcome by number, and each paragraph ("words") with its "numbers".

    :raises ReviewClosed: if the response has been given, or a number has no recommendation, outcome or paragraph.
    """
    rows = {row.number: row for row in review.recommendations.exclude(number=None)}
    covered = {number for paragraph in paragraphs for number in paragraph["numbers"]}
    if strange := sorted({*outcomes, *covered} - rows.keys()):
        raise ReviewClosed(f"There is no recommendation {strange[0]}.")
    if lone := sorted(covered ^ set(outcomes)):
        raise ReviewClosed(f"Recommendation {lone[0]} has either no outcome or no paragraph that answers it.")
    review.paragraphs.all().delete()
    answers = {}
    for number, outcome in outcomes.items():
        _still_drafted(rows[number])
        answer = Answer.objects.filter(recommendation=rows[number]).first() or Answer(recommendation=rows[number])
        answer.outcome = outcome
        answer.save()
        answers[number] = answer
    made = []
    for position, paragraph in enumerate(paragraphs, 1):
        row = ResponseParagraph.objects.create(review=review, position=position, words=paragraph["words"])
        row.answers.set(answers[number] for number in paragraph["numbers"])
        made.append(row)
    return made


def drop_unused(review: Review) -> None:
    """Remove the paragraphs that answer nothing any more; the editing history keeps their words."""
    for row in review.paragraphs.filter(answers=None):
        row.delete()


def paragraphs_shared(answers: Sequence[Answer]) -> dict[str, Any]:
    """
    Return the paragraphs with the numbers that each answers, as the line of the response has them.

    Nothing where each recommendation has one paragraph of its own: then the answers say it all.
    """
    numbers: dict[int, list[int]] = {}
    rows: dict[int, ResponseParagraph] = {}
    for answer in answers:
        for paragraph in answer.paragraphs.all():
            rows[paragraph.pk] = paragraph
            numbers.setdefault(paragraph.pk, []).append(answer.recommendation.number)
    plain = all(len(found) == 1 for found in numbers.values()) and len(rows) == len(answers)
    if plain:
        return {}
    ordered = sorted(rows.values(), key=lambda row: row.position)
    return {"paragraphs": [{"words": row.words, "numbers": sorted(numbers[row.pk])} for row in ordered]}


def _still_drafted(recommendation: Recommendation) -> Review:
    lock(recommendation.instrument)
    review = Review.objects.get(pk=recommendation.review_id)
    if review.response_line_id is not None:
        raise ReviewClosed("The response has been given to the Panel. An answer in it cannot be changed now.")
    return review


def _new_paragraph(review: Review) -> ResponseParagraph:
    last = review.paragraphs.aggregate(last=Max("position"))["last"] or 0
    return ResponseParagraph(review=review, position=last + 1)
