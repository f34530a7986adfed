"""Versions: named saves of a whole draft, which can be read, compared and put back."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from plans.models import DraftVersion, Instrument
from plans.queries.texts import draft_outline
from plans.services.drafts import NotEditable, editable, put_text
from plans.services.wordings import freeze
from plans.text.outline import Outline, OutlineError, digest
from plans.text.redline import compare


@transaction.atomic
def save_version(
    *,
    instrument: Instrument,
    name: str,
    by: AbstractBaseUser | None = None,
    restored_from: DraftVersion | None = None,
) -> DraftVersion:
    """
    Save the working draft as it stands as a version with a name.

    :raises NotEditable: if the text is closed.
    :raises OutlineError: if the draft has no section yet.
    """
    instrument = editable(instrument)
    outline = draft_outline(instrument)
    if not outline.sections:
        raise OutlineError("The draft has no text yet. Write or import at least one section, then save a version.")
    last = latest_version(instrument)
    redline = compare(_before(instrument, last), outline)
    return DraftVersion.objects.create(
        instrument=instrument,
        number=last.number + 1 if last else 1,
        name=" ".join(name.split()),
        wording=freeze(outline),
        base=instrument.base,
        changes=len(redline.changes),
        sections=len(redline.changed_sections),
        restored_from=restored_from,
        made_by=by,
    )


def latest_version(instrument: Instrument) -> DraftVersion | None:
    """Return the last version of a draft with its wording. One query."""
    return instrument.versions.select_related("wording").order_by("-number").first()


def _before(instrument: Instrument, last: DraftVersion | None) -> Outline | None:
    if last:
        return last.wording.outline
    return instrument.base.wording.outline if instrument.base else None


@transaction.atomic
def restore_version(*, version: DraftVersion, by: AbstractBaseUser | None = None, seen: str = "") -> DraftVersion:
    """
    Put the text of a version back as the working draft, and return the version that records it.

    What stood before is saved as a version by itself first, unless the latest version holds it. ``seen`` is the
    digest of the draft that the screen compared the version with.

    :raises NotEditable: if the text is closed, stands on another edition by now, or is not the one that was seen.
    :raises OutlineError: if a code of the version was retired from the plan meanwhile.
    """
    instrument = editable(version.instrument)
    if version.base_id != instrument.base_id:
        raise NotEditable(
            "This version was saved on an earlier edition of the plan. Putting it back would undo what was issued "
            "since. Look at the version, and copy what you need into the draft."
        )
    now = draft_outline(instrument)
    if seen and seen != digest(now):
        raise NotEditable("The draft has changed since this page was shown. Look at what would change, and try again.")
    last = latest_version(instrument)
    if now.sections and (last is None or last.wording_id != digest(now)):
        save_version(instrument=instrument, name=f"Before version {version.number} was put back", by=by)
    put_text(instrument=instrument, outline=version.wording.outline)
    name = f"Version {version.number} put back"
    return save_version(instrument=instrument, name=name, by=by, restored_from=version)
