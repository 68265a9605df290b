"""Case numbers and KLE numbers. `dd.mm.yy` looks like a KLE number and is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.understand.dates import days_in

_KLE = r"\d\d[.,]\d\d[.,]\d\d"  # OCR takes a full stop for a comma
_CASE = re.compile(
    r"(?<![\w.])(?:"
    rf"{_KLE}-?[A-ZÆØÅ]\d\d(?:-\d{{1,6}}){{1,3}}"  # 00.01.10-G01-1-21
    rf"|{_KLE}[. -]?[A-ZÆØÅ]\d\d[ -]{{1,3}}\d{{1,6}}/\d{{2,4}}"  # 05.01.08 G01 0017/97
    rf"|{_KLE}[ .-]?[A-ZÆØÅ]\d\d(?:\s?-\s?\d{{2,4}}/\d{{1,7}})?"  # 01.03.03.P19
    r"|\d\d\.\d\d[A-ZÆØÅ]\d\d(?:\s?-\s?\d{2,4}/\d{1,7})?"  # 01.02G00 - 2017/27088: KLE cut to two levels
    r"|[A-ZÆØÅ]{2,5}-\d{4}-\d{4,7}"  # EMN-2025-003383
    r"|\d{3}-\d{4}-\d{1,6}"  # 306-2009-600
    r"|(?:S|A)?(?:19|20)\d\d[-/]\d{2,8}"  # 2014-0021312
    r"|\d\d/\d{2,7}"  # 18/01234
    r")(?![\w/])"
)
# What other systems print behind a label: groups of figures, perhaps after letters (`KFO-2012-00123-3`, `1-2345-6/07`).
_SYSTEM = re.compile(
    rf"(?!{_KLE}$)(?=(?:\D*\d){{5}})[A-ZÆØÅ]{{0,6}}[-.]?\d+(?:[-/.]\d+){{1,4}}|[A-ZÆØÅ]{{2,6}}-?\d{{5,10}}"
)
# Only beside a figure: the letter of a facet (`G01`) stays.
_FOR_FIGURE = re.compile(r"(?<=[\d/.-])[OolI](?=[\dOolI/.-]|$)|(?<=[A-ZÆØÅ])O(?=\d(?!\d))|^[OolI](?=[OolI]?[\d.])")
_PASSES = 3  # O after O: the second one stands beside a figure once the first is read
_OWNER = re.compile(r"(?<=\d)/[a-zæøå]{2,4}$")  # initials behind the number
_KLE_HEAD = re.compile(rf"(?<![\d.])({_KLE})(?:[ .-]?([A-ZÆØÅ]\d\d)(?![\d])|(?=\s|$|[,;)]))")
_SUBJECT_ONLY = re.compile(rf"{_KLE}[ .-]?[A-ZÆØÅ]\d\d")
_TOLD = re.compile(
    r"(?i)(?<!\w)(?:sags?\s?-?\s?nr|sagsnummer|j\.?\s?nr|journal\s?nr|journalnummer|sags?-?id)[.,:;\s]{1,5}(?=[\dA-Z])"
    r"|(?<!\w)sag(?:en)?\s(?=\d\d/\d{4,7}(?!\d)|\d{4}-\d{4,8}(?!\d)|(?-i:[A-Z]{2,5})-\d{4}-\d{4})"
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
    first = _OWNER.sub("", text.split()[0].strip(",;")) if text.split() else ""
    if match and not (len(match[0]) < len(first) and _SYSTEM.fullmatch(first)):
        return " ".join(match[0].split()).replace(",", ".")
    if re.fullmatch(r"\d{5,10}", first) or (_SYSTEM.fullmatch(first) and not days_in(first)):
        return first
    return _mended(first)


def _mended(printed: str) -> str | None:
    """Read a number with O for 0 and l for 1, where nearly all are figures and only one number can be meant."""
    figures = sum(c.isdigit() for c in printed)
    mended = printed
    for _ in range(_PASSES):
        mended = _FOR_FIGURE.sub(lambda found: "0" if found[0] in "Oo" else "1", mended)
    sure = mended != printed and figures >= 5 and sum(map(str.isalpha, printed)) < figures and is_case_line(mended)
    return mended if sure else None


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
