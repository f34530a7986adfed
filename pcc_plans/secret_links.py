"""The addresses that are keys: whoever has one may reply, read a calendar or set a password. No log holds one whole."""

import logging
import re

from gunicorn.glogging import Logger

KEY = re.compile(
    r"(/reply/(?:copies/|reports/|consultations/)?|/calendar/|/consultations/[^/\s\"']+/answer/"
    r"|/accounts/password/reset/key/)[^/\s\"']+"
)


def masked(text: str) -> str:
    """Return a text with the key in each such address left out."""
    return KEY.sub(r"\1...", text)


class LeaveKeysOut(logging.Filter):
    """Leaves the keys out of what the program logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if KEY.search(message):
            record.msg, record.args = masked(message), ()
        return True


class AccessLog(Logger):
    """The log of the web process, which names every address asked for; the keys are left out."""

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        return {name: masked(value) if isinstance(value, str) else value for name, value in atoms.items()}
