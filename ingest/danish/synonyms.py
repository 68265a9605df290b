"""Abbreviations and renamed committees: what a typed word also goes by. Expanded when searching, never in the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ingest.danish.tokens import iter_tokens

PACKAGED = Path(__file__).parent / "synonyms.tsv"
_MOST_WORDS = 8  # a name of more words is not looked for


@dataclass(frozen=True, slots=True)
class SynonymTable:
    """Groups of names for the same thing.

    Attributes:
        names: Key of a name (its surface tokens, joined by a space) -> the other names of its groups, as written.
        longest: Most words of any key.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    longest: int = 0

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> SynonymTable:
        """Make a table; each group holds two names or more for the same thing."""
        names: dict[str, tuple[str, ...]] = {}
        for group in groups:
            keyed = {key_of(name): name for name in group}
            for key in keyed:
                others = (name for other, name in keyed.items() if other != key)
                if key and len(key.split()) <= _MOST_WORDS:
                    names[key] = tuple(dict.fromkeys((*names.get(key, ()), *others)))
        return cls(names, max((len(key.split()) for key in names), default=0))

    def expand(self, surface: str) -> tuple[str, ...]:
        """Give the other names of a word or of several with spaces between; none when the table does not know it."""
        return self.names.get(surface) or self.names.get(key_of(surface), ())


def key_of(name: str) -> str:
    """Give the key of a name: its surface tokens."""
    return " ".join(token.text for token in iter_tokens(name))


def read(text: str) -> SynonymTable:
    """Read a table: a line for each group, names parted by tabs, `#` begins a remark."""
    return SynonymTable.of(_lines(text))


def _lines(text: str) -> list[list[str]]:
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [[name.strip() for name in line.split("\t") if name.strip()] for line in lines]


def groups(path: Path = PACKAGED) -> list[list[str]]:
    """Give the groups of a file; of the one that comes with the program when none is named."""
    return _lines(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def load(path: Path = PACKAGED) -> SynonymTable:
    """Read a table from a file; the one that comes with the program when none is named."""
    return read(path.read_text(encoding="utf-8"))
