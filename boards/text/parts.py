"""The sections that several kinds of report have, each made from the facts by a plain function."""

from boards.text.facts import Change, ReportFacts
from boards.text.law import ACT, cite, recital, section_of
from boards.text.words import bullets, counted, listed, paragraphs, section, table, with_references
from plans.statute.dates import said
from plans.text.outline import Section

OFFICE, PUBLISHED = "At the office", "Published"


def background(facts: ReportFacts, *more: str) -> Section:
    """Return what the Act asks, and what else stands behind the report."""
    return section("background", "Background", paragraphs(*recital(facts), *more))


def changes(facts: ReportFacts, heading: str) -> Section:
    """Return what the draft changes and why, but for money, workforce and grants, section by section."""
    own = [change for change in facts.changes if not change.is_of_money]
    if not own:
        words = "Beside money, workforce and grants the draft changes nothing."
        return section("changes", heading, paragraphs(words))
    lead = (
        f"“{facts.title}” makes {counted(len(own), 'change')} in these sections. {{redline}} marks each of them, and "
        "{clean} gives the sections as they would read."
    )
    return section("changes", heading, with_references(lead), *_tables(own))


def resources(facts: ReportFacts) -> Section:
    """Return what changes in money, workforce and grants, and why."""
    own = [change for change in facts.changes if change.is_of_money]
    if not own:
        return section("resources", "Resources", paragraphs("The draft changes nothing about money, people or grants."))
    lead = (
        f"The draft makes {counted(len(own), 'change')} in the sections on money, people and grants. The old and the "
        "new figures stand beside each other in {redline}."
    )
    return section("resources", "Resources", with_references(lead), *_tables(own))


def _tables(changes: list[Change]) -> list[str]:
    headings = list(dict.fromkeys(change.heading for change in changes))
    heads = ("Where", "What", "Why")
    return [
        table(
            f"Changes in {heading}",
            heads,
            [
                (_place(change), change.words, change.reason or "No reason is on record.")
                for change in changes
                if change.heading == heading
            ],
        )
        for heading in headings
    ]


def _place(change: Change) -> str:
    place = change.place.removeprefix(f"{change.heading}, ")
    return f"{place[:1].upper()}{place[1:]}"


def objectives(facts: ReportFacts) -> Section:
    """Return whether the police and crime objectives change, and what the police asked for."""
    named = facts.objectives_changed
    sets = f"The plan sets {counted(len(facts.objectives), 'police and crime objective')}. "
    same = f"{sets}The draft changes none of its objectives and priority actions."
    lead = f"{sets}The draft changes {listed([f'“{title}”' for title in named])}." if named else same
    police = [item for item in facts.evidence if item.led_by == "police"]
    brought = "The police-led part of the evidence for it:" if police else ""
    lines = [f"{item.title} ({item.source})" for item in police]
    return section("objectives", "Police and crime objectives", paragraphs(lead, brought), bullets(lines))


def consultation(facts: ReportFacts) -> Section:
    """Return who was consulted and when, as the lines of the record have it, and what regard was had to."""
    told = [
        _of_chief(facts),
        _of_views(facts),
        _of_priorities(facts),
        f"Regard to the Strategic Policing Requirement, in its edition of {facts.requirement[0]}, was stated on "
        f"{said(facts.requirement[1])}{cite('V1')}." if facts.requirement else "",
    ]  # fmt: skip
    duties = [f"{one.to}: {said(one.on)}" for one in facts.regards]
    stated = "Regard was stated to these duties as well:" if duties else ""
    rows = [(one.title, one.audience, f"{said(one.opens_on)} to {said(one.closes_on)}") for one in facts.asked]
    held = table("Consultations held on the draft", ("Consultation", "Who was asked", "When"), rows)
    return section("consultation", "Consultation", paragraphs(*told, stated), bullets(duties), held)


def _of_chief(facts: ReportFacts) -> str:
    if facts.chief_asked_on is None:
        return f"The Chief Constable has not been consulted on this draft yet{cite('V3')}."
    asked = f"The Chief Constable was consulted on the frozen draft on {said(facts.chief_asked_on)}{cite('V3')}"
    if facts.chief_replied_on is None:
        return f"{asked}. The reply is awaited."
    comments = "with" if facts.chief_commented else "without"
    return f"{asked}, and replied on {said(facts.chief_replied_on)}, {comments} comments."


def _of_views(facts: ReportFacts) -> str:
    if facts.views:
        obtained = listed([f"of {one.of} ({said(one.on)})" for one in facts.views])
        asked = "" if facts.is_variation else cite("V4")
        return f"Views were obtained {obtained}{asked}."
    if facts.is_variation:
        return "The Act asks for the views of the public on a plan, and not on a variation of one. None were sought."
    return f"The views of people in the area and of victims of crime are still to be obtained{cite('V4')}."


def _of_priorities(facts: ReportFacts) -> str:
    every = counted(facts.authorities, "responsible authority", "responsible authorities")
    heard = f"Of {every} {facts.authorities_heard} gave their priorities, or were asked and gave none"
    return f"{heard}{cite('V5')}."


def endorsements(facts: ReportFacts) -> Section | None:
    """Return what boards have made of the draft already, or nothing where none has."""
    if not facts.endorsed:
        return None
    rows = [(one.board, said(one.on), one.outcome) for one in facts.endorsed]
    words = f"A board advises. The decision is the {facts.holder}’s own{cite('P12')}."
    return section(
        "endorsements", "Endorsement", table("What boards made of it", ("Board", "Met", "Outcome"), rows),
        paragraphs(words),
    )  # fmt: skip


def next_steps(facts: ReportFacts, *first: str) -> Section:
    """Return what is still to come with its real days, from the timetable and the days of meetings."""
    lead = (
        f"The Panel reviews the draft at its meeting on {said(facts.panel_on)}{cite('V7')}." if facts.panel_on else ""
    )
    rows = [(one.words, one.holder, said(one.by), section_of(one.rule)) for one in facts.ahead]
    days = table("What is still to come", ("What", "Who", "By", "Under"), rows)
    return section("next-steps", "Next steps", paragraphs(*first, lead, facts.ahead_reason), days)


def sources(facts: ReportFacts, heading: str) -> Section:
    """Return the documents that the report rests on, with the contact officer and where each lies (N5)."""
    where = facts.location or OFFICE
    rows = [(one.title, facts.contact, one.location or where) for one in facts.sources]
    rows.append((ACT, facts.contact, PUBLISHED))
    heads = ("Source document", "Contact officer", "Location")
    return section("sources", heading, table("Source documents", heads, rows))
