"""The named texts of a record file as clean outlines, and the digest that each has in a plan."""

from pcc_plans.record_file.entries import BodyEntry
from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.texts import NamedText, Text, is_digest, resolve
from plans.models import Instrument
from plans.queries.texts import draft_outline
from plans.services.drafts import cleaned
from plans.text.outline import Outline, digest


class Wordings:
    """The texts of one body of the file."""

    def __init__(self, entry: BodyEntry) -> None:
        self._given = entry.wordings
        self._line = entry.line
        self._named: dict[str, Outline] = {}

    def named(self, name: str) -> Outline:
        """Return a named text; its title is that of no plan yet."""
        if name not in self._named:
            empty = Outline("")
            outline = resolve(self._given[name], named=self.named, edition=lambda: None, draft=lambda: empty)
            self._named[name] = _clean(outline)
        return self._named[name]

    def text_for(self, instrument: Instrument, given: Text) -> Outline:
        """
        Return the text that an act or a working draft of an instrument gives, under the plan's title.

        :raises FileWrong: if it is named by a digest that it does not have.
        """
        base = instrument.base
        outline = resolve(
            given,
            named=self.named,
            edition=lambda: base.wording.outline if base else None,
            draft=lambda: draft_outline(instrument),
        )
        found = Outline(instrument.plan.title, _clean(outline).sections)
        if isinstance(given, NamedText):
            _refuse_altered(given.name, digest(found), given.line)
        return found

    def welsh_for(self, instrument: Instrument, given: Text) -> Outline:
        """
        Return the Welsh text that an act gives, under the plan's title in Welsh.

        :raises FileWrong: if it is given as changes, or is named by a digest that it does not have.
        """
        nothing = Outline("")
        outline = resolve(given, named=self.named, edition=lambda: nothing, draft=lambda: nothing)
        found = Outline(instrument.plan.welsh_title or instrument.plan.title, _clean(outline).sections)
        if isinstance(given, NamedText):
            _refuse_altered(given.name, digest(found), given.line)
        return found

    def digest_for(self, instrument: Instrument, name: str, line: int) -> str:
        """
        Return the digest of a named text as a wording of the instrument's plan.

        :raises FileWrong: if it is named by a digest that it does not have.
        """
        found = digest(Outline(instrument.plan.title, self.named(name).sections))
        _refuse_altered(name, found, line)
        return found


def _refuse_altered(name: str, found: str, line: int) -> None:
    if is_digest(name) and name != found:
        raise FileWrong(line, f"The text under “{name[:12]}...” does not have that digest; it was altered.")


def _clean(outline: Outline) -> Outline:
    return Outline(outline.title, tuple(cleaned(section) for section in outline.sections))
