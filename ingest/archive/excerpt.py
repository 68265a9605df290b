"""The few lines of a hit that show why it is one."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from ingest.archive.marks import Mark, marks
from ingest.archive.query import Query
from ingest.cpr import mask
from ingest.danish import normalise

_WINDOWS = 3  # most pieces of one excerpt
_AROUND = 60  # characters: a number may be cut by the window, and the word CPR may stand before it
_SCANNED = 200_000  # characters of a passage that an excerpt is looked for in
_SCANNED_DAMAGED = 20_000  # where each word met for the first time costs 1 ms to read; a passage of 600 words has 4,000
_NUMBER = 12  # letters and digits of "Punkt 12.4" before a heading
_FEWEST_DIGITS = 5  # of a civil registration number; its others may be misread as letters
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"\s+")


def excerpt(
    text: str, tree: Query, length: int = 240, heading: str = "", *, damaged: bool = False
) -> tuple[str, list[Mark]]:
    """Cut out the places that show best why a text matched.

    Args:
        text: The passage.
        tree: What was asked for.
        length: About so many characters.
        heading: What the reader sees above the excerpt: where the text begins with it, the rest is shown, provided
            that all that matched stands there too.
        damaged: The passage's words may have lost letters.

    Returns:
        HTML of about `length` characters: civil registration numbers masked, all escaped but `<mark>`, white space as
        one space, pieces joined by " … "; and the marks in it. The beginning of the text when nothing that was asked
        for stands in it.
    """
    text = text[: _SCANNED_DAMAGED if damaged else _SCANNED]
    every = marks(text, tree, damaged=damaged)
    skip = _end_of(heading, text)
    body = [mark for mark in every if mark.start >= skip]
    if skip and {mark.query for mark in body} == {mark.query for mark in every}:
        moved = [replace(mark, start=mark.start - skip, end=mark.end - skip) for mark in body]
        html, shown = _cut(text[skip:], moved, length)
        return html, [replace(mark, start=mark.start + skip, end=mark.end + skip) for mark in shown]
    return _cut(text, every, length)


def _cut(text: str, every: list[Mark], length: int) -> tuple[str, list[Mark]]:
    windows = _windows(text, every, length)
    text = _without_cpr(text, windows)
    shown = [mark for mark in every if any(start <= mark.start and mark.end <= end for start, end in windows)]
    pieces = [_html(text, start, end, [mark for mark in shown if start <= mark.start < end]) for start, end in windows]
    before = "… " if text[: windows[0][0]].strip() else ""
    after = " …" if windows[-1][1] < len(text.rstrip()) else ""
    return before + " … ".join(pieces) + after, shown


def _end_of(heading: str, text: str) -> int:
    """Give where the heading ends that a text begins with, its number before it; 0 when it does not begin so."""
    wanted = "".join(filter(str.isalnum, heading))
    if not wanted:
        return 0
    seen = ""
    for at, character in enumerate(text[: 2 * len(heading) + 40]):
        if character.isalnum():
            seen += character
            if seen.endswith(wanted):
                return at + 1 if len(seen) - len(wanted) <= _NUMBER else 0
    return 0


def _without_cpr(text: str, windows: list[tuple[int, int]]) -> str:
    """Mask civil registration numbers in and around the windows; the text keeps its length."""
    for start, end in windows:
        first, last = max(0, start - _AROUND), end + _AROUND
        near = text[first:last]
        if len(_DIGIT.findall(near)) >= _FEWEST_DIGITS:
            text = text[:first] + mask(near) + text[last:]
    return text


def _windows(text: str, every: list[Mark], length: int) -> list[tuple[int, int]]:
    """Choose up to three windows, each taken for the most queries not yet shown; in order, none over another."""
    if not every:
        return [_snapped(text, 0, length)]
    queries = {mark.query for mark in every}
    best = _best(every, queries, _filled(length))
    if {mark.query for mark in best} != queries:
        length = max(length // min(len(queries), _WINDOWS), 60)
        best = _best(every, queries, _filled(length))
    windows: list[tuple[int, int]] = []
    left = set(queries)
    while best and len(windows) < _WINDOWS:
        windows.append(_around(text, best, length))
        left -= {mark.query for mark in best}
        rest = [mark for mark in every if all(mark.end <= start or mark.start >= end for start, end in windows)]
        best = _best(rest, left, _filled(length)) if left else []
    return _merged(windows)


def _filled(length: int) -> int:
    """Give how much of a window marks may fill, so that some words stand before and after."""
    return length * 4 // 5


def _best(every: list[Mark], queries: set[str], length: int) -> list[Mark]:
    """Give the run of marks, no longer than a window, with the most queries of these, then the most marks."""
    best: list[Mark] = []
    score = (0, 0)
    first = 0
    counts: dict[str, int] = {}
    for last, mark in enumerate(every):
        counts[mark.query] = counts.get(mark.query, 0) + 1
        while first < last and mark.end - every[first].start > length:
            counts[every[first].query] -= 1
            first += 1
        found = (sum(1 for query, count in counts.items() if count and query in queries), last - first + 1)
        if found[0] and found > score:
            best, score = every[first : last + 1], found
    return best


def _around(text: str, run: list[Mark], length: int) -> tuple[int, int]:
    spare = max(length - (run[-1].end - run[0].start), 0)
    start = run[0].start - spare // 3
    if start < 20:
        start = 0
    start, end = _snapped(text, start, max(start + length, run[-1].end))
    return min(start, run[0].start), max(end, run[-1].end)


def _snapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inwards to a word border, at most 30 characters, and off white space."""
    if start > 0 and not text[start - 1].isspace():
        gap = _SPACE.search(text, start, min(start + 30, end))
        start = gap.end() if gap else start
    end = min(end, len(text))
    if end < len(text) and not text[end].isspace():
        cut = max(text.rfind(" ", max(start, end - 30), end), text.rfind("\n", max(start, end - 30), end))
        end = cut if cut > start else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _merged(windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _html(text: str, start: int, end: int, inside: list[Mark]) -> str:
    pieces, at = [], start
    for mark in inside:
        pieces += [_shown(text[at : mark.start]), "<mark>", _shown(mark.found), "</mark>"]
        at = mark.end
    return "".join((*pieces, _shown(text[at:end])))


def _shown(text: str) -> str:
    return escape(_SPACE.sub(" ", normalise(text)))
