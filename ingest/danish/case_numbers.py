"""Case numbers: the shapes they have, written with any separator, and what a scanner makes of their digits.

A number has one way of writing (`00.01.10-g01-1-21`), whatever parts it in the text. Letters are read as digits only
where the shape leaves no doubt that a digit stands there; a serial is never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product
from math import prod
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).parent / "case_letters.tsv"
_MOST = 8  # readings of one number; what may be more is no number
_CENTURY = 70  # years of two digits below it are of this century
_LONG = 5  # digits of a serial that is found without its year


class CaseNumber(NamedTuple):
    """A case number, or a KLE number, as it is searched by.

    Attributes:
        text: The number in the one way of writing; of one that may be several, as printed.
        forms: What else it is found by: what it belongs to, its serial alone, other readings, as printed.
        readings: What a damaged number may be, likeliest first; empty when every digit of it is one.
    """

    text: str
    forms: tuple[str, ...]
    readings: tuple[str, ...] = ()


def _read_as(place: str) -> dict[str, tuple[str, bool]]:
    """Give what is read in a place -> what it may be, and whether it is that for sure."""
    rows = [line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return {read: (printed, sure == "sure") for where, read, printed, sure in rows if where == place}


_DIGITS, _FACETS = _read_as("digit"), _read_as("facet")
_LIKE = "".join(_DIGITS)
_D = f"[0-9{re.escape(_LIKE + _LIKE.upper())}]"
_S = r"[-\u2010\u2011–—/._]"  # what parts the groups
_YEAR = r"[12lLiIzZ|][09oOqQgG]" + _D + "{2}"
_END = r"(?! \w | [-–—/_]\w | [.,]\d )"
_SURE = f"(?={_D}{{0,7}}[0-9])"  # some digit of the group is one
_YEARS = f"{_SURE}({_YEAR})"
_LETTER = "[A-ZÆØÅa-zæøå]"
_SUBJECT = rf"(?=(?:[^\d\s]{{0,8}}\d){{3}}) (?=..\.|.{{5}}\.) ({_D}{{2}})[.,]({_D}{{2}})[.,]({_D}{{2}})"
_SERIAL = rf"{_S}({_D}{{1,6}}){_S}({_YEAR}|{_D}{{2}})(?:{_S}({_D}{{1,4}}))?"
_PAPER = rf"(?:{_S}({_D}{{1,4}}))?"


def _kle(
    one: str, two: str, three: str, facet: str = "", number: str = "", serial: str = "", year: str = "", paper: str = ""
) -> tuple[str, ...]:
    subject, group = f"{one}.{two}.{three}", f"{one}.{two}"
    if not facet:
        return (subject,) if 1 <= int(one) <= 31 and 1 <= int(two) <= 12 else (subject, group)
    part = f"{subject}-{facet}{number}"
    if not serial:
        return part, subject, group
    if not year:
        return f"{part}-{serial}", part, subject, group
    case = f"{part}-{serial}-{year}"
    return (*((f"{case}-{paper}",) if paper else ()), case, *same(case), f"{part}-{serial}", part, subject, group)


def _dashed(*groups: str) -> tuple[str, ...]:
    *case, paper = groups
    return _with_paper("-".join(case), case[-1], paper)


def _slashed(year: str, serial: str, paper: str) -> tuple[str, ...]:
    """Write `18/01234`, and nothing for a month and its year or for a school year."""
    if serial[:2] in ("19", "20") and len(serial) == 4 and (len(year) == 4 or 1 <= int(year) <= 12):
        return ()
    return _with_paper(f"{year}/{serial}", serial, paper)


def _with_paper(case: str, serial: str, paper: str) -> tuple[str, ...]:
    return (*((f"{case}-{paper}",) if paper else ()), case, *((serial,) if len(serial) >= _LONG else ()))


class _Shape(NamedTuple):
    """A way in which case numbers are written.

    Attributes:
        pattern: For `re.VERBOSE`.
        groups: What each group is: d digits, y a year, l letters, f the letter of a facet.
        write: Gives the number that the groups make, and what it belongs to; nothing when they make none.
    """

    pattern: str
    groups: str
    write: Callable[..., tuple[str, ...]]


_SHAPES = (
    _Shape(rf"{_SUBJECT} {_S}?({_LETTER})({_D}{{2}}) (?:{_SERIAL})?", "dddfdddd", _kle),  # 00.01.10-G01-1-21
    _Shape(rf"{_SUBJECT} {_S}?({_LETTER})({_D}{{2}}) {_S}({_D}{{1,6}})", "dddfdd", _kle),
    _Shape(rf"{_SUBJECT} {_S}([0-9@])({_D}{{2}}) {_SERIAL}", "dddfdddd", _kle),
    _Shape(_SUBJECT, "ddd", _kle),
    _Shape(rf"({_LETTER}{{2,5}}){_S}{_YEARS}{_S}{_SURE}({_D}{{3,8}}){_PAPER}", "lydd", _dashed),  # EMN-2025-003383
    _Shape(rf"{_YEARS}{_S}{_SURE}({_D}{{5,8}}){_PAPER}", "ydd", _dashed),  # 2014-0021312
    _Shape(rf"{_YEARS}/{_SURE}({_D}{{3,4}}){_PAPER}", "ydd", _slashed),
    _Shape(rf"{_SURE}({_D}{{3}}){_S}{_YEARS}{_S}{_SURE}({_D}{{1,7}}){_PAPER}", "dydd", _dashed),  # 306-2009-600
    _Shape(rf"{_SURE}({_D}{{2}})/{_SURE}({_D}{{4,7}}){_PAPER}", "ddd", _slashed),  # 18/01234
    _Shape(rf"{_SURE}({_D}{{2}})[-–—]{_SURE}([0oO]{_D}{{4,6}}){_PAPER}", "ddd", _slashed),  # the same with a dash
)
_COMPILED = tuple(re.compile(shape.pattern, re.VERBOSE) for shape in _SHAPES)
_BEGINS = r"(?= [\w|]{2,5} [-\u2010\u2011–—/._,] )"  # as most words do not: they are left at once
#: What stands in a text like a case number, for a pattern with `re.VERBOSE`; `read` tells whether it is one.
CHUNK = _BEGINS + "(?:" + "|".join(re.sub(r"\((?!\?)", "(?:", shape.pattern) for shape in _SHAPES) + ")" + _END


def read(surface: str) -> CaseNumber | None:
    """Read a chunk, lower case, as a case number or a KLE number, a document's number behind it or not."""
    for shape, pattern in zip(_SHAPES, _COMPILED, strict=True):
        if match := pattern.fullmatch(surface):
            return _number(surface, list(_readings(shape, match.groups(default=""))))
    return None


