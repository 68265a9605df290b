"""The characters of a PDF page with their places: the slow way, for pages with ruled tables or overprinted text."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as c

from ingest.readers.pdf_objects import View

# A word written twice on the spot, as some programs make bold: OverskriftOverskrift.
_TWICE = re.compile(r"([^\W\d_]\S{3,40}?)\1")
_HYPHEN = "\x02"  # pdfium's mark for the hyphen of a divided word
HYPHEN = "\ufffe"  # the same, as its text gives it


@dataclass(frozen=True, slots=True)
class Character:
    """One character, and its middle as seen; generated spaces and line ends have the place of what stands before."""

    letter: str
    x: float
    top: float


def characters(textpage: Any, view: View) -> list[Character]:
    """Give every character of a page in pdfium's order."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found: list[Character] = []
    place = (0.0, 0.0)
    for index in range(c.FPDFText_CountChars(textpage)):
        letter = chr(c.FPDFText_GetUnicode(textpage, index))
        if letter == _HYPHEN and c.FPDFText_IsHyphen(textpage, index) == 1:
            letter = HYPHEN
        if letter not in "\r\n " and c.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            place = view.seen((left.value + right.value) / 2, (bottom.value + top.value) / 2)
        found.append(Character(letter, *place))
    return found


def looks_overprinted(text: str) -> bool:
    """See words or lines that stand twice in a row: worth looking where they stand."""
    lines = [line for line in text.split("\n") if line.strip()]
    return any(one == other for one, other in pairwise(lines)) or bool(_TWICE.search(text))


def without_overprint(found: list[Character]) -> list[Character]:
    """Drop a character that stands where the same one stood already (less than a point away, so that ll stays ll).

    The two letters of the ligature ﬀ have one place, and both stay.
    """
    kept: list[Character] = []
    taken: dict[tuple[str, int, int], Character] = {}
    dropped = False
    for one in found:
        if one.letter.isspace():
            if not dropped:
                kept.append(one)
            continue
        if one.letter == "f" and kept and kept[-1] == one:
            kept.append(one)
            continue
        x, top = round(one.x), round(one.top)
        near = (taken.get((one.letter, x + i, top + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))
        dropped = any(other and abs(other.x - one.x) < 0.8 and abs(other.top - one.top) < 0.8 for other in near)
        if not dropped:
            taken[one.letter, x, top] = one
            kept.append(one)
    return kept


def text_of(found: Iterable[Character]) -> str:
    """Put characters together; halves of a letter outside the first 65,536 become one."""
    text = "".join(one.letter for one in found)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
