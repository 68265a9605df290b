"""Find the files under the paths an archivist names, in a steady order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Give every file at or under the paths, each once, folders sorted by name; links to folders are not followed.

    A path that does not exist, or a folder that cannot be opened, is given as it is: the pipeline says why.
    """
    seen: set[str] = set()
    for path in paths:
        for file in _under(path):
            key = str(file.absolute())  # not resolve(): a link is a name of its own
            if key not in seen:
                seen.add(key)
                yield file


def _under(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    closed: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=lambda error: closed.append(Path(error.filename))):
        folders.sort()
        yield from (Path(folder) / name for name in sorted(names))
    yield from closed
