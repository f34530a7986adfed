"""The statutory record is written once: the database refuses to change it, and the chain tells when it was forced."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from plans.models import Edition, Evidence, FrozenReason, Image, Instrument, StepTaken, Waiver, Wording, triggers
from plans.services.chain import breaks_in
from plans.services.course import Reason, Taking, take_step
from plans.services.images import keep_image
from tests.factories import CHIEF_EXECUTIVE, STAFF, a_body, a_picture, a_variation, an_issued_plan, prepared

pytestmark = pytest.mark.django_db

SHA_OF_LETTER = hashlib.sha256(b"letter").hexdigest()


@pytest.fixture
def body():
    """A body with an issued plan, a variation before the Panel after a waiver, and a document kept as evidence."""
    body = a_body()
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    FrozenReason.objects.create(line=variation.lines.get(step="prepare_draft"), change_key="c", reason="Asked for.")
    keep_image(body=body, content=a_picture())
    Evidence.objects.create(digest=SHA_OF_LETTER, name="letter.txt", media_type="text/plain", content=b"letter")
    taking = Taking(
        key="send_to_panel",
        on=date(2014, 1, 8),
        by=STAFF,
        particulars={"meeting_on": "2014-02-05"},
        evidence=({"title": "Letter to the Panel", "sha256": SHA_OF_LETTER},),
        waivers={"V6": Reason("The Panel's chair agreed to the date.", CHIEF_EXECUTIVE)},
    )
    take_step(instrument=variation, taking=taking)
    return body


WRITTEN_ONCE = [
    (StepTaken, "UPDATE plans_steptaken SET by_name = 'Somebody Else'"),
    (StepTaken, "DELETE FROM plans_steptaken"),
    (Waiver, "UPDATE plans_waiver SET reason = 'Another reason'"),
    (Waiver, "DELETE FROM plans_waiver"),
    (Wording, "UPDATE plans_wording SET content = '{}'"),
    (Edition, "UPDATE plans_edition SET effective_from = '2015-01-01'"),
    (Edition, "DELETE FROM plans_edition"),
    (Evidence, "UPDATE plans_evidence SET name = 'other.txt'"),
    (FrozenReason, "UPDATE plans_frozenreason SET reason = 'Another reason'"),
    (FrozenReason, "DELETE FROM plans_frozenreason"),
    (Image, "UPDATE plans_image SET width = 1"),
    (Image, "DELETE FROM plans_image"),
]


@pytest.mark.parametrize(("model", "sql"), WRITTEN_ONCE, ids=lambda value: str(value)[:40])
def test_the_database_refuses_to_change_what_is_written_once(body, model, sql):
    before = list(model.objects.order_by("pk").values())

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert list(model.objects.order_by("pk").values()) == before


def test_replacing_a_line_by_an_insert_is_refused_too(body):
    if connection.vendor == "postgresql":
        sql = (
            "INSERT INTO plans_wording SELECT * FROM plans_wording LIMIT 1 "
            "ON CONFLICT (digest) DO UPDATE SET content = '{}'"
        )
    else:
        sql = "INSERT OR REPLACE INTO plans_wording SELECT digest, '{}', facts, made_at FROM plans_wording LIMIT 1"

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


# By which key each replacement would take a row out, while its other keys are new.
REPLACEMENTS = [
    "INSERT OR REPLACE INTO plans_steptaken SELECT id + 999, seq, step, section, taken_on, by_office, 'Somebody Else', "
    "particulars, evidence, waivers, missing, previous, 'new', recorded_at, seal, body_id, instrument_id, "
    "recorded_by_id, wording_id FROM plans_steptaken WHERE seq = 1",
    "INSERT OR REPLACE INTO plans_edition (id, number, issued_on, effective_from, instrument_id, plan_id, wording_id) "
    "SELECT e.id + 999, e.number, e.issued_on, e.effective_from, i.id, e.plan_id, e.wording_id "
    "FROM plans_edition e JOIN plans_instrument i ON i.kind = 'variation'",
    "INSERT OR REPLACE INTO plans_wording (rowid, digest, content, facts, made_at) "
    "SELECT rowid, 'new', content, facts, made_at FROM plans_wording",
]


@pytest.mark.parametrize("sql", REPLACEMENTS, ids=["line", "edition", "wording"])
def test_replacing_a_row_by_another_of_its_keys_is_refused(body, sql):
    if connection.vendor == "postgresql":  # which has no such statement; there, a key that stands is simply taken
        sql = "UPDATE plans_steptaken SET seq = 999 WHERE seq = 1"

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.postgresql
def test_emptying_what_the_record_stands_on_is_refused_too(body):
    connection.check_constraints()

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE plans_body CASCADE")


@pytest.mark.postgresql
def test_emptying_a_table_is_refused(body):
    connection.check_constraints()  # PostgreSQL empties no table with checks outstanding, triggers or none

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE plans_waiver")


def test_a_record_that_nobody_forced_is_sound(body):
    assert list(breaks_in(body)) == []


def _forced(sql: str, *values: object) -> None:
    """Run a statement past the triggers, as somebody with the database's own password could."""
    triggers.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    triggers.make(connection)


