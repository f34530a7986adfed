"""
Writing in the editor as a person does, on a machine of any speed: no key is pressed before the last one has arrived.

The editor learns from the browser, some moments later, where the caret is; and 20 ms after it was entered it puts the
caret back where it knows it to be. A key pressed in between is undone, so each helper waits until both agree, looks
where the caret is, and presses again if it is not there.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Route, expect

PATIENCE = 60_000  # milliseconds that a page may take to show what is expected of it: a machine may be very busy
PRESSES = 10
NOT_SAVED = re.compile("Not saved yet|Saving")  # what a section says of itself until its words are kept
# Where the caret is, once the editor that has the focus and the browser say the same.
SETTLED = """async () => {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const editor = document.activeElement?.closest(".pc-editor")?.querySelector("textarea").planEditor;
  if (!editor?.view.hasFocus()) return null;
  await pause(50); // timers of one page end in their order: what the editor does 20 ms after the focus is done now
  const { state, view } = editor;
  const { anchor, head, from, to, $head } = state.selection;
  const shown = getSelection();
  if (!view.hasFocus() || !shown.rangeCount) return null;
  const told = [[shown.anchorNode, shown.anchorOffset], [shown.focusNode, shown.focusOffset]];
  const places = told.map(([node, offset]) => view.dom.contains(node) && view.posAtDOM(node, offset));
  if ($head.parent.isTextblock && !(places[0] === anchor && places[1] === head)) return null;
  const kind = state.selection.constructor;
  const [first, last] = kind.atStart ? [kind.atStart(state.doc).from, kind.atEnd(state.doc).to] : [0, 0];
  return {
    words: state.doc.textBetween(from, to, " ").trim(),
    atStart: from === to && from === first,
    atEnd: from === to && to === last,
    atEndOfParagraph: from === to && $head.parentOffset === $head.parent.content.size,
    everything: from <= first && to >= last,
  };
}"""


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text", exact=True)


def settled(page: Page) -> dict:
    """Wait until the editor has the focus and knows where the caret is, and return what it says of it."""
    until = time.monotonic() + PATIENCE / 1000
    while not (said := page.evaluate(SETTLED)):
        assert time.monotonic() < until, "The editor has not the focus, or does not learn where the caret is."
        page.wait_for_timeout(50)
    return said


def _press_until(page: Page, key: str, there: str, words: str = "") -> None:
    for _ in range(PRESSES):
        page.keyboard.press(key)
        now = settled(page)
        if now["words"] == words if words else now[there]:
            return
    raise AssertionError(f"{key} was pressed {PRESSES} times, and the caret is here: {now}")


def enter(page: Page) -> None:
    """Go into the editor, as by Tab."""
    editor(page).focus()
    settled(page)


def to_the_end(page: Page) -> None:
    """Go to the end of the text."""
    enter(page)
    _press_until(page, "Control+End", "atEnd")


def to_the_end_of_the_paragraph(page: Page) -> None:
    """Go from where the caret is to the end of its line, which ends the paragraph."""
    settled(page)
    _press_until(page, "End", "atEndOfParagraph")


def to_the_end_of(page: Page, paragraph: str) -> None:
    """Go to the end of the paragraph that has these words."""
    page.locator(".tiptap p", has_text=paragraph).click()
    to_the_end_of_the_paragraph(page)


def select_to_the_start_of_the_line(page: Page, words: str) -> None:
    """Select what stands before the caret in its line, which is these words."""
    settled(page)
    _press_until(page, "Shift+Home", "", words)


def select_first(page: Page, words: str) -> None:
    """Select the first words of the text, which are these, as somebody without a mouse does."""
    enter(page)
    _press_until(page, "Control+Home", "atStart")
    _press_until(page, "Control+Shift+ArrowRight", "", words)


def select_everything(page: Page) -> None:
    enter(page)
    _press_until(page, "Control+a", "everything")


def write(page: Page, words: str) -> None:
    """Type where the caret is, and wait until the words are in the text."""
    settled(page)
    page.keyboard.type(words)
    expect(page.locator(".tiptap:focus")).to_contain_text(words.strip())
    settled(page)


def write_at_the_end(page: Page, words: str) -> None:
    to_the_end(page)
    write(page, words)


@contextmanager
def saving_held(page: Page) -> Iterator[None]:
    """Hold what the page saves by itself on its way, as a slow line does, until the end of the block."""
    on_the_way: list[Route] = []
    page.route("**/autosave/", lambda route: on_the_way.append(route))  # Playwright takes no method of a list
    yield
    for route in on_the_way:
        route.continue_()
    page.unroute("**/autosave/")
