"""Days as people and spreadsheets write them."""

from __future__ import annotations

import re
from datetime import date

from portal.words import MONTHS

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d\d:\d\d.*)?")
_DANISH = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./ ]\s*(\d{4})")
_IN_WORDS = re.compile(r"(?:den )?(\d{1,2})\.? ([a-zæøå]+) (\d{4})", re.IGNORECASE)
_EARLIEST, _LATEST = 1900, 2199
HOW = "Skriv en dato som 12-03-2021."


class WrongDate(ValueError):
    """No day, or one that is not in the calendar. A wrong date is worse than none."""


def read_day(text: str) -> date | None:
    """Read `2021-03-12`, `12-03-2021`, `12.3.2021`, `12/3 2021` or `12. marts 2021`; None for nothing at all.

    Two-digit years are not guessed at.

    Raises:
        WrongDate: It is something else, or no such day.
    """
    text = text.strip()
    if not text:
        return None
    year, month, day = _parts(text)
    if not _EARLIEST <= year <= _LATEST:
        raise WrongDate(text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise WrongDate(text) from error


def _parts(text: str) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DANISH.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    found = _IN_WORDS.fullmatch(text)
    if not found or found[2].casefold() not in MONTHS:
        raise WrongDate(text)
    return int(found[3]), MONTHS.index(found[2].casefold()) + 1, int(found[1])
