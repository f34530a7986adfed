"""A fire and rescue plan on its way through the office's pages, beside the police and crime plan."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from panel_reviews.services import give_response, open_review, publish_response
from plans.models import Body, Instrument, Plan
from plans.services.beginning import begin_once
from plans.services.chain import breaks_in
from plans.services.course import Taking
from plans.services.drafts import NotEditable, begin_variation, freeze_draft, put_text
from plans.services.publishing import facts_of
from plans.statute.terms import InstrumentKind
from plans.text.outline import Outline, Section, SectionKind
from tests.factories import COMMISSIONER, STAFF, a_body, a_user, an_issued_plan, decided, reported, taken

pytestmark = pytest.mark.django_db
TEXT = Outline(
    "Fenmarch Fire and Rescue Plan",
    (
        Section("fires", SectionKind.OBJECTIVE, "Fewer fires at home", "<p>Each home at risk is visited.</p>"),
        Section("crews", SectionKind.WORKFORCE, "Crews", "<p>Each station is crewed.</p>"),
    ),
)


@pytest.fixture
def body():
    body = a_body()
    Body.objects.filter(pk=body.pk).update(kind="fire_commissioner")
    return Body.objects.get(pk=body.pk)


@pytest.fixture
def reported_on(body) -> Instrument:
    """A draft fire and rescue plan that the Panel has reported on, and that is decided."""
    draft, _ = begin_once(
        body=body,
        plan=None,
        title=TEXT.title,
        years="2014 to 2017",
        on=date(2013, 11, 4),
        kind=InstrumentKind.FIRE_PLAN,
    )
    put_text(instrument=draft, outline=TEXT)
    taken(draft, "consider_framework", date(2013, 11, 5), edition="2012", statement="Both sections answer it.")
    taken(draft, "obtain_views", date(2013, 11, 5), group="people", found="A survey of 700 homes.")
    freeze_draft(instrument=draft, on=date(2013, 11, 6), by=STAFF)
    taken(draft, "send_to_panel", date(2013, 11, 7))
    reported(draft, date(2014, 1, 15))
    taken(draft, "have_regard", date(2014, 1, 20), COMMISSIONER, considered="Read.")
    review = open_review(instrument=draft)
    give_response(review=review, taking=Taking("respond", date(2014, 1, 21), COMMISSIONER), response="Thank you.")
    publish_response(instrument=draft, taking=Taking("publish_response", date(2014, 1, 22), STAFF))
    decided(draft, date(2014, 3, 28))
    return Instrument.objects.get(pk=draft.pk)


def test_a_fire_and_rescue_plan_is_issued_with_the_end_of_its_own_period(body, reported_on):
    police = an_issued_plan(body)
    client = Client()
    client.force_login(a_user(body, "commissioner", "Helen Marsh"))
    url = reverse("office:step", args=[reported_on.ref, "issue"])
    page = client.get(url)
    assert page.context["refusals"] == []
    assert "period_ends_on" in page.context["form"].fields
    assert not [name for name in page.context["form"].fields if name.startswith("without_")]

    def day(name: str, on: date) -> dict[str, int]:
        return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}

    typed = {"revision": reported_on.revision, "confirmed": "on", **day("on", date(2014, 3, 28))}
    unsaid = client.post(url, typed)
    assert unsaid.context["form"].errors == {"period_ends_on": ["Enter the day on which the plan’s period ends."]}
    assert client.post(url, typed | day("period_ends_on", date(2017, 3, 31))).status_code == 302

    fire = Plan.objects.get(family="fire_and_rescue")
    assert (fire.effective_from, fire.period_ends_on) == (date(2014, 3, 28), date(2017, 3, 31))
    assert facts_of(fire.editions.get()).under == "the Fire and Rescue National Framework"
    assert facts_of(police.editions.get()).under == "section 5 of the Police Reform and Social Responsibility Act 2011"
    assert list(breaks_in(body)) == []
    assert fire.name in Client().get(police.get_absolute_url()).content.decode()
    assert Client().get(fire.get_absolute_url()).status_code == 200
    assert begin_variation(plan=fire, title="Crews at night", on=date(2014, 6, 2)).kind == "fire_variation"


def test_only_the_community_is_asked_for_its_views_on_a_fire_and_rescue_plan(body, reported_on):
    client = Client()
    client.force_login(a_user(body, "policy_officer"))

    page = client.get(reverse("office:step", args=[reported_on.ref, "obtain_views"]))

    assert page.context["form"].fields["group"].choices == [("people", "People in the area")]


def test_another_kind_of_body_has_no_fire_and_rescue_plan():
    with pytest.raises(NotEditable, match="has no draft fire and rescue plan"):
        begin_once(body=a_body(), plan=None, title="Fire", years="", on=date(2014, 1, 1), kind=InstrumentKind.FIRE_PLAN)
