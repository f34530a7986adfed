"""Words and what became of them, from the pieces of a redline."""

from collections.abc import Iterable
from itertools import zip_longest

from plans.rendering.word.content import Became, Stretch
from plans.text.diff.operations import Kind, Piece
from plans.text.inline import Run

# fmt: off
BECAME = {
    Kind.ADDED:      Became.ADDED,
    Kind.REMOVED:    Became.REMOVED,
    Kind.MOVED_HERE: Became.MOVED_HERE,
    Kind.MOVED_AWAY: Became.MOVED_AWAY,
}
# fmt: on


def stretches_of(pieces: Iterable[Piece]) -> tuple[Stretch, ...]:
    """Return the words of some pieces; those whose link changed are removed and added, as Word tracks marks alone."""
    stretches: list[Stretch] = []
    for piece in pieces:
        if piece.kind is not Kind.FORMATTED:
            stretches.append(Stretch(piece.runs, BECAME.get(piece.kind, Became.SAME)))
        elif [run.href for run in piece.old_runs] == [run.href for run in piece.runs]:
            stretches.extend(_set_otherwise(piece))
        else:
            stretches += [Stretch(piece.old_runs, Became.REMOVED), Stretch(piece.runs, Became.ADDED)]
    return tuple(stretch for stretch in stretches if stretch.runs)


def _set_otherwise(piece: Piece) -> Iterable[Stretch]:
    if [run.text for run in piece.old_runs] != [run.text for run in piece.runs]:
        return (Stretch(piece.old_runs, Became.REMOVED), Stretch(piece.runs, Became.ADDED))
    return (Stretch((new,), old_runs=(old,)) for new, old in zip_longest(piece.runs, piece.old_runs))


def stretches_of_text(text: str) -> tuple[Stretch, ...]:
    """Return plain words."""
    return (Stretch((Run(text),)),) if text else ()
