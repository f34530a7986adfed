"""The bodies, one row for each kind: names, instruments and their courses, days, languages, and the regime by date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plans.statute import names, procedures
from plans.statute.names import Names
from plans.statute.terms import BodyKind, InstrumentKind, Procedure

K = InstrumentKind


@dataclass(frozen=True, slots=True)
class Profile:
    """
    One kind of local policing body.

    ``clear_days`` are those for which agenda and papers are open before the Panel meets; ``languages`` those in which
    a plan is published, the first of them being the one that is drafted.
    """

    names: Names
    courses: Mapping[InstrumentKind, Procedure]
    clear_days: int = 5
    languages: tuple[str, ...] = ("en",)
    note: str = ""

    def has(self, kind: InstrumentKind) -> bool:
        """Tell whether bodies of this kind have such an instrument."""
        return kind in self.courses


def _courses(plan: Procedure, review: Procedure, report: Procedure) -> dict[InstrumentKind, Procedure]:
    return {K.PLAN: plan, K.VARIATION: plan, K.REVIEW: review, K.ANNUAL_REPORT: report}


PROFILES: Mapping[BodyKind, Profile] = {
    BodyKind.COMMISSIONER: Profile(
        names.COMMISSIONER,
        _courses(procedures.POLICE_AND_CRIME_PLAN, procedures.REVIEW, procedures.ANNUAL_REPORT),
    ),
    BodyKind.COMMISSIONER_WALES: Profile(
        names.COMMISSIONER,
        _courses(procedures.WELSH_PLAN, procedures.REVIEW, procedures.ANNUAL_REPORT),
        clear_days=3,
        languages=("en", "cy"),
        note="Local health boards are responsible authorities. Welsh is not treated less favourably than English.",
    ),
    BodyKind.FIRE: Profile(
        names.FIRE_COMMISSIONER,
        _courses(procedures.PFCC_PLAN, procedures.REVIEW, procedures.ANNUAL_REPORT)
        | {K.FIRE_PLAN: procedures.FIRE_AND_RESCUE_PLAN, K.FIRE_VARIATION: procedures.FIRE_AND_RESCUE_PLAN},
        note="The commissioner is the fire and rescue authority too. The annual report covers both.",
    ),
    BodyKind.MAYOR: Profile(
        names.MAYOR,
        _courses(procedures.MAYORAL_PLAN, procedures.MAYORAL_REVIEW, procedures.MAYORAL_ANNUAL_REPORT),
        note="The Act is read as the order that transferred the functions modifies it.",
    ),
}


def course_for(body_kind: BodyKind, instrument_kind: InstrumentKind) -> Procedure:
    """
    Return the course that an instrument of a body is begun under.

    :raises KeyError: if bodies of that kind have no such instrument.
    """
    return PROFILES[BodyKind(body_kind)].courses[InstrumentKind(instrument_kind)]


@dataclass(frozen=True, slots=True)
class Regime:
    """From when until when the law has, or is expected to have, bodies of a kind; ``basis`` says what that rests on."""

    kind: BodyKind
    from_on: date
    to_on: date | None
    basis: str


FIRST_TERM = date(2012, 11, 22)
LAST_TERM = date(2028, 5, 10)
ANNOUNCED = (
    "Commissioners are to end with their term in May 2028: announced on 13 November 2025, White Paper of 26 January "
    "2026. No Act has been seen."
)
REGIMES: tuple[Regime, ...] = (
    Regime(BodyKind.COMMISSIONER, FIRST_TERM, LAST_TERM, ANNOUNCED),
    Regime(BodyKind.COMMISSIONER_WALES, FIRST_TERM, LAST_TERM, f"{ANNOUNCED} Wales is still to be settled."),
    Regime(BodyKind.FIRE, FIRST_TERM, LAST_TERM, ANNOUNCED),
    Regime(BodyKind.MAYOR, date(2017, 5, 8), None, "Each mayor by the order for the area."),
)


def regime_of(kind: BodyKind, on: date) -> Regime | None:
    """Return the regime under which the law has bodies of a kind on a day, or None where it has none then."""
    return next((r for r in REGIMES if r.kind is kind and r.from_on <= on and (r.to_on is None or on <= r.to_on)), None)
