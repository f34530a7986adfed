"""The real variation of 2014: the appendix of the Panel's paper, taken its lawful way by a record file."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from pcc_plans.record_file.reading import read
from plans.models import Body, Edition, Instrument
from plans.queries.texts import text_as_at
from plans.services.chain import breaks_in
from plans.text.markup import blocks, plain_text
from plans.text.papers.outline import appendix_outline
from plans.text.papers.reading import read_paper
from plans.text.redline import accepted, compare, rejected
from tests.pcc_plans.records import RECORD_FILES, loaded

pytestmark = pytest.mark.django_db
PAPER = "2014-02-05-panel-report-draft-variation.txt"
STAFF = "Priya Nair"


@pytest.fixture
def page_7(seeds: Path) -> str:
    """The draft variation to page 7, as the paper has it in its appendix."""
    paper = read_paper((seeds / PAPER).read_bytes(), PAPER)
    outline = appendix_outline(paper, "APPENDIX 1", as_section=("page-7", "Working in partnership"))
    return outline.sections[0].html


@pytest.fixture
def older_page_7(page_7: str) -> str:
    """An older text of the page: without what the variation brought in at its head and at its end."""
    kept = blocks(page_7)[1:-1]
    return "".join(kept).replace("partnership", "co-operation")


def act(do: str, on: str, by: str, **keys: object) -> dict[str, object]:
    who = {"office": "staff", "name": STAFF} if by == STAFF else by
    return {"do": do, "instrument": "2014-variation", "on": on, "by": who, **keys}


def record_file(page_7: str, older_page_7: str, *, waive: bool = True) -> str:
    """The record of 2013, with the page as it was, and the variation with its real dates."""
    before = read((RECORD_FILES / "decision_wider_than_what_the_panel_saw.yaml").read_bytes())
    data = json.loads(json.dumps(before, default=str))
    body = data["bodies"][0]
    for section in body["wordings"]["whole plan"]["sections"]:
        if section["id"] == "page-7":
            section["html"] = older_page_7
            del section["text"]
    early = {"V6": {"reason": "The Panel's meeting was fixed before the Board met.", "by": "chief_executive"}}
    body["acts"] = [one for one in body["acts"] if one["instrument"] == "2013-plan"] + [
        act("consider_requirement", "2013-12-02", STAFF, edition="2012", statement="The requirement was read again."),
        act("record_priorities", "2013-12-02", STAFF, authority="wendle-vale", priorities="Speeding in villages."),
        *(
            act("state_regard", "2013-12-02", STAFF, duty=duty, statement="Considered.", evidence=[{"title": "Paper"}])
            for duty in ("children", "equality", "value_for_money")
        ),
        act("obtain_views", "2013-12-02", STAFF, group="people", found="The consultation on the plan in 2013."),
        act("obtain_views", "2013-12-02", STAFF, group="victims", found="Talks with victims in 2013."),
        act("prepare_draft", "2013-12-16", STAFF, text={"changes": {"replaced": [{"id": "page-7", "html": page_7}]}}),
        act("consult_chief_constable", "2013-12-16", STAFF),
        act("record_reply", "2014-01-06", "chief_constable", reply="I am content.", comments=False),
        {"do": "endorse", "instrument": "2014-variation", "on": "2014-01-08", "board": "Board", "outcome": "endorsed"},
        act("send_to_panel", "2014-01-23", STAFF, meeting_on="2014-02-05", **({"waive": early} if waive else {})),
        act("report", "2014-02-05", "panel", adopted_by_full_panel=True, report="The Panel supports the variation."),
        act("have_regard", "2014-02-10", "commissioner", considered="I read the Panel's report."),
        act("respond", "2014-02-12", "commissioner", response="I thank the Panel."),
        act("publish_response", "2014-02-13", STAFF),
        act("record_decision", "2014-02-20", "commissioner", decision="To vary the plan.", published_on="2014-02-20"),
        act("issue", "2014-02-20", "commissioner"),
    ]
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


def test_the_real_variation_of_2014_is_issued_as_edition_2_and_compared(tmp_path, page_7, older_page_7):
    path = tmp_path / "2014.yaml"
    path.write_text(record_file(page_7, older_page_7))

    status, printed = loaded(path)

    assert (status, printed) == (0, ["Loaded fenmarch: 35 acts."])
    body = Body.objects.get()
    assert [text_as_at(body, date(2014, 2, day)).number for day in (19, 20)] == [1, 2]
    assert list(breaks_in(body)) == []
    dates = dict(Instrument.objects.get(ref="2014-variation").lines.values_list("step", "taken_on"))
    assert (dates["report"], dates["issue"]) == (date(2014, 2, 5), date(2014, 2, 20))

    old, new = (edition.wording.outline for edition in Edition.objects.order_by("number").select_related("wording"))
    redline = compare(old, new)
    assert {change.section_id for change in redline.changes} == {"page-7"}
    assert accepted(redline) == new
    assert rejected(redline) == old
    assert plain_text(new.section("page-7").html) == plain_text(page_7)


def test_the_real_dates_of_2014_need_a_reason_for_the_panels_short_time(tmp_path, page_7, older_page_7):
    path = tmp_path / "2014.yaml"
    path.write_text(record_file(page_7, older_page_7, waive=False))

    said = (
        "refused: send_to_panel: s.5(6)(c), (7): From 23 January 2014 to 5 February 2014 the Panel has 8 clear working "
        "days with the draft, fewer than the office's floor of 20."
    )
    assert loaded(path) == (1, [said])