# Every column of a line, and the line it is altered on; what the chain says of it.
ALTERED = {
    "step": ("withdraw", "its content was altered"),
    "section": ("s.99", "its content was altered"),
    "taken_on": ("2013-01-01", "its content was altered"),
    "by_office": ("staff", "its content was altered"),
    "by_name": ("Somebody Else", "its content was altered"),
    "particulars": ('{"adopted_by_full_panel": true}', "its content was altered"),
    "evidence": ('[{"title": "Another", "sha256": ""}]', "its content was altered"),
    "waivers": ("[1]", "its content was altered"),
    "missing": ('[{"rule": "V1"}]', "its content was altered"),
    "previous": ("0" * 64, "it does not follow the line before it"),
    "digest": ("0" * 64, "its content was altered"),
    "recorded_at": ("2013-01-01 00:00:00", "when or by whom it was recorded was altered"),
    "seal": ("0" * 64, "when or by whom it was recorded was altered"),
}


def test_every_column_of_a_line_is_watched():
    columns = {field.attname for field in StepTaken._meta.concrete_fields}

    assert set(ALTERED) == columns - {"id", "body_id", "instrument_id", "seq", "wording_id", "recorded_by_id"}


@pytest.mark.parametrize("column", ALTERED)
def test_a_line_altered_past_the_triggers_is_named(body, column):
    value, why = ALTERED[column]
    line = body.lines.get(step="report")

    _forced(f"UPDATE plans_steptaken SET {column} = %s WHERE id = %s", value, line.pk)

    first = next(breaks_in(body))
    assert (first.seq, first.why) == (line.seq, why)


def test_a_line_given_to_another_instrument_is_named(body):
    line = body.lines.get(step="report")
    other = Instrument.objects.exclude(pk=line.instrument_id).get()

    _forced("UPDATE plans_steptaken SET instrument_id = %s WHERE id = %s", other.pk, line.pk)

    assert next(breaks_in(body)).seq == line.seq


def test_a_line_taken_out_is_named_by_the_one_after_it(body):
    line = body.lines.get(step="have_regard")

    _forced("DELETE FROM plans_steptaken WHERE id = %s", line.pk)

    first = next(breaks_in(body))
    assert (first.seq, first.why) == (line.seq + 1, f"line {line.seq} is missing before it")


def test_the_last_line_taken_out_is_noticed_by_where_the_instrument_stands(body):
    last = body.lines.order_by("seq").last()

    _forced("DELETE FROM plans_waiver")
    _forced("DELETE FROM plans_steptaken WHERE id = %s", last.pk)

    assert ["a line is missing or was added" in found.why for found in breaks_in(body)] == [True]


