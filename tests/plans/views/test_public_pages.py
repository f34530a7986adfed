"""The public pages: what they show, what they never show, how they are kept, and how many queries they take."""

import hashlib
import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import ChangeReason, Edition, Instrument, Job, OfficeHolder, Plan, PublishedForm
from plans.services.calendar import keep_meeting
from plans.services.drafts import begin_variation, freeze_draft, put_text
from plans.services.exercises.answering import begin
from plans.services.meetings.agenda import Closing, Item, add_item, begin_agenda, open_agenda
from plans.services.meetings.papers import Written, add_paper
from plans.services.reasons import give_reason
from plans.text.redline import compare
from plans.urls import public as addresses
from tests.factories import (
    COMMISSIONER,
    STAFF,
    a_body,
    a_draft_plan,
    a_user,
    a_variation,
    an_exercise,
    an_issued_plan,
    an_outline,
    consulted,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
    taken,
)

pytestmark = pytest.mark.django_db
SENTINEL = "Heronswick"  # stands in no public text, until it is issued
PLAN = "police-and-crime-plan-2013-to-2016"


@pytest.fixture
def body():
    return a_body()


@pytest.fixture
def plan(body):
    return an_issued_plan(body)


def on_its_way(plan, stage: str) -> Instrument:
    """A variation holding the sentinel, taken to a point of its course."""
    variation = a_variation(plan, words=f"Patrols are seen in {SENTINEL}.")
    variation.title = f"{SENTINEL} patrols"
    variation.save()
    if stage == "drafting":
        return variation
    prepared(variation, date(2013, 12, 9))
    if stage == "consulted":
        return variation
    if stage == "withdrawn":
        taken(variation, "withdraw", date(2013, 12, 20), why=f"No longer for {SENTINEL}.")
        return variation
    sent(variation, date(2014, 1, 6))
    if stage == "with_panel":
        return variation
    reported(variation, date(2014, 2, 5), f"Say how {SENTINEL} was chosen.")
    return variation


def issue_it(variation: Instrument, *, month: int = 3):
    responded(variation, date(2014, 2, 12))
    decided(variation, date(2014, month, 3))
    return issued(variation, date(2014, month, 3))


def consultation_of(plan, variation) -> dict[str, list[str]]:
    """Every public address of an open consultation about this variation."""
    exercise = an_exercise(plan.body, instrument=variation)
    _, code = begin(exercise=exercise)
    start = f"/consultations/{exercise.ref}/"
    return {
        "consultations": ["/consultations/"],
        "consultation": [start],
        "consultation_start": [f"{start}start/"],
        "consultation_continue": [f"{start}continue/"],
        "consultation_question": [f"{start}answer/{code}/1/"],
        "consultation_check": [f"{start}answer/{code}/check/"],
    }


def meeting_of(plan, variation) -> dict[str, list[str]]:
    """Every public address of a meeting whose agenda is open, with an item about this variation and a closed paper."""
    day = keep_meeting(body=plan.body, of="board", name="Coordination Board", on=date(2014, 1, 8))
    meeting = begin_agenda(day=day)
    item = add_item(meeting=meeting, item=Item("Business", instrument=variation))
    closed = Closing("confidential", (), f"{SENTINEL} is barred.")
    given = add_paper(item=item, written=Written("Figures", text="<p>Sums.</p>"))
    kept = add_paper(item=item, written=Written(SENTINEL, text=f"<p>{SENTINEL}.</p>", closing=closed))
    open_agenda(meeting=meeting, on=date(2014, 1, 2))
    start = f"/meetings/{meeting.ref}/"
    return {
        "meetings": ["/meetings/"],
        "meeting": [start],
        "agenda_pack": [f"{start}packs/0.pdf"],
        "paper": [f"{start}papers/{paper.pk}/" for paper in (given, kept)],
        "paper_file": [f"{start}papers/{paper.pk}/file/" for paper in (given, kept)],
    }


# What this plan and this meeting have not: forms not made, no report, a pack not sent, closed papers.
NOT_THERE = re.compile(r"\.json$|\.docx$|/editions/2\.pdf$|/reports/|/cymraeg|/packs/|/papers/")
OF_A_MEETING = re.compile(r"^/meetings/(?:[^/]+/)?$")


