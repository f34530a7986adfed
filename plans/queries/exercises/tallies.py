"""What was answered, counted: by channel, by question, by disposition. As published, small counts are held back."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Count, Q

from plans.models import Answer, ConsultationExercise, Disposition, Question, Submission
from plans.queries.exercises.suppression import Shown, shown_alone, shown_parts, shown_total

Channel, State, Outcome = Submission.Channel, Submission.State, Disposition.Outcome
NO_ANSWER = "No answer"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of counts: the answer, and how many gave it; None is a count held back."""

    label: str
    count: Shown


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """The counts of one question."""

    number: int
    words: str
    kind: str
    rows: tuple[Row, ...]

    @property
    def holds_back(self) -> bool:
        """Whether a count of the question is held back."""
        return any(row.count is None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a consultation. ``changes`` is how many different changes of the draft the comments led to."""

    total: Shown
    channels: tuple[Row, ...]
    questions: tuple[QuestionTally, ...]
    comments: Shown
    outcomes: tuple[Row, ...]
    changes: int
    asked: int
    answered: tuple[str, ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        """Return the counts as JSON keeps them."""
        return asdict(self)


def tally_of(exercise: ConsultationExercise, *, open_handed: bool = False) -> Tally:
    """
    Count the answers of a consultation. Six queries.

    Small counts are held back unless named organisations were asked, or ``open_handed`` is set for somebody who may
    read the answers themselves.
    """
    exact = open_handed or exercise.asks_organisations
    counted = exercise.submissions.filter(state=State.SUBMITTED)
    by_channel = dict(counted.values_list("channel").annotate(n=Count("id")).order_by())
    total = sum(by_channel.values())
    channels = {Channel(channel).label: n for channel, n in sorted(by_channel.items())}
    outcomes = _outcomes(exercise)
    comments = _comments_by_question(exercise)
    questions = tuple(_questions(exercise, total, comments, exact=exact))
    written = shown_total(sum(comments.values()))
    if any(one.kind == Question.Kind.TEXT and one.holds_back for one in questions):
        written = None  # all comments less those on the other questions would be the ones held back
    invitations = list(exercise.invitations.values_list("name", "answered_at"))
    return Tally(
        total=total if exact else shown_total(total),
        channels=_rows(channels if exact else shown_parts(channels)),
        questions=questions,
        comments=sum(comments.values()) if exact else written,
        outcomes=_rows(
            outcomes if exact else shown_parts(outcomes) if written is not None else dict.fromkeys(outcomes)
        ),
        changes=_changes(exercise),
        asked=len(invitations),
        answered=tuple(name for name, at in invitations if at is not None),
    )


def _rows(counts: dict[str, Shown] | dict[str, int]) -> tuple[Row, ...]:
    return tuple(Row(label, count) for label, count in counts.items())


def _outcomes(exercise: ConsultationExercise) -> dict[str, int]:
    counted = {state: Count("id", filter=Q(outcome=state)) for state in Outcome.values}
    found = of_what_counts(exercise).aggregate(**counted)
    return {Outcome(outcome).label: n for outcome, n in found.items()}


def of_what_counts(exercise: ConsultationExercise):
    """Return the dispositions of comments that count, and of those whose answers are erased."""
    is_counted = Q(answer__isnull=True) | Q(answer__submission__state=State.SUBMITTED)
    return Disposition.objects.filter(is_counted, question__exercise=exercise)


def _changes(exercise: ConsultationExercise) -> int:
    return of_what_counts(exercise).exclude(led_to="").values("led_to").distinct().count()


def comments_of(exercise: ConsultationExercise):
    """Return the comments that count: answers in somebody's own words, sent in."""
    return Answer.objects.filter(
        question__exercise=exercise, question__kind=Question.Kind.TEXT, submission__state=State.SUBMITTED
    ).exclude(text="")


def _comments_by_question(exercise: ConsultationExercise) -> dict[int, int]:
    return dict(comments_of(exercise).values_list("question").annotate(n=Count("id")).order_by())


def _questions(exercise: ConsultationExercise, total: int, comments: dict[int, int], *, exact: bool):
    questions = list(exercise.questions.order_by("number"))
    counts: dict[int, Counter[int]] = {question.pk: Counter() for question in questions}
    answered: Counter[int] = Counter()
    chosen = Answer.objects.filter(question__exercise=exercise, submission__state=State.SUBMITTED)
    for question_id, places in chosen.values_list("question", "chosen").iterator():
        counts[question_id].update(places)
        answered[question_id] += bool(places)
    for question in questions:
        if question.is_text:
            n = comments.get(question.pk, 0)
            parts: dict[str, Shown] = {"Wrote something": n if exact else shown_alone(n, total)}
        else:
            parts = _parts(question, counts[question.pk], answered[question.pk], total, exact=exact)
        yield QuestionTally(question.number, question.words, question.kind, _rows(parts))


def _parts(question: Question, chosen: Counter[int], answered: int, total: int, *, exact: bool) -> dict[str, Shown]:
    each = {label: chosen[place] for place, label in enumerate(question.labels)} | {NO_ANSWER: total - answered}
    if exact:
        return dict(each)
    if question.kind == Question.Kind.SEVERAL:
        return {label: shown_alone(n, total) for label, n in each.items()}
    return shown_parts(each)
