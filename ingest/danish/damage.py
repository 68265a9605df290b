"""Whether words have lost letters (read by a machine that knows no æ, ø and å), and where a text is not Danish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.danish import compounds, local
from ingest.danish.foreign import is_foreign
from ingest.danish.ocr_repair import repairs

_WORDS = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile("[æøåÆØÅ]")
_FUNCTION = frozenset(("og", "at", "der", "det", "til", "af", "som", "for"))
_PAGE = 80  # words from which a page is judged alone (measured; 40 are too few)
_DOCUMENT = 50  # below this a document is judged by its words' own odds
_NONE_LEFT = 0.003  # share of æøå: 58 clean pages lay at 0.014-0.043, 58 damaged ones at 0.000
_SOME_LEFT = 0.034  # a page with more has hardly lost any
_SHARE, _FEW = 0.10, 0.05  # share of function words: running Danish text; Danish at all
_LOST, _LOST_TABLE = 0.12, 0.5  # of the words with a Danish letter, lost or there: running text, tables and short ones
_SURE, _FREQUENT = 0.9, 14.0  # what counts as lost: so likely, and for a word that costs no more, or a compound
_LOOKED_AT, _LOOKED_AT_ALL = 60, 4000  # distinct words of a page, and of a document; then pages follow the document
# Distinct words of a document that nobody knows, from which its further pages are left as they are read. A file that
# is nothing but such words costs 1-3 ms each, and must not end as a failed one (tests/bench/bench_bad_input.py).
_AFFORDED = 15_000
# Signs read for a letter inside a word; an address keeps its @.
_AT = re.compile(r"(?:(?<=[^\W\d_])@|@(?=[^\W\d_]))(?![\w-]+\.\w)")
_AND = re.compile("(?<=[a-zæøå])&|&(?=[a-zæøå])")
_REPAIRED = 200_000  # characters
_LINE = 12  # words from which lines are judged by their language
_TELLING = frozenset(("pa", "sa", "nar", "ogsa", "fa", "ga", "ma", "gar"))  # frequent words without their letter


class _Count(NamedTuple):
    words: int
    letters: int
    danish: int
    function: int


def damaged_texts(texts: Sequence[str]) -> list[bool]:
    """Say for each page of a document whether its words lost letters.

    A page of 80 words or more is judged by its letters, and where only some were lost by its words; shorter ones follow
    the document, and a short document its words. What a whole document may cost is bounded: pages behind 15,000
    distinct words that nobody knows are not damaged to us, and are found as they are printed.
    """
    texts = [_in_danish(text) for text in texts]
    seen: set[str] = set()
    counts = [_count(text) for text in texts]
    whole = _Count(*(sum(column) for column in zip(*counts, strict=True))) if counts else _Count(0, 0, 0, 0)
    document = _is_damaged(whole, texts, seen)
    found = [
        _is_damaged(count, [text], seen, suspected=document) if count.words >= _PAGE else document and count.words > 0
        for count, text in zip(counts, texts, strict=True)
    ]
    return _afforded(texts, found) if sum(count.words for count in counts) > _AFFORDED else found


def _afforded(texts: Sequence[str], damaged: Sequence[bool]) -> list[bool]:
    """Leave out the damaged pages from where a document holds too many words that nobody knows."""
    known = local.now()
    unknown: set[str] = set()
    found = []
    for text, lost in zip(texts, damaged, strict=True):
        if lost and len(unknown) <= _AFFORDED:
            unknown.update(word for word in set(_WORDS.findall(text.lower())) if known.cost(word) is None)
        found.append(lost and len(unknown) <= _AFFORDED)
    return found


def _in_danish(text: str) -> str:
    """Leave out what is in another language."""
    for start, end in reversed(foreign(text, code=True)):
        text = text[:start] + text[end:]
    return text


def _count(text: str) -> _Count:
    words = _WORDS.findall(text)
    function = sum(word.lower() in _FUNCTION for word in words)
    return _Count(len(words), sum(map(len, words)), len(_LETTERS.findall(text)), function)


def _is_damaged(count: _Count, texts: Sequence[str], seen: set[str], *, suspected: bool = False) -> bool:
    if not count.words or count.danish >= _SOME_LEFT * count.letters:
        return False
    running = count.function > _SHARE * count.words
    none_left = count.words >= _DOCUMENT and running and count.danish < _NONE_LEFT * count.letters
    if none_left and count.words >= _PAGE:
        return True
    if len(seen) >= _LOOKED_AT_ALL:
        return suspected
    lost, there = _lost("\n".join(texts), seen)
    if none_left and lost:
        return True
    least = 1 if suspected else 3 if count.words >= _DOCUMENT else 2
    share = _LOST if count.function > _FEW * count.words and count.words >= _DOCUMENT else _LOST_TABLE
    return lost >= least and lost >= share * (lost + there)


def _lost(text: str, seen: set[str]) -> tuple[int, int]:
    """Count the distinct words that surely lost a letter, and those that have one: of those nobody knows, and `pa`.

    What it looks at goes into `seen`.
    """
    words = dict.fromkeys(word.lower() for word in _WORDS.findall(text))
    known = local.now()
    there = sum(bool(_LETTERS.search(word)) for word in words)
    odd = (word for word in words if word in _TELLING or (len(word) > 2 and known.cost(word) is None))
    looked_at = [word for _, word in zip(range(_LOOKED_AT), odd, strict=False)]
    seen.update(looked_at)
    return sum(map(_is_lost, looked_at)), there


def _is_lost(word: str) -> bool:
    found = repairs(word)
    if not found or found[0][1] < _SURE or not _LETTERS.search(found[0][0]):
        return False
    cost = local.now().cost(found[0][0])
    return (cost is not None and cost <= _FREQUENT) or bool(compounds.parts(found[0][0]))


@lru_cache(maxsize=16)
def foreign(text: str, *, code: bool = False) -> tuple[tuple[int, int], ...]:
    """Give the stretches that are not repaired: (start, end), in order.

    Whole lines in another language, and what is beyond the first 200,000 characters: a passage is far shorter.

    Args:
        text: Of a page or passage.
        code: Also lines of code. Not where it is asked how well a page reads: one on its head is as full of signs.
    """
    size, text = len(text), text[:_REPAIRED]
    found: list[tuple[int, int]] = []
    start = at = words = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        words += len(_WORDS.findall(line))
        if words >= _LINE or at == len(text):
            if is_foreign(text[start:at], code=code):
                found.append((start, at))
            start, words = at, 0
    return tuple(found) if size <= _REPAIRED else (*found, (_REPAIRED, size))


def with_letters(text: str) -> str:
    """Put ø and å for the signs @ and & where they stand in a word. The text keeps its length."""
    if "@" in text:
        text = _AT.sub("ø", text)
    return _AND.sub("å", text) if "&" in text else text
