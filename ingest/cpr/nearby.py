"""What stands around a number: the word that names it, and other numbers that make it part of something else."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from ingest.cpr.gaps import GAP, Gap, gap_of

_BEFORE, _AFTER = 64, 32  # characters looked at
_NEAR, _NEAR_OTHER, _DIRECT = 40, 25, 12  # how far before its number a word may end
_LETTER = r"[^\W\d_]"
_SPELLED = {" ": r"[\s.-]{0,2}", "*": f"{_LETTER}{{0,20}}", "æ": "(?:æ|ae|a)", "ø": "(?:ø|oe|o|g)", "å": "(?:å|aa|a)"}


def _words(*kinds: str) -> str:
    """Make the pattern of the words of these kinds, longer ones first."""
    lines = Path(__file__).with_name("words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    words = sorted((word for kind, word in rows if kind in kinds), key=len, reverse=True)
    return "|".join("".join(_SPELLED.get(character, character) for character in word) for word in words)


_NAMES = _words("cpr")
_OTHERS = f"{_words('other')}|{_LETTER}{{3,24}}[.-]?(?:nr|nummer|numre)"
# Patterns for lower-case text: without IGNORECASE a branch is passed over by its first letter.
_LABEL = re.compile(
    rf"(?<!{_LETTER})(?:{_words('neither')}|(?P<cpr>(?:{_NAMES})[\s.]*(?:[/-]|eller|og)[\s/-]*(?:{_OTHERS})|{_NAMES})"
    rf"|(?P<other>{_OTHERS}))(?!{_LETTER})"
)
_NAMED_AFTER = re.compile(rf"[^\n]{{0,24}}?(?<!{_LETTER})({_NAMES})(?!{_LETTER})(?![^\n]{{0,12}}[\d:])")
_AMOUNT_AFTER = re.compile(r"\s?(?:kr\b|kroner|dkk|mio|t\.?kr|%|m2|m²|ha\b|stk|,\d\d?(?!\d)|,-)")
_GAP = re.compile(rf"(?!\.\s){GAP}")  # a point and a space end a sentence
_NUMBER_AFTER = re.compile(f"({_GAP.pattern})([0-9]+)(?:(?:[.,][0-9]+)*({_GAP.pattern})[0-9])?")
_ANY_GAP = r"(?:_|[^\w,;:()]){0,12}"
_NUMBER_BEFORE = re.compile(f"({_ANY_GAP})([0-9]+)(?:(?:[.,][0-9]+)*{_ANY_GAP}([0-9]))?")  # read backwards
_ROW_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,3}(?:[^\S\r\n]|\|)+$")
_STAMP = re.compile(r"[?&;](?:t|ts|time\w*|date|v|ver|version|_|r|cb)=$", re.IGNORECASE)
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_LETTERS_AFTER = re.compile(r"[^\W\d_]+")
_WORD = re.compile("[A-ZÆØÅ]?[a-zæøå]{2,}|[A-ZÆØÅ]{3,}")
_ONLY_TWO_WORDS = re.compile(rf"[\W_]*(?:{_LETTER}+[\W_]*){{0,2}}")
_ANY_LETTER = re.compile(_LETTER)


class Label(Enum):
    """What the nearest word says the number is."""

    NONE = auto()
    CPR = auto()
    OTHER = auto()


class Number(NamedTuple):
    """The number before or after.

    Attributes:
        between: What stands between the two.
        more: Another number stands beyond it.
    """

    digits: str
    between: str
    more: bool

    @property
    def gap(self) -> Gap:
        """What kind of gap that is."""
        return gap_of(self.between)

    @property
    def tight(self) -> bool:
        """Whether the two read as one number: something stands between them, but no space."""
        return bool(self.between) and not any(character.isspace() for character in self.between)


class Said(NamedTuple):
    """What the words near a number say it is.

    Attributes:
        word: As printed; "" when there is none.
        direct: It stands right beside the number.
    """

    label: Label
    word: str = ""
    direct: bool = False


class Beside(NamedTuple):
    """What a number stands among.

    Attributes:
        glued: It grows out of letters that are no word: part of a code.
        runs_on: It goes on in such letters.
        before, after: The numbers beside it, None when there are none.
        alone: None is beside it as in a table; the number of the row or of the point does not count.
        stamp: It is the time or version that an address carries against old copies.
        in_row: At least two numbers are beside it, as in a table of figures; others of ten digits make a list.
    """

    glued: bool
    runs_on: bool
    before: Number | None
    after: Number | None
    alone: bool
    in_row: bool
    stamp: bool


def beside(text: str, start: int, end: int) -> Beside:
    """Look at what `text[start:end]` stands among, at most 64 characters before and 32 after."""
    before, after = text[max(start - _BEFORE, 0) : start], text[end : end + _AFTER]
    first, match = _number_before(before), _NUMBER_AFTER.match(after)
    last = Number(match[2], match[1], match[3] is not None) if match else None
    row_number = first is not None and not first.more and _ROW_NUMBER.search(before[-8:]) is not None
    others = [number for number in (None if row_number else first, last) if number is not None]
    return Beside(
        _is_no_word(_LETTERS_BEFORE.search(before)),
        _is_no_word(_LETTERS_AFTER.match(after)),
        first,
        last,
        alone=not others,
        in_row=sum(1 + number.more for number in others if len(number.digits) != 10) > 1,
        stamp=_STAMP.search(before[-16:]) is not None,
    )


def _number_before(before: str) -> Number | None:
    """Give the number right before. From behind: a pattern would try every beginning."""
    match = _NUMBER_BEFORE.match(before[::-1])
    if match is None or not _GAP.fullmatch(between := match[1][::-1]):
        return None
    return Number(match[2][::-1], between, match[3] is not None)


def has_letters(text: str, start: int, end: int) -> bool:
    """Say whether any letter stands near `text[start:end]`."""
    return bool(_ANY_LETTER.search(text, max(start - _BEFORE, 0), start) or _ANY_LETTER.search(text, end, end + _AFTER))


def said(text: str, start: int, end: int) -> Said:
    """Give the nearest word that says what `text[start:end]` is: the last before it, else one right after it."""
    after = text[end : end + _AFTER].lower()
    if has_letters(text, start, end):
        before = text[max(start - _BEFORE, 0) : start].lower()
        last = None
        for last in _LABEL.finditer(before):  # noqa: B007  the last one is wanted
            pass
        if last is not None:
            between = before[last.end() :]
            if last["cpr"] and len(between) <= _NEAR:
                return Said(Label.CPR, _words_of(last[0]), len(between) <= _DIRECT)
            if last["other"] and len(between) <= _NEAR_OTHER and _ONLY_TWO_WORDS.fullmatch(between):
                return Said(Label.OTHER, _words_of(last[0]), True)
    if amount := _AMOUNT_AFTER.match(after):
        return Said(Label.OTHER, _words_of(amount[0]), True)
    named = _NAMED_AFTER.match(after)
    return Said(Label.CPR, _words_of(named[1]), named.start(1) <= _DIRECT) if named else Said(Label.NONE)


def _words_of(words: str) -> str:
    return " ".join(words.split()).strip(" .")


def _is_no_word(letters: re.Match[str] | None) -> bool:
    return letters is not None and not _WORD.fullmatch(letters[0])
