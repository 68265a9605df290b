"""What each known word costs, and which may stand in a compound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import chain, repeat
from pathlib import Path

from ingest.danish.lexicon.trie import FIRST, LAST, PLACE, WHOLE

Lemmas = tuple[tuple[str, bool], ...]

PARTS = Path(__file__).parent / "parts.tsv"
TERMS, NAMES = Path(__file__).parent / "terms.tsv", Path(__file__).parent / "names.tsv"

# wordfreq knows 29,000 Danish words; its rarest cost 13.8. The others are rarer: by this much where another form of
# the word is known to it, and where none is.
_FORM = 15.0
_UNSEEN = 17.0
_PART = 12.0  # parts of compounds that seldom stand alone
# Letters of a part that must stand in the lists: short words and rare ones are letters by chance.
_SHORTEST, _SHORT, _SHORT_FOR_RARE = 3, 4, 6


def costs(lemma_of: Mapping[str, str]) -> dict[str, float]:
    """Give every known word with its cost: the lexicon's forms and the words of wordfreq.

    Args:
        lemma_of: form -> its lemma.
    """
    frequent = _frequent()
    seen = {lemma_of[word] for word in frequent if word in lemma_of}
    found = dict.fromkeys(lemma_of, _UNSEEN)
    found.update((form, _FORM) for form, lemma in lemma_of.items() if lemma in seen)
    found |= frequent
    lists = part_lists()
    for word in lists["first"] | lists["last"] | lists["place"]:
        found[word] = min(found.get(word, _PART), _PART)
    for cost, word in (*_told(TERMS), *_told(NAMES)):
        found[word] = min(found.get(word, _UNSEEN), cost)
    return found


def _told(path: Path) -> Iterator[tuple[float, str]]:
    """Give each word of a file of lines of cost and words, with its cost."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cost, words = line.split("\t")
            yield from ((float(cost), word) for word in words.split())


def _frequent() -> dict[str, float]:
    from wordfreq import get_frequency_dict  # 0.3 s: loaded only to bake

    return {word: -math.log(share) for word, share in get_frequency_dict("da").items() if word.isalpha()}


def flags(words: Mapping[str, float], lemma_of: Mapping[str, str], lemmas_of: Mapping[str, Lemmas]) -> dict[str, int]:
    """Say of each word whether it may begin a compound (FIRST), end one (LAST) or is none (WHOLE); or names a PLACE.

    What begins one is a word as it stands in a dictionary; the lists of parts.tsv go before all rules.
    """
    either = FIRST | LAST
    found = {
        word: 0
        if len(word) <= (_SHORTEST if cost < _FORM else _SHORT if cost < _UNSEEN else _SHORT_FOR_RARE)
        else either
        if word == lemma
        else LAST
        if lemma
        else 0
        for (word, cost), lemma in zip(words.items(), chain(lemma_of.values(), repeat("")), strict=False)
    }
    for word in lemmas_of.keys() & words.keys():
        if found[word] == LAST and (word, True) in lemmas_of[word]:
            found[word] = either
    lists = part_lists()
    for name, flag in (("first", FIRST), ("last", LAST)):
        for word in lists[f"not {name}"] & found.keys():
            found[word] &= ~flag
        for word in lists[name] & found.keys():
            found[word] |= flag
    for name, flag in (("whole", WHOLE), ("place", PLACE)):
        for word in lists[name] & found.keys():
            found[word] |= flag
    for _, word in _told(NAMES):
        found[word] |= PLACE
    return found


def part_lists() -> dict[str, frozenset[str]]:
    """Give the lists of words that may, or may not, begin or end a compound or a place's name, from parts.tsv."""
    found: dict[str, set[str]] = {name: set() for name in ("first", "last", "not first", "not last", "whole", "place")}
    for line in PARTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, words = line.split("\t")
            found[name].update(words.split())
    return {name: frozenset(words) for name, words in found.items()}
