"""Figures in tables as whole numbers: pence for money, the last shown place for counts; never floats."""

import re
from dataclasses import dataclass, replace

POUND, PER_CENT, PLAIN = "£", "%", ""
ACCEPTED = "Write a figure such as £65,000, 65,000, 12.5, 2.99%, −1,200, (1,200), 1.2m or £1,234.5k."
_SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_FIGURE = re.compile(
    r"(?P<open>\()?(?P<sign>[-−–+]?)\s?(?P<pound>£?)\s?(?P<inner>[-−–]?)"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.(?P<part>[0-9]{1,6}))?"
    r"(?:\s?(?P<scale>k|thousand|m|million|bn|billion)|\s?(?P<percent>%|per cent))?(?P<close>\))?",
    re.IGNORECASE,
)
_NOTHING = frozenset({"", "-", "–", "—", "−", "none", "nil", "n/a"})


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A figure: ``amount`` is a whole number of its ``places``-th decimal, so £12.50 is 1250 at 2 places.

    Money always has 2 places (pence). ``step`` is what one in the last place shown stands for, in the same parts:
    100 for £65,000, which was shown to the pound.
    """

    amount: int
    places: int
    unit: str
    step: int = 1

    def at(self, places: int) -> "Figure":
        """Return the same figure counted in smaller parts."""
        more = 10 ** (places - self.places)
        return replace(self, amount=self.amount * more, places=places, step=self.step * more)


def is_nothing(text: str) -> bool:
    """Say whether a cell says that there is nothing: empty, a dash, "none", "nil"."""
    return text.strip().casefold() in _NOTHING


def has_digit(text: str) -> bool:
    """Say whether there is any figure to be read, rightly written or not."""
    return any(character.isdigit() for character in text)


def read_figure(text: str) -> Figure | None:
    """
    Return the figure that a cell holds, or None if it is not exactly one figure.

    Read are: thousands with commas in the right places or none, decimals, £ in front, a minus (or brackets) for less
    than nothing, k, m or bn (or thousand, million, billion) for the scale, % or per cent. Parts of pence are none.
    """
    found = _FIGURE.fullmatch(text.strip())
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    if sum(bool(found[name]) for name in ("open", "sign", "inner")) > 1 or (found["pound"] and found["percent"]):
        return None
    decimals, exponent = found["part"] or "", _SCALES.get((found["scale"] or "").lower(), 0)
    amount, places, step = int(found["whole"].replace(",", "") + decimals), len(decimals) - exponent, 1
    if places < 0:
        amount, step, places = amount * 10**-places, 10**-places, 0
    if found["open"] or found["inner"] or found["sign"] in tuple("-−–"):
        amount = -amount
    if not found["pound"]:
        return Figure(amount, places, PER_CENT if found["percent"] else PLAIN, step)
    return Figure(amount, places, POUND, step).at(2) if places <= 2 else None


def shown_places(figure: Figure) -> int:
    """Return how many decimals a figure was shown with; of money none or two."""
    if figure.unit == POUND:
        return 2 if figure.step < 100 else 0
    return figure.places


def write_figure(figure: Figure, unit: str, places: int) -> str:
    """Return a figure in the house style: £ in front, commas, a true minus, at least so many decimals, nothing lost."""
    if unit == POUND and places:
        places = 2
    figure = figure.at(places) if figure.places < places else figure
    digits = f"{abs(figure.amount):0{figure.places + 1}d}"
    whole, part = (digits[: -figure.places], digits[-figure.places :]) if figure.places else (digits, "")
    kept = part[:places] + part[places:].rstrip("0")
    if unit == POUND and kept:
        kept = kept.ljust(2, "0")
    minus = "−" if figure.amount < 0 else ""
    end = PER_CENT if unit == PER_CENT else ""
    return f"{minus}{POUND if unit == POUND else ''}{int(whole):,}{'.' + kept if kept else ''}{end}"
