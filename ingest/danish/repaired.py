"""A damaged text as it was perhaps printed: its words repaired, each with how likely that is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ingest.danish import damage
from ingest.danish.ocr_repair import LIKELY
from ingest.danish.streams import analyse
from ingest.danish.tokens import chunks, pieces
from ingest.values import Repair

Words = tuple[tuple[str, float], ...]

# Where a word goes on in the next line. Not before og, eller ..., where the hyphen belongs to the word.
_DIVIDED = re.compile(r"(?<=[^\W\d_])- {0,4}\n {0,8}(?=[a-zæøå])(?!(?:og|eller|samt|til|som|men)\b)")
_APOSTROPHES = frozenset("'’´`")


class Guess(NamedTuple):
    """A word of a text that is read as another: `text[start:end]` is `printed`."""

    start: int
    end: int
    printed: str
    word: str


def repairs_in(text: str) -> tuple[Repair, ...]:
    """Give every word of a damaged text that may have been another, in order.

    Words divided at a line's end are read whole. Time is linear; beyond 200,000 characters nothing is repaired.
    """
    whole, gaps = _joined(text)
    found = []
    for row in analyse(whole, damaged=True):
        if row.repairs and _APOSTROPHES.isdisjoint(row.word):
            start, end = _before(row.start, gaps), _before(row.end - 1, gaps) + 1
            found.append(Repair(start, end, text[start:end], row.repairs))
    return tuple(found)


def _joined(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Join divided words; give also where in the joined text something is left out, and how much up to there."""
    pieces_: list[str] = []
    gaps: list[tuple[int, int]] = []
    at = gone = 0
    for gap in _DIVIDED.finditer(text):
        pieces_.append(text[at : gap.start()])
        gaps.append((gap.start() - gone, gone + len(gap[0])))
        gone += len(gap[0])
        at = gap.end()
    return "".join((*pieces_, text[at:])), gaps


def _before(place: int, gaps: Sequence[tuple[int, int]]) -> int:
    """Give where a place of the joined text stood before."""
    near = bisect_right(gaps, place, key=lambda gap: gap[0]) - 1
    return place + gaps[near][1] if near >= 0 else place


def repaired(text: str, repairs: Sequence[Repair]) -> str:
    """Give a text with its likely repairs in place of the damaged words, written as those were: small or capital."""
    written, at = [], 0
    for one in repairs:
        if one.words[0][1] >= LIKELY:
            written += [text[at : one.start], as_printed(one.words[0][0], one.printed)]
            at = one.end
    return "".join((*written, text[at:]))


def as_printed(word: str, printed: str) -> str:
    """Write a word with capitals where the printed one has them."""
    if len(printed) > 1 and printed.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if printed[:1].isupper() else word


def by_printed(repairs: Sequence[Repair]) -> dict[str, Words]:
    """Give the likely repairs by the word as it is printed, divided words in one."""
    return {_DIVIDED.sub("", one.printed): one.words for one in repairs if one.words[0][1] >= LIKELY}


def guesses(text: str, known: Mapping[str, Words]) -> Iterator[Guess]:
    """Find the words of a text that a page's repairs (`by_printed`) read as others, in order."""
    if not known:
        return
    plain = damage.with_letters(text)
    others = damage.foreign(plain, code=True)
    for start, chunk in chunks(plain):
        if any(first <= start < last for first, last in others):
            continue
        for token in pieces(chunk):
            first, last = start + token.start, start + token.end
            words = known.get(printed := text[first:last])
            if words:
                yield Guess(first, last, printed, as_printed(words[0][0], printed))
