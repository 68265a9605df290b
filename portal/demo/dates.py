"""Dates as secretaries have written them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def long(day: date) -> str:
    """10. februar 2021."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def weekday_long(day: date) -> str:
    """Onsdag den 11. august 2021, but with a small letter."""
    return f"{WEEKDAYS[day.weekday()]} den {long(day)}"


FORMS: dict[str, Callable[[date], str]] = {
    "long": long,
    "weekday_long": weekday_long,
    "dash": lambda day: f"{day:%d-%m-%Y}",
    "dotted": lambda day: f"{day:%d.%m.%Y}",
    "weekday_dash": lambda day: f"{WEEKDAYS[day.weekday()].capitalize()} den {day:%d-%m-%Y}",
    "weekday_short": lambda day: f"{WEEKDAYS[day.weekday()].capitalize()} {day.day}.{day.month}.{day:%y}",
}
