"""Changes of a returned Word file enter the draft one by one, and nothing that stands there is lost."""

import pytest

from plans.models import CommentThread, Instrument, ProposedChange, ReturnedPaper
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable, put_text
from plans.services.returned import Clash, NotRecognised, Waits, accept, accept_all, keep_returned, reject
from plans.services.saving import save_section
from plans.services.sections import remove_section
from plans.services.word_files import clean_word, working_text
from plans.services.wordings import freeze
from plans.text.outline import Outline, Section, SectionKind
from tests.factories import a_body, a_draft_plan, a_variation, an_issued_plan
from tests.plans.text.returned.word_files import line, word_file

pytestmark = pytest.mark.django_db

ROADS = Section("roads", SectionKind.OTHER, "Roads", "<p>We patrol ten roads at night.</p><p>We report.</p>")
TOWNS = Section("towns", SectionKind.OTHER, "Towns", "<p>We walk the towns.</p>")


@pytest.fixture
def draft() -> Instrument:
    instrument = a_draft_plan(a_body())
    put_text(instrument=instrument, outline=Outline(instrument.plan.title, (ROADS, TOWNS)))
    return instrument


def came_back(draft: Instrument, *roads: str, comments: dict | None = None) -> ReturnedPaper:
    towns = (line("We walk the towns."),)
    wording = freeze(Outline(draft.plan.title, (ROADS, TOWNS)))
    data = word_file(line("1\tRoads", "Heading1"), *roads, line("2\tTowns", "Heading1"), *towns, comments=comments)
    return keep_returned(instrument=draft, name="back.docx", data=data, by=None, wording=wording)


NIGHT = line("1.1\tWe patrol [-ten|Ann][+twelve|Ann] roads [-at night|Bob][+by day|Bob].")
REPORT = line("1.2\tWe report.")


def html(draft: Instrument, section_id: str = "roads") -> str:
    return draft_outline(draft).section(section_id).html


def change(paper: ReturnedPaper, number: int) -> ProposedChange:
    return paper.changes.get(number=number)


def test_each_change_is_accepted_by_itself(draft):
    paper = came_back(draft, NIGHT, REPORT)
    accept(change=change(paper, 2), by=None)
    assert html(draft) == "<p>We patrol ten roads by day.</p><p>We report.</p>"
    accept(change=change(paper, 1), by=None)
    assert html(draft) == "<p>We patrol twelve roads by day.</p><p>We report.</p>"


def test_accepting_twice_is_accepting_once(draft):
    paper = came_back(draft, NIGHT, REPORT)
    for _ in range(2):
        accept(change=change(paper, 1), by=None)
    assert html(draft) == "<p>We patrol twelve roads at night.</p><p>We report.</p>"


def test_what_the_draft_changed_meanwhile_stays(draft):
    paper = came_back(draft, NIGHT, REPORT)
    row = draft.draft_sections.get(section_id="roads")
    text = Section("roads", SectionKind.OTHER, "Roads", "<p>We patrol ten roads at night.</p><p>We report monthly.</p>")
    save_section(row=row, section=text, revision=row.revision)
    accept(change=change(paper, 1), by=None)
    assert html(draft) == "<p>We patrol twelve roads at night.</p><p>We report monthly.</p>"


@pytest.mark.parametrize(("side", "stands"), [("ours", "eleven"), ("theirs", "twelve")])
def test_a_clash_writes_nothing_until_somebody_chooses(draft, side, stands):
    paper = came_back(draft, NIGHT, REPORT)
    row = draft.draft_sections.get(section_id="roads")
    text = Section("roads", SectionKind.OTHER, "Roads", ROADS.html.replace("ten", "eleven"))
    save_section(row=row, section=text, revision=row.revision)
    with pytest.raises(Clash) as clash:
        accept(change=change(paper, 1), by=None)
    assert html(draft) == text.html
    assert change(paper, 1).state == "waiting"
    accept(change=change(paper, 1), by=None, choices={c.key: side for c in clash.value.conflicts})
    assert html(draft) == ROADS.html.replace("ten", stands)


