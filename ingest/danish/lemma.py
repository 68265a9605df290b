"""The lemma: one form that stands for all inflections of a word."""

from __future__ import annotations

from functools import lru_cache

from ingest.danish import lexicon
from ingest.danish.lexicon import Lexicon

# (lemma, asked): a token is found by all its lemmas, and asks for those that are `asked`.
Lemmas = tuple[tuple[str, bool], ...]

_SHORTEST_PART = 4
_SHORTEST_HEAD = 2
_VOWELS = frozenset("aeiouyæøå")
_NO_GENITIVE = ("ss", "us", "is", "os", "as")


@lru_cache(maxsize=1 << 15)
def lemmas(token: str) -> Lemmas:
    """Give every lemma of a surface token, the likeliest first, and whether a search for the token asks for it.

    A word nobody knows has one: itself, less a genitive s.

    Raises:
        LexiconMissing: The lexicon is not there.
    """
    words = lexicon.load()
    if found := words.lemmas(token):
        return found
    if len(token) < _SHORTEST_PART or not token.isalpha():
        return ((token, True),)
    if token[-1] == "s" and (found := words.lemmas(token[:-1])):
        return found
    guessed = words.guess(token)
    if found := _both(((guessed, True),) if guessed else (), _by_last_part(token, words)):
        return found
    if token[-1] == "s" and not token.endswith(_NO_GENITIVE):
        return ((token[:-1], True),)
    return ((token, True),)


def lemma(token: str) -> str:
    """Give the likeliest lemma of a surface token.

    Raises:
        LexiconMissing: The lexicon is not there.
    """
    return lemmas(token)[0][0]


def last_part(token: str) -> int:
    """Say where the known word at the end of a token begins: 0 when all of it is known, its length when nothing is."""
    words = lexicon.load()
    if token in words:
        return 0
    for start in range(_SHORTEST_HEAD, len(token) - _SHORTEST_PART + 1):
        if token[start:] in words and not _VOWELS.isdisjoint(token[:start]):
            return start
    return len(token)


def _by_last_part(token: str, words: Lexicon) -> Lemmas:
    """Inflect an unknown compound by the longest known word at its end."""
    start = last_part(token)
    return tuple((token[:start] + lemma, asked) for lemma, asked in words.lemmas(token[start:]))


def _both(first: Lemmas, others: Lemmas) -> Lemmas:
    return tuple((dict(first) | dict(others)).items())
