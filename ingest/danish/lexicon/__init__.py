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

FORMAT = 2
_NAME = "danish.lexicon"
_HERE = Path(__file__).parent

# How to make the lemmas of a form: letters to take off its end, what to put there, whether the form asks for it.
Rule = tuple[tuple[int, str, bool], ...]


class LexiconMissing(Exception):
    """The lexicon is not there, broken, or made by another version. The message is Danish and says what to do."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Ordbogen {what}. Byg den med kommandoen `portal lexicon`.")


class Lexicon:
    """Word forms with their lemmas, read only."""

    __slots__ = ("_forms", "_numbers", "_rules")

    def __init__(self, forms: marisa_trie.Trie, numbers: array[int], rules: list[Rule]) -> None:
        self._forms = forms
        self._numbers = numbers
        self._rules = rules

    def __contains__(self, word: str) -> bool:
        return word in self._forms

    def __len__(self) -> int:
        return len(self._forms)

    def lemmas(self, word: str) -> tuple[tuple[str, bool], ...]:
        """Give the lemmas of a lower-case form, the likeliest first, and whether a search for the form asks for each.

        None at all when the form is not known.
        """
        place: int | None = self._forms.get(word)
        if place is None:
            return ()
        size = len(word)
        return tuple((word[: size - cut] + ending, asked) for cut, ending, asked in self._rules[self._numbers[place]])


def folder() -> Path:
    """Give the folder of the lexicon: PORTAL_LEXICON, else one in the virtual environment."""
    given = os.environ.get("PORTAL_LEXICON")
    return Path(given) if given else Path(sys.prefix) / "share" / "hoeringsarkivet" / "lexicon"


@lru_cache(maxsize=1)
def stamp() -> str:
    """Name what the lexicon is made of: our format, our own words and patterns, the version of the data."""
    own = b"".join((_HERE / name).read_bytes() for name in ("overrides.tsv", "paradigms.py", "source.py"))
    return f"{FORMAT}-{_digest(own)[:8]}-simplemma-{version('simplemma')}"


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
    made_rules = [tuple((cut, ending, asked) for cut, ending, asked in rule) for rule in rules]
    return Lexicon(marisa_trie.Trie().frombytes(body[:size]), numbers, made_rules)


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
    from ingest.danish.lexicon.source import entries  # simplemma's dictionary is large: loaded only here

    words = entries()
    rules: dict[Rule, int] = {}
    forms = marisa_trie.Trie(sorted(words))
    numbers = array("H", bytes(2 * len(words)))
    for form, place in forms.items():
        rule = tuple([(*_change(form, lemma), asked) for lemma, asked in words[form]])
        numbers[place] = rules.setdefault(rule, len(rules))  # OverflowError past 65,535 rules; there are some 3,000
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


def _change(form: str, lemma: str) -> tuple[int, str]:
    """Say how a form becomes its lemma: how many letters to take off the end, what to put there."""
    if form.startswith(lemma):
        return len(form) - len(lemma), ""
    same = 0
    for one, other in zip(form, lemma, strict=False):
        if one != other:
            break
        same += 1
    return len(form) - same, lemma[same:]


def ensure() -> bool:
    """Bake the lexicon when it is missing or not current, and tell on the terminal; True when it was baked."""
    where = folder()
    if current(where):
        return False
    build(where)
    print(f"Ordbogen er bygget i {where}.")
    return True
