"""Reads YAML safely into blocks that know the line of each key; no tag, alias or odd type gets through."""

import re
from datetime import date
from math import isfinite
from typing import Any

import yaml

from pcc_plans.record_file.errors import FileWrong

_UNFIT = re.compile("[\x00\ud800-\udfff]")
LONGEST = 64 * 1024 * 1024
DEEPEST = 24
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "str", "null", "int", "float", "bool", "timestamp")}


class Block(dict[str, Any]):
    """A mapping of the file, with its own line, the line of each key, and each plain value as it was written."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.raw: dict[str, str] = {}

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the mapping where it has no such key."""
        return self.lines.get(key, self.line)


class Items(list[Any]):
    """A list of the file, with its own line, the line of each item, and each plain item as it was written."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []
        self.raw: list[str] = []


def read(content: bytes) -> Block:
    """
    Read the bytes of a record file.

    :raises FileWrong: if it is too big, is not UTF-8 YAML, uses aliases or tags, or is not a mapping at its top.
    """
    if len(content) > LONGEST:
        raise FileWrong(0, f"The file is longer than {LONGEST // 1024 // 1024} MB. Load it in parts, one body in each.")
    try:
        text = content.decode("utf-8-sig")
        _refuse_traps(text)
        loader = Loader(text)
        try:
            node = loader.get_single_node()
            found = _value(loader, node) if node is not None else None
        finally:
            loader.dispose()
    except UnicodeDecodeError as wrong:
        raise FileWrong(0, "The file is not text in UTF-8. Save it as UTF-8 and load it again.") from wrong
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        raise FileWrong(mark.line + 1 if mark else 0, f"This is not YAML: {wrong.problem}.") from wrong
    except (yaml.YAMLError, ValueError) as wrong:
        raise FileWrong(0, f"This is not YAML: {' '.join(str(wrong).split())}.") from wrong
    if not isinstance(found, Block):
        raise FileWrong(1, "A record file begins with keys such as “bodies:”. See docs/record-file.md.")
    return found


def _refuse_traps(text: str) -> None:
    """Refuse aliases, which can grow without end, and nesting deeper than any record needs, before building."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FileWrong(
                event.start_mark.line + 1,
                "Anchors and aliases (& and *) are not read. Name the text under “wordings:” and refer to it by name.",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise FileWrong(event.start_mark.line + 1, "The file is nested deeper than any record needs.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _value(loader: Any, node: yaml.Node) -> Any:
    line = node.start_mark.line + 1
    if node.tag not in _TAGS:
        tag = node.tag.replace("tag:yaml.org,2002:", "!!")
        raise FileWrong(line, f"The tag {tag} is not read. Write plain values.")
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, line)
    if isinstance(node, yaml.SequenceNode):
        items = Items(line)
        for child in node.value:
            items.append(_value(loader, child))
            items.lines.append(child.start_mark.line + 1)
            items.raw.append(child.value if isinstance(child, yaml.ScalarNode) else "")
        return items
    try:
        value = loader.construct_object(node)
    except (yaml.YAMLError, ValueError, OverflowError) as wrong:
        raise FileWrong(line, f"“{node.value}” is not a date or a number that exists.") from wrong
    return _plain_scalar(value, node, line)


def _plain_scalar(value: Any, node: yaml.ScalarNode, line: int) -> Any:
    if isinstance(value, bool) and node.value.lower() not in ("true", "false"):
        return node.value  # YAML 1.1 takes "on", "yes" and "no" for truth; here they are words
    if isinstance(value, date) and type(value) is not date:
        raise FileWrong(line, f"“{node.value}” has a time of day. Write the date alone, such as 2014-02-05.")
    if isinstance(value, float) and not isfinite(value):
        raise FileWrong(line, f"“{node.value}” is not a number.")
    if isinstance(value, str) and _UNFIT.search(value):
        raise FileWrong(line, "The text holds a character that no text has. Take it out.")
    return value


def _mapping(loader: Any, node: yaml.MappingNode, line: int) -> Block:
    block = Block(line)
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise FileWrong(key_line, "A key is a plain word.")
        key = key_node.value
        if key in block:
            raise FileWrong(key_line, f"“{key}” stands twice here. Keep one of them.")
        block.lines[key] = key_line
        block[key] = _value(loader, value_node)
        block.raw[key] = value_node.value if isinstance(value_node, yaml.ScalarNode) else ""
    return block
