"""A Word file comes back in the browser's terms: its changes are shown by author and section, and settled there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.models import Instrument, Membership, ReturnedPaper
from plans.queries.texts import draft_outline
from plans.services.returned_actions import actions_brought
from tests.factories import a_body, a_user, a_variation, an_issued_plan
from tests.plans.text.returned.word_files import line, table, word_file

pytestmark = pytest.mark.django_db
FIRST = "Patrols are seen and known."


@pytest.fixture
def variation() -> Instrument:
    return a_variation(an_issued_plan(a_body()))


@pytest.fixture
def drafter(variation, client: Client) -> Client:
    client.force_login(a_user(variation.plan.body, Membership.Role.POLICY_OFFICER, "Priya Nair"))
    return client


def upload(drafter: Client, variation: Instrument, data: bytes, name: str = "back.docx", wording: str | None = None):
    address = reverse("office:returned", args=[variation.ref])
    chosen = variation.base.wording_id if wording is None else wording
    return drafter.post(address, {"file": SimpleUploadedFile(name, data), "wording": chosen})


def a_file(*words: str) -> bytes:
    return word_file(line("1\tSafer streets", "Heading1"), *(line(each) for each in words))


def html(variation: Instrument) -> str:
    return draft_outline(variation).sections[0].html


def test_a_change_is_shown_with_its_author_and_accepted_into_the_draft(drafter, variation):
    answer = upload(drafter, variation, a_file(f"1.1\t{FIRST}[+ We listen.|Ann Chief]"))
    page = drafter.get(answer.url)
    shown = page.context["sections"][0]
    assert (shown["heading"], shown["changes"][0]["change"].author) == ("Safer streets", "Ann Chief")
    assert '<ins class="pc-ins">' in page.content.decode()
    done = drafter.post(reverse("office:settle_change", args=[variation.ref, page.context["paper"].pk, 1]))
    assert done.status_code == 302
    assert "We listen." in html(variation)
    assert drafter.get(answer.url).context["left"] == 0


def test_a_clash_shows_both_and_is_settled_by_choosing(drafter, variation):
    upload(drafter, variation, a_file("1.1\tPatrols are seen and [-known|Ann][+heard|Ann]."))
    address = reverse("office:settle_change", args=[variation.ref, ReturnedPaper.objects.get().pk, 1])
    page = drafter.post(address)
    assert page.status_code == 409
    conflicts = page.context["clash"]["conflicts"]
    assert [conflict.theirs for conflict in conflicts] == ["<p>Patrols are seen, known and heard.</p>"]
    drafter.post(address, {f"side-{conflict.key}": "theirs" for conflict in conflicts})
    assert html(variation) == "<p>Patrols are seen, known and heard.</p>"


def test_a_file_of_another_kind_or_none_says_what_to_do(drafter, variation):
    for name, data, words in (
        ("notes.txt", b"words", "Only a Word file"),
        ("back.docx", b"words", "broken or is not a Word file"),
    ):
        page = upload(drafter, variation, data, name)
        assert page.status_code == 422
        assert words in page.content.decode()


def test_a_file_that_does_not_say_its_text_asks_for_it(drafter, variation):
    page = upload(drafter, variation, a_file(f"1.1\t{FIRST}"), wording="")
    assert page.status_code == 422
    assert "Choose the text that was sent out" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_of_the_database_for_one_change_and_for_three(
    drafter, variation, count, django_assert_num_queries
):
    words = [f"1.1\t{FIRST}[+ We listen.|Ann]", line("[+One.|Bob][+¶|Bob]"), line("[+Two.|Cy][+¶|Cy]")]
    data = word_file(line("1\tSafer streets", "Heading1"), line(words[0]), *words[1:count])
    address = upload(drafter, variation, data).url
    with django_assert_num_queries(7):
        page = drafter.get(address)
    assert len(page.context["sections"][0]["changes"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_what_is_left_open_and_asks_the_same_of_the_database_for_one_and_for_three(
    drafter, variation, count, django_assert_num_queries
):
    actions = (
        "S1 / Walk each town centre every evening. / Chief Constable",
        "S2 / Light the riverside path. / Council",
    )
    new = [f"+Ann:[+|Ann] / [+Walk {n} more.|Ann] / [+|Ann]" for n in range(count)]
    lines = [line(f"[+Tell {name}.|{name}][+¶|{name}]") for name in ("Bob", "Cy", "Di")[:count]]
    data = word_file(line("1\tSafer streets", "Heading1"), line(f"1.1\t{FIRST}"), table(*actions, *new), *lines)
    address = upload(drafter, variation, data).url
    with django_assert_num_queries(9):
        page = drafter.get(address)
    asked = [one for shown in page.context["sections"][0]["changes"] if (one := shown["asked"])]
    codes = [code["code"] for one in asked for code in one["codes"]]
    assert codes == [f"S{n}" for n in range(3, 3 + 2 * count)]
    assert [one["among"] for one in asked] == [False] * count + [True] * count


def test_a_code_that_cannot_be_used_is_refused_on_the_page_with_what_was_typed(drafter, variation):
    row = "+Ann:[+|Ann] / [+Walk more.|Ann] / [+|Ann]"
    actions = ("S1 / Walk each town centre every evening. / Chief Constable", row)
    upload(drafter, variation, word_file(line("1\tSafer streets", "Heading1"), line(f"1.1\t{FIRST}"), table(*actions)))
    paper = ReturnedPaper.objects.get()
    change = next(each for each in paper.changes.all() if list(actions_brought(each.sections)))
    [new] = actions_brought(change.sections)
    address = reverse("office:settle_change", args=[variation.ref, paper.pk, change.number])

    page = drafter.post(address, {f"code-{new.mark}": "S1"})

    assert page.status_code == 422
    html = page.content.decode()
    assert f'<a href="#change-{change.number}-code-1">The code S1 was used before' in html
    assert f'name="code-{new.mark}" value="S1"' in html
    assert drafter.post(address, {f"code-{new.mark}": "S9"}).status_code == 302
    assert "S9" in draft_outline(variation).action_codes
