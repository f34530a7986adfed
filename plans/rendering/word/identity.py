"""What a Word file says of itself, by which it can be known again: what it was made from, and where each section is."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plans.rendering.word.tongue import ENGLISH, Tongue

WORDING, BEFORE, INSTRUMENT, PLAN = "Wording", "Wording before", "Instrument", "Plan"
SEAL = "Seal"  # proves that this office made the file from that wording for that instrument
CHANGED_BY, CHANGED_AT = "Changes by", "Changes at"  # of the changes that were tracked here
LONGEST_BOOKMARK = 40
_NOT_IN_A_NAME = re.compile(r"\W", re.ASCII)
_START = "_s_"  # Word hides a bookmark that begins so, and keeps it whatever is edited around it


@dataclass(frozen=True, slots=True)
class Paper:
    """
    What a Word file says besides the text: whose it is, what stands on its cover and foot, and what it is made from.

    ``cover`` are the lines under the title; ``wording`` and ``before`` are the digests of the text and of the one that
    its changes are marked against, ``plan`` and ``instrument`` the references, ``seal`` proves where the file is from.
    With ``keeps_track``, Word marks whatever is changed in the file from now on. ``tongue`` is the text's language.
    """

    office: str
    years: str
    cover: tuple[str, ...]
    footer: str
    made_on: date
    wording: str
    plan: str
    instrument: str = ""
    before: str = ""
    keeps_track: bool = False
    seal: str = ""
    tongue: Tongue = ENGLISH


def bookmark_of(section_id: str) -> str:
    """
    Return the name of the hidden bookmark on the heading of a section: its id, as Word allows names.

    It is a function of the id alone, so that the sections of a returned file are found from the ids of the wording it
    was made from. An id that does not fit, or has other characters than letters, digits and "-", is told by a digest.
    """
    name = _START + section_id.replace("-", "_")
    if len(name) <= LONGEST_BOOKMARK and "_" not in section_id and not _NOT_IN_A_NAME.search(name):
        return name
    digest = hashlib.sha256(section_id.encode()).hexdigest()[:12]
    readable = _NOT_IN_A_NAME.sub("_", section_id)[: LONGEST_BOOKMARK - len(_START) - 13]
    return f"{_START}{readable}_{digest}"


def bookmarks_of(section_ids: Iterable[str]) -> dict[str, str]:
    """Return the bookmark of each section by its id."""
    return {section_id: bookmark_of(section_id) for section_id in section_ids}
