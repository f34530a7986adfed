"""An issued variation whose copies can be sent, and who is owed one."""

import hashlib
from datetime import date

from django.utils import timezone

from plans.models import Body, Instrument, OfficeHolder, PublishedForm, ResponsibleAuthority
from plans.services import published_files
from tests.factories import a_variation, an_issued_plan, decided, issued, prepared, reported, responded, sent, taken

CLERK, CHIEF = "clerk@wendle-vale.example", "chief@fenmarch-police.example"
THE_PDF = b"%PDF-1.7 the plan as varied"


def an_issued_variation(body: Body, more: int = 0) -> Instrument:
    """
    A variation issued on 14 February 2014, with the PDF of its edition published.

    The Chief Constable and Wendle Vale Council have addresses, and so have ``more`` councils; the fire authority has
    none.
    """
    OfficeHolder.objects.filter(body=body, office="chief_constable").update(email=CHIEF, title="Chief Constable")
    ResponsibleAuthority.objects.filter(body=body, ref="wendle-vale").update(email=CLERK, is_local_authority=True)
    variation = a_variation(an_issued_plan(body))
    prepared(variation, date(2013, 12, 9))
    _register(variation, "fire", "Fire Authority")
    for n in range(more):
        _register(variation, f"more-{n}", f"More {n}", email=f"more-{n}@more.example", is_local_authority=True)
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    responded(variation, date(2014, 2, 12))
    decided(variation, date(2014, 2, 14))
    edition = issued(variation, date(2014, 2, 14))
    PublishedForm.objects.create(
        edition=edition,
        format="pdf",
        source_key="made for the test",
        sha256=hashlib.sha256(THE_PDF).hexdigest(),
        size=len(THE_PDF),
        path=published_files.keep(THE_PDF, "pdf"),
        published_at=timezone.now(),
    )
    return Instrument.objects.get(pk=variation.pk)


def _register(variation: Instrument, ref: str, name: str, **more) -> None:
    """Put an authority on the register, with its priorities on the record."""
    body = variation.plan.body
    ResponsibleAuthority.objects.create(body=body, ref=ref, name=name, from_on=date(2012, 1, 1), **more)
    taken(variation, "record_priorities", date(2013, 12, 9), authority=ref, priorities="Safe roads.")
