"""Editions of the Fenmarch plan: as facts for print, and as rows of the database."""

from dataclasses import replace
from datetime import date

from plans.models import Body, Edition, Instrument, Plan, Wording
from plans.rendering.facts import EditionFacts, StepFact
from plans.statute.procedures import POLICE_AND_CRIME_PLAN
from plans.text.numbering import numbered
from plans.text.outline import Outline, canonical_json, digest, to_data
from plans.text.redline import compare
from tests.specimens import fenmarch

STEPS = (
    StepFact("Prepare a draft of the variation", "s.5(6)(a)", "Maren Holt, commissioner", date(2025, 11, 14)),
    StepFact(
        "Consult the Chief Constable in preparing the draft", "s.5(6)(b)", "Maren Holt, commissioner", date(2025, 12, 1)
    ),
    StepFact("Send the draft variation to the Panel", "s.5(6)(c)", "Maren Holt, commissioner", date(2026, 1, 5)),
    StepFact("Review the draft and make a report or recommendations", "s.28(3)", "Ellis Wray, panel", date(2026, 2, 4)),
    StepFact("Give the Panel a response", "s.5(6)(e)", "Maren Holt, commissioner", date(2026, 2, 24)),
    StepFact("Publish the response", "s.5(6)(f)", "Maren Holt, commissioner", date(2026, 2, 25)),
    StepFact("Issue the variation", "s.5(4)", "Maren Holt, commissioner", date(2026, 3, 12)),
)


def facts(
    text: Outline = fenmarch.EDITION_2, *, before: Outline | None = fenmarch.EDITION_1, **changed
) -> EditionFacts:
    """What edition 2 of the Fenmarch plan says in print, or the edition of another text."""
    return replace(
        EditionFacts(
            body_name="Police and Crime Commissioner for Fenmarch",
            plan_title="Police and Crime Plan",
            years="2025 to 2029",
            number=2 if before else 1,
            issued_on=date(2026, 3, 12),
            in_force_from=date(2026, 3, 12),
            in_force_until=date(2029, 3, 31),
            wording_digest=digest(text),
            text=numbered(text),
            redline=compare(before, text) if before else None,
            steps=STEPS,
            retired_codes=("V3",) if before else (),
            signed_by="Maren Holt",
        ),
        **changed,
    )


def a_wording(text: Outline) -> Wording:
    """The wording of a text, kept once."""
    return Wording.objects.get_or_create(
        digest=digest(text), defaults={"content": canonical_json(to_data(text)), "facts": {}}
    )[0]


def an_edition(number: int = 1, text: Outline = fenmarch.EDITION_1) -> Edition:
    """An issued edition of the Fenmarch plan; the second varies the first."""
    body, _ = Body.objects.get_or_create(
        ref="fenmarch",
        defaults={
            "area": "Fenmarch",
            "name": "Police and Crime Commissioner for Fenmarch",
            "panel_name": "Fenmarch Police and Crime Panel",
            "force_name": "Fenmarch Constabulary",
        },
    )
    plan, _ = Plan.objects.get_or_create(
        ref="fenmarch-2025",
        defaults={
            "body": body,
            "title": "Police and Crime Plan",
            "years": "2025 to 2029",
            "issued_on": date(2025, 3, 20),
            "effective_from": date(2025, 4, 1),
            "period_ends_on": date(2029, 3, 31),
        },
    )
    base = plan.editions.filter(number=number - 1).first()
    instrument = Instrument.objects.create(
        plan=plan,
        kind="variation" if base else "plan",
        ref=f"fenmarch-{number}",
        title=f"Edition {number}",
        base=base,
        procedure=POLICE_AND_CRIME_PLAN.version,
        stage="issued",
        begun_on=date(2025, 1, 6),
    )
    issued_on = date(2026, 3, 12) if base else date(2025, 3, 20)
    return Edition.objects.create(
        plan=plan,
        number=number,
        wording=a_wording(text),
        instrument=instrument,
        issued_on=issued_on,
        effective_from=max(issued_on, date(2025, 4, 1)),
    )
