"""Loading a record file: what is wrong in it is said in a sentence with its line, and nothing is written."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pcc_plans.record_file import reading
from plans.models import Body, Instrument, StepTaken
from plans.services.chain import breaks_in
from tests.pcc_plans.records import RECORD_FILES, a_fresh_database, loaded

pytestmark = pytest.mark.django_db
LAWFUL = RECORD_FILES / "issued_in_february_for_april.yaml"
HEAD = """bodies:
- ref: fenmarch
  area: Fenmarch
  name: Police and Crime Commissioner for Fenmarch
  panel_name: Fenmarch Police and Crime Panel
  force_name: Fenmarch Constabulary
"""
PLAN = """  plans:
  - {ref: plan, title: The plan}
  instruments:
  - {ref: draft, kind: plan, plan: plan, title: The plan, begun_on: 2012-12-03}
  acts:
"""


@pytest.fixture
def refused(tmp_path):
    def load(content: str | bytes) -> str:
        path = tmp_path / "record.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        status, printed = loaded(path)
        assert status == 1
        assert not Body.objects.exists()
        return "\n".join(printed)

    return load


# fmt: off
WRONG = {
    "": "refused: line 1: A record file begins with keys such as “bodies:”. See docs/record-file.md.",
    "bodies: []": "refused: line 1: The file names no body. Give at least one under “bodies:”.",
    "bodies: [\n": "refused: line 2: This is not YAML: did not find expected node content.",
    "bodeis: []": "refused: line 1: A record file has no key “bodeis”. Did you mean “bodies”?",
    "format: pcc-plans/record/9\nbodies: []":
        "refused: line 1: The format “pcc-plans/record/9” is not read here. This is pcc-plans/record/1.",
    "a: &a [x]\nb: *a":
        "refused: line 1: Anchors and aliases (& and *) are not read. "
        "Name the text under “wordings:” and refer to it by name.",
    "bodies: !!python/object:os.system []":
        "refused: line 1: The tag !!python/object:os.system is not read. Write plain values.",
    "bodies: !!set {a, b}": "refused: line 1: The tag !!set is not read. Write plain values.",
    "[" * 30 + "]" * 30: "refused: line 1: The file is nested deeper than any record needs.",
    "bodies: 1\nbodies: 2": "refused: line 2: “bodies” stands twice here. Keep one of them.",
    "bodies:\n- area: Fenmarch": "refused: line 2: “ref” is missing here.",
    HEAD + "  panel_floor_days: twenty": "refused: line 7: “panel_floor_days” is a whole number from 0 to 366.",
    HEAD + "  contact_email: nobody": "refused: line 2: Enter a valid email address.",
    HEAD + "  offices: [{office: comissioner, name: Helen Marsh, from: 2012-11-22}]":
        "refused: line 7: “office” cannot be “comissioner”. Did you mean “commissioner”?",
    HEAD + "  offices: [{office: commissioner, name: Helen Marsh, from: 2012-02-30}]":
        "refused: line 7: “2012-02-30” is not a date or a number that exists.",
    HEAD + "  offices: [{office: commissioner, name: Helen Marsh, from: spring}]":
        "refused: line 7: “from” is not a date. Write it as 2014-02-05.",
    HEAD + "  offices: [{office: commissioner, name: Helen Marsh, from: 2012-11-22, to: 2012-11-21}]":
        "refused: line 7: “to” is before “from”.",
    HEAD + "  elections: [{expected_on: 2012-11-15}, {expected_on: 2012-11-15}]":
        "refused: line 7: The election of “2012-11-15” stands twice: here and at line 7.",
    HEAD + PLAN + "  - {do: prepare_daft, on: 2013-01-14, by: commissioner}":
        "refused: line 12: There is no step “prepare_daft”. Did you mean “prepare_draft”?",
    HEAD + PLAN + "  - {do: report, on: 2013-01-14, by: panel, recomendations: []}":
        "refused: line 12: “report” has no key “recomendations”. Did you mean “recommendations”?",
    HEAD + PLAN + "  - {do: issue, by: commissioner}":
        "refused: line 12: “on” is missing here. Give a date, such as 2014-02-05.",
    HEAD + PLAN + "  - {do: issue, on: 2013-01-14 10:00:00, by: commissioner}":
        "refused: line 12: “2013-01-14 10:00:00” has a time of day. Write the date alone, such as 2014-02-05.",
    HEAD + PLAN + "  - {do: issue, on: 2013-01-14, by: staff}":
        "refused: line 12: Staff are named: write “by: {office: staff, name: ...}”.",
    HEAD + PLAN + "  - {do: issue, on: 2013-01-14, by: commissioner, instrument: other}":
        "refused: line 12: There is no instrument “other”. It can be draft.",
    HEAD + PLAN + "  - {do: prepare_draft, on: 2013-01-14, by: commissioner, text: nothing}":
        "refused: line 12: No text is named “nothing” under “wordings:”.",
    HEAD + PLAN + "  - {do: send_to_panel, on: 2013-01-14, by: commissioner, waive: {V66: {reason: No, by: panel}}}":
        "refused: line 12: There is no rule “V66”. Did you mean “V6”?",
    HEAD + PLAN + "  - {do: publish, on: 2013-01-14, by: commissioner, evidence: [{title: M, document: minutes}]}":
        "refused: line 12: There is no document “minutes” under “documents:”.",
    HEAD + PLAN + "  - {do: record_priorities, on: 2013-01-14, by: commissioner, particulars: {authority: [1]}}":
        "refused: record_priorities: s.10(1): “authority” is not words. Write it as text.",
    HEAD + "  documents: {minutes: {name: Minutes, media_type: text/plain, content: '%%%'}}":
        "refused: line 7: The content of “minutes” is not base64.",
    HEAD + "  wordings: {text: {sections: [{id: a, heading: A}, {id: a, heading: B}]}}":
        "refused: line 7: The section “a” stands twice: here and at line 7.",
    HEAD + "  wordings: {text: {sections: [{id: a, heading: A, limbs: [C9]}]}}":
        "refused: line 7: “C9” is not a limb of s.7. Those are C1a, C1b, C1c, C2, C3, C4, C5, C6, C7.",
    HEAD + "  plans: [{ref: plan, title: The plan}]\n  instruments:\n"
    "  - {ref: one, kind: variation, plan: plan, title: One, begun_on: 2013-01-01}":
        "refused: line 9: The plan “plan” has not been issued by then, so nothing can vary it.",
}
# fmt: on


@pytest.mark.parametrize("content", WRONG)
def test_what_is_wrong_is_said_in_one_sentence_with_its_line(content, refused):
    assert refused(content) == WRONG[content]


def test_bytes_that_are_no_text_are_refused(refused):
    assert refused(b"\xff\xfe\x00") == "refused: The file is not text in UTF-8. Save it as UTF-8 and load it again."


def test_a_file_longer_than_any_record_is_refused_unread(refused, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST", 1024 * 1024)

    said = "refused: The file is longer than 1 MB. Load it in parts, one body in each."
    assert refused(b"#" * (1024 * 1024 + 1)) == said


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(CommandError, match=r"record\.yaml cannot be read: No such file or directory\.$"):
        call_command("load_record", str(tmp_path / "record.yaml"))


def test_loading_the_same_file_twice_is_refused_and_doubles_nothing():
    assert loaded(LAWFUL) == (0, ["Loaded fenmarch: 34 acts."])

    said = "refused: line 4: The body “fenmarch” is here already. A file is loaded once; nothing has been changed."
    assert loaded(LAWFUL) == (1, [said])
    assert StepTaken.objects.count() == 34


def test_an_act_of_tomorrow_is_refused_even_as_history(tmp_path):
    tomorrow = timezone.localdate() + timedelta(days=1)
    path = tmp_path / "record.yaml"
    path.write_text(HEAD + PLAN + f"  - {{do: issue, on: {tomorrow}, by: commissioner}}")

    assert loaded(path, as_history=True) == (1, ["refused: issue: s.5(1): The date of the act is in the future."])


def test_every_refusal_of_the_first_act_refused_is_printed_one_a_line(tmp_path):
    path = tmp_path / "record.yaml"
    text = LAWFUL.read_text()
    path.write_text("\n".join(line for line in text.splitlines() if "have_regard" not in line))
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit):
        call_command("load_record", str(path), stdout=out, stderr=err)

    assert out.getvalue().splitlines() == [
        "refused: respond: s.5(6)(d): It is not on the record that the commissioner had regard to the Panel's report."
    ]
    assert err.getvalue() == (
        "Nothing was written. The record stops at act 13, respond of 2013-plan on 2013-03-06, line 61.\n"
    )


def test_what_happened_anyway_is_recorded_as_history_with_what_is_missing():
    path = RECORD_FILES / "endorsement_without_a_response.yaml"

    status, printed = loaded(path, as_history=True)

    late = (
        "The response to the Panel had not been published by 27 March 2013. It is published before the plan is issued."
    )
    assert (status, printed) == (
        0,
        [
            "evidence missing: 2013-plan: issue: s.5(6)(e): No response had been given to the Panel by 27 March 2013.",
            f"evidence missing: 2013-plan: issue: s.5(6)(f): {late}",
            "Loaded fenmarch: 14 acts, 2 with evidence missing.",
        ],
    )
    line = Instrument.objects.get().lines.get(step="issue")
    assert [(one["rule"], one["section"]) for one in line.missing] == [("V9", "s.5(6)(e)"), ("V10", "s.5(6)(f)")]
    assert line.as_history
    assert list(breaks_in(Body.objects.get())) == []


def test_a_lawful_file_loads_the_same_as_history():
    heads = []
    for as_history in (False, True):
        with a_fresh_database():
            loaded(LAWFUL, as_history=as_history)
            heads.append(StepTaken.objects.order_by("-seq").values_list("digest", flat=True).first())

    assert heads[0] == heads[1]
