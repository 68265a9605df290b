"""The numbers Word writes itself: the 3 of "3. Budget" is not in the text, only that the paragraph is numbered.

Numbering is two steps away: a paragraph (or its style) names a list and a level, the list an abstract one, which says
how each level counts and looks. Lists of one abstract list count on together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%(\d)")
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts: format, the look with %1, %2 for the levels' numbers, and the first number."""

    form: str = "decimal"
    look: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """A document's lists, and how far each has counted.

    Attributes:
        levels: By abstract list and level.
        abstract_of: The abstract list behind each list's id.
        styles: Styles that number their paragraphs: list id and level.
    """

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counted: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, properties: etree._Element | None, style: str) -> str:
        """Give what Word writes before a paragraph, and count it: `3.`, `2.1`, `a)`, a bullet, or nothing."""
        numbered = None if properties is None else properties.find(f"{_W}numPr")
        name, level = self.styles.get(style, ("", 0))
        if numbered is not None:
            name, level = _list_and_level(numbered, name, level)
        if name in ("", "0"):  # 0 takes the style's numbering away
            return ""
        abstract = self.abstract_of.get(name, "")
        how = self.levels.get((abstract, level))
        if how is None or how.form in ("bullet", "none"):
            return "" if how is not None and how.form == "none" else _BULLET
        counted = self._counted[abstract]
        counted[level] = counted[level] + 1 if level in counted else how.start
        for deeper in [other for other in counted if other > level]:
            del counted[deeper]
        return _PLACE.sub(lambda place: self._number(abstract, int(place[1]) - 1), how.look).strip()

    def _number(self, abstract: str, level: int) -> str:
        how = self.levels.get((abstract, level), _Level())
        return written(self._counted[abstract].get(level, how.start), how.form)


def numbering_of(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Read a document's lists from its parts `numbering` and `styles`; both may be missing."""
    found = Numbering()
    for abstract in () if numbering is None else numbering.iter(f"{_W}abstractNum"):
        for level in abstract.iter(f"{_W}lvl"):
            key = (abstract.get(f"{_W}abstractNumId", ""), _whole(level.get(f"{_W}ilvl", "")))
            start = _whole(_value(level.find(f"{_W}start")), 1)
            look = _value(level.find(f"{_W}lvlText"))
            found.levels[key] = _Level(_value(level.find(f"{_W}numFmt")) or "decimal", look, start)
    for one in () if numbering is None else numbering.iter(f"{_W}num"):
        found.abstract_of[one.get(f"{_W}numId", "")] = _value(one.find(f"{_W}abstractNumId"))
    for style in () if styles is None else styles.iter(f"{_W}style"):
        numbered = style.find(f"{_W}pPr/{_W}numPr")
        if numbered is not None:
            found.styles[style.get(f"{_W}styleId", "")] = _list_and_level(numbered, "", 0)
    return found


def _list_and_level(numbered: etree._Element, name: str, level: int) -> tuple[str, int]:
    name = _value(numbered.find(f"{_W}numId")) or name
    return name, _whole(_value(numbered.find(f"{_W}ilvl")), level)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _whole(text: str, missing: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else missing


def written(number: int, form: str) -> str:
    """Write a number as a level does: 3, 03, c, C, iii, III; other forms (words, other scripts) as figures."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman, left = "", number
        for worth, sign in (*_ROMAN, *_ROMAN_LOW):
            roman += sign * (left // worth)
            left %= worth
        return roman if form == "lowerRoman" else roman.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)
