"""Texts in a record file: whole, or as changes against another text, made into outlines."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from pcc_plans.record_file.errors import FileWrong
from pcc_plans.record_file.fields import as_block, blocks, check_keys, choice, once, ref, text, texts
from pcc_plans.record_file.reading import Block
from plans.statute.terms import Limb
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind

SECTION_KEYS = ("id", "kind", "heading", "limbs", "html", "text", "objectives")
_ACTION_CODE = re.compile(r"[A-Z]{1,3}[0-9]{1,3}")
_THEME = re.compile(r"[A-Z]{1,3}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
EDITION, DRAFT = "edition", "draft"


@dataclass(frozen=True, slots=True)
class WholeText:
    """A text given as all its sections."""

    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text given under ``wordings:`` by a name, which a dump makes its digest."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text given as changes: sections replaced, added (each after another) and removed, against a text."""

    against: str
    replaced: tuple[Block, ...]
    added: tuple[tuple[str, Section], ...]
    removed: tuple[str, ...]
    line: int


Text = WholeText | NamedText | ChangedText


def is_digest(name: str) -> bool:
    """Tell whether a text or document is named by its SHA-256 digest, as a dump names it."""
    return bool(_DIGEST.fullmatch(name))


def parse_text(value: object, line: int, names: dict[str, int]) -> Text:
    """
    Parse a text: a name under ``wordings:``, or a block of ``sections:`` or of ``changes:``.

    :raises FileWrong: if it is none of these.
    """
    if isinstance(value, str):
        if value not in names:
            raise FileWrong(line, f"No text is named “{value}” under “wordings:”.")
        return NamedText(value, line)
    block = as_block(value, line, "A text")
    check_keys(block, ("sections", "changes"), "A text")
    if ("sections" in block) == ("changes" in block):
        raise FileWrong(line, "A text has either “sections:” or “changes:”.")
    if "sections" in block:
        entries = blocks(block, "sections")
        once(entries, lambda entry: str(entry.get("id")), "The section")
        return WholeText(tuple(parse_section(entry) for entry in entries))
    return _changes(as_block(block["changes"], block.line_of("changes"), "“changes”"), names)


def _changes(block: Block, names: dict[str, int]) -> ChangedText:
    check_keys(block, ("against", "replaced", "added", "removed"), "“changes”")
    against = text(block, "against") or EDITION
    if against not in (EDITION, DRAFT) and against not in names:
        raise FileWrong(
            block.line_of("against"),
            f"“against” is “edition” (the edition varied), “draft” (the draft as it stands) or the name of a text; "
            f"no text is named “{against}”.",
        )
    added = []
    for entry in blocks(block, "added"):
        check_keys(entry, ("after", *SECTION_KEYS), "An added section")
        added.append((ref(entry, "after", needed=False), parse_section(entry, extra=("after",))))
    replaced = blocks(block, "replaced")
    for entry in replaced:
        check_keys(entry, SECTION_KEYS, "A replaced section")
        ref(entry, "id")
    return ChangedText(against, tuple(replaced), tuple(added), tuple(texts(block, "removed")), block.line)


def parse_section(block: Block, *, was: Section | None = None, extra: tuple[str, ...] = ()) -> Section:
    """
    Parse one section; what a replaced section does not give stays as it ``was``.

    :raises FileWrong: if a key, a kind, a limb or a code is not what a section has.
    """
    check_keys(block, (*SECTION_KEYS, *extra), "A section")
    section_id = ref(block, "id")
    if "html" in block and "text" in block:
        raise FileWrong(block.line_of("text"), "A section has either “html” or plain “text”, not both.")
    kind = choice(block, "kind", SectionKind, default=(was.kind if was else SectionKind.OTHER).value)
    given = "html" in block or "text" in block
    html = text(block, "html") or paragraphs(text(block, "text"))
    return Section(
        id=section_id,
        kind=SectionKind(kind),
        heading=text(block, "heading", needed=was is None, longest=300) or (was.heading if was else ""),
        html=html if given or was is None else was.html,
        limbs=_limbs(block) if "limbs" in block or was is None else was.limbs,
        objectives=_objectives(block) if "objectives" in block or was is None else was.objectives,
    )


