"""A strict reading of HTML, for tests."""

from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


class SoundnessChecker(HTMLParser):
    """Reads HTML strictly: what is open must be closed in order, no id twice, no inline style or handler."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.faults = [], set(), []

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.faults += [f"{name} on <{tag}>" for name in names if name == "style" or name.startswith("on")]
        self.faults += [
            f"javascript: on <{tag}>" for value in names.values() if (value or "").startswith("javascript:")
        ]
        if "id" in names and names["id"] in self.ids:
            self.faults.append(f"id {names['id']} twice")
        if names.get("id") == "" or names.get("href") == "":
            self.faults.append(f"empty id or href on <{tag}>")
        self.ids.add(names.get("id"))
        if len(names) != len(attrs):
            self.faults.append(f"an attribute twice on <{tag}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


def faults(html):
    """Return what is unsound in a piece of HTML, one sentence each."""
    checker = SoundnessChecker()
    checker.feed(html)
    return checker.faults + [f"<{tag}> is never closed" for tag in checker.open]
