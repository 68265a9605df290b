"""Every path on disk, in one class. Names on disk are generated; the sender's file name is data."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ingest.errors import Unreadable

_DIGEST = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20


def digest(path: Path) -> str:
    """Give the sha256 of a file as 64 hex digits, reading it in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                yield piece
    except OSError as error:  # of the file that is read; a disk of ours that is full stops the run
        raise Unreadable(f"Systemet siger: {error.strerror}.") from error


class Files:
    """The folders of one instance: originals by digest, index generations, page images, uploads and locks."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def prepare(self) -> None:
        """Make the folders, readable by nobody else."""
        for folder in (self.root, self.originals, self.index, self.images, self.uploads, self.scratch):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def originals(self) -> Path:
        """Files as they came, by digest."""
        return self.root / "originals"

    @property
    def index(self) -> Path:
        """Index generations; see `archive.generations`."""
        return self.root / "index"

    @property
    def images(self) -> Path:
        """Page images, a cache."""
        return self.root / "images"

    @property
    def uploads(self) -> Path:
        """Files that wait for their job."""
        return self.root / "uploads"

    @property
    def sample(self) -> Path:
        """The sample municipality's files as `portal demo` wrote them."""
        return self.root / "sample"

    @property
    def language(self) -> Path:
        """The archive's own words and its table of confusions; see `danish.local`."""
        return self.root / "language"

    @property
    def scratch(self) -> Path:
        """Working folders of running tasks; emptied at start."""
        return self.root / "scratch"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.root / "portal.sqlite"

    @property
    def queue(self) -> Path:
        """The SQLite file of the queue that wakes the worker."""
        return self.root / "queue.sqlite"

    @property
    def config(self) -> Path:
        """Settings written by people."""
        return self.root / "config.toml"

    def lock(self, name: str) -> Path:
        """Give the path of a named lock file (`index`, `worker`)."""
        if not re.fullmatch(r"[a-z_]+", name):
            raise ValueError(f"not a lock name: {name!r}")
        return self.root / f"{name}.lock"

    def original(self, sha256: str) -> Path:
        """Give where the original with that digest is kept.

        Raises:
            ValueError: Not a digest, so it could have been a path out of the folder.
        """
        if not _DIGEST.fullmatch(sha256):
            raise ValueError(f"not a sha256 digest: {sha256!r}")
        return self.originals / sha256[:2] / sha256

    def image(self, sha256: str, page: int, width: int) -> Path:
        """Give where the image of a page (1-based) at that width in pixels is cached."""
        self.original(sha256)  # checks the digest
        return self.images / sha256[:2] / f"{sha256}-{page:d}-{width:d}.png"

    def keep(self, path: Path, sha256: str) -> Path:
        """Copy a file in among the originals, whole or not at all, and give its place.

        Raises:
            Unreadable: It is gone, or was changed since its digest was taken (another program is writing it).
        """
        target = self.original(sha256)
        if target.exists():
            return target
        target.parent.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        os.close(handle)
        draft = Path(name)
        try:
            copied = hashlib.sha256()
            with draft.open("wb") as out:
                for piece in _pieces(path):
                    copied.update(piece)
                    out.write(piece)
            if copied.hexdigest() != sha256:
                raise Unreadable("Den blev ændret, mens den blev læst.")
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        return target

    def forget(self, sha256: str) -> None:
        """Delete an original and its page images (a document was removed)."""
        self.original(sha256).unlink(missing_ok=True)
        for image in (self.images / sha256[:2]).glob(f"{sha256}-*.png"):
            image.unlink(missing_ok=True)

    def receive(self, stream: BinaryIO, limit: int) -> Path | None:
        """Write an upload to a generated name; None (and nothing left) when it holds more than `limit` bytes."""
        handle, name = tempfile.mkstemp(dir=self.uploads)
        path, size = Path(name), 0
        with os.fdopen(handle, "wb") as out:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    break
                out.write(chunk)
        if size > limit:
            path.unlink()
            return None
        return path

    def uploaded(self, name: str) -> Path:
        """Give an upload by what `receive` gave, as a job keeps it.

        Raises:
            Unreadable: It is not among the uploads.
        """
        path = Path(name).resolve()
        if not path.is_relative_to(self.uploads):
            raise Unreadable("Filen ligger ikke blandt de oplagte.")
        return path

    def working_folder(self) -> Path:
        """Make an empty folder for one task; the caller deletes it."""
        self.scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=self.scratch))
