"""What stands beside the text that a member reads: the room's comments, their own notes, what they have read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from panel_reviews.views.said import Place, say_form
from plans.forms.saying import RoomReplyForm, SayForm
from plans.models import Room
from plans.queries.comments import placed_threads, threads_of
from plans.queries.notes import notes_of, sections_read
from plans.queries.readings import PanelText
from plans.rendering.comments import Mark
from plans.views.commented import ShownThread, mark_of, of_this_text, shown_notes, shown_threads


@dataclass(slots=True)
class SideOf:
    """What stands beside one section. ``read`` is None if it was not read, False if it changed since."""

    section_id: str
    heading: str = ""
    open: list[ShownThread] = field(default_factory=list)
    resolved: list[ShownThread] = field(default_factory=list)
    notes: list[ShownThread] = field(default_factory=list)
    read: bool | None = None

    @property
    def read_words(self) -> str:
        """Whether the member has read the section, in words."""
        return {None: "", True: "read", False: "changed since you read it"}[self.read]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a whole text."""

    sides: Mapping[str, SideOf]
    marks: list[Mark]
    gone: list[SideOf]
    form: SayForm
    may_comment: bool

    def of(self, section_id: str) -> SideOf:
        """Return what stands beside one section."""
        return self.sides.get(section_id) or SideOf(section_id)

    @property
    def read_count(self) -> int:
        """How many sections the member has read as they stand."""
        return sum(side.read is True for side in self.sides.values())


def beside(place: Place, text: PanelText, *, said: str) -> Beside:
    """Return what a member sees beside a draft; ``said`` is the address of the view in which words are marked."""
    instrument, wording = place.instrument, text.wording
    placed = of_this_text(placed_threads(threads_of(instrument, Room.PANEL), text.text), wording)
    threads = shown_threads(placed, text.text, said=said)
    threads = [replace(t, reply=RoomReplyForm(thread_id=t.thread.pk, resolved=not t.is_open)) for t in threads]
    own = placed_threads(notes_of(place.membership, instrument), text.text)
    notes = shown_notes(of_this_text(own, wording), text.text)
    read = sections_read(place.membership, instrument, text.text)
    ids = [section.id for section in text.text.sections]
    sides = {section.id: SideOf(section.id, section.heading) for section in text.text.sections}
    for one in (*threads, *notes):
        sides.setdefault(one.found.section_id, SideOf(one.found.section_id))
    for one in threads:
        side = sides[one.found.section_id]
        (side.open if one.is_open else side.resolved).append(one)
    for one in notes:
        sides[one.found.section_id].notes.append(one)
    for key in ids:
        sides[key].read = read.get(key)
    form = say_form(text.text, wording=wording.pk)
    if not instrument.is_open:
        form.fields["who"].choices = form.fields["who"].choices[:1]
    return Beside(
        sides=sides,
        marks=[mark_of(one) for one in threads if one.is_open and one.found.start < one.found.end],
        gone=[side for key, side in sides.items() if key not in ids],
        form=form,
        may_comment=instrument.is_open,
    )