def every_address(plan, variation) -> list[str]:
    """Every public address there is, about this plan and this variation."""
    ref = plan.ref
    found = {
        "home": ["/"],
        "plan": [reverse("public:plan", args=[ref])],
        "edition": [reverse("public:edition", args=[ref, n]) for n in (1, 2)],
        "published_form": [
            reverse("public:published_form", args=[ref, n, form]) for n in (1, 2) for form in ("pdf", "docx", "json")
        ],
        "choose_day": [reverse("public:choose_day", args=[ref])],
        "as_at": [reverse("public:as_at", args=[ref, day]) for day in ("2013-06-01", "2014-06-01")],
        "compare": [
            reverse("public:compare", args=[ref, 1, 2]) + view
            for view in ("", "?view=clean", "?view=sides", "?show=all")
        ],
        "record": [reverse("public:record", args=[ref])],
        "variation": [reverse("public:variation", args=[variation.ref])],
        "certificate": [reverse("public:certificate", args=[variation.ref])],
        "certificate_file": [reverse("public:certificate_file", args=[variation.ref, "0" * 64])],
        "edition_in_welsh": [reverse("public:edition_in_welsh", args=[ref, 1])],
        "welsh_file": [reverse("public:welsh_file", args=[ref, n, "pdf"]) for n in (1, 2)],
        "report_file": [reverse("public:report_file", args=[variation.ref, form]) for form in ("pdf", "docx")],
        "report": [reverse("public:report", args=[variation.ref])],
        "evidence": [f"/evidence/{'0' * 64}/"],
        "image": [f"/images/{'0' * 64}.png"],
        "accessibility": ["/accessibility/"],
    }
    found |= consultation_of(plan, variation) | meeting_of(plan, variation)
    assert set(found) == {pattern.name for pattern in addresses.urlpatterns}
    return [address for addresses_of_one in found.values() for address in addresses_of_one]


ABOUT_IT_ALONE = re.compile(r"^/variations/|^/reports/|/editions/2|/compare/")
# A form has a token, and answers are their writer's alone: these pages are kept by nobody.
OF_ONE_CITIZEN = re.compile(r"^/consultations/.+/(start|continue|answer)/")


@pytest.mark.parametrize("stage", ["drafting", "consulted", "withdrawn", "with_panel", "reported"])
def test_nothing_unpublished_is_reachable_from_any_public_address(plan, stage):
    variation = on_its_way(plan, stage)

    for address in every_address(plan, variation):
        response = Client().get(address)
        page = b"".join(response) if response.streaming else response.content
        assert SENTINEL not in page.decode(), address
        assert variation.ref not in page.decode(), address
        if ABOUT_IT_ALONE.search(address):
            assert response.status_code == 404, address


def test_a_draft_plan_is_not_reachable(body):
    draft = a_draft_plan(body, outline=an_outline(title=f"{SENTINEL} plan", words=f"{SENTINEL} is safe."))

    for address in every_address(draft.plan, draft):
        response = Client().get(address)
        assert SENTINEL not in response.content.decode(), address
        is_there = address in ("/", "/accessibility/") or address.startswith("/consultations/")
        if address.endswith("/") and address.startswith("/meetings/"):
            is_there = OF_A_MEETING.match(address) or "Sums." in response.content.decode()
        assert response.status_code == (200 if is_there else 404), address


def test_an_instrument_that_is_to_be_public_tomorrow_is_not_today(plan):
    variation = on_its_way(plan, "with_panel")
    variation.public_from = timezone.localdate() + timedelta(days=1)
    variation.save()
    address = reverse("public:variation", args=[variation.ref])

    before = Client().get(address)
    variation.public_from = timezone.localdate()
    variation.save()

    assert (before.status_code, Client().get(address).status_code) == (404, 200)


def test_of_a_public_draft_only_what_was_sent_to_the_panel_is_shown(plan):
    variation = a_variation(plan)
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    variation.public_from = date(2014, 2, 6)
    variation.save()
    put_text(instrument=variation, outline=an_outline(words=f"Patrols go to {SENTINEL}."))
    ChangeReason.objects.create(
        instrument=variation,
        change_key=compare(variation.base.wording.outline, an_outline(words="Patrols are seen, known and asked for."))
        .changes[0]
        .key,
        reason=f"Because {SENTINEL} asked.",
    )

    pages = [Client().get(address) for address in every_address(plan, variation)]
    shown = Client().get(reverse("public:variation", args=[variation.ref]))

    assert [page for page in pages if SENTINEL in page.content.decode()] == []
    assert "asked for" in shown.content.decode()
    assert [line["step"] for line in shown.context["lines"]] == ["Send the draft variation to the Panel"]


