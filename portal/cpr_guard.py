"""Civil registration numbers stay out of addresses and logs.

Somebody who types one into the search box is told that it cannot be searched for, and the address that carried it is
left at once: a redirect takes its place in the browser's history.
"""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from flask import Flask, Response, make_response, request

from ingest import cpr

#: In the address that takes the place of one with a number.
HIDDEN = "cpr-nummer"
_LONGEST = 2000  # characters of one value that are looked at; nobody types more


class MaskingFormatter(logging.Formatter):
    """Write a log line, its traceback too, with the numbers covered."""

    def format(self, record: logging.LogRecord) -> str:
        """See the class."""
        return cpr.mask(super().format(record))


def holds_number(text: str) -> bool:
    """Tell whether a typed text seems to hold a number (of medium certainty or surer)."""
    return any(found.certainty.reaches(cpr.Certainty.MEDIUM) for found in cpr.find(text[:_LONGEST]))


def guard(app: Flask) -> None:
    """Leave every address that carries a number."""
    app.before_request(_leave)


def _leave() -> Response | None:
    if request.method not in ("GET", "HEAD") or request.endpoint == "static" or not request.args:
        return None
    given = list(request.args.items(multi=True))
    kept = [(name, value) for name, value in given if not holds_number(value)]
    if kept == given:
        return None
    return make_response("", 303, {"Location": f"{request.path}?{urlencode([*kept, ('skjult', HIDDEN)])}"})
