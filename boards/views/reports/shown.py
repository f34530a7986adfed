"""What the pages of a report show: its head, its chain, its file, and what must be settled."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.timezone import localtime

from boards.forms.reports import SigningForm
from boards.models import HouseStyle, Report, SignOff
from boards.models.reports import Signing
from boards.queries.reports import Place, job_of
from boards.services.report_texts import Choices, Conflict
from boards.services.signing import IN_PERSON, may_sign
from plans.models import Job
from plans.statute.dates import said
from plans.text.markup import clean

SETTLE = "settle-"
FORM = "report-form"


def head_shown(report: Report) -> list[dict[str, str]]:
    """Return the particulars of a report as facts in a column."""
    day = report.meeting_day
    rows = (
        ("To", report.to),
        ("From", report.sender),
        ("Date", said(report.dated)),
        ("Meeting", f"{day.name}, {said(day.on)}" if day else "None yet"),
        ("Agenda item", report.item_number),
        ("Marking", report.marking),
        ("Contact officer", report.contact),
    )
    return [{"term": term, "fact": fact} for term, fact in rows if fact]


def state_of(report: Report, chain: list[Place]) -> str:
    """Return in a sentence where a report stands."""
    if report.paper_id:
        return "It is final, and a paper of a meeting."
    if report.is_final:
        return f"Everybody has signed. It is final since {localtime(report.final_at):%-d %B %Y}, and changes no more."
    waiting = next((place for place in chain if place.is_next), None)
    return f"It is a draft, and with {waiting.place.label} now." if waiting else "It is a draft."


def chain_shown(chain: list[Place]) -> list[dict[str, Any]]:
    """Return the chain as rows: who, whether it signed, and when."""
    return [
        {
            "who": place.place.label.capitalize(),
            "state": "Signed" if place.given else "Its turn" if place.is_next else "Later",
            "kind": "good" if place.given else "warn" if place.is_next else "",
            "icon": "done" if place.given else "next" if place.is_next else "later",
            "words": _given(place.given) if place.given else "",
        }
        for place in chain
    ]


def said_shown(rows: list[SignOff]) -> list[dict[str, str]]:
    """Return what was returned or cleared, as sentences."""
    return [
        {
            "when": f"{localtime(row.recorded_at):%-d %B %Y at %H:%M}",
            "what": f"{row.name}, for {Signing(row.place).label}: {row.get_outcome_display().lower()} version "
            f"{row.version}",
            "comment": row.comment,
            "cleared": row.cleared_why,
        }
        for row in rows
    ]


def _given(row: SignOff) -> str:
    by = row.recorded_by
    account = (by.get_full_name() or by.get_username()) if by else ""
    recorded = f", recorded by {account}" if account and account != row.name else ""
    comment = f" “{row.comment}”" if row.comment else ""
    return f"{row.name}, {localtime(row.recorded_at):%-d %B %Y at %H:%M}{recorded}.{comment}"


def signing_form(user, report: Report, chain: list[Place], house: HouseStyle, data=None) -> dict[str, Any] | None:
    """Return the form of the place whose turn it is, for whoever may fill it in, or why not; None once all signed."""
    waiting = next((place.place for place in chain if place.is_next), None)
    if waiting is None:
        return None
    decision = may_sign(user, report, waiting)
    if not decision:
        return {"why_not": decision.reason}
    own = user.get_full_name() or user.get_username()
    names = {Signing.FINANCE: house.finance, Signing.LEGAL: house.legal}
    form = SigningForm(data, initial={"name": names.get(waiting, own), "revision": report.revision})
    if waiting in IN_PERSON:
        form.fields["name"].disabled = True
        form.initial["name"] = own
    return {
        "form": form,
        "url": reverse("reports:sign", args=[report.ref, waiting.value]),
        "place": waiting.label,
        "may_return": waiting is not Signing.AUTHOR,
    }


def file_shown(report: Report) -> dict[str, Any]:
    """Return what the page says of the PDF of a final report."""
    url = reverse("reports:pdf", args=[report.ref])
    here = f"{report.get_absolute_url()}#files"
    shown: dict[str, Any] = {"url": url, "here": here}
    if report.pdf_path:
        pages = f"{report.pdf_pages} page{'' if report.pdf_pages == 1 else 's'}"
        return shown | {"made": f"PDF, {pages}, {filesizeformat(report.pdf_size)}", "sha256": report.pdf_sha256}
    job = job_of(report)
    if job and job.state in (Job.State.QUEUED, Job.State.RUNNING):
        words = f"{job.message or 'Waiting to be made'}. This takes a few seconds."
        state = "running" if job.state == Job.State.RUNNING else "waiting"
        return shown | {"moving": True, "state": state, "words": words, "done": job.progress}
    return shown | {"failed": f"It could not be made. {job.error}" if job else ""}


def choices_in(data: QueryDict) -> Choices:
    """Return what was chosen for each conflict, and of which text."""
    chosen = {name.removeprefix(SETTLE): data[name] for name in data if name.startswith(SETTLE)}
    known = {key: choice for key, choice in chosen.items() if choice in ("ours", "theirs", "both")}
    return Choices(data.get("settling", ""), known)


def conflict_shown(
    conflict: Conflict, choices: Choices, *, yours: str, theirs: str, when: str, title: str
) -> dict[str, Any]:
    """Return what templates/components/conflict.html takes; ``yours`` and ``theirs`` are whole texts as HTML."""
    chosen: Mapping[str, str] = choices.of(conflict.at)
    return {
        "id": "conflict",
        "form": FORM,
        "revision": conflict.at,
        "title": title,
        "words": "Nothing is lost, and nothing was saved yet. Choose what stands at each place. You can go on editing "
        "afterwards.",
        "points": [
            {
                "key": point.key,
                "place": point.place,
                "ours": clean(point.ours),
                "theirs": clean(point.theirs),
                "both": bool(point.ours and point.theirs),
                "chosen": chosen.get(point.key, ""),
            }
            for point in conflict.points
        ],
        "yours": {"by": "The report", "when": "as it stands with you", "html": yours},
        "theirs": {"by": conflict.who, "when": when, "html": theirs},
    }