def test_a_draft_sent_again_waits_for_its_own_response(plan):
    variation = a_variation(plan)
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    responded(variation, date(2014, 2, 12))
    put_text(instrument=variation, outline=an_outline(words=f"Patrols go to {SENTINEL}."))
    freeze_draft(instrument=variation, on=date(2014, 2, 13), by=STAFF)
    consulted(variation, date(2014, 2, 14), key="consult_again")
    sent(variation, date(2014, 2, 17))

    page = Client().get(reverse("public:variation", args=[variation.ref]))

    assert SENTINEL not in page.content.decode()
    assert page.context["lead"] == (
        "It has been with the Police and Crime Panel since 17 February 2014. "
        "The plan stays as it is until it is issued."
    )


def test_private_particulars_are_never_on_the_record_page(plan):
    variation = on_its_way(plan, "reported")
    issue_it(variation)

    page = Client().get(reverse("public:record", args=[plan.ref])).content.decode()

    for private in (STAFF.name, "I have no comments", "Speeding in villages", "A survey of 900", "Talks with 60"):
        assert private not in page
    assert COMMISSIONER.name in page


def test_the_record_page_shows_every_step_of_what_was_issued(plan):
    variation = on_its_way(plan, "reported")
    issue_it(variation)

    page = Client().get(reverse("public:record", args=[plan.ref]))

    courses = page.context["courses"]
    assert [course["instrument"].ref for course in courses] == [plan.instruments.get(kind="plan").ref, variation.ref]
    assert [line["seq"] for line in courses[1]["lines"]] == list(
        variation.lines.order_by("seq").values_list("seq", flat=True)
    )
    assert page.context["head"].digest in page.content.decode()
    issue = next(line for line in courses[1]["lines"] if line["step"] == "Issue the variation")
    assert (issue["section"], issue["on"], issue["by"]) == (
        "s.5(4)",
        "3 March 2014",
        "Helen Marsh, Police and Crime Commissioner",
    )


def test_the_first_page_shows_the_plan_in_force(body, freezer_on):
    plan = an_issued_plan(body)
    freezer_on(date(2014, 6, 1))

    page = Client().get("/")

    assert page.context["kicker"] == "The plan in force"
    assert page.context["status"] == [
        {"term": "In force from", "fact": "28 March 2013"},
        {"term": "until", "fact": "31 March 2017"},
        {"term": "You are reading", "fact": "edition 1, issued 28 March 2013"},
    ]
    assert page.context["edition"].plan == plan


