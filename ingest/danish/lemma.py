"""The lemma: one form that stands for all inflections of a word."""

from __future__ import annotations

from functools import lru_cache

from ingest.danish import lexicon
from ingest.danish.lexicon import Lexicon

_SHORTEST_PART = 4
_SHORTEST_HEAD = 2
_VOWELS = frozenset("aeiouyæøå")
_NO_GENITIVE = ("ss", "us", "is", "os", "as")


@lru_cache(maxsize=1 << 15)
def lemmas(token: str) -> tuple[tuple[str, bool], ...]:
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
    if found := _by_last_part(token, words):
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


def _by_last_part(token: str, words: Lexicon) -> tuple[tuple[str, bool], ...]:
    """Inflect an unknown compound by the longest known word at its end."""
    for start in range(_SHORTEST_HEAD, len(token) - _SHORTEST_PART + 1):
        head = token[:start]
        if not _VOWELS.isdisjoint(head) and (found := words.lemmas(token[start:])):
            return tuple((head + lemma, asked) for lemma, asked in found)
    return ()
