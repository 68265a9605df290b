"""The token streams of a passage, and the rows of `portal analyse`: the one place where a word becomes its forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ingest.danish import compounds, damage, local, ocr_repair
from ingest.danish.lemma import lemma, lemmas
from ingest.danish.spelling import asked_spellings, spellings
from ingest.danish.tokens import Token, chunks, pieces
from ingest.values import Streams

_SIGNS = 0.99  # probability of a word whose @ or & is a letter
_KEPT_LENGTH = 128  # letters of a chunk that is remembered
_ABBREVIATION = 4  # capital letters that stand for something: BUU


class Analysed(NamedTuple):
    """One word and everything it is found by.

    Attributes:
        word, start, end: As printed; `text[start:end]`.
        text: The surface token; of a damaged word its repair, where that is likely.
        forms: Twins, other spellings, less likely repairs, a damaged word as printed; they match, and rank lower.
        lemma: Equal to `text` when the word is its own lemma.
        parts: Parts of a compound, in order, as they stand in it and without linking letters; empty for other words.
        repairs: What a damaged word may have been: (word, probability), most likely first; empty for others.
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
        readings: What it was read as where its letters or digits were spoilt, likeliest first; empty for others.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    joined: bool = False
    readings: tuple[str, ...] = ()


class _Chunk(NamedTuple):
    """What one chunk adds to each stream, and where."""

    text: tuple[str, ...]
    lemma: tuple[str, ...]
    forms: tuple[str, ...]
    parts: tuple[str, ...]
    all: tuple[str, ...]
    spans: tuple[Span, ...]
    repaired: int


def analyse(text: str, *, damaged: bool = False) -> list[Analysed]:
    """Give the words of a text with all they are found by. Offsets count in the text as given."""
    found: list[Analysed] = []
    for start, chunk, lost in _chunks(text, damaged):
        for token in pieces(chunk):
            read = _read(token, lost)
            first, last = start + token.start, start + token.end
            signs = ((read.text, _SIGNS),) if text[first:last] != token.word and not read.repairs else ()
            inner = compounds.parts(read.text)
            repairs = read.repairs or signs
            found.append(
                Analysed(text[first:last], first, last, read.text, read.forms, lemma(read.text), inner, repairs)
            )
    return found


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
    for _, chunk, lost in _chunks(text, damaged):
        found = _chunk(chunk, lost)
        surfaces += found.text
        bases += found.lemma
        forms += found.forms
        parts += found.parts
        every += found.all
    named = (_chunk(chunk, lost) for _, chunk, lost in _chunks(f"{heading}\n{title}", damaged))
    titles = (word for found in named for word in (*found.text, *found.lemma, *found.parts))
    joined = (" ".join(words) for words in (every, surfaces, bases, forms, parts, titles))
    return Streams(*joined)


def repaired_words(text: str) -> int:
    """Count the words of a damaged text that are taken for another than is printed."""
    return sum(_chunk(chunk, lost).repaired for _, chunk, lost in _chunks(text, True))


def _chunks(text: str, damaged: bool) -> Iterator[tuple[int, str, bool]]:
    """Give the chunks of a text, where each begins, and whether its words may have lost letters."""
    if not damaged:
        yield from ((start, chunk, False) for start, chunk in chunks(text))
        return
    text = damage.with_letters(text)
    others = damage.foreign(text, code=True)
    for start, chunk in chunks(text):
        yield start, chunk, not any(first <= start < last for first, last in others)


def chunk_spans(chunk: str, *, damaged: bool = False) -> tuple[Span, ...]:
    """Give the words of one chunk (`tokens.chunks`) with all they are found by. For highlighting.

    What the index holds of it, with places that count from its beginning.

    Args:
        chunk: Of a damaged text: as `damage.with_letters` gives it.
        damaged: Its words may have lost letters.
    """
    return _chunk(chunk, damaged).spans


