"""Case numbers and KLE numbers. `dd.mm.yy` looks like a KLE number and is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KLE = r"\d\d[.,]\d\d[.,]\d\d"  # OCR takes a full stop for a comma
_CASE = re.compile(
    r"(?<![\w.])(?:"
    rf"{_KLE}-?[A-ZÆØÅ]\d\d(?:-\d{{1,6}}){{1,3}}"  # 00.01.10-G01-1-21
    rf"|{_KLE}-?[A-ZÆØÅ]\d\d(?:\s?-\s?\d{{2,4}}/\d{{1,7}})?"
    r"|\d\d\.\d\d[A-ZÆØÅ]\d\d(?:\s?-\s?\d{2,4}/\d{1,7})?"  # 01.02G00 - 2017/27088: KLE cut to two levels
    r"|[A-ZÆØÅ]{2,5}-\d{4}-\d{4,7}"  # EMN-2025-003383
    r"|\d{3}-\d{4}-\d{1,6}"  # 306-2009-600
    r"|(?:S|A)?(?:19|20)\d\d[-/]\d{2,8}"  # 2014-0021312
    r"|\d\d/\d{2,7}"  # 18/01234
    r")(?![\w/])"
)
_KLE_HEAD = re.compile(rf"(?<![\d.])({_KLE})(?:-?([A-ZÆØÅ]\d\d)(?![\d])|(?=\s|$|[,;)]))")
_SUBJECT_ONLY = re.compile(rf"{_KLE}-?[A-ZÆØÅ]\d\d")
_TOLD = re.compile(
    r"(?i)(?<!\w)(?:sags?\s?-?\s?nr|sagsnummer|j\.?\s?nr|journal\s?nr|journalnummer|sags?-?id)[.,:;\s]{1,5}(?=[\dA-Z])"
)


@dataclass(frozen=True, slots=True)
class Kle:
    """A KLE number as printed: `00.01.10` and the facet `G01` when it follows."""

    subject: str
    facet: str | None
    start: int
    end: int


def case_number(text: str) -> str | None:
    """Give the case number that a label's value begins with, None when it is only a remnant (`S00.`) or a date."""
    match = _CASE.match(text.strip())
    if match:
        return " ".join(match[0].split()).replace(",", ".")
    first = text.split()[0].strip(",;") if text.split() else ""
    return first if re.fullmatch(r"\d{5,10}", first) else None


def names_subject_only(number: str) -> bool:
    """Say whether a journal number (`00.01.00P35`) is a KLE subject and facet without a serial: many cases share it."""
    return _SUBJECT_ONLY.fullmatch(number) is not None


def is_case_line(text: str) -> bool:
    """Say whether a line is a case number and nothing else."""
    match = _CASE.fullmatch(text.strip())
    return match is not None and not re.fullmatch(r"(?:19|20)\d\d[-/](?:19|20)?\d\d", text.strip())


def told_case(text: str) -> tuple[str, str] | None:
    """Find a case number in running text (`Vedr. sagsnr. 2013-0030118`): the number, and the words with its label."""
    for match in _TOLD.finditer(text):
        number = case_number(text[match.end() : match.end() + 60])
        if number and re.search(r"\d", number):
            return number, text[match.start() : match.end()] + number
    return None


def kle(text: str, labelled: bool = False) -> Kle | None:
    """Give the first KLE number: one with its facet, or any where a label says that it is one."""
    for match in _KLE_HEAD.finditer(text):
        if match[2] or labelled:
            return Kle(match[1].replace(",", "."), match[2], match.start(), match.end())
    return None
