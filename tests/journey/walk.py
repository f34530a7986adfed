"""
The whole lawful way of one variation of the worked example's plan, by the pages alone.

By hand, against a server that runs: ``python -m tests.journey.walk http://127.0.0.1:8000 var/example-accounts.json``
"""

import json
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests import needs
from tests.browser.editing import PATIENCE, editor, write_at_the_end
from tests.journey.people import People, Person
from tests.pdf_ua import faults

PLAN = "Fenmarch Police and Crime Plan 2025 to 2029"
TITLE = "Teams that stay"
HEADING = "Safer neighbourhoods"
WORDS = " A team's sergeant stays for three years."
MORE_WORDS = " I publish how long each has stayed."
SHORT_TIME = "The Panel agreed to meet on the same day, because the change is one sentence."


@dataclass
class Way:
    """One variation on its way: who walks with it, and where its pages are."""

    people: People
    look_at_work: Callable[[], None] = lambda: None  # in a test without a worker: do the job that waits
    address: str = ""
    ref: str = ""
    pdf: bytes = b""
    edition: str = ""
    stages: list[str] = field(default_factory=list)

    def at_step(self, who: Person, key: str) -> None:
        who.go(f"{self.address}steps/{key}/")


def walk(way: Way) -> None:
    """Take the variation from its beginning to the closed file."""
    for part in (
        begin, prepare, ask_the_chief_constable, send, review, have_regard_and_answer, carry_out, decide_and_issue,
        read_in_public, end,
    ):  # fmt: skip
        started = time.monotonic()
        part(way)
        way.stages.append(f"{part.__name__}: {time.monotonic() - started:.1f} s")


def begin(way: Way) -> None:
    officer = way.people["policy_officer"]
    officer.go("/office/")
    officer.follow("Begin a draft plan or a variation")
    officer.choose(f"A variation of {PLAN}")
    officer.write("Title", TITLE)
    officer.press("Begin")
    officer.reads("The variation is begun.")
    way.address = officer.page.url.removeprefix(officer.base_url)
    way.ref = way.address.rstrip("/").rsplit("/", 1)[1]
    write(way, WORDS)


def write(way: Way, words: str) -> None:
    """Add words to the end of a section, in the editor, and give the reason for the change as it now is."""
    officer = way.people["policy_officer"]
    officer.go(f"{way.address}draft/")
    officer.follow(HEADING, exact=True)
    write_at_the_end(officer.page, words)
    expect(officer.page.locator("[data-savebar-words]")).to_contain_text(re.compile("Not saved yet|Saved at"))
    officer.press("Save the section")
    expect(editor(officer.page)).to_contain_text(words.strip())
    officer.go(f"{way.address}changes/")
    officer.follow(re.compile("Give a reason|Edit the reason"))
    officer.write("Why this change is made", "A sergeant who stays is known.")
    officer.press("Save the reason")
    officer.reads("A sergeant who stays is known.")


def freeze(way: Way) -> None:
    officer = way.people["policy_officer"]
    officer.go(f"{way.address}draft/")
    officer.follow("Freeze this draft")
    officer.press("Freeze this draft")
    officer.reads("Recorded: prepare a draft of the variation")


def prepare(way: Way) -> None:
    officer = way.people["policy_officer"]
    way.at_step(officer, "consider_requirement")
    officer.write("Which edition of the Strategic Policing Requirement?", "February 2023")
    officer.write("How was regard had to it?", "What it asks for stands in the section on working together.")
    officer.press("Record this step")
    way.at_step(officer, "record_priorities")
    while officer.page.locator("[name=authority]").count():
        nobody_heard = officer.page.locator("label", has_not_text="on the record already")
        radios = nobody_heard.and_(officer.page.locator(".govuk-radios__label"))
        if not radios.count():
            break
        radios.first.click()
        officer.write("Its priorities", "Neighbourhood police who are known by name.")
        officer.press("Record this step")
        way.at_step(officer, "record_priorities")
    for duty, statement in (
        ("The safeguarding of children and their welfare", "The sergeant knows each school in the area."),
        ("Equality", "Nobody is served worse; the assessment says how that was looked at."),
        ("Value for money", "The post is paid for already."),
        ("The Secretary of State’s guidance and codes", "The text follows its list."),
    ):
        way.at_step(officer, "state_regard")
        officer.choose(duty)
        officer.write("How was regard had to it?", statement)
        if duty.endswith("codes"):
            officer.write("For guidance or a code: its title", "Guidance on what plans set out")
        if duty == "Equality":
            assessment = {"name": "assessment.txt", "mimeType": "text/plain", "buffer": b"Nobody is served worse."}
            officer.page.locator("[name=evidence]").set_input_files(assessment)
        officer.press("Record this step")
    for group, found in (
        ("People in the area", "A survey of 900 people, in which most asked for police who stay."),
        ("Victims of crime in the area", "Talks with 60 victims, who want one sergeant to speak to."),
    ):
        way.at_step(officer, "obtain_views")
        officer.choose(group)
        officer.write("How they were obtained, and what was found", found)
        officer.press("Record this step")
    freeze(way)


