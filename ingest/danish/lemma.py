"""The lemma: one form that stands for all inflections of a word."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ingest.danish import lexicon

_SHORTEST_PART = 4
_SHORTEST_HEAD = 2
_VOWELS = frozenset("aeiouyæøå")
_NO_GENITIVE = ("ss", "us", "is", "os", "as")


@lru_cache(maxsize=1)
def overrides() -> dict[str, str]:
    """Give the words whose lemma we know better: form -> lemma, from overrides.tsv."""
    lines = (Path(__file__).parent / "overrides.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {form: row[0] for row in rows for form in row}


@lru_cache(maxsize=1 << 15)
def lemma(token: str) -> str:
    """Give the lemma of a surface token; a word nobody knows is its own lemma, less a genitive s.

    Raises:
        LexiconMissing: The lexicon is not there.
    """
    known = _known(token)
    if known is not None:
        return known
    if not token.isalpha() or len(token) < _SHORTEST_PART:
        return token
    if token.endswith("s") and (known := _known(token[:-1])) is not None:
        return known
    known = _by_last_part(token)
    if known is not None:
        return known
    if token.endswith("s") and not token.endswith(_NO_GENITIVE):
        return token[:-1]
    return token


def _known(token: str) -> str | None:
    return overrides().get(token) or lexicon.load().lemma(token)


def _by_last_part(token: str) -> str | None:
    """Inflect an unknown compound by the longest known word at its end."""
    for start in range(_SHORTEST_HEAD, len(token) - _SHORTEST_PART + 1):
        if not _VOWELS.isdisjoint(token[:start]):
            part = _known(token[start:])
            if part is not None:
                return token[:start] + part
    return None
