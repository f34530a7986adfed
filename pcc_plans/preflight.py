"""What `make run` needs of the machine, asked before anything is fetched. Standard library only, any Python 3."""

import ctypes
import importlib.util
import os
import socket
import sys

# As WeasyPrint looks for them: the file's name on Linux, then on macOS.
PANGO = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
)


def loads(names):
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def what_is_missing(port):
    """Say in plain sentences what stands in the way, each with the command that mends it."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- this very question is asked of older ones
        yield "This needs Python 3.11 or newer and {} is {}.{}. Run: make run PYTHON=python3.11".format(
            sys.executable, *sys.version_info[:2]
        )
    if importlib.util.find_spec("ensurepip") is None:
        yield "Python's venv module is not installed. Run: sudo apt-get install python3-venv"
    if not all(loads(names) for names in PANGO):
        yield (
            "Pango, which lays out the PDF, is not installed. "
            "Run: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 (or, on a Mac: brew install pango)"
        )
    if port is not None and not is_free(port):
        yield f"Port {port} is taken by another program. Run: PORT={port + 1} make run"


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main():
    given = os.environ.get("PORT", "8000")
    if not given.isdecimal() or not 0 < int(given) < 65536:
        sys.exit(f"PORT is a number from 1 to 65535, and not {given!r}. Run: PORT=8000 make run")
    missing = list(what_is_missing(int(given)))
    for sentence in missing:
        print(sentence, file=sys.stderr)
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
