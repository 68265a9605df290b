"""Words: where they stand in a text, and the token each is searched by.

A *chunk* is what one match of the pattern takes: a word with its inner hyphens and apostrophes, a number with its
points, a case number. A chunk gives one token or several, and is looked at once however often it is printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ingest.danish import case_numbers
from ingest.danish.case_numbers import CaseNumber

LONGEST = 64  # characters of a token; the rest of a longer word is not searched
_CACHED = 128  # longer chunks are not worth remembering
_CHUNKS = 1 << 15  # distinct chunks remembered: about 20 MB

_CHUNK = re.compile(
    rf"""
      {case_numbers.CHUNK}
    | \d+ (?: [.,:/-] \d+ ){{1,9}}                                                # 1.250.000, 16.11.12
    | [^\W_]+ (?: ['’´`\u2010\u2011-] [^\W_]+ ){{0,9}}                            # it-strategi, KL's
    """,
    re.VERBOSE,
)
_MARKED = re.compile("[\u0300-\u036f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# The same for text that nobody normalised: marks and invisible characters belong to the word around them.
_CHUNK_MARKED = re.compile(
    _CHUNK.pattern.replace(
        r"[^\W_]+", f"(?:[^\\W_]|(?<=\\w){_MARKED.pattern}|(?<={_MARKED.pattern}){_MARKED.pattern})+"
    ),
    re.VERBOSE,
)

_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:(\d{4})|\d{2})|(\d{4})-\d{2}-\d{2}")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ATOMIC = re.compile(r"\d+,\d+|\d{1,2}:\d{2}(?::\d{2})?|\d{1,3}(?:\.\d{1,3}){1,3}")
_SAME = str.maketrans({"\u2010": "-", "\u2011": "-", "²": "2", "³": "3"})
_ENDING = re.compile(r"(.+)['’´`](?:s|er|ers|en|ens|et|ets|erne|ernes|ere)", re.DOTALL)
_APOSTROPHES = re.compile("['’´`]")


class Token(NamedTuple):
    """One word of a text.

    Attributes:
        word: As printed.
        start, end: `text[start:end]` is the word.
        text: The surface token: lower case, normalised, at most 64 characters.
        forms: Other tokens a number is found by: subject and case of a case number, the year of a date, an amount
            without points. Empty for words.
        joined: When a hyphenated word begins here: all of it as one token, without hyphens. Else "".
        joined_end: Where that word ends; 0 when none begins here.
        readings: Of a case number whose digits were misread: what it may be, likeliest first. Else empty.
    """

    word: str
    start: int
    end: int
    text: str
    forms: tuple[str, ...] = ()
    joined: str = ""
    joined_end: int = 0
    readings: tuple[str, ...] = ()


def tokens(text: str) -> list[Token]:
    """Find the words of a text, in order. Offsets count in the text as given, normalised or not."""
    return list(iter_tokens(text))


def iter_tokens(text: str) -> Iterator[Token]:
    """Give the words of a text one by one."""
    for start, chunk in chunks(text):
        for token in pieces(chunk):
            yield Token(
                token.word,
                start + token.start,
                start + token.end,
                token.text,
                token.forms,
                token.joined,
                token.joined_end and start + token.joined_end,
                token.readings,
            )


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """Give the chunks of a text with the place where each begins."""
    pattern = _CHUNK_MARKED if _MARKED.search(text) else _CHUNK
    for match in pattern.finditer(text):
        yield match.start(), match[0]


def pieces(chunk: str) -> tuple[Token, ...]:
    """Split one chunk into tokens; offsets count from its beginning."""
    return _pieces_kept(chunk) if len(chunk) <= _CACHED else _pieces(chunk)


def _pieces(chunk: str) -> tuple[Token, ...]:
    if chunk.isalpha() and chunk.isascii():
        return (Token(chunk, 0, len(chunk), chunk[:LONGEST].lower()),)
    surface = _surface(chunk)
    if whole := _whole(surface):
        return (Token(chunk, 0, len(chunk), whole.text, whole.forms, readings=whole.readings),)
    ending = _ENDING.fullmatch(surface)
    if ending and "-" not in surface:
        return (Token(chunk, 0, len(chunk), _plain(ending[1])),)
    return _parts(chunk)


_pieces_kept = lru_cache(maxsize=_CHUNKS)(_pieces)


def _surface(word: str) -> str:
    """Lower a word as printed and take out what cannot be seen; at most a chunk's worth of it."""
    word = word[:_CACHED]
    if _MARKED.search(word):
        word = _MARKED.sub("", unicodedata.normalize("NFC", word))
    return word.lower().translate(_SAME)


def _plain(surface: str) -> str:
    return _APOSTROPHES.sub("", surface)[:LONGEST]


def _whole(surface: str) -> CaseNumber | None:
    """Read a chunk that stays whole: a case number, a date, an amount; None for all others."""
    if len(surface) > LONGEST or not any(character.isdigit() for character in surface):
        return None
    if number := case_numbers.read(surface):
        return number
    if match := _DATE.fullmatch(surface):
        year = match[1] or match[2]
        return CaseNumber(surface, (year,) if year else ())
    if _THOUSANDS.fullmatch(surface):
        return CaseNumber(surface, (surface.replace(".", ""),))
    if _ATOMIC.fullmatch(surface):
        return CaseNumber(surface, ())
    return None


_PART = re.compile(r"[^\s.,:/|@_\u2010\u2011–—-]+")


def _parts(chunk: str) -> tuple[Token, ...]:
    """Give each part of a hyphenated word a token, and the whole without hyphens to the first of them."""
    found = []
    for match in _PART.finditer(chunk):
        surface = _surface(match[0])
        ending = _ENDING.fullmatch(surface)
        surface = ending[1] if ending else surface
        found.append(Token(match[0], match.start(), match.end(), _plain(surface)))
    if len(found) > 1 and not chunk[0].isdigit() and len(chunk) <= LONGEST:
        first = found[0]
        found[0] = first._replace(joined="".join(token.text for token in found), joined_end=found[-1].end)
    return tuple(token for token in found if token.text)
