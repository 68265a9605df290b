"""The clock of hearings: what is open, for whom, and for how long. Pure; the moment is always given.

A deadline is a day in Copenhagen and lasts until 23:59:59 there, whatever the zone's offset is that night.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from portal.words import ZONE


class HearingState(StrEnum):
    """Where a hearing is. Never stored."""

    DRAFT = "draft"
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"


class Timed(Protocol):
    """What of a hearing the clock looks at."""

    opens_on: date | None
    deadline: date | None
    published_at: datetime | None
    decided_on: date | None


class Extended(Protocol):
    """What of an invitation the clock looks at."""

    extended_to: date | None


def begins(day: date) -> datetime:
    """Give the first moment of a day in Copenhagen, in UTC."""
    return datetime.combine(day, time.min, ZONE).astimezone(UTC)


def ends(day: date) -> datetime:
    """Give the first moment after a day in Copenhagen, in UTC: 23:59:59 is the last second before it."""
    return begins(day + timedelta(days=1))


def today(moment: datetime) -> date:
    """Give the day it is in Copenhagen."""
    return moment.astimezone(ZONE).date()


def state_of(hearing: Timed, moment: datetime) -> HearingState:
    """Say where a hearing is. One that was published without dates counts as closed: nobody can answer it."""
    if hearing.published_at is None:
        return HearingState.DRAFT
    if hearing.decided_on is not None and begins(hearing.decided_on) <= moment:
        return HearingState.DECIDED
    if hearing.deadline is None or moment >= ends(hearing.deadline):
        return HearingState.CLOSED
    if hearing.opens_on is not None and moment < begins(hearing.opens_on):
        return HearingState.COMING
    return HearingState.OPEN


def deadline_of(hearing: Timed, invitation: Extended | None) -> date | None:
    """Give the day that counts for a party: its own later one, or the hearing's."""
    own = invitation.extended_to if invitation else None
    days = [day for day in (hearing.deadline, own) if day is not None]
    return max(days) if days else None


def in_time(hearing: Timed, invitation: Extended | None, moment: datetime) -> bool:
    """Tell whether the party's deadline is not yet over."""
    day = deadline_of(hearing, invitation)
    return day is not None and moment < ends(day)


def came_late(hearing: Timed, invitation: Extended | None, moment: datetime) -> bool:
    """Tell whether what came at a moment came after the party's deadline; nothing is late where none is known."""
    return deadline_of(hearing, invitation) is not None and not in_time(hearing, invitation, moment)


def can_answer(hearing: Timed, invitation: Extended | None, moment: datetime) -> bool:
    """Tell whether the party can write and send: published, begun, and not over for it."""
    begun = hearing.published_at is not None and (hearing.opens_on is None or moment >= begins(hearing.opens_on))
    return begun and in_time(hearing, invitation, moment)


def days_left(day: date, moment: datetime) -> int:
    """Count the days to a day: 0 on the day itself, negative after it."""
    return (day - today(moment)).days
