"""The period of a hearing, checked against its type and the calendar. Pure; the day it is now is always given.

Types are data: `portal/hearing_types.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

import holidays

from portal.words import WEEKDAYS, count, day

OTHER = "other"
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
_JULY = 7
#: Days on which few are at work though the law calls them no holidays: (month, day).
_QUIET_DAYS = {(12, 24): "juleaftensdag", (12, 31): "nytårsaftensdag"}


class Severity(StrEnum):
    """What a remark means for whoever goes on: cannot be, needs a reason, or is worth knowing."""

    ERROR = "error"
    SHORT = "short"
    NOTE = "note"


class About(StrEnum):
    """What a remark is about."""

    RANGE = "range"
    ORDER = "order"
    PAST = "past"
    LENGTH = "length"
    DEADLINE = "deadline"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class HearingType:
    """A type of hearing. `shortest_days` counts the first and the last day."""

    key: str
    name: str
    shortest_days: int
    concerns: str
    note: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about a period, in a Danish sentence. `field`: the one it is said beside."""

    severity: Severity
    about: About
    field: str
    text: str


@cache
def types() -> Mapping[str, HearingType]:
    """Give the types of hearings by key, in the order they are offered."""
    raw = tomllib.loads(Path(__file__).with_name("hearing_types.toml").read_text(encoding="utf-8"))
    return MappingProxyType({key: HearingType(key=key, **values) for key, values in raw.items()})


def type_of(key: str) -> HearingType:
    """Give a type; one that is no longer in the list is as any other hearing."""
    return types().get(key) or types()[OTHER]


def check(type_: str, opens_on: date | None, deadline: date | None, today: date) -> list[Remark]:
    """Check a period, the gravest first. Empty when there is nothing to say; without a deadline little is.

    Args:
        type_: Key of the hearing's type.
        opens_on: First day; None means the day it is sent out, taken to be today.
        deadline: Last day.
        today: The day it is in Copenhagen.
    """
    outside = [_outside(name, value) for name, value in (("opens_on", opens_on), ("deadline", deadline)) if value]
    errors = [remark for remark in outside if remark]
    if errors or deadline is None:
        return errors
    if opens_on is not None and deadline < opens_on:
        text = f"Fristen ligger før høringen begynder den {day(opens_on)}."
        return [Remark(Severity.ERROR, About.ORDER, "deadline", text)]
    if deadline < today:
        errors.append(Remark(Severity.ERROR, About.PAST, "deadline", "Fristen er allerede gået."))
    begins = opens_on or min(today, deadline)
    return [*errors, *_length(type_of(type_), begins, deadline), *_last_day(deadline), *_slow_days(begins, deadline)]


def length(opens_on: date, deadline: date) -> int:
    """Count the days of a period, the first and the last with it."""
    return (deadline - opens_on).days + 1


def earliest_deadline(type_: str, opens_on: date) -> date:
    """Give the first deadline that is not too short for the type."""
    return opens_on + timedelta(days=type_of(type_).shortest_days - 1)


def _outside(field: str, value: date) -> Remark | None:
    if EARLIEST <= value <= LATEST:
        return None
    text = f"{value.year} er ikke et årstal for en høring. Brug et år fra {EARLIEST.year} til {LATEST.year}."
    return Remark(Severity.ERROR, About.RANGE, field, text)


def _length(kind: HearingType, begins: date, deadline: date) -> Iterator[Remark]:
    days = length(begins, deadline)
    if days < kind.shortest_days:
        enough = day(earliest_deadline(kind.key, begins))
        text = f"Høringen varer {count(days, 'dag', 'dage')}. {kind.name}: mindst {kind.shortest_days} dage, "
        yield Remark(Severity.SHORT, About.LENGTH, "deadline", text + f"altså frist tidligst {enough}.")


def _last_day(deadline: date) -> Iterator[Remark]:
    name = day_off(deadline)
    if name is None:
        return
    after = next_workday(deadline)
    text = f"Fristen falder på {name}. Næste hverdag er {WEEKDAYS[after.weekday()]} {day(after)}."
    yield Remark(Severity.NOTE, About.DEADLINE, "deadline", text)


def _slow_days(begins: date, deadline: date) -> Iterator[Remark]:
    days = [begins + timedelta(days=n) for n in range(length(begins, deadline))]
    july = sum(one.month == _JULY for one in days)
    if july:
        text = f"{july} af {count(len(days), 'dag', 'dage')} ligger i juli, hvor mange holder ferie."
        yield Remark(Severity.NOTE, About.DAYS, "deadline", text)
    christmas = sum(_is_christmas(one) for one in days)
    if christmas:
        text = f"{christmas} af {count(len(days), 'dag', 'dage')} ligger i juledagene 24. december til 1. januar."
        yield Remark(Severity.NOTE, About.DAYS, "deadline", text)


def _is_christmas(one: date) -> bool:
    return (one.month == 12 and one.day >= 24) or (one.month == 1 and one.day == 1)


def day_off(one: date) -> str | None:
    """Name why few are at work on a day: `en lørdag`, `langfredag`, `juleaftensdag`; None on a workday.

    1 May is a workday here: it is not a holiday by law.
    """
    name = _QUIET_DAYS.get((one.month, one.day)) or _holidays().get(one)
    if name:
        return name[:1].lower() + name[1:]
    return f"en {WEEKDAYS[one.weekday()]}" if one.weekday() >= 5 else None


def next_workday(after: date) -> date:
    """Give the first workday after a day."""
    one = after + timedelta(days=1)
    while day_off(one):
        one += timedelta(days=1)
    return one


@cache
def _holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("DK", language="da")
