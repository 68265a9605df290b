"""Dates as Danish papers print them. A date without a year is no date here, unless its partner in a period has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = (
    r"jan(?:uar)?|feb(?:ruar)?|marts|mar|apr(?:il)?|maj|juni|jun|juli|jul|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_WORDS = re.compile(
    rf"(?<![\d.])(?P<d>[0-3]?\d)(?:\.\s?|\s|-)(?P<m>{_MONTH})\b\.?(?:[\s,-]{{1,2}}(?P<y>(?:19|20|21|18)\d\d(?!\d)"
    r"|'?\d\d(?=$|[,;)]|\.\s|\.$|\s?kl)))?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d./-])(?P<y>(?:18|19|20|21)\d\d)(?P<s>[-./])(?P<m>[01]\d)(?P=s)(?P<d>[0-3]\d)(?![\d/-]|\.\d)")
# `04.11.14-P16-3` and `04.11.14G01` are KLE numbers: a date is not followed by a letter or by a hyphen and a letter.
_FIGURES = re.compile(
    r"(?<![\w./-])(?P<d>[0-3]?\d)(?P<s>[./-])\s?(?P<m>[01]?\d)(?:(?P=s)\s?|[\s-]{1,2})(?P<y>(?:18|19|20|21)\d\d|\d\d)"
    r"(?![\d/]|[.,]\d|-\d|-?[A-ZÆØÅ])"
)
_YEAR_FIRST = re.compile(
    rf"(?<!\w)[åÅ]r (?P<y>(?:18|19|20)\d\d),?\s(?:\w+dag,?\s)?(?:den|d\.)\s(?P<d>[0-3]?\d)\.?\s(?P<m>{_MONTH})\b",
    re.IGNORECASE,
)
_FIRST, _LAST = 1850, 2100  # an archive of municipalities holds nothing outside
_THIS_CENTURY = 50  # 16.11.12 is 2012 and 3.4.76 is 1976
_BETWEEN = re.compile(
    r"\s*(?:kl\.?\s?[\d.:]{1,5}\s*)?(?:til(?:\s+og\s+med)?|og|-|–|t\.o\.m\.|frem\s+til)\s*(?:den|d\.)?\s*", re.I
)
_WEEKDAY = re.compile(
    r"(?:(?:kl\.?|klokken)\s?\d{1,2}(?:[.:]\d\d)?,?\s)?"
    r"(?:(?:man|tirs?|ons?|tors?|fre|l[øo]r|s[øo]n)(?:dag|\.)?)?\s*,?\s*(?:den|d\.)?\s*$",
    re.I,
)
_MONTHDAY_BEFORE = re.compile(
    r"(?<!kl\. )\b(?:fra|den|d\.|perioden)\s(?:den\s|d\.\s)?(?P<d>[1-3]?\d)\.?\s?(?:til|-|–|t\.o\.m\.)(?:\sog\smed)?\s?"
    r"(?:\w+dag\s)?(?:den\s|d\.\s)?$",
    re.I,
)
_SHARED = 60  # characters before a date in which the first day of its month may stand


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text: `text[start:end]` are its figures and words. `day` is None when the year is not printed."""

    start: int
    end: int
    day: date | None
    month: int
    monthday: int


def days_in(text: str) -> list[Day]:
    """Find all dates, in order. What no calendar has, and what lies outside 1850-2100, is left out."""
    every = [_day(match) for pattern in (_WORDS, _ISO, _FIGURES, _YEAR_FIRST) for match in pattern.finditer(text)]
    found: list[Day] = []
    for day in sorted((day for day in every if day), key=lambda day: day.start):
        if not found or day.start >= found[-1].end:
            found.append(day)
    return found


def _day(match: re.Match[str]) -> Day | None:
    printed = match["m"].lower()
    month = int(printed) if printed.isdigit() else _MONTHS.index(printed[:3]) + 1
    year = match["y"]
    try:
        whole = date(_year(year) if year else 2000, month, int(match["d"]))  # 2000 has a 29 February
    except ValueError:
        return None
    if year and not _FIRST <= whole.year <= _LAST:
        return None
    return Day(match.start(), match.end(), whole if year else None, month, whole.day)


def _year(printed: str) -> int:
    year = int(printed.lstrip("'"))
    if len(printed.lstrip("'")) == 4:
        return year
    return year + (2000 if year < _THIS_CENTURY else 1900)


def one_day(text: str) -> date | None:
    """Give the date of a text that holds one, with its year; None when there is none or several that differ."""
    days = {day.day for day in days_in(text) if day.day}
    return days.pop() if len(days) == 1 else None


def first_day(text: str) -> Day | None:
    """Give the first date with a year."""
    return next((day for day in days_in(text) if day.day), None)


def periods_in(text: str) -> Iterator[tuple[Day, Day, date | None, date]]:
    """Find periods (`fra den 27. september til den 1. december 2021`): both ends as printed, and their dates.

    A start without a year takes the year of the end, which is how it is read, or the year before when it would
    otherwise lie after the end. An end without a year gives no period.
    """
    days = days_in(text)
    for end in days:
        first = _MONTHDAY_BEFORE.search(text[max(0, end.start - _SHARED) : end.start]) if end.day else None
        if first and end.day and int(first["d"]) < end.day.day:  # `fra den 3. til den 31. oktober 2017`
            at = max(0, end.start - _SHARED) + first.start("d")
            opens = end.day.replace(day=int(first["d"]))
            yield Day(at, at + len(first["d"]), opens, opens.month, opens.day), end, opens, end.day
    for start, end in pairwise(days):
        if end.day and _BETWEEN.fullmatch(_without_weekday(text[start.end : end.start])):
            begins = start.day or _same_year(start, end.day)
            if begins is None or begins <= end.day:
                yield start, end, begins, end.day


def _without_weekday(text: str) -> str:
    return re.sub(r"(?i)(?:man|tirs|ons|tors|fre|l[øo]r|s[øo]n)dag", "", text)


def _same_year(start: Day, end: date) -> date | None:
    year = end.year - ((start.month, start.monthday) > (end.month, end.day))
    try:
        return date(year, start.month, start.monthday)
    except ValueError:
        return None


def is_date_line(text: str) -> bool:
    """Say whether a line is a date, perhaps with weekday and hours, and nothing else."""
    day = first_day(text)
    if not day or len(text) > 70:
        return False
    before, after = text[: day.start], text[day.end :]
    return bool(_WEEKDAY.fullmatch(before.strip() + " ") or not before.strip()) and bool(
        re.fullmatch(
            r"[\s,.–-]*(?:(?:(?:fra\s)?(?:kl\.?|klokken)|fra)?\s*\d{1,2}[.:]\d\d(?::\d\d)?"
            r"(?:\s*(?:[-–]|til)\s*(?:(?:kl\.?|klokken)\s?)?\d{1,2}[.:]\d\d)?"
            r"|(?:kl\.?|klokken)\s*\d{1,2}(?:\s*[-–]\s*(?:kl\.?\s*)?\d{1,2})?)?[\s.]*",
            after,
            re.I,
        )
    )
