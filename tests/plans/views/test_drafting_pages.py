"""The drafting room in the browser's terms: pages, saving, conflicts, reasons, who may do what."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import ChangeReason, DraftSection, Instrument, Membership
from plans.services.comments import open_thread
from plans.services.saving import base_token
from plans.services.sections import add_section
from plans.services.versions import save_version
from plans.statute.terms import Stage
from plans.text.outline import Objective, PriorityAction
from plans.text.references import reference
from tests.factories import a_body, a_draft_plan, a_user, a_variation, an_issued_plan, prepared

pytestmark = pytest.mark.django_db
Role = Membership.Role
OFFICE = (Role.POLICY_OFFICER, Role.CHIEF_EXECUTIVE, Role.COMMISSIONER)


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def variation(body) -> Instrument:
    return a_variation(an_issued_plan(body))


@pytest.fixture
def drafter(body, client: Client) -> Client:
    client.force_login(a_user(body, Role.POLICY_OFFICER, "Priya Nair"))
    return client


def boxes(row: DraftSection, **changed) -> dict[str, object]:
    """What the browser sends of a section as it stands, with some boxes changed."""
    section = row.as_section()
    sent: dict[str, object] = {
        "heading": section.heading,
        "kind": section.kind.value,
        "limbs": sorted(section.limbs),
        "html": section.html,
        "revision": row.revision,
        "act": "save",
        "o-rows": len(section.objectives),
    }
    for n, objective in enumerate(section.objectives):
        sent |= {
            f"o{n}-code": objective.code,
            f"o{n}-title": objective.title,
            f"o{n}-aim": objective.aim,
            f"o{n}-outcomes": "\n".join(objective.outcomes),
            f"o{n}-rows": len(objective.actions),
        }
        for m, action in enumerate(objective.actions):
            sent |= {f"o{n}-a{m}-code": action.code, f"o{n}-a{m}-text": action.text, f"o{n}-a{m}-lead": action.lead}
    return sent | changed


def row_of(instrument: Instrument, section_id: str = "safer-streets") -> DraftSection:
    return instrument.draft_sections.get(section_id=section_id)


def page_of(instrument: Instrument, section_id: str = "safer-streets") -> str:
    return reverse("office:section", args=[instrument.ref, section_id])


def test_the_draft_shows_its_sections_numbered_with_what_differs(drafter, variation):
    page = drafter.get(reverse("office:draft", args=[variation.ref])).content.decode()

    assert "3 sections, of which 1 differs from edition 1." in page
    assert page.count("pc-outline__line") == 3
    assert page.count("pc-tag") == 1
    assert "Each of the 9 is answered." in page


def test_a_draft_without_text_says_what_to_do(drafter, body):
    instrument = a_draft_plan(body)
    instrument.draft_sections.all().delete()

    page = drafter.get(reverse("office:draft", args=[instrument.ref])).content.decode()

    assert "The draft has no text yet. Add its first section below, or import a paper." in page
    assert "9 of 9 are not answered by any section." in page


def test_a_section_saved_as_it_stands_is_not_changed(drafter, variation):
    before = row_of(variation).as_section()

    answer = drafter.post(page_of(variation), boxes(row_of(variation)))

    assert answer.status_code == 302
    assert row_of(variation).as_section() == before


def test_hostile_html_is_cleaned_and_its_words_are_kept(drafter, variation):
    hostile = '<p onclick="x()">Walk <script>alert(1)</script><b>home</b></p><iframe src="//x"></iframe><h1>Safely</h1>'

    drafter.post(page_of(variation), boxes(row_of(variation), html=hostile))

    assert row_of(variation).html == "<p>Walk <strong>home</strong></p><h3>Safely</h3>"


def test_text_typed_without_the_editor_becomes_paragraphs(drafter, variation):
    drafter.post(page_of(variation), boxes(row_of(variation), html="First, 3 < 4.\r\n\r\nSecond\r\nline."))

    assert row_of(variation).html == "<p>First, 3 &lt; 4.</p><p>Second line.</p>"


def test_a_reference_to_what_is_gone_is_said_on_the_draft_its_section_and_before_it_is_frozen(drafter, variation):
    row = row_of(variation)
    refers = f"<p>The sums are in {reference('#section-resources')} and {reference('#action-S9')}.</p>"
    drafter.post(page_of(variation), boxes(row, html=refers))
    drafter.post(reverse("office:remove_section", args=[variation.ref, "resources"]))

    draft = reverse("office:draft", args=[variation.ref])
    freeze = reverse("office:step", args=[variation.ref, "prepare_draft"])
    for page in (draft, page_of(variation), freeze):
        html = " ".join(re.sub(r"<[^>]+>", "", drafter.get(page).content.decode()).split())
        assert "2 references lead nowhere" in html, page
        assert "Section 1, Safer streets, refers to a section that is no longer in the draft." in html
        assert "Section 1, Safer streets, refers to priority action S9, which is not in the draft." in html
    assert "lead nowhere" not in drafter.get(page_of(variation, "measures")).content.decode()


def test_the_section_page_offers_what_can_be_referred_to(drafter, variation):
    html = drafter.get(page_of(variation)).content.decode()

    assert '<option value="#section-resources" data-words="Section 2">Section 2: Money and people</option>' in html
    assert '<option value="#action-S1" data-words="S1">S1: Walk each town centre every evening.</option>' in html
    assert "Objective 1: Streets where people feel safe" in html


def test_a_conflict_shows_both_texts_and_loses_neither(drafter, variation):
    seen = row_of(variation)
    base = base_token(seen, seen.as_section())
    words = seen.html
    on_screen = boxes(seen, base=base, html=words.replace("asked for", "Mine, at length"))
    drafter.post(page_of(variation), boxes(seen, html=words.replace("asked for", "Theirs, first")))

    answer = drafter.post(page_of(variation), on_screen)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Theirs, first" in row_of(variation).html
    assert "Theirs, first" in page
    assert "Mine, at length" in page
    assert "and Mine, at length.&lt;/p&gt;" in page
    assert "Priya Nair changed the same words" in page

    drafter.post(page_of(variation), on_screen)
    assert "Theirs, first" in row_of(variation).html

    chosen = dict.fromkeys(re.findall('name="(settle-[^"]+)"', page), "both")
    settling = re.search('name="settling" value="([0-9]+)"', page)[1]
    assert drafter.post(page_of(variation), on_screen | chosen | {"settling": settling}).status_code == 302
    assert "Theirs, first" in row_of(variation).html
    assert "Mine, at length" in row_of(variation).html


def test_the_history_says_who_saved(drafter, variation):
    drafter.post(page_of(variation), boxes(row_of(variation), html="<p>New words.</p>"))

    assert row_of(variation).history.first().history_user.get_full_name() == "Priya Nair"
    assert "by Priya Nair" in drafter.get(page_of(variation)).content.decode()


def test_a_code_that_stands_twice_is_refused_in_words_and_nothing_is_lost(drafter, variation):
    sent = boxes(row_of(variation), html="<p>Words I keep.</p>") | {"o0-a1-code": "S1"}

    answer = drafter.post(page_of(variation), sent)

    assert answer.status_code == 422
    assert (
        '<a href="#id_o0-a1-code">Priority action 1.2: The code S1 is that of priority action 1.1 too. '
        "Each has its own code: give this one another.</a>"
    ) in answer.content.decode()
    assert "Words I keep." in answer.content.decode()
    assert row_of(variation).as_section().objectives[0].actions[1].code == "S2"


def test_a_picture_that_says_nothing_is_refused_in_words_and_nothing_is_lost(drafter, variation):
    picture = f'<figure><img src="/images/{"a" * 64}.png" alt=""></figure>'
    before = row_of(variation).html

    answer = drafter.post(page_of(variation), boxes(row_of(variation), html=f"<p>Words I keep.</p>{picture}"))

    assert answer.status_code == 422
    assert "Describe the picture, so that everybody learns what it tells" in answer.content.decode()
    assert "Words I keep." in answer.content.decode()
    assert row_of(variation).html == before


def test_pictures_without_a_description_are_counted_before_the_draft_is_frozen(drafter, variation):
    picture = f'<figure><img src="/images/{"a" * 64}.png" alt="{{}}"></figure>'
    variation.draft_sections.filter(section_id="safer-streets").update(
        html=picture.format("") * 2 + picture.format("A map of the beats.")
    )

    page = drafter.get(reverse("office:step", args=[variation.ref, "prepare_draft"])).content.decode()

    assert "Pictures without a description in “Safer streets”" in page
    assert f'<a class="govuk-link" href="{page_of(variation)}">2</a>' in page


def test_the_pages_of_the_room_are_linked_alike_and_the_one_shown_is_marked(drafter, variation):
    for name, args, current in (
        ("changes", (), '<a href="{}" aria-current="page">Changes</a>'),
        ("section", ("safer-streets",), '<a href="{}" aria-current="true">The draft</a>'),
    ):
        page = drafter.get(reverse(f"office:{name}", args=[variation.ref, *args])).content.decode()
        bar = page[page.index("pc-roombar") : page.index("</nav>", page.index("pc-roombar"))]

        marked = reverse("office:draft" if args else "office:changes", args=[variation.ref])
        assert current.format(marked) in bar
        assert bar.count("<a ") == 6
        assert bar.count("aria-current") == 1


def test_open_comments_are_counted_in_the_outline(drafter, variation):
    by = a_user(variation.plan.body, Membership.Role.CHIEF_EXECUTIVE, "Ann Lee")
    for _ in range(2):
        open_thread(instrument=variation, section_id="safer-streets", text="Why?", by=by)

    page = drafter.get(reverse("office:versions", args=[variation.ref])).content.decode()

    assert "2 comments</span></a>" in page


def test_a_wrong_code_names_its_box(drafter, variation):
    page = drafter.post(page_of(variation), boxes(row_of(variation)) | {"o0-a1-code": "second"}).content.decode()

    assert '<a href="#id_o0-a1-code">Give the code in capital letters, such as S2.</a>' not in page
    assert '<a href="#id_o0-a1-code">Priority action 1.2: Give the code in capital letters, such as V8.</a>' in page


def test_a_row_is_added_without_a_script_and_proposes_the_next_free_code(drafter, variation):
    sent = boxes(row_of(variation), html="<p>Typed, not saved.</p>") | {"act": "add-action-0"}

    page = drafter.post(page_of(variation), sent).content.decode()

    assert 'name="o0-a2-code" value="S3"' in page
    assert "Typed, not saved." in page
    assert "Not saved yet." in page
    assert row_of(variation).html != "<p>Typed, not saved.</p>"


def test_rows_are_added_saved_and_removed(drafter, variation):
    more = {"o0-rows": 3, "o0-a2-code": "S3", "o0-a2-text": "Ask every school.", "o0-a2-lead": ""}
    drafter.post(page_of(variation), boxes(row_of(variation)) | more)
    assert row_of(variation).as_section().objectives[0].actions[2] == PriorityAction("S3", "Ask every school.")

    page = drafter.post(page_of(variation), boxes(row_of(variation)) | {"act": "remove-action-0-0"}).content.decode()
    assert 'name="o0-a0-code" value="S2"' in page
    assert 'name="o0-rows" value="2"' in page


def test_a_row_left_empty_counts_for_nothing(drafter, variation):
    before = row_of(variation).as_section()
    empty = {"o-rows": 2, "o1-rows": 1, "o1-code": "", "o1-title": "", "o1-a0-code": "", "o1-a0-text": ""}

    drafter.post(page_of(variation), boxes(row_of(variation)) | empty)

    assert row_of(variation).as_section() == before


def test_an_objective_is_added_to_a_section_that_had_none(drafter, variation):
    more = {"o-rows": 1, "o0-code": "R", "o0-title": "Money well spent", "o0-aim": "", "o0-outcomes": "", "o0-rows": 0}

    drafter.post(page_of(variation, "resources"), boxes(row_of(variation, "resources")) | more)

    assert row_of(variation, "resources").as_section().objectives == (Objective("R", "Money well spent"),)


def test_sections_are_added_moved_and_removed(drafter, variation):
    new = {"heading": "Rural crime", "kind": "other", "after": "resources"}
    answer = drafter.post(reverse("office:add_section", args=[variation.ref]), new)
    assert answer.url == page_of(variation, "rural-crime")

    up = {"section": "rural-crime", "to": "up", "seen": "safer-streets,resources,rural-crime,measures"}
    drafter.post(reverse("office:order", args=[variation.ref]), up)
    ids = list(variation.draft_sections.order_by("position").values_list("section_id", flat=True))
    assert ids == ["safer-streets", "rural-crime", "resources", "measures"]

    leaving = reverse("office:remove_section", args=[variation.ref, "rural-crime"])
    assert "Remove “Rural crime” from the draft?" in drafter.get(leaving).content.decode()
    assert variation.draft_sections.count() == 4
    drafter.post(leaving)
    assert variation.draft_sections.count() == 3


def test_a_section_without_a_heading_is_not_added(drafter, variation):
    answer = drafter.post(reverse("office:add_section", args=[variation.ref]), {"heading": "", "kind": "other"})

    assert variation.draft_sections.count() == 3
    assert "Give the section a heading." in drafter.get(answer.url).content.decode()


def test_changes_are_listed_before_the_text_with_their_reasons(drafter, variation):
    page = drafter.get(reverse("office:changes", args=[variation.ref])).content.decode()

    assert "1 change in 1 section. 1 without a reason yet." in page
    assert page.index("Give a reason") < page.index('id="text"')
    assert '<ins class="pc-ins"><span class="govuk-visually-hidden">[added: </span>' in page
    assert "Money and people" not in page.split('id="text"')[1].split('id="comments"')[0]


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ("?view=clean", "The budget is set each February.", "pc-ins"),
        ("?view=sides", "pc-sides", "pc-ins"),
        ("?view=marked&show=all", "The budget is set each February.", "pc-sides"),
        ("?view=nonsense", "pc-ins", "pc-sides"),
    ],
)
def test_the_text_is_shown_in_the_way_asked_for(drafter, variation, asked, there, not_there):
    page = drafter.get(reverse("office:changes", args=[variation.ref]) + asked).content.decode()

    text = page.split('id="text"')[1]
    assert there in text
    assert not_there not in text


def test_a_draft_plan_is_all_new_and_clean(drafter, body):
    instrument = a_draft_plan(body)

    page = drafter.get(reverse("office:changes", args=[instrument.ref])).content.decode()

    assert "No edition is in force, so everything is new." in page
    assert "pc-ins" not in page


def test_a_reason_is_given_and_edited_with_its_history(drafter, variation):
    marks = drafter.get(page_of(variation)).context["marks"]
    address = marks[0]["edit_url"]
    drafter.post(address, {"reason": "Asked for at 11 parish meetings."})
    drafter.post(address, {"reason": "Asked for at 12 parish meetings."})

    kept = ChangeReason.objects.get(instrument=variation)
    assert kept.reason == "Asked for at 12 parish meetings."
    assert [past.reason for past in kept.history.order_by("history_id")] == [
        "Asked for at 11 parish meetings.",
        "Asked for at 12 parish meetings.",
    ]
    assert "Asked for at 12 parish meetings." in drafter.get(page_of(variation)).content.decode()
    assert "Each has its reason." in drafter.get(reverse("office:changes", args=[variation.ref])).content.decode()


def test_a_reason_needs_words_and_a_change_that_stands(drafter, variation):
    address = drafter.get(page_of(variation)).context["marks"][0]["edit_url"]

    assert "Say in a sentence why this change is made." in drafter.post(address, {"reason": " "}).content.decode()
    gone = reverse("office:reason", args=[variation.ref, "0123456789abcdef"])
    assert drafter.get(gone).status_code == 404


def test_a_frozen_wording_is_read_and_others_are_not_found(drafter, variation):
    prepared(variation, date(2014, 1, 8))
    digest = variation.lines.get(step="prepare_draft").wording_id

    page = drafter.get(reverse("office:wording", args=[variation.ref, digest])).content.decode()
    assert "The draft frozen on 8 January 2014" in page
    assert "pc-ins" in page
    base = variation.base.wording_id
    assert drafter.get(reverse("office:wording", args=[variation.ref, base])).status_code == 404


def addresses(instrument: Instrument) -> list[str]:
    ref = instrument.ref
    return [
        reverse("office:draft", args=[ref]),
        reverse("office:section", args=[ref, "safer-streets"]),
        reverse("office:remove_section", args=[ref, "safer-streets"]),
        reverse("office:changes", args=[ref]),
        reverse("office:import", args=[ref]),
        reverse("office:rebase", args=[ref]),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_the_office_alone_enters_the_drafting_room(body, variation, client, role):
    client.force_login(a_user(body, role))

    found = {client.get(address).status_code for address in addresses(variation)}

    assert found == ({200} if role in OFFICE else {403})


def test_the_drafting_room_asks_a_stranger_to_sign_in(variation, client):
    for address in addresses(variation):
        assert client.get(address).url.startswith("/accounts/login/")


def test_another_bodys_staff_find_nothing(variation, client):
    client.force_login(a_user(a_body("saltreach"), Role.POLICY_OFFICER))

    assert {client.get(address).status_code for address in addresses(variation)} == {404}


@pytest.mark.parametrize("name", ["add_section", "order"])
def test_what_changes_the_draft_is_not_done_by_a_link(drafter, variation, name):
    assert drafter.get(reverse(f"office:{name}", args=[variation.ref])).status_code == 405


@pytest.mark.parametrize("name", ["draft", "section", "changes", "import"])
def test_a_draft_of_many_sections_takes_no_more_queries(drafter, variation, name):
    args = [variation.ref] + (["safer-streets"] if name == "section" else [])
    address = reverse(f"office:{name}", args=args)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            drafter.get(address)
        return len(seen)

    drafter.get(address)
    few = queries()
    for n in range(9):
        add_section(instrument=variation, heading=f"Further section {n}")

    assert queries() == few <= 18


@pytest.mark.parametrize("name", ["text", "versions", "changes"])
def test_many_versions_take_no_more_queries(drafter, variation, name):
    address = reverse(f"office:{name}", args=[variation.ref])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert drafter.get(address).status_code == 200
        return len(seen)

    save_version(instrument=variation, name="First")
    queries()
    one = queries()
    save_version(instrument=variation, name="Second")
    save_version(instrument=variation, name="Third")

    assert queries() == one


def test_a_stale_order_is_not_put_and_the_script_is_told_the_order_of_now(drafter, variation):
    address = reverse("office:order", args=[variation.ref])
    asked = {"seen": "measures,resources,safer-streets", "order": "resources,measures,safer-streets"}

    answer = drafter.post(address, asked, headers={"Accept": "application/json"})

    assert answer.status_code == 409
    assert answer.json()["order"] == ["safer-streets", "resources", "measures"]
    assert answer.json()["message"].startswith("Somebody else added, moved or removed a section meanwhile")


def test_the_text_is_held_against_what_the_address_asks_for(drafter, variation):
    save_version(instrument=variation, name="First")
    address = reverse("office:text", args=[variation.ref])

    against_edition = drafter.get(address).content.decode()
    against_version = drafter.get(address, {"against": "version-1", "view": "redline"}).content.decode()

    assert "1 change in 1 section, against: Edition 1, which it varies." in against_edition
    assert "No changes, against: Version 1, First." in against_version
    assert "pc-sides" in drafter.get(address, {"view": "side"}).content.decode()


def test_an_earlier_save_is_put_back_as_a_new_save(drafter, variation):
    before = row_of(variation).html
    drafter.post(page_of(variation), boxes(row_of(variation), html="<p>Another thought.</p>"))
    listed = drafter.get(reverse("office:earlier", args=[variation.ref, "safer-streets"])).context["saves"]
    earlier = reverse("office:earlier_save", args=[variation.ref, "safer-streets", listed[1]["number"]])

    drafter.post(earlier, {"revision": row_of(variation).revision})

    assert row_of(variation).html == before


def test_a_reason_in_the_margin_brings_the_section_back_and_needs_a_ticked_change_in_the_list(drafter, variation):
    address = drafter.get(page_of(variation)).context["marks"][0]["edit_url"]
    answer = drafter.post(address, {"reason": "Asked for.", "section": "safer-streets"})
    assert answer.url == page_of(variation) + "#marks"

    untick = drafter.post(reverse("office:reasons", args=[variation.ref]), {"reason": "Typed at length."})
    assert untick.status_code == 422
    assert "Typed at length." in untick.content.decode()


def test_a_closed_text_is_read_and_no_longer_changed(drafter, variation):
    row = row_of(variation)
    sent = boxes(row, html="<p>Too late.</p>")
    Instrument.objects.filter(pk=variation.pk).update(stage=Stage.WITHDRAWN)

    page = drafter.get(page_of(variation)).content.decode()
    assert "so its text is closed. It can be read here, and no longer changed." in page
    assert ">Save the section</button>" not in page

    answer = drafter.post(page_of(variation), sent)
    assert answer.status_code == 422
    assert "and its text is closed." in answer.content.decode()
    assert row_of(variation).html == row.html


@pytest.mark.parametrize("act", ["", "x", "add", "-", "add-action-", "remove-action-0-0-0"])
def test_a_button_that_the_page_does_not_have_changes_nothing_and_loses_nothing(drafter, variation, act):
    row = row_of(variation)

    response = drafter.post(reverse("office:section", args=[variation.ref, row.section_id]), boxes(row, act=act))

    assert response.status_code == 200
    assert row.heading in response.content.decode()
    assert row_of(variation).revision == row.revision


@pytest.mark.django_db
def test_hidden_and_look_alike_letters_in_a_saved_text_are_named_on_its_page(client):
    variation = a_variation(an_issued_plan(a_body()), words="The p\u043elice\u200b act.")
    client.force_login(a_user(variation.plan.body, Membership.Role.POLICY_OFFICER))

    page = client.get(f"/office/variations/{variation.ref}/draft/safer-streets/").content.decode()

    assert (
        "Hidden character: zero width space (U+200B); look-alike letter: Cyrillic small letter o (U+043E). "
        "Type the words again where it should not be there."
    ) in page
