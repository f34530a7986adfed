"""One section of a working draft saved: two people's texts are merged, and where they cannot be, both are shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core import signing
from django.db import transaction

from plans.models import DraftSection
from plans.queries.drafting import saved_by
from plans.services.drafts import cleaned, editable
from plans.services.editing_history import end_burst, keep
from plans.services.objectives import put_objectives
from plans.text import changeset
from plans.text.outline import OutlineError, Section, section_from_data, section_to_data


@dataclass(frozen=True, slots=True)
class Conflict(Exception):
    """
    Somebody else changed the same words of the section.

    ``section`` is what stands and ``by`` who saved it, ``yours`` what was being saved, ``base`` the text that both
    began from (None if it is not known any more), ``conflicts`` what must be settled, each under its key.
    """

    section: DraftSection
    yours: Section
    base: Section | None
    conflicts: tuple[changeset.Conflict, ...]
    by: str

    def can_keep_both(self, point: changeset.Conflict) -> bool:
        """Answer whether both texts can stand at a place, one after the other; two whole sections cannot."""
        return self.base is not None and point.ours.startswith("<") and point.theirs.startswith("<")

    def __str__(self) -> str:
        return f"“{self.section.heading}” was saved by somebody else while you were writing. Nothing has been lost."


@dataclass(frozen=True, slots=True)
class Choices:
    """
    How conflicts are settled, by their keys, by somebody who saw the section at a revision.

    A choice is "ours", "theirs", "both" (one after the other) or the HTML to stand there.
    """

    revision: int
    chosen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Saved:
    """
    What became of a save.

    ``sent`` is the text that was sent, cleaned, and ``stands`` the one that stands now. ``theirs`` is what somebody
    else had saved meanwhile, by ``theirs_by``, and ``base`` what it began from; None if nobody had.
    """

    row: DraftSection
    sent: Section
    stands: Section
    theirs: Section | None = None
    theirs_by: str = ""
    base: Section | None = None


def base_token(row: DraftSection, text: Section) -> str:
    """
    Return the text that a screen begins from, signed, to come back with what is typed there.

    The page carries it, so that it is there after hours, and after a crash, without a table of texts that screens show.
    """
    return signing.dumps(section_to_data(text), salt=f"section {row.pk}", compress=True)


def text_of_token(row: DraftSection, token: str) -> Section | None:
    """Return the text that a screen began from, or None if the token is not one of this section."""
    try:
        return section_from_data(signing.loads(token, salt=f"section {row.pk}"))
    except (signing.BadSignature, OutlineError):
        return None


@transaction.atomic
def save_section(
    *,
    row: DraftSection,
    section: Section,
    revision: int,
    base: Section | None = None,
    choices: Choices | None = None,
    automatic: bool = False,
    by: AbstractBaseUser | None = None,
) -> Saved:
    """
    Save a section of the draft as edited on the screen that showed ``revision``, whose text was ``base``.

    What somebody else saved meanwhile is merged by operations; ``choices`` settles what cannot be, unless somebody
    has saved again since they were made. A save that changes nothing writes nothing.

    :raises NotEditable: if the text is closed.
    :raises Conflict: if both changed the same words and it is not settled; nothing is written.
    :raises plans.text.markup.MarkupError: if the text cannot be read as text.
    :raises plans.text.outline.OutlineError: if a code of a priority action stands twice or was retired.
    """
    instrument = editable(row.instrument)
    rows = DraftSection.objects.select_for_update().prefetch_related("objectives__actions")
    current = rows.get(pk=row.pk)
    current.instrument = instrument
    sent, theirs = cleaned(section), current.as_section()
    if current.revision == revision or sent == theirs:
        _write(current, sent, theirs, automatic=automatic, by=by)
        return Saved(current, sent, sent)
    theirs_by = saved_by(current)
    chosen = choices.chosen if choices and choices.revision == current.revision else {}
    text = _merged(current, sent, theirs, base, chosen, theirs_by)
    _write(current, text, theirs, automatic=automatic, by=by)
    return Saved(current, sent, text, theirs, theirs_by, base)


def _merged(
    current: DraftSection,
    sent: Section,
    theirs: Section,
    base: Section | None,
    choices: Mapping[str, str],
    theirs_by: str,
) -> Section:
    merged = changeset.merge_sections(base, sent, theirs)
    open_ones = [conflict for conflict in merged.conflicts if conflict.key not in choices]
    if open_ones:
        raise Conflict(current, sent, base, tuple(merged.conflicts), theirs_by)
    if base is None and "both" in choices.values():
        raise Conflict(current, sent, base, tuple(merged.conflicts), theirs_by)
    chosen = {point.key: _choice(point, choices[point.key]) for point in merged.conflicts}
    text = changeset.settled(merged, chosen).section(sent.id)
    return cleaned(text or sent)


def _choice(point: changeset.Conflict, choice: str) -> str:
    return point.theirs + point.ours if choice == "both" else choice


def _write(
    current: DraftSection, text: Section, stood: Section, *, automatic: bool, by: AbstractBaseUser | None
) -> None:
    if not automatic:
        end_burst(current)
    if text == stood:
        return
    current.kind, current.heading, current.html = text.kind.value, text.heading, text.html
    current.limbs = sorted(text.limbs)
    current.revision += 1
    keep(current, by=by, automatic=automatic)
    if text.objectives != stood.objectives:
        put_objectives(section=current, objectives=text.objectives, by=by, automatic=automatic)
