"""Where in a text a query matched: the same rules as the index has, on the hit's own text.

A text is looked at run by run, a *run* being what stands between two white spaces: no word goes over one. Most runs
come again and again and hold nothing that was asked for, so that is remembered; and most can be told by their letters
not to (`danish.holding`). Few are ever looked into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.archive.query import And, Or, Phrase, Prefix, Query, Word
from ingest.danish.damage import foreign, with_letters
from ingest.danish.holding import folded, sieve
from ingest.danish.phrases import Way
from ingest.danish.streams import Span, chunk_spans, read_as
from ingest.danish.tokens import chunks

_RUN = re.compile(r"\S+")
_LONG = 64  # characters: longer runs do not come again
_FEW = 20  # runs that are looked for one by one
_KEPT = 10_000  # runs that a query is remembered not to ask for


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that made a text match.

    Attributes:
        query: The word or phrase as typed.
        found: `text[start:end]`, as printed.
        read_as: What it was read as where its letters or digits were spoilt; "" when it matched as it is printed.
    """

    start: int
    end: int
    query: str
    found: str
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a query asks for.

    Attributes:
        phrases: By their first word: each way of writing one, and the phrase as typed.
        sought: The terms, and the first words of phrases.
        beginnings: The prefixes alone.
        longest: Most words of a phrase.
        damaged: Of passages whose words may have lost letters.
        sieve: Found in the folded letters of every run that holds any of it, where no letters were lost.
        unasked: Runs that hold nothing of it, as nearly all do: looked into once.
    """

    terms: dict[str, str]
    prefixes: tuple[tuple[str, str], ...]
    phrases: dict[str, list[tuple[Way, str]]]
    sought: frozenset[str]
    beginnings: tuple[str, ...]
    longest: int
    damaged: bool
    sieve: re.Pattern[str]
    unasked: set[str] = field(default_factory=set)


def marks(text: str, tree: Query, *, damaged: bool = False) -> list[Mark]:
    """Find every place in a text that the query matched: in order, none over another, the longer one first.

    Args:
        text: The passage.
        tree: What was asked for.
        damaged: The passage's words may have lost letters: they are read as the index reads them.
    """
    wanted = _wanted(tree, damaged)
    if not (wanted.terms or wanted.prefixes or wanted.phrases):
        return []
    printed, text = text, with_letters(text) if damaged else text
    looked_into = _asked_runs(text, wanted)
    if not looked_into:
        return []
    found: list[tuple[int, int, str, str]] = []
    few = len(looked_into) <= _FEW and not damaged and not wanted.phrases
    runs = _standing(text, looked_into) if few else _runs(text, damaged)
    for at, (start, run, lost) in enumerate(runs):
        if run in looked_into:
            places = _places(start, run, lost)
            for place, span in places:
                asked = _asked(span, wanted)
                if asked is not None:
                    found.append((place + span.start, place + span.end, *asked))
            if wanted.phrases:
                found += _phrases(places, runs, at, wanted)
    found.sort(key=lambda place: (place[0], -place[1]))
    kept: list[Mark] = []
    for start, end, query, read in found:
        if not kept or start >= kept[-1].end:
            kept.append(Mark(start, end, query, printed[start:end], read))
    return kept


def _runs(text: str, damaged: bool) -> list[tuple[int, str, bool]]:
    """Give the runs of a text, where each begins, and whether its words may have lost letters."""
    if not damaged:
        return [(run.start(), run[0], False) for run in _RUN.finditer(text)]
    others = foreign(text, code=True)
    return [
        (run.start(), run[0], not any(start <= run.start() < end for start, end in others))
        for run in _RUN.finditer(text)
    ]


def _standing(text: str, looked_into: set[str]) -> list[tuple[int, str, bool]]:
    """Give where each of a few runs stands in a text, as `_runs` does for all: in no order, and much faster."""
    found = []
    for run in looked_into:
        at = text.find(run)
        while at >= 0:
            end = at + len(run)
            if not (text[at - 1 : at].strip() or text[end : end + 1].strip()):  # nothing but white space around it
                found.append((at, run, False))
            at = text.find(run, at + 1)
    return found


def _asked_runs(text: str, wanted: _Wanted) -> set[str]:
    """Give the runs of a text that hold anything of what is asked for, or where a phrase may begin."""
    new = list(set(text.split()) - wanted.unasked)
    damaged = wanted.damaged
    sought, beginnings = wanted.sought, wanted.beginnings
    asked = set()
    held = wanted.sieve.search
    may_be = new if damaged else (run for run, letters in zip(new, folded(new), strict=True) if held(letters))
    for run in may_be:
        keys = _keys_kept(run, damaged) if len(run) <= _LONG else _keys(run, damaged)
        if not sought.isdisjoint(keys) or (beginnings and any(key.startswith(beginnings) for key in keys)):
            asked.add(run)
    if len(wanted.unasked) < _KEPT:
        wanted.unasked.update(run for run in new if run not in asked)
    return asked


def _keys(run: str, damaged: bool) -> tuple[str, ...]:
    """Give everything by which the words of a run are found, also as printed where they may be damaged."""
    ways = (True, False) if damaged else (False,)
    return tuple(dict.fromkeys(key for lost in ways for _, span in _places(0, run, lost) for key in span.keys))


_keys_kept = lru_cache(maxsize=1 << 14)(_keys)


def _places(start: int, run: str, lost: bool) -> list[tuple[int, Span]]:
    """Give the words of a run, each with the place that its own places count from."""
    return [(start + at, span) for at, chunk in chunks(run) for span in chunk_spans(chunk, damaged=lost)]


@lru_cache(maxsize=8)
def _wanted(tree: Query, damaged: bool) -> _Wanted:
    terms: dict[str, str] = {}
    prefixes: list[tuple[str, str]] = []
    phrases: dict[str, list[tuple[Way, str]]] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        match node:
            case Word():
                terms.update(dict.fromkeys(node.terms, node.text))
            case Prefix():
                prefixes.append((node.prefix, node.text))
            case Phrase():
                for way in (node.surfaces, *node.others):
                    phrases.setdefault(way[0], []).append((way, node.text))
            case And() | Or():
                waiting.extend(node.parts)
            case _:
                pass
    longest = max((len(way) for those in phrases.values() for way, _ in those), default=0)
    beginnings = tuple(prefix for prefix, _ in prefixes)
    sought = frozenset((*terms, *phrases))
    holds = sieve(terms, phrases, beginnings)
    return _Wanted(terms, tuple(prefixes), phrases, sought, beginnings, longest, damaged, holds)


def _asked(span: Span, wanted: _Wanted) -> tuple[str, str] | None:
    """Give what asks for a word, and what the word was read as for that."""
    for key in span.keys:
        if key in wanted.terms:
            return wanted.terms[key], _as_said(read_as(span, key)) if span.readings else ""
    for prefix, query in wanted.prefixes:
        for key in span.keys:
            if key.startswith(prefix):
                return query, _as_said(read_as(span, key)) if span.readings else ""
    return None


def _phrases(
    places: list[tuple[int, Span]], runs: Sequence[tuple[int, str, bool]], at: int, wanted: _Wanted
) -> Iterator[tuple[int, int, str, str]]:
    """Find the phrases that begin in the run at that position, of which these are the words."""
    words = [(start, span) for start, span in places if not span.joined]
    firsts = [n for n, (_, span) in enumerate(words) if span.keys[0] in wanted.phrases]
    if not firsts:
        return
    while len(words) < firsts[-1] + wanted.longest and (at := at + 1) < len(runs):
        words += ((place, span) for place, span in _places(*runs[at]) if not span.joined)
    surfaces = tuple(span.keys[0] for _, span in words)
    for first in firsts:
        for way, typed in wanted.phrases[surfaces[first]]:
            last = first + len(way)
            if surfaces[first:last] == way:
                (start, begins), (end, ends) = words[first], words[last - 1]
                yield start + begins.start, end + ends.end, typed, _read_as(words[first:last])


def _read_as(words: Sequence[tuple[int, Span]]) -> str:
    """Give what the words of a phrase were read as; "" when none of them was spoilt."""
    if any(span.keys[0] in span.readings for _, span in words):
        return " ".join(_as_said(span.keys[0]) for _, span in words)
    return ""


def _as_said(reading: str) -> str:
    """Write a reading as people do: the letters of a case number are large."""
    return reading.upper() if any(map(str.isdigit, reading)) else reading
