"""The number's own rules: which ten digits can be a civil registration number. The arithmetic is python-stdnum's."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from stdnum.dk import cpr as rules
from stdnum.exceptions import ValidationError

# Since October 2007 numbers without a check digit are given out, so far to people born on a 1 January of the 1960s to
# the 1990s (cpr.dk, "Personnumre uden kontrolciffer", which says that its list is not complete). Nobody much older
# gets a new number, and 1 January is the commonest date of a municipality's papers.
_WITHOUT_CHECK_DIGIT_FROM = 1930
# What each pair of digits adds to the checksum at each place: the sum is linear, and a text may hold a million numbers.
_WORTH = tuple({f"{pair:02}": rules.checksum("00" * place + f"{pair:02}") for pair in range(100)} for place in range(5))
_REAL_DAY = str.maketrans("6789", "0123")


@lru_cache(maxsize=1 << 14)
def _born(seven: str) -> date | None:
    try:
        return rules.get_birth_date(f"{seven}000")
    except ValidationError:
        return None


def born(digits: str) -> date | None:
    """Give the day of birth in ten digits, None when they hold none.

    The century comes from the seventh digit, so 29 February exists in 2000 and not in 1900. A day to come is none.
    """
    day = _born(digits[:7])
    return day if day is not None and day <= date.today() else None


def has_check_digit(digits: str) -> bool:
    """Say whether the last of ten digits is the check digit of the others (modulus 11)."""
    return sum(worth[digits[2 * place : 2 * place + 2]] for place, worth in enumerate(_WORTH)) % 11 == 0


def may_lack_check_digit(day: date) -> bool:
    """Say whether numbers without a check digit are given to people born that day."""
    return day.month == 1 and day.day == 1 and day.year >= _WITHOUT_CHECK_DIGIT_FROM


def replaced(digits: str) -> str:
    """Give a replacement number (erstatningspersonnummer: day of birth plus 60, no check digit) its real day."""
    return digits[0].translate(_REAL_DAY) + digits[1:]


__all__ = ["born", "has_check_digit", "may_lack_check_digit", "replaced"]
