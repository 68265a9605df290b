"""Days as people type them: `12-03-2021`, `12. marts 2021`, `2021-03-12`."""

from __future__ import annotations

import re
from datetime import date

from portal.words import MONTHS

EXAMPLE = "Skriv datoen som 12-03-2021 eller 12. marts 2021."
_NUMBERS = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\s*\.?\s*([a-zæøå]+)\.?\s+(\d{4})", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s+(?:den\s+|d\.\s*)?|den\s+|d\.\s+)", re.IGNORECASE)
_SHORTEST_NAME = 3  # jan, feb ...


class WrongDay(ValueError):
    """What was typed is no day; the message says so to the one who typed it."""


def read(typed: str) -> date | None:
    """Read a day as it was typed; None when nothing was.

    Raises:
        WrongDay: It is no day, or none there is in the calendar.
    """
    text = _WEEKDAY.sub("", " ".join(typed.split()))
    if not text:
        return None
    year, month, number = _parts(text)
    try:
        return date(year, month, number)
    except ValueError as error:
        raise WrongDay("Den dato findes ikke i kalenderen.") from error


def _parts(text: str) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMBERS.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _NAMED.fullmatch(text):
        name = found[2].lower()
        fitting = [n for n, month in enumerate(MONTHS, 1) if month.startswith(name) and len(name) >= _SHORTEST_NAME]
        if len(fitting) == 1:
            return int(found[3]), fitting[0], int(found[1])
    raise WrongDay(EXAMPLE)


def typed(day: date | None) -> str:
    """Write a day as it stands in a field: `12-03-2021`; nothing for none."""
    return f"{day:%d-%m-%Y}" if day else ""