def read_as(span: Span, key: str) -> str:
    """Give the reading of a damaged word by which a token of it is found; "" when it is found as it is printed."""
    return next((word for word in span.readings if any(key in one.keys for one in chunk_spans(word))), "")


class _Read(NamedTuple):
    """A token as it is read: its likeliest word, and the others it may be.

    Attributes:
        twins: Other spellings, likely words and the printed form, without those that only all of a joined word has.
        joined: Of a hyphenated word that begins here: all tokens it is found by as a whole.
    """

    text: str
    forms: tuple[str, ...]
    twins: tuple[str, ...]
    joined: tuple[str, ...]
    repairs: ocr_repair.Repairs


def _read(token: Token, damaged: bool) -> _Read:
    if token.readings:
        return _Read(token.text, token.forms, token.forms, (), _shared(token.readings))
    repairs = ocr_repair.repairs(token.text) if damaged and not _abbreviates(token.word) else ()
    text = repairs[0][0] if repairs and repairs[0][1] >= ocr_repair.LIKELY else token.text
    others = [token.text, *_bases(token.text)] if text != token.text else []
    others += [word for other, _ in repairs if other != text for word in (other, *_bases(other))]
    twins = _distinct((*token.forms, *_twins(text), *others), text)
    joined = (token.joined, *_bases(token.joined)) if token.joined else ()
    if damaged and token.joined and (mended := ocr_repair.best(token.joined)) != token.joined:
        joined = (mended, *_bases(mended), *joined)
    return _Read(text, _distinct((*twins, *joined), text), twins, _distinct(joined), repairs)


def _shared(readings: tuple[str, ...]) -> ocr_repair.Repairs:
    """Give the readings of a misread number as repairs: one is sure, several are as likely as each other."""
    return tuple((number, _SIGNS if len(readings) == 1 else round(1 / len(readings), 4)) for number in readings)


def _abbreviates(word: str) -> bool:
    return word.isupper() and len(word) <= _ABBREVIATION


def _bases(surface: str) -> tuple[str, ...]:
    return tuple(lemma for lemma, _ in lemmas(surface))


def _twins(surface: str) -> tuple[str, ...]:
    return tuple(word for twin in spellings(surface) for word in (twin, *_bases(twin)))


def _chunk_of(chunk: str, damaged: bool) -> _Chunk:
    surfaces: list[str] = []
    bases: list[str] = []
    forms: list[str] = []
    parts: list[str] = []
    every: list[str] = []
    places: list[Span] = []
    repaired = 0
    for token in pieces(chunk):
        read = _read(token, damaged)
        repaired += read.text != token.text
        base = _bases(read.text)
        inner = compounds.found_by(read.text) if len(read.text) >= compounds.SHORTEST else ()
        surfaces.append(read.text)
        bases += (lemma for lemma in base if lemma != read.text)
        forms += read.forms
        parts += inner
        every += _distinct((read.text, *base, *read.forms, *inner))
        keys = _distinct((read.text, *base, *read.twins, *inner))
        places.append(Span(token.start, token.end, keys, readings=tuple(word for word, _ in read.repairs)))
        if token.joined:
            mended = () if token.joined in read.joined[:1] else read.joined[:1]
            places.append(Span(token.start, token.joined_end, read.joined, True, mended))
    return _Chunk(tuple(surfaces), tuple(bases), tuple(forms), tuple(parts), tuple(every), tuple(places), repaired)


@lru_cache(maxsize=1 << 15)
def _chunk_kept(chunk: str, damaged: bool, _language: str) -> _Chunk:
    return _chunk_of(chunk, damaged)


def _chunk(chunk: str, damaged: bool) -> _Chunk:
    if len(chunk) > _KEPT_LENGTH:
        return _chunk_of(chunk, damaged)
    return _chunk_kept(chunk, damaged, local.now().digest if damaged else "")


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
    asked += found.readings
    twins = [lemma for twin in asked_spellings(surface) for lemma, asked in lemmas(twin) if asked]
    return surface, _distinct((*asked, *twins)), _distinct((surface, *asked))
