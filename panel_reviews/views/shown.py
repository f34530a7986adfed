"""How the pages say what the Panel reviewed: queries' answers as what the components take."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from panel_reviews.models import Answer, Recommendation
from panel_reviews.queries import AsSent, Sending
from panel_reviews.rendering import vote_in_words
from panel_reviews.views import shown_motions
from plans.statute.dates import said, weekday
from plans.statute.procedures import VERSIONS
from plans.text.anchors import Found
from plans.text.diff.reading import as_read
from plans.text.numbering import numbered
from plans.views.office.words import counted

ANSWERS = {
    Answer.Outcome.ACCEPTED: "accepted",
    Answer.Outcome.IN_PART: "in_part",
    Answer.Outcome.NOT_ACCEPTED: "rejected",
}


def recommendations_in_words(count: int) -> str:
    """Return how many recommendations there are, in words: "no recommendation", "1 recommendation"."""
    return counted(count, "recommendation", "recommendations") if count else "no recommendation"


def clock(sending: Sending, today: date) -> dict[str, Any] | None:
    """Return the Panel's time with a draft as the clock component takes it, or None where no time is asked for."""
    if not sending.has_floor:
        return None
    floor, had = sending.instrument.plan.body.panel_floor_days, sending.had(today)
    ended = sending.report or sending.passed_over
    facts = [{"term": "Sent", "fact": weekday(sending.sent.taken_on)}]
    if sending.meeting_on:
        facts.append({"term": "Panel’s meeting", "fact": weekday(sending.meeting_on)})
    if sending.report:
        facts.append({"term": "Reported", "fact": weekday(sending.report.taken_on)})
    facts.append({"term": "The office’s floor", "fact": f"{floor} days; the Act says only “reasonable”"})
    return {
        "had": had,
        "floor": floor,
        "days": [n < had for n in range(floor)],
        "state": "had" if had >= floor else "short" if ended else "running",
        "facts": facts,
    }


def reading(request: HttpRequest, draft: AsSent, asked_on: str = "") -> dict[str, Any]:
    """
    Return the draft as sent in the way asked for: marked (folded, or with what is unchanged) or clean.

    ``asked_on`` is the address of the form on which a recommendation is recorded, for whoever may.
    """
    clean = draft.redline is None or request.GET.get("view") == "clean"
    unfold = request.GET.get("show") == "all"
    sections: Sequence[Any] = ()
    if clean:
        sections = numbered(draft.text).sections
    elif draft.redline:
        drawn = as_read(draft.redline, draft.before, draft.text, elsewhere="?view=clean")
        sections = drawn.sections if unfold else drawn.changed_sections
    return {
        "draft": draft,
        "clean": clean,
        "unfold": unfold,
        "parts": [(section, f"?concerns={section.section.id}#recommend" if asked_on else "") for section in sections],
        "reasons": [{"key": key, "reason": reason} for key, reason in draft.reasons.items()],
        "views": [
            {"label": "Marked changes", "url": "?view=marked#draft", "current": not clean},
            {"label": "Clean", "url": "?view=clean#draft", "current": clean},
        ]
        if draft.redline
        else [],
    }


def recommendations(
    rows: Sequence[Recommendation],
    draft: AsSent,
    ref: str,
    *,
    may_edit: bool,
    places: Mapping[int, Found] | None = None,
) -> list[dict[str, Any]]:
    """Return the recommendations recorded so far, each with its state, its page and, for whoever may, its changes."""
    headings, anchors, page = draft.headings, draft.anchors, reverse("panel:review", args=[ref])
    return [
        {
            "number": row.number,
            "words": row.words,
            "concerns": headings.get(row.concerns, row.concerns),
            "url": f"{page}?show=all#{anchors[row.concerns]}" if row.concerns in anchors else "",
            "place": shown_motions.place(row, (places or {}).get(row.pk)),
            "tag": shown_motions.tag(row),
            "moved": shown_motions.moved(row),
            "votes": shown_motions.votes(row),
            "links": [
                {"label": "Open", "url": reverse("panel:recommendation", args=[ref, row.number])},
                *(_edits(row, ref) if may_edit and row.is_open else []),
            ],
        }
        for row in rows
    ]


