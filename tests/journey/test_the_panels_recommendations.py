"""Two of a group's three proposals adopted, one as amended; answered; and a promise without a change, before issue."""

from datetime import date

import pytest

from plans.services.drafts import freeze_draft, put_text
from tests.factories import STAFF, a_body, a_user, an_outline
from tests.journey.people import People, Person
from tests.panel_reviews.worked import AMENDED, WORDS, a_sent_variation

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ROLES = ("policy_officer", "chief_executive", "commissioner", "panel_support", "panel_member")
SECTION = "Safer streets"


@pytest.fixture
def variation(db):
    body = a_body()
    for role in ROLES:
        a_user(body, role, {"panel_member": "Ann Reed", "chief_executive": "Daniel Okafor"}.get(role, ""))
    return a_sent_variation(body)


@pytest.fixture
def people(variation, live_server, browser):
    here = People(browser, live_server.url, {role: (role, "pass-word-for-tests") for role in ROLES})
    yield here
    here.leave()


def test_the_panel_adopts_two_of_three_proposals_and_a_promise_that_is_not_kept_is_shown_before_issue(
    variation, people
):
    ref = variation.ref
    support = people["panel_support"]
    proposed(support, ref)
    decided(support, ref)
    reported(support, ref)

    member, reader = people["panel_member"], people[""]
    member.go(f"/panel-room/reviews/{ref}/")
    member.reads(WORDS[2])
    member.reads("Lost by the full Panel")
    reader.go(f"/panel/{ref}/")
    reader.reads(AMENDED)
    reader.reads("Moved by Ann Reed, seconded by Omar Shah. Votes: 9 for, 1 against, 2 abstained.")
    assert WORDS[2] not in reader.page.locator("main").inner_text()

    answered(people, ref)
    reader.go(f"/panel/{ref}/")
    reader.reads("Answers recommendations 1, 2.")

    chief_executive = people["chief_executive"]
    chief_executive.go(variation.get_absolute_url())
    chief_executive.reads("Promised to the Panel, and not in the text")
    chief_executive.reads(f"Recommendation 1: {WORDS[0]}")
    people["commissioner"].go(f"/office/variations/{ref}/decision/")
    people["commissioner"].reads("Promised to the Panel, and not in the text")
    carried_out(people, variation)
    chief_executive.go(variation.get_absolute_url())
    assert "Promised to the Panel" not in chief_executive.page.locator("main").inner_text()
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known and asked for."))
    freeze_draft(instrument=variation, on=date(2014, 2, 14), by=STAFF)
    chief_executive.go(f"/office/variations/{ref}/response/promises/")
    chief_executive.reads("This change is not in the text any more")


def proposed(support: Person, ref: str) -> None:
    """A group's three proposals are recorded, and put before the full Panel."""
    support.go(f"/panel-room/reviews/{ref}/")
    support.follow("Note a group’s proposals")
    support.write("What is the group called?", "Plan working group")
    support.choose("A working group")
    support.put_date("on", date(2014, 1, 20))
    support.press("Note this group")
    for words in WORDS:
        support.follow("Record a proposal of Plan working group")
        support.write("The proposal", words)
        support.page.get_by_label("Which section does it concern?").select_option(label=SECTION)
        support.press("Record the proposal")
    for number in (1, 2, 3):
        support.press(f"Put it before the full Panel (proposal {number} of Plan working group)")
        support.reads(f"It is before the full Panel as recommendation {number}.")


def decided(support: Person, ref: str) -> None:
    """Each is moved and seconded; the second is amended; two are carried and one is lost."""
    for number in (1, 2, 3):
        support.go(f"/panel-room/reviews/{ref}/")
        support.follow(f"Open recommendation {number}")
        support.follow("Record who moved and seconded it")
        support.write("Who moved it?", "Ann Reed")
        support.write("Who seconded it?", "Omar Shah")
        support.press("Record who moved and seconded it")
        if number == 2:
            amended(support)
        support.follow("Record what the full Panel decided")
        voted(support, *((9, 1, 2), (10, 0, 2), (3, 8, 1))[number - 1])
    support.reads("Lost by the full Panel on 5 February 2014: 3 for, 8 against, 1 abstained.")


