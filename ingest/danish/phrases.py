"""Words side by side: the other ways in which a text may write the same phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from ingest.danish import compounds
from ingest.danish.spelling import also_written
from ingest.danish.tokens import Token

Way = tuple[str, ...]  # surface tokens in order

_MOST = 16  # ways of one phrase


def other_ways(found: Sequence[Token]) -> tuple[Way, ...]:
    """Give the other ways of writing a phrase: with twins of its words, hyphens left out or put in. At most 15.

    `Århus Kommune` is also *aarhus kommune*, `it-strategi for skoler` also *itstrategi for skoler*, and the other way
    round. The first way, as it was typed, is left out; most phrases have no other.
    """
    every = product(*_places(found))
    ways = (tuple(word for words in way for word in words) for way in islice(every, _MOST))
    return tuple(dict.fromkeys(ways))[1:]


def _places(found: Sequence[Token]) -> Iterator[list[Way]]:
    """Give the ways of each word, and of each hyphenated word together, in order."""
    at = 0
    while at < len(found):
        end = at + 1
        if found[at].joined:
            while end < len(found) and found[end].end <= found[at].joined_end:
                end += 1
        words = found[at:end]
        if len(words) == 1:
            yield [way for spelling in _spellings(words[0].text) for way in _hyphens(spelling)]
        else:
            parted = product(*(_spellings(word.text) for word in words))
            yield [*parted, *((spelling,) for spelling in _spellings(found[at].joined))]
        at = end


def _spellings(word: str) -> Way:
    return (word, *also_written(word))


def _hyphens(word: str) -> Iterator[Way]:
    """Give a word as it stands, and a compound as it is where a hyphen parts it."""
    yield (word,)
    inner = compounds.parts(word)
    if len(inner) > 1:
        starts, at = [], 0
        for part in inner:
            starts.append(at := word.index(part, at))
            at += len(part)
        yield tuple(word[start:end] for start, end in zip(starts, (*starts[1:], len(word)), strict=True))
