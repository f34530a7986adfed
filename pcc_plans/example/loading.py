"""Loads the worked example: the record file of Fenmarch, its consultations, and one account for each role."""

from pathlib import Path

from django.db import transaction

from pcc_plans.example.accounts import Account, keep_accounts, kept_accounts, write_accounts
from pcc_plans.example.consultations import add_consultations
from pcc_plans.example.meetings import keep_meetings
from pcc_plans.example.reports import add_reports
from pcc_plans.example.talk import talk
from pcc_plans.record_file.loading import load
from plans.models import Body

RECORD = Path(__file__).with_name("fenmarch.yaml")
BODY = "fenmarch"


def load_example(accounts: Path) -> list[Account]:
    """
    Load the worked example where it is not here yet, and return its accounts, which are also written to a file.

    What was done to it since it was loaded is kept, and so are the passwords in the file.

    :raises pcc_plans.record_file.errors.NotLoaded: if a plan of the same reference is here already.
    """
    with transaction.atomic():
        if new := not Body.objects.filter(ref=BODY).exists():
            load(RECORD.read_bytes())
        body = Body.objects.get(ref=BODY)
        made = keep_accounts(body, kept_accounts(accounts))
        if new:
            talk(body)
            add_consultations(body)
            keep_meetings(body)
            add_reports(body)
    write_accounts(accounts, made)  # after the commit: a file without its accounts would hinder the next start
    return made
