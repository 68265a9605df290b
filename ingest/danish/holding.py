"""What letters a printed word must hold to be found by what is asked for: so that few words need be taken apart.

Only a sieve: what it lets through is looked into (`streams.chunk_spans`), what it holds back is never found. Words are
told by their letters as they are *folded*, so that all spellings of a word fold alike: `Århus`, `aarhus` and `år-hus`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from ingest.danish.lexicon import backwards

_PAIRS = {"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe", "²": "2", "³": "3"}
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_OTHERS = {code: None for code in range(128) if not (chr(code).isalnum() or chr(code) == "\n")}
# An apostrophe may part an ending from a word; what cannot be seen, and letters beyond Latin-1, fold in ways of their
# own. Words with any of these are let through.
_ODD = re.compile("['’´`\u0300-\u036f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[^\\W\x00-\xff]")
_LET_THROUGH = "*"


def folded(runs: Sequence[str]) -> list[str]:
    """Fold the letters of words, each without white space in it; `*` for one that must be let through."""
    if not runs:
        return []
    spelled = _spelled("\n".join(runs))
    letters = _plain(spelled).split("\n")
    if "'" in spelled or "`" in spelled or _ODD.search("".join(_NOT_ASCII.findall(spelled))):  # quicker than all of it
        return [_LET_THROUGH if _ODD.search(run) else one for run, one in zip(runs, letters, strict=True)]
    return letters


def sieve(terms: Iterable[str], surfaces: Iterable[str], prefixes: Iterable[str]) -> re.Pattern[str]:
    r"""Give what is found in the folded letters of every clean word that is found by any of these.

    Args:
        terms: Tokens of `all`.
        surfaces: Tokens of `text`.
        prefixes: Beginnings of tokens of `all`, of three letters or more.

    Raises:
        LexiconMissing: The lexicon is not there.
    """
    needed = set(surfaces)
    for term in terms:
        needed |= backwards.stems(term)
    for prefix in prefixes:
        needed |= backwards.beginnings(prefix)
    digits = "[0-9]" if any(map(str.isdigit, "".join(needed))) else ""  # a number is found by other numbers
    letters = _shortest({_fold(one) for one in needed})
    return re.compile("|".join(filter(None, (rf"\{_LET_THROUGH}", digits, *letters))) if all(letters) else "")


def _fold(text: str) -> str:
    """Fold letters one by one: what a text holds its folded form holds folded."""
    return _plain(_spelled(text))


def _spelled(text: str) -> str:
    text = text.lower()
    if not text.isascii():
        for letter, pair in _PAIRS.items():
            text = text.replace(letter, pair)
    return text


def _plain(text: str) -> str:
    if not text.isascii():
        text = _NOT_ASCII.sub("", unicodedata.normalize("NFD", text))
    return text.translate(_OTHERS)


def _shortest(needed: Collection[str]) -> list[str]:
    """Leave out letters that hold others of them."""
    kept: list[str] = []
    for letters in sorted(needed, key=len):
        if not any(one in letters for one in kept):
            kept.append(letters)
    return kept