def paragraphs(plain: str) -> str:
    """Return plain text as HTML: a paragraph for each run of lines between empty lines."""
    runs = re.split(r"\n\s*\n", plain.strip())
    return "".join(f"<p>{escape(' '.join(run.split()), quote=False)}</p>" for run in runs if run.strip())


def _limbs(block: Block) -> frozenset[str]:
    limbs = texts(block, "limbs")
    for limb in limbs:
        if limb not in list(Limb):
            known = ", ".join(Limb)
            raise FileWrong(block.line_of("limbs"), f"“{limb}” is not a limb of s.7. Those are {known}.")
    return frozenset(limbs)


def _objectives(block: Block) -> tuple[Objective, ...]:
    found = []
    for entry in blocks(block, "objectives"):
        check_keys(entry, ("code", "title", "aim", "outcomes", "actions"), "An objective")
        code = text(entry, "code", needed=True)
        if not _THEME.fullmatch(code):
            raise FileWrong(entry.line_of("code"), f"An objective's code is one to three capitals; “{code}” is not.")
        title = text(entry, "title", needed=True, longest=300)
        outcomes = tuple(" ".join(outcome.split()) for outcome in texts(entry, "outcomes"))
        actions = tuple(_action(action) for action in blocks(entry, "actions"))
        found.append(Objective(code, title, text(entry, "aim"), outcomes, actions))
    return tuple(found)


def _action(entry: Block) -> PriorityAction:
    check_keys(entry, ("code", "text", "lead"), "A priority action")
    code = text(entry, "code", needed=True)
    if not _ACTION_CODE.fullmatch(code):
        raise FileWrong(
            entry.line_of("code"), f"A priority action's code is letters and a number, such as V8; “{code}” is not."
        )
    return PriorityAction(code, text(entry, "text", needed=True), text(entry, "lead", longest=100))


def resolve(
    given: Text, *, named: Callable[[str], Outline], edition: Callable[[], Outline | None], draft: Callable[[], Outline]
) -> Outline:
    """
    Return the outline that a text stands for.

    :raises FileWrong: if the changes name a section that the other text does not have, or add one that it has.
    """
    if isinstance(given, WholeText):
        return Outline("", given.sections)
    if isinstance(given, NamedText):
        return named(given.name)
    if given.against == DRAFT:
        base = draft()
    elif given.against == EDITION:
        found = edition()
        if found is None:
            raise FileWrong(given.line, "A draft plan varies no edition. Give “sections:”, or “against:” another text.")
        base = found
    else:
        base = named(given.against)
    return _changed(base, given)


def _changed(base: Outline, given: ChangedText) -> Outline:
    for block in given.replaced:
        was = base.section(ref(block, "id"))
        if was is None:
            raise FileWrong(block.line, f"There is no section “{block['id']}” to replace. Add it under “added:”.")
        base = base.with_section(parse_section(block, was=was))
    for section_id in given.removed:
        if base.section(section_id) is None:
            raise FileWrong(given.line, f"There is no section “{section_id}” to remove.")
        base = replace(base, sections=tuple(s for s in base.sections if s.id != section_id))
    for after, section in given.added:
        base = _added(base, after, section, given.line)
    return base


def _added(base: Outline, after: str, section: Section, line: int) -> Outline:
    ids = [s.id for s in base.sections]
    if section.id in ids:
        raise FileWrong(line, f"The section “{section.id}” is there already. Put its new text under “replaced:”.")
    if after and after not in ids:
        raise FileWrong(line, f"There is no section “{after}” after which “{section.id}” could be added.")
    place = ids.index(after) + 1 if after else len(ids)
    return replace(base, sections=(*base.sections[:place], section, *base.sections[place:]))
