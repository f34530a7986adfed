"""New tables by kind: money by year, workforce, grants, or any other, with their headings proposed."""

from datetime import date

from plans.statute.dates import financial_year_end
from plans.text.tables.sheet import Column, Holds, Line, Sheet

KINDS = ("money", "workforce", "grants", "plain")


def new_sheet(kind: str, on: date) -> Sheet:
    """Return an empty table of a kind, with its headings proposed and the years from the next financial year on."""
    ends = financial_year_end(on).year
    years = [f"{ends + n} to {ends + n + 1}" for n in range(3)]
    head, holds, keys = {
        "money": (["Heading", *years], Holds.MONEY, ["", "", "", "Total"]),
        "workforce": (
            ["Posts (full-time equivalent)", *(f"March {ends + n}" for n in range(3))],
            Holds.NUMBER,
            ["Police officers", "Community support officers", "Police staff", "Total"],
        ),
        "grants": (["Recipient", "Purpose", "Amount"], Holds.MONEY, ["", "", "", "Total"]),
        "plain": (["", "", ""], Holds.WORDS, ["", "", ""]),
    }[kind]
    words = 2 if kind == "grants" else 1
    columns = tuple(Column(Holds.WORDS if n < words else holds) for n in range(len(head)))
    body = (Line("tbody", (key, *[""] * (len(head) - 1))) for key in keys)
    return Sheet("", columns, (Line("thead", tuple(head)), *body))
