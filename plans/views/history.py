"""How pages say that steps were recorded as history, and what of them is not shown."""

from collections.abc import Iterable

from plans.models import StepTaken

AT_MOST = 3


def not_shown(lines: Iterable[StepTaken]) -> str:
    """Return in words what lines recorded as history lack, the first few of it; "" where nothing is lacking."""
    reasons = list(dict.fromkeys(gap["reason"] for line in lines for gap in line.missing))
    if not reasons:
        return ""
    more = len(reasons) - AT_MOST
    rest = f" {more} more {'is' if more == 1 else 'are'} marked below." if more > 0 else ""
    return f"Not shown: {' '.join(reasons[:AT_MOST])}{rest}"
