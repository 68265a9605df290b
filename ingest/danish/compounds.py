"""Compounds: what a word is put together of, told by the lexicon's words and what they cost."""

from __future__ import annotations

from functools import lru_cache

from ingest.danish import lexicon
from ingest.danish.lemma import lemmas
from ingest.danish.lexicon.trie import FIRST, LAST, NONE, STEPS, WHOLE, Trie

LINKS = {"": 0.0, "s": 0.7, "e": 2.5}  # what may stand between two parts, and its cost
SHORTEST, _LONGEST = 5, 50  # letters of a word that is looked into
_SEAM = 1.0  # a seam's cost
_GAIN = 15.0  # a known word is split when its parts cost no more than so much above it
_UNKNOWN = 36.0  # an unknown word is split when its parts cost no more


@lru_cache(maxsize=1 << 15)
def parts(word: str) -> tuple[str, ...]:
    """Give the parts of a compound in order, as they stand in it and without the letters that link them.

    `samarbejdsaftale` is samarbejd and aftale. Empty for a word that is no compound, or not seen to be one.

    Raises:
        LexiconMissing: The lexicon is not there.
    """
    if not SHORTEST <= len(word) <= _LONGEST or not word.isalpha() or max(word) > "\xff":
        return ()
    words = lexicon.load().trie
    split = _cheapest(word.encode("latin-1"), words)
    node = words.find(word)
    if split is None or (node > 0 and words.flags[node] & WHOLE):
        return ()
    whole = None if node < 0 or words.own[node] == NONE else words.own[node] / STEPS
    cost, ends = split
    if cost > (_UNKNOWN if whole is None else whole + _GAIN):
        return ()
    found = tuple(word[start:end] for start, end in ends)
    return found if whole is None or _same_lemma(word, found[-1]) else ()


@lru_cache(maxsize=1 << 15)
def found_by(word: str) -> tuple[str, ...]:
    """Give every word that a compound is found by: its parts, theirs (arbejdsmiljø: miljø), and their lemmas."""
    found: list[str] = []
    for part in parts(word):
        found += (part, *(lemma for lemma, _ in lemmas(part)), *found_by(part))
    return tuple(dict.fromkeys(found))


def _same_lemma(word: str, last: str) -> bool:
    """Tell whether a word's lemma ends as its last part's does: skolen is no sort of *len*."""
    ends = tuple(lemma for lemma, _ in lemmas(last))
    return any(lemma.endswith(ends) for lemma, _ in lemmas(word))


def _cheapest(word: bytes, words: Trie) -> tuple[float, tuple[tuple[int, int], ...]] | None:
    """Give the cheapest way to read a word as two parts or more."""
    size = len(word)
    ways: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {0: (0.0, ())}
    found: tuple[float, tuple[tuple[int, int], ...]] | None = None
    for start in range(size - 2):
        if start not in ways:
            continue
        so_far, before = ways[start]
        node = 0
        for end in range(start + 1, size + 1):
            node = words.child(node, word[end - 1])
            if node < 0:
                break
            if words.own[node] == NONE:
                continue
            cost = so_far + words.own[node] / STEPS
            here = (*before, (start, end))
            if end == size:
                if words.flags[node] & LAST and before and (found is None or cost < found[0]):
                    found = cost, here
            elif words.flags[node] & FIRST:
                for link, price in LINKS.items():
                    at = end + len(link)
                    if word[end:at] == link.encode() and (at not in ways or cost + price + _SEAM < ways[at][0]):
                        ways[at] = cost + price + _SEAM, here
    return found
