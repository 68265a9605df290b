"""The files of an answer on their way from a tray to the uploads, where their jobs look for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.archive.files import Files
from portal.hearings.trays import Kept, Tray


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that lies among the uploads, and what it is."""

    path: Path
    name: str
    size: int
    sha256: str
    media_type: str


def receive(files: Files, tray: Tray, kept: Iterable[Kept]) -> tuple[Upload, ...]:
    """Copy files of a tray in among the uploads."""
    return tuple(_received(files, tray, one) for one in kept)


def _received(files: Files, tray: Tray, kept: Kept) -> Upload:
    with tray.path(kept).open("rb") as stream:
        path = files.receive(stream, kept.size)
    assert path is not None  # noqa: S101  (as large as it was)
    return Upload(path, kept.name, kept.size, kept.sha256, kept.media_type)


def discard(uploads: Iterable[Upload]) -> None:
    """Delete uploads that no job was made for: nothing was registered, or it was before."""
    for upload in uploads:
        upload.path.unlink(missing_ok=True)