def amended(support: Person) -> None:
    support.follow("Record an amendment")
    support.write("The recommendation as it is to read", AMENDED)
    support.write("Who moved the amendment?", "Omar Shah")
    support.write("Who seconded it?", "Joy Bell")
    support.press("Record the amendment")
    support.follow("Record the vote on it (amendment 1)")
    voted(support, 12, 0, 0)
    support.reads("an amendment that was carried")


def voted(support: Person, for_: int, against: int, abstained: int) -> None:
    support.choose("The votes were counted")
    for label, count in (("Votes for", for_), ("Votes against", against), ("Abstained", abstained)):
        support.write(label, str(count))
    support.put_date("on", date(2014, 2, 5))
    support.press("Record what the full Panel decided")


def reported(support: Person, ref: str) -> None:
    """The text is written from the record, edited, approved by the chair, adopted, and published by the Panel."""
    support.go(f"/panel-room/reviews/{ref}/report/")
    support.press("Write it from the record")
    box = support.page.get_by_label("The text of the report")
    box.fill(f"{box.input_value()}\n\nThe Panel thanks the office for its papers.")
    support.press("Save the text")
    support.go(f"/panel-room/reviews/{ref}/adopt/")
    support.reads("The chair has not approved this text.")
    support.go(f"/panel-room/reviews/{ref}/report/approval/")
    support.write("Which chair approved it?", "Ann Reed")
    support.press("Record the chair’s approval")
    support.follow("Record the report that was adopted")
    support.write("In what manner did the Panel determine that the response be published?", "On both websites.")
    support.choose("The full Panel, at a meeting")
    support.put_date("met_on", date(2014, 2, 5))
    support.put_date("on", date(2014, 2, 5))
    support.press("Record that the report was adopted")
    support.reads("The Panel thanks the office for its papers.")
    support.follow("Publish the report of 5 February 2014")
    support.put_date("on", date(2014, 2, 6))
    support.write("In what manner?", "On the council’s website.")
    support.press("Record that the Panel published it")


def answered(people: People, ref: str) -> None:
    """Both are accepted, one paragraph answers both, and the response is published in the manner determined."""
    commissioner, officer = people["commissioner"], people["policy_officer"]
    commissioner.go(f"/office/variations/{ref}/steps/have_regard/")
    commissioner.write("How was each recommendation considered?", "Each was weighed.")
    commissioner.put_date("on", date(2014, 2, 10))
    commissioner.press("Record this step")
    officer.go(f"/office/variations/{ref}/response/")
    for number, reason in ((1, "Patrols are chosen by need."), (2, "The hours will stand on the website.")):
        officer.follow(f"Answer to recommendation {number}")
        officer.choose("Accepted")
        officer.write("The reason", reason)
        officer.press("Save this answer")
    officer.follow("Write a paragraph that answers several")
    officer.write("The paragraph", "I thank the Panel, and say more of patrols.")
    officer.page.get_by_label(WORDS[0]).check()
    officer.page.get_by_label(AMENDED).check()
    officer.press("Save this paragraph")
    commissioner.go(f"/office/variations/{ref}/response/")
    commissioner.write("Response to the report as a whole", "Thank you.")
    commissioner.put_date("on", date(2014, 2, 12))
    commissioner.press("Give the Panel the response")
    officer.go(f"/office/variations/{ref}/response/publish/")
    officer.put_date("on", date(2014, 2, 12))
    assert officer.page.get_by_label("In what manner did the Panel").input_value() == "On both websites."
    officer.press("Publish the response")


def carried_out(people: People, variation) -> None:
    """The text is changed and frozen again; the change is linked to one recommendation, and a reason to the other."""
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, and chosen by need."))
    freeze_draft(instrument=variation, on=date(2014, 2, 13), by=STAFF)
    officer = people["policy_officer"]
    officer.go(f"/office/variations/{variation.ref}/response/promises/")
    officer.reads("2 of them not carried out yet.")
    officer.follow("Say what carries out recommendation 1")
    officer.page.get_by_role("checkbox").first.check()
    officer.press("Save what carries it out")
    officer.reads("In the text")
    officer.follow("Say what carries out recommendation 2")
    officer.write("Or how is it carried out otherwise, and why so?", "The hours are on the website.")
    officer.press("Save what carries it out")
    officer.reads("What carries each out is said below.")
