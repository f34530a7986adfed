"""The five real papers as papers of past meetings: every word and table, with their own broken numbering flagged."""

from datetime import date

import pytest

from plans.models import Paper
from plans.services.calendar import keep_meeting
from plans.services.meetings.agenda import Item, add_item, begin_agenda, open_agenda
from plans.services.meetings.papers import Written, bring_in_paper
from plans.text.markup import plain_text
from plans.text.papers.outline import printed_html
from plans.text.papers.reading import read_paper
from tests.factories import a_body

pytestmark = pytest.mark.django_db
# Which paper went to which kind of committee, on which day, and what in it is known to look wrong.
PAPERS = {
    "2014-01-08-board-report-variation.txt": ("board", date(2014, 1, 8), "bullet-before-number"),
    "2014-02-05-panel-report-draft-variation.txt": ("panel", date(2014, 2, 5), "section-number-missing"),
    "2016-09-29-audit-committee-developing-a-plan.txt": ("board", date(2016, 9, 29), "number-missing"),
    "2017-12-12-board-report-delivery-plan.txt": ("board", date(2017, 12, 12), "number-twice"),
    "2020-07-28-board-report-delivery-priorities.txt": ("board", date(2020, 7, 28), "number-twice"),
}


def printed_words(paper) -> list[str]:
    """Every word of a paper as printed, but for the glyphs of bullets, parted as the HTML parts them."""
    blocks = [*paper.front, *(block for section in paper.sections for block in section.blocks)]
    glyphs = {
        b.number_as_printed for b in blocks if b.kind == "bullet" and not any(map(str.isalnum, b.number_as_printed))
    }
    return [word for word in paper.words() if word not in glyphs]


@pytest.mark.parametrize("name", PAPERS)
def test_a_real_paper_comes_in_under_an_item_of_its_meeting_with_every_word_and_what_is_wrong_in_it(seeds, name):
    of, on, wrong = PAPERS[name]
    data = (seeds / name).read_bytes()
    meeting = begin_agenda(day=keep_meeting(body=a_body(), of=of, name="A meeting of the past", on=on))
    item = add_item(meeting=meeting, item=Item("The plan"))

    row = Paper.objects.get(pk=bring_in_paper(item=item, name=name, data=data, written=Written("")).pk)
    open_agenda(meeting=meeting, on=date(2013, 1, 2))

    paper = read_paper(data, name)
    letters = "".join(printed_words(paper))
    assert "".join(plain_text(row.text).split()) == letters, "every word, in its order, and none of our own"
    assert row.text.count("<table") == sum(b.kind == "table" for s in paper.sections for b in s.blocks) + sum(
        b.kind == "table" for b in paper.front
    )
    assert wrong in {odd["kind"] for odd in row.oddities}
    assert bytes(row.file.content) == data
    assert row.title


def test_the_numbers_of_a_paper_of_the_past_stay_as_they_were_printed():
    paper = read_paper(b"Report\n\n1. Purpose\n\n1.1 To ask.\n\n1.3 To ask again.\n\n1.3 And again.\n", "a.txt")
    assert printed_html(paper).count("1.3") == 2