def ask_the_chief_constable(way: Way, *, again: bool = False) -> None:
    officer = way.people["policy_officer"]
    way.at_step(officer, "consult_again" if again else "consult_chief_constable")
    officer.page.get_by_label("E-mail address").fill("")  # the link is carried by hand
    officer.press("Ask the Chief Constable")
    link = officer.page.get_by_label("Signed link to send").first.input_value()
    chief = way.people["chief constable"]
    assert "sessionid" not in [cookie["name"] for cookie in chief.page.context.cookies()]
    chief.go(link)
    if again:
        chief.reads("1 difference in 1 section, against the draft on which you were consulted")
        chief.follow("Read the whole draft")
        chief.follow("Show just what differs from the draft that you saw")
    else:
        chief.reads("A sergeant who stays is known.")
    if again:
        chief.choose("I have no comments")
    else:
        chief.choose("I have comments")
        chief.write("Your comments", "Three years suits the constabulary’s own promotions.")
    chief.press("Send the reply")
    chief.reads("Your reply was received on")


def send(way: Way) -> None:
    officer, chief_executive = way.people["policy_officer"], way.people["chief_executive"]
    way.at_step(officer, "send_to_panel")
    officer.put_date("meeting_on", date.today())
    with officer.being_refused(422):
        officer.press("Send it to the Panel")
    officer.reads("s.5(6)(c)")
    officer.reads("You cannot pass this yourself.")
    way.at_step(chief_executive, "send_to_panel")
    chief_executive.put_date("meeting_on", date.today())
    with chief_executive.being_refused(422):
        chief_executive.press("Send it to the Panel")
    pass_with_a_reason(chief_executive)
    chief_executive.press("Send it to the Panel")
    chief_executive.reads(SHORT_TIME)


def pass_with_a_reason(officer: Person) -> None:
    for box in officer.page.get_by_label("Your reason for going on all the same").all():
        box.fill(SHORT_TIME)


def review(way: Way) -> None:
    support, member = way.people["panel_support"], way.people["panel_member"]
    support.go("/panel-room/")
    support.go(support.page.locator(f"main a[href*='/{way.ref}/']").first.get_attribute("href"))
    support.reads("A sergeant who stays is known.")
    for number, words in enumerate(("Publish how long each sergeant has stayed.", "Give each team two sergeants."), 1):
        support.write("The recommendation", words)
        support.page.get_by_label("Which section does it concern?").select_option(label=HEADING)
        support.press("Record the recommendation")
        support.reads(f"Recommendation {number} is recorded.")
    member.go(f"/panel-room/reviews/{way.ref}/")
    member.reads("Give each team two sergeants.")
    support.follow("Record the report that was adopted")
    support.write("What the report says", "The Panel supports teams that stay, and makes two recommendations.")
    support.choose("The full Panel, at a meeting")
    support.put_date("met_on", date.today())
    support.press("Record that the report was adopted")
    support.reads("The Panel supports teams that stay")


def have_regard_and_answer(way: Way) -> None:
    officer, commissioner = way.people["policy_officer"], way.people["commissioner"]
    way.at_step(commissioner, "have_regard")
    commissioner.write("How was each recommendation considered?", "Both were weighed with the Chief Constable.")
    commissioner.press("Record this step")
    officer.go(f"{way.address}response/")
    answers = (
        ("Accepted", "It is one more sentence in the plan."),
        ("Not accepted", "It would cost £2,000,000 a year."),
    )
    for number, (outcome, reason) in enumerate(answers, 1):
        officer.follow(f"Answer to recommendation {number}")
        officer.choose(outcome)
        officer.write("The reason", reason)
        officer.press("Save this answer")
    commissioner.go(f"{way.address}response/")
    commissioner.write("Response to the report as a whole", "I thank the Panel for meeting so soon.")
    commissioner.press("Give the Panel the response")
    commissioner.reads("The response is recorded as given to the Panel.")
    officer.go(f"{way.address}response/publish/")
    officer.write(
        "In what manner did the Panel determine that it be published?", "On this page and on the Panel’s own."
    )
    officer.press("Publish the response")
    officer.reads("The response is published.")
    way.people[""].go(f"/panel/{way.ref}/")
    way.people[""].reads("It would cost £2,000,000 a year.")


