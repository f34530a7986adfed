"""A Word file goes out, is changed and saved by LibreOffice, and comes back with every change at its place."""

import pytest

from plans.models import Instrument
from plans.queries.texts import draft_outline
from plans.services.returned import accept_all, keep_returned
from plans.services.word_files import clean_word, tracked_word, working_text
from tests.factories import a_body, a_variation, an_issued_plan

pytestmark = pytest.mark.django_db
TYPED = {"asked for": "welcome", "set each": "settled every", "walk home": "go home"}


@pytest.fixture
def variation() -> Instrument:
    return a_variation(an_issued_plan(a_body()))


def sent_out(variation: Instrument, kind: str) -> bytes:
    wording = working_text(variation)
    if kind == "clean":
        return clean_word(instrument=variation, wording=wording).content
    return tracked_word(instrument=variation, wording=wording, before=variation.base.wording).content


@pytest.mark.parametrize("kind", ["clean", "redline"])
def test_a_file_that_was_only_opened_and_saved_proposes_nothing(variation, libreoffice, kind):
    saved = libreoffice.opened(sent_out(variation, kind)).docx
    paper = keep_returned(instrument=variation, name="back.docx", data=saved, by=None)
    assert (list(paper.changes.all()), paper.absent, paper.without_effect) == ([], [], 0)


@pytest.mark.parametrize("kind", ["clean", "redline"])
def test_every_change_arrives_at_its_section_with_its_author(variation, libreoffice, kind):
    before = draft_outline(variation)
    saved = libreoffice.opened(sent_out(variation, kind), edit=TYPED, author="Amir Qureshi").docx
    paper = keep_returned(instrument=variation, name="back.docx", data=saved, by=None)
    found = list(paper.changes.order_by("number"))
    assert [(c.author, c.tracked, [s.id for s, _ in c.pairs]) for c in found] == [
        ("Amir Qureshi", True, ["safer-streets"]),
        ("Amir Qureshi", True, ["safer-streets"]),
        ("Amir Qureshi", True, ["resources"]),
    ]
    assert accept_all(paper=paper, by=None).accepted == len(found)
    after = draft_outline(variation)
    assert after.section("safer-streets").html == before.section("safer-streets").html.replace("asked for", "welcome")
    [objective] = after.section("safer-streets").objectives
    assert objective.aim == "People go home without fear."
    assert after.section("resources").html == before.section("resources").html.replace("set each", "settled every")
