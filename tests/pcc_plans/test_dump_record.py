"""Dumping: a dump loads to the same record with the same head digest, and dumps to the same bytes."""

import base64
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pcc_plans.example.loading import RECORD
from plans.models import (
    Body,
    DraftConflict,
    Evidence,
    FrozenReason,
    Image,
    Instrument,
    ResponsibleAuthority,
    StepTaken,
)
from plans.queries.texts import draft_outline
from plans.services.chain import breaks_in
from plans.services.drafts import begin_variation, freeze_draft, put_text
from plans.services.images import keep_image
from plans.services.reasons import give_reason
from plans.services.rebasing import bring_up_to_date, settle
from plans.statute.terms import NotPermitted
from plans.text.redline import compare
from tests.factories import (
    STAFF,
    a_body,
    a_picture,
    a_variation,
    an_issued_plan,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
)
from tests.pcc_plans.records import RECORD_FILES, a_fresh_database, dumped, loaded
from tests.plans.services.test_rebasing import another_is_issued, edited

pytestmark = pytest.mark.django_db


def record() -> list[tuple]:
    return list(
        StepTaken.objects.order_by("body__ref", "seq").values_list(
            "body__ref", "instrument__ref", "step", "taken_on", "by_name", "wording", "particulars", "waivers", "digest"
        )
    )


def assert_dumps_to_itself(path: Path, tmp_path: Path, **options: object) -> bytes:
    """Load, dump, load, dump, and compare the records and the files."""
    with a_fresh_database():
        assert loaded(path, **options)[0] == 0
        first_record, first = record(), dumped(tmp_path / "first.yaml")
    with a_fresh_database():
        assert loaded(tmp_path / "first.yaml", **options)[0] == 0
        assert record() == first_record
        assert dumped(tmp_path / "second.yaml") == first
        assert [break_ for body in Body.objects.all() for break_ in breaks_in(body)] == []
    return first


def test_the_worked_example_dumps_to_a_file_that_loads_to_the_same_record(tmp_path):
    assert_dumps_to_itself(RECORD, tmp_path)


