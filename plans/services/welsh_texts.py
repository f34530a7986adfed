"""Welsh texts as wholes: that of an edition taken over into a draft, and that of a draft frozen with the English."""

from typing import Any

from plans.models import Instrument, WelshSection
from plans.queries.texts import draft_outline
from plans.queries.welsh import not_in_step, welsh_lines, welsh_outline
from plans.services.wordings import freeze
from plans.text.outline import Outline, section_to_data


def take_over(*, instrument: Instrument, welsh: Outline, english: Outline, behind: tuple[str, ...] = ()) -> None:
    """
    Let a draft begin from a Welsh text of ``english``, as a variation begins from the edition that it varies.

    The sections named ``behind`` are taken over as made from another English than this.
    """
    instrument.welsh_sections.all().delete()
    for section in welsh.sections:
        from_section = english.section(section.id)
        if from_section is None:
            continue
        made_from = section_to_data(from_section)
        if section.id in behind:
            made_from = made_from | {"heading": "", "html": ""}
        WelshSection.objects.create(
            instrument=instrument, section_id=section.id, text=section_to_data(section), english=made_from
        )


def freeze_welsh(instrument: Instrument) -> dict[str, Any]:
    """
    Freeze the Welsh of a bilingual body's draft, and return what the line says of it: its digest, and what is behind.

    Nothing is returned for a body that writes in English alone.
    """
    if not instrument.plan.body.bilingual:
        return {}
    draft = draft_outline(instrument)
    lines = welsh_lines(instrument, draft)
    wording = freeze(welsh_outline(draft, instrument.plan.welsh_title, lines))
    behind = not_in_step(lines)
    return {"welsh": {"wording": wording.pk, "behind": behind, "order": list(behind)}}
