"""Find the files under the paths an archivist names, in a steady order, and look at each before it is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.archive.files import digest
from ingest.errors import Unreadable
from ingest.readers.charset import decode


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
    if not is_folder(path):
        yield path
        return
    closed: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=lambda error: closed.append(Path(error.filename))):
        folders.sort()
        yield from (Path(folder) / name for name in sorted(names))
    yield from closed


def is_folder(path: Path) -> bool:
    """Tell whether a path is a folder; False as well where we may not look."""
    try:
        return path.is_dir()
    except OSError:
        return False


def name_of(path: Path) -> str:
    """Give a path as text that can be stored and shown.

    Names from old disks may be bytes in another encoding than this machine's; they get the letters they were meant as.
    """
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        return "/".join(decode(os.fsencode(part)) for part in text.split("/"))
    return text


def look(path: Path) -> tuple[str, int]:
    """Give a file's digest and its size in bytes.

    Raises:
        Unreadable: It is not there, is no ordinary file, or may not be read.
    """
    try:
        if not path.is_file():  # a pipe or a device would keep us waiting for ever
            raise Unreadable("Det er ikke en almindelig fil." if path.exists() else "Den findes ikke.")
        return digest(path), path.stat().st_size
    except OSError as error:
        raise Unreadable(f"Systemet siger: {error.strerror}.") from error
