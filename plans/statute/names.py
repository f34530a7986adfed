"""What a kind of body calls its office-holder, its deputy, its plan and its Panel, and how rules are read with them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """
    The names of one kind of body.

    The tables and the guards are written in the Act's words for a police and crime commissioner. Other bodies read
    them with names of their own, as a transfer order modifies the Act.
    """

    body: str = "Police and Crime Commissioner"
    holder: str = "Commissioner"
    deputy: str = "Deputy Commissioner"
    plan: str = "Police and Crime Plan"
    panel: str = "Police and Crime Panel"

    def read(self, words: str) -> str:
        """Return words written for a police and crime commissioner with these names in their place."""
        if self == COMMISSIONER or not words:
            return words
        return _WRITTEN.sub(self._name, words)

    def _name(self, found: re.Match[str]) -> str:
        written = found[0]
        name = {
            "police and crime commissioner": self.body,
            "deputy commissioner": self.deputy,
            "commissioner": self.holder,
            "police and crime panel": self.panel,
        }[written.lower()]
        return name if written[0].isupper() else name.lower()


COMMISSIONER = Names()
FIRE_COMMISSIONER = Names(body="Police, Fire and Crime Commissioner", panel="Police, Fire and Crime Panel")
MAYOR = Names(body="Mayor", holder="Mayor", deputy="Deputy Mayor for Policing and Crime")

_WRITTEN = re.compile(
    r"\bpolice and crime commissioner\b|\bdeputy commissioner\b|\bcommissioner(?=s?\b)|\bpolice and crime panel\b",
    re.IGNORECASE,
)
