"""A bilingual body: the Welsh is written beside the English, and nothing is issued while it is behind."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from pcc_plans.record_file.dumping import dump
from pcc_plans.record_file.loading import load
from plans.models import Body, Edition, Instrument, Membership
from plans.queries.texts import draft_outline
from plans.queries.welsh import BEHIND, IN_STEP, MISSING, welsh_lines
from plans.services.chain import breaks_in
from plans.services.drafts import begin_variation
from plans.services.saving import save_section
from plans.services.sections import add_section
from plans.services.welsh import WelshRefused, save_welsh
from plans.statute.terms import NotPermitted
from plans.text.outline import Section
from tests.factories import a_body, a_draft_plan, a_user, decided, issued, prepared, reported, responded, sent
from tests.pcc_plans.records import a_fresh_database

pytestmark = pytest.mark.django_db
TITLE = "Cynllun Heddlu a Throseddu Fenmarch"


def a_bilingual_draft() -> Instrument:
    body = a_body()
    body.bilingual = True
    body.save()
    instrument = a_draft_plan(body)
    instrument.plan.welsh_title = TITLE
    instrument.plan.save()
    return instrument


@pytest.fixture
def draft() -> Instrument:
    return a_bilingual_draft()


@pytest.fixture
def drafter(draft, client: Client) -> Client:
    client.force_login(a_user(draft.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair"))
    return client


def in_welsh(section: Section) -> Section:
    objectives = tuple(replace(o, title=f"Cym {o.title}") for o in section.objectives)
    return replace(section, heading=f"Cym {section.heading}", html="<p>Yn Gymraeg.</p>", objectives=objectives)


def translate(instrument: Instrument, *ids: str) -> None:
    for line in welsh_lines(instrument, draft_outline(instrument)):
        if not ids or line.english.id in ids:
            revision = line.row.revision if line.row else 0
            welsh = in_welsh(line.english)
            save_welsh(instrument=instrument, section=welsh, english=line.english, revision=revision)


def states(instrument: Instrument) -> list[str]:
    return [line.state for line in welsh_lines(instrument, draft_outline(instrument))]


def up_to_issue(instrument: Instrument) -> None:
    prepared(instrument, date(2013, 1, 14))
    sent(instrument, date(2013, 1, 15))
    reported(instrument, date(2013, 2, 20))
    responded(instrument, date(2013, 3, 6))
    decided(instrument, date(2013, 3, 28))


def issued_in_both(instrument: Instrument) -> Edition:
    translate(instrument)
    up_to_issue(instrument)
    return issued(instrument, date(2013, 3, 28))


def test_welsh_that_was_made_from_an_earlier_english_is_behind(draft):
    assert states(draft) == [MISSING] * 3
    translate(draft)
    assert states(draft) == [IN_STEP] * 3

    row = draft.draft_sections.get(section_id="resources")
    save_section(row=row, section=replace(row.as_section(), html="<p>The budget moved.</p>"), revision=row.revision)
    assert states(draft) == [IN_STEP, BEHIND, IN_STEP]

    translate(draft, "resources")
    assert states(draft) == [IN_STEP] * 3


@pytest.mark.parametrize(
    ("translated", "named"),
    [
        ((), ["Safer streets", "Money and people", "How we measure and report"]),
        (("safer-streets", "measures"), ["Money and people"]),
    ],
)
def test_nothing_is_issued_while_the_welsh_is_behind(draft, translated, named):
    if translated:
        translate(draft, *translated)
    up_to_issue(draft)

    with pytest.raises(NotPermitted) as refused:
        issued(draft, date(2013, 3, 28))

    assert [(r.rule, r.reason) for r in refused.value.refusals] == [
        ("W1", f"The Welsh text of “{heading}” is behind the English, or missing.") for heading in named
    ]


def test_both_texts_are_issued_together_and_the_record_holds_both(draft):
    edition = issued_in_both(draft)

    assert edition.welsh.outline.title == TITLE
    assert edition.welsh.outline.sections[0].heading == "Cym Safer streets"
    assert list(breaks_in(draft.plan.body)) == []


def test_a_variation_begins_in_step_and_adds_what_is_new(draft):
    plan = issued_in_both(draft).plan
    variation = begin_variation(plan=plan, title="Patrols", on=date(2013, 12, 2))
    assert states(variation) == [IN_STEP] * 3

    add_section(instrument=variation, heading="Rural crime")
    assert states(variation) == [IN_STEP] * 3 + [MISSING]


def test_a_body_that_writes_in_english_alone_is_asked_for_no_welsh(draft, client):
    draft.plan.body.bilingual = False
    draft.plan.body.save()
    up_to_issue(draft)
    edition = issued(draft, date(2013, 3, 28))

    assert edition.welsh is None
    client.force_login(a_user(draft.plan.body, Membership.Role.POLICY_OFFICER))
    assert client.get(reverse("office:welsh", args=[draft.ref])).status_code == 404
    assert "Gymraeg" not in client.get(edition.get_absolute_url()).content.decode()
    assert client.get(reverse("public:edition_in_welsh", args=[edition.plan.ref, 1])).status_code == 404


def test_the_public_reads_the_welsh_marked_as_welsh(draft, client):
    edition = issued_in_both(draft)
    address = reverse("public:edition_in_welsh", args=[edition.plan.ref, 1])

    assert address in client.get(edition.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert f'lang="cy">{TITLE}</h1>' in page
    assert "Yn Gymraeg." in page


def test_a_bilingual_record_dumps_to_a_file_that_loads_to_the_same_record():
    with a_fresh_database():
        draft = a_bilingual_draft()
        issued_in_both(draft)
        written = dump(Body.objects.all())
        head = draft.plan.body.lines.order_by("-seq").first().digest

    load(written.encode())

    body = Body.objects.get()
    assert body.lines.order_by("-seq").first().digest == head
    assert dump([body]) == written
    assert list(breaks_in(body)) == []


def test_a_section_is_written_in_welsh_beside_its_english(drafter, draft):
    page = reverse("office:welsh_section", args=[draft.ref, "safer-streets"])
    shown = drafter.get(page)
    token = shown.context["token"]
    typed = {
        "heading": "Strydoedd mwy diogel",
        "html": "<p>Gwelir patrolau.</p>",
        "revision": "0",
        "english": token,
        "o0-title": "Strydoedd diogel",
        "o0-aim": "Mae pobl yn cerdded adref.",
        "o0-outcomes": "Llai o niwed.",
        "o0-a0-text": "Cerdded bob nos.",
        "o0-a1-text": "Goleuo'r llwybr.",
    }

    without = drafter.post(page, typed | {"o0-a1-text": ""})
    assert without.status_code == 422
    assert "Give priority action S2 in Welsh." in without.content.decode()
    assert "Gwelir patrolau." in without.content.decode()

    assert drafter.post(page, typed).status_code == 302
    row = draft.welsh_sections.get()
    assert row.as_section().objectives[0].actions[1].text == "Goleuo'r llwybr."
    assert row.saved_by.get_full_name() == "Priya Nair"

    stale = drafter.post(page, typed | {"heading": "Arall"})
    assert stale.status_code == 409
    assert "Priya Nair saved this Welsh text while you were writing." in stale.content.decode()
    assert "Arall" in stale.content.decode()


def test_english_that_changed_while_the_welsh_was_written_is_shown_before_it_is_saved(drafter, draft):
    page = reverse("office:welsh_section", args=[draft.ref, "resources"])
    token = drafter.get(page).context["token"]
    row = draft.draft_sections.get(section_id="resources")
    save_section(row=row, section=replace(row.as_section(), html="<p>New money.</p>"), revision=row.revision)

    answer = drafter.post(page, {"heading": "Arian", "html": "<p>x</p>", "revision": "0", "english": token})

    assert answer.status_code == 409
    assert "The English was changed while you wrote." in answer.content.decode()
    assert not draft.welsh_sections.exists()


def test_welsh_with_other_codes_than_the_english_is_refused(draft):
    english = draft_outline(draft).section("safer-streets")
    welsh = replace(in_welsh(english), objectives=())

    with pytest.raises(WelshRefused, match="under the same codes"):
        save_welsh(instrument=draft, section=welsh, english=english, revision=0)


@pytest.mark.parametrize("sections", [1, 3])
def test_a_text_of_many_sections_takes_no_more_queries(drafter, draft, sections, django_assert_num_queries):
    for n in range(sections):
        add_section(instrument=draft, heading=f"Part {n}")
    drafter.get(reverse("office:welsh", args=[draft.ref]))

    with django_assert_num_queries(11):
        drafter.get(reverse("office:welsh", args=[draft.ref]))
