"""The Panel's report as a PDF, the same bytes every time, and the letter that goes with it."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from django.template.loader import render_to_string

from panel_reviews.models import Motion
from plans.models import Instrument, StepTaken
from plans.rendering.pdf import html_to_pdf
from plans.services.line_papers import Drawn, Progress
from plans.statute.dates import said
from plans.statute.kinds import KINDS
from plans.statute.terms import InstrumentKind


def draw_report(line: StepTaken, progress: Progress) -> list[Drawn]:
    """
    Return the report and the recommendations that the Panel adopted on a draft, by its line, as a PDF.

    :raises PdfStopped: if a limit on memory, time or nesting is reached.
    :raises PdfFailed: if the layout ends without a file for another reason.
    """
    instrument = line.instrument
    body, kind = instrument.plan.body, KINDS[InstrumentKind(instrument.kind)]
    html = render_to_string(
        "panel_reviews/pdf.html",
        {
            "panel": body.panel_name,
            "body_name": body.name,
            "instrument": instrument,
            "about": f"draft {instrument.kind_words}" if kind.has_floor else instrument.text_words,
            "section": f"Section {line.section.removeprefix('s.')}",
            "on": line.taken_on,
            "words": line.particulars.get("report", ""),
            "recommendations": [
                {**row, "said": vote_in_words(row)} for row in line.particulars.get("recommendations", ())
            ],
            "digest": line.digest,
        },
    )
    created = datetime.combine(line.taken_on, time(), UTC)
    identifier = f"{instrument.ref}-panel-report-{line.digest[:16]}"
    pdf = html_to_pdf(html, identifier=identifier, created=created, progress=progress)
    return [Drawn("pdf", pdf.content, pdf.pages)]


def vote_in_words(row: Mapping[str, Any]) -> str:
    """Return what the line of a report says of who moved a recommendation and of the vote, in words; "" for nothing."""
    vote = row.get("vote")
    if not isinstance(vote, Mapping):
        return ""
    by = f"Moved by {row['moved_by']}, seconded by {row.get('seconded_by', '')}. " if row.get("moved_by") else ""
    if vote.get("how") != Motion.How.COUNTED:
        return f"{by}Agreed without a count."
    cast = f", and the chair’s casting vote {vote['casting']} it" if vote.get("casting") else ""
    counts = ", ".join(
        f"{vote.get(key, 0)} {word}"
        for key, word in (("for", "for"), ("against", "against"), ("abstained", "abstained"))
    )
    return f"{by}Votes: {counts}{cast}."


def report_letter(instrument: Instrument, line: StepTaken, addressee: str, link: str = "") -> tuple[str, str]:
    """Return the subject and the words of the letter that goes with a report: on paper without a link."""
    body = instrument.plan.body
    subject = f"Report of the {body.panel_name} on the {instrument.kind_words} “{instrument.title}”"
    paragraphs = [
        f"To {addressee}",
        f"The {body.panel_name} reviewed the {instrument.kind_words} “{instrument.title}” of the {body.name} and made "
        f"its report on {said(line.taken_on)}. This copy is sent to you under section 28 of the Police Reform and "
        f"Social Responsibility Act 2011.",
        f"Read it as a web page, and tell us there that you have it. No account is needed:\n{link}" if link else "",
        "It is attached as a PDF too." if link else "It is enclosed.",
        body.panel_name,
    ]
    return subject, "\n\n".join(filter(None, paragraphs))
