"""Other spellings of a word: aa for å, letters typed without a Danish keyboard, accents, a number glued on.

å is not a, and ø is not o: only what stands for the same word counts as its twin.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.danish import lexicon
from ingest.danish.lemma import last_part, lemmas
from ingest.danish.lexicon.trie import STEPS

_DIGRAPHS = {"aa": "å", "ae": "æ", "oe": "ø"}
_DIGRAPH = re.compile("aa|ae|oe")
_SPELLED_OUT = str.maketrans({letters: pair for pair, letters in _DIGRAPHS.items()})
_SHORT_BEGINNING = 3
_CLEARLY, _UNKNOWN = 4.0, 30.0  # nats: so much more frequent is børn- than boern-; cost of what nobody knows
_GLUED = re.compile(r"\d{1,3}([^\W\d_]{4,})")  # 38godkendelse, from an agenda without the space


@lru_cache(maxsize=1 << 15)
def spellings(surface: str) -> tuple[str, ...]:
    """Give the other spellings under which a printed word is found; usually none.

    `aarhus` is found as århus, `hoering` as høring, `malmö` as malmø, `idé` as ide, `38godkendelse` as godkendelse.
    """
    found = []
    if glued := _GLUED.fullmatch(surface):
        found.append(glued[1])
    elif surface.isalpha():
        if _DIGRAPH.search(surface):
            found.append(_with_danish_letters(surface))
        if not surface.isascii():
            found.append(_plain(surface))
    return tuple(dict.fromkeys(spelling for spelling in found if spelling != surface))


def asked_spellings(surface: str) -> tuple[str, ...]:
    """Give the other spellings that a typed word asks for: not those that are another word (allé is not alle)."""
    if not surface.isalpha():
        return ()
    return tuple(s for s in spellings(surface) if surface.isascii() or (len(s) > 2 and not _other_word(s)))


def also_written(surface: str) -> tuple[str, ...]:
    """Give the ways in which a text may write a typed word otherwise, letter for letter: aa for å, ø for a typed oe."""
    if not surface.isalpha():
        return ()
    spelled = surface.translate(_SPELLED_OUT)
    spelled_out = (spelled,) if surface in spellings(spelled) else ()  # skoen is no skøn
    return tuple(dict.fromkeys((*asked_spellings(surface), *spelled_out)))


def beginnings(prefix: str) -> tuple[str, ...]:
    """Give the beginnings that a typed one also stands for: `aarh` is århus', `hoering` høringens.

    ae and oe are only twins where the other is clearly more frequent: `poe` is poesi and no pølse.
    """
    found = prefix.replace("aa", "å") if len(prefix) > _SHORT_BEGINNING else prefix
    danish = found.replace("ae", "æ").replace("oe", "ø")
    if _frequent(danish) + _CLEARLY < _frequent(found):
        found = danish
    return (found,) if found != prefix else ()


def _frequent(prefix: str) -> float:
    """Give the cost of the most frequent word that begins so; very much when none does."""
    words = lexicon.load().trie
    node = words.find(prefix)
    return words.best[node] / STEPS if node >= 0 else _UNKNOWN


def _other_word(spelling: str) -> bool:
    return spelling in lexicon.load() and lemmas(spelling) != ((spelling, True),)


def _with_danish_letters(surface: str) -> str:
    """Put å for aa; æ and ø for ae and oe where that part of the word is not known as it stands (skoen, Israel)."""
    known_from = last_part(surface)
    return _DIGRAPH.sub(
        lambda pair: _DIGRAPHS[pair[0]] if pair[0] == "aa" or pair.start() < known_from else pair[0], surface
    )


def _plain(surface: str) -> str:
    return "".join(_letter(character) for character in surface)


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    if character in "æøå":
        return character
    if character in "äö":
        return "æ" if character == "ä" else "ø"
    return "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)) or character
