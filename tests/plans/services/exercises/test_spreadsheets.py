"""A spreadsheet lands whole or not at all, says which cell is wrong, and never lands twice."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from plans.models import Answer, Submission
from plans.queries.exercises.tallies import tally_of
from plans.services.exercises import exporting
from plans.services.exercises.sheets import SheetRefused, read_sheet
from plans.services.exercises.spreadsheets import RowsWrong, TakenInBefore, headings_of, take_in
from tests.factories import a_body, a_reply, an_exercise

pytestmark = pytest.mark.django_db
HEAD = "Reference;Received on;1;2;3;4"


@pytest.fixture
def exercise():
    return an_exercise(a_body())


def csv_of(*rows: str) -> list[list[str]]:
    return read_sheet(name="replies.csv", content="\n".join(rows).encode())


def excel(*rows: list) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_rows_of_csv_and_of_excel_are_taken_in_alike(exercise):
    take_in(exercise=exercise, sheet=csv_of(HEAD, 'L1;20/11/2025;3;"Drugs; Road safety";Yes;"Light, please"'), by=None)
    row = ["L2", None, 3, "drugs;Road Safety", "yes", "Light, please"]
    sheet = read_sheet(name="replies.xlsx", content=excel(HEAD.split(";"), row))
    take_in(exercise=exercise, sheet=sheet, by=None)

    first, second = (
        sorted(Answer.objects.filter(submission__reference=ref).values_list("question__number", "text", "chosen"))
        for ref in ("L1", "L2")
    )
    assert first == second == [(1, "", [2]), (2, "", [4, 6]), (3, "", [0]), (4, "Light, please", [])]


def test_every_wrong_cell_is_named_and_nothing_lands(exercise):
    sheet = csv_of(HEAD, "L1;;6;;;", "L1;31/2/2025;;Drugs;Perhaps;", ";;;;;")

    with pytest.raises(RowsWrong) as wrong:
        take_in(exercise=exercise, sheet=sheet, by=None)

    said = " ".join(wrong.value.errors)
    assert [cell in said for cell in ("Cell C2:", "Cell A3:", "Cell B3:", "Cell E3:")] == [True] * 4
    assert "“Perhaps” is no answer to question 3. Use Yes, In part, No, I do not know." in said
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Name;1", "Cell A1: “Name” is no heading"),
        ("1;Q1", "stands twice"),
        ("Reference", "no heading names a question"),
    ],
)
def test_a_heading_that_is_not_asked_for_is_refused(exercise, heading, words):
    with pytest.raises(RowsWrong, match=words):
        take_in(exercise=exercise, sheet=csv_of(heading, "x;1"), by=None)


def test_the_same_rows_come_in_once_whatever_the_file_is_called(exercise):
    rows = [["4"], ["Light"], ["Patrols"]]
    take_in(exercise=exercise, sheet=csv_of("4", "Light", "Patrols"), by=None)

    with pytest.raises(TakenInBefore, match="nothing was added"):
        take_in(exercise=exercise, sheet=read_sheet(name="again.xlsx", content=excel(*rows)), by=None)
    assert Submission.objects.count() == 2


def test_two_thousand_replies_are_taken_in_at_once(exercise, django_assert_max_num_queries):
    sheet = csv_of("1,3,4", *(f"{n % 5 + 1},No,Comment {n}" for n in range(2000)))
    with django_assert_max_num_queries(100):
        assert take_in(exercise=exercise, sheet=sheet, by=None) == 2000

    assert Submission.objects.count() == 2000
    assert Answer.objects.count() == 6000


def test_two_thousand_replies_with_one_wrong_cell_add_nothing(exercise):
    rows = [f"{n % 5 + 1},No,Comment {n}" for n in range(2000)]
    rows[1500] = "9,No,Comment"

    with pytest.raises(RowsWrong) as wrong:
        take_in(exercise=exercise, sheet=csv_of("1,3,4", *rows), by=None)

    assert wrong.value.errors == ["Cell A1502: “9” is no answer to question 1. Use a whole number from 1 to 5."]
    assert not Submission.objects.exists()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 1024 * 1024))
    return out.getvalue()


def entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b" \n "),
        ("a.xls", b"x"),
        ("a.xlsx", b"not packed"),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.csv", b"1;2\0"),
        ("a.csv", b"a\n" * 20_002),
        ("a.csv", b"x" * (10 * 1024 * 1024 + 1)),
        ("a.xlsx", entities()),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused_in_words(name, content):
    with pytest.raises(SheetRefused, match=r"\.$"):
        read_sheet(name=name, content=content)


def test_a_packed_bomb_is_not_opened():
    with pytest.raises(SheetRefused, match="harm"):
        read_sheet(name="a.xlsx", content=bomb())


def test_no_cell_of_an_export_is_a_formula(exercise):
    hostile = ["=1+1", "+cmd|'/c calc'!A0", "-2", "@SUM(A1)", "\t=1", " =1", "＝1"]
    for n, words in enumerate(hostile):
        a_reply(exercise, {4: words}, reference=f"=R{n}")

    cells = exporting.answers_csv(exercise).lstrip("\ufeff").splitlines()[1:]

    assert all(
        not value.lstrip('"\t ').startswith(("=", "+", "-", "@", "＝")) for row in cells for value in row.split('","')
    )
    assert '"\'=1+1"' in "\n".join(cells)


def test_the_empty_sheet_has_the_headings_that_are_taken(exercise):
    sheet = read_sheet(name="a.csv", content=exporting.sheet_to_fill_in(headings_of(exercise)).encode())

    take_in(exercise=exercise, sheet=[sheet[0], ["L1", "", "5", "", "", "", ""]], by=None)
    assert tally_of(exercise, open_handed=True).total == 1


def test_organisations_in_a_sheet_are_those_that_were_asked():
    exercise = an_exercise(a_body(), "authorities")
    with pytest.raises(RowsWrong, match=r"Nobody.*answered already.*Else"):
        take_in(exercise=exercise, sheet=csv_of("Organisation,1", "Nobody,x", "Wendle Vale Council,y",
                                               "wendle vale council,z", "Else,e"), by=None)  # fmt: skip
    take_in(exercise=exercise, sheet=csv_of("Organisation,1", "Wendle Vale Council,Speeding"), by=None)

    assert exercise.invitations.get().answered_at is not None
