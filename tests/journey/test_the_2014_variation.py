"""The real variation of 2014: its appendix imported in the browser, taken its lawful way, published and compared."""

from dataclasses import replace
from datetime import date

import pytest

from plans.models import Instrument
from plans.services.drafts import begin_plan, begin_variation, put_text
from plans.text.markup import blocks
from plans.text.outline import Outline, Section, SectionKind
from plans.text.papers.outline import appendix_outline
from plans.text.papers.reading import read_paper
from plans.text.redline import compare
from tests.factories import a_body, a_user, an_outline, decided, issued, prepared, reported, responded, sent
from tests.journey.people import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
PAPER = "2014-02-05-panel-report-draft-variation.txt"
HEADING = "Working in partnership"


def with_page_7(html: str) -> Outline:
    page = Section("page-7", SectionKind.OTHER, HEADING, html)
    whole = an_outline()
    return replace(whole, sections=(*whole.sections, page))


@pytest.fixture
def variation(no_worker, transactional_db, seeds) -> Instrument:
    """A variation begun on the plan of 2013, whose page is an older text of the one in the paper."""
    paper = read_paper((seeds / PAPER).read_bytes(), PAPER)
    page_7 = appendix_outline(paper, "APPENDIX 1", as_section=("page-7", HEADING)).sections[0].html
    older = "".join(blocks(page_7)[1:-1]).replace("partnership", "co-operation")
    plan = begin_plan(body=a_body(), title="Fenmarch Police and Crime Plan", years="2013 to 2016", on=date(2013, 1, 7))
    put_text(instrument=plan, outline=with_page_7(older))
    through(plan, date(2013, 1, 14), date(2013, 1, 15), date(2013, 2, 20), date(2013, 3, 28))
    return begin_variation(plan=plan.plan, title="Page 7", on=date(2013, 12, 2))


def through(instrument: Instrument, begun: date, with_panel: date, on: date, made: date) -> None:
    prepared(instrument, begun)
    sent(instrument, with_panel)
    reported(instrument, on)
    responded(instrument, on)
    decided(instrument, made)
    issued(instrument, made)


def test_the_appendix_is_imported_published_and_compared_with_the_page_before(
    variation, seeds, live_server, page, client
):
    client.force_login(a_user(variation.plan.body, "policy_officer", "Priya Nair"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    officer = Person(page, live_server.url)
    officer.go(f"/office/variations/{variation.ref}/import/")
    page.get_by_label("The paper").set_input_files(seeds / PAPER)
    officer.press("Read the paper")
    officer.follow("APPENDIX 1", exact=True)
    if page.get_by_role("link", name="As one section").count():
        officer.follow("As one section")
    page.get_by_label("Where it goes").select_option(label=HEADING)
    officer.press("Put the text into the draft")
    officer.reads("1 section landed in the draft.")

    through(variation, date(2013, 12, 9), date(2014, 1, 6), date(2014, 2, 5), date(2014, 2, 14))

    before, after = (edition.wording.outline for edition in variation.plan.editions.order_by("number"))
    changes = compare(before, after).changes
    reader = Person(page.context.browser.new_page(), live_server.url)
    reader.go(f"/plans/{variation.plan.ref}/compare/1/2/")
    assert reader.page.locator(".pc-changes > li").count() == len(changes)
    assert [section.id for section in before.sections] == [section.id for section in after.sections]
    assert before.sections[:-1] == after.sections[:-1]
    assert before.sections[-1] != after.sections[-1]
    reader.page.context.close()
