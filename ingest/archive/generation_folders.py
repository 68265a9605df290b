"""The folders of index generations: `<number>/` with the index and its `state.json`, and `current`, which names one.

Everything here is one small file written whole or not at all; what a power cut or a kill leaves can always be read.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.archive.index import IndexDamaged

# Raised when an index of another layout cannot be read: it is then built again.
FORMAT = 2


@dataclass(frozen=True, slots=True)
class State:
    """How far a generation is.

    Attributes:
        cursor: Id of the last index_change it holds. Written after both parts are committed, so what is counted in may
            be applied again, and never lacks.
        language: streams.version of its entries.
        format: Layout on disk.
    """

    cursor: int
    language: str
    format: int = FORMAT


class Folders:
    """The generations of one instance."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def current(self) -> int | None:
        """Give the number of the generation in use; None when there is none that can be told."""
        try:
            number = int((self._root / "current").read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return None
        return number if self.folder(number).is_dir() else None

    def folder(self, number: int) -> Path:
        """Give where a generation stands."""
        return self._root / str(number)

    def numbers(self) -> list[int]:
        """Give the generations that have a folder, rising."""
        return sorted(int(path.name) for path in self._root.iterdir() if path.name.isdecimal())

    def switch(self, number: int) -> None:
        """Make this the generation in use, by one rename."""
        _write(self._root / "current", str(number))

    def state(self, number: int) -> State:
        """Read how far a generation is.

        Raises:
            IndexDamaged: That cannot be told, or it has another layout.
        """
        try:
            state = State(**json.loads((self.folder(number) / "state.json").read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError) as error:
            raise IndexDamaged(f"state of generation {number}") from error
        if state.format != FORMAT:
            raise IndexDamaged(f"format of generation {number}")
        return state

    def save_state(self, number: int, state: State) -> None:
        """Write how far a generation is."""
        _write(self.folder(number) / "state.json", json.dumps(asdict(state)))

    def stamp(self, number: int) -> tuple[int, int, int]:
        """Give something that changes whenever the generation does; cheap enough for every request.

        Raises:
            IndexDamaged: There is nothing to look at.
        """
        try:
            found = (self.folder(number) / "state.json").stat()
        except FileNotFoundError as error:
            raise IndexDamaged(f"state of generation {number}") from error
        return number, found.st_mtime_ns, found.st_ino

    def remove_all_but(self, number: int | None) -> None:
        """Delete the generations not in use. Who still reads one keeps its files until he lets go."""
        for other in self.numbers():
            if other != number:
                shutil.rmtree(self.folder(other), ignore_errors=True)


def _write(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
