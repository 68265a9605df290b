"""Responses over time as bars, with the deadline: from days to a picture. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_MOST_BARS = 62  # two months of days; longer hearings are shown by weeks
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Bar:
    """What came in one step of time.

    Attributes:
        day: The first day of it.
        left, height: In the picture, of 0..100.
    """

    day: date
    count: int
    left: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The bars and where the deadline is drawn.

    Attributes:
        step: Days of one bar: 1 or 7.
        width: Of a bar, of 100.
        deadline_at: Where the deadline ends, of 0..100; None when there is none.
    """

    bars: tuple[Bar, ...]
    step: int
    width: float
    deadline_at: float | None

    @property
    def most(self) -> int:
        """The highest bar's number."""
        return max(bar.count for bar in self.bars)

    @property
    def filled(self) -> tuple[Bar, ...]:
        """The bars with something in them: the table beside the picture."""
        return tuple(bar for bar in self.bars if bar.count)


def draw(days: Sequence[date], opens_on: date | None, deadline: date | None) -> Picture | None:
    """Draw the responses by the day they came; None when none came, or their days make no picture.

    Args:
        days: The day of each response, in any order.
        opens_on: The picture begins here, or at the first response.
        deadline: The picture reaches at least this far.
    """
    if not days:
        return None
    first = min([*days, *([opens_on] if opens_on else [])])
    last = max([*days, *([deadline] if deadline else [])])
    length = (last - first).days + 1
    step = 1 if length <= _MOST_BARS else _WEEK
    number = -(-length // step)
    if number > _MOST_BARS * 2:  # a mistyped year: thin lines tell nothing
        return None
    counts = Counter((day - first).days // step for day in days)
    most, width = max(counts.values()), 100 / number
    bars = tuple(
        Bar(first + timedelta(days=at * step), counts[at], round(at * width, 3), round(100 * counts[at] / most, 1))
        for at in range(number)
    )
    ends = None if deadline is None else round(min(100, ((deadline - first).days + 1) / step * width), 3)
    return Picture(bars, step, round(width, 3), ends)
