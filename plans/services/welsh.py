"""Writing the Welsh text of a draft, section by section."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from plans.models import Instrument, WelshSection
from plans.services.drafts import cleaned, editable
from plans.text.outline import Section, section_to_data


class WelshRefused(Exception):
    """The Welsh text cannot be kept as it is; the message says why in a user's words."""


@transaction.atomic
def save_welsh(
    *,
    instrument: Instrument,
    section: Section,
    english: Section,
    revision: int,
    by: AbstractBaseUser | None = None,
) -> WelshSection:
    """
    Save the Welsh of a section that was made from ``english``, from the screen that showed ``revision`` (0: none yet).

    :raises NotEditable: if the text is closed.
    :raises WelshRefused: if somebody else saved it meanwhile, or its codes are not those of the English.
    """
    instrument = editable(instrument)
    row = instrument.welsh_sections.select_for_update().filter(section_id=section.id).first()
    if (row.revision if row else 0) != revision:
        who = row.saved_by.get_full_name() if row and row.saved_by else "Somebody else"
        raise WelshRefused(
            f"{who} saved this Welsh text while you were writing. Yours is in the boxes: compare it with the text "
            "saved, which is shown below, and save again."
        )
    if _codes(section) != _codes(english):
        raise WelshRefused(
            "The Welsh has the objectives and the priority actions of the English, under the same codes."
        )
    text = section_to_data(cleaned(section))
    if row is None:
        row = WelshSection(instrument=instrument, section_id=section.id, revision=0)
    row.text, row.english, row.saved_by = text, section_to_data(english), by
    row.revision += 1
    row.save()
    return row


def _codes(section: Section) -> list[tuple[str, list[str]]]:
    return [(o.code, [a.code for a in o.actions]) for o in section.objectives]
