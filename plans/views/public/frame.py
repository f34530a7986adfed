"""The head and foot of a public page: whose plan it is, and the links between its pages."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from plans.models import Body, Edition, Plan
from plans.views.context import office_of


def frame(plan: Plan, editions: Sequence[Edition], current: str = "") -> dict[str, Any]:
    """Return what the page around an issued plan is given; ``current`` is "plan", "compare" or "record"."""
    links = [("plan", "The plan", reverse("public:plan", args=[plan.ref]))]
    if len(editions) > 1:
        numbers = [editions[-2].number, editions[-1].number]
        links.append(("compare", "What changed", reverse("public:compare", args=[plan.ref, *numbers])))
    links.append(("record", "How it was made", reverse("public:record", args=[plan.ref])))
    nav = [{"label": label, "url": url, "current": key == current} for key, label, url in links]
    return frame_of(plan.body) | {"plan": plan, "nav": nav}


def frame_of(body: Body) -> dict[str, Any]:
    """Return what a page of a body is given where no plan of it has been issued."""
    return {"office": office_of(body), "nav": []}
