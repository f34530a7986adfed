"""How the Panel's votes decide a motion. Plain Python, as the statute of the plans is."""

from dataclasses import dataclass


class VoteUnclear(ValueError):
    """These votes decide nothing; the message says why and what to enter."""


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes on one motion; ``casting`` is how the chair used a casting vote: "for", "against", or ""."""

    for_: int
    against: int
    abstained: int = 0
    casting: str = ""


def is_carried(votes: Votes, *, has_casting_vote: bool) -> bool:
    """
    Tell whether a motion was carried, by a simple majority of those who voted (Local Government Act 1972 Sch.12).

    Whoever abstained did not vote. With equal votes the chair's casting vote decides, where the Panel has that rule; a
    motion without a majority is lost.

    :raises VoteUnclear: if nobody voted, or a casting vote was given where none can be.
    """
    if not votes.for_ and not votes.against:
        raise VoteUnclear(
            "Nobody voted for it or against it. Enter the votes, or say that it was agreed without a count."
        )
    if votes.casting and not has_casting_vote:
        raise VoteUnclear("By the Panel’s own rule the chair has no casting vote. Leave it out.")
    if votes.casting and votes.for_ != votes.against:
        raise VoteUnclear("The chair has a casting vote only where the votes are equal. Leave it out, or correct them.")
    if votes.for_ == votes.against:
        return votes.casting == "for"
    return votes.for_ > votes.against
