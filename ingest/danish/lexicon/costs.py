"""What each known word costs, and which may stand in a compound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.danish.lexicon.trie import FIRST, LAST, WHOLE

Lemmas = tuple[tuple[str, bool], ...]

PARTS = Path(__file__).parent / "parts.tsv"
TERMS = Path(__file__).parent / "terms.tsv"

# wordfreq knows 29,000 Danish words; its rarest cost 13.8. The others are rarer: by this much where another form of
# the word is known to it, and where none is.
_FORM = 15.0
_UNSEEN = 17.0
_PART = 12.0  # parts of compounds that seldom stand alone
_SHORTEST = 3  # letters of a part that must stand in the lists
_LONG_ENOUGH = 4


def costs(lemma_of: Mapping[str, str]) -> dict[str, float]:
    """Give every known word with its cost: the lexicon's forms and the words of wordfreq.

    Args:
        lemma_of: form -> its lemma.
    """
    frequent = _frequent()
    seen = {lemma_of[word] for word in frequent if word in lemma_of}
    found = {form: _FORM if lemma in seen else _UNSEEN for form, lemma in lemma_of.items()}
    found |= frequent
    lists = part_lists()
    for word in lists["first"] | lists["last"]:
        found[word] = min(found.get(word, _PART), _PART)
    for line in TERMS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cost, words = line.split("\t")
            found |= {word: min(found.get(word, _UNSEEN), float(cost)) for word in words.split()}
    return found


def _frequent() -> dict[str, float]:
    from wordfreq import get_frequency_dict  # 0.3 s: loaded only to bake

    return {word: -math.log(share) for word, share in get_frequency_dict("da").items() if word.isalpha()}


def flagged(
    words: Mapping[str, float], lemma_of: Mapping[str, str], lemmas_of: Mapping[str, Lemmas]
) -> Iterator[tuple[str, tuple[float, int]]]:
    """Give each word with its cost and whether it may begin a compound (FIRST), end one (LAST) or be none (WHOLE).

    What begins one is a word as it stands in a dictionary; the lists of parts.tsv go before all rules.
    """
    lists = part_lists()
    for word, cost in words.items():
        flags = 0
        if len(word) > _SHORTEST and word in lemma_of and _common(word, cost):
            if lemma_of[word] == word or (word, True) in lemmas_of.get(word, ()):
                flags |= FIRST
            flags |= LAST
        if word in lists["first"]:
            flags |= FIRST
        elif word in lists["not first"]:
            flags &= ~FIRST
        if word in lists["last"]:
            flags |= LAST
        elif word in lists["not last"]:
            flags &= ~LAST
        if word in lists["whole"]:
            flags |= WHOLE
        yield word, (cost, flags)


def _common(word: str, cost: float) -> bool:
    """Tell whether a word is common for its length: short and rare ones are letters by chance."""
    return cost < _FORM or len(word) > (_LONG_ENOUGH if cost < _UNSEEN else _LONG_ENOUGH + 2)


def part_lists() -> dict[str, frozenset[str]]:
    """Give the lists of words that may, or may not, begin or end a compound, from parts.tsv."""
    found: dict[str, set[str]] = {"first": set(), "last": set(), "not first": set(), "not last": set(), "whole": set()}
    for line in PARTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, words = line.split("\t")
            found[name].update(words.split())
    return {name: frozenset(words) for name, words in found.items()}
