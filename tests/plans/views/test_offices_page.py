"""The register of offices: who held which from when to when, kept by two, read by the office, with its history."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Membership, OfficeHolder
from plans.statute.terms import Office
from tests.factories import a_body, a_user

pytestmark = pytest.mark.django_db
Role = Membership.Role
LIST, NEW = "/office/offices/", "/office/offices/new/"


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def keeper(body):
    client = Client()
    client.force_login(a_user(body, Role.CHIEF_EXECUTIVE, "Daniel Okafor"))
    return client


def day(name: str, on: date | None) -> dict[str, str]:
    parts = (on.day, on.month, on.year) if on else ("", "", "")
    return {f"{name}_{part}": str(value) for part, value in zip(("day", "month", "year"), parts, strict=True)}


def typed(office: Office, name: str, from_on: date, to_on: date | None = None, **more: str) -> dict[str, str]:
    return {"office": office.value, "name": name, **day("from_on", from_on), **day("to_on", to_on), **more}


def holder_of(body, office: Office) -> OfficeHolder:
    return body.office_holders.filter(office=office).order_by("from_on").last()


def page_of(row: OfficeHolder) -> str:
    return reverse("office:holder", args=[row.pk])


def changed(row: OfficeHolder, **more) -> dict[str, str]:
    facts = {"name": row.name, "title": row.title, "email": row.email, "why": "The letter of appointment says so."}
    return facts | day("from_on", row.from_on) | day("to_on", row.to_on) | more


def office(page, key: Office) -> dict:
    return next(one for one in page.context["offices"] if one["id"] == key.value)


def test_a_tenure_is_ended_the_next_is_added_and_the_gap_is_a_vacancy(body, keeper):
    marsh = holder_of(body, Office.COMMISSIONER)
    ended = keeper.post(page_of(marsh), changed(marsh, **day("to_on", date(2016, 5, 11))))
    added = keeper.post(NEW, typed(Office.COMMISSIONER, "Martin Ashdown", date(2016, 5, 13)))

    assert (ended.status_code, added.status_code) == (302, 302)
    rows = office(keeper.get(LIST), Office.COMMISSIONER)["rows"]
    assert [(row["name"], row["from"], row["to"]) for row in rows] == [
        ("Martin Ashdown", "13 May 2016", ""),
        ("", "12 May 2016", "12 May 2016"),
        ("Helen Marsh", "22 November 2012", "11 May 2016"),
    ]


def test_an_office_without_anybody_today_says_so_at_the_top(body, keeper):
    chief = holder_of(body, Office.CHIEF_CONSTABLE)
    keeper.post(page_of(chief), changed(chief, **day("to_on", date(2026, 1, 31))))

    page = keeper.get(LIST)

    assert page.context["lead"] == "Nobody is on the register today as chief constable."
    assert office(page, Office.CHIEF_CONSTABLE)["rows"][0]["from"] == "1 February 2026"


def test_a_tenure_of_a_later_day_stands_on_the_register_before_it_begins(body, keeper):
    marsh, soon = holder_of(body, Office.COMMISSIONER), timezone.localdate() + timedelta(days=30)
    keeper.post(page_of(marsh), changed(marsh, **day("to_on", soon - timedelta(days=1))))
    keeper.post(NEW, typed(Office.COMMISSIONER, "Martin Ashdown", soon))

    shown = office(keeper.get(LIST), Office.COMMISSIONER)
    assert [row["state"][0] for row in shown["rows"]] == ["From a later day", "In office today"]
    assert shown["lead"].startswith("Helen Marsh")


def test_two_commissioners_at_once_are_refused_with_what_to_do_and_nothing_typed_is_lost(body, keeper):
    answer = keeper.post(NEW, typed(Office.COMMISSIONER, "Martin Ashdown", date(2016, 5, 12)))

    assert answer.status_code == 422
    assert answer.context["form"].errors["from_on"] == [
        "Helen Marsh is on the register as commissioner since 22 November 2012. "
        "One person holds this office at a time. Enter that tenure’s end first."
    ]
    assert 'value="Martin Ashdown"' in answer.content.decode()
    assert body.office_holders.filter(office=Office.COMMISSIONER).count() == 1


def test_an_acting_commissioner_beside_a_commissioner_is_asked_about_and_stands_when_that_is_so(body, keeper):
    acting = typed(Office.ACTING_COMMISSIONER, "Tom Reed", timezone.localdate() - timedelta(days=3))

    asked = keeper.post(NEW, acting)
    assert asked.status_code == 422
    assert "incapacitated or suspended" in asked.context["form"].errors["both"][0]
    assert 'name="both"' in asked.content.decode()
    assert not body.office_holders.filter(office=Office.ACTING_COMMISSIONER).exists()

    assert keeper.post(NEW, acting | {"both": "on"}).status_code == 302
    for url in (LIST, "/office/"):
        notice = keeper.get(url).context["acting"]
        assert notice["strong"].startswith("Tom Reed is acting commissioner since")
        assert "Barred: issuing a plan or a variation" in notice["words"]


def test_a_temporary_chief_constable_is_asked_about_and_kept_with_the_rank(body, keeper):
    temporary = typed(Office.CHIEF_CONSTABLE, "Ruth Calloway", date(2020, 1, 1), title="Temporary Chief Constable")

    assert "If that person is away" in keeper.post(NEW, temporary).context["form"].errors["both"][0]
    assert keeper.post(NEW, temporary | {"both": "on"}).status_code == 302
    assert office(keeper.get(LIST), Office.CHIEF_CONSTABLE)["lead"] == (
        "Ruth Calloway, Temporary Chief Constable, since 1 January 2020."
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"office": "panel"}, "office"),
        ({"office": ""}, "office"),
        ({"email": "nobody"}, "email"),
        ({"from_on_month": "13"}, "from_on"),
        (day("to_on", date(2012, 1, 1)), "to_on"),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field(body, keeper, wrong, field):
    answer = keeper.post(NEW, typed(Office.DEPUTY_COMMISSIONER, "Joanna Field", date(2018, 10, 8)) | wrong)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert body.office_holders.count() == 3


def test_a_correction_is_kept_with_who_made_it_and_why(body, keeper):
    row = holder_of(body, Office.CHIEF_EXECUTIVE)
    keeper.post(page_of(row), changed(row, **day("from_on", date(2012, 11, 26))))

    edit = keeper.get(page_of(row)).context["edits"][0]

    assert (edit["by"], edit["why"]) == ("Daniel Okafor", "The letter of appointment says so.")
    assert edit["changes"] == [("From", "22 November 2012", "26 November 2012")]
    assert "why" in keeper.post(page_of(row), changed(row, why="")).context["form"].errors


def test_the_office_reads_and_only_the_administrator_ties_an_account(body, keeper):
    row = holder_of(body, Office.COMMISSIONER)
    reader, administrator = Client(), Client()
    reader.force_login(a_user(body, Role.POLICY_OFFICER))
    administrator.force_login(user := a_user(body, Role.ADMINISTRATOR))

    assert reader.get(page_of(row)).context["form"] is None
    assert reader.post(page_of(row), changed(row)).status_code == 403
    assert "account" not in keeper.get(page_of(row)).context["form"].fields
    assert administrator.post(page_of(row), changed(row, account=str(user.pk))).status_code == 302
    assert keeper.post(page_of(row), changed(row)).status_code == 302
    row.refresh_from_db()
    assert row.user == user


@pytest.mark.parametrize("more", [0, 2])
def test_the_pages_take_the_same_queries_however_long_the_register(body, keeper, more, django_assert_num_queries):
    for n in range(more):
        first, last = date(2013, 1 + n, 1), date(2013, 1 + n, 9)
        OfficeHolder.objects.create(body=body, office=Office.DEPUTY_COMMISSIONER, name="X", from_on=first, to_on=last)
    row = holder_of(body, Office.CHIEF_EXECUTIVE)
    for n in range(more):
        keeper.post(page_of(row), changed(row, title=f"Chief {n}"))
    with django_assert_num_queries(5):
        keeper.get(LIST)
    with django_assert_num_queries(6):
        keeper.get(page_of(row))
