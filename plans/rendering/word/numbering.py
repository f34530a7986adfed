"""
The lists of a Word file: sections, paragraphs, tables and objectives number themselves, as in plans.text.numbering.

Word counts them itself, so that a number is right after every change is accepted as after every one is rejected, and
whatever somebody inserts in Word is numbered too. A test reads the numbers that another program computes from the file.
"""

from collections.abc import Iterable

from plans.rendering.word.content import Style
from plans.text.numbering import Labels

SECTIONS, APPENDICES, TABLES, OBJECTIVES, BULLETS, FIRST_LIST = 1, 2, 3, 4, 5, 10
HANG = 964  # how far the text stands from its number, in twentieths of a point
STEP = 340  # how far an item is set in from the one around it
_NUMBERED = 6  # the definition that every numbered list of the text follows
LEVELS = 9


def list_indent(level: int) -> int:
    """Return how far the words of a list item stand from the margin."""
    return HANG + STEP * (level + 1)


def numbering_xml(namespaces: str, lists: Iterable[tuple[int, int]], labels: Labels) -> str:
    """
    Return the part of the file that says how lists count; ``lists`` are the numbers and levels of those that do.

    ``labels`` are what the parts that are counted are called.
    """
    definitions = [
        _definition(
            SECTIONS,
            _level(0, "%1.", Style.SECTION, 0, HANG, "tab"),
            _level(1, "%1.%2", Style.PARAGRAPH, HANG, HANG, "tab", small=True),
        ),
        _definition(
            APPENDICES,
            _level(0, f"{labels.appendix} %1.", Style.APPENDIX, 0, 0, "space"),
            _level(1, "A%1.%2", Style.APPENDIX_PARAGRAPH, HANG, HANG, "tab", small=True),
        ),
        _definition(TABLES, _level(0, f"{labels.table} %1.", Style.CAPTION, 0, 0, "space")),
        _definition(OBJECTIVES, _level(0, f"{labels.objective} %1:", Style.OBJECTIVE, 0, 0, "space")),
        _definition(BULLETS, *(_bullet(level) for level in range(LEVELS))),
        _definition(_NUMBERED, *(_count(level) for level in range(LEVELS))),
    ]
    uses = [_use(number, number) for number in (SECTIONS, APPENDICES, TABLES, OBJECTIVES, BULLETS)]
    uses += [_use(number, _NUMBERED, level) for number, level in lists]
    return f"<w:numbering {namespaces}>{''.join(definitions)}{''.join(uses)}</w:numbering>"


def _definition(number: int, *levels: str) -> str:
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{"".join(levels)}</w:abstractNum>'
    )


def _level(level: int, text: str, style: Style, left: int, hanging: int, gap: str, *, small: bool = False) -> str:
    properties = (
        '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:b w:val="0"/><w:i w:val="0"/>'
        '<w:color w:val="46575D"/><w:sz w:val="18"/></w:rPr>'
        if small
        else ""
    )
    left = max(left, hanging)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="{gap}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{properties}</w:lvl>'
    )


def _bullet(level: int) -> str:
    sign = "\u2022" if level % 2 == 0 else "\u2013"
    return _list_level(level, "bullet", sign)


def _count(level: int) -> str:
    return _list_level(level, "decimal", f"%{level + 1}.")


def _list_level(level: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{list_indent(level)}" w:hanging="{STEP}"/></w:pPr>'
        '<w:rPr><w:b w:val="0"/><w:i w:val="0"/><w:color w:val="46575D"/></w:rPr></w:lvl>'
    )


def _use(number: int, definition: int, level: int | None = None) -> str:
    restart = ""
    if level is not None:
        restart = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{restart}</w:num>'
