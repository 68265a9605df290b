"""An archive's own words: a small trie in a file of the archive's, which reads and is refused as the lexicon is."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ingest.danish.lexicon import LexiconMissing, packed, unpacked
from ingest.danish.lexicon.trie import FIRST, Trie, make, of

_STAMP = "own-1"
_LARGEST = 64 << 20  # bytes; 200,000 words take 10 MB
_MAY_BEGIN = 5  # letters of a word that a compound may begin with: Kjølbyvej


def write(path: Path, words: Mapping[str, float]) -> None:
    """Write words with their costs (nats) as a file, put in place whole by one rename. There may be none."""
    flags = [FIRST if len(word) >= _MAY_BEGIN else 0 for word in words]
    sections = make(words, words.values(), flags).tobytes() if words else ()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as out:
        out.write(packed(_STAMP, sections))
        out.flush()
        os.fsync(out.fileno())
    Path(name).replace(path)


def read(path: Path) -> Trie | None:
    """Read what `write` wrote; None when there are no words.

    Raises:
        LexiconMissing: It cannot be read, or is broken.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise LexiconMissing("er beskadiget", "Arkivets egen ordbog")
        content = path.read_bytes()
    except OSError as error:
        raise LexiconMissing("kan ikke læses", "Arkivets egen ordbog") from error
    sections = unpacked(content, _STAMP, "Arkivets egen ordbog")
    return of(sections) if sections else None