def _readings(shape: _Shape, groups: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Give every number that the groups may be, with what it belongs to, and whether it is that one for sure."""
    each = [_group(group, kind) for group, kind in zip(groups, shape.groups, strict=True)]
    if prod(map(len, each)) > _MOST:
        return
    for way in product(*each):
        if found := shape.write(*(group for group, _ in way)):
            yield found, all(sure for _, sure in way)


def _group(group: str, kind: str) -> list[tuple[str, bool]]:
    """Give what one group may be; nothing for a year that is none."""
    table = _FACETS if kind == "f" else {} if kind == "l" else _DIGITS
    each = [table.get(letter, (letter, True)) for letter in group]
    sure = all(one for _, one in each)
    ways = islice(product(*(options for options, _ in each)), _MOST + 1)
    found = ["".join(way) for way in ways]
    return [(one, sure) for one in found if kind != "y" or one[:2] in ("19", "20")]


def _number(surface: str, found: list[tuple[tuple[str, ...], bool]]) -> CaseNumber | None:
    if not found:
        return None
    (number, *others), sure = found[0]
    if _plain(surface) == _plain(number):
        return CaseNumber(number, _distinct((*others, surface), number))
    if sure and len(found) == 1:
        return CaseNumber(number, _distinct((*others, surface), number), (number,))
    forms = _distinct((one for numbers, _ in found for one in numbers), surface)
    return CaseNumber(surface, forms, tuple(numbers[0] for numbers, _ in found))


def _plain(number: str) -> str:
    return "".join(filter(str.isalnum, number))


def _distinct(words: Iterable[str], but: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word != but))


_YEARED = re.compile(r"(\d\d\.\d\d\.\d\d-.\d\d-\d+-)(\d\d)?(\d\d)")


def same(number: str) -> tuple[str, ...]:
    """Give the other way of writing a KLE case number's year: `-1-2021` is `-1-21`. Empty for other numbers."""
    match = _YEARED.fullmatch(number)
    if match is None:
        return ()
    century = "20" if int(match[3]) < _CENTURY else "19"
    if not match[2]:
        return (f"{match[1]}{century}{match[3]}",)
    return (match[1] + match[3],) if match[2] == century else ()


_SPACED = r"[\s._/,–—\u2010\u2011-]{1,3}"  # what people put between the groups
_BEFORE = r"(?<![\w.,/])"
_AFTER = r"(?![\w]|[.,/–—-]\w)"
_TYPED = (
    re.compile(
        rf"{_BEFORE}(?=(?:[^\d\s]{{0,8}}\s?\d){{3}})({_D}{{2}}){_SPACED}({_D}{{2}}){_SPACED}({_D}{{2}})"
        rf"(?:{_SPACED})?({_LETTER})({_D}{{2}})(?:{_SPACED}({_D}{{1,6}}){_SPACED}({_YEAR}|{_D}{{2}})|{_S}({_D}{{1,6}}))?{_AFTER}"
    ),
    re.compile(rf"{_BEFORE}(00){_SPACED}(\d\d){_SPACED}(\d\d){_AFTER}(?!\s\d)"),
    re.compile(
        rf"{_BEFORE}((?:[A-ZÆØÅ]{{2,5}}|{_LETTER}{{2,5}}(?=\s?{_S}))){_SPACED}((?:19|20)\d\d){_SPACED}(\d{{6,8}}|0\d{{2,7}}){_AFTER}"
    ),
    re.compile(rf"{_BEFORE}((?:19|20)\d\d){_SPACED}(\d{{7,8}}|0\d{{4,7}}){_AFTER}"),
    re.compile(rf"{_BEFORE}(\d{{3}}){_SPACED}((?:19|20)\d\d){_SPACED}(\d{{3,7}}){_AFTER}"),
    re.compile(rf"{_BEFORE}(\d\d){_SPACED}(0\d{{4,6}}){_AFTER}"),
)


def gathered(typed: str) -> str:
    """Write the case numbers in a query as one word each, whatever was typed between their groups.

    `00.01.10 G01 1 21` becomes `00.01.10-G01-1-21`, `18 - 01234` becomes `18-01234`. What may be two numbers that only
    stand beside each other is left alone.
    """
    for pattern in _TYPED:
        typed = pattern.sub(_written, typed)
    return typed


def _written(match: re.Match[str]) -> str:
    groups = [group for group in match.groups() if group]
    if match.re is _TYPED[0]:
        whole = ".".join(groups[:3]) + "-" + "".join(groups[3:5]) + "".join(f"-{group}" for group in groups[5:])
        number = read(whole.lower())
        return number.text if number and number.readings else whole
    return {_TYPED[1]: ".", _TYPED[-1]: "/"}.get(match.re, "-").join(groups)
