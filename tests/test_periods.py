"""The period of a hearing: its type's shortest, weekends, holidays, July and Christmas."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal import days, periods
from portal.periods import About, Severity, check

TODAY = date(2026, 2, 2)


def texts(*found: periods.Remark) -> str:
    return " ".join(remark.text for remark in found)


def test_every_type_says_what_it_is():
    assert periods.types()["other"].name == "Anden høring"
    assert {key: kind.shortest_days for key, kind in periods.types().items()} == {
        "usual": 28, "local_plan": 56, "municipal_plan": 56, "school": 56, "quality_standard": 28, "other": 28,
    }  # fmt: skip
    assert all(kind.name and kind.concerns and kind.note for kind in periods.types().values())
    assert periods.type_of("a type of yesterday").key == "other"


def test_a_usual_period_has_nothing_to_say():
    assert check("other", date(2026, 2, 2), date(2026, 3, 10), TODAY) == []
    assert check("other", None, None, TODAY) == []


@pytest.mark.parametrize(("type_", "shortest"), [("other", 28), ("school", 56), ("local_plan", 56)])
def test_the_shortest_period_counts_first_and_last_day(type_: str, shortest: int):
    opens = date(2026, 2, 2)
    enough = opens + timedelta(days=shortest - 1)
    assert periods.length(opens, enough) == shortest
    assert periods.earliest_deadline(type_, opens) == enough
    assert [r for r in check(type_, opens, enough, TODAY) if r.severity == Severity.SHORT] == []
    (short,) = (r for r in check(type_, opens, enough - timedelta(days=1), TODAY) if r.severity == Severity.SHORT)
    assert short.about == About.LENGTH
    assert f"varer {shortest - 1} dage" in short.text
    assert f"mindst {shortest} dage" in short.text


def test_without_a_first_day_the_period_begins_today():
    (short,) = check("other", None, date(2026, 2, 11), TODAY)
    assert "varer 10 dage" in short.text
    assert "tidligst 1. marts 2026" in short.text


def test_wrong_dates_are_errors():
    (order,) = check("other", date(2026, 3, 1), date(2026, 2, 28), TODAY)
    assert (order.severity, order.about) == (Severity.ERROR, About.ORDER)
    past = check("other", date(2025, 11, 1), date(2026, 1, 30), TODAY)
    assert (past[0].severity, past[0].about) == (Severity.ERROR, About.PAST)
    assert {r.severity for r in check("other", date(2025, 12, 1), TODAY, TODAY)} == {Severity.NOTE}
    both = check("other", date(1999, 12, 31), date(2101, 1, 1), TODAY)
    assert [(r.field, r.about) for r in both] == [("opens_on", About.RANGE), ("deadline", About.RANGE)]
    assert "1999" in both[0].text
    assert check("other", date(1, 1, 1), date(9999, 12, 31), TODAY)[0].about == About.RANGE


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (date(2026, 10, 31), "en lørdag. Næste hverdag er mandag 2. november 2026"),
        (date(2026, 4, 3), "langfredag. Næste hverdag er tirsdag 7. april 2026"),
        (date(2026, 5, 14), "kristi himmelfartsdag. Næste hverdag er fredag 15. maj 2026"),
        (date(2023, 5, 5), "store bededag"),  # the last one: the law ended it in 2024
        (date(2026, 12, 24), "juleaftensdag. Næste hverdag er mandag 28. december 2026"),
        (date(2026, 12, 31), "nytårsaftensdag. Næste hverdag er mandag 4. januar 2027"),
        (date(2026, 12, 25), "juledag"),
    ],
)
def test_a_deadline_on_a_day_off_is_pointed_out(deadline: date, said: str):
    opens = deadline - timedelta(days=60)
    found = [r for r in check("other", opens, deadline, opens) if r.about == About.DEADLINE]
    assert said.casefold() in texts(*found).casefold()
    assert all(r.severity == Severity.NOTE for r in found)


@pytest.mark.parametrize("deadline", [date(2026, 5, 1), date(2024, 4, 26), date(2026, 6, 5), date(2026, 10, 30)])
def test_workdays_are_not(deadline: date):
    assert periods.day_off(deadline) is None


@pytest.mark.parametrize(
    ("opens", "deadline", "july"),
    [
        (date(2026, 6, 15), date(2026, 8, 14), 31),
        (date(2026, 6, 1), date(2026, 7, 1), 1),
        (date(2026, 7, 31), date(2026, 8, 31), 1),
        (date(2026, 8, 1), date(2026, 9, 1), 0),
        (date(2025, 7, 1), date(2026, 7, 31), 62),
    ],
)
def test_days_in_july_are_counted(opens: date, deadline: date, july: int):
    found = texts(*check("other", opens, deadline, opens))
    assert (f"{july} af {periods.length(opens, deadline)} dage ligger i juli" in found) is bool(july)


@pytest.mark.parametrize(
    ("opens", "deadline", "christmas"),
    [
        (date(2026, 12, 1), date(2027, 1, 15), 9),
        (date(2026, 11, 25), date(2026, 12, 24), 1),
        (date(2027, 1, 1), date(2027, 2, 1), 1),
        (date(2026, 11, 20), date(2026, 12, 23), 0),
    ],
)
def test_days_at_christmas_are_counted(opens: date, deadline: date, christmas: int):
    found = texts(*check("other", opens, deadline, opens))
    assert (f"{christmas} af" in found and "juledagene" in found) is bool(christmas)


@pytest.mark.parametrize(
    "typed",
    ["12-03-2021", "12.03.2021", "12/3/2021", "12 3 2021", "2021-03-12", "12. marts 2021", "12 Marts 2021",
     "12. mar. 2021", "  den 12. marts  2021 ", "fredag den 12. marts 2021", "fredag 12. marts 2021"],
)  # fmt: skip
def test_days_are_read_as_people_type_them(typed: str):
    assert days.read(typed) == date(2021, 3, 12)


def test_no_day_is_none_and_a_day_is_written_so_that_it_is_read_again():
    assert days.read("  ") is None
    assert days.typed(None) == ""
    assert days.read(days.typed(date(2024, 2, 29))) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31-02-2026", "findes ikke"),
        ("29. februar 2026", "findes ikke"),
        ("12-13-2026", "findes ikke"),
        ("0-1-2026", "findes ikke"),
        ("0000-01-01", "findes ikke"),
        ("i morgen", "12-03-2021"),
        ("12-03-21", "12-03-2021"),
        ("12. ju 2026", "12-03-2021"),
        ("12. marstal 2026", "12-03-2021"),
        ("٣-٣-2026'", "12-03-2021"),
        ("1" * 5000, "12-03-2021"),
    ],
)
def test_what_is_no_day_is_said_so(typed: str, said: str):
    with pytest.raises(days.WrongDay, match=said):
        days.read(typed)