def test_a_change_inside_another_waits_for_it(draft):
    paper = came_back(draft, NIGHT, line("1.2\tWe report[+ every |Ann][=single|Ann, Bob][+ month|Ann]."))
    with pytest.raises(Waits, match="inside change 3"):
        accept(change=change(paper, 4), by=None)
    accept(change=change(paper, 3), by=None)
    accept(change=change(paper, 4), by=None)
    assert html(draft).endswith("<p>We report every month.</p>")


def test_a_change_that_is_left_out_leaves_the_draft_alone_and_can_still_be_accepted(draft):
    paper = came_back(draft, NIGHT, REPORT)
    reject(change=change(paper, 1), by=None)
    assert html(draft) == ROADS.html
    accept(change=change(paper, 1), by=None)
    assert "twelve" in html(draft)
    with pytest.raises(Waits, match="in the draft"):
        reject(change=change(paper, 1), by=None)


def test_all_of_one_author_at_once_and_what_clashes_is_left(draft):
    paper = came_back(draft, NIGHT, line("1.2\tWe report[+ monthly|Ann]."))
    row = draft.draft_sections.get(section_id="roads")
    text = Section("roads", SectionKind.OTHER, "Roads", ROADS.html.replace("ten", "eleven"))
    save_section(row=row, section=text, revision=row.revision)
    done = accept_all(paper=paper, by=None, author="Ann")
    assert (done.accepted, [left.number for left, _ in done.left]) == (1, [1])
    assert html(draft) == "<p>We patrol eleven roads at night.</p><p>We report monthly.</p>"
    assert change(paper, 2).state == "waiting"


def test_a_section_that_the_draft_has_dropped_clashes(draft):
    paper = came_back(draft, NIGHT, REPORT)
    remove_section(row=draft.draft_sections.get(section_id="roads"))
    with pytest.raises(Clash):
        accept(change=change(paper, 1), by=None)


def test_a_file_that_does_not_say_its_text_asks_for_it(draft):
    with pytest.raises(NotRecognised, match="Choose the text"):
        keep_returned(instrument=draft, name="x.docx", data=word_file(line("Words")), by=None)


def test_a_closed_draft_takes_no_change(draft):
    paper = came_back(draft, NIGHT, REPORT)
    Instrument.objects.filter(pk=draft.pk).update(stage="withdrawn")
    with pytest.raises(NotEditable):
        accept(change=change(paper, 1), by=None)


def test_comments_come_into_the_margin_on_their_words_or_else_on_their_section(draft):
    words = line("1.1\tWe patrol [#ten roads|0] [+only |Ann]at night.")
    paper = came_back(draft, words, REPORT, comments={"0": ("Dee", "Which ten?"), "1": ("Eve", "On nothing at all.")})
    threads = CommentThread.objects.filter(instrument=draft).order_by("pk")
    said = [(t.section_id, t.quote, t.comments.get().name, t.comments.get().text) for t in threads]
    assert said == [("roads", "ten roads", "Dee", "Which ten?"), ("roads", "", "Eve", "On nothing at all.")]
    assert all(thread.wording_id == paper.wording_id for thread in threads)


def test_the_same_file_twice_is_one_file(draft):
    assert came_back(draft, NIGHT, REPORT) == came_back(draft, NIGHT, REPORT)
    assert ReturnedPaper.objects.count() == 1


def test_a_file_made_here_says_its_text_itself_and_another_s_draft_is_not_found_by_its_digest(draft):
    sent = clean_word(instrument=draft, wording=working_text(draft))
    paper = keep_returned(instrument=draft, name=sent.name, data=sent.content, by=None)
    assert (paper.wording_id, paper.changes.count(), paper.absent) == (working_text(draft).pk, 0, [])
    other = a_variation(an_issued_plan(a_body("saltreach")))
    with pytest.raises(NotRecognised):
        keep_returned(instrument=other, name=sent.name, data=sent.content, by=None)


def test_new_paragraphs_that_are_accepted_the_last_first_stand_as_they_stand_in_the_file(draft):
    new = (line("[+We tell the towns.|Ann][+¶|Ann]"), line("[+We tell the farms.|Bob][+¶|Bob]"))
    paper = came_back(draft, line("1.1\tWe patrol ten roads at night."), *new, REPORT)
    for number in (2, 1):
        accept(change=change(paper, number), by=None)
    told = "<p>We tell the towns.</p><p>We tell the farms.</p>"
    assert html(draft) == ROADS.html.replace("<p>We report", f"{told}<p>We report")
