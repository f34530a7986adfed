"""The register of committees: the Panel of a body, and the boards of its office."""

from django.utils.text import slugify

from plans.models import Body, Committee


def panel_of(body: Body) -> Committee:
    """Return the Panel of a body as a committee, made when first asked for, under the name that the body now has."""
    panel, made = Committee.objects.get_or_create(
        body=body, kind=Committee.Kind.PANEL, defaults={"name": body.panel_name, "ref": "panel"}
    )
    if not made and panel.name != body.panel_name:
        panel.name = body.panel_name
        panel.save()
    return panel


def board_called(body: Body, name: str) -> Committee:
    """Return the board of an office with a name, made when it is new."""
    found = body.committees.filter(kind=Committee.Kind.BOARD, name=name).first()
    return found or Committee.objects.create(
        body=body, kind=Committee.Kind.BOARD, name=name, ref=_free_ref(body, slugify(name)[:50] or "board")
    )


def _free_ref(body: Body, wanted: str) -> str:
    taken = set(body.committees.values_list("ref", flat=True))
    tries = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 3))
    return next(ref for ref in tries if ref not in taken)


def keep_committee(*, committee: Committee, quorum: int | None, days_before: int | None = None) -> Committee:
    """Keep how many members make a quorum, and for a board how many clear days its papers are out before (N6)."""
    committee.quorum, committee.days_before = quorum, days_before
    committee.save()
    return committee
