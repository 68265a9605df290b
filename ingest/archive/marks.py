"""Where in a text a query matched, and the excerpt that shows it. Same rules as the index, on the hit's own text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from ingest.archive.query import And, Or, Phrase, Prefix, Query, Word
from ingest.cpr import mask
from ingest.danish import normalise
from ingest.danish.streams import Span, chunk_spans
from ingest.danish.tokens import chunks

_WINDOWS = 3  # most pieces of one excerpt
_KEPT = 10_000  # chunks that a query is remembered not to ask for
_AROUND = 60  # characters: a number may be cut by the window, and the word CPR may stand before it
_SCANNED = 200_000  # characters of a passage that an excerpt is looked for in
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that made a text match.

    Attributes:
        query: The word or phrase as typed.
        found: `text[start:end]`, as printed.
    """

    start: int
    end: int
    query: str
    found: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a query asks for.

    Attributes:
        phrases: By their first word.
        longest: Most words of a phrase.
        unasked: Chunks that hold nothing of it, as nearly all do: looked into once.
    """

    terms: dict[str, str]
    prefixes: tuple[tuple[str, str], ...]
    phrases: dict[str, list[Phrase]]
    longest: int
    unasked: set[str] = field(default_factory=set)


def marks(text: str, tree: Query) -> list[Mark]:
    """Find every place in a text that the query matched: in order, none over another, the longer one first."""
    wanted = _wanted(tree)
    if not (wanted.terms or wanted.prefixes or wanted.phrases):
        return []
    found: list[tuple[int, int, str]] = []
    placed = list(chunks(text))
    for at, (start, chunk) in enumerate(placed):
        if chunk in wanted.unasked:
            continue
        places = chunk_spans(chunk)
        if not _asked_for(places, wanted):
            if len(wanted.unasked) < _KEPT:
                wanted.unasked.add(chunk)
            continue
        asked = ((span, _asked(span, wanted)) for span in places)
        found += ((start + span.start, start + span.end, query) for span, query in asked if query is not None)
        if any(span.keys[0] in wanted.phrases for span in places):
            found += _phrases(placed[at : at + wanted.longest], len(places), wanted.phrases)
    found.sort(key=lambda place: (place[0], -place[1]))
    kept: list[Mark] = []
    for start, end, query in found:
        if not kept or start >= kept[-1].end:
            kept.append(Mark(start, end, query, text[start:end]))
    return kept


def _asked_for(places: tuple[Span, ...], wanted: _Wanted) -> bool:
    """Tell, quickly, whether a chunk may hold anything of what is asked for."""
    for span in places:
        if not wanted.terms.keys().isdisjoint(span.keys) or span.keys[0] in wanted.phrases:
            return True
        if wanted.prefixes and any(key.startswith(prefix) for key in span.keys for prefix, _ in wanted.prefixes):
            return True
    return False


@lru_cache(maxsize=8)
def _wanted(tree: Query) -> _Wanted:
    terms: dict[str, str] = {}
    prefixes: list[tuple[str, str]] = []
    phrases: dict[str, list[Phrase]] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        match node:
            case Word():
                terms.update(dict.fromkeys(node.terms, node.text))
            case Prefix():
                prefixes.append((node.prefix, node.text))
            case Phrase():
                phrases.setdefault(node.surfaces[0], []).append(node)
            case And() | Or():
                waiting.extend(node.parts)
            case _:
                pass
    longest = max((len(phrase.surfaces) for those in phrases.values() for phrase in those), default=0)
    return _Wanted(terms, tuple(prefixes), phrases, longest)


def _asked(span: Span, wanted: _Wanted) -> str | None:
    for key in span.keys:
        if key in wanted.terms:
            return wanted.terms[key]
    for prefix, query in wanted.prefixes:
        if any(key.startswith(prefix) for key in span.keys):
            return query
    return None


def _phrases(
    placed: list[tuple[int, str]], within: int, phrases: dict[str, list[Phrase]]
) -> Iterator[tuple[int, int, str]]:
    """Find the phrases that begin in the first of these chunks, which has so many places."""
    words = [(start, span) for start, chunk in placed for span in chunk_spans(chunk) if not span.joined]
    surfaces = tuple(span.keys[0] for _, span in words)
    for at in range(min(within, len(words))):
        for phrase in phrases.get(surfaces[at], ()):
            last = at + len(phrase.surfaces)
            if surfaces[at:last] == phrase.surfaces:
                (first, begins), (final, ends) = words[at], words[last - 1]
                yield first + begins.start, final + ends.end, phrase.text


def excerpt(text: str, tree: Query, length: int = 240) -> tuple[str, list[Mark]]:
    """Cut out the places that show best why a text matched.

    Returns:
        HTML of about `length` characters: civil registration numbers masked, all escaped but `<mark>`, white space as
        one space, pieces joined by " … "; and the marks in it. The beginning of the text when nothing that was asked
        for stands in it.
    """
    text = text[:_SCANNED]
    every = marks(text, tree)
    windows = _windows(text, every, length)
    text = _without_cpr(text, windows)
    shown = [mark for mark in every if any(start <= mark.start and mark.end <= end for start, end in windows)]
    pieces = [_html(text, start, end, [mark for mark in shown if start <= mark.start < end]) for start, end in windows]
    before = "… " if windows[0][0] > 0 else ""
    after = " …" if windows[-1][1] < len(text.rstrip()) else ""
    return before + " … ".join(pieces) + after, shown


def _without_cpr(text: str, windows: list[tuple[int, int]]) -> str:
    """Mask civil registration numbers in and around the windows; the text keeps its length."""
    for start, end in windows:
        first, last = max(0, start - _AROUND), end + _AROUND
        text = text[:first] + mask(text[first:last]) + text[last:]
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
