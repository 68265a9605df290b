"""A page of hits as a reader sees it: one card for a document, its further hits folded beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from ingest.archive.index import Facet
from ingest.archive.search import FoundPassage
from portal import readable, words
from portal.search.asked import Asked, day_of

_MOST_CHOICES = 8  # shown before "Vis alle"


@dataclass(frozen=True, slots=True)
class Card:
    """A document among the hits: the best passage, and the others on this page."""

    best: FoundPassage
    others: tuple[FoundPassage, ...]


def cards(hits: Sequence[FoundPassage]) -> list[Card]:
    """Gather the hits of each document behind its first, in the order of the first."""
    by_document: dict[int, list[FoundPassage]] = {}
    for hit in hits:
        by_document.setdefault(hit.document_id, []).append(hit)
    return [Card(best, tuple(others)) for best, *others in by_document.values()]


def address(hit: FoundPassage, asked: Asked) -> str:
    """Give where a hit opens: the document at the passage, with what was searched for."""
    values: dict[str, Any] = {
        "q": asked.text or None,
        "forkortelser": None if asked.synonyms else "nej",
        "laesefejl": None if asked.widen else "nej",
    }
    return url_for("documents.show", document_id=hit.document_id, punkt=hit.passage_id, _anchor="traf", **values)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, as a box to tick."""

    value: str
    name: str
    count: int
    chosen: bool


def choices(facet: Facet, chosen: Sequence[str], name_of: Mapping[str, str]) -> tuple[list[Choice], list[Choice]]:
    """Give the values one can choose: those shown, and those behind "Vis alle". Chosen ones are always shown."""
    counts = {value: 0 for value in chosen} | facet
    ordered = sorted(counts.items(), key=lambda pair: (pair[0] not in chosen, -pair[1], pair[0]))
    every = [Choice(v, name_of.get(v, v), n, v in chosen) for v, n in ordered]
    return every[:_MOST_CHOICES], every[_MOST_CHOICES:]


def kind_names(facet: Facet, chosen: Sequence[str]) -> dict[str, str]:
    """Name the kinds of a facet."""
    return {code: words.kind(code) for code in (*facet, *chosen)}


def decisions(facet: Facet, chosen: Sequence[str]) -> tuple[list[Choice], list[Choice]]:
    """Give the types of decisions one can choose, as `choices`."""
    return choices(facet, chosen, {name: words.capitalize_first(name) for name in (*facet, *chosen)})


def qualities(facet: Facet, chosen: Sequence[str]) -> list[Choice]:
    """Give how well hits can be read, as boxes to tick: none when all can be read well and nothing is chosen."""
    if set(facet) <= {"clean"} and not chosen:
        return []
    return [Choice(slug, name, facet.get(code, 0), slug in chosen) for slug, (code, name) in readable.CHOICES.items()]


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of the picture of years.

    Attributes:
        height: 0..100, of the tallest.
        chosen: Inside the dates that are set, or no dates are set.
    """

    year: int
    count: int
    height: int
    chosen: bool


def bars(facet: Facet, asked: Asked) -> list[Bar]:
    """Draw the years from the first to the last with hits; empty years are holes one can see."""
    counts = {int(year): n for year, n in facet.items() if year.isdecimal()}
    if not counts:
        return []
    top = max(counts.values())
    first, last = day_of(asked.first), day_of(asked.last, end=True)

    def inside(year: int) -> bool:
        return (first is None or year >= first.year) and (last is None or year <= last.year)

    return [
        Bar(year, n, max(4, round(100 * n / top)) if n else 0, inside(year))
        for year in range(min(counts), max(counts) + 1)
        for n in (counts.get(year, 0),)
    ]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the search without it."""

    name: str
    without: Asked


def chips(asked: Asked) -> list[Chip]:
    """Give what is set, each with the search that remains when it is taken away."""
    set_ = [Chip(words.kind(kind), asked.without("kinds", kind)) for kind in asked.kinds]
    set_ += [Chip(name, asked.without("committees", name)) for name in asked.committees]
    set_ += [Chip(words.capitalize_first(name), asked.without("decisions", name)) for name in asked.decisions]
    set_ += [
        Chip(f"Læsbarhed: {readable.CHOICES[one][1].lower()}", asked.without("qualities", one))
        for one in asked.qualities
    ]
    if asked.first or asked.last:
        if asked.first == asked.last:
            said = asked.first
        elif asked.first and asked.last:
            said = f"{asked.first} til {asked.last}"
        else:
            said = f"fra {asked.first}" if asked.first else f"til {asked.last}"
        set_.append(Chip(said, asked.without("dates")))
    return set_