@pytest.fixture
def freezer_on(monkeypatch):
    """Let it be a day for the public pages."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *args: day)


def test_without_a_plan_the_first_page_says_so_and_helps(body):
    page = Client().get("/")

    assert page.status_code == 200
    assert "No plan has been issued yet" in page.content.decode()
    assert "office@fenmarch.example" in page.content.decode()


def test_without_a_body_the_first_page_still_answers():
    page = Client().get("/")

    assert page.status_code == 200
    assert "No plan has been published here yet" in page.content.decode()


def test_with_several_bodies_the_first_page_lists_the_areas(plan):
    a_body("elsewhere")

    page = Client().get("/")

    assert [(area["body"].ref, area["plan"]) for area in page.context["areas"]] == [
        ("fenmarch", plan),
        ("elsewhere", None),
    ]
    assert reverse("public:plan", args=[plan.ref]) in page.content.decode()


def test_a_plan_not_yet_in_effect_says_so(body, freezer_on):
    instrument = a_draft_plan(body)
    prepared(instrument, date(2013, 1, 14))
    sent(instrument, date(2013, 1, 15))
    reported(instrument, date(2013, 2, 20))
    responded(instrument, date(2013, 3, 6))
    decided(instrument, date(2013, 3, 28))
    issued(instrument, date(2013, 3, 28), effective_from="2013-04-01")
    freezer_on(date(2013, 3, 30))

    notices = Client().get(reverse("public:plan", args=[instrument.plan.ref])).context["notices"]

    assert notices == [
        {
            "strong": "This plan is not yet in effect.",
            "words": "It has been issued, and has effect from 1 April 2013.",
        }
    ]


def test_a_plan_that_has_ended_says_so(plan, freezer_on):
    freezer_on(date(2017, 4, 1))

    notices = Client().get(reverse("public:plan", args=[plan.ref])).context["notices"]

    assert notices == [{"strong": "This plan has ended.", "words": "It had effect until 31 March 2017."}]


def test_a_plan_issued_by_an_earlier_commissioner_says_so(plan, body, freezer_on):
    freezer_on(date(2014, 6, 1))
    address = reverse("public:plan", args=[plan.ref])
    before = Client().get(address).context["notices"]
    holder = OfficeHolder.objects.get(body=body, office="commissioner")
    holder.to_on = date(2014, 5, 1)
    holder.save()
    OfficeHolder.objects.create(body=body, office="commissioner", name="Ivy Stone", from_on=date(2014, 5, 2))

    after = Client().get(address).context["notices"]

    assert before == []
    assert [notice["strong"] for notice in after] == ["This plan was issued by an earlier Commissioner."]


def test_each_section_names_the_variation_that_last_changed_it(plan, freezer_on):
    freezer_on(date(2014, 6, 1))
    variation = on_its_way(plan, "reported")
    issue_it(variation)

    page = Client().get(reverse("public:plan", args=[plan.ref]))

    assert [(item["section"].id, item["provenance"]) for item in page.context["sections"]] == [
        (
            "safer-streets",
            {
                "did": "Changed by",
                "words": "variation of 3 March 2014",
                "url": f"/variations/{variation.ref}/",
                "compare_url": f"/plans/{plan.ref}/compare/1/2/#s-safer-streets",
            },
        ),
        ("resources", None),
        ("measures", None),
    ]
    assert [item["flag"] for item in page.context["contents"]] == ["Changed 3 March 2014", "", ""]
    assert 'id="p1-1"' in page.content.decode()


def test_what_is_under_way_is_noticed_once_it_is_public(plan, freezer_on):
    freezer_on(date(2014, 2, 14))
    variation = on_its_way(plan, "reported")
    responded(variation, date(2014, 2, 12))

    page = Client().get("/")

    assert page.context["notices"] == [
        {
            "strong": "A change is being considered.",
            "words": "“Heronswick patrols”. The Police and Crime Panel reported on it on 5 February 2014, and the "
            "response has been published. This plan stays as it is until the variation is issued.",
            "url": f"/variations/{variation.ref}/",
            "link": "See the variation",
        }
    ]
    assert page.context["timeline"][0]["ahead"] is True


@pytest.mark.parametrize(
    ("day", "status", "number"),
    [("2013-03-27", 404, None), ("2013-03-28", 200, 1), ("2014-03-02", 200, 1), ("2014-03-03", 200, 2),
     ("2017-03-31", 200, 2), ("2017-04-01", 404, None), ("yesterday", 404, None), ("2014-02-30", 404, None)],
)  # fmt: skip
def test_the_text_of_a_day_is_the_edition_in_effect_on_it(plan, day, status, number):
    issue_it(on_its_way(plan, "reported"))

    page = Client().get(reverse("public:as_at", args=[plan.ref, day]))

    assert page.status_code == status
    assert (page.context["edition"].number if number else None) == number


def test_a_day_before_the_plan_leads_to_the_plan_that_had_effect_then(plan, body):
    later = plan_of(body, "later", date(2017, 4, 1), date(2021, 3, 31), plan)

    page = Client().get(reverse("public:as_at", args=[later.ref, "2014-05-01"]))
    after = Client().get(reverse("public:as_at", args=[plan.ref, "2018-05-01"]))

    assert (page.status_code, page.context["title"]) == (404, "The plan had not begun")
    assert page.context["url"] == f"/plans/{plan.ref}/as-at/2014-05-01/"
    assert (after.status_code, after.context["title"]) == (404, "On 1 May 2018 this plan had ended")
    assert after.context["url"] == "/plans/later/as-at/2018-05-01/"


def plan_of(body, ref, begins, ends, like) -> Plan:
    """Another issued plan of the body, with the text of a plan there is."""
    plan = Plan.objects.create(
        body=body, ref=ref, title="Later plan", issued_on=begins, effective_from=begins, period_ends_on=ends
    )
    first = like.editions.get(number=1)
    instrument = Instrument.objects.create(
        plan=plan, kind="plan", ref=f"{ref}-plan", title="Later plan", procedure=first.instrument.procedure,
        stage="issued", begun_on=begins,
    )  # fmt: skip
    Edition.objects.create(
        plan=plan, number=1, wording=first.wording, instrument=instrument, issued_on=begins, effective_from=begins
    )
    return plan


def test_a_chosen_day_leads_to_its_address(plan):
    address = reverse("public:choose_day", args=[plan.ref])

    right = Client().get(address, {"day_day": "1", "day_month": "6", "day_year": "2014"})
    wrong = Client().get(address, {"day_day": "31", "day_month": "6", "day_year": "2014"})

    assert right.headers["Location"] == f"/plans/{plan.ref}/as-at/2014-06-01/"
    assert wrong.context["form"].errors == {"day": ["The day must be a real date, such as 27 3 2026."]}


def test_a_comparison_shows_each_change_with_the_reason_given(plan):
    variation = on_its_way(plan, "drafting")
    change = compare(plan.editions.get().wording.outline, an_outline(words=f"Patrols are seen in {SENTINEL}.")).changes
    give_reason(instrument=variation, change_keys=[change[0].key], reason="The council asked for it.")
    prepared(variation, date(2013, 12, 9))
    give_reason(instrument=variation, change_keys=[change[0].key], reason="A later reason.")
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), f"Say how {SENTINEL} was chosen.")
    issue_it(variation)

    page = Client().get(reverse("public:compare", args=[plan.ref, 1, 2]))

    assert page.context["lead"] == (
        "The variation of 3 March 2014 made 1 change in 1 section. Everything else reads as before."
    )
    assert page.context["given"] == [{"key": change[0].key, "reason": "The council asked for it."}]
    assert "The council asked for it." in page.content.decode()
    assert f'{SENTINEL}<span class="govuk-visually-hidden">]' in page.content.decode()


def test_editions_are_compared_the_older_first(plan):
    issue_it(on_its_way(plan, "reported"))

    assert Client().get(f"/plans/{plan.ref}/compare/2/1/").headers["Location"] == f"/plans/{plan.ref}/compare/1/2/"
    assert Client().get(f"/plans/{plan.ref}/compare/1/1/").status_code == 404


def test_an_issued_variation_leads_to_its_edition(plan):
    variation = on_its_way(plan, "reported")
    edition = issue_it(variation)

    page = Client().get(reverse("public:variation", args=[variation.ref]))

    assert page.context["lead"] == "It was issued on 3 March 2014 as edition 2 of the plan."
    assert edition.get_absolute_url() in page.content.decode()


# Published forms


def a_form(edition, kind="pdf", content=b"%PDF-1.7 a plan") -> PublishedForm:
    digest = hashlib.sha256(content).hexdigest()
    settings.PUBLISHED_DIR.mkdir(exist_ok=True)
    (settings.PUBLISHED_DIR / f"{digest}.{kind}").write_bytes(content)
    return PublishedForm.objects.create(
        edition=edition,
        format=kind,
        source_key=digest,
        sha256=digest,
        size=len(content),
        pages=38 if kind == "pdf" else None,
        path=f"{digest}.{kind}",
        published_at=timezone.now(),
    )


def form_of(plan, kind="pdf"):
    return reverse("public:published_form", args=[plan.ref, 1, kind])


def test_a_published_form_is_given_to_be_kept_for_ever(plan):
    form = a_form(plan.editions.get())

    response = Client().get(form_of(plan))

    assert b"".join(response) == b"%PDF-1.7 a plan"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["ETag"] == f'"{form.sha256}"'
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Disposition"] == (
        'inline; filename="fenmarch-police-and-crime-plan-2013-to-2016-edition-1.pdf"'
    )


def test_a_published_form_that_the_reader_has_is_not_sent_again(plan):
    form = a_form(plan.editions.get())

    response = Client().get(form_of(plan), headers={"If-None-Match": f'"{form.sha256}"'})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == f'"{form.sha256}"'


@pytest.mark.parametrize(("state", "retry"), [("queued", "20"), ("running", "20"), ("failed", None), (None, None)])
def test_a_form_that_is_not_there_yet_says_whether_it_is_being_made(plan, state, retry):
    edition = plan.editions.get()
    Job.objects.all().delete()
    if state:
        now = timezone.now()
        running = {"owner": "w", "lease_until": now} if state == "running" else {}
        ended = {"finished_at": now} if state == "failed" else {}
        Job.objects.create(
            kind="publish_edition",
            subject=str(edition.pk),
            state=state,
            created_at=now,
            rung_at=now,
            **running,
            **ended,
        )

    response = Client().get(form_of(plan))

    assert response.status_code == 404
    assert response.headers.get("Retry-After") == retry
    assert response.headers["Cache-Control"] == "no-store"
    assert ("is being made" in response.content.decode()) is (retry is not None)


def test_a_lost_file_is_answered_without_a_crash(plan, caplog):
    form = a_form(plan.editions.get())
    (settings.PUBLISHED_DIR / form.path).unlink()

    assert Client().get(form_of(plan)).status_code == 404
    assert form.path in caplog.text


def test_downloads_say_pages_and_size_and_only_what_is_there_is_a_link(plan):
    Job.objects.all().delete()
    a_form(plan.editions.get())

    downloads = Client().get(reverse("public:edition", args=[plan.ref, 1])).context["downloads"]

    assert [(item["label"], item.get("url"), item["note"].replace("\xa0", " ")) for item in downloads] == [
        ("PDF", form_of(plan), "38 pages, 15 bytes, tagged for screen readers"),
        ("Word", None, "Not made yet."),
        ("Data (JSON)", None, "Not made yet."),
    ]


# What every public answer keeps to


OF_NO_SUCH_DIGEST = (".png", f"/evidence/{'0' * 64}/", f"/{'0' * 64}.pdf", "/cymraeg/")


@pytest.mark.parametrize("signed_in", [False, True])
def test_public_pages_know_nobody_and_may_be_kept(body, plan, signed_in):
    variation = on_its_way(plan, "reported")
    issue_it(variation)
    a_form(plan.editions.get(number=1))
    client = Client()
    if signed_in:
        client.force_login(a_user(body, "policy_officer"))

    for address in every_address(plan, variation):
        response = client.get(address)
        if OF_ONE_CITIZEN.search(address):
            assert "no-store" in response.headers["Cache-Control"], address
            assert "Sign out" not in response.content.decode(), address
        elif response.status_code == 200:
            assert not response.cookies, address
            assert "Cookie" not in response.headers.get("Vary", ""), address
            assert response.headers["Cache-Control"].startswith("public, max-age="), address
            assert "Sign out" not in (b"" if response.streaming else response.content).decode(), address
            again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
            assert again.status_code == 304, address
            head = client.head(address)
            assert (head.status_code, head.headers["ETag"]) == (200, response.headers["ETag"]), address
            for streamed in (each for each in (response, head) if each.streaming):
                assert b"".join(streamed) in (b"%PDF-1.7 a plan", b""), address
        else:
            assert response.status_code == 404, address
            assert NOT_THERE.search(address) or address.endswith(OF_NO_SUCH_DIGEST), address
            assert address.endswith(OF_NO_SUCH_DIGEST) or "Cookie" not in response.headers.get("Vary", ""), address
        takes_a_form = OF_ONE_CITIZEN.search(address) is not None
        assert (client.post(address).status_code == 405) is not takes_a_form, address


def test_links_on_public_pages_lead_somewhere(plan):
    variation = on_its_way(plan, "reported")
    issue_it(variation)
    client = Client()
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        for link in re.findall(r'<a [^>]*href="(/[^"#]*)', response.content.decode()):
            if link not in seen and link not in waiting and not link.startswith(("/static/", "/accounts/")):
                waiting.append(link)

    assert {reverse("public:compare", args=[plan.ref, 1, 2]), f"/variations/{variation.ref}/"} < seen


@pytest.mark.parametrize("editions", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("plan", 8), ("edition", 5), ("as_at", 6), ("record", 6)])
def test_pages_take_the_same_queries_with_one_edition_and_with_three(
    plan, editions, name, queries, django_assert_num_queries, freezer_on
):
    for n in range(1, editions):
        variation = begin_variation(plan=plan, title=f"Patrols {n}", on=date(2013 + n, 4, 1))
        put_text(instrument=variation, outline=an_outline(words=f"Patrols are seen {n + 1} times a day."))
        prepared(variation, date(2013 + n, 5, 1))
        sent(variation, date(2013 + n, 5, 6))
        reported(variation, date(2013 + n, 7, 1), "Say why.")
        responded(variation, date(2013 + n, 7, 12))
        decided(variation, date(2013 + n, 8, 3))
        issued(variation, date(2013 + n, 8, 3))
    freezer_on(date(2016, 6, 1))
    args = {"plan": [], "edition": [1], "as_at": ["2016-05-01"], "record": []}[name]
    for edition in plan.editions.all():
        a_form(edition, "pdf", f"%PDF {edition.number}".encode())
        a_form(edition, "docx", f"PK {edition.number}".encode())
        a_form(edition, "json", f"{{{edition.number}}}".encode())

    with django_assert_num_queries(queries):
        response = Client().get(reverse(f"public:{name}", args=[plan.ref, *args]))

    assert response.status_code == 200
