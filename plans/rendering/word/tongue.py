"""What a Word file says round the text, in the language of the text."""

from dataclasses import dataclass, field

from plans.text.numbering import Labels


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: its code, what the parts of a plan are called, and the words that stand round them."""

    code: str = "en-GB"
    labels: Labels = field(default_factory=Labels)
    contents: str = "Contents"
    outcomes: str = "What will be different"
    actions: str = "Priority actions"
    columns: tuple[str, str, str] = ("Code", "Action", "Who leads")
    nobody: str = "Not yet named"
    closing: str = "This copy was made from the wording with the SHA-256 digest"


ENGLISH = Tongue()
