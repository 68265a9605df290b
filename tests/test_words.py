"""Danish words for dates, numbers and names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portal import words
from portal.paging import Paging


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2021, 3, 12), "12. marts 2021"),
        ("2012-09-26", "26. september 2012"),
        ("sommeren 2012", "sommeren 2012"),
        (datetime(2020, 12, 31, 23, 30, tzinfo=UTC), "1. januar 2021"),
        (None, "uden dato"),
    ],
)
def test_days(value: date | str | None, said: str):
    assert words.day(value) == said


def test_moments_are_told_in_danish_time():
    assert words.moment(datetime(2021, 7, 1, 8, 5, tzinfo=UTC)) == "1. juli 2021 kl. 10.05"
    assert words.moment(datetime(2021, 12, 1, 8, 5, tzinfo=UTC)) == "1. december 2021 kl. 09.05"
    assert words.moment(None) == "aldrig"


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (999, "999"), (4218, "4.218"), (1234567, "1.234.567")])
def test_numbers_have_danish_separators(value: int, said: str):
    assert words.number(value) == said


def test_decimals_and_nouns():
    assert words.number(1234.5, 1) == "1.234,5"
    assert words.count(1, "dokument", "dokumenter") == "1 dokument"
    assert words.count(4218, "dokument", "dokumenter") == "4.218 dokumenter"


@pytest.mark.parametrize(("value", "said"), [(812, "812 byte"), (43_400, "43 kB"), (1_234_000, "1,2 MB")])
def test_sizes(value: int, said: str):
    assert words.size(value) == said


def test_kinds_go_into_addresses_and_back():
    for code in words.KINDS:
        assert words.kind_of_slug(words.slug(code)) == code
    assert words.kind("something_new") == "Something new"
    assert words.kind_of_slug("something_new") == "something_new"


@pytest.mark.parametrize(
    ("asked", "page", "rows"), [("2", 2, (26, 50)), ("9", 3, (51, 60)), ("x", 1, (1, 25)), (None, 1, (1, 25))]
)
def test_pages_of_a_list(asked: str | None, page: int, rows: tuple[int, int]):
    paging = Paging.of(asked, 60, 25)
    assert (paging.page, (paging.first, paging.last)) == (page, rows)


def test_pages_offered():
    assert Paging(10, 500, 20).offered == [1, None, 8, 9, 10, 11, 12, None, 25]
    assert Paging(1, 0, 20).offered == [1]
    assert (Paging(1, 0, 20).first, Paging(1, 0, 20).last) == (0, 0)
