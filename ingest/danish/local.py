"""What the language knows of one archive: its own words, and a table of confusions in place of the packaged one.

Both are files in the archive's folder `language/`. They count for damaged words and for suggestions alone: lemmas,
compounds and clean text are the same in every archive. A process has the language of one archive at a time.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path

from ingest.danish import confusions, lexicon
from ingest.danish.confusions import Confusions
from ingest.danish.lexicon import own_words
from ingest.danish.lexicon.trie import Trie

WORDS, TABLE = "own.words", "confusions.tsv"
OWN, _TABLE = "+w", "+c"  # before the digest of own words, of a table
_KEPT = 4  # languages of this process: a search that began in one may end in it

_Signs = tuple[tuple[int, int, int] | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Local:
    """One archive's language.

    Attributes:
        words: Its own words; None when it has none.
        table: What its scans were misread as.
        digest: Tells apart what repairs are made with; "" for an archive with neither words nor table of its own.
    """

    words: Trie | None
    table: Confusions
    digest: str

    @property
    def tries(self) -> tuple[Trie, ...]:
        """Give the known words: the lexicon's and its own."""
        known = lexicon.load().trie
        return (known,) if self.words is None else (known, self.words)

    def cost(self, word: str) -> float | None:
        """Give what a word costs, in nats; None when nobody knows it."""
        return next((cost for one in self.tries if (cost := one.cost(word)) is not None), None)


_guard = threading.Lock()
_languages: dict[str, Local] = {}
_now: tuple[Path | None, _Signs, Local] | None = None


def use(folder: Path | None) -> Local:
    """Let this process have the language of the archive whose folder that is, as it is on disk now; None: of none.

    Cheap when nothing changed: a look at two files.

    Raises:
        LexiconMissing: Its own words are broken.
        ConfusionsBroken: Its table is.
    """
    global _now
    signs = tuple(_sign(folder / name) for name in (WORDS, TABLE)) if folder else ()
    had = _now
    if had is not None and had[:2] == (folder, signs):
        return had[2]
    with _guard:
        found = _read(folder) if folder else _read(None)
        found = _languages.setdefault(found.digest, found)
        for digest in list(_languages)[:-_KEPT]:
            del _languages[digest]
        _now = folder, signs, found
    return found


def now() -> Local:
    """Give the language of this process: what was last told to `use`."""
    had = _now
    return had[2] if had is not None else use(None)


def of(digest: str) -> Local:
    """Give the language with that digest, which this process has or had; else that of now."""
    return _languages.get(digest) or now()


def _sign(path: Path) -> tuple[int, int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def _read(folder: Path | None) -> Local:
    digest = ""
    words, table = None, confusions.load()
    if folder is not None and (folder / WORDS).exists():
        words = own_words.read(folder / WORDS)
        digest += OWN + _digest(folder / WORDS)
    if folder is not None and (folder / TABLE).exists():
        table = confusions.load(folder / TABLE)
        digest += _TABLE + _digest(folder / TABLE)
    return Local(words, table, digest)


def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=5).hexdigest()
