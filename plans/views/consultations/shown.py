"""How the pages of consultations say what was counted and where a consultation stands."""

from datetime import date
from typing import Any

from plans.models import ConsultationExercise, Disposition
from plans.statute.dates import said
from plans.views.office.words import counted

HELD_BACK = "not shown"
Outcome = Disposition.Outcome
OUTCOME_TAGS = {
    Outcome.ACCEPTED: "good",
    Outcome.IN_PART: "warn",
    Outcome.NOT_ACCEPTED: "bad",
    Outcome.OUT_OF_SCOPE: "",
}


def state_of(exercise: ConsultationExercise, on: date) -> tuple[str, str]:
    """Return where a consultation stands, as the word and the kind of its tag."""
    if exercise.erased_at:
        return ("Answers erased", "")
    if getattr(exercise, "summary", None):
        return ("Summary published", "good")
    if not exercise.is_launched:
        return ("Being prepared", "")
    if on < exercise.opens_on:
        return (f"Opens {said(exercise.opens_on)}", "")
    return ("Open", "good") if exercise.is_open(on) else ("Closed", "warn")


def number(count: int | None) -> str:
    """Return a count in words for a sentence; one that is held back as what may be said of it."""
    return "fewer than 5" if count is None else f"{count:,}"


def led_to(counts: dict[str, Any]) -> str:
    """Return the sentence that counts what the comments led to: "690 comments led to 6 changes."."""
    comments, changes = counts["comments"], counts["changes"]
    if comments == 0:
        return "No comments were made in people’s own words."
    if comments is not None and not sum(row["count"] or 0 for row in counts["outcomes"]):
        return f"{counted(comments, 'comment was', 'comments were')} made in people’s own words."
    how_many = "The comments" if comments is None else f"{comments:,} {'comment' if comments == 1 else 'comments'}"
    return f"{how_many} led to {counted(changes, 'change', 'changes') if changes else 'no change'} of the draft."


def how_many(counts: dict[str, Any], exercise: ConsultationExercise) -> str:
    """Return the sentence that says how many answered."""
    total = counts["total"]
    if exercise.asks_organisations:
        return f"{len(counts['answered'])} of {counted(counts['asked'], 'organisation', 'organisations')} answered."
    if total == 0:
        return "Nobody answered."
    return f"{number(total).capitalize()} {'person' if total == 1 else 'people'} answered."


def tables(counts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the counts of each question as rows with their share, ready for a table with its bars."""
    total = counts["total"]
    return [
        {
            "number": one["number"],
            "words": one["words"],
            "rows": [_row(row, total) for row in one["rows"]],
            "holds_back": any(row["count"] is None for row in one["rows"]),
            "several": one["kind"] == "several",
        }
        for one in counts["questions"]
    ]


def _row(row: dict[str, Any], total: int | None) -> dict[str, Any]:
    count = row["count"]
    share = round(100 * count / total) if count is not None and total else None
    return {
        "label": row["label"],
        "count": HELD_BACK if count is None else f"{count:,}",
        "share": "" if share is None else f"{share}%",
        "bar": share,
    }


def plain_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of a table of counts as facts: term and fact."""
    return [{"term": row["label"], "fact": HELD_BACK if row["count"] is None else f"{row['count']:,}"} for row in rows]


def summary_shown(content: dict[str, Any], exercise: ConsultationExercise) -> dict[str, Any]:
    """Return what the summary page shows of a summary's content."""
    counts = content["counts"]
    words = {one["number"]: one["words"] for one in counts["questions"]}
    comments: dict[int, list[dict[str, Any]]] = {}
    for comment in content["comments"]:
        kind = OUTCOME_TAGS[Outcome(comment["outcome"])]
        shown = comment | {"outcome": Outcome(comment["outcome"]).label, "kind": kind}
        comments.setdefault(comment["question"], []).append(shown)
    return {
        "found": content["found"],
        "how_many": how_many(counts, exercise),
        "led_to": led_to(counts),
        "tables": tables(counts),
        "channels": plain_rows(counts["channels"]),
        "outcomes": plain_rows(counts["outcomes"]) if counts["comments"] != 0 else [],
        "answered": counts["answered"],
        "comments": [{"question": words[number], "rows": rows} for number, rows in sorted(comments.items())],
        "holds_back": any(one["holds_back"] for one in tables(counts)),
    }
