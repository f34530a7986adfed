"""Taking in the answers of a spreadsheet: all of its rows, or none and what is wrong with each."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from plans.models import Answer, ConsultationExercise, Invitation, Question, SpreadsheetImport, Submission
from plans.services.exercises.making import locked, refuse_late
from plans.services.exercises.sheets import Sheet, cell

REFERENCE, RECEIVED, ORGANISATION = "Reference", "Received on", "Organisation"
LONGEST_ANSWER = 5000
LONGEST_REFERENCE = 60
BETWEEN = ";"


class RowsWrong(Exception):
    """The sheet does not fit the question set; ``errors`` says what is wrong, each with the address of its cell."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__(" ".join(errors))
        self.errors = errors


class TakenInBefore(Exception):
    """The same rows were taken in before; the message says when."""


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row of the sheet, understood."""

    reference: str
    received_on: date | None
    organisation: Invitation | None
    answers: tuple[tuple[Question, str, tuple[int, ...]], ...]


def headings_of(exercise: ConsultationExercise) -> list[str]:
    """Return the first row that a spreadsheet for this consultation has."""
    own = [REFERENCE, RECEIVED, *([ORGANISATION] if exercise.asks_organisations else [])]
    return own + [f"{question.number}. {question.words}" for question in exercise.questions.order_by("number")]


@transaction.atomic
def take_in(*, exercise: ConsultationExercise, sheet: Sheet, by: Any) -> int:
    """
    Take in every row of a sheet as one reply, and return how many. Nothing lands unless all of it is right.

    :raises RowsWrong: if a heading or a cell does not fit.
    :raises TakenInBefore: if the very same rows were taken in before, whatever the file is called.
    :raises NotAllowedNow: if answers are not taken in any more.
    """
    exercise = locked(exercise)
    refuse_late(exercise)
    digest = hashlib.sha256(json.dumps([row for row in sheet if any(row)]).encode()).hexdigest()
    before = exercise.imports.filter(digest=digest).first()
    if before:
        day = timezone.localtime(before.made_at)
        raise TakenInBefore(f"These rows were taken in on {day.day} {day:%B %Y} already, so nothing was added.")
    rows = _Reader(exercise).read(sheet)
    made = SpreadsheetImport.objects.create(exercise=exercise, digest=digest, rows=len(rows), made_by=by)
    _write(exercise, made, rows, by)
    return len(rows)


def _write(exercise: ConsultationExercise, made: SpreadsheetImport, rows: list[RowRead], by: Any) -> None:
    now = timezone.now()
    replies = Submission.objects.bulk_create(
        [
            Submission(
                exercise=exercise,
                channel=Submission.Channel.SPREADSHEET,
                state=Submission.State.SUBMITTED,
                submitted_at=now,
                received_on=row.received_on or timezone.localdate(),
                reference=row.reference,
                invitation=row.organisation,
                entered_by=by,
                spreadsheet=made,
            )
            for row in rows
        ],
        batch_size=500,
    )
    Answer.objects.bulk_create(
        [
            Answer(submission=reply, question=question, text=text, chosen=list(chosen))
            for reply, row in zip(replies, rows, strict=True)
            for question, text, chosen in row.answers
        ],
        batch_size=500,
    )
    asked = [row.organisation.pk for row in rows if row.organisation]
    Invitation.objects.filter(pk__in=asked).update(answered_at=now)


class _Reader:
    """Reads the rows of a sheet against a question set, and gathers what is wrong."""

    def __init__(self, exercise: ConsultationExercise) -> None:
        self.exercise = exercise
        self.questions = list(exercise.questions.order_by("number"))
        self.used = {ref: "here already" for ref in exercise.submissions.values_list("reference", flat=True) if ref}
        rows = exercise.invitations.select_related("submission")
        self.invitations = {row.name.casefold(): row for row in rows}
        self.errors: list[str] = []

    def read(self, sheet: Sheet) -> list[RowRead]:
        if len(sheet) < 2:
            raise RowsWrong(["The sheet holds no answers. The first row holds headings, the answers begin in row 2."])
        columns = self._columns(sheet[0])
        if self.errors:
            raise RowsWrong(self.errors)
        rows = [self._row(columns, number, row) for number, row in enumerate(sheet[1:], 2) if any(row)]
        if self.errors:
            raise RowsWrong(self.errors)
        return rows

    def _columns(self, headings: list[str]) -> dict[int, Question | str]:
        found: dict[int, Question | str] = {}
        for column, heading in enumerate(headings, 1):
            if not heading:
                continue
            what = self._named(heading)
            if what is None:
                self.errors.append(
                    f"Cell {cell(column, 1)}: “{heading[:80]}” is no heading of this consultation. Use the number of "
                    f"a question, “{REFERENCE}” or “{RECEIVED}”, or take the column out."
                )
            elif what in found.values():
                self.errors.append(f"Cell {cell(column, 1)}: “{heading[:80]}” stands twice. Keep one of the columns.")
            else:
                found[column] = what
        if not self.errors and not any(isinstance(what, Question) for what in found.values()):
            self.errors.append("Row 1: no heading names a question. Give the number of a question in each column.")
        if self.exercise.asks_organisations and not self.errors and ORGANISATION not in found.values():
            self.errors.append(f"Row 1: there is no column “{ORGANISATION}” that says who answered.")
        return found

    def _named(self, heading: str) -> Question | str | None:
        plain = " ".join(heading.casefold().split())
        own = (REFERENCE, RECEIVED, *((ORGANISATION,) if self.exercise.asks_organisations else ()))
        for name in own:
            if plain == name.casefold():
                return name
        for question in self.questions:
            words = " ".join(question.words.casefold().split())
            n = question.number
            if plain in (str(n), f"q{n}", f"question {n}", words, f"{n}. {words}"):
                return question
        return None

    def _row(self, columns: dict[int, Question | str], number: int, row: list[str]) -> RowRead:
        said: dict[str, Any] = {}
        answers: list[tuple[Question, str, tuple[int, ...]]] = []
        for column, what in columns.items():
            value = row[column - 1] if column <= len(row) else ""
            for wrong in self._wrong_letters(value):
                self._wrong(column, number, wrong)
            if isinstance(what, Question):
                answers += self._answer(what, value, column, number)
            else:
                said[what] = self._own(what, value, column, number)
        if not answers:
            self.errors.append(f"Row {number}: there is no answer to any question. Take the row out.")
        return RowRead(said.get(REFERENCE, ""), said.get(RECEIVED), said.get(ORGANISATION), tuple(answers))

    @staticmethod
    def _wrong_letters(value: str) -> Iterator[str]:
        if any(ord(letter) < 32 and letter not in "\n\r\t" for letter in value):
            yield "it holds characters that are no text. Type it again."

    def _wrong(self, column: int, row: int, words: str) -> None:
        self.errors.append(f"Cell {cell(column, row)}: {words}")

    def _own(self, what: str, value: str, column: int, row: int) -> Any:
        reader: dict[str, Callable[[str, int, int], Any]] = {
            REFERENCE: self._reference,
            RECEIVED: self._day,
            ORGANISATION: self._organisation,
        }
        return reader[what](value, column, row)

    def _reference(self, value: str, column: int, row: int) -> str:
        if len(value) > LONGEST_REFERENCE:
            self._wrong(column, row, f"the reference is longer than {LONGEST_REFERENCE} characters.")
        elif value in self.used:
            self._wrong(column, row, f"the reference “{value}” is {self.used[value]}. Give each reply its own.")
        elif value:
            self.used[value] = f"in {cell(column, row)} already"
        return value

    def _day(self, value: str, column: int, row: int) -> date | None:
        if not value:
            return None
        try:
            day = date.fromisoformat(value) if "-" in value else _day_month_year(value)
        except ValueError:
            self._wrong(column, row, f"“{value[:40]}” is not a day. Write it as 27/03/2026 or 2026-03-27.")
            return None
        if day > timezone.localdate():
            self._wrong(column, row, "the day on which it came is in the future.")
        return day

    def _organisation(self, value: str, column: int, row: int) -> Invitation | None:
        found = self.invitations.get(value.casefold())
        if found is None:
            self._wrong(column, row, f"“{value[:80]}” was not asked. Use the name of an organisation that was.")
        elif hasattr(found, "submission") or f"asked {found.pk}" in self.used:
            self._wrong(column, row, f"{found.name} has answered already.")
        else:
            self.used[f"asked {found.pk}"] = ""
        return found

    def _answer(self, question: Question, value: str, column: int, row: int):
        if not value:
            if question.required:
                self._wrong(column, row, f"question {question.number} needs an answer.")
            return
        if question.is_text:
            if len(value) > LONGEST_ANSWER:
                self._wrong(column, row, f"the answer is longer than {LONGEST_ANSWER:,} characters. Shorten it.")
            yield question, value, ()
            return
        several = question.kind == Question.Kind.SEVERAL
        parts = [part.strip() for part in value.split(BETWEEN) if part.strip()] if several else [value]
        places = [self._place(question, part, column, row) for part in parts]
        if None not in places:
            yield question, "", tuple(sorted({place for place in places if place is not None}))

    def _place(self, question: Question, value: str, column: int, row: int) -> int | None:
        labels = question.labels
        plain = [label.casefold() for label in labels]
        if value.casefold() in plain:
            return plain.index(value.casefold())
        if question.kind == Question.Kind.SCALE and value in ("1", "2", "3", "4", "5"):
            return int(value) - 1
        known = "a whole number from 1 to 5" if question.kind == Question.Kind.SCALE else ", ".join(labels)
        between = f" Put “{BETWEEN}” between several." if question.kind == Question.Kind.SEVERAL else ""
        self._wrong(column, row, f"“{value[:80]}” is no answer to question {question.number}. Use {known}.{between}")
        return None


def _day_month_year(value: str) -> date:
    day, month, year = (int(part) for part in value.replace(".", "/").split("/"))
    return date(year, month, day)
