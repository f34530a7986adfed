"""What is due as a calendar that calendar programs read (iCalendar, RFC 5545)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from plans.statute.due import Due
from plans.statute.rules import RULES

DAY = timedelta(days=1)
AGAIN_AFTER = timedelta(hours=6)


def calendar_file(
    dues: Iterable[Due], *, name: str, made_at: datetime, link: Callable[[Due], str] = lambda due: due.url
) -> bytes:
    """
    Return a calendar with one whole-day event for each thing that is due; the same thing is the same event.

    ``link`` gives the whole address where a thing is seen, or "".
    """
    calendar = Calendar()
    calendar.add("prodid", "-//pcc-plans//What is due//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    for due in dues:
        calendar.add_component(_event(due, made_at, link(due)))
    return calendar.to_ical()


def _event(due: Due, made_at: datetime, link: str) -> Event:
    event = Event()
    event.add("uid", f"{sha256(due.key.encode()).hexdigest()[:32]}@pcc-plans")
    event.add("dtstamp", made_at)
    event.add("dtstart", due.on)
    event.add("dtend", due.on + DAY)
    event.add("summary", f"{due.what}: {due.about}" if due.about else due.what)
    event.add("description", _description(due))
    if link:
        event.add("url", link)
    event.add("transp", "TRANSPARENT")
    return event


def _description(due: Due) -> str:
    rule = RULES.get(due.rule)
    said = [f"{rule.says} {rule.cited}, rule {rule.id}."] if rule else []
    said += [f"Held by {due.holder.value}."] if due.holder else []
    said += ["Owed since this day: the Act sets none."] if due.state == "owed" else []
    return "\n".join([*said, *([due.why] if due.why else [])])
