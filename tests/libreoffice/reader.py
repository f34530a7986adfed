"""
Run by the Python of the system, which has LibreOffice's own library: starts nothing, asks a LibreOffice that listens.

Reads requests, a line of JSON each, and answers each with a line of JSON. A request names a Word file and another to
save it to, and says what to do before: replace words, accept or reject all changes.
"""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import RuntimeException


def connected(address: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:{address};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.05)
    raise SystemExit("LibreOffice does not answer.")


def told(name: str, value) -> PropertyValue:
    return PropertyValue(Name=name, Value=value)


def answer(context, desktop, request: dict) -> dict:
    document = desktop.loadComponentFromURL(f"file://{request['path']}", "_blank", 0, (told("Hidden", True),))
    try:
        if request.get("edit"):
            speak_as(context, request.get("author", ""))
            edit(document, request["edit"])
        if request.get("then"):
            command = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
            dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            frame = document.CurrentController.Frame
            dispatcher.executeDispatch(frame, command[request["then"]], "", 0, ())
        document.storeToURL(f"file://{request['save']}", (told("FilterName", "MS Word 2007 XML"),))
        counted = labels(document.Text) if request.get("labels") else []
        return {"labels": counted, "changes": changes(document), "bookmarks": bookmarks(document)}
    finally:
        document.close(True)


def speak_as(context, name: str) -> None:
    """Let whoever types from now on have a name."""
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    place = told("nodepath", "/org.openoffice.UserProfile/Data")
    access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationUpdateAccess", (place,))
    access.setPropertyValue("givenname", name)
    access.commitChanges()


def edit(document, wanted: dict) -> None:
    """Replace some words as a person would, with changes tracked."""
    document.RecordChanges = True
    for old, new in wanted.items():
        search = document.createReplaceDescriptor()
        search.SearchString, search.ReplaceString, search.SearchCaseSensitive = old, new, True
        document.replaceAll(search)


def changes(document) -> list[list[str]]:
    """The kind and the words of each tracked change, as this program lists them."""
    return [[change.RedlineType, words_of(change)] for change in each(document.Redlines)]


def words_of(change) -> str:
    start, end = change.RedlineStart, change.RedlineEnd
    try:
        cursor = start.Text.createTextCursorByRange(start)
        cursor.gotoRange(end, True)
    except RuntimeException:  # from one text into another: the words of neither alone
        return ""
    return cursor.String


def bookmarks(document) -> dict[str, str]:
    return {name: document.Bookmarks.getByName(name).Anchor.String for name in document.Bookmarks.ElementNames}


def each(holder):
    found = holder.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


def labels(text) -> list[list[str]]:
    """The style, the number and the words of each paragraph outside tables: the numbers as this program counts them."""
    found = []
    for part in each(text):
        kind = part.ImplementationName
        if kind == "SwXParagraph":
            style, label, rules = part.getPropertyValues(("ParaStyleName", "ListLabelString", "NumberingRules"))
            found.append([style, label if rules else "", part.String])
        elif kind != "SwXTextTable":
            found.extend(labels(part))
    return found


def main() -> None:
    context = connected(sys.argv[1])
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(context, desktop, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
