"""Numbers that an extractor set apart from their paragraphs, given back in order where the count matches."""

from itertools import islice

from plans.text.papers.pieces import Piece


def give_back(pieces: list[Piece]) -> tuple[list[Piece], list[list[Piece]], list[list[Piece]]]:
    """
    Return the pieces with detached numbers given back, and the runs that were, and that could not be.

    A run of numbers belongs to the unnumbered paragraphs up to the next number. One number belongs to the first of
    them; several only if there are as many paragraphs. Numbers that do not match stay where they were, as notes.
    """
    kept: list[Piece] = []
    matched: list[list[Piece]] = []
    unmatched: list[list[Piece]] = []
    at = 0
    while at < len(pieces):
        if pieces[at].kind != "gutter":
            kept.append(pieces[at])
            at += 1
            continue
        end = at
        while end < len(pieces) and pieces[end].kind == "gutter":
            end += 1
        run = pieces[at:end]
        homes = _homes(pieces, end, len(run))
        if homes and (len(run) == 1 or len(run) == len(homes)):
            for number, home in zip(run, homes, strict=False):
                home.number = number.number
            matched.append(run)
        else:
            for number in run:
                number.kind = "note"
            kept.extend(run)
            unmatched.append(run)
        at = end
    return kept, matched, unmatched


def _homes(pieces: list[Piece], start: int, most: int) -> list[Piece]:
    """List the unnumbered paragraphs from ``start`` to the next number or section: one more than ``most`` at most."""
    homes: list[Piece] = []
    for piece in islice(pieces, start, None):
        own_section = piece.kind == "section" and piece is pieces[start]
        if piece.kind == "gutter" or (piece.kind == "section" and not own_section):
            break
        if piece.kind == "paragraph":
            if piece.number:
                break
            homes.append(piece)
        if len(homes) > most:
            break
    return homes