@pytest.mark.parametrize("path", sorted(RECORD_FILES.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_recorded_as_history_dumps_to_the_same_record(path, tmp_path):
    assert_dumps_to_itself(path, tmp_path, as_history=True)


def test_a_dump_of_what_was_missing_says_so_and_is_refused_as_a_lawful_record(tmp_path):
    with a_fresh_database():
        loaded(RECORD_FILES / "endorsement_without_a_response.yaml", as_history=True)
        content = dumped(tmp_path / "dump.yaml").decode()

    assert "    missing:\n    - rule: V9\n      section: s.5(6)(e)\n" in content
    status, printed = loaded(tmp_path / "dump.yaml")
    assert (status, printed[0][:32]) == (1, "refused: issue: s.5(6)(e): No re")


def test_the_pictures_of_a_text_travel_with_it(tmp_path):
    with a_fresh_database():
        variation = a_variation(an_issued_plan(a_body()))
        image = keep_image(body=variation.plan.body, content=a_picture())
        text = draft_outline(variation)
        shown = replace(text.sections[0], html=f'<figure><img src="{image.address}" alt="A map"></figure>')
        put_text(instrument=variation, outline=text.with_section(shown))
        first = dumped(tmp_path / "first.yaml")

    with a_fresh_database():
        assert loaded(tmp_path / "first.yaml")[0] == 0
        assert bytes(Image.objects.get(pk=image.pk).content) == bytes(image.content)
        assert image.address in draft_outline(Instrument.objects.get(ref=variation.ref)).sections[0].html
        assert dumped(tmp_path / "second.yaml") == first


def test_a_picture_under_another_digest_is_refused(tmp_path):
    path = tmp_path / "altered.yaml"
    picture = base64.b64encode(a_picture()).decode()
    altered = f"  pictures:\n    {'0' * 64}: {picture}\n  wordings:\n"
    path.write_text(RECORD.read_text().replace("  wordings:\n", altered, 1))

    status, printed = loaded(path)

    assert status == 1
    assert "A picture is named by its digest, and “000000000000” is not that of this." in printed[0]


def test_a_record_made_in_the_browser_dumps_to_the_same_record(tmp_path):
    with a_fresh_database():
        plan = an_issued_plan(a_body())
        variation = a_variation(plan)
        prepared(variation, date(2013, 12, 9))
        sent(variation, date(2014, 1, 6))
        reported(variation, date(2014, 2, 5), "Say how patrols are chosen.", "Say it: «plainly», in 3:1.")
        responded(variation, date(2014, 2, 12))
        decided(variation, date(2014, 2, 14))
        issued(variation, date(2014, 2, 14))
        before, first = record(), dumped(tmp_path / "first.yaml")

    assert loaded(tmp_path / "first.yaml") == (0, ["Loaded fenmarch: 34 acts."])
    assert record() == before
    assert dumped(tmp_path / "second.yaml") == first


HARD = """bodies:
- ref: fenmarch
  area: Fenmarch
  name: Police and Crime Commissioner for Fenmarch
  panel_name: Fenmarch Police and Crime Panel
  force_name: Fenmarch Constabulary
  contact_email: office@fenmarch.example
  copies_before_publication: true
  offices:
  - {office: chief_constable, name: Amir Qureshi, email: chief@fenmarch.example, from: 2011-06-01, to: 2020-01-01}
  authorities:
  - {ref: fen, name: Fen Council, local_authority: true, from: 2012-01-01}
  boards: [Audit Committee]
  plans:
  - {ref: plan, title: "On: the plan"}
  documents:
    minutes: {name: minutes.txt, media_type: text/plain, content: aGVsbG8=}
  instruments:
  - ref: draft
    kind: plan
    plan: plan
    title: The plan
    begun_on: 2012-12-03
    hoped_for_issue_on: 2013-03-27
    draft: {sections: [{id: a, heading: Another, text: "Three.\\n\\nFour & five."}]}
    recommendations: [{words: "Say why: at once.", concerns: a}]
  acts:
  - {do: consider_requirement, on: 2013-01-03, by: not recorded, edition: 0123, statement: "yes",
     particulars: {odd: [1, 1.5, true, null, "2014-02-05", {no: "on"}], day: 2013-01-01}}
  - do: prepare_draft
    on: 2013-01-04
    by: {office: staff, name: "Priya: Nair"}
    text: {sections: [{id: a, heading: One, text: "One."}]}
    evidence: [{title: The minutes, document: minutes}, {title: A letter}]
  - {do: consult_chief_constable, on: 2013-01-05, by: {office: staff, name: Priya Nair},
     addressee: "The chief", email: chief@fenmarch.example, reply_by: 2013-01-08}
  - {do: send_to_panel, on: 2013-01-20, by: {office: staff, name: Priya Nair}, meeting_on: 2013-01-25,
     waive: {V6: {reason: "The chair agreed.", by: {office: staff, name: Ada Quill}}}}
  - {do: send_copy, on: 2013-01-26, by: {office: staff, name: Priya Nair}, to: [fen], channel: e-mail,
     form: the plan, digest: "00ff", message_id: "<one@plans.example>"}
  - {do: copy_came_back, on: 2013-01-27, by: {office: staff, name: Priya Nair}, to: [fen],
     why: "It was full: no room.", message_id: "<one@plans.example>"}
  - {do: endorse, on: 2013-01-06, board: Board, outcome: noted}
"""


def test_everything_a_record_can_hold_survives_a_dump(tmp_path):
    path = tmp_path / "hard.yaml"
    path.write_text(HARD)

    first = assert_dumps_to_itself(path, tmp_path, as_history=True).decode()

    with a_fresh_database():
        loaded(tmp_path / "first.yaml", as_history=True)
        lines = list(StepTaken.objects.order_by("seq"))
        assert lines[0].particulars == {
            "edition": "0123",
            "statement": "yes",
            "odd": [1, 1.5, True, None, "2014-02-05", {"no": "on"}],
            "day": "2013-01-01",
        }
        assert lines[0].by_name == "not recorded"
        assert bytes(Evidence.objects.get().content) == b"hello"
        assert lines[3].waivers[0]["officer"] == "Ada Quill"
        assert lines[5].particulars == {
            "to": ["fen"],
            "why": "It was full: no room.",
            "message_id": "<one@plans.example>",
        }
        assert Body.objects.get().copies_before_publication
        assert ResponsibleAuthority.objects.get().is_local_authority
    assert "by: not recorded" in first
    assert "  - Audit Committee\n  - Board\n" in first


def test_one_body_alone_can_be_dumped_and_standard_output_is_the_default():
    a_body()
    a_body("eastmere")
    out = StringIO()

    call_command("dump_record", "--body", "eastmere", stdout=out)

    assert [line for line in out.getvalue().splitlines() if line.startswith("- ref:")] == ["- ref: eastmere"]


def test_a_dump_of_nothing_or_of_nobody_says_so(tmp_path):
    with pytest.raises(CommandError, match=r"^There is no body here, so nothing to write\.$"):
        call_command("dump_record")
    a_body()
    with pytest.raises(CommandError, match=r"^There is no body “eastmere”\.$"):
        call_command("dump_record", "--body", "eastmere")
    with pytest.raises(CommandError, match=r"cannot be written: No such file or directory\.$"):
        call_command("dump_record", str(tmp_path / "nowhere" / "record.yaml"))


def test_a_draft_with_a_conflict_to_settle_comes_back_with_it_and_is_settled_as_before(tmp_path):
    with a_fresh_database():
        plan = an_issued_plan(a_body())
        waiting = begin_variation(plan=plan, title="Roads", on=date(2013, 12, 3))
        edited(waiting, "safer-streets", "<p>Patrols are seen at night.</p>")
        another_is_issued(plan)
        bring_up_to_date(instrument=waiting)
        before = DraftConflict.objects.values(
            "key", "section_id", "place", "base", "ours", "theirs", "settled_as"
        ).get()
        head, first = record(), dumped(tmp_path / "first.yaml")

    assert loaded(tmp_path / "first.yaml")[0] == 0
    instrument = Instrument.objects.get(ref=waiting.ref)
    assert DraftConflict.objects.values(*before).get() == before
    assert record() == head
    assert dumped(tmp_path / "second.yaml") == first
    with pytest.raises(NotPermitted):
        freeze_draft(instrument=instrument, on=date(2014, 4, 1), by=STAFF)
    settle(conflict=instrument.conflicts.get(), choice="theirs")
    assert draft_outline(instrument) == instrument.plan.editions.latest("number").wording.outline


def test_a_reason_edited_after_the_draft_was_frozen_comes_back_as_it_was_frozen_and_as_it_is_now(tmp_path):
    with a_fresh_database():
        instrument = a_variation(an_issued_plan(a_body()))
        key = compare(instrument.base.wording.outline, draft_outline(instrument)).changes[0].key
        give_reason(instrument=instrument, change_keys=[key], reason="The first reason.")
        prepared(instrument, date(2014, 1, 8))
        give_reason(instrument=instrument, change_keys=[key], reason="A later reason.")
        head, first = record(), dumped(tmp_path / "first.yaml")

    assert loaded(tmp_path / "first.yaml")[0] == 0
    assert list(FrozenReason.objects.values_list("change_key", "reason")) == [(key, "The first reason.")]
    assert Instrument.objects.get(ref=instrument.ref).change_reasons.get().reason == "A later reason."
    assert record() == head
    assert dumped(tmp_path / "second.yaml") == first
