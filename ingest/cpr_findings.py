"""Where civil registration numbers stand in a file, as the desk is told: never the number itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ingest import cpr
from ingest.values import CprFinding, SourcePage

_MOST = 200  # of one document: a list of a whole school is one thing to look at, not a thousand
_AROUND = 60  # characters shown on each side


def in_pages(pages: tuple[SourcePage, ...], title: str) -> tuple[CprFinding, ...]:
    """Find the numbers in the chosen text of every page and in the title, at most 200."""
    return tuple(islice(_all(pages, title), _MOST))


def _all(pages: tuple[SourcePage, ...], title: str) -> Iterator[CprFinding]:
    yield from in_line(title, "title")
    for page in pages:
        yield from _in(page.text, "text", page.number)


def in_line(text: str, place: str) -> tuple[CprFinding, ...]:
    """Find the numbers in a line that is on no page: a title, the name of a file."""
    return tuple(_in(text, place, None))


def _in(text: str, place: str, page: int | None) -> Iterator[CprFinding]:
    found = cpr.find(text)
    if not found:
        return
    shown = cpr.mask(text, cpr.Certainty.LOW)
    for one in found:
        around = shown[max(0, one.start - _AROUND) : one.end + _AROUND]
        context = " ".join(around.split())
        yield CprFinding(place, page, one.certainty.value, one.masked, one.reason, context)
