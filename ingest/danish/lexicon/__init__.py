"""The lexicon: Danish word forms and their lemmas, baked at install from simplemma's and wordfreq's data into one file.

The data is share-alike and never committed; `python -m ingest.danish.lexicon` or `portal lexicon` bakes it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from array import array
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import marisa_trie

from ingest.danish.lexicon import trie
from ingest.danish.lexicon.trie import Trie

FORMAT = 4
NAME = "danish.lexicon"
_HERE = Path(__file__).parent
_SOURCES = (
    "baking.py",
    "costs.py",
    "names.tsv",
    "overrides.tsv",
    "paradigms.py",
    "parts.tsv",
    "source.py",
    "terms.tsv",
    "trie.py",
)

Change = tuple[int, str]  # letters to take off the end of a form, what to put there
Rule = tuple[tuple[int, str, bool], ...]  # a change for each lemma of a form, and whether a search for it asks for it


class LexiconMissing(Exception):
    """The lexicon is not there, broken, or made by another version. The message is Danish and says what to do."""

    def __init__(self, what: str, which: str = "Ordbogen") -> None:
        super().__init__(f"{which} {what}. Byg den med kommandoen `portal lexicon`.")
        self.what, self.which = what, which

    def __reduce__(self) -> tuple[type[LexiconMissing], tuple[str, str]]:
        """Cross a process border whole."""
        return (type(self), (self.what, self.which))


class Lexicon:
    """Word forms with their lemmas, read only.

    Attributes:
        trie: The same words and wordfreq's letter by letter, with what each costs.
    """

    __slots__ = ("_endings", "_forms", "_longest", "_numbers", "_rules", "trie")

    def __init__(
        self, forms: marisa_trie.Trie, numbers: array[int], rules: list[Rule], endings: dict[str, Change], words: Trie
    ) -> None:
        self.trie = words
        self._forms = forms
        self._numbers = numbers
        self._rules = rules
        self._endings = endings
        self._longest = max(map(len, endings), default=0)

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

    def guess(self, word: str) -> str | None:
        """Give the lemma of an unknown word as its ending tells it; None when the ending is no sign."""
        for size in range(min(self._longest, len(word) - 2), 2, -1):
            if change := self._endings.get(word[-size:]):
                return word[: len(word) - change[0]] + change[1]
        return None


def folder() -> Path:
    """Give the folder of the lexicon: PORTAL_LEXICON, else one in the virtual environment."""
    given = os.environ.get("PORTAL_LEXICON")
    return Path(given) if given else Path(sys.prefix) / "share" / "hoeringsarkivet" / "lexicon"


@lru_cache(maxsize=1)
def stamp() -> str:
    """Name what the lexicon is made of: our format, our own words and patterns, the version of the data."""
    own = digest(b"".join((_HERE / name).read_bytes() for name in _SOURCES))
    return f"{FORMAT}-{own[:8]}-simplemma-{version('simplemma')}-wordfreq-{version('wordfreq')}"


def digest(content: bytes | memoryview) -> str:
    """Give a short digest that tells whether the file is whole."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Open the lexicon of this installation, once a process.

    Raises:
        LexiconMissing: It is not there, broken, or made by another version.
    """
    return read(folder())


def read(where: Path) -> Lexicon:
    """Read the lexicon in a folder.

    Raises:
        LexiconMissing: It is not there, broken, or made by another version.
    """
    try:
        content = (where / NAME).read_bytes()
    except OSError as error:
        raise LexiconMissing("mangler") from error
    sections = unpacked(content, stamp())
    del content  # 13 MB
    return _opened(sections)


def packed(made: str, sections: Sequence[bytes]) -> bytes:
    """Give a file's content: a line that says by what it was made and how to tell that it is whole, then sections."""
    body = b"".join(sections)
    head = {"stamp": made, "digest": digest(body), "sizes": [len(section) for section in sections]}
    return json.dumps(head).encode() + b"\n" + body


def unpacked(content: bytes, made: str, which: str = "Ordbogen") -> list[bytes]:
    """Give the sections that `packed` was given.

    Raises:
        LexiconMissing: They are not whole, or were made by something else.
    """
    line = content[: content.find(b"\n") + 1]
    body = memoryview(content)[len(line) :]
    try:
        head = json.loads(line)
        by, whole, sizes = head["stamp"], head["digest"], [int(size) for size in head["sizes"]]
    except (ValueError, KeyError, TypeError) as error:
        raise LexiconMissing("er beskadiget", which) from error
    if by != made:
        raise LexiconMissing("hører til en anden version", which)
    if whole != digest(body):  # looked at first: a trie that was cut short can crash the process
        raise LexiconMissing("er beskadiget", which)
    sections, at = [], 0
    for size in sizes:
        sections.append(bytes(body[at : at + size]))
        at += size
    return sections


def _opened(sections: list[bytes]) -> Lexicon:
    """Open the sections of the file as `baking.bake` wrote them."""
    numbers = array("H", sections[1])
    if sys.byteorder == "big":
        numbers.byteswap()
    rest = json.loads(sections[2])
    rules = [tuple((cut, ending, asked) for cut, ending, asked in rule) for rule in rest["rules"]]
    endings = {ending: (cut, put) for ending, (cut, put) in rest["endings"].items()}
    return Lexicon(marisa_trie.Trie().frombytes(sections[0]), numbers, rules, endings, trie.of(sections[3:]))


def current(where: Path) -> bool:
    """Tell whether the lexicon in a folder is whole and of this version."""
    try:
        read(where)
    except LexiconMissing:
        return False
    return True


def build(where: Path) -> None:
    """Bake the lexicon into a folder, in place of the one that is there. Takes about 10 s and 600 MB.

    Raises:
        OSError: The folder cannot be written to.
    """
    from ingest.danish.lexicon.baking import bake  # simplemma's dictionary is large: loaded only here

    bake(where)
    load.cache_clear()


def ensure() -> bool:
    """Bake the lexicon when it is missing or not current, and tell on the terminal; True when it was baked."""
    where = folder()
    if current(where):
        return False
    build(where)
    print(f"Ordbogen er bygget i {where}.")
    return True
