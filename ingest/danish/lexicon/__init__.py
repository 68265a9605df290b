"""The lexicon: Danish word forms and their lemmas, baked at install from simplemma's data into one file.

The data is share-alike and never committed; `python -m ingest.danish.lexicon` or `portal lexicon` bakes it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from array import array
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import marisa_trie

FORMAT = 1
_NAME = "danish.lexicon"
_BASE = 0x8000  # bit of a form's rule: other forms have this word as their lemma


class LexiconMissing(Exception):
    """The lexicon is not there, broken, or made by another version. The message is Danish and says what to do."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Ordbogen {what}. Byg den med kommandoen `portal lexicon`.")


class Lexicon:
    """Word forms with their lemmas, read only.

    A lemma is kept as a rule: how many letters to take off the end, and what to put there.
    """

    __slots__ = ("_forms", "_numbers", "_rules")

    def __init__(self, forms: marisa_trie.Trie, numbers: array[int], rules: list[tuple[int, str]]) -> None:
        self._forms = forms
        self._numbers = numbers
        self._rules = rules

    def __contains__(self, word: str) -> bool:
        return word in self._forms

    def __len__(self) -> int:
        return len(self._forms)

    def lemma(self, word: str) -> str | None:
        """Give the lemma of a lower-case form, or None when the form is not known."""
        place: int | None = self._forms.get(word)
        if place is None:
            return None
        cut, ending = self._rules[self._numbers[place] & ~_BASE]
        return word[: len(word) - cut] + ending

    def is_base(self, word: str) -> bool:
        """Tell whether another form has this word as its lemma."""
        place = self._forms.get(word)
        return place is not None and bool(self._numbers[place] & _BASE)


def folder() -> Path:
    """Give the folder of the lexicon: PORTAL_LEXICON, else one in the virtual environment."""
    given = os.environ.get("PORTAL_LEXICON")
    return Path(given) if given else Path(sys.prefix) / "share" / "hoeringsarkivet" / "lexicon"


def stamp() -> str:
    """Name what the lexicon is made of: our format and the version of the data."""
    return f"{FORMAT}-simplemma-{version('simplemma')}"


@lru_cache(maxsize=1)
def load(where: Path | None = None) -> Lexicon:
    """Open the lexicon, once a process.

    Raises:
        LexiconMissing: It is not there, broken, or made by another version.
    """
    path = (where or folder()) / _NAME
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LexiconMissing("mangler") from error
    line, _, body = content.partition(b"\n")
    try:
        head = json.loads(line)
        made, size, digest, rules = head["stamp"], head["trie"], head["digest"], head["rules"]
    except (ValueError, KeyError, TypeError) as error:
        raise LexiconMissing("er beskadiget") from error
    if made != stamp():
        raise LexiconMissing("hører til en anden version")
    if digest != _digest(body):  # a trie that was cut short would crash the process
        raise LexiconMissing("er beskadiget")
    numbers = array("H")
    numbers.frombytes(body[size:])
    if sys.byteorder == "big":
        numbers.byteswap()
    return Lexicon(marisa_trie.Trie().frombytes(body[:size]), numbers, [(cut, ending) for cut, ending in rules])


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def current(where: Path) -> bool:
    """Tell whether the lexicon in a folder is whole and of this version."""
    try:
        load.__wrapped__(where)
    except LexiconMissing:
        return False
    return True


def build(where: Path) -> None:
    """Bake the lexicon into a folder, in place of the one that is there. Takes about 7 s and 400 MB."""
    from ingest.danish.lexicon.source import lemmas  # simplemma's dictionary is large: loaded only here

    pairs = lemmas()
    rules: dict[tuple[int, str], int] = {}
    bases = {lemma for form, lemma in pairs.items() if form != lemma}
    forms = marisa_trie.Trie(sorted(pairs))
    numbers = array("H", bytes(2 * len(pairs)))
    for form, place in forms.items():
        rule = rules.setdefault(_rule(form, pairs[form]), len(rules))
        numbers[place] = rule | (_BASE if form in bases else 0)
    if len(rules) >= _BASE:
        raise ValueError(f"{len(rules)} lemma rules do not fit into 15 bits")
    if sys.byteorder == "big":
        numbers.byteswap()
    trie = forms.tobytes()
    body = trie + numbers.tobytes()
    head = {"stamp": stamp(), "trie": len(trie), "digest": _digest(body), "rules": list(rules)}
    where.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=where, prefix=_NAME, delete=False) as out:
        out.write(json.dumps(head).encode() + b"\n" + body)
    Path(out.name).chmod(0o644)
    Path(out.name).replace(where / _NAME)
    load.cache_clear()


def _rule(form: str, lemma: str) -> tuple[int, str]:
    same = next((at for at, (one, other) in enumerate(zip(form, lemma, strict=False)) if one != other), None)
    same = min(len(form), len(lemma)) if same is None else same
    return len(form) - same, lemma[same:]


def ensure() -> bool:
    """Bake the lexicon when it is missing or not current, and tell on the terminal; True when it was baked."""
    where = folder()
    if current(where):
        return False
    build(where)
    print(f"Ordbogen er bygget i {where}.")
    return True
