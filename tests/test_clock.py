"""The clock of hearings against a table made another way: from the offsets of each year, written out by hand.

The table never asks the time zone data the clock uses. Denmark changes at 01:00 UTC, on the last Sunday of March and of
October (directive 2000/84/EC); the days are copied from calendars.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from portal import clock
from portal.clock import HearingState

#: Day of March on which summer time begins, day of October on which it ends.
CHANGES = {
    2019: (31, 27), 2020: (29, 25), 2021: (28, 31), 2022: (27, 30), 2023: (26, 29), 2024: (31, 27),
    2025: (30, 26), 2026: (29, 25), 2027: (28, 31), 2028: (26, 29),
}  # fmt: skip
DAY = timedelta(days=1)
LEAP_DAYS = (date(2020, 2, 28), date(2020, 2, 29), date(2024, 2, 28), date(2024, 2, 29), date(2028, 2, 29))
NO_LEAP_DAY = (date(2021, 2, 28), date(2023, 2, 28), date(2025, 2, 28))
YEAR_ENDS = tuple(date(year, 12, 31) for year in range(2019, 2028))


@dataclass(frozen=True)
class Row:
    """A hearing and an invitation in one, as far as the clock looks."""

    deadline: date | None
    opens_on: date | None = None
    extended_to: date | None = None
    decided_on: date | None = None
    published_at: datetime | None = datetime(2018, 1, 1, tzinfo=UTC)


def last_second(day: date) -> str:
    """Give 23:59:59 of a day in Denmark as UTC text, by the offset of that evening."""
    march, october = CHANGES[day.year]
    summer = date(day.year, 3, march) <= day < date(day.year, 10, october)
    return f"{day.isoformat()} {'21:59:59' if summer else '22:59:59'}"


def is_over(day: date, moment: datetime) -> bool:
    """Compare as text: no zone, no arithmetic."""
    return moment.strftime("%Y-%m-%d %H:%M:%S") > last_second(day)


def around(day: date, before: int, after: int, step: timedelta) -> Iterator[datetime]:
    """Give moments around the end of a day."""
    middle = datetime.fromisoformat(last_second(day)).replace(tzinfo=UTC)
    return (middle + n * step for n in range(-before, after + 1))


def change_days() -> list[date]:
    return [day for year, (m, o) in CHANGES.items() for day in (date(year, 3, m), date(year, 10, o))]


def table() -> Iterator[tuple[Row, datetime, bool]]:
    """Give (row, moment, whether the party can still answer)."""
    minute, second = timedelta(minutes=1), timedelta(seconds=1)
    for day in change_days():
        for deadline in (day - DAY, day):  # the night before the change, and the night after it
            for moment in around(deadline, 150, 150, minute):
                yield Row(deadline), moment, not is_over(deadline, moment)
    for day in (*change_days(), *LEAP_DAYS, *NO_LEAP_DAY, *YEAR_ENDS):
        for moment in around(day, 5, 5, second):
            yield Row(day), moment, not is_over(day, moment)
    for day in (*LEAP_DAYS, *NO_LEAP_DAY, *YEAR_ENDS):
        for moment in around(day, 60, 60, minute):
            own = day + 5 * DAY if day.month == 2 else day - 5 * DAY
            yield Row(day, extended_to=own), moment, not is_over(max(day, own), moment)
            yield Row(day - 9 * DAY, extended_to=day), moment, not is_over(day, moment)


CASES = list(table())


def test_the_table_is_large_and_has_both_answers():
    assert len(CASES) >= 10_000
    assert 0.3 < sum(right for _, _, right in CASES) / len(CASES) < 0.8


def test_no_deadline_is_judged_wrong():
    wrong = [(row, moment) for row, moment, right in CASES if clock.in_time(row, row, moment) is not right]
    assert wrong == []


def test_no_state_is_wrong():
    """The state looks at the hearing's own deadline; an extension for one opens it for nobody else."""
    wrong = []
    for row, moment, _ in CASES:
        assert row.deadline
        right = HearingState.CLOSED if is_over(row.deadline, moment) else HearingState.OPEN
        if clock.state_of(row, moment) is not right:
            wrong.append((row, moment))
    assert wrong == []


def test_who_can_answer_is_who_is_in_time():
    wrong = [(row, moment) for row, moment, right in CASES if clock.can_answer(row, row, moment) is not right]
    assert wrong == []


def test_a_hearing_begins_as_the_day_before_it_ends():
    wrong = []
    for row, moment, _ in CASES:
        assert row.deadline
        later = Row(row.deadline + 30 * DAY, opens_on=row.deadline + DAY)
        right = HearingState.OPEN if is_over(row.deadline, moment) else HearingState.COMING
        if clock.state_of(later, moment) is not right:
            wrong.append((later, moment))
    assert wrong == []


def test_the_day_it_is_here_changes_with_the_deadline():
    wrong = [
        moment
        for row, moment, _ in CASES
        if row.deadline and (clock.today(moment) > row.deadline) is not is_over(row.deadline, moment)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("row", "moment", "state"),
    [
        (Row(date(2026, 4, 1), published_at=None), datetime(2026, 3, 1, tzinfo=UTC), HearingState.DRAFT),
        (Row(None), datetime(2026, 3, 1, tzinfo=UTC), HearingState.CLOSED),
        (Row(date(2026, 3, 1), decided_on=date(2026, 3, 20)), datetime(2026, 3, 19, 22, 59, 59, tzinfo=UTC),
         HearingState.CLOSED),
        (Row(date(2026, 3, 1), decided_on=date(2026, 3, 20)), datetime(2026, 3, 19, 23, 0, tzinfo=UTC),
         HearingState.DECIDED),
    ],
)  # fmt: skip
def test_other_states(row: Row, moment: datetime, state: HearingState):
    assert clock.state_of(row, moment) is state


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_the_day_of_a_change_is_shorter_or_longer(day: date, hours: int):
    assert clock.ends(day) - clock.begins(day) == timedelta(hours=hours)


def test_an_earlier_day_of_ones_own_takes_nothing_away():
    row = Row(date(2026, 4, 1), extended_to=date(2026, 3, 1))
    assert clock.deadline_of(row, row) == date(2026, 4, 1)
    assert clock.deadline_of(Row(None), None) is None


@pytest.mark.parametrize(
    ("moment", "left"),
    [
        (datetime(2026, 3, 30, 21, 59, 59, tzinfo=UTC), 2),
        (datetime(2026, 3, 30, 22, 0, tzinfo=UTC), 1),
        (datetime(2026, 4, 1, 21, 59, 59, tzinfo=UTC), 0),
        (datetime(2026, 4, 1, 22, 0, tzinfo=UTC), -1),
    ],
)
def test_days_left(moment: datetime, left: int):
    assert clock.days_left(date(2026, 4, 1), moment) == left
