"""Where in a text a query matched: the same rules as the index has, on the hit's own text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.archive.query import And, Or, Phrase, Prefix, Query, Word
from ingest.danish.streams import Span, chunk_spans
from ingest.danish.tokens import chunks

_KEPT = 10_000  # chunks that a query is remembered not to ask for


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
