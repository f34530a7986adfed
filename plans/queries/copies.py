"""Who is owed a copy as at one day, and what is known of the copy to each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from plans.models import Body, Instrument, Letter, OfficeHolder, ResponsibleAuthority, StepTaken
from plans.queries.standing import Standing
from plans.statute.guards.afterwards import copies_that_stand, recipients_of_copies, sent_to
from plans.statute.terms import Office

COPY = "copy"
CHIEF_CONSTABLE = "chief-constable"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is owed a copy: as a list names them, as a letter addresses them, and their e-mail address."""

    ref: str
    name: str
    addressee: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """
    The copy that is owed to one recipient: whether it is served, and the letters that were written, first to last.

    ``line`` is the line of the record by which it is served, ``returned`` the last one by which a copy came back.
    """

    recipient: Recipient
    served: bool
    letters: tuple[Letter, ...] = ()
    line: StepTaken | None = None
    returned: StepTaken | None = None

    @property
    def letter(self) -> Letter | None:
        """The latest letter."""
        return self.letters[-1] if self.letters else None

    @property
    def is_under_way(self) -> bool:
        """Whether a letter waits, is being sent, or may have left without anybody knowing."""
        return self.letter is not None and self.letter.is_under_way

    @property
    def is_moving(self) -> bool:
        """Whether a letter will be sent without anybody doing anything."""
        return self.is_under_way and self.letter is not None and self.letter.state != Letter.State.UNKNOWN

    @property
    def goes_by_itself(self) -> bool:
        """Whether it can be sent with all others: it is owed, there is an address, and none was refused before."""
        tried = {letter.to_email for letter in self.letters}
        return not self.served and not self.is_under_way and bool(self.recipient.email) and (
            self.recipient.email not in tried
        )  # fmt: skip


def copies_of(standing: Standing) -> tuple[Copy, ...]:
    """
    Return the copy owed to the Chief Constable and to each authority of the day of issue; none before it.

    Four queries, however many there are.
    """
    record, issue = standing.record, standing.line("issue")
    names = recipients_of_copies(record)
    if issue is None or not names:
        return ()
    recipients = _recipients(standing.instrument, names, standing.on)
    letters = letters_about(issue, COPY)
    lines = {line.seq: line for line in standing.lines}
    served = {ref: lines.get(act.seq) for ref, act in copies_that_stand(record).items()}
    returned = {to: lines.get(act.seq) for act in record.taken("copy_came_back") for to in sent_to(act)}
    return tuple(
        Copy(one, one.ref in served, letters.get(one.ref, ()), served.get(one.ref), returned.get(one.ref))
        for one in recipients
    )


def letters_about(line: StepTaken, kind: str) -> dict[str, tuple[Letter, ...]]:
    """Return the letters of a kind about a line by the reference of their addressee, first to last. Two queries."""
    found: dict[str, list[Letter]] = defaultdict(list)
    for letter in line.letters.filter(kind=kind).prefetch_related("events").order_by("pk"):
        found[letter.recipient].append(letter)
    return {ref: tuple(letters) for ref, letters in found.items()}


def addresses_of(body: Body) -> dict[str, str]:
    """Return the e-mail address that each authority has now by its reference, whatever it had on an earlier day."""
    rows = body.authorities.order_by("from_on").values_list("ref", "email", "is_chief_constable")
    return {CHIEF_CONSTABLE if is_chief else ref: email for ref, email, is_chief in rows if email}


def authorities_on(body: Body, on: date) -> QuerySet[ResponsibleAuthority]:
    """Return the authorities that stood on a body's register on a day, by name."""
    begun = body.authorities.filter(from_on__lte=on)
    return (begun.filter(to_on__isnull=True) | begun.filter(to_on__gte=on)).order_by("name")


def councils_on(body: Body, on: date) -> dict[str, str]:
    """Return the local authorities of a body's area on a day by the register: reference and name. One query."""
    return dict(authorities_on(body, on).filter(is_local_authority=True).values_list("ref", "name"))


def _recipients(instrument: Instrument, names: dict[str, str], on: date) -> list[Recipient]:
    body = instrument.plan.body
    emails = addresses_of(body)
    found = [Recipient(ref, name, name, emails.get(ref, "")) for ref, name in names.items() if ref != CHIEF_CONSTABLE]
    held = body.office_holders.filter(office=Office.CHIEF_CONSTABLE, from_on__lte=on).order_by("-from_on", "-pk")
    return [_chief_constable(held.first(), emails.get(CHIEF_CONSTABLE, "")), *sorted(found, key=lambda one: one.name)]


def _chief_constable(holder: OfficeHolder | None, email: str) -> Recipient:
    if holder is None:
        return Recipient(CHIEF_CONSTABLE, "The Chief Constable", "The Chief Constable", email)
    addressee = f"{holder.title or 'Chief Constable'} {holder.name}"
    return Recipient(CHIEF_CONSTABLE, "The Chief Constable", addressee, holder.email or email)
