"""Where in a text ten digits stand that could be one number: whole, parted, spaced out, broken over lines, misread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from heapq import merge
from itertools import pairwise
from typing import NamedTuple

from ingest.cpr.gaps import DASHES, GAP, Gap, gap_of
from ingest.cpr.rules import born, has_check_digit

_DAY, _MONTH = "(?:0[1-9]|[12][0-9]|3[01])", "(?:0[1-9]|1[0-2])"


def _ten(first: str, digit: str, zero: str, one: str, not_inside: str) -> str:
    """Make the pattern of ten digits with gaps; the third and fourth are a month. A set comes first: it is fast."""
    month = f"(?={zero}{GAP}(?!{zero}){digit}|{one}{GAP}(?:{zero}|{one}|2))({digit})"
    return GAP.join((f"({first}){not_inside}", f"({digit})", month, *[f"({digit})"] * 7))


_STRICT = re.compile(_ten("[0-36-9]", "[0-9]", "0", "1", "(?<![0-9].)") + "(?![0-9])", re.DOTALL)
# Letters that are read for digits: O o for 0, l I for 1, S for 5, B for 8. One of them must be near.
_NEAR_LETTER = r"(?<![^\W_].)(?:(?<=[OolI])|(?=[0-9\W_]{0,60}[OolISB]))"
_MISREAD = re.compile(_ten("[0-3OolI]", "[0-9OolISB]", "[0Oo]", "[1lI]", _NEAR_LETTER) + r"(?![^\W_])", re.DOTALL)
_CENTURY = re.compile(
    GAP.join(("([0-3])(?<![0-9].)([0-9])", "([01])([0-9])", "(1[89]|20)([0-9])([0-9])", "([0-9])" * 4)) + "(?![0-9])",
    re.DOTALL,
)
_RUN = re.compile("[0-9]{11,}")
_INSIDE = re.compile(f"(?={_DAY}{_MONTH}[0-9]{{6}})")
_GLUED = re.compile(f"([0-3][0-9]{_MONTH}[0-9]{{2}})[{DASHES}]([0-9]{{4}})")
# Spreadsheets drop the first 0 of a number.
_NINE = re.compile(f"([1-9](?<![0-9].){_MONTH}[0-9]{{2}})([{DASHES}]?)([0-9]{{4}})(?![0-9])", re.DOTALL)
_READ_AS = str.maketrans("OolISB", "001158")
_NO_DIGITS = str.maketrans("123456789", "000000000")
_LEAST_DIGITS = 5  # of a number in which letters were read for digits
_ANY_TEN = re.compile(GAP.join(["([0-9OolISB])"] * 10))
_DAYS = frozenset(
    f"{day:02}{month:02}"
    for month, last in enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
    for first in (0, 60)
    for day in range(first + 1, first + last + 1)
)


class Shape(Enum):
    """How the ten digits stand."""

    WHOLE = auto()  # nothing between them
    PARTED = auto()  # six and four
    DATED = auto()  # two, two, two and four
    SPACED = auto()  # each by itself
    BROKEN = auto()  # a line ends somewhere else than after the sixth
    NOISY = auto()  # a dash after the sixth, and a space or two too many
    ODD = auto()  # any other way
    INSIDE = auto()  # in a longer run of digits
    CENTURY = auto()  # the year in four digits
    SHORT = auto()  # the first 0 is gone


class Window(NamedTuple):
    """Ten digits that could be one number.

    Attributes:
        start, end: Offsets in the text.
        digits: Ten of 0-9, whatever was printed.
        places: Where each printed digit stands, from `start`. Twelve with a century, nine without the first 0.
        gap: What stands between the sixth and the seventh.
        dash: There is a dash in it.
        misread: Letters were read for digits.
    """

    start: int
    end: int
    digits: str
    places: tuple[int, ...]
    shape: Shape
    gap: str = ""
    dash: bool = False
    misread: bool = False


def windows(text: str) -> Iterator[Window]:
    """Give every place where a number could stand, by where it starts; some lie over others. Linear in the text."""
    every = (_strict(text), _misread(text), _with_century(text), _inside(text), _glued(text), _short(text))
    return merge(*every, key=lambda window: window.start)


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Give matches, also those that lie over each other."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start() + 1)


def _strict(text: str) -> Iterator[Window]:
    for match in _each(_STRICT, text):
        digits = "".join(match.groups())
        if digits[:4] in _DAYS:
            start, end = match.span()
            if end - start == 10:
                yield Window(start, end, digits, _WHOLE, Shape.WHOLE)
            else:
                layout = _layout_of(match[0])
                yield Window(start, end, digits, layout.places, layout.shape, layout.gap, layout.dash)


def _misread(text: str) -> Iterator[Window]:
    for match in _each(_MISREAD, text):
        printed = "".join(match.groups())
        digits = printed.translate(_READ_AS)
        if printed != digits and digits[:4] in _DAYS and sum(map(str.isdigit, printed)) >= _LEAST_DIGITS:
            layout = _layout_of(match[0])
            yield Window(*match.span(), digits, layout.places, layout.shape, layout.gap, layout.dash, True)


_WHOLE = tuple(range(10))


class _Layout(NamedTuple):
    places: tuple[int, ...]
    shape: Shape
    gap: str
    dash: bool


def _layout_of(printed: str) -> _Layout:
    """Give the layout of ten digits with their gaps. A text has few different ones, so each is looked at once."""
    return _layout(printed if "=" in printed or "&" in printed else printed.translate(_NO_DIGITS))


@lru_cache(maxsize=1 << 13)
def _layout(printed: str) -> _Layout:
    match = _ANY_TEN.fullmatch(printed)
    assert match is not None  # noqa: S101  it has just been found with a narrower pattern
    places = tuple(map(match.start, range(1, 11)))
    between = [printed[a + 1 : b] for a, b in pairwise(places)]
    gaps = [gap_of(gap) for gap in between]
    return _Layout(places, _shape(gaps), between[5], bool(gaps[5] & Gap.DASH))


def _shape(gaps: list[Gap]) -> Shape:
    """Name the shape; `gaps[n]` stands after the digit n+1."""
    splits = {number for number, gap in enumerate(gaps, 1) if gap}
    if not splits:
        return Shape.WHOLE
    if splits == {6}:
        return Shape.PARTED
    if splits == {2, 4, 6} and not (gaps[1] | gaps[3]) & Gap.LINE:
        return Shape.DATED
    if len(splits) == 9:
        return Shape.SPACED
    broken = [number for number in splits - {6} if gaps[number - 1] & Gap.LINE]
    if len(broken) == 1 and splits <= {6, *broken}:
        return Shape.BROKEN
    if gaps[5] & Gap.DASH and all(gap in (Gap.NONE, Gap.SPACE) for gap in (*gaps[:5], *gaps[6:])) and len(splits) < 5:
        return Shape.NOISY
    return Shape.ODD


def _with_century(text: str) -> Iterator[Window]:
    for match in _each(_CENTURY, text):
        parts = match.groups()
        digits = "".join((*parts[:4], *parts[5:]))
        if digits[:4] in _DAYS:
            starts = [match.start(number) - match.start() for number in range(1, 12)]
            places = (*starts[:5], starts[4] + 1, *starts[5:])
            gap = match.string[match.end(7) : match.start(8)]
            yield Window(*match.span(), digits, places, Shape.CENTURY, gap, bool(gap_of(gap) & Gap.DASH))


def _inside(text: str) -> Iterator[Window]:
    for run in _RUN.finditer(text):
        shape = Shape.WHOLE if _are_numbers(run[0]) else Shape.INSIDE
        for match in _INSIDE.finditer(text, run.start(), run.end()):
            start = match.start()
            digits = text[start : start + 10]
            if has_check_digit(digits) and (shape is Shape.INSIDE or (start - run.start()) % 10 == 0):
                yield Window(start, start + 10, digits, _WHOLE, shape)


def _are_numbers(run: str) -> bool:
    """Say whether a run of digits is several whole numbers, one after the other."""
    if len(run) % 10:
        return False
    return all(born(run[at : at + 10]) and has_check_digit(run[at : at + 10]) for at in range(0, len(run), 10))


def _glued(text: str) -> Iterator[Window]:
    for match in _GLUED.finditer(text):
        start, end = match.start(1), match.end(2)
        if text[start - 1 : start].isdecimal() or text[end : end + 1].isdecimal():
            yield Window(start, end, match[1] + match[2], (*range(6), *range(7, 11)), Shape.INSIDE, text[start + 6])


def _short(text: str) -> Iterator[Window]:
    for match in _NINE.finditer(text):
        serial = match.start(3) - match.start()
        places = (*range(5), *range(serial, serial + 4))
        yield Window(*match.span(), f"0{match[1]}{match[3]}", places, Shape.SHORT, match[2])
