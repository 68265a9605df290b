"""From a lemma back to its forms: what letters a word must hold to have that lemma."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ingest.danish import lexicon
from ingest.danish.lexicon import Lexicon

# A form and its lemma nearly always begin alike. Of those that share fewer letters (børn, barn) every form is kept.
_SHARED, _GUESSED = 4, 3  # fewest letters; of a lemma told by an ending alone `Lexicon.guess` leaves three at least
_PART = 2  # letters before the known last part of an unknown word, at least (`lemma.last_part`)


class _Back(NamedTuple):
    """What lemmas are made with.

    Attributes:
        endings, guessed: What is put to the end of a form of the lexicon, and of an unknown word. None empty.
        odd: Lemma -> its forms that share fewer than four letters with it.
    """

    endings: frozenset[str]
    guessed: frozenset[str]
    odd: dict[str, tuple[str, ...]]


def stems(lemma: str) -> set[str]:
    """Give letters of which a word with that lemma holds some, known or not: every word, so often more than needed.

    Raises:
        LexiconMissing: The lexicon is not there.
    """
    back = _back(lexicon.load())
    found = {lemma}
    for size in range(1, len(lemma) - _GUESSED + 1):
        ending, stem = lemma[-size:], lemma[:-size]
        if ending in back.guessed or (ending in back.endings and len(stem) >= _SHARED):
            found.add(stem)
    for start in (0, *range(_PART, len(lemma))):
        found.update(lemma[:start] + form for form in back.odd.get(lemma[start:], ()))
    return found


def beginnings(prefix: str) -> set[str]:
    """Give letters of which a word holds some that has a lemma with that beginning, of three letters or more.

    Raises:
        LexiconMissing: The lexicon is not there.
    """
    odd = _back(lexicon.load()).odd
    return {prefix[:_PART], *(form for lemma, forms in odd.items() if lemma.startswith(prefix) for form in forms)}


@lru_cache(maxsize=1)
def _back(words: Lexicon) -> _Back:
    """Read the lexicon backwards, once a process: 0.1 s."""
    odd: dict[str, list[str]] = {}
    for form, cut, ending in _changed(words):
        if len(form) - cut < _SHARED:
            odd.setdefault(form[: len(form) - cut] + ending, []).append(form)
    endings = frozenset(ending for rule in words._rules for _, ending, _ in rule if ending)
    guessed = frozenset(put for _, put in words._endings.values() if put)
    return _Back(endings, guessed, {lemma: tuple(forms) for lemma, forms in odd.items()})


def _changed(words: Lexicon) -> Iterator[tuple[str, int, str]]:
    """Give the forms that are not their lemma with something behind it, with each such change."""
    rules = words._rules
    telling = [number for number, rule in enumerate(rules) if any(ending for _, ending, _ in rule)]
    numbers = np.frombuffer(words._numbers, dtype=np.uint16)
    for place in np.flatnonzero(np.isin(numbers, telling)).tolist():
        form = words._forms.restore_key(place)
        for cut, ending, _ in rules[numbers[place]]:
            if ending:
                yield form, cut, ending