def _edits(row: Recommendation, ref: str) -> list[dict[str, str]]:
    links = [{"label": "Amend", "url": reverse("panel:amend", args=[ref, row.number])}]
    if not row.moved_by:
        links.append({"label": "Drop", "url": reverse("panel:drop", args=[ref, row.number])})
    return links


def answered(sendings: Sequence[Sending]) -> dict[int, Mapping[str, Any]]:
    """Return the answers given in these sendings' responses, by number; a later answer stands for an earlier."""
    return {number: answer for sending in sendings for number, answer in sending.answers().items()}


def response_rows(sending: Sending, answers: Mapping[int, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the response table's rows for the recommendations of a report."""
    rows = []
    for recommendation in sending.recommendations:
        answer = answers.get(recommendation["number"], {})
        rows.append(
            {
                "number": recommendation["number"],
                "text": recommendation["words"],
                "vote": vote_in_words(recommendation),
                "answer": ANSWERS.get(answer.get("outcome", ""), "awaiting"),
                "reason": answer.get("reason", ""),
            }
        )
    return rows


def report(sendings: Sequence[Sending], at: int) -> dict[str, Any]:
    """Return one report with the response to it, as the report template takes it."""
    sending = sendings[at]
    line, response = sending.report, sending.response
    given = f"Given {said(response.taken_on)}" if response else "No response was given."
    published = f"published {said(sending.published.taken_on)}" if sending.published else "not published yet"
    met = line.particulars.get("met_on")
    return {
        "id": f"report-{line.seq}",
        "on": said(line.taken_on),
        "met_on": said(date.fromisoformat(str(met))) if met else "",
        "by": line.by_name,
        "section": line.section,
        "words": line.particulars.get("report", ""),
        "recommendations": [{**row, "said": vote_in_words(row)} for row in sending.recommendations],
        "paragraphs": response.particulars.get("paragraphs", ()) if response else (),
        "published_by_panel": said(sending.report_published_on) if sending.report_published_on else "",
        "panel_manner": sending.report_manner,
        "rows": response_rows(sending, answered(sendings[at:])) if response else [],
        "note": f"{given}, {published}, {_sections(sending)}" if response else "",
        "response": response.particulars.get("response", "") if response else "",
        "responded_by": response.by_name if response else "",
        "responded_on": said(response.taken_on) if response else "",
        "published_on": said(sending.published.taken_on) if sending.published else "",
        "manner": sending.published.particulars.get("manner", "") if sending.published else "",
    }


def _sections(sending: Sending) -> str:
    """Return the sections under which a response was given, and is published."""
    given = sending.response.section if sending.response else ""
    after = VERSIONS[sending.instrument.procedure].step("publish_response").section
    return "s.5(6)(e) and (f)" if (given, after) == ("s.5(6)(e)", "s.5(6)(f)") else given


def lead(sending: Sending, changes: int | None) -> str:
    """Return the one sentence that says where a review stands."""
    return sending.instrument.plan.body.names.read(_lead(sending, changes))


def _lead(sending: Sending, changes: int | None) -> str:
    text = sending.instrument.text_words
    article = "an" if text.startswith("a") else "a whole"
    if sending.report is None:
        if not sending.is_open:
            return f"The Panel made no report on this {sending.what}."
        what = f"{counted(changes, 'change', 'changes')} to the plan" if changes is not None else f"{article} {text}"
        return f"The Panel has {what} to review. Its report or recommendations are adopted by the full Panel."
    made = f"The Panel reviewed the {sending.what} and made {recommendations_in_words(len(sending.recommendations))}."
    if sending.response is None:
        return f"{made} The Commissioner has not responded yet."
    return f"{made} The Commissioner has responded" + (
        ", and the response is published." if sending.published else "; the response is not published yet."
    )
