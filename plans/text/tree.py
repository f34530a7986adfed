"""A plain tree of balanced HTML, as nh3 writes it, read without recursion."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plans.text.inline import unescape

DEEPEST = 100
VOID_TAGS = frozenset({"br", "hr", "img"})
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>')
_PLAIN_BLOCK = re.compile(r"<(p|h3|h4)>[^<]*+</\1>")
_BLOCK_OPENS = re.compile(r"<(p|h3|h4|table|ul|ol|figure|blockquote)>")
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')


@dataclass(slots=True)
class Node:
    """An element with its attributes and what is inside it, in order: text and elements."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)


def parse(html: str) -> Node:
    """
    Read balanced HTML into a tree under a nameless root.

    Elements nested deeper than ``DEEPEST`` are left out with a space in their place; their words stay.
    """
    root = Node("")
    stack = [root]
    too_deep = 0
    end = 0
    for tag in _TAG.finditer(html):
        if tag.start() > end:
            stack[-1].children.append(unescape(html[end : tag.start()]))
        end = tag.end()
        closing, name, attributes = tag.groups()
        if closing:
            if too_deep:
                too_deep -= 1
                stack[-1].children.append(" ")
            elif len(stack) > 1 and stack[-1].tag == name:
                stack.pop()
        elif name in VOID_TAGS:
            stack[-1].children.append(Node(name, _read_attributes(attributes)))
        elif too_deep or len(stack) > DEEPEST:
            too_deep += 1
            stack[-1].children.append(" ")
        else:
            node = Node(name, _read_attributes(attributes))
            stack[-1].children.append(node)
            stack.append(node)
    if end < len(html):
        stack[-1].children.append(unescape(html[end:]))
    return root


def _read_attributes(attributes: str) -> dict[str, str]:
    return {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)} if attributes else {}


def _end_of_block(html: str, start: int) -> int:
    """Return where an element that begins at a place ends, if it has none of its own name inside it: most have none."""
    if (plain := _PLAIN_BLOCK.match(html, start)) is not None:
        return plain.end()
    opening = _BLOCK_OPENS.match(html, start)
    if opening is None:
        return start
    tag, inside = opening[1], opening.end()
    closing = html.find(f"</{tag}>", inside)
    if closing < 0 or html.find(f"<{tag}>", inside, closing) >= 0 or html.find(f"<{tag} ", inside, closing) >= 0:
        return start
    return closing + len(tag) + 3


def top_level(html: str) -> Iterator[str]:
    """Yield the outermost elements of balanced HTML, and any text between them, so that their join is the HTML."""
    start = 0
    while (end := _end_of_block(html, start)) > start:
        yield html[start:end]
        start = end
    if start == len(html):
        return
    depth = 0
    for tag in _TAG.finditer(html, start):
        if tag[2] in VOID_TAGS:
            continue
        if not tag[1]:
            if depth == 0 and tag.start() > start:
                yield html[start : tag.start()]
                start = tag.start()
            depth += 1
        elif depth > 0:
            depth -= 1
            if depth == 0:
                yield html[start : tag.end()]
                start = tag.end()
    if start < len(html):
        yield html[start:]
