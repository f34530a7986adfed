"""The chain of sign-off: each signs in turn or returns with a comment; the last signature makes a report final."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from boards.models import Report, SignOff
from boards.models.reports import Signing
from boards.queries.reports import next_place, texts_of
from boards.services.report_files import ask_for_pdf
from boards.services.reports import clear_sign_offs, head_of, locked
from boards.text.house import RECOMMENDATION, appendices_of
from boards.text.kinds import ReportKind
from plans.models import Membership
from plans.permissions import YES, Decision, membership_of
from plans.text.outline import digest_of, section_to_data

Role = Membership.Role
SIGNS = {
    Signing.AUTHOR: (Role.POLICY_OFFICER,),
    Signing.FINANCE: (Role.POLICY_OFFICER, Role.CHIEF_EXECUTIVE),
    Signing.LEGAL: (Role.POLICY_OFFICER, Role.CHIEF_EXECUTIVE),
    Signing.CHIEF_EXECUTIVE: (Role.CHIEF_EXECUTIVE,),
}
"""Who writes down what each place in the chain says: in person, but for finance and legal, who have no account here."""
IN_PERSON = (Signing.AUTHOR, Signing.CHIEF_EXECUTIVE)


class NotYourTurn(Exception):
    """The report is not with that place of the chain, or is not fit to be signed; the message says why."""


def may_sign(user: User, report: Report, place: str) -> Decision:
    """Answer whether somebody may say what one place of the chain says."""
    membership = membership_of(user, report.body)
    if membership is not None and membership.role in SIGNS[Signing(place)]:
        return YES
    who = " or ".join(Role(role).label for role in SIGNS[Signing(place)])
    return Decision(False, f"Only the {who} may sign here for {Signing(place).label}.")


@transaction.atomic
def sign(*, report: Report, place: str, name: str, comment: str = "", by: User | None, revision: int) -> SignOff:
    """
    Write down that a place of the chain signed the report as it stood at a revision; the last one makes it final.

    :raises NotEditable: if the report is final.
    :raises NotYourTurn: if another place is next, the text changed since, or it has no recommendation.
    """
    row = locked(report)
    _check(row, place, revision)
    if not row.outline.section(RECOMMENDATION) or not row.outline.section(RECOMMENDATION).html:
        raise NotYourTurn("The report recommends nothing yet. Write the recommendation before anybody signs.")
    given = SignOff.objects.create(
        report=row, place=place, outcome=SignOff.Outcome.SIGNED, name=name, comment=comment, version=row.revision,
        recorded_by=by,
    )  # fmt: skip
    if next_place(row) is None:
        _make_final(row)
    return given


@transaction.atomic
def send_back(*, report: Report, place: str, name: str, comment: str, by: User | None, revision: int) -> SignOff:
    """
    Write down that a place of the chain returned the report with a comment; the chain begins again.

    :raises NotEditable: if the report is final.
    :raises NotYourTurn: if another place is next, or the text changed since.
    """
    row = locked(report)
    _check(row, place, revision)
    given = SignOff.objects.create(
        report=row, place=place, outcome=SignOff.Outcome.RETURNED, name=name, comment=comment, version=row.revision,
        recorded_by=by,
    )  # fmt: skip
    clear_sign_offs(row, f"Returned by {name} for {Signing(place).label}")
    return given


def _check(report: Report, place: str, revision: int) -> None:
    if report.revision != revision:
        raise NotYourTurn("The report was edited since you read it. Read it again, then sign or return it.")
    wanted = next_place(report)
    if place != wanted:
        raise NotYourTurn(f"The report is with {Signing(wanted).label} now." if wanted else "Everybody has signed.")


def _make_final(report: Report) -> None:
    report.final = document_of(report)
    report.digest, report.final_at = digest_of(report.final), timezone.now()
    report.save()
    ask_for_pdf(report=report)


def document_of(report: Report) -> dict[str, Any]:
    """Return the whole of a report as plain data: particulars, text, appendices as drawn, and who signed."""
    signed = report.sign_offs.filter(outcome=SignOff.Outcome.SIGNED, cleared_at__isnull=True).order_by("pk")
    appendices = appendices_of(texts_of(report)) if report.kind != ReportKind.FREE else ()
    return {
        "format": "pcc-plans/report/1",
        "kind": report.kind,
        "head": head_of(report),
        "instrument": report.instrument.ref if report.instrument else "",
        "text": report.text,
        "appendices": [section_to_data(one) for one in appendices],
        "facts": report.facts,
        "signed": [{"place": one.place, "name": one.name} for one in signed],
    }
