"""Consulting the Chief Constable: a request bound to one wording, a signed link, and the reply."""

from datetime import date
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.models import Consultation, Instrument, StepTaken
from plans.queries.ledger import asked_in
from plans.services.course import Taking, take_step
from plans.services.post import write_letter
from plans.statute.dates import said
from plans.statute.terms import Actor, Office, Stage

SALT = "plans.consultation"
CONSULTATION = "consultation"


class ReplyRefused(Exception):
    """The reply cannot be taken; the message says why in the reader's words."""


@transaction.atomic
def consult(
    *, instrument: Instrument, taking: Taking, addressee: str, email: str = "", link_base: str = ""
) -> Consultation:
    """
    Ask the Chief Constable about a frozen draft, under s.5(6)(b) or s.5(8), and send the signed link by e-mail.

    :raises NotPermitted: if the wording is not a frozen draft, or the step is not open.
    """
    line = take_step(instrument=instrument, taking=taking)
    reply_by = taking.particulars.get("reply_by")
    consultation = Consultation.objects.create(
        instrument=instrument,
        asked_line=line,
        wording_id=line.wording_id,
        addressee=addressee,
        email=email,
        reply_by=date.fromisoformat(str(reply_by)) if reply_by else None,
    )
    if email and link_base:
        _write(consultation, link_base)
    return consultation


def token_for(consultation: Consultation) -> str:
    """Return the signed token of a consultation, bound to the wording it asks about."""
    return signing.dumps({"c": consultation.pk, "w": consultation.wording_id[:16]}, salt=SALT)


def link_of(consultation: Consultation) -> str:
    """Return the address, on this site, of the page that a consultation's signed link opens."""
    return reverse("reply", args=[token_for(consultation)])


def consultation_for(token: str) -> Consultation:
    """
    Return the consultation of a signed token.

    :raises ReplyRefused: if the token was not signed here, or is not for that wording.
    """
    try:
        said: dict[str, Any] = signing.loads(token, salt=SALT)
        row = Consultation.objects.select_related("instrument__plan__body", "instrument__base__wording", "wording")
        found = row.get(pk=said["c"])
    except (signing.BadSignature, Consultation.DoesNotExist, KeyError) as wrong:
        raise ReplyRefused(
            "This link is not complete. Copy the whole of it from the letter, or ask for it again."
        ) from wrong
    if not found.wording_id.startswith(said["w"]):
        raise ReplyRefused("This link is not for the draft that it names. Ask the office for a new one.")
    return found


def _write(consultation: Consultation, link_base: str) -> None:
    instrument, line = consultation.instrument, consultation.asked_line
    link = link_of(consultation)
    by = f" Please reply by {said(consultation.reply_by)}." if consultation.reply_by else ""
    write_letter(
        body=instrument.plan.body,
        instrument=instrument,
        about=line,
        kind=CONSULTATION,
        key=f"{CONSULTATION}:{consultation.pk}",
        recipient="chief-constable",
        to_name=consultation.addressee,
        to_email=consultation.email,
        by=Actor(Office(line.by_office), line.by_name),
        subject=f"Consultation on a {instrument.kind_words}: {instrument.title}",
        text=(
            f"To {consultation.addressee}\n\n"
            f"{instrument.plan.body.name} consults you on the {instrument.kind_words} “{instrument.title}”.{by}\n\n"
            f"{_what_to_read(consultation)}, and reply here. No account is needed:\n{link_base}{link}\n\n"
            f"The link is for you and for this draft alone."
        ),
        links=[{"label": "Read the draft and reply", "path": link}],
    )


def _what_to_read(consultation: Consultation) -> str:
    """Return what the letter asks to be read: the draft, or just what differs from the draft that was seen before."""
    ledger = asked_in(consultation)
    if ledger is None:
        return "Read the draft, see what it changes"
    count = len(ledger.entries)
    places = f"{count} place{'' if count == 1 else 's'}"
    headings = "\n".join(f"- {heading}" for heading in ledger.headings)
    return (
        f"The draft differs from the one on which you were consulted on {said(ledger.first.on)}, in {places} "
        f"(s.5(8)):\n{headings}\n\nRead {'it' if count == 1 else 'them'}"
    )


def may_reply(consultation: Consultation) -> bool:
    """Tell whether the consultation is open: no reply yet, and the instrument not yet issued or withdrawn."""
    return consultation.reply_line_id is None and consultation.instrument.stage in (
        Stage.DRAFTING,
        Stage.WITH_PANEL,
        Stage.REPORTED,
    )


@transaction.atomic
def receive_reply(*, consultation: Consultation, taking: Taking) -> StepTaken:
    """
    Write the Chief Constable's reply to the record, bound to the wording that was seen.

    :raises ReplyRefused: if a reply was given before, or the instrument is closed.
    :raises NotPermitted: if nobody held the office of chief constable on the day.
    """
    consultation = (
        Consultation.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=consultation.pk)
    )
    if not may_reply(consultation):
        raise ReplyRefused("A reply to this draft has been received already. Write to the office to add to it.")
    line = take_step(instrument=consultation.instrument, taking=taking)
    consultation.reply_line = line
    consultation.draft_reply = ""
    consultation.save(update_fields=["reply_line", "draft_reply"])
    return line


def reply_of(consultation: Consultation, *, on: date, text: str, comments: bool, by: Actor | None = None) -> Taking:
    """Return the act of replying, by the chief constable of that day unless a person is named."""
    return Taking(
        key="record_reply",
        on=on,
        by=by or Office.CHIEF_CONSTABLE,
        wording=consultation.wording_id,
        particulars={"reply": text, "comments": comments},
    )


def mark_opened(*, consultation: Consultation) -> None:
    """Note the first time that the link was opened."""
    if consultation.opened_at is None:
        Consultation.objects.filter(pk=consultation.pk, opened_at=None).update(opened_at=timezone.now())