def carry_out(way: Way) -> None:
    """Change the draft as the Panel recommended, and ask the Chief Constable about the new words (s.5(8))."""
    write(way, MORE_WORDS)
    freeze(way)
    officer = way.people["policy_officer"]
    officer.reads("s.5(8)")
    ask_the_chief_constable(way, again=True)


def decide_and_issue(way: Way) -> None:
    commissioner = way.people["commissioner"]
    commissioner.go(f"{way.address}decision/")
    commissioner.write("What is decided", "To issue the variation, as the Panel recommended in part.")
    commissioner.press("Record and publish the decision")
    way.at_step(commissioner, "issue")
    commissioner.page.get_by_label("I issue this variation in the words").check()
    commissioner.press("Issue this variation")
    commissioner.reads("Recorded: issue the variation")
    commissioner.go("/office/jobs/")
    way.look_at_work()
    made = commissioner.page.locator("[data-progress]").first
    expect(made).to_have_attribute("data-progress-state", "done", timeout=120_000)
    expect(made).to_contain_text(PLAN)
    commissioner.look()
    commissioner.follow("Read the edition")
    way.edition = commissioner.page.url.removeprefix(commissioner.base_url)


def read_in_public(way: Way) -> None:
    reader = way.people[""]
    reader.go("/")
    reader.reads((WORDS + MORE_WORDS).strip())
    reader.go(way.edition)
    number = int(re.search(r"(\d+)/$", way.edition)[1])
    plan = way.edition.split("editions/")[0]
    address = reader.page.get_by_role("link", name="PDF").first.get_attribute("href")
    answer = reader.page.request.get(reader.base_url + address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    way.pdf = answer.body()
    assert faults(way.pdf) == []
    reader.go(f"{plan}compare/{number - 1}/{number}/")
    assert reader.page.locator(".pc-changes > li").count() == 1
    added = " ".join(" ".join(reader.page.locator("article ins, .pc-redline ins, main ins").all_inner_texts()).split())
    assert (WORDS + MORE_WORDS).strip() in added, added
    reader.go(f"{plan}record/")
    reader.reads(TITLE)
    reader.go(f"/variations/{way.ref}/")
    reader.reads(TITLE)


def end(way: Way) -> None:
    officer, chief_executive = way.people["policy_officer"], way.people["chief_executive"]
    way.at_step(officer, "send_copy")
    officer.choose("By e-mail")
    officer.press("Record the copies sent")
    way.at_step(officer, "publish")
    officer.press("Record the publication")
    officer.go(f"{way.address}record/")
    way.at_step(chief_executive, "close")
    chief_executive.press("Close the file")
    chief_executive.go("/office/")
    chief_executive.reads(TITLE)


def accounts_in(file: Path) -> dict[str, tuple[str, str]]:
    """Return the name and the password of each role's account in a file of the worked example's accounts."""
    return {one["role"]: (one["username"], one["password"]) for one in json.loads(file.read_text(encoding="utf-8"))}


def main(base_url: str, accounts: str, folder: str = "") -> int:
    """Walk against a server; with a folder, keep there a picture of every page at each width, and the PDF."""
    pictures = Path(folder)
    expect.set_options(timeout=PATIENCE)

    def photograph(page, width: int) -> None:
        taken = len(list(pictures.glob("*.png")))
        name = re.sub(r"\W+", "-", page.url.removeprefix(base_url))[:60]
        page.screenshot(path=pictures / f"{taken:03}-{width}{name}.png", full_page=True)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.CHROMIUM, args=["--headless", "--no-sandbox"])
        people = People(browser, base_url, accounts_in(Path(accounts)), photograph if folder else None)
        way = Way(people)
        try:
            walk(way)
        finally:
            print(*way.stages, sep="\n")
            people.leave()
        if folder:
            (pictures / "edition.pdf").write_bytes(way.pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
