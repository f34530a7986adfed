"""Word files that come back: each change by its author, accepted or rejected one by one into the draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.timezone import now

from plans.models import Instrument, ProposedChange, ReturnedPaper, Wording
from plans.queries.texts import draft_sections
from plans.rendering.word.identity import CHANGED_AT, CHANGED_BY, SEAL, WORDING
from plans.services.comments import LONGEST, CommentRefused, open_thread, reply
from plans.services.drafts import editable
from plans.services.returned_actions import Asks, give_codes, sections_as_actions
from plans.services.saving import save_section
from plans.services.sections import add_section, remove_section
from plans.services.word_files import clean_word, seal_of
from plans.text.changeset import Conflict, merge, merge_sections, settled
from plans.text.outline import Outline, Section, section_to_data
from plans.text.returned.accepting import accepted
from plans.text.returned.document import WordDocument
from plans.text.returned.grouping import numbers_by
from plans.text.returned.proposals import Proposal, Returned, ReturnedRemark, proposals_in
from plans.text.returned.wordfile import read_word

State = ProposedChange.State
LONGEST_SHOWN = 200


class NotRecognised(Exception):
    """The file does not say which text it was made from, so somebody has to; the message asks for it."""


class Waits(Exception):
    """A change was made upon another that is not accepted; the message names it."""


@dataclass(frozen=True, slots=True)
class Clash(Exception):
    """The draft has changed the same words: what each side has, and nothing was written."""

    change: ProposedChange
    conflicts: tuple[Conflict, ...]

    def __str__(self) -> str:
        return "The draft has changed the same words since this text was sent out. Choose whose words stand."


@transaction.atomic
def keep_returned(
    *, instrument: Instrument, name: str, data: bytes, by: AbstractBaseUser | None, wording: Wording | None = None
) -> ReturnedPaper:
    """
    Read a Word file that came back, and keep each change in it to be settled.

    ``wording`` is the text that it was made from; without it the file itself must say so.

    :raises NotEditable: if the text is closed.
    :raises NotRecognised: if neither the file nor ``wording`` says which text it was made from.
    :raises plans.text.papers.paper.PaperRefused: if the file cannot be read.
    """
    instrument = editable(instrument)
    digest = sha256(data).hexdigest()
    if again := instrument.returned_papers.filter(digest=digest).first():
        return again
    document = read_word(data)
    wording = wording or wording_of(instrument, document)
    if wording is None:
        raise NotRecognised("The file does not say which text it was made from. Choose the text that was sent out.")
    found = changes_in(document, instrument, wording)
    paper = ReturnedPaper.objects.create(
        instrument=instrument,
        wording=wording,
        name=name[:200],
        file=data,
        digest=digest,
        absent=list(found.absent),
        without_effect=found.without_effect,
        made_by=by,
    )
    ProposedChange.objects.bulk_create(_row(paper, proposal) for proposal in found.proposals)
    for remark in found.remarks:
        if remark.author != document.properties.get(CHANGED_BY, ""):  # the office's own reasons
            _open_thread(instrument, wording, remark)
    return paper


def _open_thread(instrument: Instrument, wording: Wording, remark: ReturnedRemark) -> None:
    """Put a comment of the file in the margin: on its words if they stand in the text, or else on their section."""
    section_id = remark.section_id or wording.outline.sections[0].id
    text = [remark.text[at : at + LONGEST] for at in range(0, len(remark.text), LONGEST)]
    about = {"instrument": instrument, "section_id": section_id, "by": None, "name": remark.author, "wording": wording}
    try:
        with transaction.atomic():
            thread = open_thread(**about, text=text[0], quote=remark.quote)
    except CommentRefused:
        on = f"On “{shortened(remark.quote)}”: " if remark.quote else ""
        text = [on, *text] if len(on) + len(text[0]) > LONGEST else [on + text[0], *text[1:]]
        thread = open_thread(**about, text=text[0])
    for more in text[1:]:
        reply(thread=thread, text=more, by=None, name=remark.author)


def shortened(words: str) -> str:
    """Return words, the end of a long quotation left out."""
    return words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"


def wording_of(instrument: Instrument, document: WordDocument) -> Wording | None:
    """Return the wording that a file was made from, if it was made here for this instrument. One query."""
    digest, seal = (document.properties.get(name, "") for name in (WORDING, SEAL))
    if not constant_time_compare(seal, seal_of(instrument, digest)):
        return None
    return Wording.objects.filter(pk=digest).first()


def changes_in(document: WordDocument, instrument: Instrument, wording: Wording) -> Returned:
    """Return what a file changes; what the office itself had tracked in it before it went out is no change."""
    said = document.properties
    ours = frozenset(
        numbers_by(document, said.get(CHANGED_BY, ""), said.get(CHANGED_AT, "")) if said.get(CHANGED_AT) else ()
    )
    printed = read_word(clean_word(instrument=instrument, wording=wording).content)
    return proposals_in(accepted(document, ours), wording.outline, printed)


def _row(paper: ReturnedPaper, proposal: Proposal) -> ProposedChange:
    pairs = zip(proposal.before, proposal.after, strict=True)
    return ProposedChange(
        paper=paper,
        number=proposal.number,
        author=proposal.author[:200],
        dated=proposal.date[:30],
        tracked=proposal.tracked,
        needs=list(proposal.needs),
        sections=[_pair(before, after, proposal.among) for before, after in pairs],
    )


def _pair(
    before: Section | None, after: Section | None, among: Mapping[str, tuple[str, int]] | None = None
) -> dict[str, Any]:
    asked = {"among": list(among[after.id])} if after and among and after.id in among else {}
    return {"before": _data(before), "after": _data(after), **asked}


def _data(section: Section | None) -> dict | None:
    return section_to_data(section) if section else None


@transaction.atomic
def accept(
    *,
    change: ProposedChange,
    by: AbstractBaseUser | None,
    choices: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    meant: str = "",
) -> ProposedChange:
    """
    Bring one change into the draft, whatever else was changed there meanwhile.

    ``choices`` says for the key of each conflict whose words stand: "ours" (the draft's) or "theirs" (the file's).
    ``codes`` gives the code of each new priority action by its mark; ``meant`` says what lines written among priority
    actions are meant as: "actions" or "paragraphs".

    :raises NotEditable: if the text is closed.
    :raises Waits: if it was made upon a change that is not accepted.
    :raises Asks: if it brings a priority action and its code was not confirmed, or cannot be used.
    :raises Clash: if the draft changed the same words and nothing was chosen; nothing is written.
    """
    instrument = editable(change.paper.instrument)
    change = ProposedChange.objects.select_for_update().get(pk=change.pk)
    if change.state == State.ACCEPTED:
        return change
    _refuse_waiting(change)
    if meant == "actions":
        change.sections = sections_as_actions(change)
    elif change.among and meant != "paragraphs":
        raise Asks("Say whether what was written among the priority actions is a new priority action.")
    give_codes(instrument, change, codes or {})
    _bring_in(instrument, change, choices or {})
    return _settled(change, State.ACCEPTED, by)


def _refuse_waiting(change: ProposedChange) -> None:
    others = change.paper.changes.filter(number__in=change.needs).exclude(state=State.ACCEPTED)
    waiting = ", ".join(str(number) for number in others.order_by("number").values_list("number", flat=True))
    if waiting:
        raise Waits(f"This change was made inside change {waiting}. Accept that one first, or reject this one.")


def _bring_in(instrument: Instrument, change: ProposedChange, choices: Mapping[str, str]) -> None:
    rows = {row.section_id: row for row in draft_sections(instrument)}
    pairs = change.pairs
    ids = [section.id for pair in pairs if (section := pair[0] or pair[1])]
    before, after = (Outline("", tuple(pair[side] for pair in pairs if pair[side])) for side in (0, 1))
    ours = Outline("", tuple(rows[i].as_section() for i in ids if i in rows))
    merged = merge(before, ours, after, ordered_as=_as_in_the_file(change))
    if {conflict.key for conflict in merged.conflicts} - choices.keys():
        raise Clash(change, merged.conflicts)
    wanted = settled(merged, choices) if merged.conflicts else merged.outline
    for section_id in ids:
        section, row = wanted.section(section_id), rows.get(section_id)
        if row is None and section is not None:
            row = add_section(instrument=instrument, heading=section.heading, kind=section.kind)
            section = Section(row.section_id, section.kind, section.heading, section.html)
        if row is not None and section is None:
            remove_section(row=row)
        elif row is not None and section is not None:
            save_section(row=row, section=section, revision=row.revision)


def _as_in_the_file(change: ProposedChange) -> Outline | None:
    """
    Return the sections of a file with a change and those accepted before it; None if it is the last of them.

    What is accepted in the order of the file comes in that order by itself. One query.
    """
    accepted_before = list(change.paper.changes.filter(state=State.ACCEPTED))
    if all(other.number < change.number for other in accepted_before):
        return None
    sections: dict[str, Section] = {}
    for each in sorted([*accepted_before, change], key=lambda one: one.number):
        for before, after in each.pairs:
            if before and after:
                now = merge_sections(before, sections.get(before.id, before), after)
                sections.update((section.id, section) for section in now.outline.sections)
    return Outline("", tuple(sections.values()))


@transaction.atomic
def reject(*, change: ProposedChange, by: AbstractBaseUser | None) -> ProposedChange:
    """
    Leave one change out; the draft stays as it is.

    :raises NotEditable: if the text is closed.
    :raises Waits: if it is accepted already: its words are in the draft, and are changed there.
    """
    editable(change.paper.instrument)
    change = ProposedChange.objects.select_for_update().get(pk=change.pk)
    if change.state == State.ACCEPTED:
        raise Waits("This change is accepted, and its words are in the draft. Change them there.")
    return _settled(change, State.REJECTED, by)


def _settled(change: ProposedChange, state: str, by: AbstractBaseUser | None) -> ProposedChange:
    change.state, change.settled_by, change.settled_at = state, by, now()
    change.save()
    return change


@dataclass(frozen=True, slots=True)
class AllAccepted:
    """How many changes were accepted in one go, and which could not be, each with the reason."""

    accepted: int
    left: tuple[tuple[ProposedChange, str], ...]


def accept_all(*, paper: ReturnedPaper, by: AbstractBaseUser | None, author: str = "") -> AllAccepted:
    """
    Accept every change of a file that is not settled, or those of one author, in order; what clashes is left.

    :raises NotEditable: if the text is closed.
    """
    taken, left = 0, []
    waiting = paper.changes.filter(state=State.WAITING).order_by("number")
    for change in waiting.filter(author=author) if author else waiting:
        try:
            accept(change=change, by=by)
        except (Clash, Waits, Asks) as stopped:
            left.append((change, str(stopped)))
        else:
            taken += 1
    return AllAccepted(taken, tuple(left))