GONE = "its evidence “Letter to the Panel” was altered or is gone"


@pytest.mark.parametrize(
    ("sql", "step", "why"),
    [
        ("UPDATE plans_waiver SET reason = 'Another'", "send_to_panel", "its waivers were altered"),
        ("DELETE FROM plans_waiver", "send_to_panel", "its waivers were altered"),
        ("UPDATE plans_evidence SET content = 'x'", "send_to_panel", GONE),
        ("DELETE FROM plans_evidence", "send_to_panel", GONE),
        ("UPDATE plans_edition SET effective_from = '2013-04-01'", "issue", "the edition that it issued was altered"),
        ("DELETE FROM plans_edition WHERE instrument_id IN (SELECT id FROM plans_instrument WHERE kind = 'plan')",
         "issue", "the edition that it issued is gone"),
    ],
)  # fmt: skip
def test_what_a_line_stands_on_is_watched_too(body, sql, step, why):
    if sql.startswith("DELETE FROM plans_edition"):
        Instrument.objects.filter(kind="variation").update(base=None, kind="plan", stage="withdrawn")
    _forced(sql)

    broken = next(found for found in breaks_in(body) if found.seq)
    assert (body.lines.get(seq=broken.seq).step, broken.why) == (step, why)


def test_an_altered_wording_is_named_by_the_first_line_on_it(body):
    wording = Wording.objects.order_by("made_at").first()
    altered = wording.content.replace("Patrols are seen", "Patrols are never seen")

    _forced("UPDATE plans_wording SET content = %s WHERE digest = %s", altered, wording.pk)

    first = next(breaks_in(body))
    assert (first.seq, first.why) == (
        body.lines.filter(wording=wording).order_by("seq").first().seq,
        "its wording was altered",
    )


DATES = "the dates of the plan that it issued were altered"
# Facts that a line is relied on for, forced to another value: which step names the break, and what it says.
FORCED = [
    ("UPDATE plans_plan SET period_ends_on = '2019-03-31'", "issue", DATES),
    ("UPDATE plans_plan SET effective_from = '2013-04-01'", "issue", DATES),
    ("UPDATE plans_consultation SET wording_id = 'another'", "consult_chief_constable",
     "the consultation that it began was altered"),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "step", "why"), FORCED)
def test_what_a_line_is_relied_on_for_is_watched(body, sql, step, why):
    Wording.objects.create(digest="another", content="{}", facts={})
    _forced(sql)

    broken = next(breaks_in(body))
    assert (body.lines.get(seq=broken.seq).step, broken.why) == (step, why)


def test_an_edition_that_no_line_issued_is_noticed(body):
    variation, first = Instrument.objects.get(kind="variation"), Edition.objects.get()
    Edition.objects.create(
        plan=first.plan, number=2, wording=first.wording, instrument=variation,
        issued_on=date(2014, 1, 9), effective_from=date(2014, 1, 9),
    )  # fmt: skip

    assert [found.why for found in breaks_in(body)] == [f"{variation.ref} has an edition that no line issued"]


def test_a_plan_that_is_dated_but_was_never_issued_is_noticed(body):
    dates = {"issued_on": date(2014, 1, 1), "effective_from": date(2014, 1, 1), "period_ends_on": date(2017, 3, 31)}
    body.plans.create(ref="forged", title="Forged", **dates)

    assert [found.why for found in breaks_in(body)] == ["forged is dated as issued, and no line issued it"]


def test_an_act_is_dated_by_itself_and_not_by_its_typing(body):
    line = body.lines.order_by("seq").first()

    assert line.taken_on == date(2013, 1, 14)
    assert line.recorded_at.date() - line.taken_on > timedelta(days=365)


def test_a_plan_with_a_record_cannot_be_deleted(body):
    with pytest.raises(ProtectedError):
        body.plans.get().delete()
