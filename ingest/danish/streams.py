"""The token streams of a passage, and the rows of `portal analyse`: the one place where a word becomes its forms."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ingest.danish import compounds
from ingest.danish.lemma import lemma, lemmas
from ingest.danish.spelling import asked_spellings, spellings
from ingest.danish.tokens import Token, chunks, pieces
from ingest.values import Streams


class Analysed(NamedTuple):
    """One word and everything it is found by.

    Attributes:
        word, start, end: As printed; `text[start:end]`.
        text: The surface token.
        forms: Twins and other spellings; they match, and rank lower.
        lemma: Equal to `text` when the word is its own lemma.
        parts: Parts of a compound, in order, as they stand in it and without linking letters; empty for other words.
        repairs: (word, probability), most likely first. Empty until the repair is here.
    """

    word: str
    start: int
    end: int
    text: str
    forms: tuple[str, ...]
    lemma: str
    parts: tuple[str, ...] = ()
    repairs: tuple[tuple[str, float], ...] = ()


class Span(NamedTuple):
    """A word, or a whole hyphenated word, and the tokens of `all` that it gives: the surface first.

    Attributes:
        joined: It is a hyphenated word of which each part has a span of its own.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    joined: bool = False


class _Chunk(NamedTuple):
    """What one chunk adds to each stream, and where."""

    text: tuple[str, ...]
    lemma: tuple[str, ...]
    forms: tuple[str, ...]
    parts: tuple[str, ...]
    all: tuple[str, ...]
    spans: tuple[Span, ...]


def analyse(text: str, *, damaged: bool = False) -> list[Analysed]:
    """Give the words of a text with all they are found by. Offsets count in the text as given."""
    return [
        Analysed(t.word, start + t.start, start + t.end, t.text, forms_of(t), lemma(t.text), compounds.parts(t.text))
        for start, chunk in chunks(text)
        for t in pieces(chunk)
    ]


def streams(text: str, *, heading: str = "", title: str = "", damaged: bool = False) -> Streams:
    """Make the token streams of a passage.

    `all` is a bag that keeps repeats, so that an engine may count them; a token that one word gives twice is there
    once for it.

    Args:
        text: The passage with its heading.
        heading: Its heading alone, for the `title` stream.
        title: The document's title, for the `title` stream.
        damaged: The words may have lost letters.
    """
    surfaces: list[str] = []
    bases: list[str] = []
    forms: list[str] = []
    parts: list[str] = []
    every: list[str] = []
    for _, chunk in chunks(text):
        found = _chunk(chunk)
        surfaces += found.text
        bases += found.lemma
        forms += found.forms
        parts += found.parts
        every += found.all
    titles = (
        word for _, chunk in chunks(f"{heading}\n{title}") for word in (*_chunk(chunk).text, *_chunk(chunk).lemma)
    )
    joined = (" ".join(words) for words in (every, surfaces, bases, forms, parts, titles))
    return Streams(*joined)


def chunk_spans(chunk: str) -> tuple[Span, ...]:
    """Give the words of one chunk (`tokens.chunks`) with all they are found by. For highlighting.

    What the index holds of it, with places that count from its beginning.
    """
    return _chunk(chunk).spans


def forms_of(token: Token) -> tuple[str, ...]:
    """Give the other spellings a token is found by, without the surface and its lemma."""
    joined = (token.joined, *_bases(token.joined)) if token.joined else ()
    return _distinct((*token.forms, *_twins(token.text), *joined), token.text)


def _bases(surface: str) -> tuple[str, ...]:
    return tuple(lemma for lemma, _ in lemmas(surface))


def _twins(surface: str) -> tuple[str, ...]:
    return tuple(word for twin in spellings(surface) for word in (twin, *_bases(twin)))


def _chunk_of(chunk: str) -> _Chunk:
    surfaces: list[str] = []
    bases: list[str] = []
    forms: list[str] = []
    parts: list[str] = []
    every: list[str] = []
    places: list[Span] = []
    for token in pieces(chunk):
        base = _bases(token.text)
        others = forms_of(token)
        inner = _distinct(compounds.found_by(token.text)) if len(token.text) > 4 else ()
        surfaces.append(token.text)
        bases += (lemma for lemma in base if lemma != token.text)
        forms += others
        parts += inner
        every += _distinct((token.text, *base, *others, *inner))
        keys = _distinct((token.text, *base, *token.forms, *_twins(token.text), *inner))
        places.append(Span(token.start, token.end, keys))
        if token.joined:
            whole = _distinct((token.joined, *_bases(token.joined)))
            places.append(Span(token.start, token.joined_end, whole, True))
    return _Chunk(tuple(surfaces), tuple(bases), tuple(forms), tuple(parts), tuple(every), tuple(places))


_chunk_kept = lru_cache(maxsize=1 << 15)(_chunk_of)


def _chunk(chunk: str) -> _Chunk:
    return _chunk_kept(chunk) if len(chunk) <= 128 else _chunk_of(chunk)


def _distinct(words: Iterable[str], but: str = "") -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word and word != but))


def query_terms(word: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Give what one typed word asks for: its surface, tokens of `all` of which any one matches, tokens that exclude.

    A hyphenated word asks for itself without hyphens; of several words the first counts.
    """
    found = next((t for _, chunk in chunks(word) for t in pieces(chunk)), None)
    if found is None:
        raise ValueError(f"no word in {word!r}")
    surface = found.joined or found.text
    asked = [lemma for lemma, asked in lemmas(surface) if asked]
    twins = [lemma for twin in asked_spellings(surface) for lemma, asked in lemmas(twin) if asked]
    return surface, _distinct((*asked, *twins)), _distinct((surface, *asked))
