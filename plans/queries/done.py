"""What was said, or is proved, to be done of what the law asks for without a step of the record (N1, I5)."""

from dataclasses import dataclass
from datetime import date

from plans.models import Body, DoneRecord, Letter, Membership
from plans.queries.public import review_is_public
from plans.queries.standing import Standing
from plans.statute.due import Due
from plans.statute.guards.afterwards import OWED
from plans.statute.terms import Act

Role = Membership.Role
REPORT_COPY = "panel_copy"
STANDS = (Letter.State.SENT, Letter.State.ACKNOWLEDGED, Letter.State.POSTED)
# Whose word it is that something was done, by the rule of what is due.
RECORDED_BY = {"N1": (Role.PANEL_SUPPORT,), "I5": (Role.POLICY_OFFICER, Role.CHIEF_EXECUTIVE)}


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that something was done: the words of whoever held it, and the copies of reports that stand."""

    done: frozenset[str]
    served: frozenset[tuple[int, str]]

    def of_report(self, standing: Standing, report: Act) -> tuple[bool, str]:
        """Return whether the record shows that a Panel's report is public and sent to all, and what is wanting."""
        owed: dict[str, str] = dict(report.particulars.get(OWED) or {})
        without = [name for ref, name in owed.items() if (report.seq, ref) not in self.served]
        public = review_is_public(standing.instrument, standing.lines)
        if owed and not without and public:
            return True, ""
        parts = [] if public else ["The report is not public here yet."]
        if not owed:
            parts.append("The register had no local authority on the day of the report.")
        if without:
            others = f" and {len(without) - 1} more" if len(without) > 1 else ""
            parts.append(f"No copy from here stands as sent to {min(without)}{others}.")
        return False, " ".join(parts)


def proof_of(body: Body) -> Proof:
    """Return what was said and sent of a body. Two queries."""
    last = dict(body.done_records.order_by("pk").values_list("key", "done"))
    letters = Letter.objects.filter(body=body, kind=REPORT_COPY, state__in=STANDS)
    served = frozenset(letters.values_list("about__seq", "recipient"))
    return Proof(frozenset(key for key, done in last.items() if done), served)


def key_of(rule: str, *parts: object) -> str:
    """Return the key of something due of which somebody can say that it was done; it begins with its rule."""
    return ":".join((rule, *(str(part) for part in parts)))


def roles_that_record(key: str) -> tuple[str, ...]:
    """Return the roles whose word it is that something was done, by its key; nobody's for most of what is due."""
    return RECORDED_BY.get(key.partition(":")[0], ())


def may_be_recorded(due: Due, role: str) -> bool:
    """Tell whether somebody of a role may say of what is due that it was done."""
    return due.recorded and role in roles_that_record(due.key)


def said_to_be_done(body: Body, role: str) -> list[DoneRecord]:
    """Return what those of a role said to be done, the latest word on each, the latest first. One query."""
    rows = {row.key: row for row in body.done_records.order_by("pk") if role in roles_that_record(row.key)}
    return sorted((row for row in rows.values() if row.done), key=lambda row: (row.on, row.pk), reverse=True)


def anniversary(first: date, on: date) -> date:
    """Return the first anniversary of a day that is not before another; of 29 February, on 28 February."""
    year = max(on.year, first.year + 1)
    day = in_year(first, year)
    return day if day >= on else in_year(first, year + 1)


def in_year(day: date, year: int) -> date:
    """Return the same day of another year; of 29 February, 28 February."""
    leap = (day.month, day.day) == (2, 29)
    return date(year, day.month, 28 if leap else day.day)
