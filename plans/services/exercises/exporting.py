"""The answers and the counts as CSV, with nothing in a cell that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from plans.models import ConsultationExercise, Submission

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
HELD_BACK = "small, not shown"


def harmless(value: str) -> str:
    """Return the text of a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(DANGEROUS) or value.lstrip(" \u00a0\ufeff").startswith(DANGEROUS) else value


def _written(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([harmless(str(value)) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def answers_csv(exercise: ConsultationExercise) -> str:
    """Return every reply that counts, a row each. Three queries."""
    questions = list(exercise.questions.order_by("number"))
    replies = exercise.submissions.filter(state=Submission.State.SUBMITTED).select_related("invitation")
    head = ["Reference", "Channel", "Received on", *(["Organisation"] if exercise.asks_organisations else [])]
    rows = [[*head, *(f"{question.number}. {question.words}" for question in questions)]]
    for reply in replies.prefetch_related("answers").order_by("pk"):
        said = {answer.question_id: answer for answer in reply.answers.all()}
        who = [reply.invitation.name if reply.invitation else ""] if exercise.asks_organisations else []
        received = reply.received_on.isoformat() if reply.received_on else ""
        rows.append([reply.reference, reply.get_channel_display(), received, *who])
        for question in questions:
            answer = said.get(question.pk)
            chosen = "; ".join(question.labels[place] for place in answer.chosen) if answer else ""
            rows[-1].append((answer.text or chosen) if answer else "")
    return _written(rows)


def counts_csv(counts: dict[str, Any]) -> str:
    """Return the counts of a consultation, as ``Tally.as_data`` gives them: a row for each answer of each question."""
    rows = [["Question", "Words", "Answer", "Count"]]
    for question in counts["questions"]:
        for row in question["rows"]:
            count = HELD_BACK if row["count"] is None else str(row["count"])
            rows.append([str(question["number"]), question["words"], row["label"], count])
    return _written(rows)


def sheet_to_fill_in(headings: Iterable[str]) -> str:
    """Return an empty CSV with the headings that an import of this consultation takes."""
    return _written([headings])
