"""How well a text reads, 0..1: the one measure that layers, new readings and repairs of a page are judged by.

It counts letters that stand in words one knows: in the lexicon, put together of such, numbers, names as names look.
What a machine misread counts for nothing; of a word that was guessed, as much as the guess is likely.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from ingest.danish import compounds, damage, lexicon, ocr_repair
from ingest.danish.tokens import chunks, pieces

#: A page below is hard to read, and readers are told so (measured: docs/figures.md).
HARD = 0.85

_LOOKED_AT = 100_000  # characters from the beginning: a page is far shorter
_PLAINLY = 0.96  # from here on nobody asks whether some of it is in another language
_WEIGHT = 12  # letters that a word counts for, at most
_NUMBER, _SIGN = 3, 2  # what a number counts for; a sign that is seldom meant
_NAME, _ODD = 0.85, 0.25  # what an unknown word is worth that looks like a name; like a word
_GUESSED = 0.92  # share of the repairs that are right (measured)
_HARDLY, _NEARLY = 0.25, 0.78  # of another language one knows less, and more looks like words (Turkish, Finnish)
_SHORT, _SHORT_COST = 3, 11.5  # letters; a known word of so few must be this frequent (nats)
_LONG = 64  # characters: longer runs do not come again
_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f~^\\¢¥¤©®™{}<>¬\ufffd\ue000-\uf8ff]")
_LATIN = "\u024f"
_VOWELS = frozenset("aeiouyæøåäöüéèáíóúëêàôœ")
_CASED = re.compile(r"[^\W\d_]?[^\W\d_A-ZÆØÅÄÖÜÉ]*(?:(?<=Mc)[A-Z][a-zæøå]+)?")
_UNSPEAKABLE = re.compile(r"[bcdfghjklmnpqrstvwxzß]{6}|[aeiouyæøåäöü]{4}|(.)\1\1|^[bcdfghjklmnpqrstvwxz]{4}")
_MEASURE = re.compile(r"\d{1,4}[a-zæøå]{1,2}|[a-zæøå]\d{1,3}")  # 12b, A4, G01


def quality(text: str, *, damaged: bool | None = None, mended: bool = False) -> float | None:
    """Say how well a text reads: 1 is all of it; None for a text without words.

    Args:
        text: Of a page.
        damaged: Whether its words lost letters; None: what the gate says of this text alone.
        mended: As it reads when every damaged word is read as its best repair.

    Raises:
        LexiconMissing: The lexicon is not there.
    """
    text = text[:_LOOKED_AT]
    if damaged is None:
        damaged = damage.damaged_texts([text])[0]
    if damaged and mended:
        text = damage.with_letters(text)
    found = _counted(text, damaged, mended, False)
    if found.read < _PLAINLY * found.weight and (others := damage.foreign(text)):
        found, at = _Count(), 0
        for start, end in (*others, (len(text), len(text))):
            found = found.plus(_counted(text[at:start], damaged, mended, False))
            found, at = found.plus(_counted(text[start:end], damaged, mended, True)), end
    return round(found.share(), 3) if found.weight else None


class _Count(NamedTuple):
    """The weight of words: all of them, as much as can be read, those one knows, unknown ones that look like words."""

    weight: float = 0.0
    read: float = 0.0
    known: float = 0.0
    likely: float = 0.0

    def plus(self, other: _Count, times: int = 1) -> _Count:
        """Add words, so many times."""
        return _Count(*(one + times * more for one, more in zip(self, other, strict=True)))

    def share(self) -> float:
        """Say how much can be read; where hardly a word is known and nearly all look like words, it is a language."""
        unknown = self.weight - self.known
        if self.known < _HARDLY * self.weight and self.likely > _NEARLY * unknown:
            return (self.known + self.likely) / self.weight
        return self.read / self.weight


def _counted(text: str, damaged: bool, mended: bool, foreign: bool) -> _Count:
    weight, read, known, likely = float(_SIGN * len(_SIGNS.findall(text))), 0.0, 0.0, 0.0
    for run, times in Counter(text.split()).items():
        found = (_run_kept if len(run) <= _LONG else _run)(run, damaged and not foreign, mended, foreign)
        weight += times * found[0]
        read += times * found[1]
        known += times * found[2]
        likely += times * found[3]
    return _Count(weight, read, known, likely)


def _run(run: str, damaged: bool, mended: bool, foreign: bool) -> _Count:
    found = _Count()
    for _, chunk in chunks(run):
        for token in pieces(chunk):
            heavy = _NUMBER if token.text[0].isdigit() else min(len(token.text), _WEIGHT)
            share = _share(token.word, token.text, damaged, mended, foreign)
            sure = share == 1.0 and not foreign
            found = found.plus(_Count(1.0, share, float(sure), float(share in (_NAME, _ODD))), heavy)
    return found


_run_kept = lru_cache(maxsize=1 << 16)(_run)


def _share(word: str, token: str, damaged: bool, mended: bool, foreign: bool) -> float:
    """Say how surely one word is what was printed."""
    if damaged and (found := ocr_repair.repairs(token)) and found[0][1] >= ocr_repair.LIKELY:
        return _GUESSED * found[0][1] if mended else 0.0
    if any(letter.isdigit() for letter in token):
        return 1.0 if not any(letter.isalpha() for letter in token) or _like_a_number(token) else 0.0
    if _known(token):
        return 1.0
    if not _like_a_word(word, token):
        return 0.0
    return 1.0 if foreign else _NAME if word[0].isupper() else _ODD


def _like_a_number(token: str) -> bool:
    return "-" in token or "." in token or _MEASURE.fullmatch(token) is not None


def _known(token: str) -> bool:
    cost = lexicon.load().trie.cost(token)
    if len(token) <= _SHORT:
        return cost is not None and cost <= _SHORT_COST
    return cost is not None or token in lexicon.load() or bool(compounds.parts(token))


def _like_a_word(word: str, token: str) -> bool:
    """Tell whether a word nobody knows can be said, and is written as words are: not `tQBl`, `hgjzxq`, `iiil`."""
    if min(token) > _LATIN:
        return True  # Arabic, Cyrillic: whoever can read it can read it
    if len(token) < 3 or not (_VOWELS & set(token)):
        return word.isupper() and len(word) <= 5  # an abbreviation
    return (word.isupper() or _CASED.fullmatch(word) is not None) and not _UNSPEAKABLE.search(token)
