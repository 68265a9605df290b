"""Items that the contents tell: where their titles stand again, however they are numbered there or not at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from ingest.understand.headings import Heading, support_after
from ingest.understand.seen import Seen
from ingest.understand.wording import bare_words

_LEAST = 4  # letters of a title that can be known again
_BEFORE = 4  # words that may stand before the title: its number, and whether it is open
_LONGEST = 200  # characters of a line that may be a heading
_LOOKED_AT = 20  # lines with the same last word
_RUNS = 8  # tables of contents
_PAGE = re.compile(r"\s*\d{1,4}$")


def told_again(found: Sequence[Heading], seen: Sequence[Seen], items: Sequence[Heading]) -> list[Heading]:
    """Give the items whose titles stand again below a list that was taken for them; none where that is no better.

    Args:
        found: All candidates, in order.
        seen: All lines.
        items: What was taken for the items.
    """
    supported = sum(bool(heading.support) for heading in items)
    if supported * 2 > len(items):
        return []
    ends = _last_words(seen)
    best: list[Heading] = []
    for run in _runs(found)[:_RUNS]:
        again = _again(run, seen, ends)
        if len(again) * 3 >= 2 * len(run) and len(again) > 1:
            best = max(best, again, key=_supported)
    return best if _supported(best) > supported else []


def _supported(items: Sequence[Heading]) -> int:
    return sum(bool(heading.support) for heading in items)


def _runs(found: Sequence[Heading]) -> list[list[Heading]]:
    """Give the lists of headings that count on, one right below the other."""
    runs: list[list[Heading]] = []
    for heading in found:
        last = runs[-1][-1] if runs else None
        follows = last is not None and last.end == heading.line and last.style == heading.style
        if follows and last is not None and (heading.value or 0) == (last.value or 0) + 1:
            runs[-1].append(heading)
        else:
            runs.append([heading])
    return [run for run in runs if len(run) > 1]


def _last_words(seen: Sequence[Seen]) -> dict[str, list[int]]:
    ends: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(seen):
        words = bare_words(one.text) if len(one.text) <= _LONGEST and one.text[-1] not in ",;" else ()
        if words:
            ends[words[-1]].append(n)
    return ends


def _again(run: Sequence[Heading], seen: Sequence[Seen], ends: dict[str, list[int]]) -> list[Heading]:
    """Find the entries of a list in order, each below the one before it."""
    again: list[Heading] = []
    at = run[-1].line
    for entry in run:
        paged = entry.key[-1:] and entry.key[-1].isdigit()  # of the last word nobody knows whether it is a page number
        for key in [entry.key, entry.key[:-1]] if paged else [entry.key]:
            place = _below(key, seen, ends, at)
            if place is not None:
                title = entry.title if key == entry.key else _PAGE.sub("", entry.title)
                again.append(_heading(seen, *place, entry.number, title))
                at = place[1] - 1
                break
    return again


def _heading(seen: Sequence[Seen], line: int, end: int, number: str | None, title: str) -> Heading:
    printed = " ".join(one.text for one in seen[line:end])
    return Heading(line, end, number, title, printed, "title", support_after(seen, end), seen[line].line.heading)


def _below(key: tuple[str, ...], seen: Sequence[Seen], ends: dict[str, list[int]], at: int) -> tuple[int, int] | None:
    """Give the line, or the two, that end with these words: their position and the one after."""
    if len("".join(key)) < _LEAST:
        return None
    places = ends.get(key[-1], [])
    first = bisect_right(places, at)
    for n in places[first : first + _LOOKED_AT]:
        words = bare_words(seen[n].text)
        start = n
        if len(words) < len(key) and n > at + 1 and not seen[n].line.gap:
            words, start = bare_words(seen[n - 1].text) + words, n - 1
        if words[-len(key) :] == key and len(words) - len(key) <= _BEFORE and not seen[start].section:
            return start, n + 1
    return None
