"""Files between two pages of a form: received, looked at, and kept until the form is right or the list is confirmed.

A tray is a working folder on disk with generated names. Its token is signed and bound to the person and the hearing,
so that nobody reaches another's. Trays nobody came back to are emptied after two days.
"""

from __future__ import annotations

import json
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from ingest.archive.files import Files, digest
from ingest.errors import IngestError
from ingest.readers.sniff import sniff
from portal import words
from portal.file_names import safe

_LIST = "list.json"
_MARK = "tray"  # a file that tells a tray from the working folders of other tasks
_KEPT_SECONDS = 2 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in a tray.

    Attributes:
        place: Its generated name in the tray.
        name: As the sender wrote it: data.
        media_type: By its content.
    """

    place: str
    name: str
    size: int
    sha256: str
    media_type: str


class NotATray(Exception):
    """The token is not one of ours for this person and hearing, or its files are gone."""


@dataclass(frozen=True, slots=True)
class Tray:
    """An open tray. `token` goes into the form."""

    folder: Path
    token: str

    def path(self, kept: Kept) -> Path:
        """Give where a file of it lies."""
        return self.folder / kept.place

    def files(self) -> list[Kept]:
        """Give what lies in it, in the order it came."""
        listed = self.folder / _LIST
        return [Kept(**row) for row in json.loads(listed.read_text(encoding="utf-8"))] if listed.is_file() else []

    def note(self, name: str, value: Any) -> None:
        """Keep a value with the files: what was chosen, or what came of it."""
        path = self.folder / f"{name}.json"
        draft = path.with_suffix(f".{secrets.token_hex(4)}")
        draft.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)  # whole or not at all: a page reads while the worker writes

    def noted(self, name: str) -> Any:
        """Give a value that was kept; None when none was."""
        path = self.folder / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None

    def take_in(self, given: Iterable[tuple[IO[bytes], str]], limit: int) -> list[str]:
        """Take files in, and give a Danish sentence for each that cannot be taken.

        Args:
            given: A stream and the sender's name each.
            limit: Most bytes of one file.
        """
        listed, said = self.files(), []
        for stream, name in given:
            path = self.folder / f"file-{secrets.token_hex(8)}"
            seen = _look(stream, name, path, limit)
            if isinstance(seen, str):
                said.append(seen)
            elif any((other.sha256, other.name) == (seen.sha256, seen.name) for other in listed):
                path.unlink()  # the same file sent again with a form that was put right
            else:
                listed.append(seen)
        self.note("list", [asdict(one) for one in listed])
        return said

    def put_beside(self, stream: IO[bytes], name: str, limit: int) -> bool:
        """Keep a file that is none of the answers under a name of ours (`path_beside`); False: it is too large."""
        return _written(stream, self.folder / name, limit)

    def path_beside(self, name: str) -> Path:
        """Give where `put_beside` kept a file."""
        return self.folder / name

    def remove(self, places: Iterable[str]) -> None:
        """Take files out again by their places."""
        unwanted = set(places)
        self.note("list", [asdict(one) for one in self.files() if one.place not in unwanted])

    def empty(self) -> None:
        """Throw the tray away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _look(stream: IO[bytes], name: str, path: Path, limit: int) -> Kept | str:
    """Write a file down and see what it is; a sentence when it cannot be taken."""
    if not _written(stream, path, limit):
        return f"{words.masked(name)} fylder mere end {limit >> 20} MB."
    try:
        media_type = sniff(path, name)
    except IngestError as error:
        path.unlink()
        return f"{words.masked(name)}: {error.message} {error.advice}".strip()
    return Kept(path.name, name, path.stat().st_size, digest(path), media_type)


def _written(stream: IO[bytes], path: Path, limit: int) -> bool:
    size = 0
    with path.open("wb") as out:
        for piece in _pieces(stream):
            size += len(piece)
            if size > limit:
                break
            out.write(piece)
    if size > limit:
        path.unlink()
    return size <= limit


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(1 << 20):
        yield piece


def new(files: Files, secret: str, whose: str) -> Tray:
    """Make an empty tray for a person and a hearing (`whose`), and throw away those nobody came back to."""
    for mark in files.scratch.glob(f"*/{_MARK}"):
        if time.time() - mark.parent.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(mark.parent, ignore_errors=True)
    folder = files.working_folder()
    (folder / _MARK).touch()
    return Tray(folder, _signer(secret).dumps([folder.name, whose]))


def opened(files: Files, secret: str, whose: str, token: str) -> Tray:
    """Open the tray of a token.

    Raises:
        NotATray: See there.
    """
    try:
        name, owner = _signer(secret).loads(token)
    except (BadData, ValueError, TypeError) as error:
        raise NotATray from error
    if owner != whose:
        raise NotATray
    return replace(at(files, str(name)), token=token)


def at(files: Files, name: str) -> Tray:
    """Open the tray in a folder whose name a job carries; its token opens nothing.

    Raises:
        NotATray: It is gone.
    """
    folder = files.scratch / name
    if not (folder / _MARK).is_file():
        raise NotATray
    return Tray(folder, "")


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="tray")


def put(tray: Tray, given: Iterable[FileStorage], limit: int) -> list[str]:
    """Put the files of a form into a tray, and give a Danish sentence for each that was not taken."""
    return tray.take_in(((file.stream, safe(file.filename or "")) for file in given if file.filename), limit)
